"""What Fordelingskomponenten takes in: valid by the official schema, in two validators that are not ours.

The official schemas (MIT, KOMBIT and ITK Development) lie beside the project and are not shipped with it.
"""

from __future__ import annotations

import re
from base64 import b64decode
from datetime import datetime
from functools import cache
from hashlib import sha256
from pathlib import Path
from uuid import UUID

import pytest
import xmlschema
from lxml import etree

from dialog.errors import ExportError
from dialog.plan.model import Municipality, Plan
from dialog.render.document import make
from dialog.render.note import text, title
from dialog.render.profile import PLAIN, Profile
from dialog.render.schema import plan_xsd
from dialog.render.sf2900 import SPACE, read_formular
from dialog.render.xml import plan_xml
from tests.plan.whole import agreed, plan_of, shipped, talked, worded
from tests.render.hostile import PAYLOADS, plan_with
from tests.tiny import Talk

OFFICIAL = Path(__file__).resolve().parents[3] / "shared" / "sf2900" / "DistributionServiceMsgV2.xsd"
KINDS = ("formular", "journalpost", "dokument")

pytestmark = pytest.mark.skipif(not OFFICIAL.exists(), reason="de officielle SF2900-skemaer ligger ikke ved siden af")


@cache
def validators() -> tuple[etree.XMLSchema, xmlschema.XMLSchema]:
    return etree.XMLSchema(etree.parse(str(OFFICIAL))), xmlschema.XMLSchema(str(OFFICIAL))


def check(content: bytes) -> None:
    lxml, other = validators()
    lxml.assertValid(etree.fromstring(content))
    other.validate(content)


class Message:
    """A message, looked into by the names of its elements."""

    def __init__(self, content: bytes) -> None:
        self.root = etree.fromstring(content)

    def all(self, name: str) -> list[str]:
        return [each.text or "" for each in self.root.iter(f"{{{SPACE}}}{name}")]

    def one(self, name: str) -> str:
        (found,) = self.all(name)
        return found


def message(plan: Plan, kind: str, profile: Profile = PLAIN) -> Message:
    content = make(plan, kind, profile)
    check(content)
    return Message(content)


@cache
def draft() -> Plan:
    return plan_of(worded(talked()))


@cache
def done() -> Plan:
    return plan_of(agreed(worded(talked())))


@pytest.mark.parametrize("kind", KINDS)
def test_each_is_valid_by_the_official_schema(kind: str) -> None:
    plans = (draft(), done(), plan_of(Talk(shipped())), plan_of(talked(), practice=True, cpr="310290-1234"),
             plan_of(talked(), case_reference=""))
    for plan in plans:
        found = message(plan, kind)
        assert found.one("ObjektType" if kind == "formular" else "Registrering") is not None
        assert found.all("ObjektType")[0] == kind.upper()


def test_the_official_schema_does_refuse() -> None:
    content = make(done(), "journalpost", PLAIN)
    for good, bad in ((b"15.17.30", b"15.17"), (b"G01", b"G1"), (b"<Rolle>Journalpost", b"<Rolle>Notat"),
                      (b"<AfsendendeMyndighed>12345678", b"<AfsendendeMyndighed>1234567"), (b"+00:00<", b" kl. 10<")):
        assert good in content
        with pytest.raises(etree.DocumentInvalid):
            check(content.replace(good, bad))


@pytest.mark.parametrize("kind", KINDS)
def test_the_same_edition_is_the_same_object_and_a_changed_plan_a_new_one(kind: str) -> None:
    assert make(draft(), kind, PLAIN) == make(draft(), kind, PLAIN)
    first, again = message(draft(), kind), message(plan_of(worded(talked()), cpr="310290-1234"), kind)
    changed = message(plan_of(talked()), kind)
    for name in ("AnvenderTransaktionsID", "ID"):
        assert first.one(name) == again.one(name) != changed.one(name)
        assert UUID(first.one(name)).version == 5


