"""A terminal window that reads bytes and draws nothing: as fast as the program, whatever the size.

Answers what the program asks of a terminal, and asks the onlooker (`watched`) whether all is calm.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import pty
import re
import select
import signal
import struct
import termios
from collections.abc import Mapping, Sequence
from pathlib import Path
from time import monotonic

from tests.benchmarks.pseudo_terminal import ANSWERS

PATIENCE = 20.0
"""Seconds without an answer after which the program is taken to hang."""
AGAIN = 4.0
"""Seconds until it is asked once more."""
PING = b"\x1b[?2026;2$y"
CALM = b"\x1b]7777;calm;"


class Hangs(AssertionError):
    """The program did not answer."""


class Window:
    """A running program. `take` gives the bytes that have come since the last time."""

    def __init__(self, command: Sequence[str], env: Mapping[str, str], cwd: Path, size: tuple[int, int]) -> None:
        self.status: int | None = None
        self._came = bytearray()
        self._asked = self._calm = 0
        self.pid, self._handle = pty.fork()
        if self.pid == 0:
            self._size(0, *size)
            os.chdir(cwd)
            os.execvpe(command[0], list(command), dict(env))

    @staticmethod
    def _size(handle: int, columns: int, rows: int) -> None:
        fcntl.ioctl(handle, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    def resize(self, columns: int, rows: int) -> None:
        self._size(self._handle, columns, rows)

    def send(self, data: bytes) -> None:
        """In pieces: a pseudo-terminal holds 4 kB, and the program may be painting meanwhile."""
        while data and self.status is None:
            if select.select([], [self._handle], [], 0)[1]:
                with contextlib.suppress(OSError):  # nobody is there any more: the reading notices
                    os.write(self._handle, data[:1024])
                data = data[1024:]
            self.read(0)

    def calm(self) -> bool:
        """Waits until all that was sent is done and painted. False when the program has ended. Raises Hangs."""
        if self._asked == self._calm:
            self.ping()
        until, again = monotonic() + PATIENCE, monotonic() + AGAIN
        while self.status is None and self._calm < self._asked:
            if monotonic() > until:
                raise Hangs(f"no answer in {PATIENCE} s; last came {bytes(self._came[-400:])!r}")
            if monotonic() > again:  # a question may be lost, as when a paste has taken it in
                self._calm, again = self._asked - 1, until
                self.send(PING)
            self.read(0.5)
        self._calm = self._asked
        return self.status is None

    def ping(self) -> None:
        self._asked += 1
        self.send(PING)

    def take(self) -> bytes:
        came = bytes(self._came)
        self._came.clear()
        return came

    def read(self, patience: float) -> bool:
        """Takes in what has come, waiting at most so long for it; False when nothing has."""
        if not select.select([self._handle], [], [], patience)[0]:
            return False
        try:
            came = os.read(self._handle, 65536)
        except OSError:  # the program has closed its side
            came = b""
        if not came:
            self.status = os.waitstatus_to_exitcode(os.waitpid(self.pid, 0)[1])
            return True
        seam = max(0, len(self._came) - len(CALM) + 1)  # a note may come in two pieces
        self._came += came
        self._calm += self._came.count(CALM, seam)
        for asked, answer in ANSWERS.items():
            if asked in came:
                self._asked += answer == PING
                os.write(self._handle, answer)
        return True

    def ended(self) -> int:
        """Waits for the program to end. Raises Hangs."""
        until = monotonic() + PATIENCE
        while self.status is None:
            if monotonic() > until:
                raise Hangs("it was asked to end, and did not")
            self.read(0.5)
        return self.status

    def signal(self, number: signal.Signals) -> None:
        os.kill(self.pid, number)

    def memory(self) -> int:
        """Bytes the program holds now."""
        pages = Path(f"/proc/{self.pid}/statm").read_text(encoding="ascii").split()[1]
        return int(pages) * os.sysconf("SC_PAGESIZE")

    def close(self) -> None:
        if self.status is None:
            os.kill(self.pid, signal.SIGKILL)
            os.waitpid(self.pid, 0)
            self.status = -signal.SIGKILL
        os.close(self._handle)


SEQUENCE = re.compile(
    rb"\x1b(?:\[[0-?]*[ -/]*[@-~]|[\]PX^_][^\x07\x1b]*(?:\x07|\x1b\\)|[ -/]*[0-Z\\^-~])")
"""Every sequence a terminal obeys."""
UNFINISHED = re.compile(rb"\x1b(?:\[[0-?]*[ -/]*|[\]PX^_][^\x07\x1b]*\x1b?|[ -/]*)?\Z")
PAINTING = re.compile(rb"\x1b\[(?:[0-9;:]*[HJKm]|[?>=<]?[0-9;]*[hlu]|\?[0-9]+\$p)\Z")
"""Those of the driver's own: places, colours, modes."""
CONTROLS = re.compile(rb"[\x00-\x07\x0b\x0c\x0e-\x1f\x7f]|\xc2[\x80-\x9f]|\xd8\x9c"
                      rb"|\xe2\x80[\x8e\x8f\xa8-\xae]|\xe2\x81[\xa6-\xaf]")


def steering(data: bytes) -> list[bytes]:
    """Whatever would steer the terminal besides the driver's own painting, with what stands around it."""
    found = [each for each in SEQUENCE.finditer(data) if not PAINTING.match(each[0])]
    plain = SEQUENCE.sub(lambda each: b" " * len(each[0]), data)
    found += CONTROLS.finditer(plain)
    return [data[max(0, each.start() - 60):each.end() + 20] for each in found]
