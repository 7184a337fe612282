"""The terminal or pipe itself: lines in, lines out, and leaving without losing what was written.

Nothing is sent but text and line ends, and at the lock what clears the terminal. A line is written at once and whole,
so that nothing waits in this process for a reader that has gone; of one that is heard no more is held than a text may
have. Asked to end (SIGTERM, Ctrl+C, a closed window), the program leaves at its next wait for a
line: what is being kept is kept first, and a line half written on a terminal is fetched from it.
"""

from __future__ import annotations

import codecs
import contextlib
import errno
import os
import select
import signal
import sys
import time
import unicodedata
from collections.abc import Iterator, Sequence
from types import FrameType

from dialog.face.guardian import CLEARED
from dialog.face.idle import Idle
from dialog.language.clean import LONGEST
from dialog.plain.echo import Echo
from dialog.plain.face import Gone, Rested
from dialog.plain.wrapping import folded

PIECE = 65536
LAST = 1.6
"""Seconds to save and leave once we are asked to end; then the system's alarm ends us, and no window waits for us."""
QUIET = 0.5
"""Seconds without a sign before what was typed ahead is over. A slow line may bring a paste sign by sign."""
ENDINGS = ("SIGTERM", "SIGHUP", "SIGINT", "SIGQUIT")
LOOK = 5
"""Seconds between two looks at whether nobody has written for long: a machine that slept is found out by the clock."""
GRACE = 60
"""Seconds more for one who writes on a long line: the terminal says so only when it is asked."""
MOST = 4 * (4 * LONGEST + 1)
"""Bytes of a line that are held. So many are always more than a text may have, which is then told."""
CLEAR = f"{CLEARED}\x1b[3J"
"""The rows in sight, and then those that can be scrolled back to."""
LETTERS = str.maketrans({
    "æ": "ae", "ø": "oe", "å": "aa", "Æ": "Ae", "Ø": "Oe", "Å": "Aa", "ß": "ss", "ł": "l", "Ł": "L", "»": '"',
    "«": '"', "…": "...", "–": "-", "—": "-", "’": "'", "‘": "'", "“": '"', "”": '"', "€": "EUR"})
"""How an old terminal writes what it has no letter for."""


