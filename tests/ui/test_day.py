"""What the list tells of the day, and what there is about a citizen: those to meet, and numbers that have moved."""

from __future__ import annotations

from time import monotonic

from dialog.store import Store
from dialog.ui.screen.person import PersonScreen
from dialog.ui.screen.start import StartScreen
from dialog.ui.widget.sheet import Sheet
from tests.ui.gallery import well_used
from tests.ui.rooms import Room, known, on_screen, opened
from tests.ui.test_start import names


def marked(room: Room) -> object:
    key = room.screen.query_one("#people", Sheet).key
    return next((each.citizen.name for each in start(room).people if ("person", each.citizen.id) == key), key)


def start(room: Room) -> StartScreen:
    assert isinstance(room.screen, StartScreen)
    return room.screen


@on_screen
async def test_today_stands_first_then_who_has_waited_then_the_week() -> None:
    store, _ = well_used()
    async with opened(store) as room:
        assert names(room) == ["Leyla Demir", "Sofie Holm", "Omar Haddad", "Nadia Holm", "Amira Test"]
        shown = " ".join(room.shown().split())
        assert "Én samtale i dag, én har ventet siden" in shown
        assert "Leyla Demir I dag" in shown
        assert "Skulle have været" in shown
        assert "se på tallene igen" in shown
        assert marked(room) == "Leyla Demir"


@on_screen
async def test_covered_names_cover_the_day_too() -> None:
    store, _ = well_used()
    async with opened(store) as room:
        await room.press("f7")
        assert not {"I dag", "i dag", "Skulle", "ventet", "Leyla", "Sofie"} & set(room.shown().split())
        assert "samtale" not in room.shown()
        await room.press("f7")
        assert "Én samtale i dag" in room.shown()


@on_screen
async def test_a_day_without_talks_is_not_told_of() -> None:
    store = Store.throwaway()
    known(store, "Ali", "1")
    async with opened(store) as room:
        assert room.screen.query_one("#glance").display is False


@on_screen
async def test_the_mark_stays_under_a_hand_and_a_key_pressed_too_soon_opens_nobody() -> None:
    store, _ = well_used()
    async with opened(store) as room:
        await room.press("down", "down")
        start(room)._refresh()
        await room.calm()
        assert marked(room) == "Omar Haddad"
        for key in ("enter", "f4"):
            start(room)._new_at = monotonic() + 60
            await room.press(key)
            assert isinstance(room.screen, StartScreen)
        start(room)._new_at = 0
        await room.press("f4")
        assert isinstance(room.screen, PersonScreen)


@on_screen
async def test_the_citizens_numbers_are_a_picture_once_there_are_two() -> None:
    store, _ = well_used()
    async with opened(store, size=(44, 30)) as room:
        start(room)._new_at = 0
        await room.press("f4", "end")
        shown = " ".join(room.shown().split())
        assert "4 → 6 → 7" in shown
        assert "····○·○●···" in shown
        assert "Sådan har jeg det 3 → 5 → 6" in shown
        await room.press("escape", "down", "f4", "end")
        assert "Borgerens tal er skrevet ned." in room.shown()
        assert "→" not in room.shown()


@on_screen
async def test_before_there_are_numbers_nothing_is_said_of_them() -> None:
    store = Store.throwaway()
    known(store, "Ali", "1")
    async with opened(store) as room:
        await room.press("f4")
        assert "tal" not in room.shown().split()
        assert "Borgerens" not in room.shown()
