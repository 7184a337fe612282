"""Help lies above any screen, begins with the place the two are at, and can be read to its end at every size."""

from __future__ import annotations

import pytest

from dialog.store import Store
from dialog.ui.screen.help import HelpScreen
from dialog.ui.screen.look_back import LookBackScreen
from dialog.ui.screen.plan import PlanScreen
from dialog.ui.screen.start import StartScreen
from dialog.ui.widget.help_text import ALIASES, EVERYWHERE, PLACES, SIGNS
from tests.ui.rooms import SIZES, known, on_screen, opened, pages


@pytest.mark.parametrize(("screen", "title"), [
    (None, "Listen over borgere"), (PlanScreen, "Planen"), (LookBackScreen, "Se tilbage")])
def test_help_begins_where_the_two_are(screen: type[PlanScreen | LookBackScreen] | None, title: str) -> None:
    @on_screen
    async def look() -> None:
        store = Store.throwaway()
        session = pages(store)
        async with opened(store) as room:
            if screen:
                await room.app.push_screen(screen(session))
            await room.press("f1")
            first = next(line.strip() for line in room.shown().splitlines() if line.strip())
            assert first == title

    look()


@on_screen
async def test_at_a_new_citizen_help_is_about_the_citizen() -> None:
    async with opened(Store.throwaway()) as room:
        await room.press("f2", "f1")
        assert room.shown().strip().startswith("Borgerens oplysninger")


@pytest.mark.parametrize("key", ["escape", "q"])
def test_help_goes_back_to_where_it_came_from(key: str) -> None:
    @on_screen
    async def look() -> None:
        async with opened(Store.throwaway()) as room:
            await room.press("f1")
            assert isinstance(room.screen, HelpScreen)
            await room.press(key)
            assert isinstance(room.screen, StartScreen)

    look()


@pytest.mark.parametrize("size", SIZES)
def test_all_of_it_can_be_read(size: tuple[int, int]) -> None:
    @on_screen
    async def look() -> None:
        async with opened(Store.throwaway(), size=size) as room:
            await room.press("f1")
            seen = room.shown()
            for _ in range(30):
                await room.pilot.press("pagedown")
                seen += room.shown()
            for title, _ in PLACES.values():
                assert title in seen
            for key, _ in (*EVERYWHERE, *SIGNS):
                assert key in seen

    look()


def test_the_start_list_keeps_its_keys_in_the_help() -> None:
    told = {key for key, _ in PLACES["StartScreen"][1]}
    assert {key for key, _, _ in StartScreen.KEYS} - {"F1"} <= told


def test_every_place_with_help_is_a_screen() -> None:
    from dialog.ui.screen import conversation, look_back, person, plan, practice, sections, settings, start, unlock

    modules = (conversation, look_back, person, plan, practice, sections, settings, start, unlock)
    for name in (*PLACES, *ALIASES):
        assert any(hasattr(module, name) for module in modules), name


@on_screen
async def test_what_was_typed_is_still_there_after_help() -> None:
    store = Store.throwaway()
    known(store, "Ali", "1")
    async with opened(store) as room:
        await room.type("al")
        await room.press("f1", "escape")
        assert " al" in room.shown()
