"""What holds for every screen around the conversation: contrast in each theme, room at each size, a way back."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from rich.color import Color
from textual.screen import Screen

from dialog.face.people import people
from dialog.session import Session
from dialog.store import Store
from dialog.ui.screen.help import HelpScreen
from dialog.ui.screen.look_back import LookBackScreen
from dialog.ui.screen.person import PersonForm, PersonScreen
from dialog.ui.screen.plan import PlanScreen
from dialog.ui.screen.settings import SettingsScreen
from dialog.ui.screen.start import StartScreen
from dialog.ui.theme import RATIO, THEMES
from dialog.ui.widget.key_row import KeyRow
from tests.ui.rooms import NOWHERE, SIZES, Room, on_screen, opened, pages

SCROLLBAR = set("▁▂▃▄▅▆▇█ ")
"""What a scrollbar is drawn with; it holds no text."""
MAKE: dict[str, Callable[[Store, Session], Screen[Any]]] = {
    "plan": lambda _, talk: PlanScreen(talk),
    "look_back": lambda _, talk: LookBackScreen(talk),
    "help": lambda _, __: HelpScreen(),
    "settings": lambda _, __: SettingsScreen(),
    "new": lambda store, _: PersonForm(store),
    "person": lambda store, _: PersonScreen(people(store)[0], store.conversations(people(store)[0].citizen.id)),
}
KEYS: dict[str, tuple[tuple[str, ...], ...]] = {
    "plan": (("enter",), ("o",), ("escape", "b"), ("escape", "u"), ("escape", "m"), ("g",)),
    "look_back": (("home",), ("d", "e", "t"), ("enter",), ("n",)),
    "help": (("pagedown",),),
    "settings": (("tab",), ("1", "enter")),
    "new": (("enter",), ("a", "enter", "enter")),
    "person": (("down",),),
}


def luminance(colour: Color) -> float:
    parts = [part / 255 for part in colour.get_truecolor()]
    red, green, blue = (part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(ink: Color, ground: Color) -> float:
    light, dark = sorted((luminance(ink), luminance(ground)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def painted(room: Room) -> Iterator[tuple[str, Color, Color]]:
    """Every piece of text with its ink and its ground."""
    for strip in room.screen._compositor.render_strips():
        for text, style, _ in strip:
            if style and style.color and style.bgcolor and not set(text) <= SCROLLBAR:
                swapped = style.reverse
                yield (text, *((style.bgcolor, style.color) if swapped else (style.color, style.bgcolor)))


@pytest.mark.parametrize("theme", [theme.name for theme in THEMES])
@pytest.mark.parametrize("name", MAKE)
def test_every_word_can_be_read_in_every_theme(name: str, theme: str) -> None:
    @on_screen
    async def look() -> None:
        store = Store.throwaway()
        talk = pages(store)
        async with opened(store) as room:
            await room.app.push_screen(MAKE[name](store, talk))
            await room.calm()
            room.app.theme = theme
            for keys in ((), *KEYS[name]):
                await room.press(*keys)
                faint = [(text, round(ratio, 1)) for text, ink, ground in painted(room)
                         if (ratio := contrast(ink, ground)) < RATIO[theme]]
                assert faint == []

    look()


@pytest.mark.parametrize("theme", [theme.name for theme in THEMES])
def test_the_door_and_the_list_can_be_read_in_every_theme(theme: str) -> None:
    @on_screen
    async def look() -> None:
        for store in (None, Store.throwaway()):
            async with opened(store, folder=NOWHERE) as room:
                room.app.theme = theme
                await room.calm()
                await room.type("abc")
                faint = [text for text, ink, ground in painted(room) if contrast(ink, ground) < RATIO[theme]]
                assert faint == []

    look()


@pytest.mark.parametrize("name", MAKE)
def test_every_screen_survives_every_size_and_escape_leads_back(name: str) -> None:
    @on_screen
    async def look() -> None:
        store = Store.throwaway()
        talk = pages(store)
        async with opened(store) as room:
            await room.app.push_screen(MAKE[name](store, talk))
            for size in (*SIZES, (30, 8), (44, 14)):
                await room.pilot.resize_terminal(*size)
                await room.calm()
                lines = room.shown().splitlines()
                assert len(lines) <= size[1]
                assert all(len(line) <= size[0] for line in lines)
            assert room.screen.query_one(KeyRow).region.bottom == 14
            await room.press("escape")
            assert isinstance(room.screen, StartScreen)

    look()
