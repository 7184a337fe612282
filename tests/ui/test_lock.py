"""The lock: covers everything, gives it back as it was, opens with the passphrase and with nothing else."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from textual.screen import Screen
from textual.widgets import Input

from dialog.conversation.event import Place
from dialog.store import Store
from dialog.ui.screen.conversation import ConversationScreen
from dialog.ui.screen.help import HelpScreen
from dialog.ui.screen.lock import LockScreen
from dialog.ui.screen.person import PersonForm
from dialog.ui.screen.plan import PlanScreen
from dialog.ui.screen.unlock import UnlockScreen
from dialog.ui.theme import RATIO
from tests.store.people import CHEAP
from tests.ui.gallery import faint
from tests.ui.rooms import PASSPHRASE, Room, begun, on_screen, opened, pages
from tests.ui.talks import driven

SAID = "Skærmen er låst. Alt er gemt, også det halvskrevne."
WRONG = "Adgangssætningen passer ikke. Vent lidt, og prøv igen."


def file_in(folder: Path) -> Store:
    return Store.create(folder, PASSPHRASE, cost=CHEAP)[0]


def lock(room: Room) -> LockScreen:
    assert isinstance(room.screen, LockScreen)
    return room.screen


async def locked(room: Room) -> LockScreen:
    await room.press("ctrl+l")
    return lock(room)


async def open_with(room: Room, passphrase: str) -> None:
    await room.type(passphrase)
    await room.press("enter")
    await room.until(lambda: "Låser op" not in room.shown())


@on_screen
async def test_everything_is_covered_and_comes_back_letter_for_letter(tmp_path: Path) -> None:
    store = file_in(tmp_path)
    session = begun(store)
    async with opened(store, folder=tmp_path) as room:
        session.answer(Place("hello"), True)
        await room.app.open_conversation(session)
        await room.type("jeg vil gern")
        before, focused = room.shown(), room.screen.focused
        await locked(room)
        assert "Amira" not in room.shown() and "gern" not in room.shown() and "Det du gerne vil" not in room.shown()
        assert SAID in room.shown()
        draft = session.draft()
        assert draft is not None and draft.text == "jeg vil gern"
        await open_with(room, PASSPHRASE)
        assert isinstance(room.screen, ConversationScreen)
        assert (room.shown(), room.screen.focused) == (before, focused)
        await room.type("e ha ro")
        assert "jeg vil gerne ha ro" in room.shown()


@pytest.mark.parametrize("name", [
    "form", *(pytest.param(name, marks=pytest.mark.soak) for name in ("list", "plan", "help"))])
def test_it_comes_from_every_screen_and_goes_back_to_it(name: str, tmp_path: Path) -> None:
    @on_screen
    async def look() -> None:
        store = file_in(tmp_path)
        session = pages(store)
        made: dict[str, Callable[[], Screen[Any]]] = {
            "plan": lambda: PlanScreen(session), "form": lambda: PersonForm(store), "help": HelpScreen}
        async with opened(store, folder=tmp_path) as room:
            if name in made:
                await room.app.push_screen(made[name]())
                await room.type("Åse")
            before, below = room.shown(), room.screen
            await locked(room)
            assert room.shown().count("\n") == before.count("\n") and SAID in room.shown()
            await open_with(room, PASSPHRASE)
            assert room.screen is below
            assert room.shown() == before

    look()


@on_screen
async def test_before_the_file_is_open_there_is_nothing_to_cover(tmp_path: Path) -> None:
    file_in(tmp_path).close()
    async with opened(folder=tmp_path) as room:
        await room.press("ctrl+l")
        assert isinstance(room.screen, UnlockScreen)


@on_screen
async def test_a_wrong_passphrase_is_the_same_sentence_each_time_and_a_wait_that_grows(
        tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    waits: list[float] = []
    async with opened(file_in(tmp_path), folder=tmp_path) as room:
        screen = await locked(room)
        monkeypatch.setattr(screen, "set_timer", lambda seconds, _: waits.append(seconds))
        for number in range(7):
            await open_with(room, f"forkert {number}")
            assert WRONG in room.shown()
            field = screen.query_one(Input)
            assert (field.value, field.disabled) == ("", True)
            await room.type(PASSPHRASE)
            assert field.value == ""  # nothing is taken in while it waits
            screen._again()
        assert waits == [1, 2, 4, 8, 16, 30, 30]
        await open_with(room, PASSPHRASE)
        assert not room.app.locked


@on_screen
async def test_a_key_file_that_is_gone_keeps_it_shut_and_says_why(tmp_path: Path) -> None:
    async with opened(file_in(tmp_path), folder=tmp_path) as room:
        await locked(room)
        (tmp_path / "empower.key").unlink()
        await open_with(room, PASSPHRASE)
        assert room.app.locked
        assert "Her er ingen samtaler endnu" in room.shown()


@on_screen
async def test_no_other_key_does_anything_beneath_it(tmp_path: Path) -> None:
    async with opened(file_in(tmp_path), folder=tmp_path) as room:
        screen, theme, stack = await locked(room), room.app.theme, list(room.app._everywhere())
        await room.press("f1", "f2", "f3", "f4", "f6", "f8", "f9", "escape", "ctrl+z", "ctrl+c", "ctrl+l", "tab")
        assert (room.screen, room.app.theme, room.app._everywhere()) == (screen, theme, stack)


@on_screen
async def test_nothing_is_ever_shown_above_it(tmp_path: Path) -> None:
    store = file_in(tmp_path)
    session = begun(store)
    async with opened(store, folder=tmp_path) as room:
        screen = await locked(room)
        await room.app.open_conversation(session)
        await room.app.push_screen(PlanScreen(session))
        await room.calm()
        assert room.screen is screen
        assert SAID in room.shown() and "Amira" not in room.shown()
        await open_with(room, PASSPHRASE)
        assert isinstance(room.screen, PlanScreen)
        await room.press("escape")
        assert isinstance(room.screen, ConversationScreen)


@on_screen
async def test_a_practice_opens_with_enter() -> None:
    async with driven() as talk:
        await talk.press("ctrl+l")
        assert "Den bliver slettet, når I lukker." in talk.flat() and "gemt" not in talk.flat()
        await talk.press("enter")
        assert isinstance(talk.app.screen, ConversationScreen)


@on_screen
async def test_words_that_cannot_be_kept_are_not_said_to_be(monkeypatch: pytest.MonkeyPatch) -> None:
    async with driven(pages(Store.throwaway())) as talk:
        talk.app.opening = replace(talk.app.opening, mode="real")
        monkeypatch.setattr(talk.screen, "keep_draft", lambda: False)
        await talk.press("ctrl+l")
        assert SAID not in talk.flat() and "det står her stadig" in talk.flat()


@on_screen
async def test_it_comes_by_itself_when_no_hand_has_been_there(tmp_path: Path) -> None:
    store = file_in(tmp_path)
    async with opened(store, folder=tmp_path) as room:
        store.set_setting("lock_minutes", "2")
        for seconds, rests in ((100.0, False), (121.0, True)):
            room.app.idle._at = tuple(at - seconds for at in (room.app.idle._at))  # type: ignore[assignment]
            room.app._rest()
            await room.calm()
            assert room.app.locked is rests
            room.app.idle.touch()


def away(room: Room, seconds: float) -> None:
    """Nobody has been there for so long."""
    room.app.idle._at = tuple(at - seconds for at in room.app.idle._at)  # type: ignore[assignment]


@pytest.mark.parametrize(("seconds", "locks"), [(7200, True), (200, False)], ids=["two hours", "twin: a short while"])
def test_the_first_key_after_a_sleep_locks_and_does_nothing_else(seconds: float, locks: bool, tmp_path: Path) -> None:
    @on_screen
    async def look() -> None:
        store = file_in(tmp_path)
        session = begun(store)
        async with opened(store, folder=tmp_path) as room:
            session.answer(Place("hello"), True)
            screen = await room.app.open_conversation(session)
            await room.type("jeg vil")
            away(room, seconds)
            await room.type("x")
            assert room.app.locked is locks
            assert ("Amira" in room.shown() or "vilx" in room.shown()) is not locks
            assert screen.answering.field.text == ("jeg vil" if locks else "jeg vilx")

    look()


@on_screen
async def test_a_sleeper_that_comes_back_finds_it_locked(tmp_path: Path) -> None:
    from textual.events import AppFocus

    async with opened(file_in(tmp_path), folder=tmp_path) as room:
        away(room, 7200)
        room.app.post_message(AppFocus())
        await room.calm()
        assert room.app.locked


@on_screen
async def test_a_key_a_move_of_the_mouse_and_a_paste_are_hands(tmp_path: Path) -> None:
    from textual.events import Paste

    async with opened(file_in(tmp_path), folder=tmp_path) as room:
        driver = room.app._driver
        assert driver is not None
        for act in (lambda: room.pilot.press("a"), lambda: room.pilot.hover(offset=(3, 3))):
            away(room, 200)
            await act()
            assert room.app.idle.seconds < 60
        away(room, 200)
        driver.send_message(Paste("ord"))
        await room.calm()
        assert room.app.idle.seconds < 60


@pytest.mark.parametrize("size", [
    (44, 14), *(pytest.param(size, marks=pytest.mark.soak) for size in ((20, 5), (80, 24), (120, 40), (160, 50)))])
def test_it_can_be_read_and_opened_at_every_size_and_in_every_theme(size: tuple[int, int], tmp_path: Path) -> None:
    @on_screen
    async def look() -> None:
        async with opened(file_in(tmp_path), folder=tmp_path, size=size) as room:
            for theme, ratio in RATIO.items():
                room.app.theme = theme
                await locked(room)
                await room.type("ord")
                shown = " ".join(room.shown().split())
                assert size == (20, 5) or (SAID in shown and "Adgangssætning •••" in shown and "Lås op" in shown)
                assert faint(room.app, ratio) == []
                await room.press(*["backspace"] * 3)
                await open_with(room, PASSPHRASE)
                assert not room.app.locked

    look()
