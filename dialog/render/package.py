"""The package that a plan leaves the program in: its forms, a manifest of them, and what each field rests on.

The same plan, forms and profile give the same bytes and ids; the manifest says which edition it takes the place of.
`sources.json` is the list from each field to the answers it came from. Bytes out; `dialog.render.receive` reads them.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from hashlib import sha256
from typing import Annotated, Any, Literal, NamedTuple
from uuid import UUID, uuid5

from pydantic import AwareDatetime, Field
from pydantic_core import to_json

from dialog import __version__
from dialog.errors import ExportError
from dialog.plan.model import Municipality, Plan
from dialog.plan.shape import Many, Sha256, Shape
from dialog.plan.standing import Replaced
from dialog.render import seal
from dialog.render.document import FORMS, make
from dialog.render.profile import Profile

FORMAT: Literal["empowerment-dialog-plan-package"] = "empowerment-dialog-plan-package"
MANIFEST, SOURCES, SIGNATURE = "manifest.json", "sources.json", "manifest.sig"
NAMES = frozenset((MANIFEST, SOURCES, SIGNATURE, *(form.file for form in FORMS.values())))
"""Every name that a package may hold."""


FileName = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9.-]{0,39}$")]


class Marked(Shape):
    """A file in the package."""

    file: FileName
    """Its name."""
    size: Annotated[int, Field(ge=0)]
    """In bytes."""
    sha256: Sha256
    """Of its content."""


class Part(Marked):
    """A form of the plan."""

    form: str
    """The form's name."""
    title: str
    """What it is for, in Danish."""
    media_type: str
    """Its media type."""


class LeftOut(Shape):
    """A form that could not be made."""

    form: str
    """The form's name."""
    why: str
    """What it lacks, in Danish."""


class Which(Shape):
    """Which plan the package holds."""

    id: UUID
    """The plan's id."""
    version: int
    """Its version."""
    edition: Sha256
    """Its edition."""
    replaces: Replaced | None
    """The edition taken out before this one; null for the first."""
    status: Literal["draft", "reviewed", "agreed", "ended"]
    """How far it has come."""
    agreed: bool
    """True when both have said yes to it exactly as it stands."""
    practice: bool
    """True when it is about an invented person."""
    cpr: bool
    """True when the CPR number was asked for and is in it."""


class Manifest(Shape):
    """What is in the package."""

    format: Literal["empowerment-dialog-plan-package"] = FORMAT
    """The name of this format."""
    format_version: Literal["1"] = "1"
    """And its version."""
    id: UUID
    """The package's id: the same for the same edition, forms, profile, signer and program."""
    program: str
    """The program that made it."""
    mark: Literal["UDKAST", ""]
    """UDKAST until both have agreed to the plan."""
    sensitivity: Literal["FOELSOMME_PERSONOPLYSNINGER"] = "FOELSOMME_PERSONOPLYSNINGER"
    """As SF1470 names it."""
    created: AwareDatetime
    """When something in the plan was last said or changed: a package knows no other clock."""
    case_reference: str
    """The municipality's own case reference."""
    municipality: Municipality
    """The municipality."""
    plan: Which
    """Which plan it is."""
    profile: Sha256
    """Of the municipality's profile, by which the documents were made."""
    forms: Many[Part]
    """The forms of the plan."""
    sources: Marked
    """The list from each field to its answers."""
    left_out: Many[LeftOut]
    """Forms that could not be made."""
    signer: str
    """The public key of who signed this manifest, Ed25519 in base64; empty where it is not signed."""


class Package(NamedTuple):
    """A package, made or opened: its manifest, and name → content of all its files."""

    manifest: Manifest
    files: dict[str, bytes]


def in_order(asked: Sequence[str]) -> tuple[str, ...]:
    """The forms of these names, each once, in the order of the table; all when none is named. Raises ExportError."""
    unknown = [name for name in asked if name not in FORMS]
    if unknown:
        raise ExportError("Formen »{form}« kendes ikke.", next_step="Vælg blandt {forms}.", form=unknown[0],
                          forms=", ".join(FORMS))
    return tuple(name for name in FORMS if name in asked or not asked)


