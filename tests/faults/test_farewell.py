"""What is said when the program fails is true: of a talk that is kept, and of a practice."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from dialog.store import Store
from tests.store.people import CHEAP, PASSPHRASE
from tests.terminal import PYTHON, ROOT, Terminal

KEPT = "Alt, I har sendt, er gemt."
PRACTICE = "Det var en øvelse, og den er slettet."
SCREEN = """
import sys
from dialog.ui.app import EmpowerApp
def fail(self): raise ValueError
EmpowerApp.action_theme = fail
from dialog.cli import main
sys.exit(main(["demo"]))
"""
LINES = """
import sys
from dialog.plain.talk import Talk
def fail(self, rest): raise ValueError
Talk.do_stop = fail
from dialog.cli import main
sys.exit(main(sys.argv[1:]))
"""


def test_on_the_screen_a_practice_that_failed_was_a_practice() -> None:
    with Terminal(80, 24, (PYTHON, "-c", SCREEN)) as terminal:
        terminal.until("Øvelse", 30).settled()
        terminal.press("f9")
        assert terminal.ended() == 1
        assert PRACTICE in terminal.flat() and KEPT not in terminal.flat()


@pytest.mark.parametrize(("command", "lines", "said"), [
    (("--plain", "demo"), (".stop",), PRACTICE),
    (("--plain",), (PASSPHRASE, ".øv", ".stop"), PRACTICE),
    (("--plain",), (PASSPHRASE, ".ny", "Amira Test", "SAG-1", "", "1", ".stop"), KEPT)],
    ids=["demo", "a practice among real talks", "twin: a real talk"])
def test_on_plain_lines_too(command: tuple[str, ...], lines: tuple[str, ...], said: str, tmp_path: Path) -> None:
    Store.create(tmp_path / "e", PASSPHRASE, cost=CHEAP)[0].close()
    done = subprocess.run(
        [PYTHON, "-c", LINES, "--folder", str(tmp_path / "e"), *command], input="".join(f"{each}\n" for each in lines),
        capture_output=True, text=True, cwd=ROOT, env={**os.environ, "LC_ALL": "C.UTF-8"}, check=False)
    assert done.returncode == 1
    assert said in done.stderr and (KEPT in done.stderr) is (said == KEPT)
