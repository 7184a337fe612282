"""Taking the plan along as a file: in which forms, under which name, and where it is offered to lie."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from dialog.language.format import local_date
from dialog.language.screen import N
from dialog.render.write import file_name

if TYPE_CHECKING:
    from dialog.plan.model import Plan
    from dialog.render.profile import Profile
    from dialog.session import Session

PACKAGE = "package"
FORMS = (
    ("pdf", N("Planen til at læse, skrive ud og arkivere (PDF)")),
    ("page", N("Borgerens egen side til at tage med hjem (PDF)")),
    ("word", N("Planen til at arbejde videre i (Word)")),
    ("html", N("Planen til en browser (webside)")),
    ("text", N("Planen som ren tekst")),
    ("json", N("Planen som data til fagsystemet")),
    (PACKAGE, N("Alle former i én pakke (zip)")),
)


def default_folder() -> Path:
    """The person's documents, or their home where there is no such folder."""
    from platformdirs import user_documents_path

    documents = user_documents_path()
    return documents if documents.is_dir() else Path.home()


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


def name_of(session: Session, form: str) -> str:
    """`plan-<case>-<date>`; the citizen's own page is called by its own name."""
    from dialog.render.document import FORMS as FILES

    suffix = ".zip" if form == PACKAGE else Path(FILES[form].file).suffix
    name = file_name(session.citizen.case_reference, local_date(datetime.now(UTC)), suffix)
    return f"min-side{name.removeprefix('plan')}" if form == "page" else name
