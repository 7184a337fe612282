"""Which language the screen itself speaks: chosen in the settings, or told by the environment before a file is open."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from dialog.language.screen import speak
from dialog.store import Store
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


@pytest.mark.usefixtures("english")
def test_before_a_file_is_open_the_environment_says_which_language(tmp_path: Path) -> None:
    env = {"HOME": str(tmp_path), "EMPOWER_HOME": str(tmp_path / "none"), "EMPOWER_LANGUAGE": "en",
           "EMPOWER_RESOURCES": str(tmp_path / "own")}
    Store.create(tmp_path / "none", PASSPHRASE)[0].close()
    with Terminal(80, 24, EMPOWER, env) as terminal:
        terminal.until("Good day")
        terminal.press("ctrl+q")
        assert terminal.ended() == 0
