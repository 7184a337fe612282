"""The plan as XML: opened by two validators and a parser that are not ours, and read back to the very same plan."""

from __future__ import annotations

import xml.etree.ElementTree as std
from datetime import UTC, datetime, timedelta, timezone
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import xmlschema
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from dialog.conversation.event import LineReviewed, PlanEnded
from dialog.errors import ExportError
from dialog.plan.edition import with_edition
from dialog.plan.model import Coordinator, Plan
from dialog.plan.standing import Replaced
from dialog.render.profile import PLAIN
from dialog.render.schema import NAME, plan_xsd
from dialog.render.xml import plan_xml, read_xml
from tests.plan.whole import agreed, plan_of, shipped, talked, worded
from tests.render.hostile import PAYLOADS, plan_with
from tests.tiny import Talk


@cache
def validators() -> tuple[etree.XMLSchema, xmlschema.XMLSchema]:
    return etree.XMLSchema(etree.fromstring(plan_xsd())), xmlschema.XMLSchema(plan_xsd())


def check(content: bytes) -> None:
    lxml, other = validators()
    lxml.assertValid(etree.fromstring(content))
    other.validate(content)


def there_and_back(plan: Plan) -> bytes:
    content = plan_xml(plan, PLAIN)
    back = read_xml(content)
    assert back == plan
    assert back.model_dump_json() == plan.model_dump_json()
    assert plan_xml(back, PLAIN) == content
    return content


def ended() -> Plan:
    talk = agreed(worded(talked()))
    talk.do(PlanEnded(**talk.envelope(), by="citizen", why="Jeg har fået job"))
    return plan_of(talk)


def reviewed() -> Plan:
    talk = talked()
    for line in plan_of(talk).lines():
        talk.do(LineReviewed(**talk.envelope(), line=line.id, line_sha256=line.fingerprint()))
    return plan_of(talk, cpr="310290-1234", practice=True)


def replacing() -> Plan:
    earlier = Replaced(edition="a" * 64, version=1, at=datetime(2026, 3, 1, 8, 30, 0, 123456, tzinfo=UTC))
    return with_edition(plan_of(talked()), ()).model_copy(update={"replaces": earlier, "version": 2})


PLANS = {
    "draft": lambda: plan_of(worded(talked())), "agreed": lambda: plan_of(agreed(worded(talked()))),
    "empty": lambda: plan_of(Talk(shipped())), "ended": ended, "reviewed": reviewed, "replacing": replacing,
}


@pytest.mark.parametrize("make", PLANS.values(), ids=PLANS)
def test_a_plan_is_valid_and_comes_back_letter_by_letter(make: Any) -> None:
    check(there_and_back(make()))


def test_it_is_indented_utf8_with_a_declaration_and_danish_letters_as_they_are() -> None:
    content = plan_xml(plan_of(talked()), PLAIN)
    assert content.startswith(b"<?xml version='1.0' encoding='UTF-8'?>\n<plan xmlns=\"urn:empowerment-dialog:plan:2\">")
    assert b"Det, jeg gerne vil</title>" in content
    assert "et køkken, hvor der er ro".encode() in content
    assert content.endswith(b"</plan>\n")


def test_a_draft_says_so_and_an_agreed_plan_does_not() -> None:
    assert b"UDKAST" in plan_xml(plan_of(talked()), PLAIN)
    assert b"UDKAST" not in plan_xml(plan_of(agreed(talked())), PLAIN)
    assert "ØVELSE".encode() in plan_xml(plan_of(talked(), practice=True), PLAIN)


def test_null_is_no_element_and_nothing_said_is_an_empty_one() -> None:
    header = etree.fromstring(plan_xml(plan_of(talked(), coordinator=Coordinator()), PLAIN)).find(f"{{{NAME}}}header")
    assert header is not None
    assert header.find(f"{{{NAME}}}cpr") is None
    assert header.findtext(f"{{{NAME}}}coordinator/{{{NAME}}}name") == ""


@pytest.mark.parametrize("payload", PAYLOADS.values(), ids=PAYLOADS)
def test_a_hostile_answer_in_every_place_is_text_and_nothing_else(payload: str) -> None:
    plan = plan_with(payload)
    content = there_and_back(plan)
    check(content)
    root, benign = std.fromstring(content), std.fromstring(plan_xml(plan_with("Ord"), PLAIN))
    assert [each.tag for each in root.iter()] == [each.tag for each in benign.iter()]
    found = [each.text or "" for each in root.iter()]
    assert sum(text == plan.header.citizen for text in found) >= 5
    texts = [line.text for line in plan.lines()] + [line.wording or "" for line in plan.lines()]
    assert all(text in found for text in texts + [remark.text for remark in plan.remarks])


