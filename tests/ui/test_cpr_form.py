"""The CPR number where the citizen's facts are mended: what is kept is never in the field, so no key brings it out."""

from __future__ import annotations

from pathlib import Path

import pytest

from dialog.store import Store
from dialog.ui.screen.person import PersonForm
from dialog.ui.widget.labelled import CprInput
from tests.terminal import PYTHON, Terminal
from tests.ui.child import session_in
from tests.ui.rooms import Room, known, on_screen, opened

CPR = "310290-1234"
FORM = """
import sys
from pathlib import Path
from textual.widgets import Input
from dialog.ui.app import EmpowerApp, Opening
from dialog.ui.screen.person import PersonForm
from dialog.ui.widget.labelled import CprInput
from tests.ui.child import session_in

class Form(EmpowerApp):
    def get_default_screen(self):
        self.store = session_in(self.opening.folder).store
        return PersonForm(self.store, self.store.citizens()[0])

if sys.argv[2:]:
    CprInput.on_mount = lambda self: setattr(self, "value", self.kept)
    CprInput.replace = Input.replace
Form(Opening("real", Path(sys.argv[1]))).run()
"""
TAKING = ("ctrl+w", "ctrl+u", "ctrl+k", "ctrl+d", "backspace", "delete")
"""Keys that take letters out of a field."""


@pytest.mark.parametrize("twin", [False, True], ids=["as it is", "twin: the number is in the field"])
def test_no_key_brings_out_the_number_that_is_kept(twin: bool, tmp_path: Path) -> None:
    command = (PYTHON, "-c", FORM, str(tmp_path / "e"), *(["twin"] if twin else []))
    with Terminal(80, 24, command) as terminal:
        terminal.until("Borgerens oplysninger").settled(0.2)
        terminal.press("tab", "tab", "home")
        terminal.settled(0.3)
        for _ in range(4):
            terminal.press("delete")
            terminal.settled(0.3)
        if twin:
            terminal.until("90-1234")
        else:
            for key in TAKING:
                for place in ("home", "end", "left"):
                    terminal.press(place, key)
                terminal.settled(0.05)
            terminal.paste("x")
            terminal.settled(0.1)
        terminal.press("ctrl+q")
        assert terminal.ended() == 0
        assert ("1234" in terminal.raw) is twin
    session = session_in(tmp_path / "e")
    assert session.store.citizens()[0].cpr == CPR
    session.store.close()


async def mending(room: Room, store: Store) -> CprInput:
    await room.app.push_screen(PersonForm(store, store.citizens()[0]))
    await room.press("tab", "tab")
    return room.screen.query_one(CprInput)


@pytest.mark.parametrize("key", TAKING)
def test_nor_does_it_bring_out_one_that_is_just_typed(key: str) -> None:
    @on_screen
    async def look() -> None:
        store = Store.throwaway()
        known(store, "Amira Test", "TEST-1")
        async with opened(store) as room:
            await mending(room, store)
            for place in ("home", "left"):
                await room.type("3102901234")
                await room.press(place)
                for _ in range(8):
                    await room.press(key)
                    assert not any(part in room.shown().replace("-", "") for part in ("1234", "9012", "0123"))

    look()


@pytest.mark.parametrize(("typed", "cpr"), [("", CPR), (".", ""), ("0101901111", "010190-1111")],
                         ids=["empty: it stays", "a full stop: it goes", "another"])
def test_it_stays_goes_or_is_another(typed: str, cpr: str) -> None:
    @on_screen
    async def look() -> None:
        store = Store.throwaway()
        known(store, "Amira Test", "TEST-1", CPR)
        async with opened(store) as room:
            assert (await mending(room, store)).value == ""
            assert "Nummeret står her i forvejen: 310290-••••." in " ".join(room.shown().split())
            await room.type(typed)
            assert ("Nummeret bliver taget væk" in room.shown()) is (typed == ".")
            await room.press("enter")
            assert store.citizen("TEST-1").cpr == cpr

    look()


@on_screen
async def test_where_there_is_no_number_nothing_can_be_taken_away() -> None:
    store = Store.throwaway()
    known(store, "Amira Test", "TEST-1")
    async with opened(store) as room:
        field = await mending(room, store)
        await room.type(".")
        assert field.value == "" and "i forvejen" not in room.shown()


@pytest.mark.parametrize(("case", "told"), [
    ("310290-1234", True), ("3102901234", True), ("sag 310290 1234", True), ("2026-0077", False), ("TEST-1", False)])
def test_a_cpr_number_written_as_a_case_number_is_told_calmly_and_may_stand(case: str, told: bool) -> None:
    @on_screen
    async def look() -> None:
        store = Store.throwaway()
        async with opened(store) as room:
            await room.app.push_screen(PersonForm(store))
            await room.type("Amira Test")
            await room.press("tab")
            await room.type(case)
            assert ("Det ligner et CPR-nummer." in room.shown()) is told
            await room.press("enter", "enter")
            assert store.citizen(case).name == "Amira Test"

    look()
