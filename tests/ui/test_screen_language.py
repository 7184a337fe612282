"""Which language the screen itself speaks: chosen in the settings, or told by the environment before a file is open."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from dialog.language.screen import not_spoken, screen_language, speak
from dialog.store import Store
from dialog.ui import tongue
from tests.terminal import EMPOWER, Terminal
from tests.ui.rooms import PASSPHRASE, on_screen, opened

ENGLISH = """
msgid ""
msgstr "Language: en\\n"

msgctxt "screen"
msgid "Indstillinger"
msgstr "Settings"

msgctxt "screen"
msgid "Goddag"
msgstr "Good day"
"""


@pytest.fixture
def english(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The two words that these tests look for, whatever the shipped translation calls them."""
    place = tmp_path / "own" / "locales" / "en" / "LC_MESSAGES" / "screen.po"
    place.parent.mkdir(parents=True)
    place.write_text(ENGLISH, encoding="utf-8")
    monkeypatch.setenv("EMPOWER_RESOURCES", str(tmp_path / "own"))
    yield
    speak("da")


@pytest.mark.usefixtures("english")
@on_screen
async def test_the_screens_language_changes_at_once_and_is_remembered(tmp_path: Path) -> None:
    store, _ = Store.create(tmp_path / "file", PASSPHRASE)
    async with opened(store, size=(80, 40)) as room:
        await room.press("f8")
        await room.type("Mette")
        room.screen.query_one("#languages").focus()
        await room.press("2", "enter")
        assert "Settings" in room.shown()
        assert "Indstillinger" not in room.shown()
        assert "Mette" in room.shown()
        await room.press("escape")
        assert "Good day" in room.shown()
    speak("da")
    async with opened(Store.open(tmp_path / "file", PASSPHRASE)) as room:
        assert "Good day" in room.shown()


@pytest.mark.parametrize(("wanted", "spoken"), [
    ("en", "en"), ("en_GB", "en"), ("en_GB.UTF-8", "en"), ("EN-us", "en"), ("da_DK", "da"), ("da_DK.UTF-8@euro", "da"),
    ("", "da"), ("tlh", "da"), ("C.UTF-8", "da"), ("\x1b[2Jen", "da")])
def test_a_language_is_known_however_the_environment_writes_it(wanted: str, spoken: str) -> None:
    try:
        speak(wanted)
        assert screen_language() == spoken
        assert bool(not_spoken(wanted)) == (wanted in ("tlh", "C.UTF-8", "\x1b[2Jen"))
        assert "\x1b" not in not_spoken(wanted)
    finally:
        speak("da")


@on_screen
async def test_a_language_that_the_screen_does_not_speak_is_told_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EMPOWER_LANGUAGE", "tlh")
    monkeypatch.setattr(tongue, "FIRST", 0.01)
    async with opened(Store.throwaway()) as room:
        await room.until(lambda: "Skærmen kan ikke sproget »tlh«" in " ".join(room.shown().split()))


@pytest.mark.usefixtures("english")
def test_before_a_file_is_open_the_environment_says_which_language(tmp_path: Path) -> None:
    env = {"HOME": str(tmp_path), "EMPOWER_HOME": str(tmp_path / "none"), "EMPOWER_LANGUAGE": "en",
           "EMPOWER_RESOURCES": str(tmp_path / "own")}
    Store.create(tmp_path / "none", PASSPHRASE)[0].close()
    with Terminal(80, 24, EMPOWER, env) as terminal:
        terminal.until("Good day")
        terminal.press("ctrl+q")
        assert terminal.ended() == 0
