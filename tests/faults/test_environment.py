"""Whatever the terminal and the surroundings: a picture that can be used, or a calm Danish sentence."""

from __future__ import annotations

import os
import re
import select
import time
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.faults.processes import gone
from tests.terminal import EMPOWER, PYTHON, Terminal
from tests.ui.test_terminal import draft_in

FIRST, SMALL, LINES = "Din adgangssætning", "Vinduet er for lille", "linje for linje"
PLAIN: Mapping[str, str] = {"COLORTERM": ""}
SURROUNDINGS: Mapping[str, tuple[Mapping[str, str], tuple[int, int], str]] = {
    "LANG=C": ({"LC_ALL": "", "LANG": "C"}, (80, 24), FIRST),
    "LC_ALL=C": ({"LC_ALL": "C"}, (80, 24), FIRST),
    "no locale": ({"LC_ALL": "", "LANG": ""}, (80, 24), FIRST),
    "da_DK.ISO8859-1": ({"LC_ALL": "", "LANG": "da_DK.ISO8859-1"}, (80, 24), FIRST),
    "an old alphabet": ({"PYTHONIOENCODING": "latin-1"}, (80, 24), "kan ikke vise"),
    "xterm": ({"TERM": "xterm", **PLAIN}, (80, 24), FIRST),
    "xterm-256color": ({"TERM": "xterm-256color", **PLAIN}, (80, 24), FIRST),
    "screen": ({"TERM": "screen", **PLAIN}, (80, 24), FIRST),
    "tmux-256color": ({"TERM": "tmux-256color", **PLAIN}, (80, 24), FIRST),
    "linux": ({"TERM": "linux", **PLAIN}, (80, 24), FIRST),
    "vt100": ({"TERM": "vt100", **PLAIN}, (80, 24), FIRST),
    "no TERM": ({"TERM": "", **PLAIN}, (80, 24), FIRST),
    "no colour": ({"NO_COLOR": "1"}, (80, 24), FIRST),
    "44×14": ({}, (44, 14), FIRST),
    "20×5": ({}, (20, 5), SMALL),
    "300×100": ({}, (300, 100), FIRST),
}
CI = {"LANG=C", "linux", "20×5"}
TAKEN = {"TEXTUAL": "devtools,debug", "TEXTUAL_LOG": "{folder}/log", "TEXTUAL_DRIVER": "evil:Driver",
         "TEXTUAL_SCREENSHOT": "1", "TEXTUAL_PRESS": "ctrl+q", "TEXTUAL_DEBUG": "1"}
COLOUR = re.compile(r"[34]8;2;(\d+);(\d+);(\d+)")
SLOW, PIECE = 2000, 100
"""Bytes a second of a slow line, and how many come at a time."""


def started(folder: Path, env: Mapping[str, str], size: tuple[int, int] = (80, 24),
            command: tuple[str, ...] = EMPOWER) -> Terminal:
    return Terminal(*size, command, {"HOME": str(folder), "EMPOWER_HOME": str(folder / "e"), **env})


@pytest.mark.parametrize("name", [
    pytest.param(name, marks=[] if name in CI else pytest.mark.soak) for name in SURROUNDINGS])
def test_the_first_picture_can_be_used_or_a_sentence_says_why_not(name: str, tmp_path: Path) -> None:
    env, size, wanted = SURROUNDINGS[name]
    with started(tmp_path, env, size) as terminal:
        terminal.until(lambda seen: wanted.split()[0] in seen.flat())
        assert wanted in terminal.settled(0.2).flat() or size == (20, 5)
        hidden = [each.data for row in terminal.screen.buffer.values() for each in row.values()
                  if each.data.strip() and each.fg == each.bg != "default"]
        assert hidden == [], "ink on its own colour"
        assert "Traceback" not in terminal.raw


def test_no_setting_of_textuals_reaches_the_program(tmp_path: Path) -> None:
    env = {name: value.format(folder=tmp_path) for name, value in TAKEN.items()}
    with started(tmp_path, env) as terminal:
        terminal.until(FIRST)
        assert not (tmp_path / "log").exists()
        assert terminal.steering() == []
        terminal.press("ctrl+q")
        assert terminal.ended() == 0
    assert not list(tmp_path.rglob("*.svg"))


def test_without_colour_everything_is_still_told(tmp_path: Path) -> None:
    """Who answers, what is ticked and where the hand is are told by signs; nothing that is painted has a colour."""
    with started(tmp_path, {"NO_COLOR": "1"}, command=(*EMPOWER, "demo")) as terminal:
        terminal.until("Velkommen. Godt at se dig.", 30).settled(0.6)
        terminal.press("enter")
        terminal.until("[ ]").settled(0.3)
        terminal.press("down")
        terminal.settled(0.2)
        terminal.press("space")
        terminal.until("▌ 1 [x]")
        assert "Svarer nu ● Borger ○ Sagsbehandler" in terminal.flat()
        greys = COLOUR.findall(terminal.raw)
        assert greys and [found for found in greys if len(set(found)) > 1] == []


@pytest.mark.soak
def test_a_slow_line_loses_no_key_and_gathers_no_backlog(tmp_path: Path) -> None:
    """The program goes on at its own pace: what waits for the line is bounded, and leaving is not held up by it."""
    with started(tmp_path, {}, (200, 60), (PYTHON, "-m", "tests.ui.child", str(tmp_path / "e"))) as terminal:
        terminal.until("I dag taler vi om").settled(0.6)
        terminal.press("enter")
        terminal.until("Hvad vil du gerne have").settled(0.3)
        typed = "ord med æøå som kommer langsomt frem " * 2
        for number, sign in enumerate(typed):
            os.write(terminal.child.child_fd, sign.encode())
            if number % 3 == 0:
                terminal.resize(200 - number % 2, 60)  # a whole picture, far more than the line takes
            trickle(terminal, 0.06)
        waiting = sum(len(piece) for piece in iter(lambda: drawn(terminal), b""))
        assert waiting < 100_000, "what the system holds between two programs, and a picture or two"
        terminal.press("ctrl+q")
        gone(tmp_path, 3)
    assert draft_in(tmp_path / "e").strip() == typed.strip()


def drawn(terminal: Terminal) -> bytes:
    """The next piece that has come; empty when none has."""
    ready = select.select([terminal.child.child_fd], [], [], 0.2)[0]
    return os.read(terminal.child.child_fd, PIECE) if ready else b""


def trickle(terminal: Terminal, seconds: float) -> None:
    """Takes in as much as a slow line would in that time."""
    end, taken = time.monotonic() + seconds, 0
    while time.monotonic() < end:
        if taken < SLOW * seconds:
            taken += len(drawn(terminal))
        else:
            time.sleep(0.005)