def test_the_same_payloads_break_a_document_that_is_pasted_together() -> None:
    broken = 0
    for payload in PAYLOADS.values():
        try:
            intact = std.fromstring(f"<text>{payload}</text>").text == payload
        except std.ParseError:
            intact = False
        broken += not intact
    assert broken >= 15


# Characters


def named(plan: Plan, name: str) -> Plan:
    """The plan with a name that no conversation gives: whatever somebody else's program put there."""
    return plan.model_copy(update={"header": plan.header.model_copy(update={"citizen": name})})


ODD = ["\0", "\b", "\x0b", "\x1b", "\ufffe", "\uffff"]


@pytest.mark.parametrize("sign", ODD, ids=ascii)
def test_a_character_that_xml_cannot_hold_is_kept_and_the_text_says_how(sign: str) -> None:
    name = f'Anna "{sign}" Holst\\'
    content = there_and_back(named(plan_of(talked()), name))
    check(content)
    found = etree.fromstring(content).find(f".//{{{NAME}}}citizen")
    assert found is not None
    assert found.get("escaped") == "json"
    with pytest.raises(ValueError, match="compatible"):
        etree.Element("citizen").text = name


def test_white_space_is_kept_to_the_letter() -> None:
    for name in (" ", "\n\n", "\t a \r\n b \r", "\r", "\x85\u2028\xa0 ", "  Anna  "):
        content = there_and_back(named(plan_of(Talk(shipped())), name))
        check(content)
        assert std.fromstring(content).findtext(f".//{{{NAME}}}citizen") == name


ANY_TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
ANY_JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-10**20, 10**20) | st.floats(allow_nan=False, allow_infinity=False)
    | ANY_TEXT, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(ANY_TEXT, inner, max_size=3), max_leaves=8)


@settings(max_examples=150, deadline=None)
@given(name=ANY_TEXT, text=ANY_TEXT, value=ANY_JSON, minutes=st.integers(-14 * 60, 14 * 60))
def test_any_text_and_any_answer_comes_back(name: str, text: str, value: Any, minutes: int) -> None:
    plan = small()
    line = next(plan.lines()).model_copy(update={"text": text, "value": value, "wording": name})
    entry = plan.sections[0].entries[0].model_copy(update={"title": text, "lines": (line,)})
    section = plan.sections[0].model_copy(update={"entries": (entry,)})
    updated = plan.header.updated.astimezone(timezone(timedelta(minutes=minutes)))
    header = plan.header.model_copy(update={"citizen": name, "updated": updated})
    check(there_and_back(plan.model_copy(update={"header": header, "sections": (section,)})))


@cache
def small() -> Plan:
    return plan_with("Ord")


def test_a_number_stays_the_kind_of_number_it_was() -> None:
    for value in (8, 8.0, 0.1, -3, 1e300, 10**18):
        line = next(small().lines()).model_copy(update={"value": value})
        entry = small().sections[0].entries[0].model_copy(update={"lines": (line,)})
        section = small().sections[0].model_copy(update={"entries": (entry,)})
        back = next(read_xml(plan_xml(small().model_copy(update={"sections": (section,)}), PLAIN)).lines()).value
        assert (type(back), back) == (type(value), value)


# Reading what comes from elsewhere


def test_it_is_found_in_an_envelope_and_written_alike_again() -> None:
    plan = plan_of(worded(talked()))
    inner = etree.fromstring(plan_xml(plan, PLAIN))
    outer = etree.Element("konvolut")
    etree.SubElement(outer, "brev").append(inner)
    assert plan_xml(read_xml(etree.tostring(outer).decode().encode("utf-16")), PLAIN) == plan_xml(plan, PLAIN)


def test_another_programs_way_of_writing_the_same_is_the_same_plan() -> None:
    plan = plan_of(worded(talked()))
    std.register_namespace("p", NAME)
    other = b"" + std.tostring(std.fromstring(plan_xml(plan, PLAIN)), encoding="utf-8")
    assert other.startswith(b"<p:plan")
    assert read_xml(other) == plan
    canonical = std.canonicalize(plan_xml(plan, PLAIN).decode())
    assert read_xml(canonical.encode()) == plan


SECRET = "HEMMELIGT-1234"
LAUGHS = "<!DOCTYPE plan [<!ENTITY a0 'ha'>" + "".join(
    f"<!ENTITY a{n} '{f'&a{n - 1};' * 10}'>" for n in range(1, 12))
