"""The published schema: what others read our JSON by, opened with their tool and not with our own models."""

from __future__ import annotations

import json
from typing import Any

import jsonschema
import pytest

from dialog.errors import ExportError
from dialog.language.clean import clean_text
from dialog.render.document import render
from dialog.render.schema import plan_schema
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
