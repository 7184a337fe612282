"""Whole talks without a screen: every shipped scenario plays to its end, and twice to the same bytes."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from dialog import resources
from dialog.conversation.event import Answered, Event, Place, Skipped, unpack
from dialog.conversation.state import fold
from dialog.errors import EmpowerError, ExportError, ScenarioError
from dialog.headless import events_json, play, run
from dialog.library import load_script
from dialog.scenario import Change, Scenario, load_scenario, read_scenario
from dialog.script.model import Script
from tests.tiny import picture

HERE = Path(__file__).parent
SHIPPED = [*sorted((HERE / "scenarios").glob("*.yaml")), resources.path("scripts", "practice/anna.yaml")]
NAMES = ("plan.md", "plan.html", "plan.json", "min-side.html", "samtale.md", "events.json")


@pytest.fixture(scope="module")
def script() -> Script:
    return load_script("first_conversation")


@pytest.fixture(scope="module")
def adult() -> Scenario:
    return load_scenario(HERE / "scenarios" / "adult.yaml")


def test_there_are_the_five_scenarios_and_the_practice_one() -> None:
    assert [path.stem for path in SHIPPED] == ["adult", "broken_off", "changes_mind", "declines", "young", "anna"]


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_a_shipped_scenario_answers_exactly_what_is_asked_and_twice_the_same(path: Path, tmp_path: Path) -> None:
    scenario = load_scenario(path)
    first, second = tmp_path / "first", tmp_path / "second"
    assert [each.name for each in run(scenario, first)] == list(NAMES)
    run(load_scenario(path), second)
    for name in NAMES:
        assert (first / name).read_bytes() == (second / name).read_bytes()
        assert (first / name).stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_the_written_events_are_the_whole_talk(path: Path, tmp_path: Path, script: Script) -> None:
    scenario = load_scenario(path)
    session = play(scenario)
    session.store.close()
    written = json.loads(events_json(session.events))
    events = [_unpacked(each) for each in written]
    assert events == session.events
    assert picture(fold(script, events)) == picture(session.state)
    assert session.state.closed


def _unpacked(data: dict[str, Any]) -> Event:
    from datetime import datetime
    from uuid import UUID

    envelope = {name: data.pop(name) for name in ("seq", "id", "at", "kind")}
    return unpack(envelope["kind"], UUID(envelope["id"]), envelope["seq"], datetime.fromisoformat(envelope["at"]), data)


def test_a_grown_up_with_two_goals_meets_forty_five_to_sixty_questions(adult: Scenario) -> None:
    session = play(adult)
    session.store.close()
    met = {event.place for event in session.events if isinstance(event, Answered | Skipped)}
    assert 45 <= len(met) <= 60


def test_a_break_in_the_talk_changes_nothing_in_what_is_written(adult: Scenario, tmp_path: Path) -> None:
    broken = replace(adult, breaks=("today", "wish", "belief_job", "agreement_when", "rating"))
    run(adult, tmp_path / "whole")
    run(broken, tmp_path / "broken")
    for name in NAMES:
        assert (tmp_path / "whole" / name).read_bytes() == (tmp_path / "broken" / name).read_bytes()


def test_both_said_yes_and_the_plan_says_so(adult: Scenario) -> None:
    session = play(adult)
    try:
        assert session.plan().status == "agreed"
        assert session.plan().gaps == ()
    finally:
        session.store.close()


# Misfits


def misfit(scenario: Scenario) -> str:
    with pytest.raises(ScenarioError) as told:
        play(scenario).store.close()
    return str(told.value)


def test_every_question_without_an_answer_is_named(adult: Scenario) -> None:
    left = {name: value for name, value in adult.answers.items() if name not in ("reach", "belief_job")}
    told = misfit(replace(adult, answers=left))
    assert "Mangler svar: reach" in told
    assert "Mangler svar: belief_job.citizen" in told


def test_every_answer_without_a_question_is_named(adult: Scenario) -> None:
    more = {**adult.answers, "life": "Roligt", "no_such": "x", "own_step": {**adult.answers["own_step"], "third": "x"}}
    told = misfit(replace(adult, answers=more))
    for name in ("life", "no_such", "own_step.third"):
        assert f"Bliver ikke spurgt om: {name}" in told


def test_a_change_a_break_and_an_end_that_never_come_are_named(adult: Scenario) -> None:
    told = misfit(replace(adult, changes=(Change("nowhere", "reach", "call"),), breaks=("nobody",)))
    assert "»nowhere«" in told
    assert "»nobody«" in told
    assert "»never«" in misfit(replace(adult, close_after="never"))


WRONG: dict[str, Any] = {
    "same_caseworker": [["yes"], {"a": "b"}, "maybe"], "reach": [["call"], [{"a": "b"}], "phone", {"other": ["x"]}],
    "coordination": [[{"a": "b"}], "doctor", {"chosen": [["x"]]}, {"chosen": "doctor"}, {"chosen": ["doctor"] * 2}],
    "expectation": [["x"], {"x": "y"}, {"skip": ["x"]}, {"skip": "bored"}, "x" * 20_001],
    "wish": [{"a": {"b": "c"}}, {"a": " "}],
    "rank_barriers": ["debt", [["debt"]], [{"a": "b"}], ["debt", "debt"]], "health_rating": ["inf", ["4"], "4.5", "11"],
    "hours": ["1e400", "9" * 400, "nan", "many"], "next_talk": ["2026-13-01", ["x"], "tomorrow"],
    "goals_read_back": [{"a": "b"}, " "], "consent_plan": [{"skip": "declined"}, ["yes"]],
}  # fmt: skip


@pytest.mark.parametrize(
    ("turn", "value"),
    [(turn, value) for turn, values in WRONG.items() for value in values],
    ids=lambda each: repr(each)[:40],
)
def test_an_answer_of_the_wrong_shape_is_named_and_never_a_traceback(adult: Scenario, turn: str, value: Any) -> None:
    assert turn in misfit(replace(adult, answers={**adult.answers, turn: value}))


@pytest.mark.parametrize("to", ["x", ["kitchen"], {"kitchen": ["x"]}, {"new": {"a": "b"}}])
def test_a_change_of_a_list_to_something_else_is_named(adult: Scenario, to: Any) -> None:
    assert "wish" in misfit(replace(adult, changes=(Change("rating", "wish", to),)))


TOP = "scenario: s\ntitle: t\ntoday: {today}\ncitizen: {{name: A, case_reference: '1'}}\nanswers: {{}}\n"


@pytest.mark.parametrize(("text", "told"), [
    ("", "tom"), ("scenario: [", "YAML"), (TOP.format(today="soon"), "dato"), (TOP.format(today="{}"), "s.yaml:3:8"),
    (TOP.format(today="2026-03-02") + "extra: 1\n", "extra"), (TOP.format(today="2026-03-02") + "title: u\n", "title"),
    (TOP.format(today="2026-03-02") + "municipality: {cvr: '12'}\n", "cvr"), ("- a\n", ""), ("a: &b c\n", "&"),
])  # fmt: skip
def test_a_scenario_with_faults_is_refused_with_the_place(text: str, told: str) -> None:
    with pytest.raises(ScenarioError) as error:
        read_scenario(text, "s.yaml")
    assert told in str(error.value)


def test_a_file_where_the_folder_should_be_is_told_and_left_alone(adult: Scenario, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine")
    for out in (tmp_path / "file", tmp_path / "file" / "below"):
        with pytest.raises(ExportError):
            run(adult, out)
    assert (tmp_path / "file").read_text() == "mine"


def test_signs_that_steer_a_terminal_do_not_get_from_a_scenario_into_what_is_written(
    adult: Scenario, tmp_path: Path
) -> None:
    steering = "\x1b]52;c;aGVq\x07\x9b31m\u202e\u2066\x00hej"
    answers = {**adult.answers, "expectation": steering, "wish": {**adult.answers["wish"], "kitchen": steering}}
    hostile = replace(
        adult,
        answers=answers,
        remarks=({"text": steering},),
        citizen={"name": f"Leyla {steering}", "case_reference": f"1{steering}"},
    )
    for path in run(hostile, tmp_path):
        text = path.read_text()
        assert not any(sign in text for sign in "\x00\x07\x1b\x9b\u202e\u2066"), path.name
        assert path.name == "events.json" or "hej" in text


def test_a_place_is_unpacked_as_it_was_packed() -> None:
    assert Place(*json.loads(json.dumps(Place("a", "b", "citizen")))) == Place("a", "b", "citizen")


def test_what_went_wrong_leaves_no_file_of_a_talk_behind(
    adult: Scenario, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import tempfile

    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    with pytest.raises(EmpowerError):
        play(replace(adult, answers={}))
    assert list(tmp_path.iterdir()) == []
