"""Events: as they were handed in, once, in their order, or not at all. Drafts: of one place, until it is answered."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from typing import Any
from uuid import UUID, uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dialog.conversation.event import (
    KINDS,
    Agreed,
    Answered,
    Closed,
    Event,
    ItemAdded,
    ItemRemoved,
    LanguageChosen,
    LineReviewed,
    LineReworded,
    MovedTo,
    Place,
    PlanEnded,
    PutOff,
    Remarked,
    Reopened,
    Resumed,
    Skipped,
)
from dialog.errors import MovedOn, NotFound
from dialog.store import Store
from tests.store.people import START, answered, begun, half_typed, person

HALVES = st.characters(categories=["Cs"], max_codepoint=0xDBFF)
"""High halves of signs, alone: two fitting halves side by side are a whole sign, to JSON as to everybody else."""
TEXTS = st.text(st.characters(exclude_categories=["Cs"]) | HALVES)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**60), 2**60) | st.floats(allow_nan=False, allow_infinity=False) | TEXTS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXTS, inner, max_size=4),
    max_leaves=12,
)


def of_every_kind() -> list[Event]:
    here, item = Place("wish"), Place("wish", "item-1", "citizen")
    line = UUID(int=5)
    made: list[Any] = [
        (Answered, {"place": item, "value": {"chosen": ["a"], "other": "æøå"}, "said_by": "together", "why": "\0"}),
        (Skipped, {"place": here, "reason": "not_now", "said_by": "caseworker"}),
        (PutOff, {"place": here}),
        (Reopened, {"place": here}),
        (ItemAdded, {"place": item, "value": "køre bus", "language": "da", "interpreted": True, "shown": "uk",
                     "translation": "0a1b"}),
        (ItemRemoved, {"place": item}),
        (MovedTo, {"section": "goals"}),
        (LineReworded, {"line": line, "wording": "Buschauffør", "by": "caseworker"}),
        (Remarked, {"remark": line, "text": "Nej \ud800", "disagrees": True, "by": "citizen"}),
        (LineReviewed, {"line": line, "line_sha256": "cd" * 32}),
        (Agreed, {"by": "citizen", "plan_sha256": "ab" * 32, "log_head": "ef" * 32}),
        (PlanEnded, {"by": "together", "why": "Job", "ended": True}),
        (LanguageChosen, {"language": "uk", "written": "da", "interpreted": True}),
        (Closed, {}),
        (Resumed, {}),
    ]
    return [kind(id=uuid4(), seq=seq, at=START, **fields) for seq, (kind, fields) in enumerate(made, start=1)]


def test_every_kind_of_event_comes_back_as_it_was_handed_in(store: Store) -> None:
    conversation = begun(store)
    events = of_every_kind()
    assert {event.kind for event in events} == set(KINDS)
    for event in events:
        store.append(conversation, event)
    assert store.events(conversation) == events


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=60)
@given(value=VALUES, text=TEXTS, why=TEXTS)
def test_any_value_and_any_text_come_back_as_they_were_handed_in(store: Store, value: Any, text: str, why: str) -> None:
    conversation = begun(store)
    event = replace(answered(1, value), why=why, place=Place(text, text))
    store.append(conversation, event)
    store.keep_draft(conversation, draft := half_typed(text, place=Place(text, None, "citizen")))
    store.set_setting(text or "empty", text)
    citizen = replace(person(str(uuid4()) + text, text), cpr=text)
    store.add_citizen(citizen)
    assert store.events(conversation) == [event]
    assert store.draft(conversation) == draft
    assert store.setting(text or "empty") == text
    assert store.citizen(citizen.id) == store.citizen(citizen.case_reference) == citizen


@pytest.mark.parametrize("value", [float("nan"), float("inf"), {1, 2}, b"bytes", object()])
def test_what_json_cannot_hold_is_refused_before_anything_is_written(store: Store, value: Any) -> None:
    conversation = begun(store)
    with pytest.raises((TypeError, ValueError)):
        store.append(conversation, answered(1), answered(2, value))
    assert store.events(conversation) == []


def test_times_keep_their_instant_and_a_time_without_zone_is_refused(store: Store) -> None:
    conversation = begun(store)
    at = datetime(2026, 3, 29, 3, 30, 0, 123456, tzinfo=timezone(timedelta(hours=2)))
    store.append(conversation, replace(answered(1), at=at))
    (event,) = store.events(conversation)
    assert event.at == at
    assert event.at.tzinfo == UTC
    with pytest.raises(ValueError, match="zone"):
        store.append(conversation, replace(answered(2), at=datetime(2026, 3, 29)))


def test_a_retry_writes_once_however_often(store: Store) -> None:
    conversation = begun(store)
    events = [answered(1), answered(2), answered(3)]
    store.append(conversation, events[0])
    for _ in range(3):
        store.append(conversation, *events[:2])
    store.append(conversation, *events)
    store.append(conversation, events[1])
    assert store.events(conversation) == events


def test_a_retry_leaves_words_that_were_typed_since(store: Store) -> None:
    conversation = begun(store)
    event = answered(1, place=Place("wish"))
    store.append(conversation, event)
    store.keep_draft(conversation, half_typed("noget nyt"))
    store.append(conversation, event)
    assert store.draft(conversation) == half_typed("noget nyt")


def test_a_number_that_another_window_took_is_told_and_nothing_is_written(store: Store, folder: Any) -> None:
    conversation = begun(store)
    with Store.open(folder, "blå bænk ved søen") as other:
        for seq in (1, 2):
            other.append(conversation, theirs := answered(seq, "fra det andet vindue"))
            with pytest.raises(MovedOn, match=r"andet vindue.*gemt.*Åbn den igen"):
                store.append(conversation, answered(seq, "herfra"))
            assert store.events(conversation)[-1] == theirs
        store.append(conversation, mine := answered(3))
        with pytest.raises(MovedOn):
            other.append(conversation, answered(3), answered(4))
        assert other.events(conversation) == store.events(conversation)
        assert other.events(conversation)[-1] == mine


def test_an_event_that_is_not_the_next_is_not_written(store: Store) -> None:
    conversation = begun(store)
    store.append(conversation, first := answered(1))
    other = begun(store)
    for wrong in (answered(3), answered(0), answered(-1), replace(first, seq=2), replace(first, value="noget andet")):
        with pytest.raises(MovedOn):
            store.append(conversation, wrong)
    with pytest.raises(MovedOn):
        store.append(other, first)
    with pytest.raises(ValueError, match="follow"):
        store.append(conversation, answered(2), answered(4))
    store.append(conversation, second := answered(2))
    with pytest.raises(MovedOn):
        store.append(conversation, first, answered(2), answered(3))
    assert store.events(conversation) == [first, second]
    assert store.events(other) == []


def test_several_events_are_written_all_or_none(store: Store) -> None:
    conversation, other = begun(store), begun(store)
    store.append(other, taken := answered(1))
    with pytest.raises(MovedOn):
        store.append(conversation, answered(1), answered(2), replace(taken, seq=3))
    assert store.events(conversation) == []


def test_an_unknown_conversation_is_not_found(store: Store) -> None:
    for call in (
        lambda: store.append(uuid4(), answered(1)),
        lambda: store.events(uuid4()),
        lambda: store.keep_draft(uuid4(), half_typed()),
        lambda: store.conversation(uuid4()),
    ):
        with pytest.raises(NotFound, match="samtale findes ikke"):
            call()
    assert store.events(begun(store)) == []


def test_a_conversation_has_one_draft_and_the_latest_counts(store: Store) -> None:
    conversation, other = begun(store), begun(store)
    assert store.draft(conversation) is None
    store.keep_draft(conversation, half_typed("Jeg"))
    store.keep_draft(conversation, half_typed("Jeg vil", place=Place("why", "item", "caseworker")))
    store.keep_draft(other, half_typed("noget helt andet"))
    assert store.draft(conversation) == half_typed("Jeg vil", place=Place("why", "item", "caseworker"))
    assert store.draft(other) == half_typed("noget helt andet")
    store.drop_draft(conversation)
    store.drop_draft(conversation)
    assert store.draft(conversation) is None
    assert store.draft(other) == half_typed("noget helt andet")


@pytest.mark.parametrize(("event", "place", "gone"), [
    (Answered(id=UUID(int=1), seq=1, at=START, place=Place("wish"), value="x"), Place("wish"), True),
    (Skipped(id=UUID(int=1), seq=1, at=START, place=Place("wish"), reason="declined"), Place("wish"), True),
    (PutOff(id=UUID(int=1), seq=1, at=START, place=Place("wish")), Place("wish"), True),
    (ItemAdded(id=UUID(int=1), seq=1, at=START, place=Place("wish", "new"), value="x"), Place("wish"), True),
    (ItemAdded(id=UUID(int=1), seq=1, at=START, place=Place("wish", "old"), value="x"), Place("wish", "old"), True),
    (ItemAdded(id=UUID(int=1), seq=1, at=START, place=Place("wish", "new"), value="x"), Place("wish", "old"), False),
    (Answered(id=UUID(int=1), seq=1, at=START, place=Place("wish"), value="x"), Place("why"), False),
    (Answered(id=UUID(int=1), seq=1, at=START, place=Place("wish", "a"), value="x"), Place("wish"), False),
    (Answered(id=UUID(int=1), seq=1, at=START, place=Place("wish", None, "citizen"), value=1),
     Place("wish", None, "caseworker"), False),
    (Reopened(id=UUID(int=1), seq=1, at=START, place=Place("wish")), Place("wish"), False),
    (MovedTo(id=UUID(int=1), seq=1, at=START, section="wish"), Place("wish"), False),
])
def test_a_settled_place_drops_its_own_draft_and_no_other(store: Store, event: Event, place: Place, gone: bool) -> None:
    conversation, other = begun(store), begun(store)
    for each in (conversation, other):
        store.keep_draft(each, half_typed(place=place))
    store.append(conversation, event)
    assert store.draft(conversation) == (None if gone else half_typed(place=place))
    assert store.draft(other) == half_typed(place=place)


def test_a_draft_stays_when_its_answer_was_not_written(store: Store) -> None:
    conversation = begun(store)
    store.keep_draft(conversation, half_typed())
    with pytest.raises(MovedOn):
        store.append(conversation, answered(7, place=Place("wish")))
    assert store.draft(conversation) == half_typed()
