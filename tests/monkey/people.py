"""The people a monkey sits with: an encrypted file of several citizens, each with words that nobody else has.

Every canary is one word that stands nowhere else in the program, so that a single glance at the terminal's bytes tells
whose it is. The last four digits of every CPR number are sixes to nines; the monkey types no such digit.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from random import Random
from uuid import UUID, uuid5

from dialog.library import load_script
from dialog.script.model import Script
from dialog.session import Session
from dialog.store import Store
from dialog.store.record import Citizen
from tests.faults.answerer import move
from tests.faults.lives import CHEAP

SCRIPT = "first_conversation"
PASSPHRASE = "kvalmblå fløjte"
GUIDANCE = "Vogtnøgle"
"""The first word of every guidance."""
SPACE = UUID(int=4)


@dataclass(frozen=True, slots=True)
class Somebody:
    """A citizen and what gives them away. `moves`: how far their earlier talk has come."""

    name: str
    case: str
    cpr: str
    word: str
    """Stands in every answer they have given."""
    moves: int

    @property
    def id(self) -> UUID:
        return uuid5(SPACE, self.case)

    @property
    def canaries(self) -> tuple[str, ...]:
        return (*self.name.split(), self.case, self.word)


PEOPLE = (
    Somebody("Xerxine Qvortsby", "QX41A", "310290-9786", "Solsortefjer", 90),
    Somebody("Wolmar Zitterdahl", "ZW52B", "310291-8679", "Ravkystdrøm", 20),
    Somebody("Yrsilla Bjørnvadt", "YB03C", "310292-7968", "Tagstenshus", 40),
    Somebody("Quintus Åfeldtsen", "QF14D", "310293-6897", "Pilekvisthest", 0),
    Somebody("Zenobine Wraagskov", "ZG25E", "310294-9867", "Mosebølgekjole", 6),
)


def resources(folder: Path) -> Path:
    """A municipality's own folder, in which each guidance of the shipped script begins with the canary."""
    shipped = Path(__file__).parents[2] / "scripts" / f"{SCRIPT}.yaml"
    script = re.sub(r"guide: (>-\n\s+)?", rf"\g<0>{GUIDANCE}. ", shipped.read_text(encoding="utf-8"))
    path = folder / "scripts" / f"{SCRIPT}.yaml"
    path.parent.mkdir(parents=True)
    path.write_text(script, encoding="utf-8")
    return folder


def file(folder: Path, own: Path) -> None:
    """The encrypted file with all of them, and a talk that stands where it stopped."""
    store, _ = Store.create(folder, PASSPHRASE, cost=CHEAP)
    script = load_script(own / "scripts" / f"{SCRIPT}.yaml")
    with store:
        for number, each in enumerate(PEOPLE):
            _acquainted(store, each, script, Random(number))


def _acquainted(store: Store, each: Somebody, script: Script, rng: Random) -> None:
    citizen = Citizen(each.id, each.name, each.case, each.cpr)
    store.add_citizen(citizen)
    if each.moves:
        session = Session.begin(store, citizen, script)
        for _ in range(each.moves):
            move(session, rng, f"{each.word} er det, jeg tænker på")
