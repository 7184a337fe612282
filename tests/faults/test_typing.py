"""Somebody types fast, or the machine is slow: what is typed after Enter lands in the field after it."""

from __future__ import annotations

from pathlib import Path

import pytest

from dialog.store import Store
from dialog.ui.screen.person import PersonForm
from dialog.ui.screen.settings import SettingsScreen
from tests.terminal import EMPOWER, PYTHON, Terminal
from tests.ui.rooms import on_screen, opened
from tests.ui.test_plan_screen import burst

PHRASE = "fire små grønne ord"
LATE = """
import sys
from dialog.ui.screen.calm import CalmScreen
from dialog.ui.screen.form import FormScreen
FormScreen.hears = CalmScreen.hears
FormScreen.on_input_submitted = lambda self, event: self.fields()[-1].focus()
from dialog.cli import main
sys.exit(main([]))
"""
"""The twin: the hand moves when the widgets have come round to it."""


def door(home: Path, command: tuple[str, ...] = EMPOWER) -> Terminal:
    return Terminal(80, 24, command, {"HOME": str(home), "EMPOWER_HOME": str(home / "e")})


@pytest.mark.parametrize(("command", "taken"), [(EMPOWER, True), ((PYTHON, "-c", LATE), False)],
                         ids=["as it is", "twin: in the widgets' own time"])
def test_both_passphrases_in_one_breath_land_in_their_own_fields(
        command: tuple[str, ...], taken: bool, tmp_path: Path) -> None:
    with door(tmp_path, command) as terminal:
        terminal.until("En gang til", 30).settled(0.3)
        terminal.type(f"{PHRASE}\r{PHRASE}\r")
        if taken:
            terminal.until("Din nødnøgle")
        else:
            terminal.settled(1)
            assert "Din nødnøgle" not in terminal.flat()


@on_screen
async def test_a_citizen_written_in_one_breath_is_kept_as_written() -> None:
    store = Store.throwaway()
    async with opened(store) as room:
        kept: list[object] = []
        await room.app.push_screen(PersonForm(store), kept.append)
        await room.calm()
        burst(room, "Bo Test\rTEST-9\r3102901234\r")
        await room.until(lambda: bool(kept))
        assert [(each.name, each.case_reference, each.cpr) for each in store.citizens()] == [
            ("Bo Test", "TEST-9", "310290-1234")]


@on_screen
async def test_a_field_left_empty_in_one_breath_gets_the_hand_back() -> None:
    store = Store.throwaway()
    async with opened(store) as room:
        await room.app.push_screen(PersonForm(store))
        await room.calm()
        burst(room, "\r")
        await room.until(lambda: "Skriv borgerens navn." in room.shown())
        burst(room, "Bo")
        await room.until(lambda: "Bo" in room.shown())
        assert store.citizens() == []


@on_screen
async def test_settings_written_in_one_breath_are_kept_as_written() -> None:
    store = Store.throwaway()
    async with opened(store) as room:
        await room.app.push_screen(SettingsScreen())
        await room.calm()
        burst(room, "Kim\rkim@test\rTestby\r12345678\r\r")
        await room.until(lambda: not isinstance(room.screen, SettingsScreen))
        names = ("coordinator_name", "coordinator_contact", "municipality_name", "municipality_cvr")
        assert [store.setting(name) for name in names] == ["Kim", "kim@test", "Testby", "12345678"]
