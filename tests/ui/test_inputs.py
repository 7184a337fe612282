"""Every place that takes text cleans it on the way in and has a limit; a long answer tells quietly how long it is."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from textual.events import Paste
from textual.screen import Screen

import dialog.ui
from dialog.language.clean import clean_text
from dialog.store import Store
from dialog.ui.hearing import BEGIN, END, MOST, Hearing
from dialog.ui.screen.look_back import LookBackScreen
from dialog.ui.screen.person import PersonForm
from dialog.ui.screen.settings import SettingsScreen
from dialog.ui.widget.field import LONGEST, Field
from dialog.ui.widget.labelled import LineInput
from tests.ui.rooms import Room, begun, on_screen, opened
from tests.ui.talks import driven

HOSTILE = "\x1b]52;c;aGVq\x07Å\u202ese\x9b31m\x00\nØdegård\t!" + "x" * 300
BARE = re.compile(r"(?<!\w)(Input|TextArea|MaskedInput)\(")
SOURCES = {path: path.read_text(encoding="utf-8") for path in Path(dialog.ui.__file__).parent.rglob("*.py")}


def test_no_screen_takes_text_but_through_the_fields_that_clean_it() -> None:
    assert BARE.search("words = Input(id='words')"), "the twin"
    assert [path.name for path, text in SOURCES.items() if path.name != "labelled.py" and BARE.search(text)] == []


def test_nothing_is_told_in_a_toast() -> None:
    assert [path.name for path, text in SOURCES.items() if ".notify(" in text and "_room.notify(" not in text] == []


async def paste(room: Room, text: str) -> None:
    driver = room.app._driver
    assert driver is not None
    driver.send_message(Paste(text))
    await room.calm()


@pytest.mark.parametrize("name", ["list", "form", "settings", "look_back"])
def test_what_is_pasted_is_clean_and_cut_before_it_is_there(name: str) -> None:
    @on_screen
    async def look() -> None:
        store = Store.throwaway()
        session = begun(store)
        async with opened(store) as room:
            made: dict[str, Callable[[], Screen[Any]]] = {
                "form": lambda: PersonForm(store), "settings": SettingsScreen,
                "look_back": lambda: LookBackScreen(session)}
            if name in made:
                await room.app.push_screen(made[name]())
                await room.press(*["/"] * (name == "look_back"))
            field = room.screen.focused
            assert isinstance(field, LineInput) and field.max_length
            await paste(room, HOSTILE)
            assert field.value.startswith("Åse Ødegård !xxx")
            assert len(field.value) == field.max_length == 200
            assert clean_text(field.value) == (field.value, ())

    look()


@on_screen
async def test_a_selection_stays_in_the_program(monkeypatch: pytest.MonkeyPatch) -> None:
    sent: list[str] = []
    async with opened(Store.throwaway()) as room:
        await room.type("Åse")
        driver = room.app._driver
        assert driver is not None
        monkeypatch.setattr(driver, "write", sent.append)
        room.app.copy_to_clipboard("Åse")
        assert (room.app.clipboard, sent) == ("Åse", [])


@pytest.mark.parametrize(("length", "said"), [
    (17_999, ""), (18_000, "18.000 af 20.000"),
    *(pytest.param(*each, marks=pytest.mark.soak) for each in (
        (19_200, "19.200 af 20.000"), (20_050, "20.000 af 20.000")))])
def test_a_long_answer_tells_quietly_how_long_it_is(length: int, said: str) -> None:
    @on_screen
    async def look() -> None:
        async with driven() as talk:
            await talk.give(True)
            field = talk.screen.query_one(Field)
            driver = talk.app._driver
            assert driver is not None
            driver.send_message(Paste("ord " * (length // 4) + "x" * (length % 4)))
            await talk.pilot.pause()
            await talk.pilot.pause()
            assert len(field.text) == min(length, LONGEST)
            assert ("af 20.000" in talk.flat()) == bool(said)
            assert said in talk.flat()
            await talk.press("ctrl+a", "delete")
            await talk.pilot.pause()
            assert "af 20.000" not in talk.flat()

    look()


@on_screen
async def test_a_full_answer_takes_neither_a_letter_nor_a_line() -> None:
    async with driven() as talk:
        await talk.give(True)
        field = talk.screen.query_one(Field)
        field.take("x" * LONGEST)
        await talk.press("y", "ctrl+j")
        assert field.text == "x" * LONGEST
        assert "Der er plads til 20.000 tegn" in talk.flat()


def test_a_whole_file_in_the_clipboard_is_not_heard_to_its_end() -> None:
    hearing = Hearing()
    heard = "".join(hearing.decode(data) for data in (BEGIN.encode(), *[b"x" * 4096] * 100, f"{END}j".encode()))
    assert heard == BEGIN + "x" * MOST + END + "j"
