"""The program is killed, or its watcher, or the terminal stops: the shell is usable, nothing stays on the screen."""

from __future__ import annotations

import os
import shlex
import signal
import termios
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from dialog.face.guardian import CLEARED, CUT, RESTORED
from tests.faults.processes import gone, living
from tests.terminal import EMPOWER, PYTHON, Terminal

LAST = f"{RESTORED}{CUT}\n".replace("\n", "\r\n")
SAID = " ".join(CUT.split())
FIRST = "Din adgangssætning"
OFF = """
import sys
from dialog.face.guardian import Guardian
Guardian.watch = lambda self, last_words: None
from dialog.cli import main
sys.exit(main([]))
"""
"""The twin: the program without its watcher."""
NO_FORK = """
import os, sys
def no(): raise BlockingIOError(11, "no room for another process")
os.fork = no
from dialog.cli import main
sys.exit(main([]))
"""
"""A machine that has no room for the watcher."""
EARLY = """
import os, signal
from dialog.face.guardian import guarded
with guarded():
    print("klar", flush=True)
    os.kill(os.getpid(), signal.SIGKILL)
"""
"""A program that is killed before it has drawn anything."""


def door(home: Path, command: tuple[str, ...] = EMPOWER) -> Terminal:
    return Terminal(80, 24, command, {"HOME": str(home), "EMPOWER_HOME": str(home / "e")})


def opened(home: Path, command: tuple[str, ...] = EMPOWER) -> Terminal:
    return door(home, command).until(FIRST, 30)


def settings(terminal: Terminal) -> object:
    """How the terminal treats what is typed, as its other end sees it."""
    return termios.tcgetattr(terminal.child.child_fd)


def watcher(terminal: Terminal, home: Path) -> int:
    (pid,) = [pid for pid in living(home) if pid != terminal.child.pid]
    return pid


def rest(terminal: Terminal) -> str:
    """What comes until nothing more does."""
    start = len(terminal.raw)
    while terminal.read(0.3):
        pass
    return terminal.raw[start:]


def test_a_killed_program_leaves_the_terminal_as_it_was_and_says_so_calmly(tmp_path: Path) -> None:
    with door(tmp_path) as terminal:
        before = settings(terminal)
        terminal.until(FIRST, 30)
        assert settings(terminal) != before
        terminal.kill()
        gone(tmp_path)
        assert rest(terminal).endswith(LAST)
        assert settings(terminal) == before
        assert terminal.status() == -signal.SIGKILL
        assert terminal.flat() == SAID


def test_its_last_words_are_in_the_language_that_the_screen_speaks(tmp_path: Path) -> None:
    home = {"HOME": str(tmp_path), "EMPOWER_HOME": str(tmp_path / "e"), "EMPOWER_LANGUAGE": "en_GB.UTF-8"}
    with Terminal(80, 24, EMPOWER, home) as terminal:
        terminal.until("Your passphrase", 30)
        terminal.kill()
        gone(tmp_path)
        rest(terminal)
        assert terminal.flat().startswith("The program was closed from outside. All that you have sent is saved.")


def test_without_the_watcher_it_would_be_left_raw_with_the_talk_on_it(tmp_path: Path) -> None:
    with door(tmp_path, (PYTHON, "-c", OFF)) as terminal:
        before = settings(terminal)
        terminal.until(FIRST, 30)
        terminal.kill()
        gone(tmp_path)
        assert RESTORED not in rest(terminal)
        assert settings(terminal) != before
        assert FIRST in terminal.flat()


def test_a_watcher_that_is_killed_takes_nothing_with_it(tmp_path: Path) -> None:
    with opened(tmp_path) as terminal:
        os.kill(watcher(terminal, tmp_path), signal.SIGKILL)
        terminal.press("f9")
        terminal.settled()
        terminal.press("ctrl+q")
        assert terminal.ended() == 0
        gone(tmp_path)


def test_without_room_for_a_watcher_the_program_goes_on_without(tmp_path: Path) -> None:
    with opened(tmp_path, (PYTHON, "-c", NO_FORK)) as terminal:
        assert living(tmp_path) == [terminal.child.pid]
        terminal.press("ctrl+q")
        assert terminal.ended() == 0
        assert "Traceback" not in terminal.raw