def test_no_two_objects_share_an_id() -> None:
    ids = [message(draft(), kind).one(name) for kind in KINDS for name in ("AnvenderTransaktionsID", "ID")]
    assert len(set(ids)) == 6


def test_it_goes_by_kle_and_facet_or_to_the_receiver_that_was_named() -> None:
    by_number = message(draft(), "journalpost")
    assert (by_number.one("RoutingKLEEmne"), by_number.one("RoutingHandlingFacet")) == ("15.17.30", "G01")
    assert by_number.one("KLEEmneForslag") == "15.17.30"
    receiver = UUID("11111111-2222-3333-4444-555555555555")
    named = message(draft(), "journalpost", Profile(receiver=receiver, kle="15.20.01", facet="Ø12"))
    assert named.one("RoutingModtagerAktoer") == str(receiver)
    assert not named.all("RoutingKLEEmne")
    assert (named.one("KLEEmneForslag"), named.one("HandlingFacetForslag")) == ("15.20.01", "Ø12")


@pytest.mark.parametrize("kind", KINDS)
def test_the_municipalitys_number_is_the_plans_then_the_profiles_and_without_one_it_says_what_to_do(kind: str) -> None:
    other = Profile(cvr="87654321")
    bare = plan_of(talked(), municipality=Municipality(name="Solby Kommune"))
    for plan, wanted in ((draft(), "12345678"), (bare, "87654321")):
        found = message(plan, kind, other)
        assert {*found.all("AfsendendeMyndighed"), *found.all("RoutingMyndighed")} == {wanted}
    with pytest.raises(ExportError, match=r"CVR-nummer.*Indstillinger.*municipality\.yaml"):
        make(bare, kind, PLAIN)


def test_a_formular_carries_the_pdf_and_the_whole_plan() -> None:
    for plan in (draft(), done()):
        content = make(plan, "formular", PLAIN)
        found = Message(content)
        assert b64decode(found.one("FormularIndhold"), validate=True) == make(plan, "pdf", PLAIN)
        assert found.one("FormatNavn") == "application/pdf"
        assert found.one("FormularType") == "urn:empowerment-dialog:plan:2"
        (inner,) = next(found.root.iter(f"{{{SPACE}}}FormularXML"))
        alone = etree.fromstring(etree.tostring(inner))
        etree.XMLSchema(etree.fromstring(plan_xsd())).assertValid(alone)
        back = read_formular(content)
        assert back == plan
        assert plan_xml(back, PLAIN) == plan_xml(plan, PLAIN)
        assert make(back, "formular", PLAIN) == content


def test_a_formular_with_another_thing_in_it_is_no_plan() -> None:
    with pytest.raises(ExportError, match="ikke en plan"):
        read_formular(make(draft(), "journalpost", PLAIN))
    with pytest.raises(ExportError, match="dokumenttype"):
        read_formular(make(draft(), "formular", PLAIN).replace(b"?>\n", b"?>\n<!DOCTYPE x>\n", 1))


def test_a_journalpost_is_the_note_letter_by_letter_within_its_limits() -> None:
    found = message(draft(), "journalpost")
    assert found.one("Titel") == found.one("Dokumenttitel") == title(draft())
    assert found.one("Notat") == text(draft())
    assert "\r\n" in found.one("Notat")
    assert len(found.one("Titel")) <= 255
    assert len(found.one("Notat")) <= 4096


def test_the_person_is_the_case_reference_unless_the_cpr_number_was_asked_for() -> None:
    for kind in ("journalpost", "dokument"):
        found = message(draft(), kind)
        assert found.one("Tekst") == "2026-0142"
        assert b"cpr" not in make(draft(), kind, PLAIN)
        asked = message(plan_of(talked(), cpr="310290-1234"), kind)
        assert "urn:oio:cpr-nr:3102901234" in asked.all("URN")
        assert not asked.all("Tekst")
        unknown = make(plan_of(talked(), case_reference=" \n"), kind, PLAIN)
        assert b"PartAngivelse" not in unknown
        assert b"DokumentPart" not in unknown


