"""The days that a talk names, and what they mean to the list on another day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import pytest

from dialog.conversation.event import Place
from dialog.conversation.follow_up import FollowUp, follow_ups
from dialog.face.due import due, due_text, glance, in_order
from dialog.face.people import Person, people, placed
from dialog.store import Store
from tests.meetings import meet, noon

FIRST, DAY = date(2026, 4, 20), date(2026, 5, 3)
"""The day of the first talk, and the one they agreed on."""


@pytest.fixture
def store() -> Iterator[Store]:
    with Store.throwaway() as store:
        yield store


def seen(store: Store) -> list[Person]:
    return [placed(store, person) for person in people(store)]


def told(person: Person, today: date) -> str:
    found = due(person, noon(today))
    return due_text(found, noon(today)) if found else ""


def test_the_days_are_those_that_stand_in_the_plan(store: Store) -> None:
    talk = meet(store, "Leyla", FIRST, next_talk=DAY, rescore=DAY + timedelta(30))
    assert follow_ups(talk.script, talk.state) == (FollowUp(DAY, "talk"), FollowUp(DAY + timedelta(30), "scores"))
    talk.answer(Place("next_talk"), FIRST.isoformat())
    talk.skip(Place("rescore"), "declined")
    assert follow_ups(talk.script, talk.state) == (FollowUp(FIRST, "talk"),)


def test_a_plan_that_has_ended_calls_nobody_in(store: Store) -> None:
    talk = meet(store, "Leyla", FIRST, goals={"Ro": 5}, next_talk=DAY)
    assert seen(store)[0].follow_ups
    talk.end_plan("citizen")
    assert seen(store)[0].follow_ups == ()


@pytest.mark.parametrize(("days", "said"), [
    (-7, ""), (-6, "På søndag"), (-2, "På søndag"), (-1, "I morgen"), (0, "I dag"), (1, "Skulle have været 3. maj"),
    (400, "Skulle have været 3. maj 2026")])
def test_a_day_is_told_as_it_comes_nearer_and_passes(store: Store, days: int, said: str) -> None:
    meet(store, "Leyla", FIRST, next_talk=DAY)
    assert told(seen(store)[0], DAY + timedelta(days)) == said


def test_a_day_is_kept_once_they_have_met_on_it_or_later(store: Store) -> None:
    first = meet(store, "Leyla", FIRST, next_talk=DAY)
    meet(store, first.citizen, DAY)
    assert told(seen(store)[0], DAY + timedelta(1)) == ""


def test_a_talk_before_the_day_leaves_the_day_as_it_was(store: Store) -> None:
    first = meet(store, "Leyla", FIRST, next_talk=DAY)
    meet(store, first.citizen, FIRST + timedelta(1))
    assert told(seen(store)[0], DAY) == "I dag"
    assert told(seen(store)[0], DAY + timedelta(1)) == "Skulle have været 3. maj"


def test_today_comes_first_then_those_who_have_waited_then_the_week(store: Store) -> None:
    for name, day in (("Uge", 2), ("Sent", -1), ("Ingen", 90), ("Idag", 0), ("Senere", -3)):
        meet(store, name, FIRST, next_talk=DAY + timedelta(day))
    names = [each.citizen.name for each in in_order(seen(store), noon(DAY))]
    assert names == ["Idag", "Senere", "Sent", "Uge", "Ingen"]


@pytest.mark.parametrize(("today", "late", "said"), [
    (0, 0, ""), (1, 0, "Én samtale i dag."), (2, 0, "To samtaler i dag."),
    (0, 1, "Én samtale har ventet siden 1. maj."), (0, 3, "Tre samtaler har ventet, den første siden 1. maj."),
    (1, 1, "Én samtale i dag, én har ventet siden 1. maj."), (2, 1, "To samtaler i dag, én har ventet siden 1. maj."),
    (1, 2, "Én samtale i dag, to har ventet, den første siden 1. maj."),
    (13, 2, "13 samtaler i dag, to har ventet, den første siden 1. maj.")])
def test_the_day_is_told_in_one_sentence(store: Store, today: int, late: int, said: str) -> None:
    for number, day in enumerate([*[DAY] * today, *[date(2026, 5, 1)] * late, DAY + timedelta(3)]):
        meet(store, f"{number:04}", FIRST, next_talk=day)
    assert glance(seen(store), noon(DAY)) == said
