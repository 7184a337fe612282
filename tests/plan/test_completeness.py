"""What a plan must hold: the five requirements and the points of the law, and the questions that would fill a gap."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from dialog.conversation.event import Place
from dialog.plan.completeness import LAB_IN_FORCE, LAW, REQUIREMENTS
from dialog.plan.model import Coordinator
from dialog.plan.standing import Gap, Requirement
from dialog.script import model
from dialog.script.target import DISCIPLINES, TARGETS
from tests.plan.whole import plan_of, shipped, talked
from tests.tiny import Talk, script_of

DEBT, WORK = "{id: a, text: Gæld, discipline: debt}", "{id: b, text: Job, discipline: work}"
TERMS = '{party: P, what: W, purpose: F, law: L, text_version: "1"}'


def small() -> Talk:
    return Talk(script_of(
        f"""
        {{id: unsure, kind: yesno, ask: A}}
        {{id: wish, kind: text, when: unsure == no, ask: B, plan: {{to: goal.statement}}}}
        {{id: try, kind: text, when: unsure == yes, ask: C, plan: {{to: direction.curious}}}}
        {{id: one, kind: consent, ask: D, terms: {TERMS}, plan: {{to: consent.plan}}}}
        {{id: mentor, kind: text, ask: E, plan: {{to: mentor.wish, skipped: true}}}}
        {{id: help, kind: choices, ask: F, options: [{DEBT}, {WORK}], plan: {{to: offer.effort, skipped: true}}}}
        {{id: same, kind: yesno, ask: G, plan: {{to: trust.same_caseworker}}}}
        {{id: search, kind: text, ask: H, plan: {{to: job_search.agreement, skipped: true}}}}
        """))


def requirement(talk: Talk, id: str) -> Requirement:
    return next(each for each in plan_of(talk).requirements if each.id == id)


def gap(talk: Talk, id: str) -> Gap | None:
    return next((each for each in plan_of(talk).gaps if each.id == id), None)


def test_the_five_are_the_projects_five_in_its_order() -> None:
    assert tuple(each.id for each in REQUIREMENTS) == model.REQUIREMENTS


@pytest.mark.parametrize("wanted", (*REQUIREMENTS, *LAW), ids=lambda wanted: wanted.id)
def test_each_row_points_at_places_and_fields_that_exist(wanted: object) -> None:
    from dialog.plan.completeness import Wanted

    assert isinstance(wanted, Wanted)
    assert wanted.targets and set(wanted.targets) <= set(TARGETS)
    assert set(wanted.disciplines) <= set(DISCIPLINES)
    assert wanted.text and wanted.gap.endswith(".")


def test_the_law_has_its_points_each_with_its_day() -> None:
    min_plan = [f"LAB § 41, stk. 2, nr. {number}" for number in range(1, 8)]
    assert [each.law for each in LAW] == [*min_plan, "LAB § 46"]
    assert {each.since for each in LAW} == {LAB_IN_FORCE}


def test_a_whole_talk_over_the_shipped_script_leaves_nothing_out() -> None:
    plan = plan_of(talked())
    assert [each.id for each in plan.requirements if not each.met] == []
    assert plan.gaps == ()
    ids = {line.id for line in plan.lines()}
    assert all(each.lines and set(each.lines) <= ids for each in plan.requirements)


def test_the_shipped_script_has_a_question_for_every_gap_from_the_start() -> None:
    plan = plan_of(Talk(shipped()))
    assert [each.id for each in plan.gaps] == [each.id for each in (*REQUIREMENTS, *LAW)]
    assert all(each.questions for each in plan.gaps)


def test_a_requirement_is_met_by_the_lines_that_show_it() -> None:
    talk = small()
    talk.answer("unsure", False)
    assert not requirement(talk, "influence").met
    talk.answer("wish", "Et job")
    found = requirement(talk, "influence")
    assert found.met
    assert found.lines == (next(plan_of(talk).lines()).id,)


def test_the_road_for_those_who_do_not_know_yet_is_influence_too() -> None:
    talk = small()
    talk.answer("unsure", True)
    talk.answer("try", "Noget med dyr")
    assert requirement(talk, "influence").met


@pytest.mark.parametrize(("consent", "met"), [(True, True), (False, False), (None, False)])
def test_one_plan_needs_a_yes(consent: bool | None, met: bool) -> None:
    talk = small()
    if consent is not None:
        talk.answer("one", consent)
    assert requirement(talk, "one_plan").met is met
    found = gap(talk, "one_plan")
    assert (found is None) is met
    assert found is None or found.law == "LAB § 46"


def test_an_offer_that_was_consciously_passed_was_still_made() -> None:
    talk = small()
    talk.skip("mentor", "declined")
    talk.skip("help", "not_now")
    assert requirement(talk, "mentor").met
    assert requirement(talk, "offers").met


def test_a_no_to_a_steady_caseworker_does_not_make_one() -> None:
    talk = small()
    talk.answer("same", False)
    assert not requirement(talk, "coordinator").met
    talk.answer("same", True)
    assert requirement(talk, "coordinator").met


def test_a_point_of_the_law_that_was_consciously_passed_has_been_talked_about() -> None:
    talk = small()
    assert gap(talk, "lab_41_2_3") is not None
    talk.skip("search", "not_now")
    assert gap(talk, "lab_41_2_3") is None


def test_help_counts_for_the_point_of_law_that_its_field_belongs_to() -> None:
    talk = small()
    talk.answer("help", {"chosen": ["a"]})
    assert gap(talk, "lab_41_2_5") is None
    assert gap(talk, "lab_41_2_4") is not None
    talk.answer("help", {"chosen": ["b"]})
    assert gap(talk, "lab_41_2_5") is not None
    assert gap(talk, "lab_41_2_4") is None


def test_a_gap_names_the_open_question_that_would_fill_it() -> None:
    talk = small()
    talk.answer("unsure", True)
    found = gap(talk, "influence")
    assert found is not None
    assert [(each.turn, each.open) for each in found.questions] == [("try", True)]
    assert talk.state.is_open(Place(found.questions[0].turn))


def test_a_gap_without_an_open_question_names_those_that_could_fill_it() -> None:
    talk = small()
    talk.answer("one", False)
    found = gap(talk, "one_plan")
    assert found is not None
    assert [(each.turn, each.open) for each in found.questions] == [("one", False)]
    unsaid = gap(small(), "influence")
    assert unsaid is not None
    assert [(each.turn, each.open) for each in unsaid.questions] == [("wish", False), ("try", False)]


def test_a_row_of_law_counts_only_on_its_days() -> None:
    talk = small()
    before = plan_of(talk, updated=datetime(2019, 12, 31, 12, tzinfo=UTC))
    after = plan_of(talk, updated=datetime(2019, 12, 31, 23, 30, tzinfo=UTC))  # already 2020 in Denmark
    assert not any(each.id.startswith("lab") for each in before.gaps)
    assert sum(each.id.startswith("lab") for each in after.gaps) == len(LAW)
    assert not LAW[0].holds_on(date(2019, 12, 31))
    assert LAW[0].holds_on(LAB_IN_FORCE)
    replaced = replace(LAW[0], until=date(2027, 1, 1))
    assert replaced.holds_on(date(2026, 12, 31))
    assert not replaced.holds_on(date(2027, 1, 1))


def test_a_caseworker_without_a_name_holds_no_threads_together() -> None:
    plan = plan_of(talked(), coordinator=Coordinator())
    assert [each.id for each in plan.requirements if not each.met] == ["coordinator"]
    assert [each.id for each in plan.gaps] == ["coordinator_name"]
