"""What holds for every room around the conversation: it follows the window's size, and Esc leads back."""

from __future__ import annotations

from dialog.ui.screen.start import StartScreen
from dialog.ui.widget.key_row import KeyRow
from tests.ui.gallery import SIZES, STATES, Place, walk, well_used
from tests.ui.rooms import Room, on_screen, opened

CRAMPED = (30, 8)
ROOMS = ("start", "person", "new citizen", "settings", "help", "tour, 1", "door, choose", "look back", "plan")
"""One state of each room, for what does not differ from state to state; `test_golden` looks at every state."""


def fits(room: Room) -> bool:
    width, height = room.app.size
    lines = room.shown().splitlines()
    return len(lines) <= height and all(len(line) <= width for line in lines) and _keys_at_the_bottom(room)


def _keys_at_the_bottom(room: Room) -> bool:
    return room.app.size == CRAMPED or room.screen.query_one(KeyRow).region.bottom == room.app.size.height


@on_screen
async def test_every_room_fits_the_window_as_it_changes_and_escape_leads_back() -> None:
    store, talk = well_used()
    async with opened(store, size=SIZES[-1]) as room:
        async for name in walk(Place(room, talk), [each for each in STATES if each[0] in ROOMS]):
            for size in (SIZES[1], SIZES[0], CRAMPED):
                await room.pilot.resize_terminal(*size)
                await room.calm()
                assert fits(room), (name, size)
            assert "Vinduet er for lille." in room.shown(), name
            if not name.startswith("door"):
                await room.press("escape")
                await room.press("escape")
                assert isinstance(room.screen, StartScreen), name
            await room.pilot.resize_terminal(*SIZES[-1])


def test_every_room_is_one_of_the_states() -> None:
    assert {name for name, _ in STATES} >= set(ROOMS)
