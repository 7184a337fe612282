"""One plan out of the program, and in again: export, verify, import, and what a receiver needs to know.

Only files are written; nothing is sent. `verify`, `import`, `schema` and `key` never open the database.
"""

from __future__ import annotations

import argparse
import os
import re
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from dialog.command.diff import diff
from dialog.errors import ExportError, NotFound, PackageError, UnfitKey
from dialog.language.format import list_text, local_date
from dialog.library import profile
from dialog.plan.model import Plan
from dialog.render import seal
from dialog.render.document import BY_SUFFIX, FORMS
from dialog.render.note import one_line
from dialog.render.package import NAMES, LeftOut, Package, in_order, made, package_of
from dialog.render.profile import Profile
from dialog.render.receive import READERS, Finding, check, read_any, read_manifest
from dialog.render.view import replaces_told
from dialog.render.write import file_name, sweep, write_file, write_folder

if TYPE_CHECKING:
    from dialog.store import Store

OpenStore = Callable[[], "Store"]
ZIPS = (".zip", ".age")
ANOTHER = "Vælg et andet navn."
OR_REPLACE = "Vælg et andet navn, eller skriv --replace."
SUFFIX = re.compile(r"\.[A-Za-z][A-Za-z0-9]{1,4}")
"""What reads as the kind of a file, and not as part of a case reference or a date."""


@dataclass(frozen=True, slots=True)
class Wish:
    """How the plan is to leave: seen through before anybody is asked for a passphrase."""

    to: Path | None = None
    form: str = ""
    """The one form that is written; empty for a package."""
    asked: tuple[str, ...] = ()
    """The forms of a package; none means all."""
    receivers: tuple[str, ...] = ()
    seed: bytes = b""
    strict: bool = False
    """A form that cannot be made is an error; else it is left out."""
    replace: bool = False
    """A file of somebody else's that lies there gives way."""

    @property
    def is_zip(self) -> bool:
        return bool(self.receivers) or (self.to is not None and self.to.suffix.lower() in ZIPS)


def wish_of(options: argparse.Namespace) -> Wish:
    """What the command line asks for. Raises ExportError for what cannot be done."""
    asked, to = in_order(options.forms) if options.forms else (), options.to
    wish = Wish(to, form_of(to, asked), asked, tuple(options.receiver),
                seal.secret_in(options.sign) if options.sign else b"", bool(asked), options.replace)
    seal.receivers(wish.receivers)
    if wish.form and (wish.receivers or wish.seed):
        raise ExportError("Kun en hel pakke kan låses eller underskrives.", next_step="Skriv en mappe eller en .zip.")
    if to is not None and to.suffix.lower() == ".age" and not wish.receivers:
        raise ExportError("Skriv, hvem pakken skal låses til.", next_step="For eksempel: --receiver age1…")
    return wish


def form_of(to: Path | None, asked: Sequence[str] = ()) -> str:
    """The one form that the name of a file asks for; empty where it names a package. Raises ExportError."""
    if to is None or to.is_dir() or to.suffix.lower() in ZIPS or not SUFFIX.fullmatch(to.suffix):
        return ""
    fitting = [name for name in asked or FORMS if Path(FORMS[name].file).suffix == to.suffix.lower()]
    if not fitting or len(asked) > 1:
        raise ExportError(f"Planen kan ikke skrives som »{to.name}«.",
                          next_step=f"Vælg {', '.join(BY_SUFFIX)}, .zip eller en mappe.")
    return next((name for name in fitting if FORMS[name].file == to.name), fitting[0])


