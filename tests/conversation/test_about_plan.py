"""What is said of the plan itself, the chain of all that was said, and taking it back."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from dialog.conversation.chain import log_head
from dialog.conversation.event import Agreed, Answered, Event, LineReviewed, Place, PlanEnded, Remarked, pack, unpack
from dialog.conversation.undo import undo
from dialog.plan.edition import version_of, versions
from dialog.store.record import Edition
from tests.plan.whole import agreed, plan_of, talked
from tests.tiny import SPACE, Talk, script_of


def reviewed(talk: Talk) -> Talk:
    for line in plan_of(talk).lines():
        talk.do(LineReviewed(**talk.envelope(), line=line.id, line_sha256=line.fingerprint()))
    return talk


def small() -> Talk:
    talk = Talk(script_of("{id: job, kind: text, ask: Hvad?, plan: {to: direction.job}}"))
    talk.answer("job", "Mad")
    return talk


def undone(talk: Talk) -> str:
    found = undo(talk.events, talk.envelope, lambda place: False)
    assert found is not None
    talk.do(found[0])
    return found[1]


def test_a_plan_is_reviewed_when_every_line_is_and_a_changed_line_is_not() -> None:
    talk = reviewed(small())
    assert plan_of(talk).status == "reviewed" and not plan_of(talk).agreed
    talk.answer("job", "Mad og dyr")
    assert plan_of(talk).status == "draft"
    talk.answer("job", "Mad")
    assert plan_of(talk).status == "reviewed", "the words that were looked at stand there again"


def test_the_walk_through_a_whole_plan_marks_each_line_with_the_time() -> None:
    plan = plan_of(reviewed(talked()))
    assert plan.status == "reviewed"
    assert all(line.reviewed for line in plan.lines())


def test_looking_at_a_line_changes_nothing_that_was_agreed() -> None:
    talk = agreed(small())
    before = plan_of(talk).fingerprint()
    assert plan_of(reviewed(talk)).fingerprint() == before
    assert plan_of(talk).status == "agreed"


def test_a_plan_can_be_ended_and_taken_up_again() -> None:
    talk = agreed(small())
    talk.do(PlanEnded(**talk.envelope(), by="together", why="Jeg har fået job."))
    plan = plan_of(talk)
    assert plan.ended is not None
    assert (plan.status, plan.agreed, plan.ended.why) == ("ended", True, "Jeg har fået job.")
    talk.do(PlanEnded(**talk.envelope(), by="together", ended=False))
    assert (plan_of(talk).status, plan_of(talk).ended) == ("agreed", None)


def test_each_of_these_can_be_taken_back() -> None:
    talk = reviewed(small())
    talk.do(PlanEnded(**talk.envelope(), by="citizen"))
    assert undone(talk) == "Planen lever videre."
    assert undone(talk) == "Linjen venter på jer igen."
    assert plan_of(talk).status == "draft"


def test_the_events_go_to_plain_data_and_back() -> None:
    talk = agreed(reviewed(small()))
    talk.do(PlanEnded(**talk.envelope(), by="citizen", why="Slut"))
    for event in talk.events:
        assert unpack(event.kind, event.id, event.seq, event.at, pack(event)) == event


def test_an_agreement_carries_the_head_of_the_chain() -> None:
    talk = small()
    head = log_head(SPACE, talk.events)
    talk.do(Agreed(**talk.envelope(), by="citizen", plan_sha256=plan_of(talk).fingerprint(), log_head=head))
    (yes,) = plan_of(talk).agreements
    assert yes.log_head == head == log_head(SPACE, talk.events[:-1])


def _other_words(events: list[Event]) -> list[Event]:
    first = events[0]
    assert isinstance(first, Answered)
    return [replace(first, value="Noget andet"), *events[1:]]


@pytest.mark.parametrize("tamper", [
    _other_words,
    lambda events: events[1:],
    lambda events: events[:-1],
    lambda events: [events[1], events[0], *events[2:]],
    lambda events: [*events, events[-1]],
    lambda events: [replace(events[0], at=events[0].at + timedelta(microseconds=1)), *events[1:]],
])
def test_whatever_is_done_to_the_events_the_chain_ends_otherwise(tamper: object) -> None:
    talk = small()
    talk.do(Remarked(**talk.envelope(), remark=SPACE, text="Ja", disagrees=False, by="citizen"))
    talk.answer(Place("job"), "Dyr")
    assert callable(tamper)
    assert log_head(SPACE, tamper(list(talk.events))) != log_head(SPACE, talk.events)
    assert log_head(SPACE, list(talk.events)) == log_head(SPACE, talk.events)


def test_a_yes_that_holds_again_is_no_new_version() -> None:
    talk = agreed(small())
    talk.answer("job", "Noget andet")
    changed = plan_of(talk)
    out = Edition(talk.state.seq, talk.events[-1].at, changed.edition, changed.fingerprint(), changed.version)
    talk.do(Agreed(**talk.envelope(), by="citizen", plan_sha256=changed.fingerprint()))
    assert undone(talk) == "Ja'et er taget tilbage."
    assert [each.number for each in versions(talk.state.about_plan.agreed, [out])] == [1, 2]
    assert version_of(plan_of(talk).fingerprint(), versions(talk.state.about_plan.agreed, [out])) == 2


def test_what_an_undo_uncovers_is_there_as_it_was() -> None:
    talk = small()
    (line,) = plan_of(talk).lines()
    talk.do(PlanEnded(**talk.envelope(), by="citizen", why="Jeg flytter."))
    talk.do(PlanEnded(**talk.envelope(), by="caseworker", ended=False))
    assert undone(talk) == "Planen er afsluttet igen."
    ended = plan_of(talk).ended
    assert ended is not None and (ended.by, ended.why) == ("citizen", "Jeg flytter.")
    talk.do(LineReviewed(**talk.envelope(), line=line.id, line_sha256=line.fingerprint()))
    talk.do(LineReviewed(**talk.envelope(), line=line.id, line_sha256="0" * 64))
    undone(talk)
    assert plan_of(talk).status == "ended" and all(each.reviewed for each in plan_of(talk).lines())


def test_taking_up_a_plan_that_lives_ends_nothing_when_it_is_undone() -> None:
    talk = small()
    talk.do(PlanEnded(**talk.envelope(), by="caseworker", ended=False))
    undone(talk)
    assert plan_of(talk).ended is None
