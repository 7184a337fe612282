"""The pictures of the door, and every word they say."""

from __future__ import annotations

from dataclasses import dataclass

LEAVE = ("Ctrl+Q", "Luk", "app.leave")
HELP = ("F1", "Hjælp", "app.help")
BACK = ("Esc", "Tilbage", "back")


@dataclass(frozen=True, slots=True)
class Stage:
    """One picture of the door: what it says, its one or two fields, and its keys."""

    title: str
    text: str
    first: str
    second: str
    keys: tuple[tuple[str, str, str], ...]
    secret: bool = True


STAGES = {
    "closed": Stage("Vi kan ikke komme til filen", "", "", "", (("Enter", "Prøv igen", "send"), HELP, LEAVE)),
    "choose": Stage(
        "Velkommen",
        "Alt, hvad I taler om, bliver her på maskinen og er låst med en adgangssætning. Kun du kender den.\n\n"
        "Vælg gerne nogle ord, du let kan huske. Mellemrum er velkomne.",
        "Din adgangssætning", "En gang til", (("Enter", "Videre", "send"), HELP, LEAVE)),
    "key": Stage(
        "Din nødnøgle",
        "Gem den i kommunens adgangskodeboks eller på papir: den vises kun nu. Den åbner, hvis adgangssætningen er "
        "glemt.",
        "Når du har gemt den: skriv de fire sidste tegn", "", (("Enter", "Jeg har gemt den", "send"), HELP),
        secret=False),
    "open": Stage(
        "Goddag", "Skriv din adgangssætning, så låser vi op.", "Adgangssætning", "",
        (("Enter", "Lås op", "send"), ("F2", "Jeg har glemt den", "recover"), HELP, LEAVE)),
    "recover": Stage(
        "Nødnøglen lukker dig ind",
        "Skriv eller indsæt din nødnøgle. Store og små bogstaver og mellemrum er lige meget.",
        "Nødnøgle", "", (("Enter", "Videre", "send"), BACK, HELP, LEAVE), secret=False),
    "renew": Stage(
        "En ny adgangssætning", "Den gamle gælder ikke længere bagefter. Nødnøglen er den samme.",
        "Din nye adgangssætning", "En gang til", (("Enter", "Lås op", "send"), BACK, HELP, LEAVE)),
}
