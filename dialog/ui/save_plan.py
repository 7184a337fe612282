"""Taking the plan along as a file: which kind, which folder, and the CPR number only when it is asked for."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from dialog.face.take_out import FORMS, PACKAGE, default_folder, name_of, take_out
from dialog.language.screen import N, tr
from dialog.ui.text import muted, words
from dialog.ui.widget.drawer import NOTHING, Drawer
from dialog.ui.widget.rows import Choice

if TYPE_CHECKING:
    from dialog.session import Session

NAMELESS = N("Planen har ikke dit navn endnu. Borgeren skal kunne se, hvem der hjælper. "
             "Det skrives under Indstillinger (F8 på listen).")
LIES = {"page": N("Borgerens side ligger i {path}"), PACKAGE: N("Pakken ligger i {path}")}
PLAN_LIES = N("Planen ligger i {path}")


async def save(session: Session, drawer: Drawer, tell: Callable[[str], None]) -> None:
    """Ask, write, and say where it lies; Esc at any question leaves all as it was. Raises ExportError."""
    about = NOTHING if session.plan().header.coordinator.name else muted(tr(NAMELESS))
    form = await drawer.choose(tr("Hvad skal planen bruges til?"), _kinds(), about=about, marked="pdf")
    if form is None:
        return
    asks = session.citizen.cpr and form != "page"  # what the citizen carries never holds the number
    cpr = await drawer.choose(tr("Skal CPR-nummeret med?"), _cpr(), marked="without") if asks else "without"
    if cpr is None:
        return
    path = await _path(drawer, name_of(session, form))
    if path is None:
        return
    tell(tr("Skriver {file} …", file=path.name))
    await asyncio.to_thread(take_out, session, form, path, with_cpr=cpr == "with")
    tell(tr(LIES.get(form, PLAN_LIES), path=path))


def _kinds() -> tuple[Choice, ...]:
    return tuple(Choice(form, tr(text)) for form, text in FORMS)


def _cpr() -> tuple[Choice, ...]:
    return (Choice("without", tr("Uden CPR-nummer"), tr("Sagsnummeret står på planen.")),
            Choice("with", tr("Med CPR-nummer"), tr("Kun når modtageren har brug for det.")))


def _replace() -> tuple[Choice, ...]:
    return (Choice("yes", tr("Ja, den nye tager pladsen"), letter="j"),
            Choice("no", tr("Nej, en anden mappe"), letter="n"))


async def _path(drawer: Drawer, name: str) -> Path | None:
    """Where to write, asked until it is a folder that is there and no other plan is in the way."""
    about, typed = muted(tr("Filen kommer til at hedde {name}", name=name)), str(default_folder())
    while True:
        answer = await drawer.write(tr("Hvor skal den ligge?"), about=about, text=typed)
        if answer is None or not answer.strip():
            return None
        typed = answer.strip()
        try:
            folder = Path(typed).expanduser()
            there, taken = folder.is_dir(), (folder / name).exists()
        except (OSError, RuntimeError):  # no access on the way there; ~somebody who is not here
            there = False
        if not there:
            about = words(tr("Den mappe er her ikke. Skriv en anden, eller opret den først."), "warn")
        elif not taken:
            return folder / name
        else:
            ask = tr("Der ligger allerede en fil fra i dag. Skal den nye tage dens plads?")
            again = await drawer.choose(ask, _replace())
            if again is None:
                return None
            if again == "yes":
                return folder / name