@pytest.mark.parametrize("end", [
    lambda terminal: terminal.press("ctrl+q"), lambda terminal: terminal.kill(signal.SIGTERM)], ids=["left", "asked"])
def test_a_program_that_leaves_by_itself_wipes_its_picture_and_needs_no_watcher(
        end: Callable[[Terminal], None], tmp_path: Path) -> None:
    with door(tmp_path) as terminal:
        before = settings(terminal)
        terminal.until(FIRST, 30)
        end(terminal)
        assert terminal.ended() == 0
        gone(tmp_path)
        assert settings(terminal) == before
        assert RESTORED not in terminal.raw and SAID not in terminal.flat()
        assert terminal.raw.index(CLEARED) < terminal.raw.index("\x1b[?1049l")
        assert terminal.text().strip() == ""


def test_a_watcher_says_nothing_where_nothing_was_drawn(tmp_path: Path) -> None:
    with door(tmp_path, (PYTHON, "-c", EARLY)) as terminal:
        terminal.ended()
        gone(tmp_path)
        rest(terminal)
        assert terminal.raw == "klar\r\n"


@pytest.mark.parametrize("group", [
    pytest.param(False, marks=pytest.mark.soak), True], ids=["the program", "the whole job"])
def test_the_shell_that_started_it_can_be_used_after_a_kill(group: bool, tmp_path: Path) -> None:
    shell = ("bash", "--norc", "--noprofile", "-i")
    home = {"HOME": str(tmp_path), "EMPOWER_HOME": str(tmp_path / "e"), "PS1": "klar> "}
    with Terminal(80, 24, shell, home) as terminal:
        terminal.until("klar>")
        known = set(living(tmp_path))
        terminal.type(f"{' '.join(EMPOWER)}\r")
        terminal.until(FIRST, 30)
        app = min(set(living(tmp_path)) - known)
        (os.killpg if group else os.kill)(app, signal.SIGKILL)
        terminal.until(SAID)
        terminal.type("\recho hej$((1+1)); stty -a\r")
        terminal.until("hej2").until("isig icanon iexten")
        assert FIRST not in terminal.flat()
        assert set(living(tmp_path)) == known
        terminal.type("exit\r")
        terminal.ended()


@pytest.mark.parametrize("watched", [True, False], ids=["as it is", "twin: without the watcher"])
def test_killed_while_a_passphrase_is_typed_on_plain_lines_it_leaves_a_shell_that_shows_what_is_typed(
        watched: bool, tmp_path: Path) -> None:
    command = [*EMPOWER, "--plain"] if watched else [PYTHON, "-c", OFF.replace("[]", "['--plain']")]
    script = tmp_path / "start"
    script.write_text(shlex.join(command))
    home = {"HOME": str(tmp_path), "EMPOWER_HOME": str(tmp_path / "e"), "PS1": "klar> "}
    with Terminal(80, 24, ("dash", "-i"), home) as terminal:
        terminal.child.setecho(True)
        terminal.until("klar>")
        known = set(living(tmp_path))
        terminal.type(f". {script}\r")
        terminal.until("Skriv din nye adgangssætning.").settled()
        terminal.type("halv hemmelighed")
        app = min(set(living(tmp_path)) - known)
        os.kill(app, signal.SIGKILL)
        terminal.until(lambda terminal: set(living(tmp_path)) == known).settled()
        terminal.type("echo hej$((1+1))\r")
        terminal.settled(0.3)
        assert ("echo hej$((1+1))" in terminal.flat()) is watched
        assert ("hej2" in terminal.flat()) is watched
        terminal.kill()


def test_a_terminal_that_has_stopped_holds_nobody(tmp_path: Path) -> None:
    """Nobody reads: pictures are made until the pipe between is full, and the program is asked to end."""
    with opened(tmp_path) as terminal:
        for columns in range(140, 200):
            terminal.resize(columns, 60)
            time.sleep(0.02)
        start = time.monotonic()
        terminal.kill(signal.SIGTERM)
        gone(tmp_path)
        taken = time.monotonic() - start
        assert taken < 2, f"{taken:.1f} s"
        assert rest(terminal).endswith(LAST)
