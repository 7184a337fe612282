"""The CPR number: covered, shown for ten seconds once that is noted, and never in a conversation."""

from __future__ import annotations

from pathlib import Path

import pytest

from dialog.face.people import people
from dialog.store import Store
from dialog.ui.screen.help import HelpScreen
from dialog.ui.screen.person import SHOWN, PersonScreen
from tests.terminal import PYTHON, Terminal
from tests.ui.child import SECRET
from tests.ui.rooms import SIZES, Room, known, on_screen, opened

CPR, COVERED = "310290-1234", "310290-••••"


async def at_person(room: Room, store: Store) -> PersonScreen:
    (person,) = people(store)
    screen = PersonScreen(person, store.conversations(person.citizen.id))
    await room.app.push_screen(screen)
    await room.calm()
    return screen


@pytest.mark.parametrize("size", [SIZES[0], *(pytest.param(size, marks=pytest.mark.soak) for size in SIZES[1:])])
def test_it_is_shown_once_it_is_noted_and_covers_itself(size: tuple[int, int]) -> None:
    @on_screen
    async def look() -> None:
        store = Store.throwaway()
        who = known(store, "Amira Test", "TEST-1", CPR)
        async with opened(store, size=size) as room:
            screen = await at_person(room, store)
            assert COVERED in room.shown() and CPR not in room.shown() and store.cpr_shown(who.id) is None
            await room.press("f6")
            assert CPR in room.shown() and "Det er noteret, at nummeret er vist." in room.shown()
            assert store.cpr_shown(who.id) is not None
            assert screen._covering is not None and screen._covering._interval == SHOWN == 10
            screen._cover_cpr()
            await room.calm()
            assert COVERED in room.shown() and CPR not in room.shown()
            await room.press("escape")
            await at_person(room, store)
            assert "Nummeret blev sidst vist i dag" in room.shown()

    look()


@pytest.mark.parametrize("key", ["f1", "ctrl+l"], ids=["help", "the lock"])
def test_it_is_covered_at_once_when_something_comes_above_it(key: str) -> None:
    @on_screen
    async def look() -> None:
        store = Store.throwaway()
        known(store, "Amira Test", "TEST-1", CPR)
        async with opened(store) as room:
            screen = await at_person(room, store)
            await room.press("f6")
            assert CPR in room.shown()
            await room.press(key)
            assert room.screen is not screen and CPR not in room.shown()
            room.app.unlock() if room.app.locked else screen.app.pop_screen()
            await room.calm()
            assert room.screen is screen and COVERED in room.shown() and CPR not in room.shown()
            assert not isinstance(room.screen, HelpScreen)

    look()


@on_screen
async def test_what_cannot_be_noted_is_not_shown_and_says_why() -> None:
    store = Store.throwaway()
    known(store, "Amira Test", "TEST-1", CPR)
    async with opened(store) as room:
        await at_person(room, store)
        store._database.connection.execute(
            "CREATE TRIGGER full BEFORE INSERT ON access BEGIN SELECT RAISE(ABORT, 'no room'); END")
        await room.press("f6")
        assert CPR not in room.shown()
        assert "Nummeret bliver kun vist, når det kan noteres." in room.shown()


@on_screen
async def test_without_a_number_there_is_nothing_to_show() -> None:
    store = Store.throwaway()
    who = known(store, "Amira Test", "TEST-1")
    async with opened(store) as room:
        await at_person(room, store)
        assert "CPR" not in room.shown().splitlines()[-1]
        await room.press("f6")
        assert store.cpr_shown(who.id) is None


def test_in_a_conversation_it_never_reaches_the_terminal(tmp_path: Path) -> None:
    """The citizen has one, see `tests.ui.child`; a talk with F3, F4, F6 and F7 pressed does not paint it."""
    with Terminal(150, 45, (PYTHON, "-m", "tests.ui.child", str(tmp_path / "e"))) as terminal:
        terminal.until("I dag taler vi om").settled(0.6)
        for key in ("enter", "f3", "escape", "f4", "escape", "f7", "escape", "f6", "ctrl+l"):
            terminal.press(key)
            terminal.settled(0.2)
        assert SECRET.startswith(CPR)
        assert "1234" not in terminal.raw and "310290" not in terminal.raw
