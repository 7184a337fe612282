"""The plan's shape: frozen, strict, and saying nothing unknown."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from dialog.plan.model import Header, Line
from tests.plan.whole import header_of, plan_of, talked
from tests.tiny import Talk, script_of


def line() -> Line:
    return next(plan_of(talked()).lines())


def test_a_plan_cannot_be_changed_behind_the_conversations_back() -> None:
    with pytest.raises(ValidationError):
        line().text = "Noget andet"


@pytest.mark.parametrize("field", [
    {"target": "goal.nothing"}, {"discipline": "magic"}, {"roots": ()}, {"unknown": 1}, {"said_by": "nobody"},
    {"id": "not-a-uuid"}, {"kind": "guess"}, {"skipped": "bored"},
])
def test_a_line_takes_only_what_the_vocabulary_knows(field: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        Line.model_validate({**line().model_dump(), **field})


def test_a_fault_in_a_plan_never_shows_what_was_said() -> None:
    with pytest.raises(ValidationError) as told:
        Line.model_validate({**line().model_dump(), "text": 1, "wording": ["en hemmelighed"]})
    assert "hemmelighed" not in str(told.value)


def test_a_header_holds_no_cpr_unless_it_is_given() -> None:
    talk = Talk(script_of("{id: t, kind: text, ask: A, plan: {to: health.basis}}"))
    assert header_of(talk).cpr is None
    assert "310290" not in plan_of(talk).model_dump_json()
    assert plan_of(talk, cpr="310290-1234").header.cpr == "310290-1234"


def test_a_time_without_a_zone_is_refused() -> None:
    header = header_of(talked())
    with pytest.raises(ValidationError):
        Header.model_validate({**header.model_dump(), "started": header.started.replace(tzinfo=None)})


def test_a_line_is_found_by_its_id() -> None:
    plan = plan_of(talked())
    wanted = list(plan.lines())[7]
    assert plan.line(wanted.id) == wanted
    assert plan.line(plan.id) is None
    assert plan.conversation == plan.header.conversation
