"""What can be written besides answers: each command by its Danish and its English name, and what it does, by place.

A command begins with a dot and a letter, or is a question mark alone; an answer that would look like one has a space in
front. A table only: a test holds it to the keys of the screen, so that a new key there is missed here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from dialog.language.screen import N, screen_language


class Command(NamedTuple):
    """`id` is its English name; `short` what it may be written as in both."""

    id: str
    danish: str
    short: str
    does: str

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(filter(None, (self.danish, self.id, self.short)))

    @property
    def shown(self) -> str:
        """As it stands in the help: `.spring`."""
        return f".{self.danish if screen_language() == 'da' else self.id}"


LOCK = Command("lock", "lås", "", N("Lås, så der skal en adgangssætning til for at gå videre."))
ABOUT = Command("about", "om", "", N("Om programmet, og hvordan I skriver i det."))
KEYS = Command("keys", "taster", "", N("Hvem der sidder ved tasterne."))

TALK = (
    Command("again", "gentag", "g", N("Sig spørgsmålet igen.")),
    Command("undo", "tilbage", "t", N("Fortryd det sidste.")),
    Command("change", "ret", "r", N("Ret et tidligere svar i afsnittet. .ret alt: et svar fra hele samtalen.")),
    Command("skip", "spring", "s", N("Videre uden svar, med en grund.")),
    Command("later", "senere", "", N("Spørgsmålet kommer igen senere.")),
    Command("plan", "plan", "p", N("Planen: læs den, skriv til den, sig ja til den, gem den.")),
    Command("look", "se", "", N("Se tilbage på alt, der er sagt. .se og et ord: det, hvor ordet står.")),
    Command("sections", "afsnit", "a", N("Samtalens afsnit, og hvor langt I er. Gå til et af dem.")),
    Command("language", "sprog", "", N("Spørgsmålenes sprog, og om der er en tolk.")),
    Command("who", "hvem", "h", N("Hvem der svarer: borger, sagsbehandler eller sammen.")),
    KEYS,
    Command("guide", "vejledning", "v", N("Vejledning til sagsbehandleren. Borgeren må gerne læse med.")),
    LOCK,
    ABOUT,
    Command("stop", "stop", "", N("Stop for i dag. Alt er gemt.")),
)
PLAN = (
    Command("again", "gentag", "g", N("Læs planen op igen.")),
    Command("standing", "status", "", N("Hvor planen står: hvem der har sagt ja, hvad den gør, hvad I har bemærket.")),
    Command("read", "læs", "l", N("Læs planen igennem sammen, linje for linje: passer det?")),
    KEYS,
    Command("agree", "ja", "", N("Sig ja til planen, som den står nu. Kun den, der sidder ved tasterne, kan.")),
    Command("words", "ord", "o", N("Andre ord ved siden af en linje: .ord og linjens nummer.")),
    Command("remark", "bemærk", "b", N("Skriv en bemærkning. .bemærk og et nummer: ret den, der står der.")),
    Command("disagree", "uenig", "u", N("Skriv, hvad I ikke er enige om.")),
    Command("missing", "mangler", "m", N("Det, der mangler, og spørgsmålet, der fører dertil.")),
    Command("news", "nyt", "n", N("Hvad der er nyt siden en tidligere udgave.")),
    Command("save", "gem", "", N("Gem planen som fil.")),
    Command("end", "afslut", "", N("Afslut planen, eller tag den op igen.")),
    Command("undo", "tilbage", "t", N("Fortryd det sidste, I gjorde ved planen.")),
    LOCK,
    ABOUT,
    Command("talk", "samtalen", "s", N("Tilbage til samtalen.")),
)
REVIEW = (
    Command("again", "gentag", "g", N("Læs linjen op igen.")),
    Command("earlier", "forrige", "f", N("Forrige linje.")),
    Command("later", "næste", "n", N("Næste linje, uden at svare.")),
    Command("undo", "tilbage", "t", N("Fortryd det sidste ja.")),
    Command("plan", "plan", "p", N("Tilbage til planen. Det, I har læst, er gemt.")),
)
LIST = (
    Command("all", "alle", "a", N("Læs navnene på alle dine borgere op.")),
    Command("new", "ny", "n", N("Ny borger.")),
    Command("practise", "øv", "", N("Øv dig med en opdigtet borger. Intet af det bliver gemt.")),
    Command("settings", "indstillinger", "i", N("Dit navn, kommunen og sproget.")),
    LOCK,
    ABOUT,
    Command("stop", "stop", "", N("Luk programmet. Alt er gemt.")),
)


OUT = (Command("stop", "stop", "", N("Luk programmet.")),)
"""What is heard where nothing is open: a new passphrase, the lock."""
DOOR = (Command("forgotten", "glemt", "", N("Luk op med nødnøglen.")), *OUT)
KEY = (Command("undo", "tilbage", "", N("Tilbage til adgangssætningen.")), *OUT)
ENGLISH = {each.danish: each.id for table in (TALK, PLAN, REVIEW, LIST, DOOR, KEY) for each in table}
MENTIONED = re.compile(r"(?<![\w.])\.(\w+)")


def spoken(text: str) -> str:
    """A text of ours with its commands named in the screen's language: `.skip` for `.spring`."""
    if screen_language() == "da":
        return text
    return MENTIONED.sub(lambda found: f".{ENGLISH.get(found[1], found[1])}", text)


def named(commands: Iterable[Command], name: str) -> Command | None:
    return next((each for each in commands if name in each.names), None)
