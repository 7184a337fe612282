"""A terminal of 120 × 40 for the screen's rows: starts a program, answers what it asks, and notes when bytes come.

Nothing here sleeps: it reads, for bytes or for the absence of them.
"""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import signal
import struct
import termios
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter
from types import TracebackType

COLUMNS, ROWS = 120, 40
PATIENCE = 20.0
"""Seconds before a program that says nothing is given up."""
QUIET = 0.06
"""Seconds without a byte after which a picture is taken to be whole."""
ANSWERS = {b"\x1b[?2026$p": b"\x1b[?2026;2$y", b"\x1b[?2048$p": b"\x1b[?2048;0$y", b"\x1b[6n": b"\x1b[1;1R",
           b"\x1b[c": b"\x1b[?62;22c"}
"""What programs ask a terminal: synchronised output (yes), reports of resizing (no), the cursor's place, its make."""
FRAME = re.compile(rb"\x1b\[\?2026[hl]")
"""Where a picture begins and ends; a program may also send the two with nothing between them."""
SEQUENCE = re.compile(rb"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)|[@-Z\\-_=>])")


@dataclass(frozen=True, slots=True)
class Painted:
    """Seconds from a key to the first byte and to the last byte of what it changed, and the text that came."""

    first: float
    last: float
    text: str


class Terminal:
    """A running program and the terminal it writes to; `usage` is its own account of itself once it has ended."""

    def __init__(self, command: Sequence[str], environment: Mapping[str, str]) -> None:
        self.output = bytearray()
        self.started = perf_counter()
        self.process, self._handle = pty.fork()
        if self.process == 0:
            fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))
            os.execvpe(command[0], list(command), {**environment, "TERM": "xterm-256color", "COLORTERM": "truecolor"})

    def __enter__(self) -> Terminal:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        os.close(self._handle)
        if self.process:
            os.kill(self.process, signal.SIGKILL)
            os.waitpid(self.process, 0)

    def until(self, *texts: str) -> float:
        """Seconds from the start of the program until all of the texts have been drawn. Raises TimeoutError."""
        seen = [text.encode() for text in texts]
        while not all(text in SEQUENCE.sub(b"", self.output) for text in seen):
            if self._read(PATIENCE) is None:
                raise TimeoutError(f"{texts} did not come; the terminal shows {self.shown()[-400:]!r}")
        return perf_counter() - self.started

    def drain(self, seconds: float) -> None:
        """Reads whatever comes for so long, and forgets it: a program's own waiting time must pass."""
        end = perf_counter() + seconds
        while (left := end - perf_counter()) > 0:
            self._read(left)
        self.output.clear()

    def press(self, keys: str) -> Painted:
        """Types the keys at once, and reads until the picture is whole. Raises TimeoutError when nothing comes."""
        self.output.clear()
        start = perf_counter()
        os.write(self._handle, keys.encode())
        drawn: list[float] = []
        read = 0
        while (came := self._read(QUIET if drawn else PATIENCE)) is not None:
            if FRAME.sub(b"", self.output[read:]):
                drawn.append(came)
            read = len(self.output)
        if not drawn:
            raise TimeoutError(f"nothing came after {keys!r}")
        return Painted(drawn[0] - start, drawn[-1] - start, self.shown())

    def shown(self) -> str:
        """What came since the last key or `drain`, without the sequences that place and colour it."""
        return SEQUENCE.sub(b"", self.output).decode(errors="replace")

    def memory(self) -> float:
        """Bytes the program holds now, in memory of its own or shared."""
        pages = Path(f"/proc/{self.process}/statm").read_text(encoding="ascii").split()[1]
        return float(pages) * os.sysconf("SC_PAGESIZE")

    def ended(self) -> float:
        """Reads to the end of the program; its processor seconds."""
        while self._read(PATIENCE) is not None:
            pass
        _, _, usage = os.wait4(self.process, 0)
        self.process = 0
        return usage.ru_utime + usage.ru_stime

    def _read(self, patience: float) -> float | None:
        """When the next bytes came; None when none did, or the program has closed the terminal."""
        if not select.select([self._handle], [], [], patience)[0]:
            return None
        try:
            came = os.read(self._handle, 65536)
        except OSError:  # the far side of a pseudo-terminal is gone
            return None
        now = perf_counter()
        self.output += came
        for asked, answer in ANSWERS.items():
            if asked in came:
                os.write(self._handle, answer)
        return now
