"""Everything that can be read, can be read: every ink on every surface, and every state as it is painted."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from rich.color import Color as Painted
from textual.color import Color

from dialog.conversation.event import Place
from dialog.ui.ask.kind import Typed
from dialog.ui.theme import INKS, NAMES, RATIO, SURFACES, THEMES, following
from tests.ui.rooms import on_screen
from tests.ui.talks import ANSWERS, Driven, begun, driven

THEME_NAMES = [theme.name for theme in THEMES]
NO_TEXT = set("▁▂▃▄▅▆▇█ ")
"""What scrollbars are drawn with."""


def luminance(red: float, green: float, blue: float) -> float:
    """WCAG's relative luminance of a colour with parts from 0 to 255."""
    parts = [part / 255 for part in (red, green, blue)]
    red, green, blue = (part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def ratio(ink: tuple[int, int, int], ground: tuple[int, int, int]) -> float:
    light, dark = sorted((luminance(*ink), luminance(*ground)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("theme", THEMES, ids=THEME_NAMES)
@pytest.mark.parametrize("ink", INKS)
@pytest.mark.parametrize("surface", SURFACES)
def test_every_ink_can_be_read_on_every_surface(theme: object, ink: str, surface: str) -> None:
    from textual.theme import Theme

    assert isinstance(theme, Theme)
    colours = theme.to_color_system().generate() | theme.variables
    assert ratio(Color.parse(colours[ink]).rgb, Color.parse(colours[surface]).rgb) >= RATIO[theme.name]


def faint(d: Driven, least: float) -> list[tuple[str, float]]:
    """What is painted with less contrast than `least`."""
    return [(text, round(found, 1)) for text, ink, ground in words(d) if (found := ratio(ink, ground)) < least]


def words(d: Driven) -> Iterator[tuple[str, tuple[int, int, int], tuple[int, int, int]]]:
    for strip in d.app.screen._compositor.render_strips():
        for text, style, _ in strip:
            if style and style.color and style.bgcolor and not set(text) <= NO_TEXT:
                ink, ground = _parts(style.color), _parts(style.bgcolor)
                yield (text, ground, ink) if style.reverse else (text, ink, ground)


def _parts(colour: Painted) -> tuple[int, int, int]:
    red, green, blue = colour.get_truecolor()
    return red, green, blue


@pytest.mark.parametrize(("theme", "size"), [*((name, (120, 40)) for name in THEME_NAMES), (THEME_NAMES[0], (44, 14))])
@on_screen
async def test_every_state_of_every_question_can_be_read(theme: str, size: tuple[int, int]) -> None:
    async with driven(size=size) as d:
        d.app.theme = theme
        await d.pilot.pause()
        least = RATIO[theme]
        for value in ANSWERS:
            assert faint(d, least) == []
            await d.press("down")
            assert faint(d, least) == []
            await d.press("f5", "down")
            assert faint(d, least) == []
            await d.press("escape")
            d.screen.show()
            await d.pilot.pause()
            await d.give(value)
        assert faint(d, least) == []


@pytest.mark.parametrize("theme", THEME_NAMES)
@on_screen
async def test_what_is_chosen_written_marked_or_told_can_be_read(theme: str) -> None:
    async with driven(size=(120, 40)) as d:
        d.app.theme = theme
        await d.give(True)
        states: tuple[tuple[str, ...], ...] = (
            ("f8",), (Typed("skrevet"), "shift+home"), ("f2",), ("f2",), ("f6",), ("enter",), ("enter",), ("pageup",),
            ("escape", "j"), ("ctrl+c",), ("f7",), ("escape", "f1"), ("escape", "f3"), ("escape", "f4"))
        for keys in states:
            await d.press(*keys)
            assert faint(d, RATIO[theme]) == []


@pytest.mark.parametrize("theme", THEME_NAMES)
@on_screen
async def test_a_picked_cell_can_be_read_for_each_voice(theme: str) -> None:
    session = begun()
    for place, value in ((Place("purpose"), True), (Place("hope"), "Ro"), (Place("coffee"), False)):
        session.answer(place, value)
    session.add_item("wish", "Dyr")
    session.answer(Place("wish"), True)
    async with driven(session) as d:
        d.app.theme = theme
        for _ in range(2):
            await d.press("7")
            assert faint(d, RATIO[theme]) == []
            await d.press("enter")


@on_screen
async def test_f9_goes_round_the_themes_and_the_choice_is_kept() -> None:
    async with driven() as d:
        seen = []
        for _ in THEMES:
            await d.press("f9")
            seen.append(d.app.theme)
            assert d.session.store.setting("theme") == d.app.theme
        assert sorted(seen) == sorted(NAMES)
    assert following("no such theme") == THEME_NAMES[0]
