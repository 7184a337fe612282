"""The receiving side: the plan read back from its data forms, and a package seen through with nothing else at hand.

No database, and nothing of the sender's but, where the package is signed, a public key. Every file is somebody else's
until it has been checked; what is told of it never holds an answer.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from hashlib import sha256
from importlib import import_module
from typing import NamedTuple

from pydantic import ValidationError

from dialog.conversation.about_plan import both
from dialog.errors import ExportError, PackageError
from dialog.language.clean import is_clean
from dialog.language.format import list_text
from dialog.plan.edition import with_edition
from dialog.plan.model import Plan
from dialog.render import seal
from dialog.render.data import AGAIN, bounded, where
from dialog.render.document import FORMS
from dialog.render.package import (
    MANIFEST,
    SIGNATURE,
    SOURCES,
    Manifest,
    Marked,
    id_of,
    made,
    sources_of,
    which_of,
)
from dialog.render.profile import PLAIN

READERS: Mapping[str, str] = {
    "json": "data:read_json", "xml": "xml:read_xml", "formular": "sf2900:read_formular", "fhir": "fhir:read_bundle",
}
"""The forms that a plan can be read back from, each with who reads it."""
SF2900 = re.compile(rb"<([A-Za-z0-9_]+:)?FordelingsobjektModtagRequest[\s>]")
OURS = ("json", "xml", "fhir")
"""The data forms that are the plan and nothing else: read and written again, they are the same bytes."""
PDF = FORMS["pdf"].file
BEFORE = b"\xef\xbb\xbf\xfe\xff\x00 \t\r\n"
"""Bytes that may stand before the first sign of a text: marks of how it is written, and space."""
FHIR = b'"resourceType"'
"""A name, not a text: within a text its quotes would be escaped."""
AGAIN_ALL = "Hent pakken igen fra den, der sendte den."


class Finding(NamedTuple):
    """One thing that was looked at: whether it holds, and what it is, in Danish."""

    holds: bool
    text: str
    by_another: bool = False
    """All it lacks is that somebody else signed it than the one that was named."""


def read_manifest(files: Mapping[str, bytes]) -> Manifest:
    """What the package says that it holds. Raises PackageError."""
    if MANIFEST not in files:
        raise PackageError("Der er ingen {file}, så det er ikke en pakke.", file=MANIFEST)
    try:
        return Manifest.model_validate_json(bounded(files[MANIFEST]))
    except ValidationError as error:
        raise PackageError("Pakkens {file} kan ikke læses ({where}).", next_step=AGAIN_ALL, file=MANIFEST,
                           where=where(error)) from None


def read_form(name: str, content: bytes) -> Plan:
    """The plan in one of the forms that can be read back. Raises PackageError, also when it is not what was written."""
    module, _, function = READERS[name].partition(":")
    try:
        plan: Plan = getattr(import_module(f"dialog.render.{module}"), function)(bounded(content))
    except ExportError as error:  # the writers' own modules know of one kind of failure
        raise PackageError(error.message, next_step=error.next_step, kept=error.kept) from None
    if not all(map(is_clean, _texts(plan.model_dump()))):
        raise PackageError("Planen har styretegn i teksten, og dem skriver programmet aldrig.",
                           next_step="Spørg den, der sendte den.")
    if with_edition(plan, ()).edition != plan.edition:
        raise PackageError("Planen er ændret, efter at den blev skrevet.", next_step=AGAIN)
    if not _is_as_it_says(plan):
        raise PackageError("Planen siger andet om, hvem der har sagt ja, end den kan vise.",
                           next_step="Spørg den, der sendte den.")
    return plan


def _is_as_it_says(plan: Plan) -> bool:
    """Whether its standing follows from its agreements: anybody can hash an edition anew."""
    now = plan.fingerprint()
    given = both([each.by for each in plan.agreements if each.fingerprint == now])
    return plan.agreed == given and all(each.valid == (each.fingerprint == now) for each in plan.agreements) \
        and (plan.status == "ended") == (plan.ended is not None) \
        and (plan.status == "agreed") == (plan.agreed and plan.ended is None)


def _texts(data: object) -> Iterator[str]:
    """Every text in plain data."""
    match data:
        case str():
            yield data
        case dict():
            for each in data.values():
                yield from _texts(each)
        case list() | tuple():
            for each in data:
                yield from _texts(each)


def read_any(content: bytes) -> Plan:
    """The plan in a single file, whichever of the forms it is. Raises PackageError."""
    begins = content.lstrip(BEFORE)[:1]
    if begins not in (b"{", b"<"):
        raise PackageError("Filen er ingen af de former, en plan kan læses ind fra.",
                           next_step="En plan læses ind fra .json, .xml, FORMULAR eller FHIR.")
    if begins == b"{":
        return read_form("fhir" if FHIR in content else "json", content)
    return read_form("formular" if SF2900.search(content) else "xml", content)


def check(files: Mapping[str, bytes], public: bytes = b"") -> tuple[Plan | None, list[Finding]]:
    """The plan that the package holds, and everything that was looked at. Raises PackageError without a manifest.

    `public`: the key of who must have signed it.
    """
    manifest = read_manifest(files)
    plans = dict(_read_back(files, manifest))
    read = {name: plan for name, plan in plans.items() if isinstance(plan, Plan)}
    findings = [*_whole(files, manifest), *(found for found in plans.values() if isinstance(found, Finding))]
    first = next(iter(read.values()), None)
    if first is not None:
        findings += [*_alike(read, first), *_as_written(files, manifest, read), *_as_told(files, manifest, first)]
    findings += [*_id(manifest), *_draft(files, manifest), _signed(files, manifest, public)]
    return first, findings


def _whole(files: Mapping[str, bytes], manifest: Manifest) -> Iterator[Finding]:
    """Each file is there, as it was written, and no other."""
    marked: list[Marked] = [*manifest.forms, manifest.sources]
    faults = []
    for part in marked:
        if part.file not in files:
            faults.append(f"{part.file} mangler.")
        elif sha256(files[part.file]).hexdigest() != part.sha256 or len(files[part.file]) != part.size:
            faults.append(f"{part.file} er ændret, efter at pakken blev lavet.")
    told = {MANIFEST, SIGNATURE, *(part.file for part in marked)}
    faults += [f"{name} hører ikke til i pakken." for name in sorted(set(files) - told)]
    if [part.file for part in manifest.forms] != [FORMS[part.form].file for part in manifest.forms
                                                  if part.form in FORMS] or manifest.sources.file != SOURCES:
        faults.append(f"{MANIFEST} kalder en fil noget andet, end den hedder.")
    yield from (Finding(False, fault) for fault in faults)
    if not faults:
        yield Finding(True, f"Pakken er hel: {len(marked) + 1} filer, og de passer til {MANIFEST}.")


def _read_back(files: Mapping[str, bytes], manifest: Manifest) -> Iterator[tuple[str, Plan | Finding]]:
    for part in manifest.forms:
        if part.form in READERS and part.file in files:
            try:
                yield part.file, read_form(part.form, files[part.file])
            except ExportError as error:
                yield part.file, Finding(False, f"{part.file}: {error.message}")


def _alike(read: Mapping[str, Plan], first: Plan) -> Iterator[Finding]:
    """The data forms hold the same plan, to the letter."""
    names = list(read)
    for name in names[1:]:
        if read[name] != first:
            yield Finding(False, f"{name} siger noget andet end {names[0]}.")
    if all(plan == first for plan in read.values()):
        yield Finding(True, f"{list_text(names)} {'følger' if len(names) == 1 else 'siger det samme og følger'} "
                            "planens skema.")


def _as_written(files: Mapping[str, bytes], manifest: Manifest, read: Mapping[str, Plan]) -> Iterator[Finding]:
    """Nothing is said in them but what was read, and what only people can read is told of as that."""
    for part in (part for part in manifest.forms if part.file in read):
        if part.form in OURS and made(read[part.file], part.form, PLAIN) != files[part.file]:
            yield Finding(False, f"{part.file} er ikke skrevet, som programmet skriver den.")
        if part.form == "formular" and PDF in files and not _holds(files[part.file], files[PDF]):
            yield Finding(False, f"{part.file} har en anden PDF med end {PDF}.")
    rest = [part.file for part in manifest.forms if part.file not in read and part.file in files]
    if rest:
        yield Finding(True, f"{list_text(rest)} er ikke læst her, kun holdt op mod {MANIFEST}.")


def _holds(formular: bytes, pdf: bytes) -> bool:
    from dialog.render.sf2900 import pdf_in

    return pdf_in(formular) == pdf


def _as_told(files: Mapping[str, bytes], manifest: Manifest, plan: Plan) -> Iterator[Finding]:
    """The manifest and the list of sources tell of this plan."""
    if manifest.plan != which_of(plan) or manifest.created != plan.header.updated \
            or manifest.case_reference != plan.header.case_reference:
        yield Finding(False, f"{MANIFEST} fortæller om en anden plan end den, der ligger i pakken.")
    if files.get(SOURCES) != sources_of(plan):
        yield Finding(False, f"{SOURCES} passer ikke til planens linjer.")
    else:
        yield Finding(True, f"Hver af planens {sum(1 for _ in plan.lines())} linjer viser, hvilket svar den kom fra.")


def _id(manifest: Manifest) -> Iterator[Finding]:
    """The package's id is the one that its content gives."""
    asked = {part.form for part in manifest.forms} | {each.form for each in manifest.left_out}
    forms = [name for name in FORMS if name in asked]
    if manifest.id != id_of(manifest.plan, manifest.profile, forms, manifest.signer, manifest.program):
        yield Finding(False, f"Pakkens id i {MANIFEST} passer ikke til det, den holder.")


