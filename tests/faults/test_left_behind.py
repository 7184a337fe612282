"""What is left when the program is stopped, crashes or cannot leave: no core, no number in sight, nobody who waits."""

from __future__ import annotations

import os
import resource
import signal
import time
from pathlib import Path

import pytest

from dialog.errors import EmpowerError
from dialog.face.farewell import farewell
from tests.faults.processes import gone, living
from tests.terminal import EMPOWER, PYTHON, Terminal

CORES = """
import resource, sys
resource.setrlimit = lambda *limits: None
from dialog.cli import main
sys.exit(main([]))
"""
WAITS = """
import sys, time
import dialog.face.guardian as guardian
guardian.PATIENCE = 1e6
from dialog.cli import main
sys.exit(main([]))
"""
PERSON = """
import sys
from pathlib import Path
from dialog.face.people import people
from dialog.ui.app import EmpowerApp, Opening
from dialog.ui.driver import CalmDriver, LinuxDriver
from dialog.ui.screen.person import PersonScreen
from tests.ui.child import session_in

class Person(EmpowerApp):
    def get_default_screen(self):
        self.store = session_in(self.opening.folder).store
        return PersonScreen(people(self.store)[0], [])

if sys.argv[2:]:
    CalmDriver.suspend_application_mode = LinuxDriver.suspend_application_mode
Person(Opening("real", Path(sys.argv[1]))).run()
"""
FIRST = "adgangssætning"


def door(home: Path, command: tuple[str, ...]) -> Terminal:
    return Terminal(80, 24, command, {"HOME": str(home), "EMPOWER_HOME": str(home / "e")}).until(FIRST, 30)


@pytest.mark.parametrize(("command", "none"), [(EMPOWER, True), ((*EMPOWER, "--plain"), True),
                                               ((PYTHON, "-c", CORES), False)], ids=["screen", "plain", "twin"])
def test_a_crash_leaves_no_core(command: tuple[str, ...], none: bool, tmp_path: Path) -> None:
    before = resource.getrlimit(resource.RLIMIT_CORE)
    if before[1] == 0:
        pytest.skip("no cores on this machine to begin with")
    resource.setrlimit(resource.RLIMIT_CORE, (before[1], before[1]))
    try:
        with door(tmp_path, command) as terminal:
            assert (resource.prlimit(terminal.child.pid or 0, resource.RLIMIT_CORE) == (0, 0)) is none
    finally:
        resource.setrlimit(resource.RLIMIT_CORE, before)


@pytest.mark.parametrize(("command", "waits"), [(EMPOWER, False), ((PYTHON, "-c", WAITS), True)],
                         ids=["as it is", "twin: it waits"])
def test_a_watcher_that_is_stopped_holds_nobody(command: tuple[str, ...], waits: bool, tmp_path: Path) -> None:
    with door(tmp_path, command) as terminal:
        (watcher,) = [pid for pid in living(tmp_path) if pid != terminal.child.pid]
        os.kill(watcher, signal.SIGSTOP)
        terminal.press("ctrl+q")
        if waits:
            time.sleep(4)
            assert terminal.child.isalive()
            os.kill(watcher, signal.SIGKILL)
        assert terminal.ended() == 0
        gone(tmp_path)


@pytest.mark.parametrize("twin", [False, True], ids=["as it is", "twin: not covered"])
def test_a_number_in_sight_is_covered_when_the_program_is_suspended(twin: bool, tmp_path: Path) -> None:
    with Terminal(80, 24, (PYTHON, "-c", PERSON, str(tmp_path / "e"), *(["twin"] if twin else []))) as terminal:
        terminal.until("Ret oplysninger").settled(0.3)
        terminal.press("f6")
        terminal.until("310290-1234")
        os.kill(terminal.child.pid or 0, signal.SIGTSTP)
        terminal.until(lambda _: Path(f"/proc/{terminal.child.pid}/stat").read_text().split()[2] == "T").settled(0.2)
        start = len(terminal.raw)
        os.kill(terminal.child.pid or 0, signal.SIGCONT)
        terminal.until(lambda terminal: "Ret oplysninger" in terminal.raw[start:]).settled(0.5)
        assert ("1234" in terminal.raw[start:]) is twin


def test_a_farewell_steers_no_terminal() -> None:
    said = farewell(EmpowerError("Kan ikke læse {path}.", path="x\x1b]0;ejet\x07\x9b31m/æ"), None)
    assert "Kan ikke læse x�]0;ejet��31m/æ." in said
    assert all(sign.isprintable() or sign == "\n" for sign in said)
