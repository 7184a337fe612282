"""Every ink can be read on every surface; that every state as it is painted can, `test_golden` sees to."""

from __future__ import annotations

import pytest
from textual.color import Color
from textual.content import Content
from textual.widgets import Static

from dialog.store import Store
from dialog.ui.theme import INKS, NAMES, RATIO, SURFACES, THEMES, following
from tests.ui.gallery import contrast, faint
from tests.ui.rooms import on_screen, opened
from tests.ui.talks import driven

THEME_NAMES = [theme.name for theme in THEMES]


@pytest.mark.parametrize("theme", THEMES, ids=THEME_NAMES)
@pytest.mark.parametrize("ink", INKS)
@pytest.mark.parametrize("surface", SURFACES)
def test_every_ink_can_be_read_on_every_surface(theme: object, ink: str, surface: str) -> None:
    from textual.theme import Theme

    assert isinstance(theme, Theme)
    colours = theme.to_color_system().generate() | theme.variables
    assert contrast(Color.parse(colours[ink]).rgb, Color.parse(colours[surface]).rgb) >= RATIO[theme.name]


@on_screen
async def test_ink_that_is_too_faint_is_found() -> None:
    async with opened(Store.throwaway()) as room:
        room.screen.query_one("#glance", Static).styles.color = "#556060"
        room.screen.query_one("#glance", Static).display = True
        room.screen.query_one("#glance", Static).update(Content("svagt"))
        await room.calm()
        assert [text.strip() for text, _ in faint(room.app, 4.5)] == ["svagt"]


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
