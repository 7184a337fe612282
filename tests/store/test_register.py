"""People, conversations, scripts and settings; the start screen in one question to the file."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest

from dialog.conversation.event import Closed, Place, Resumed
from dialog.errors import NotFound, StoreError
from dialog.store import Store
from dialog.store.record import Conversation, Overview
from tests.store.people import SCRIPT, START, answered, begun, person, talk_of


def test_a_citizen_is_found_by_id_and_by_case_reference(store: Store) -> None:
    citizen = person()
    store.add_citizen(citizen)
    assert store.citizen(citizen.id) == store.citizen(citizen.case_reference) == citizen
    assert store.citizens() == [citizen]


@pytest.mark.parametrize("who", ["2026-9999", "", "' OR 1=1 --", uuid4()])
def test_an_unknown_citizen_is_not_found(store: Store, who: str) -> None:
    store.add_citizen(person())
    with pytest.raises(NotFound, match="borger findes ikke"):
        store.citizen(who)


def test_adding_again_adds_once(store: Store) -> None:
    citizen = person()
    for _ in range(3):
        store.add_citizen(citizen)
    assert store.citizens() == [citizen]


def test_a_case_reference_stands_for_one_person(store: Store) -> None:
    one, other = person("1"), person("2")
    store.add_citizen(one)
    store.add_citizen(other)
    with pytest.raises(StoreError, match="anden borger har det sagsnummer"):
        store.add_citizen(person("1"))
    with pytest.raises(StoreError, match="anden borger har det sagsnummer"):
        store.update_citizen(replace(other, case_reference="1"))
    with pytest.raises(StoreError):
        store.add_citizen(replace(one, name="En helt anden"))
    assert {store.citizen("1"), store.citizen("2")} == {one, other}


def test_a_citizen_is_updated(store: Store) -> None:
    citizen = person()
    store.add_citizen(citizen)
    store.update_citizen(changed := replace(citizen, name="Åse Nygaard", case_reference="3", cpr=""))
    assert store.citizens() == [changed]
    with pytest.raises(NotFound):
        store.update_citizen(person("4"))


def test_a_conversation_begins_once_and_is_pinned_to_its_script(store: Store) -> None:
    citizen = person()
    store.add_citizen(citizen)
    talk = talk_of(citizen, practice=True)
    for _ in range(2):
        store.begin(talk, SCRIPT)
    assert store.conversation(talk.id) == talk
    assert store.conversations(citizen.id) == [replace(talk, last_at=START)]
    assert store.canonical(SCRIPT.sha256) == SCRIPT.canonical
    with pytest.raises(ValueError, match="pinned"):
        store.begin(replace(talk, id=uuid4(), script_sha256="b" * 64), SCRIPT)
    with pytest.raises(NotFound, match="borger"):
        store.begin(talk_of(person("2")), SCRIPT)
    with pytest.raises(NotFound, match="manuskript"):
        store.canonical("b" * 64)


def listed(store: Store) -> Conversation:
    (citizen,) = store.citizens()
    (conversation,) = store.conversations(citizen.id)
    return conversation


def test_a_conversation_tells_when_it_was_last_used_how_many_answers_and_whether_it_ended(store: Store) -> None:
    conversation = begun(store)
    for seq, turn in enumerate("aab", start=1):
        store.append(conversation, answered(seq, place=Place(turn)))
    found = listed(store)
    assert (found.answers, found.closed, found.last_at) == (2, False, START + timedelta(minutes=3))
    store.append(conversation, Closed(id=uuid4(), seq=4, at=START + timedelta(hours=1)))
    assert listed(store).closed
    store.append(conversation, Resumed(id=uuid4(), seq=5, at=START + timedelta(hours=2)))
    found = listed(store)
    assert (found.answers, found.closed, found.last_at) == (2, False, START + timedelta(hours=2))


def test_conversations_come_newest_first_and_only_the_citizens_own(store: Store) -> None:
    one, other = person("1"), person("2")
    for citizen in (one, other):
        store.add_citizen(citizen)
    talks = [talk_of(one, days=days) for days in (0, 9, 3)]
    for talk in (*talks, talk_of(other)):
        store.begin(talk, SCRIPT)
    assert [found.id for found in store.conversations(one.id)] == [talks[1].id, talks[2].id, talks[0].id]
    assert store.conversations(uuid4()) == []


def test_the_overview_shows_everybody_with_the_conversation_last_in_use(store: Store) -> None:
    quiet, busy, new = person("1"), person("2"), person("3")
    for citizen in (quiet, busy, new):
        store.add_citizen(citizen)
    early, late, other = talk_of(busy), talk_of(busy, days=2), talk_of(quiet, days=1)
    for talk in (early, late, other):
        store.begin(talk, SCRIPT)
    store.append(early.id, replace(answered(1), at=START + timedelta(days=30)))
    store.append(early.id, Closed(id=uuid4(), seq=2, at=START + timedelta(days=31)))
    assert store.overview() == [
        Overview(busy, 2, replace(early, last_at=START + timedelta(days=31), answers=1, closed=True)),
        Overview(quiet, 1, replace(other, last_at=START + timedelta(days=1))),
        Overview(new, 0, None),
    ]


def test_the_overview_is_one_question_however_many_people(store: Store) -> None:
    for _ in range(20):
        store.append(begun(store), answered(1))
    said: list[str] = []
    store._database.connection.set_trace_callback(said.append)
    assert len(store.overview()) == 20
    assert sum("SELECT" in statement for statement in said) == 1


def test_settings_are_kept(store: Store) -> None:
    assert store.setting("theme") is None
    store.set_setting("theme", "paper")
    store.set_setting("theme", "calm")
    store.set_setting("size", "")
    assert (store.setting("theme"), store.setting("size")) == ("calm", "")
