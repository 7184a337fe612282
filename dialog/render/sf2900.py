"""The three objects that KOMBIT's SF2900 Fordelingskomponenten takes in: FORMULAR, JOURNALPOST and DOKUMENT.

Each is one `FordelingsobjektModtagRequest` by the official schema (DistributionServiceMsgV2) in a file; nothing
is sent. Every id comes from the plan's id and edition: the same edition is the same object, however often it is taken
out, and a changed plan is a new one. Every time comes from the plan. The person is named by CPR number only where the
plan carries it, else by the municipality's own case reference.
"""

from __future__ import annotations

from base64 import b64decode, b64encode
from hashlib import sha256
from typing import Any, TypeAlias

from lxml import etree

from dialog.errors import ExportError
from dialog.language.format import local_date
from dialog.plan.line import stable_id
from dialog.plan.model import Plan
from dialog.render import note
from dialog.render.document import FORMS, make
from dialog.render.profile import Profile
from dialog.render.schema import NAME
from dialog.render.xml import Element, parser, plan_element, read_xml, written

SPACE = "http://serviceplatformen.dk/xml/wsdl/soap11/DistributionService/2/types"
NAMESPACES: Any = {None: SPACE}
SENSITIVE = "FOELSOMME_PERSONOPLYSNINGER"
PDF = FORMS["pdf"]
Tree: TypeAlias = "str | list[tuple[str, Tree]] | Element"
"""What an element holds: a text, its children in order, or an element from elsewhere."""
Parts: TypeAlias = list[tuple[str, Tree]]


def formular(plan: Plan, profile: Profile) -> bytes:
    """The plan as a form: the PDF for people, the plan's own XML for the receiving system. Raises ExportError."""
    content: Parts = [
        *_object(plan, profile, "FORMULAR"),
        ("Meddelelse", [
            ("FormularType", NAME),
            ("Formular", [
                ("TitelTekst", note.title(plan)), ("FormatNavn", PDF.media_type),
                ("FormularIndhold", b64encode(make(plan, PDF.name, profile)).decode()),
                ("FormularXML", [("", plan_element(plan))]),
            ]),
        ]),
    ]
    return _request(plan, profile, "FORMULAR", "DistributionFormular", content)


def journalpost(plan: Plan, profile: Profile) -> bytes:
    """The journal note. Raises ExportError."""
    content: Parts = [
        *_object(plan, profile, "JOURNALPOST"), *((("PartAngivelse", part),) if (part := _part(plan)) else ()),
        ("Registrering", [
            *_registered(plan, profile),
            ("RelationListe", [("JournalPost", [
                ("Virkning", _effect(plan, profile)), ("Rolle", "Journalpost"), ("Indeks", "1"),
                ("JournalpostAttributter", [("Dokumenttitel", note.title(plan))]),
                ("JournalnotatAttributter", [("Titel", note.title(plan)), ("Notat", note.text(plan))]),
            ])]),
        ]),
    ]
    return _request(plan, profile, "JOURNALPOST", "DistributionJournalPost", content)


def dokument(plan: Plan, profile: Profile) -> bytes:
    """What the receiving system must know of the PDF, which goes beside it as a file. Raises ExportError."""
    pdf, part = make(plan, PDF.name, profile), _part(plan)
    content: Parts = [
        *_object(plan, profile, "DOKUMENT"),
        ("Registrering", [
            *_registered(plan, profile),
            ("RelationListe", [
                ("VariantListe", [("Variant", _variant(plan, profile, pdf))]),
                *((("DokumentPartListe", [("DokumentPart", [
                    ("Virkning", _effect(plan, profile)), ("Rolle", "PrimaerPart"), ("Indeks", "1"), ("Part", part),
                ])]),) if part else ()),
            ]),
            ("TilstandsListe", [("Tilstand", [
                ("Fremdrift", "Endeligt" if plan.agreed else "UnderUdarbejdelse"),
                ("Virkning", _effect(plan, profile)),
            ])]),
            ("AttributListe", [("Attributter", _attributes(plan, profile, pdf))]),
        ]),
    ]
    return _request(plan, profile, "DOKUMENT", "DistributionDokument", content, PDF.file)


def read_formular(content: bytes) -> Plan:
    """The plan in a FORMULAR. Raises ExportError, never showing what the file holds."""
    return read_xml(content)


def pdf_in(content: bytes) -> bytes:
    """The PDF in a FORMULAR that `read_formular` has read; nothing where there is no whole one."""
    found = etree.fromstring(content, parser()).find(f".//{{{SPACE}}}FormularIndhold")
    try:
        return b64decode(found.text or "", validate=True) if found is not None else b""
    except ValueError:
        return b""


# The envelope


