"""All that was said, read again: in order, searchable, with a way back to each answer."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4

import pytest

from dialog.conversation.event import Answered, Event, Place
from dialog.session import Session
from dialog.store import Store
from dialog.ui.screen.look_back import NOTHING, LookBackScreen
from dialog.ui.widget.sheet import Sheet
from tests.ui.rooms import NASTY, SIZES, Room, begun, on_screen, opened, pages

MANY = 5_000


async def look_back_in(room: Room, session: Session) -> list[Any]:
    answers: list[Any] = []
    await room.app.push_screen(LookBackScreen(session), answers.append)
    await room.calm()
    return answers


def talk(room: Room) -> Sheet:
    return room.screen.query_one("#talk", Sheet)


@on_screen
async def test_an_empty_talk_says_so() -> None:
    store = Store.throwaway()
    async with opened(store) as room:
        await look_back_in(room, begun(store))
        assert NOTHING in " ".join(room.shown().split())


@pytest.mark.parametrize("size", SIZES)
def test_everything_said_can_be_read_in_order(size: tuple[int, int]) -> None:
    @on_screen
    async def look() -> None:
        store = Store.throwaway()
        async with opened(store, size=size) as room:
            await look_back_in(room, pages(store))
            assert "Pedel på en skole" in room.shown()
            await room.press("home")
            assert "Det du gerne vil" in room.shown()
            words = [part.text for block in talk(room).blocks for part in block.paragraphs]
            order = [words.index(text) for text in ("Velkommen.", "Et job med ro", "før: Gartner", "Pedel på en skole")]
            assert order == sorted(order)

    look()


@on_screen
async def test_each_voice_is_told_by_word_and_sign() -> None:
    store = Store.throwaway()
    async with opened(store) as room:
        await look_back_in(room, pages(store))
        (line,) = [line for line in room.shown().splitlines() if "Pedel på en skole" in line]
        assert "▌ Pedel" in line and line.rstrip().endswith("Borger")


@on_screen
async def test_skipped_and_resting_answers_say_what_they_are() -> None:
    store = Store.throwaway()
    session = pages(store)
    session.skip(Place("help"), "unknown")
    session.answer(Place("wants"), False)
    async with opened(store, size=(80, 60)) as room:
        answers = await look_back_in(room, session)
        shown = room.shown()
        assert "hviler: Pedel på en skole" in shown
        assert "Det ved jeg ikke" in shown
        resting = next(each for each in session.said() if each.standing == "resting")
        talk(room).mark(resting.seq)
        await room.press("enter")
        assert "Svaret hviler" in room.shown()
        assert answers == []


@on_screen
async def test_enter_goes_back_to_change_an_answer() -> None:
    store = Store.throwaway()
    async with opened(store) as room:
        answers = await look_back_in(room, pages(store))
        await room.press("enter")
        assert answers == [Place("job")]


@on_screen
async def test_a_first_click_marks_and_a_second_opens() -> None:
    store = Store.throwaway()
    async with opened(store, size=(80, 60)) as room:
        answers = await look_back_in(room, pages(store))
        lines = room.shown().splitlines()
        row = next(number for number, text in enumerate(lines) if "Et job med ro" in text)
        await room.pilot.click(offset=(20, row))
        await room.calm()
        assert answers == []
        await room.pilot.click(offset=(20, row))
        await room.calm()
        assert [place.turn for place in answers] == ["wish"]


@on_screen
async def test_typing_finds_words_and_n_goes_from_place_to_place() -> None:
    store = Store.throwaway()
    async with opened(store) as room:
        await look_back_in(room, pages(store))
        await room.type("holde TIL det")
        assert "1 af 2" in room.shown()
        await room.press("enter", "n")
        assert "2 af 2" in room.shown()
        first = talk(room).key
        await room.press("N")
        assert "1 af 2" in room.shown()
        assert talk(room).key != first
        await room.press("escape")
        assert talk(room).has_focus and "af 2" not in room.shown()
        assert isinstance(room.screen, LookBackScreen)


@on_screen
async def test_a_word_that_was_never_said_is_found_nowhere() -> None:
    store = Store.throwaway()
    async with opened(store) as room:
        await look_back_in(room, pages(store))
        await room.press("/")
        await room.type("elefant")
        assert "ingen steder" in room.shown()


@on_screen
async def test_what_was_said_is_never_markup() -> None:
    store = Store.throwaway()
    session = pages(store)
    session.answer(Place("job"), NASTY)
    async with opened(store, size=(120, 40)) as room:
        await look_back_in(room, session)
        assert NASTY in room.shown()


def long_talk(store: Store) -> Session:
    """A talk of 5,000 answers, written as it would have been over the years."""
    session = begun(store)
    at, ids = datetime(2026, 3, 2, tzinfo=UTC), (UUID(int=number) for number in range(1, MANY + 1))
    words = "jeg vil gerne have en hverdag der hænger sammen og et arbejde hvor der er plads til mig "
    events: list[Event] = [
        Answered(id=id, seq=number, at=at, place=Place("wants"), value=True, why=str(uuid4()))
        for number, id in enumerate(ids, 1)]
    events[1::2] = [Answered(id=each.id, seq=each.seq, at=at, place=Place("job"), value=words * (1 + each.seq % 5))
                    for each in events[1::2]]
    store.append(session.conversation.id, *events)
    return Session.resume(store, session.conversation.id)


@on_screen
async def test_five_thousand_messages_open_at_once() -> None:
    store = Store.throwaway()
    session = long_talk(store)
    async with opened(store) as room:
        await room.app.push_screen(LookBackScreen(session))
        assert "plads til mig" in room.shown()
        assert len(talk(room).blocks) > MANY
        await room.press("home")
        assert "Arbejde" in room.shown()
