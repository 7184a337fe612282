"""Taking the plan along as a file: which kind, which folder, and the CPR number only when it is asked for."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from dialog.language.format import local_date
from dialog.render.write import file_name
from dialog.ui.text import muted, words
from dialog.ui.widget.drawer import NOTHING, Drawer
from dialog.ui.widget.rows import Choice

if TYPE_CHECKING:
    from dialog.plan.model import Plan
    from dialog.render.profile import Profile
    from dialog.session import Session

PACKAGE = "package"
KINDS = (
    Choice("pdf", "Planen til at læse, skrive ud og arkivere (PDF)"),
    Choice("page", "Borgerens egen side til at tage med hjem (PDF)"),
    Choice("word", "Planen til at arbejde videre i (Word)"),
    Choice("html", "Planen til en browser (webside)"),
    Choice("text", "Planen som ren tekst"),
    Choice("json", "Planen som data til fagsystemet"),
    Choice(PACKAGE, "Alle former i én pakke (zip)"),
)
CPR = (
    Choice("without", "Uden CPR-nummer", "Sagsnummeret står på planen."),
    Choice("with", "Med CPR-nummer", "Kun når modtageren har brug for det."),
)
NAMELESS = ("Planen har ikke dit navn endnu. Borgeren skal kunne se, hvem der hjælper. "
            "Det skrives under Indstillinger (F8 på listen).")
REPLACE = (Choice("yes", "Ja, den nye tager pladsen", letter="j"), Choice("no", "Nej, en anden mappe", letter="n"))


def default_folder() -> Path:
    """The person's documents, or their home where there is no such folder."""
    from platformdirs import user_documents_path

    documents = user_documents_path()
    return documents if documents.is_dir() else Path.home()


async def save(session: Session, drawer: Drawer, tell: Callable[[str], None]) -> None:
    """Ask, write, and say where it lies; Esc at any question leaves all as it was. Raises ExportError."""
    about = NOTHING if session.plan().header.coordinator.name else muted(NAMELESS)
    form = await drawer.choose("Hvad skal planen bruges til?", KINDS, about=about, marked="pdf")
    if form is None:
        return
    asks = session.citizen.cpr and form != "page"  # what the citizen carries never holds the number
    cpr = await drawer.choose("Skal CPR-nummeret med?", CPR, marked="without") if asks else "without"
    if cpr is None:
        return
    path = await _path(drawer, _name(session, form))
    if path is None:
        return
    tell(f"Skriver {path.name} …")
    await asyncio.to_thread(take_out, session, form, path, with_cpr=cpr == "with")
    tell(f"{'Borgerens side' if form == 'page' else 'Pakken' if form == PACKAGE else 'Planen'} ligger i {path}")


def take_out(session: Session, form: str, path: Path, *, with_cpr: bool = False) -> None:
    """Takes the plan out in the form of that name, or in all of them as a package; in a thread, see `Session`."""
    from dialog.render.document import make
    from dialog.render.write import sweep

    sweep(path.parent)
    session.take_out(path, _package if form == PACKAGE else lambda plan, own: make(plan, form, own), with_cpr=with_cpr)


def _package(plan: Plan, own: Profile) -> bytes:
    from dialog.render.package import package_of
    from dialog.render.seal import zipped

    return zipped(package_of(plan, own).files)


def _name(session: Session, form: str) -> str:
    """`plan-<case>-<date>`; the citizen's own page is called by its own name."""
    from dialog.render.document import FORMS

    suffix = ".zip" if form == PACKAGE else Path(FORMS[form].file).suffix
    name = file_name(session.citizen.case_reference, local_date(datetime.now(UTC)), suffix)
    return f"min-side{name.removeprefix('plan')}" if form == "page" else name


async def _path(drawer: Drawer, name: str) -> Path | None:
    """Where to write, asked until it is a folder that is there and no other plan is in the way."""
    about, typed = muted(f"Filen kommer til at hedde {name}"), str(default_folder())
    while True:
        answer = await drawer.write("Hvor skal den ligge?", about=about, text=typed)
        if answer is None or not answer.strip():
            return None
        typed = answer.strip()
        try:
            folder = Path(typed).expanduser()
            there, taken = folder.is_dir(), (folder / name).exists()
        except (OSError, RuntimeError):  # no access on the way there; ~somebody who is not here
            there = False
        if not there:
            about = words("Den mappe er her ikke. Skriv en anden, eller opret den først.", "warn")
        elif not taken:
            return folder / name
        else:
            again = await drawer.choose("Der ligger allerede en fil fra i dag. Skal den nye tage dens plads?", REPLACE)
            if again is None:
                return None
            if again == "yes":
                return folder / name