def _draft(files: Mapping[str, bytes], manifest: Manifest) -> Iterator[Finding]:
    """A plan that not both have agreed to says UDKAST in every form that is text."""
    plan = manifest.plan
    if plan.agreed != (manifest.mark == ""):
        yield Finding(False, f"{MANIFEST} siger ikke rigtigt, om planen er et UDKAST.")
    texts = [part.file for part in manifest.forms if part.media_type.startswith("text/") and part.file in files]
    silent = [] if plan.agreed else [name for name in texts if b"UDKAST" not in files[name]]
    yield from (Finding(False, f"UDKAST mangler i {name}.") for name in silent)
    if not silent:
        status = "AFTALT: den siger, at begge har sagt ja" if plan.agreed else \
            "UDKAST, og det står i alle tekster" if texts else "UDKAST"
        yield Finding(True, f"Version {plan.version}, {status}.")


def _signed(files: Mapping[str, bytes], manifest: Manifest, public: bytes) -> Finding:
    sign = files.get(SIGNATURE)
    if sign is None:
        if public or manifest.signer:
            return Finding(False, "Pakken er ikke underskrevet af den, den skulle.")
        return Finding(True, "Pakken er ikke underskrevet: den passer med sig selv, men her kan ingen se, hvem der har "
                             "lavet den.")
    if not seal.is_signed(files[MANIFEST], sign, seal.key_of(manifest.signer)):
        return Finding(False, f"Underskriften passer ikke til {MANIFEST}: en af dem er ændret.")
    if public and not seal.is_signed(files[MANIFEST], sign, public):
        return Finding(False, "Underskriften passer ikke til den nøgle.", by_another=True)
    if public:
        return Finding(True, "Pakken er underskrevet med den nøgle.")
    return Finding(True, f"Pakken er underskrevet med nøglen {manifest.signer}. Se efter med --signer, at det er den, "
                         "du venter.")
