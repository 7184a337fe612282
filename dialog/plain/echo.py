"""Whether what is typed on the terminal is shown: not while a passphrase may be on its way.

Put back on every way out. A shell that takes the terminal while we are stopped gets it with what is typed shown, and
often gives it back so: it is hidden again when we go on.
"""

from __future__ import annotations

import contextlib
import os
import signal
import sys
from collections.abc import Iterator
from types import FrameType
from typing import Any

from dialog.face.guardian import GUARDIAN

if sys.platform != "win32":
    import termios

    FLAGS = termios.ECHO | termios.ECHONL

STOPS = ("SIGTSTP", "SIGCONT")


class Echo:
    """The echo of standard input, where that is a terminal that can be told."""

    def __init__(self) -> None:
        self._can = os.isatty(0)
        self._hidden = False
        self._was = 0
        """The two flags as they were; a terminal may have its own way."""

    @contextlib.contextmanager
    def off(self) -> Iterator[None]:
        """Nothing that is typed is shown, but for the ends of lines. One inside another ends with the outer one."""
        if sys.platform == "win32" or not self._can or self._hidden:
            yield
            return
        before = {name: signal.signal(getattr(signal, name), act)
                  for name, act in zip(STOPS, (self._stop, self._go_on), strict=True)}
        with GUARDIAN.blind():
            try:
                self._was = termios.tcgetattr(0)[3] & FLAGS
                self._hidden = True
                self._set(shown=False)
                yield
            finally:
                self.show()
                for name, act in before.items():
                    signal.signal(getattr(signal, name), act)

    def show(self) -> None:
        """What is typed is shown again, if it was hidden."""
        if self._hidden:
            self._hidden = False
            self._set(shown=True)

    def _set(self, *, shown: bool) -> None:
        if sys.platform == "win32":
            return
        with contextlib.suppress(termios.error):  # the window is closed; nobody types
            now: list[Any] = termios.tcgetattr(0)
            now[3] = now[3] & ~FLAGS | (self._was if shown else termios.ECHONL)
            termios.tcsetattr(0, termios.TCSANOW, now)

    def _stop(self, number: int, frame: FrameType | None) -> None:
        """Ctrl+Z: the shell gets its terminal as it was; then we stop as anybody does."""
        self._set(shown=True)
        signal.signal(number, signal.SIG_DFL)
        os.kill(os.getpid(), number)
        signal.signal(number, self._stop)
        self._go_on(number, frame)

    def _go_on(self, number: int, frame: FrameType | None) -> None:
        if self._hidden:
            self._set(shown=False)