def _request(plan: Plan, profile: Profile, kind: str, name: str, content: Parts, file: str = "") -> bytes:
    cvr = _cvr(plan, profile)
    route: Parts = [("RoutingModtagerAktoer", str(profile.receiver))] if profile.receiver else [
        ("RoutingKLEEmneHandling", [("RoutingKLEEmne", profile.kle), ("RoutingHandlingFacet", profile.facet)])]
    root = etree.Element(f"{{{SPACE}}}FordelingsobjektModtagRequest", nsmap=NAMESPACES)
    _build(root, [("anmodning", [
        ("DistributionContext", [
            ("AnvenderTransaktionsID", _id(plan, kind, "transaction")),
            ("AfsendendeMyndighed", cvr), ("RoutingMyndighed", cvr), ("RoutingValg", route),
            *((("DokumentFilNavn", file),) if file else ()),
        ]),
        ("DistributionObject", [("ObjektType", kind), ("ObjektIndhold", [(name, content)])]),
    ])])
    return written(root)


def _build(parent: Element, tree: Tree) -> None:
    if isinstance(tree, str):
        parent.text = tree
    elif isinstance(tree, list):
        for name, inner in tree:
            _build(etree.SubElement(parent, f"{{{SPACE}}}{name}") if name else parent, inner)
    else:
        parent.append(tree)


def _cvr(plan: Plan, profile: Profile) -> str:
    cvr = plan.header.municipality.cvr or profile.cvr
    if not cvr:
        raise ExportError("Kommunens CVR-nummer mangler, og uden det kan filen ikke finde vej.",
                          kept="Planen er gemt i programmet.",
                          next_step="Skriv CVR-nummeret i Indstillinger eller i municipality.yaml, og prøv igen.")
    return cvr


def _id(plan: Plan, *names: str) -> str:
    return str(stable_id(plan.id, "sf2900", plan.edition, *names))


# What the objects share


def _object(plan: Plan, profile: Profile, kind: str) -> Parts:
    return [("ID", _id(plan, kind, "object")), ("KLEEmneForslag", profile.kle), ("HandlingFacetForslag", profile.facet)]


def _registered(plan: Plan, profile: Profile) -> Parts:
    return [("FraTidsPunkt", plan.header.updated.isoformat()), ("LivscyklusKode", "Oprettet"),
            ("RegistreringItSystem", [("UUID", str(profile.system))])]


def _effect(plan: Plan, profile: Profile) -> Parts:
    """From when it holds, and that the municipality says so. The one place for how sensitive it is."""
    return [("FraTidspunkt", plan.header.updated.isoformat()),
            ("Aktoer", [("URN", f"urn:oio:cvr-nr:{_cvr(plan, profile)}")]), ("AktoerType", "Organisation"),
            ("NoteTekst", SENSITIVE)]


def _part(plan: Plan) -> Parts:
    """Whose it is; nothing where neither CPR number nor case reference is known."""
    cpr, case = plan.header.cpr, note.one_line(plan.header.case_reference)
    if cpr:
        digits = "".join(sign for sign in cpr if sign in "0123456789")
        if len(digits) != 10:
            raise ExportError("CPR-nummeret har ikke ti cifre.", kept="Planen er gemt i programmet.",
                              next_step="Ret det på borgerens side, eller tag planen ud uden CPR-nummer.")
        return [("ObjektType", "Person"), ("ReferenceID", [("URN", f"urn:oio:cpr-nr:{digits}")])]
    return [("ObjektType", "Person"), ("ReferenceID", [("Tekst", case)])] if case else []


def _variant(plan: Plan, profile: Profile, pdf: bytes) -> Parts:
    return [
        ("Virkning", _effect(plan, profile)), ("Rolle", "Variant"), ("Indeks", "1"),
        ("VariantAttributter", [("VariantType", "PDF"), ("Offentliggoerelse", "false"), ("Arkivering", "true"),
                                ("DelvistScannet", "false")]),
        ("DelAttributter", [("DelTekst", PDF.file), ("Indeks", "1"), ("Filstoerrelse", str(len(pdf))),
                            ("MimeType", PDF.media_type)]),
    ]


def _attributes(plan: Plan, profile: Profile, pdf: bytes) -> Parts:
    draft = "" if plan.agreed else "UDKAST: planen er ikke godkendt af begge. "
    case = note.one_line(plan.header.case_reference) or str(plan.id)
    return [
        ("BrugervendtNoegleTekst", f"{case}/{plan.version}"), ("TitelTekst", note.title(plan)),
        ("BeskrivelseTekst", f"{draft}{SENSITIVE}. Filen {PDF.file} har sha256 {sha256(pdf).hexdigest()}."),
        ("Dokumenttype", "Anden"), ("Retning", "Internt"),
        ("Brevdato", local_date(plan.header.updated).isoformat()), ("VersionIdentifikator", str(plan.version)),
        ("Virkning", _effect(plan, profile)),
    ]