def export(options: argparse.Namespace, open_store: OpenStore) -> int:
    from dialog.session import Session

    wish = wish_of(options)
    if options.all and options.case:
        raise ExportError("--all og en sag går ikke sammen.", next_step="Vælg den ene af dem.")
    if options.since and not options.all:
        raise ExportError("--since hører sammen med --all.", next_step="Skriv dem begge, eller ingen af dem.")
    if options.all:
        from dialog.command.bulk import export_all

        return export_all(options, wish, open_store)
    if not options.case:
        raise NotFound("Skriv sagens nummer.", next_step="Eller --all for alle borgeres planer.")
    with open_store() as store:
        talks = store.conversations(store.citizen(options.case).id)
        if not talks:
            raise NotFound("Der er ingen samtale med den borger endnu.")
        session = Session.resume(store, talks[0].id)
        plan = session.plan(with_cpr=options.with_cpr)
        _tell(*write(plan, wish, profile()))
        session.note_taken_out(plan)
    return 0


def write(plan: Plan, wish: Wish, own: Profile) -> tuple[Path, Sequence[LeftOut]]:
    """Writes the plan as wished; returns where it lies, and the forms that could not be made. Raises ExportError."""
    to = wish.to or Path(file_name(plan.header.case_reference, local_date(plan.header.updated), ""))
    sweep(to.parent)
    if wish.form:
        content = made(plan, wish.form, own)
        _insist_on_room(to, wish.replace, lambda: to.is_file() and seal.read(to) == content)
        write_file(to, content)
        return to, ()
    to = zip_name(to, wish) if wish.is_zip else to
    _insist_on_room(to, wish.replace, lambda: to.is_file() == wish.is_zip and _is_of(to, plan))
    package = package_of(plan, own, wish.asked, wish.seed, strict=wish.strict)
    if wish.is_zip:
        write_file(to, closed(package, wish))
    else:
        write_folder(to, package.files)
    return to, package.manifest.left_out


def zip_name(to: Path, wish: Wish) -> Path:
    """`….zip`, and `….zip.age` when it is locked."""
    name = to.name.removesuffix(".age").removesuffix(".zip")
    return to.with_name(f"{name}.zip{'.age' if wish.receivers else ''}")


def closed(package: Package, wish: Wish) -> bytes:
    """The package as one file, locked when it has receivers."""
    content = seal.zipped(package.files)
    return seal.locked(content, seal.receivers(wish.receivers)) if wish.receivers else content


def _insist_on_room(place: Path, replace: bool, ours: Callable[[], bool]) -> None:
    """Only what is ours is written over, or a file that is to give way; never a folder. Raises ExportError."""
    if not os.path.lexists(place) or (replace and not place.is_dir()):
        return
    try:
        if not place.is_symlink() and ours():
            return
    except ExportError:
        pass
    raise ExportError(f"Der ligger allerede noget i {place}. Det er ikke rørt.",
                      next_step=ANOTHER if place.is_dir() else OR_REPLACE)


def _is_of(place: Path, plan: Plan) -> bool:
    """Whether an earlier package of the same plan lies there, and nothing else; or an empty folder."""
    files = seal.opened(place, NAMES)
    return isinstance(files, dict) and (not files or read_manifest(files).plan.id == plan.id)


def _tell(place: Path, left_out: Sequence[LeftOut]) -> None:
    print(place)
    for why in dict.fromkeys(each.why for each in left_out):
        titles = list_text([f"»{FORMS[each.form].title}«" for each in left_out if each.why == why])
        sys.stderr.write(f"Uden {titles}. {why}\n")


def verify(options: argparse.Namespace, open_store: OpenStore) -> int:
    files = _package(seal.opened(options.place, NAMES, options.key), options.place)
    findings = check(files, seal.public_in(options.signer) if options.signer else b"")[1]
    _insist(findings)
    for each in findings:
        print(each.text)
    return 0


def import_plan(options: argparse.Namespace, open_store: OpenStore) -> int:
    found = seal.opened(options.place, NAMES, options.key)
    public = seal.public_in(options.signer) if options.signer else b""
    if public:
        found = _package(found, options.place)
    plan, asked = (read_any(found), ()) if isinstance(found, bytes) else _from_package(found, public)
    for line in _summary(plan):
        print(line)
    if options.to is not None:
        _tell(*write(plan, Wish(options.to, form_of(options.to), asked, replace=options.replace), profile()))
    return 0


