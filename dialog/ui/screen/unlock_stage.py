"""The pictures of the door, and every word they say."""

from __future__ import annotations

from dataclasses import dataclass

from dialog.language.screen import N

LEAVE = ("Ctrl+Q", N("Luk"), "app.leave")
HELP = ("F1", N("Hjælp"), "app.help")
BACK = ("Esc", N("Tilbage"), "back")


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
    "closed": Stage(N("Vi kan ikke komme til filen"), "", "", "", (("Enter", N("Prøv igen"), "send"), HELP, LEAVE)),
    "choose": Stage(
        N("Velkommen"),
        N("Alt, hvad I taler om, bliver her på maskinen og er låst med en adgangssætning. Kun du kender den.\n\n"
          "Vælg gerne nogle ord, du let kan huske. Mellemrum er velkomne."),
        N("Din adgangssætning"), N("En gang til"), (("Enter", N("Videre"), "send"), HELP, LEAVE)),
    "key": Stage(
        N("Din nødnøgle"),
        N("Gem den i kommunens adgangskodeboks eller på papir: den vises kun nu. Den åbner, hvis adgangssætningen er "
          "glemt."),
        N("Når du har gemt den: skriv de fire sidste tegn"), "", (("Enter", N("Jeg har gemt den"), "send"), HELP),
        secret=False),
    "open": Stage(
        N("Goddag"), N("Skriv din adgangssætning, så låser vi op."), N("Adgangssætning"), "",
        (("Enter", N("Lås op"), "send"), ("F2", N("Jeg har glemt den"), "recover"), HELP, LEAVE)),
    "recover": Stage(
        N("Nødnøglen lukker dig ind"),
        N("Skriv eller indsæt din nødnøgle. Store og små bogstaver og mellemrum er lige meget."),
        N("Nødnøgle"), "", (("Enter", N("Videre"), "send"), BACK, HELP, LEAVE), secret=False),
    "renew": Stage(
        N("En ny adgangssætning"), N("Den gamle gælder ikke længere bagefter. Nødnøglen er den samme."),
        N("Din nye adgangssætning"), N("En gang til"), (("Enter", N("Lås op"), "send"), BACK, HELP, LEAVE)),
}
