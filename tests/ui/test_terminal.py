"""What reaches the terminal, what ends the program, and what is said when it fails."""

from __future__ import annotations

import os
import re
import signal
import time
from pathlib import Path

import pytest
from rich.segment import Segment
from textual.color import Color

from dialog.errors import UnwritableStore
from dialog.face.farewell import farewell, incident
from dialog.face.guardian import CLEARED
from dialog.ui import OURS, clean_environment
from dialog.ui.terminal import NoControls
from tests.terminal import PYTHON, Terminal
from tests.ui.child import SECRET, session_in

HOSTILE = "a\x1b]52;c;aGVq\x07b\x9b31mc\x1b[2Jd\x00e\x7ff\x85g"


def child(folder: Path, *more: str, size: tuple[int, int] = (80, 24)) -> Terminal:
    return Terminal(*size, command=(PYTHON, "-m", "tests.ui.child", str(folder), *more))


def typing(terminal: Terminal, text: str) -> None:
    """To the first open question, with something half written."""
    terminal.until("I dag taler vi om").settled(0.6)
    terminal.press("enter")
    terminal.until("Hvad vil du gerne have").settled(0.3)
    terminal.type(text)
    terminal.until(text)


def draft_in(folder: Path) -> str:
    session = session_in(folder)
    try:
        draft = session.draft()
        return draft.text if draft else ""
    finally:
        session.store.close()


def test_no_setting_of_textual_is_taken_from_outside() -> None:
    environment = {"TEXTUAL": "devtools", "TEXTUAL_LOG": "/tmp/log", "TEXTUAL_DRIVER": "evil:Driver",
                   "TEXTUAL_SCREENSHOT": "1", "TEXTUAL_FPS": "1", "TEXTUALITY": "mine", "HOME": "/home/x"}
    clean_environment(environment)
    assert environment == {"TEXTUALITY": "mine", "HOME": "/home/x", **OURS}


def test_every_control_is_taken_out_of_what_is_painted() -> None:
    painted = [Segment(each) for each in (HOSTILE, "æøå 🙂 [/b]", "a\u202eb\u2066c\u200f")]
    said = NoControls().apply(painted, Color(0, 0, 0))
    assert [segment.text for segment in said] == ["a]52;c;aGVqb31mc[2Jdefg", "æøå 🙂 [/b]", "abc"]


def test_an_incident_names_places_and_kinds_but_never_what_was_said() -> None:
    try:
        try:
            raise KeyError(SECRET)
        except KeyError as error:
            raise RuntimeError(SECRET) from error
    except RuntimeError as error:
        number, trace = incident(error)
    assert re.fullmatch(r"[0-9]{4}-[0-9]{4}", number)
    assert "RuntimeError" in trace and "KeyError" in trace and "test_terminal.py:" in trace
    assert "Amira" not in trace and "310290" not in trace


def test_a_failure_is_told_calmly_and_lands_in_a_file_without_answers(tmp_path: Path) -> None:
    said = farewell(ValueError(SECRET), tmp_path)
    assert "Alt, I har sendt, er gemt." in said
    assert SECRET not in said
    (file,) = (tmp_path / "incidents").iterdir()
    assert file.stem in said
    assert SECRET not in file.read_text(encoding="utf-8")
    assert file.stat().st_mode & 0o077 == 0


def test_a_failure_of_our_own_says_its_own_sentence() -> None:
    assert farewell(UnwritableStore("Disken er fuld."), None).startswith("Disken er fuld.")
    assert "nåede ikke" in farewell(ValueError(), None, kept=False)


def test_a_failure_that_cannot_be_written_down_is_told_all_the_same(tmp_path: Path) -> None:
    (tmp_path / "incidents").write_text("en fil, hvor mappen skulle stå")
    assert "Hændelse" in farewell(ValueError(), tmp_path)


