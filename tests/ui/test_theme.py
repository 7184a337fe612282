"""Everything that can be read, can be read: every ink on every surface, and every state as it is painted."""

from __future__ import annotations

import pytest
from textual.color import Color
from textual.content import Content
from textual.widgets import Static

from dialog.conversation import event
from dialog.store import Store
from dialog.ui.ask.kind import Typed
from dialog.ui.screen.tour import PAGES
from dialog.ui.theme import INKS, NAMES, RATIO, SURFACES, THEMES, following
from tests.ui.gallery import STATES, Place, contrast, faint, walk, well_used
from tests.ui.rooms import on_screen, opened
from tests.ui.talks import ANSWERS, begun, driven

THEME_NAMES = [theme.name for theme in THEMES]
ALIKE = {f"tour, {number}" for number in range(2, len(PAGES))}
"""States that differ from another by their words only."""
@pytest.mark.parametrize("theme", THEMES, ids=THEME_NAMES)
@pytest.mark.parametrize("ink", INKS)
@pytest.mark.parametrize("surface", SURFACES)
def test_every_ink_can_be_read_on_every_surface(theme: object, ink: str, surface: str) -> None:
    from textual.theme import Theme

    assert isinstance(theme, Theme)
    colours = theme.to_color_system().generate() | theme.variables
    assert contrast(Color.parse(colours[ink]).rgb, Color.parse(colours[surface]).rgb) >= RATIO[theme.name]


@on_screen
async def test_every_state_of_every_room_can_be_read_in_every_theme() -> None:
    store, talk = well_used()
    async with opened(store) as room:
        async for name in walk(Place(room, talk), [each for each in STATES if each[0] not in ALIKE]):
            for theme in sorted(THEME_NAMES, key=lambda each: each != room.app.theme):
                if theme != room.app.theme:
                    room.app.theme = theme
                    await room.calm()
                assert (name, theme, faint(room.app, RATIO[theme])) == (name, theme, [])


@on_screen
async def test_ink_that_is_too_faint_is_found() -> None:
    async with opened(Store.throwaway()) as room:
        room.screen.query_one("#glance", Static).styles.color = "#556060"
        room.screen.query_one("#glance", Static).display = True
        room.screen.query_one("#glance", Static).update(Content("svagt"))
        await room.calm()
        assert [text.strip() for text, _ in faint(room.app, 4.5)] == ["svagt"]


@pytest.mark.parametrize(("theme", "size"), [*((name, (120, 40)) for name in THEME_NAMES), (THEME_NAMES[0], (44, 14))])
@on_screen
async def test_every_state_of_every_question_can_be_read(theme: str, size: tuple[int, int]) -> None:
    async with driven(size=size) as d:
        d.app.theme = theme
        await d.pilot.pause()
        least = RATIO[theme]
        for value in ANSWERS:
            assert faint(d.app, least) == []
            await d.press("down")
            assert faint(d.app, least) == []
            await d.press("f5", "down")
            assert faint(d.app, least) == []
            await d.press("escape")
            d.screen.show()
            await d.pilot.pause()
            await d.give(value)
        assert faint(d.app, least) == []


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
            assert faint(d.app, RATIO[theme]) == []


@pytest.mark.parametrize("theme", THEME_NAMES)
@on_screen
async def test_a_picked_cell_can_be_read_for_each_voice(theme: str) -> None:
    session = begun()
    for place, value in ((event.Place("purpose"), True), (event.Place("hope"), "Ro"), (event.Place("coffee"), False)):
        session.answer(place, value)
    session.add_item("wish", "Dyr")
    session.answer(event.Place("wish"), True)
    async with driven(session) as d:
        d.app.theme = theme
        for _ in range(2):
            await d.press("7")
            assert faint(d.app, RATIO[theme]) == []
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
