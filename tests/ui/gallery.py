"""Every room's states, each with a name and the way to it: one app walks through them all, in any size and theme.

For what must hold wherever the two are (contrast, room, golden pictures). A state is added by adding a row.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import Any

from rich.color import Color
from rich.segment import Segment
from textual.app import App
from textual.screen import Screen
from textual.widgets import Input

from dialog.language.format import local_date
from dialog.session import Session
from dialog.store import Store
from dialog.ui.screen.look_back import LookBackScreen
from dialog.ui.screen.plan import PlanScreen
from dialog.ui.screen.practice import PracticeScreen
from dialog.ui.screen.start import StartScreen
from dialog.ui.screen.tour import PAGES
from dialog.ui.screen.unlock import UnlockScreen
from dialog.ui.screen.unlock_stage import STAGES
from tests.meetings import meet
from tests.ui.rooms import NOWHERE, Room, known, pages

SIZES = ((44, 14), (80, 24), (120, 40), (160, 50))
RECOVERY = "AGE-SECRET-KEY-1" + "QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L" + "QPZRY9X8GF2TVDW0S3JN54KHCE"
Colour = tuple[int, int, int]
DRAWN = set("▁▂▃▄▅▆▇█ ")
"""What a scrollbar is drawn with; it holds no text."""


@dataclass(frozen=True)
class Place:
    """A room that is open, and a talk with much in it to look at."""

    room: Room
    talk: Session

    async def press(self, *keys: str) -> None:
        """As a terminal sends them, each when the one before has done what it does."""
        for key in keys:
            self.room.send(key)
            await self.room.calm()

    async def push(self, screen: Screen[Any]) -> None:
        await self.room.app.push_screen(screen)
        await self.room.calm()


Way = Callable[[Place], Awaitable[None]]
"""From the start list to the state."""


@dataclass(frozen=True)
class Onward:
    """The way from the state before, and not from the start list."""

    way: Way

    async def __call__(self, place: Place) -> None:
        await self.way(place)


def then(*keys: str) -> Onward:
    return Onward(pressing(*keys))


def pressing(*keys: str) -> Way:
    return lambda place: place.press(*keys)


def plan(*keys: str) -> Way:
    async def go(place: Place) -> None:
        screen = PlanScreen(place.talk)
        screen.steady.grace = 0
        await place.push(screen)
        await place.press(*keys)

    return go


def look_back(*keys: str) -> Way:
    async def go(place: Place) -> None:
        await place.push(LookBackScreen(place.talk))
        await place.press(*keys)

    return go


async def door(place: Place) -> None:
    screen = UnlockScreen(NOWHERE)
    screen._key = RECOVERY
    await place.push(screen)


def inside(stage: str, *keys: str) -> Onward:
    """Another stage of the same door."""
    async def go(place: Place) -> None:
        assert isinstance(place.room.screen, UnlockScreen)
        place.room.screen._go(stage)
        await place.press(*keys)

    return Onward(go)


async def practice(place: Place) -> None:
    """An øvelse that cannot be made ready, for then it stays to be looked at."""
    from dialog.ui.app import Opening

    await place.push(PracticeScreen(Opening("demo", NOWHERE, script="findes-ikke")))


STATES: tuple[tuple[str, Way], ...] = (
    ("start", pressing()),
    ("start, marked", then("down", "down")),
    ("start, found", pressing("l", "e", "y")),
    ("start, not found", pressing("x", "x")),
    ("start, covered", pressing("f7")),
    ("start, way out", pressing("escape")),
    ("person", pressing("f4")),
    ("person, below", then("end")),
    ("person, one number", pressing("down", "f4", "end")),
    ("person, CPR shown", pressing("a", "m", "i", "f4", "f6")),
    ("new citizen", pressing("f2")),
    ("new citizen, lacking", then("n", "enter", "enter", "enter")),
    ("settings", pressing("f8")),
    ("settings, lacking", then(*["enter"] * 3, "1", "enter", *["enter"] * 2)),
    ("settings, below", pressing("f8", *["tab"] * 6, "1")),
    ("help", pressing("f1")),
    ("help, below", then("end")),
    ("tour, 1", pressing("f1", "r")),
    *((f"tour, {number}", then("right")) for number in range(2, len(PAGES) + 1)),
    ("door, choose", door),
    *((f"door, {stage}", inside(stage)) for stage in STAGES if stage != "choose"),
    ("door, lacking", inside("renew", "a", "enter", "b", "enter")),
    ("door, no key", inside("recover", "a", "enter")),
    ("practice", practice),
    ("look back", look_back("home")),
    ("look back, finding", then("d", "e", "t")),
    ("plan", plan()),
    ("plan, a line", then("enter")),
    ("plan, other words", then("o")),
    ("plan, a remark", plan("r")),
    ("plan, disagreeing", plan("u")),
    ("plan, not their keys", plan("b")),
    ("plan, missing", then("m")),
    ("plan, ending", then("a")),
    ("plan, taken out", then("escape", "g")),
    ("plan, taken out, CPR", then("enter")),
    ("plan, taken out, where", then("enter")),
    ("plan, history, empty", then("escape", "h")),
    ("plan, review", plan("l")),
    ("plan, review, a line gone through", then("enter", "left")),
    ("plan, review, not quite", then("right", "i", "enter")),
    ("plan, review, other words", then("1", "enter")),
    ("plan, review, end", then("escape", *["right"] * 9)),
    ("plan, keys passed on", plan("f2")),
    ("plan, agreeing", then("b")),
    ("plan, one yes", then("j", "enter")),
    ("plan, agreed", then("f2", "s", "j", "enter")),
    ("plan, history", then("h")),
)


def well_used() -> tuple[Store, Session]:
    """A file of a caseworker with some months behind: somebody today, one who waited, numbers that have moved."""
    store, today = Store.throwaway(), local_date(datetime.now(UTC))
    store.set_setting("coordinator_name", "Mette Sørensen")
    days = [today - timedelta(number) for number in (120, 70, 20)]
    first = meet(store, "Leyla Demir", days[0], goals={"Noget med dyr, bare et par timer": 4}, health=3)
    for day, number in zip(days[1:], (6, 7), strict=True):
        meet(store, first.citizen, day, goals={"Noget med dyr, bare et par timer": number}, health=number - 1,
             next_talk=today)
    meet(store, "Sofie Holm", days[2], goals={"Ro": 5}, next_talk=today - timedelta(5))
    meet(store, "Omar Haddad", days[2], health=6, rescore=today + timedelta(3))
    known(store, "Nadia Holm", "2026-0077")
    return store, pages(store)


async def walk(place: Place, states: Sequence[tuple[str, Way]] = STATES) -> AsyncIterator[str]:
    """Go to one state after the other, from the start list each time; yields its name when it is shown."""
    for name, way in states:
        if not isinstance(way, Onward):
            await home(place.room)
        await way(place)
        yield name
    await home(place.room)


async def home(room: Room) -> None:
    """Back to the start list, as it is when one comes to it."""
    while not isinstance(room.screen, StartScreen):
        room.app.pop_screen()
        await room.calm()
    room.screen._covered = room.screen._touched = False
    room.screen._new_at = 0.0
    room.screen._say("")
    room.screen.query_one("#search", Input).value = ""
    room.screen._show(first=True)
    await room.calm()


def painted(strips: Iterable[Iterable[Segment]]) -> Iterator[tuple[str, Colour, Colour]]:
    """Every piece of text on the screen with its ink and its ground."""
    for strip in strips:
        for text, style, _ in strip:
            if style and style.color and style.bgcolor and not set(text) <= DRAWN:
                ink, ground = _parts(style.color), _parts(style.bgcolor)
                yield (text, ground, ink) if style.reverse else (text, ink, ground)


def _parts(colour: Color) -> Colour:
    red, green, blue = colour.get_truecolor()
    return red, green, blue


def luminance(colour: Colour) -> float:
    """WCAG's relative luminance."""
    parts = [part / 255 for part in colour]
    red, green, blue = (part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@lru_cache(maxsize=1000)
def contrast(ink: Colour, ground: Colour) -> float:
    light, dark = sorted((luminance(ink), luminance(ground)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def too_faint(strips: Iterable[Iterable[Segment]], least: float) -> list[tuple[str, float]]:
    """What is painted with less contrast than `least`."""
    found = ((text, contrast(ink, ground)) for text, ink, ground in painted(strips))
    return [(text, round(ratio, 1)) for text, ratio in found if ratio < least]


def faint(app: App[Any], least: float) -> list[tuple[str, float]]:
    """What is painted on the app's screen with less contrast than `least`."""
    return too_faint(app.screen._compositor.render_strips(), least)