@pytest.mark.parametrize("where", [
    "worker", "lock", *(pytest.param(name, marks=pytest.mark.soak) for name in ("", "thread", "compose"))])
def test_a_crash_prints_no_locals_wipes_the_screen_and_keeps_the_half_written(where: str, tmp_path: Path) -> None:
    with child(tmp_path / "e", "crash", *[where] * bool(where)) as terminal:
        typing(terminal, "noget om min gæld")
        crashed = len(terminal.raw)
        terminal.type("\x1b[24~")
        assert terminal.ended() == 1
        raw = terminal.raw[crashed:]
        assert CLEARED in raw[: raw.rindex("\x1b[?1049l")]
        said = raw[raw.rindex("\x1b[?1049l"):]
        assert terminal.flat().startswith("Programmet stødte på en fejl")
    assert "Alt, I har sendt, er gemt." in said
    assert "Hændelse" in said
    for word in ("Traceback", "locals", "ValueError"):
        assert word not in raw
    for word in (*SECRET.split(), "gæld"):
        assert word not in said
    assert draft_in(tmp_path / "e") == "noget om min gæld"


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP], ids=["asked to end", "the window was closed"])
def test_the_half_written_survives_the_end_of_the_terminal(number: signal.Signals, tmp_path: Path) -> None:
    with child(tmp_path / "e") as terminal:
        typing(terminal, "jeg vil gern")
        terminal.kill(number)
        assert terminal.ended() == 0
    assert draft_in(tmp_path / "e") == "jeg vil gern"


def test_the_half_written_survives_when_the_terminal_is_gone_without_a_word(tmp_path: Path) -> None:
    with child(tmp_path / "e") as terminal:
        typing(terminal, "jeg vil gern")
        os.dup2(os.open(os.devnull, os.O_RDWR), terminal.child.child_fd)
        end = time.monotonic() + 15
        while terminal.child.isalive() and time.monotonic() < end:
            time.sleep(0.02)
        assert terminal.status() == 0
    assert draft_in(tmp_path / "e") == "jeg vil gern"


def test_it_is_offered_when_they_come_back(tmp_path: Path) -> None:
    with child(tmp_path / "e") as terminal:
        typing(terminal, "jeg vil gern")
        terminal.press("ctrl+q")
        assert terminal.ended() == 0
    with child(tmp_path / "e") as terminal:
        terminal.until("Skal vi tage det med?").settled(0.3)
        terminal.press("j", "enter")
        terminal.until("▌ jeg vil gern").settled(0.3)
        terminal.type("e være fri")
        terminal.press("enter")
        terminal.until("Vil du have en pause")
        assert "jeg vil gerne være fri" in terminal.flat()
        terminal.press("ctrl+q")
        terminal.ended()


def test_keys_as_a_terminal_sends_them(tmp_path: Path) -> None:
    with child(tmp_path / "e") as terminal:
        typing(terminal, "et")
        terminal.type("\x1b\rto\ntre")
        terminal.until("▌ tre").settled(0.2)
        terminal.press("enter")
        terminal.until("Vil du have en pause")
        terminal.press("ctrl+q")
        terminal.ended()
    session = session_in(tmp_path / "e")
    assert [getattr(event, "value", None) for event in session.events] == [True, "et\nto\ntre"]
    session.store.close()


def test_nothing_but_painting_reaches_the_terminal(tmp_path: Path) -> None:
    with child(tmp_path / "e", size=(120, 40)) as terminal:
        typing(terminal, "[/b] [@click=app.quit]x")
        terminal.paste("]52;c;aGVq \x9b31m \u202ekære")
        terminal.press("enter")
        terminal.until("Vil du have en pause").settled(0.3)
        terminal.press("f4", "escape", "f7", "escape", "f3", "escape", "f9", "f1", "escape")
        terminal.settled(0.5)
        assert terminal.steering() == []
        terminal.press("ctrl+q")
        assert terminal.ended() == 0
