"""How pictures get to the terminal: without ever waiting for it, and leaving nothing there.

Textual writes through a queue of thirty pictures and waits when it is full: a slow line, or a terminal that has
stopped, then holds the whole program, keys, signals and saving with it. Here nothing waits. While the terminal is
behind, no new picture is made (`behind`, asked by the screens); what has changed meanwhile is painted at once when it
has caught up. On the way out the picture is wiped before the screen is given back, for some terminals keep it.
"""

from __future__ import annotations

import os
import sys
import threading
from time import monotonic
from typing import IO

from textual.drivers import linux_driver
from textual.drivers.linux_driver import LinuxDriver

from dialog.face.guardian import CLEARED, GUARDIAN
from dialog.ui.hearing import Hearing

PIECE = 1024
"""Bytes handed to the terminal at a time."""
FAREWELL = 0.7
"""Seconds a terminal has to take in the last bytes; if it does not, the watcher puts it right."""
SLOW = 0.05
"""Seconds on the way after which a picture is taken to be stuck."""


class Gone(Exception):
    """There is nobody to read from any more."""


DELETE = b"\x1b[3~"


class Listening(Hearing):
    """A terminal that is there never sends nothing, and a hand never presses Delete together with other keys.

    That comes from a paste, in a terminal that does not mark it as one, and would take something off a list.
    """

    def decode(self, data: bytes, final: bool = False) -> str:
        if not data and not final:
            raise Gone
        return super().decode(data.replace(DELETE, b"") or data, final)


class Writer(threading.Thread):
    """Writes in the background what it is given, in order; stands where Textual has its own thread."""

    def __init__(self, file: IO[str]) -> None:
        super().__init__(daemon=True, name="terminal-output")
        self._fd = file.fileno()
        self._room = threading.Condition()
        self._waiting: list[str] = []
        self._ending = self._dropped = False
        self._since = 0.0
        """When what is on its way to the terminal set out; 0 when nothing is."""

    @property
    def behind(self) -> bool:
        """Whether the terminal is slow to take in what it was given."""
        return self._since > 0 and monotonic() - self._since > SLOW

    def write(self, text: str) -> None:
        with self._room:
            self._waiting.append(text)
            self._room.notify()

    def run(self) -> None:
        try:
            while data := self._next():
                while data and not self._dropped:
                    data = data[os.write(self._fd, data[:PIECE]):]
        except OSError:
            self._since = 0.0  # the terminal is gone; the reading side ends the program

    def _next(self) -> bytes:
        """All that waits; nothing at the end."""
        with self._room:
            self._since = 0.0
            while not self._waiting and not self._ending:
                self._room.wait()
            text, self._waiting = "".join(self._waiting), []
            self._since = monotonic()
        return text.encode("utf-8", "replace")

    def stop(self) -> None:
        """End when all is written, or when the terminal has had its time."""
        with self._room:
            self._ending = True
            self._room.notify()
        self.join(FAREWELL)
        self._dropped = self.is_alive()
        if not self._dropped:
            GUARDIAN.drawing(drawn=False)


class CalmDriver(LinuxDriver):
    """Textual's driver for POSIX, on standard output: an error stream that goes to a file would take the picture."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self._file = sys.__stdout__

    @property
    def behind(self) -> bool:
        """Whether the terminal has not taken in the last picture yet."""
        return isinstance(self._writer_thread, Writer) and self._writer_thread.behind

    def start_application_mode(self) -> None:
        GUARDIAN.drawing(drawn=True)
        super().start_application_mode()  # type: ignore[no-untyped-call]

    def stop_application_mode(self) -> None:
        self.write(CLEARED)
        super().stop_application_mode()

    def suspend_application_mode(self) -> None:
        """Ctrl+Z in the shell, or a signal: what is shown for a moment only is covered before it comes back."""
        self._app.app_suspend_signal.publish(self._app)
        super().suspend_application_mode()

    def _run_input_thread(self) -> None:
        """A terminal that has gone ends the program; Textual would go on reading nothing for ever."""
        try:
            self.run_input_thread()
        except (Gone, OSError):
            self._app.call_later(self._app.end)  # type: ignore[attr-defined]
        except BaseException:  # noqa: BLE001  # whatever it is, the farewell tells it
            self._app.call_later(self._app.panic)


vars(linux_driver)["WriterThread"] = Writer
vars(linux_driver)["getincrementaldecoder"] = lambda encoding: Listening