def test_a_cpr_number_that_is_none_is_refused_without_being_shown() -> None:
    with pytest.raises(ExportError, match="ikke ti cifre") as error:
        make(plan_of(talked(), cpr="310290-12"), "journalpost", PLAIN)
    assert "310290" not in str(error.value)


def test_a_dokument_tells_what_the_pdf_is() -> None:
    pdf = make(draft(), "pdf", PLAIN)
    found = message(draft(), "dokument")
    assert found.one("DokumentFilNavn") == found.one("DelTekst") == "plan.pdf"
    assert (found.one("Filstoerrelse"), found.one("MimeType")) == (str(len(pdf)), "application/pdf")
    assert sha256(pdf).hexdigest() in found.one("BeskrivelseTekst")
    assert found.one("BrugervendtNoegleTekst") == "2026-0142/1"
    assert found.one("VersionIdentifikator") == "1"
    assert (found.one("Dokumenttype"), found.one("Retning")) == ("Anden", "Internt")
    late = draft().model_copy(update={"header": draft().header.model_copy(
        update={"updated": datetime.fromisoformat("2026-03-02T23:30:00+00:00")})})
    assert message(late, "dokument").one("Brevdato") == "2026-03-03"


def test_udkast_stands_in_each_until_both_have_agreed() -> None:
    for kind, field in (("formular", "TitelTekst"), ("journalpost", "Titel"), ("dokument", "TitelTekst")):
        assert message(draft(), kind).one(field).startswith("UDKAST")
        assert "UDKAST" not in message(done(), kind).one(field)
    assert message(draft(), "dokument").one("Fremdrift") == "UnderUdarbejdelse"
    assert message(draft(), "dokument").one("BeskrivelseTekst").startswith("UDKAST")
    assert message(done(), "dokument").one("Fremdrift") == "Endeligt"


def test_every_time_has_a_zone_and_comes_from_the_plan() -> None:
    for kind in ("journalpost", "dokument"):
        found = message(draft(), kind)
        times = found.all("FraTidsPunkt") + found.all("FraTidspunkt")
        assert {datetime.fromisoformat(each) for each in times} == {draft().header.updated}
        assert all(re.search(r"[+-]\d\d:\d\d$", each) for each in times)
        assert set(found.all("NoteTekst")) == {"FOELSOMME_PERSONOPLYSNINGER"}
        assert {"urn:oio:cvr-nr:12345678"} == set(found.all("URN"))


@pytest.mark.parametrize("payload", PAYLOADS.values(), ids=PAYLOADS)
def test_a_hostile_case_reference_is_only_a_text(payload: str) -> None:
    plan = plan_with(payload)
    benign = message(plan_with("Ord"), "journalpost")
    found = message(plan, "journalpost")
    assert [each.tag for each in found.root.iter()] == [each.tag for each in benign.root.iter()]
    assert found.one("Tekst") == " ".join(payload.split())
    assert found.one("Notat") == text(plan)
    assert len(found.one("Titel")) <= 255


@pytest.mark.parametrize("name", ["script", "entity", "cdata", "close", "arabic", "long"])
def test_a_hostile_plan_goes_through_a_formular_unchanged(name: str) -> None:
    plan = plan_with(PAYLOADS[name])
    content = make(plan, "formular", PLAIN)
    check(content)
    assert read_formular(content) == plan
    message(plan, "dokument")


def test_signs_that_xml_cannot_hold_are_out_of_the_fields_that_people_read() -> None:
    plan = plan_of(talked(), case_reference="2026\x1b[31m-0142\x00\ufffe", citizen="Anna\x07")
    for kind in ("journalpost", "dokument"):
        assert message(plan, kind).one("Tekst") == "2026-0142"
