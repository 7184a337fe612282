"""What holds for every room around the conversation, in both languages: it fits each size, and Esc leads back."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from dialog.language.screen import screen_language, speak
from dialog.ui.screen.start import StartScreen
from dialog.ui.widget.key_row import KeyRow
from tests.ui.gallery import SIZES, STATES, Place, walk, well_used
from tests.ui.rooms import Room, on_screen, opened

CRAMPED = (30, 8)
ROOMS = ("start", "person", "new citizen", "settings", "help", "tour, 1", "door, open", "look back", "plan")
"""One state of each room, for what does not differ from state to state."""


@pytest.fixture(autouse=True)
def danish() -> Iterator[None]:
    yield
    speak("da")


def fits(room: Room) -> bool:
    width, height = room.app.size
    lines = room.shown().splitlines()
    return len(lines) <= height and all(len(line) <= width for line in lines) and _keys_at_the_bottom(room)


def _keys_at_the_bottom(room: Room) -> bool:
    return room.app.size == CRAMPED or room.screen.query_one(KeyRow).region.bottom == room.app.size.height


@pytest.mark.parametrize("language", ["da", "en"])
@on_screen
async def test_every_state_fits_the_smallest_size_in_both_languages(language: str) -> None:
    store, talk = well_used()
    store.set_setting("screen_language", language)
    async with opened(store, size=SIZES[0]) as room:
        async for name in walk(Place(room, talk)):
            assert fits(room), name
        assert screen_language() == language


@on_screen
async def test_every_room_fits_every_size_and_escape_leads_back() -> None:
    store, talk = well_used()
    async with opened(store, size=SIZES[-1]) as room:
        async for name in walk(Place(room, talk), [each for each in STATES if each[0] in ROOMS]):
            for size in (*SIZES, CRAMPED):
                await room.pilot.resize_terminal(*size)
                await room.calm()
                assert fits(room), (name, size)
            assert "Vinduet er for lille." in room.shown(), name
            if not name.startswith("door"):
                await room.press("escape")
                await room.press("escape")
                assert isinstance(room.screen, StartScreen), name


def test_every_room_is_one_of_the_states() -> None:
    assert {name for name, _ in STATES} >= set(ROOMS)
