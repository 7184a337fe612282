"""The tour of a minute: once by itself, and from the help whenever somebody wants it."""

from __future__ import annotations

import pytest

from dialog.store import Store
from dialog.ui.screen.conversation import ConversationScreen
from dialog.ui.screen.help import HelpScreen
from dialog.ui.screen.start import StartScreen
from dialog.ui.screen.tour import PAGES, TourScreen
from tests.ui.rooms import on_screen, opened
from tests.ui.talks import driven


def a_new_file() -> Store:
    store = Store.throwaway()
    store.set_setting("tour_seen", "no")
    return store


@pytest.mark.parametrize("key", ["right", "enter"])
def test_it_comes_by_itself_and_each_page_has_one_thought(key: str) -> None:
    @on_screen
    async def look() -> None:
        store = a_new_file()
        async with opened(store, size=(44, 14)) as room:
            for title, text in PAGES:
                shown = " ".join(room.shown().split())
                assert title in shown
                assert text in shown
                await room.press(key)
            assert isinstance(room.screen, StartScreen)
            assert store.setting("tour_seen") == "yes"

    look()


@on_screen
async def test_it_comes_once() -> None:
    store = a_new_file()
    async with opened(store) as room:
        await room.press("escape")
        assert isinstance(room.screen, StartScreen)
        room.app.push_screen(StartScreen())
        await room.calm()
        assert isinstance(room.screen, StartScreen)


@on_screen
async def test_a_file_that_was_there_before_the_tour_has_none() -> None:
    async with opened(Store.throwaway()) as room:
        assert isinstance(room.screen, StartScreen)


@on_screen
async def test_one_can_go_back_and_never_before_the_first() -> None:
    async with opened(a_new_file()) as room:
        for key, page in (("left", 0), ("right", 1), ("right", 2), ("left", 1), ("left", 0), ("left", 0)):
            await room.press(key)
            assert PAGES[page][0] in room.shown()


@on_screen
async def test_the_help_leads_to_it_and_it_leads_back() -> None:
    async with opened(Store.throwaway()) as room:
        await room.press("f1")
        assert "R Rundtur på et minut" in room.shown()
        await room.press("r")
        assert isinstance(room.screen, TourScreen)
        await room.press("f1")
        assert isinstance(room.screen, HelpScreen)


@on_screen
async def test_it_can_be_seen_in_the_middle_of_a_practice_talk() -> None:
    async with driven() as d:
        await d.press("f1", "r")
        assert isinstance(d.app.screen, TourScreen)
        await d.press("escape", "escape")
        assert isinstance(d.app.screen, ConversationScreen)