def readable(error: UnicodeError) -> tuple[str, int]:
    """A codec's way out: letters that can be read for those the terminal does not have."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    text = error.object[error.start:error.end].translate(LETTERS)
    plain = "".join(sign for sign in unicodedata.normalize("NFKD", text) if not unicodedata.combining(sign))
    return plain.encode("ascii", "replace").decode(), error.end


codecs.register_error("dialog.readable", readable)


class Wire:
    """Standard input and output of this process. Use it in a `with`: inside it, the signals that end us are heard."""

    def __init__(self) -> None:
        self._tty = os.isatty(0)
        self._codes = getattr(sys.stdin, "encoding", None) or "utf-8"
        self._signs = getattr(sys.stdout, "encoding", None) or "utf-8"
        self._heard = b""
        self._ended = 0
        self._waiting = False
        self._echo = Echo()
        self.unseen = self._echo.off
        """In a `with`: what is typed is not shown."""

    def __enter__(self) -> Wire:
        self._before = {number: signal.signal(number, self._end)
                        for name in ENDINGS if (number := getattr(signal, name, None))}
        return self

    def __exit__(self, *error: object) -> None:
        for number, before in self._before.items():
            signal.signal(number, before)

    def put(self, line: str) -> None:
        """Writes one line; on a terminal in rows, where a fold could make it pass for two. Raises Gone when nobody
        reads it any more."""
        shown = line.encode(self._signs, "dialog.readable").decode(self._signs)
        rows = folded(shown, os.get_terminal_size(1).columns) if os.isatty(1) else [shown]
        self._send("".join(f"{row}\n" for row in rows).encode(self._signs))

    def clear(self) -> bool:
        """Takes what is in sight off the terminal; whether it could. One without such codes gets it out of sight."""
        if not os.isatty(1):
            return False
        simple = os.environ.get("TERM", "dumb") == "dumb"
        self._send(b"\n" * os.get_terminal_size(1).lines if simple else CLEAR.encode())
        return not simple

    def _send(self, data: bytes) -> None:
        try:
            while data:
                data = data[os.write(1, data):]
        except BrokenPipeError:
            raise Gone() from None
        except OSError as error:
            if error.errno != errno.EIO:
                raise
            raise Gone(status=self._ended or 128 + 1) from None  # the window is closed

    def hear(self, secret: bool, patience: float | None = None) -> str:
        """The next line. Raises Gone at the end of what there is to hear, and Rested when nobody has written for so
        many seconds; both with what was half written, but for a secret."""
        if self._ended:
            raise Gone("", self._ended)
        if secret and self._tty and sys.platform == "win32":
            return _typed_unseen()
        with self.unseen() if secret else contextlib.nullcontext():
            self._until_line(secret, patience)
        line, _, self._heard = self._heard.partition(b"\n")
        return self._text(line.removesuffix(b"\r"))

    def forget(self) -> None:
        """What was typed ahead on a terminal was no answer to what is asked now. A pipe is no hand, and is left."""
        if not self._tty or sys.platform == "win32":
            return
        self._heard = b""
        with _sign_by_sign():  # a line that has not ended yet is typed ahead too
            while self._wait(True, QUIET):
                if not self._more():
                    raise Gone("", self._ended)

    def rest(self, seconds: float) -> None:
        """Waits, and leaves at once where it is asked to."""
        if sys.platform == "win32":
            time.sleep(seconds)
        else:
            self._wait(True, seconds, ())

    # Within

    def _until_line(self, secret: bool, patience: float | None) -> None:
        idle = Idle()
        while b"\n" not in self._heard:
            ready = self._wait(secret, None if patience is None else min(LOOK, patience))
            if patience is not None and idle.seconds >= patience:
                before, slept = len(self._heard), ready or idle.seconds >= patience + GRACE
                half = self._half()
                if slept or secret or len(self._heard) == before:
                    self._heard = b""
                    raise Rested("" if secret else half)
                patience = min(patience, GRACE)
                idle.touch()
            elif ready:
                if not (more := self._more()):
                    raise Gone("" if secret else self._half(), self._ended)
                self._take(more)
                idle.touch()

    def _take(self, more: bytes) -> None:
        """To what is heard. Of a line without an end only the first part is held, and its end when it comes."""
        self._heard += more
        if len(self._heard) > MOST and b"\n" not in self._heard[:MOST]:
            end = self._heard.find(b"\n", MOST)
            self._heard = self._heard[:MOST] + (self._heard[end:] if end >= 0 else b"")

    def _wait(self, secret: bool, seconds: float | None = None, on: Sequence[int] = (0,)) -> bool:
        """Until there is something to read, or so long; whether there is. Here, and only here, a signal ends us."""
        if self._ended:
            raise Gone("" if secret else self._half(), self._ended)
        if sys.platform == "win32":
            return True
        try:
            self._waiting = True
            ready = select.select(on, [], [], seconds)[0]
            self._waiting = False
            return bool(ready)
        except _Ending:
            raise Gone("" if secret else self._half(), self._ended) from None

    def _end(self, number: int, frame: FrameType | None) -> None:
        self._ended = 128 + number
        self._echo.show()  # the alarm may end us before we come out
        if hasattr(signal, "setitimer"):
            signal.setitimer(signal.ITIMER_REAL, LAST)
        if self._waiting:
            self._waiting = False
            raise _Ending

    def _more(self) -> bytes:
        try:
            return os.read(0, PIECE)
        except OSError as error:
            if error.errno != errno.EIO:
                raise
            self._ended = self._ended or 128 + 1
            return b""

    def _half(self) -> str:
        """What is written of a line that has no end yet. A terminal keeps it until Enter, unless it is asked."""
        if self._tty and sys.platform != "win32":
            with _sign_by_sign(), contextlib.suppress(OSError):
                self._heard += os.read(0, PIECE)
        return self._text(self._heard)

    def _text(self, data: bytes) -> str:
        return data.decode(self._codes, "replace")


def _typed_unseen() -> str:
    """A line from Windows' console, which has no echo to turn off. Raises Gone for Ctrl+C."""
    from getpass import getpass

    try:
        return getpass("")
    except KeyboardInterrupt:
        raise Gone("", 128 + signal.SIGINT) from None


@contextlib.contextmanager
def _sign_by_sign() -> Iterator[None]:
    """The terminal hands over each sign as it is typed, and what it has kept of a line; a read waits for nothing."""
    if sys.platform == "win32":
        raise NotImplementedError
    import termios

    try:
        before, now = termios.tcgetattr(0), termios.tcgetattr(0)
        now[3] &= ~termios.ICANON
        now[6][termios.VMIN], now[6][termios.VTIME] = 0, 0
        termios.tcsetattr(0, termios.TCSANOW, now)
    except termios.error:  # the window is closed
        yield
        return
    try:
        yield
    finally:
        with contextlib.suppress(termios.error):
            termios.tcsetattr(0, termios.TCSANOW, before)


class _Ending(Exception):
    """We were asked to end while we waited."""
