"""The citizen's own numbers from talk to talk."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

from dialog.conversation.event import Place
from dialog.conversation.scores import Series, series
from dialog.session import Session
from dialog.store import Store
from tests.meetings import meet, noon

MAY, JUNE, AUGUST = date(2026, 5, 3), date(2026, 6, 12), date(2026, 8, 1)


@pytest.fixture
def store() -> Iterator[Store]:
    with Store.throwaway() as store:
        yield store


def numbers(*talks: Session) -> dict[str, list[int]]:
    return {each.item or each.target or each.asked: [number for _, number in each.scores] for each in across(*talks)}


def across(*talks: Session) -> list[Series]:
    return series((talk.script, talk.events) for talk in talks)


def on(talk: Session, day: date) -> None:
    talk._clock = lambda: noon(day)


def test_a_goal_is_known_again_by_the_citizens_words(store: Store) -> None:
    first = meet(store, "Leyla", MAY, goals={"Noget med dyr": 4, "Ro": 2}, health=5)
    second = meet(store, first.citizen, JUNE, goals={"noget  med dyr.": 6}, health=5)
    third = meet(store, first.citizen, AUGUST, goals={"Noget med dyr": 7, "Et kørekort": 3})
    assert numbers(first, second, third) == {
        "Noget med dyr": [4, 6, 7], "Ro": [2], "health.self_rated": [5, 5], "Et kørekort": [3]}
    assert across(first, second, third)[0].scores == ((MAY, 4), (JUNE, 6), (AUGUST, 7))


def test_the_caseworkers_number_is_not_among_the_citizens(store: Store) -> None:
    assert numbers(meet(store, "Leyla", MAY, goals={"Ro": 2})) == {"Ro": [2]}


def test_a_number_given_anew_another_day_has_moved_and_on_the_same_day_was_put_right(store: Store) -> None:
    talk = meet(store, "Leyla", MAY, health=5)
    talk.answer(Place("health"), 6)
    assert numbers(talk) == {"health.self_rated": [6]}
    on(talk, JUNE)
    talk.answer(Place("health"), 8)
    assert numbers(talk) == {"health.self_rated": [6, 8]}


def test_what_is_undone_was_not_given(store: Store) -> None:
    talk = meet(store, "Leyla", MAY, health=5)
    on(talk, JUNE)
    talk.answer(Place("health"), 8)
    talk.undo()
    assert numbers(talk) == {"health.self_rated": [5]}
    talk.undo()
    assert numbers(talk) == {}


def test_a_number_taken_back_by_a_skip_the_same_day_is_gone_and_an_earlier_one_stays(store: Store) -> None:
    talk = meet(store, "Leyla", MAY, health=5)
    on(talk, JUNE)
    talk.answer(Place("health"), 8)
    talk.skip(Place("health"), "declined")
    assert numbers(talk) == {"health.self_rated": [5]}


def test_a_goal_that_was_taken_away_takes_its_numbers_along(store: Store) -> None:
    talk = meet(store, "Leyla", MAY, goals={"Ro": 2, "Dyr": 5})
    talk.remove_item(Place("wish", talk.state.items("goals")[0]))
    assert numbers(talk) == {"Dyr": [5]}


def test_a_question_that_is_not_for_the_plan_is_told_by_itself(store: Store) -> None:
    talk = meet(store, "Leyla", MAY)
    talk.answer(Place("sleep"), 3)
    assert numbers(talk) == {"Hvordan sover du?": [3]}
