"""Taking the plan along as a file: which kind, which folder, and the CPR number only when it is asked for."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from dialog.language.format import local_date
from dialog.ui.text import muted, words
from dialog.ui.widget.drawer import Drawer
from dialog.ui.widget.rows import Choice

if TYPE_CHECKING:
    from dialog.session import Session

KINDS = (
    Choice(".html", "Et dokument", "Til at læse, skrive ud eller gemme på sagen (.html)"),
    Choice(".md", "Ren tekst", "Til at sætte ind et andet sted (.md)"),
    Choice(".json", "Data", "Til kommunens fagsystem (.json)"),
)
CPR = (
    Choice("without", "Uden CPR-nummer", "Sagsnummeret står på planen."),
    Choice("with", "Med CPR-nummer", "Kun når modtageren har brug for det."),
)
REPLACE = (Choice("yes", "Ja, den nye tager pladsen", letter="j"), Choice("no", "Nej, en anden mappe", letter="n"))


def file_name(case: str, day: date, suffix: str) -> str:
    """`plan-<case>-<date>`; whatever a file name should not hold is left out of the case reference."""
    safe = re.sub(r"[^A-Za-z0-9._-]+", "-", case).strip("-.") or "sag"
    return f"plan-{safe[:60]}-{day:%Y-%m-%d}{suffix}"


def default_folder() -> Path:
    """The person's documents, or their home where there is no such folder."""
    from platformdirs import user_documents_path

    documents = user_documents_path()
    return documents if documents.is_dir() else Path.home()


async def save(session: Session, drawer: Drawer, tell: Callable[[str], None]) -> None:
    """Ask, write, and say where it lies; Esc at any question leaves all as it was. Raises ExportError."""
    kind = await drawer.choose("Hvad skal planen bruges til?", KINDS, marked=".html")
    if kind is None:
        return
    cpr = await drawer.choose("Skal CPR-nummeret med?", CPR, marked="without") if session.citizen.cpr else "without"
    if cpr is None:
        return
    path = await _path(drawer, file_name(session.citizen.case_reference, local_date(datetime.now(UTC)), kind))
    if path is None:
        return
    await asyncio.to_thread(session.export, path, with_cpr=cpr == "with")
    tell(f"Planen ligger i {path}")


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
            again = await drawer.choose("Der ligger allerede en plan fra i dag. Skal den nye tage dens plads?", REPLACE)
            if again is None:
                return None
            if again == "yes":
                return folder / name