BOMBS = {
    "a file": "<!DOCTYPE plan [<!ENTITY x SYSTEM 'file://{path}'>]><plan xmlns='{ns}'><id>&x;</id></plan>",
    "a file as rules": "<!DOCTYPE plan SYSTEM 'file://{path}'><plan xmlns='{ns}'/>",
    "a file as part": "<!DOCTYPE plan [<!ENTITY % x SYSTEM 'file://{path}'> %x;]><plan xmlns='{ns}'/>",
    "the network": "<!DOCTYPE plan SYSTEM 'http://127.0.0.1:9/x.dtd'><plan xmlns='{ns}'/>",
    "laughs": LAUGHS + "]><plan xmlns='{ns}'><id>&a11;</id></plan>",
    "laughs in an attribute": LAUGHS + "]><plan xmlns='{ns}' x='&a11;'/>",
    "laughs by default": LAUGHS + "<!ATTLIST plan x CDATA '&a11;'>]><plan xmlns='{ns}'/>",
    "quadratic": "<!DOCTYPE plan [<!ENTITY a '" + "a" * 50_000 + "'>]><plan xmlns='{ns}'>" + "&a;" * 50_000 + "</plan>",
    "a bare type": "<!DOCTYPE plan><plan xmlns='{ns}'/>",
}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
@pytest.mark.parametrize("bomb", BOMBS.values(), ids=BOMBS)
def test_a_document_type_is_refused_before_it_does_anything(tmp_path: Path, bomb: str, encoding: str) -> None:
    (tmp_path / "secret").write_text(SECRET, encoding="utf-8")
    content = bomb.replace("{path}", str(tmp_path / "secret")).replace("{ns}", NAME)
    with pytest.raises(ExportError) as error:
        read_xml(content.encode(encoding))
    assert SECRET not in str(error.value)


def test_a_whole_plan_behind_a_document_type_is_refused_and_a_trusting_parser_reads_the_file(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text(SECRET, encoding="utf-8")
    whole = plan_xml(plan_of(talked()), PLAIN).decode().partition("?>")[2].replace("Anna Holst", "&x;")
    content = f"<!DOCTYPE plan [<!ENTITY x SYSTEM 'file://{tmp_path}/secret'>]>{whole}".encode()
    with pytest.raises(ExportError, match="dokumenttype"):
        read_xml(content)
    (tmp_path / "broken").write_text("<", encoding="utf-8")  # whoever reads it finds it broken before all else
    with pytest.raises(ExportError, match="dokumenttype"):
        read_xml(content.replace(b"/secret", b"/broken"))
    trusting = etree.fromstring(content, etree.XMLParser(resolve_entities=True, load_dtd=True))
    assert SECRET in etree.tostring(trusting).decode()


def test_what_is_no_plan_is_refused_without_a_word_of_it() -> None:
    good = plan_xml(plan_of(worded(talked())), PLAIN).decode()
    plan = good.partition("?>")[2]
    spoilt = (
        "", "hemmeligt", "{}", "<hemmeligt/>", f"<plan>{SECRET}</plan>", f"<plan xmlns='{NAME}'>{SECRET}</plan>",
        good[:-20], f"<to>{plan}{plan}</to>", f"<a>{'<b>' * 300}{SECRET}{'</b>' * 300}</a>",
        good.replace("<version>1", f"<version>{SECRET}"), good.replace("<agreed>false", "<agreed>nej"),
        good.replace("Anna Holst", f"Anna <b>{SECRET}</b>"), good.replace("<header>", f"<header>{SECRET}"),
        good.replace("<header>", f"<header><cpr>1</cpr><cpr>{SECRET}</cpr>"), good.replace("12345678", SECRET),
        good.replace("<citizen>", f"<x>{SECRET}</x><citizen>"), good.replace("<citizen>Anna Holst</citizen>", ""),
        good.replace("<citizen>", '<citizen escaped="json">'), good.replace('type="boolean"', f'type="{SECRET}"', 1),
        good.replace("<citizen>Anna Holst", '<citizen escaped="json">["x"]'),
        good.replace("<citizen>Anna Holst", '<citizen escaped="json">' + "[" * 100_000),
        good.replace("<citizen>Anna Holst", '<citizen escaped="json">"\\ud800"'),
        good.replace('<value type="number">4', '<value type="number">1e999', 1),
        good.replace('<value type="number">4', '<value type="number">NaN', 1),
        good.replace('<value type="boolean">true', f'<value type="null">{SECRET}', 1),
        good.replace('<value type="boolean">true', f'<value type="object"><item type="string">{SECRET}</item>', 1),
    )
    for content in spoilt:
        assert content != good
        with pytest.raises(ExportError) as error:
            read_xml(content.encode())
        assert SECRET not in str(error.value)
        assert "hemmeligt" not in str(error.value)
        assert "Hent den igen" in str(error.value)


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=60))
def test_any_bytes_are_a_plan_or_an_error_that_can_be_acted_on(content: bytes) -> None:
    with pytest.raises(ExportError):
        read_xml(content)


