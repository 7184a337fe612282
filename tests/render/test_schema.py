"""The published schemas: what others read our JSON and XML by, opened with their tools and not with our own models."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

import jsonschema
import pytest
import xmlschema
from lxml import etree

from dialog.errors import ExportError
from dialog.language.clean import clean_text
from dialog.render.document import render
from dialog.render.profile import PLAIN
from dialog.render.schema import NAME, XSD, plan_schema, plan_xsd
from dialog.render.xml import plan_xml
from dialog.script.target import DISCIPLINES, PARTS, TARGETS
from tests.plan.whole import agreed, plan_of, shipped, talked, worded
from tests.render.hostile import PAYLOADS, plan_with
from tests.tiny import Talk


def check(data: Any) -> None:
    validator = jsonschema.Draft202012Validator
    validator(plan_schema(), format_checker=validator.FORMAT_CHECKER).validate(data)


def lines_of(data: Any) -> list[Any]:
    return [line for section in data["sections"] for entry in section["entries"] for line in entry["lines"]]


def whole() -> Any:
    return json.loads(render(plan_of(agreed(worded(talked()))), ".json"))


def test_the_schema_is_a_schema_with_a_name_and_a_version() -> None:
    schema = plan_schema()
    jsonschema.Draft202012Validator.check_schema(schema)
    assert (schema["$id"], schema["title"], schema["version"]) == ("urn:empowerment-dialog:plan:2", "Plan", "2")


def test_every_place_part_and_field_of_help_is_listed_in_it() -> None:
    parts = plan_schema()["$defs"]
    assert parts["Line"]["properties"]["target"]["enum"] == list(TARGETS)
    assert parts["Line"]["properties"]["discipline"]["enum"] == ["", *DISCIPLINES]
    assert parts["Section"]["properties"]["part"]["enum"] == [part.id for part in PARTS]


def test_every_field_is_explained() -> None:
    schema = plan_schema()
    for name, shape in [("Plan", schema), *schema["$defs"].items()]:
        if name != "JsonValue":
            assert shape["description"], name
            assert all("description" in field for field in shape["properties"].values()), name


def test_a_whole_plan_an_empty_one_and_a_skip_are_valid() -> None:
    check(whole())
    check(json.loads(render(plan_of(Talk(shipped())), ".json")))
    check(json.loads(render(plan_of(talked(), cpr="310290-1234", practice=True), ".json")))


@pytest.mark.parametrize("payload", PAYLOADS.values(), ids=PAYLOADS)
def test_a_hostile_answer_is_valid_json_and_arrives_letter_by_letter(payload: str) -> None:
    data = json.loads(render(plan_with(payload), ".json"))
    check(data)
    lines = lines_of(data)
    assert sum(line["text"] == clean_text(payload)[0] for line in lines) == 4
    assert all(line["wording"] == clean_text(payload)[0] for line in lines)


@pytest.mark.parametrize("spoil", [
    lambda data: data.update(extra=1), lambda data: data.pop("requirements"), lambda data: data.update(status="done"),
    lambda data: data["sections"][0]["entries"][0]["lines"][0].update(roots=[]),
    lambda data: data["sections"][0]["entries"][0]["lines"][0].update(target="goal.x"),
    lambda data: data["header"]["municipality"].update(cvr="123"), lambda data: data["header"].update(conversation="x"),
])
def test_a_spoilt_plan_is_refused(spoil: Any) -> None:
    data = whole()
    spoil(data)
    with pytest.raises(jsonschema.ValidationError):
        check(data)


def test_every_line_shows_its_roots_and_every_proof_is_a_line() -> None:
    data = whole()
    lines = {line["id"]: line for line in lines_of(data)}
    assert all(line["roots"] for line in lines.values())
    assert all(id in lines for requirement in data["requirements"] for id in requirement["lines"])


@pytest.mark.parametrize("suffix", ["", ".doc", ".md.j2"])
def test_a_form_there_is_none_of_is_refused_with_those_there_are(suffix: str) -> None:
    with pytest.raises(ExportError, match=r"Vælg .*\.pdf"):
        render(plan_of(Talk(shipped())), suffix)


@pytest.mark.parametrize("form", [".md", ".html", ".json"])
def test_the_same_plan_is_the_same_bytes(form: str) -> None:
    plan = plan_of(worded(talked()))
    assert render(plan, form) == render(plan, form.upper())
    assert render(plan, form).endswith(b"\n")


# XSD


@cache
def xsd() -> etree._Element:
    return etree.fromstring(plan_xsd())


def told(path: str) -> Any:
    return xsd().xpath(path, namespaces={"xs": XSD})


def test_the_xsd_is_one_for_two_programs_that_are_not_ours_and_the_same_each_time() -> None:
    etree.XMLSchema(xsd())
    assert xmlschema.XMLSchema(plan_xsd()).target_namespace == NAME == "urn:empowerment-dialog:plan:2"
    assert plan_xsd() == plan_xsd()
    assert told("/xs:schema/@version") == ["2"]
    assert not told("//xs:import | //xs:include | //@schemaLocation")


def test_the_xsd_has_every_field_of_the_json_schema_with_its_meaning_and_its_words() -> None:
    schema = plan_schema()
    shapes = {"Plan": schema, **{name: shape for name, shape in schema["$defs"].items() if "properties" in shape}}
    assert {"Gap", "Cover", "Ended", "Replaced", "Ownership", "Line", "Terms"} < set(shapes)
    for name, shape in shapes.items():
        here = f"/xs:schema/xs:complexType[@name='{name}']"
        assert told(f"{here}/xs:sequence/xs:element/@name") == list(shape["properties"])
        assert told(f"string({here}/xs:annotation/xs:documentation)") == shape["description"]
        for field, meant in shape["properties"].items():
            element = f"{here}/xs:sequence/xs:element[@name='{field}']"
            assert told(f"string({element}/xs:annotation/xs:documentation)") == meant["description"] != ""
            words: list[str] = next((each["enum"] for each in (meant, meant.get("items", {}), *meant.get("anyOf", ()))
                          if "enum" in each), [])
            if words:
                assert told(f"{element}//xs:enumeration/@value") == words


@pytest.mark.parametrize(("good", "bad"), [
    ("<status>draft", "<status>done"), ("<target>goal.statement", "<target>goal.x"), ("<agreed>false", "<agreed>0"),
    ("<version>1", "<version>0"), ("<cvr>12345678", "<cvr>123"), ("<schema_version>2", "<schema_version>3"),
    ("<updated>2026-03-02T11:05:00Z", "<updated>2026-03-02T11:05:00"), ("<citizen>Anna Holst</citizen>", ""),
    ("<citizen>", "<name>Ny</name><citizen>"), ("<roots>", "<root>"), (' type="boolean"', ""),
    ('<value type="number">', '<value type="integer">'), ("<edition>", "<edition>x"), ("<id>", "<id>x"),
    ("<citizen>", '<citizen escaped="base64">'), (f'xmlns="{NAME}"', 'xmlns="urn:empowerment-dialog:plan:1"'),
])
def test_a_spoilt_plan_is_refused_by_the_xsd_in_both_programs(good: str, bad: str) -> None:
    content = plan_xml(plan_of(worded(talked())), PLAIN).decode()
    assert good in content
    spoilt = content.replace(good, bad, 1).replace("</roots>", "</root>" if bad == "<root>" else "</roots>", 1)
    assert etree.XMLSchema(xsd()).validate(etree.fromstring(content.encode()))
    assert not etree.XMLSchema(xsd()).validate(etree.fromstring(spoilt.encode()))
    assert not xmlschema.XMLSchema(plan_xsd()).is_valid(spoilt)


def test_an_xsd_reader_gets_numbers_times_and_lists_as_what_they_are() -> None:
    data: Any = xmlschema.XMLSchema(plan_xsd()).to_dict(plan_xml(plan_of(agreed(worded(talked()))), PLAIN).decode())
    assert (data["version"], data["agreed"], data["schema_version"]) == (1, True, "2")
    assert [each["by"] for each in data["agreements"]] == ["citizen", "caseworker"]
    assert data["ownership"]["lines"] == sum(len(entry["lines"]) for part in data["sections"]
                                             for entry in part["entries"])