def package_of(plan: Plan, profile: Profile, asked: Sequence[str] = (), seed: bytes = b"", *,
               strict: bool = False) -> Package:
    """The plan in these forms (none named: all there are), signed when there is a seed.

    A form that lacks something is left out and named with the reason; with `strict` that is an ExportError.
    """
    forms, left_out = {}, []
    for name in in_order(asked):
        try:
            forms[name] = made(plan, name, profile)
        except ExportError as error:
            if strict:
                raise
            left_out.append(LeftOut(form=name, why=str(error)))
    if not forms:
        raise ExportError("Planen kan ikke skrives i nogen af formerne. {why}", why=left_out[0].why)
    signer = seal.public_of(seed) if seed else ""
    sources = sources_of(plan)
    manifest = Manifest(
        id=package_id(plan, profile, asked, signer), program=_program(), mark="" if plan.agreed else "UDKAST",
        created=plan.header.updated, case_reference=plan.header.case_reference,
        municipality=plan.header.municipality, plan=which_of(plan), profile=_profile_sha256(profile),
        forms=tuple(Part(form=name, title=FORMS[name].title, media_type=FORMS[name].media_type,
                         **_mark(FORMS[name].file, content)) for name, content in forms.items()),
        sources=Marked(**_mark(SOURCES, sources)), left_out=tuple(left_out), signer=signer)
    content = manifest.model_dump_json(indent=2).encode() + b"\n"
    files = {MANIFEST: content, SOURCES: sources, **{FORMS[name].file: each for name, each in forms.items()}}
    if seed:
        files[SIGNATURE] = seal.signature(content, seed)
    return Package(manifest, files)


def made(plan: Plan, name: str, profile: Profile) -> bytes:
    """The plan in that form. Raises ExportError; a fault of our own is one too, and shows nothing of the plan."""
    try:
        return make(plan, name, profile)
    except ExportError:
        raise
    except Exception as error:
        raise ExportError("»{form}« kunne ikke laves: en fejl i programmet ({fault}).",
                          kept="Samtalen og planen er gemt.", next_step="Vælg andre former med --forms.",
                          form=FORMS[name].title, fault=type(error).__name__) from error


def package_id(plan: Plan, profile: Profile, asked: Sequence[str] = (), signer: str = "") -> UUID:
    """The id of the package that these would give; known before a form is made."""
    return id_of(which_of(plan), _profile_sha256(profile), in_order(asked), signer, _program())


def id_of(which: Which, profile: str, forms: Sequence[str], signer: str, program: str) -> UUID:
    """The id from what a manifest holds, so that a receiver can make it too."""
    return uuid5(which.id, "\x1f".join(("package", which.model_dump_json(), profile, signer, program, *forms)))


def _program() -> str:
    return f"empower {__version__}"


def which_of(plan: Plan) -> Which:
    return Which(id=plan.id, version=plan.version, edition=plan.edition, replaces=plan.replaces, status=plan.status,
                 agreed=plan.agreed, practice=plan.header.practice, cpr=plan.header.cpr is not None)


@lru_cache(maxsize=4)
def _profile_sha256(profile: Profile) -> str:
    """Kept: a profile may hold a logo of megabytes, and is the same for thousands of plans."""
    return sha256(repr(profile).encode()).hexdigest()


def _mark(file: str, content: bytes) -> dict[str, Any]:
    return {"file": file, "size": len(content), "sha256": sha256(content).hexdigest()}


def sources_of(plan: Plan) -> bytes:
    """Field → its lines, each with the hash of what it says and the events it rests on, the answer first."""
    fields: dict[str, list[dict[str, Any]]] = {}
    for line in plan.lines():
        fields.setdefault(line.target, []).append({
            "line": line.id, "sha256": _hash(line.text), "wording_sha256": _hash(line.wording or ""),
            "answers": line.roots})
    said = {
        "remarks": [{"id": each.id, "sha256": _hash(each.text), "answers": [each.root]}
                    for each in plan.remarks],
        "agreements": [{"by": each.by, "answers": [each.root]} for each in plan.agreements],
        "ended": [plan.ended.root] if plan.ended else [],
    }
    data = {"plan": plan.id, "edition": plan.edition, "fields": fields, **said}
    return to_json(data, indent=1) + b"\n"


def _hash(text: str) -> str:
    return sha256(text.encode()).hexdigest() if text else ""