def _from_package(files: Mapping[str, bytes], public: bytes) -> tuple[Plan, tuple[str, ...]]:
    """The plan in a package that holds, and the names of the forms that it was asked for in. Raises PackageError."""
    plan, findings = check(files, public)
    _insist(findings)
    if plan is None:
        raise PackageError("Pakken har ingen form, som planen kan læses ind fra.",
                           next_step=f"Bed om en med {', '.join(READERS)}.")
    manifest = read_manifest(files)
    return plan, in_order([*(each.form for each in manifest.forms), *(each.form for each in manifest.left_out)])


def _summary(plan: Plan) -> list[str]:
    """A plan told without a word of what was said; what it says itself gets no line of its own to say it on."""
    status = "AFTALT" if plan.agreed else "UDKAST"
    met = [each for each in plan.requirements if each.met]
    told = [f"Plan for sag {one_line(plan.header.case_reference)}, udgave {plan.version}. {status}.",
            f"{plan.ownership.lines} linjer, {plan.ownership.own_words} med borgerens egne ord.",
            f"{len(met)} af de {len(plan.requirements)} krav er med."]
    told += [f"  Mangler: {one_line(each.text)}" for each in plan.requirements if not each.met]
    if plan.ended:
        told.append("Planen er afsluttet.")
    if plan.replaces:
        told.append(replaces_told(plan))
    if plan.header.practice:
        told.append("ØVELSE: det er en opdigtet borger.")
    return told


def _package(found: dict[str, bytes] | bytes, place: Path) -> dict[str, bytes]:
    if isinstance(found, bytes):
        raise PackageError(f"{place} er ikke en pakke: hverken en mappe eller en hel zip-fil.")
    return found


def _insist(findings: Sequence[Finding]) -> None:
    """Raises PackageError with everything that does not hold, and then what does; UnfitKey where it is only the key."""
    faults = [each for each in findings if not each.holds]
    if faults:
        error = UnfitKey if all(each.by_another for each in faults) else PackageError
        held = "\n".join(f"- {each.text}" for each in findings if each.holds)
        raise error("Pakken holder ikke:", next_step="\n" + "\n".join(f"- {each.text}" for each in faults)
                    + (f"\nDet her holder:\n{held}" if held else ""))


def schema(options: argparse.Namespace, open_store: OpenStore) -> int:
    if options.form == "xml":
        from dialog.render.schema import plan_xsd

        text = plan_xsd().decode()
    else:
        import json

        from dialog.render.schema import plan_schema

        text = json.dumps(plan_schema(), ensure_ascii=False, indent=2) + "\n"
    if options.to is None:
        sys.stdout.write(text)
    else:
        _insist_on_room(options.to, options.replace, lambda: seal.read(options.to) == text.encode())
        write_file(options.to, text.encode())
        print(options.to)
    return 0


def key(options: argparse.Namespace, open_store: OpenStore) -> int:
    secret, public = seal.new_key()
    beside = options.to.with_name(f"{options.to.name}.pub")
    for place in (options.to, beside):
        if os.path.lexists(place):
            raise ExportError(f"Der ligger allerede noget i {place}. Det er ikke rørt.", next_step=ANOTHER)
    write_file(options.to, secret.encode())
    write_file(beside, public.encode())
    print(f"Den hemmelige nøgle ligger i {options.to}. Den er kun til dig.")
    print(f"Den offentlige ligger i {beside}. Giv den til dem, der skal kunne se, at det er jer: {public.strip()}")
    return 0


ACTIONS: Mapping[str, Callable[[argparse.Namespace, OpenStore], int]] = {
    "export": export, "diff": diff, "verify": verify, "import": import_plan, "schema": schema, "key": key,
}
