"""A real terminal for tests: the program runs in a real pseudo-terminal, and pyte shows what a person would see.

Owns keys as terminals send them, answers to what programs ask a terminal, and the raw bytes, so that a test can say
that nothing but painting reached the screen. Every wait is for a text on the screen, never for a time.
"""

from __future__ import annotations

import contextlib
import os
import re
import signal
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

import pexpect
import pyte

ROOT = Path(__file__).resolve().parent.parent
PYTHON = sys.executable
EMPOWER = (PYTHON, "-m", "dialog.cli")

KEYS = {
    "enter": "\r",
    "tab": "\t",
    "shift+tab": "\x1b[Z",
    "escape": "\x1b",
    "backspace": "\x7f",
    "space": " ",
    "up": "\x1b[A",
    "down": "\x1b[B",
    "right": "\x1b[C",
    "left": "\x1b[D",
    "home": "\x1b[H",
    "end": "\x1b[F",
    "delete": "\x1b[3~",
    "pageup": "\x1b[5~",
    "pagedown": "\x1b[6~",
    "f1": "\x1bOP",
    "f2": "\x1bOQ",
    "f3": "\x1bOR",
    "f4": "\x1bOS",
    "f5": "\x1b[15~",
    "f6": "\x1b[17~",
    "f7": "\x1b[18~",
    "f8": "\x1b[19~",
    "f9": "\x1b[20~",
    "f10": "\x1b[21~",
    **{f"ctrl+{letter}": chr(ord(letter) - 96) for letter in "abcdefghijklmnopqrstuvwxyz"},
}

_ANSWERS: tuple[tuple[re.Pattern[str], Callable[[Terminal, re.Match[str]], str]], ...] = (
    (re.compile("\x1b\\[\\?(2026)\\$p"), lambda terminal, found: f"\x1b[?{found[1]};2$y"),  # synchronised output: yes
    (re.compile("\x1b\\[\\?([0-9]+)\\$p"), lambda terminal, found: f"\x1b[?{found[1]};0$y"),  # no other such mode
    (re.compile("\x1b\\[0?c"), lambda terminal, found: "\x1b[?62;22c"),  # which terminal: a VT220 with colours
    (re.compile("\x1b\\[6n"), lambda terminal, found: terminal.cursor()),
)  # fmt: skip
_ESCAPE = re.compile(
    "(?P<csi>\x1b\\[[0-?]*[ -/]*[@-~])|(?P<osc>\x1b[\\]PX^_].*?(?:\x07|\x1b\\\\))|(?P<short>\x1b[ -/]*[0-Z\\\\^-~])",
    re.DOTALL,
)
_UNFINISHED = re.compile("\x1b(?:\\[[0-?]*[ -/]*|[\\]PX^_][^\x07\x1b]*\x1b?|[ -/]*)?\\Z")
_SHOWN = re.compile("\x1b\\[(?:[0-9;]*[A-HJKLMPSTXdfmr]|\\?[0-9;]*[hl])\\Z")
"""What pyte knows. The rest (keyboard protocols, queries) paints nothing, and some of it makes pyte draw letters."""
_PAINTING = re.compile("\x1b\\[(?:[0-9;:]*[HJKm]|[?>=<]?[0-9;]*[hlu]|\\?[0-9]+\\$p)\\Z")
_STEERING = re.compile("[\x00-\x07\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u206f]")


class Waited(AssertionError):
    """What was waited for did not come; says what stood on the screen instead."""


class Terminal:
    """A program in a terminal of `cols` × `rows`. Use as a context manager: leaving it ends the program."""

    def __init__(
        self,
        cols: int = 80,
        rows: int = 24,
        command: Sequence[str] = EMPOWER,
        env: Mapping[str, str] | None = None,
        *,
        cwd: Path = ROOT,
    ) -> None:
        self.screen = pyte.Screen(cols, rows)
        self.raw = ""
        self._stream = pyte.Stream(self.screen)
        self._rest = ""
        inherited = {name: value for name, value in os.environ.items() if name not in ("NO_COLOR", "COLUMNS", "LINES")}
        self.child = pexpect.spawn(
            command[0],
            list(command[1:]),
            dimensions=(rows, cols),
            cwd=str(cwd),
            encoding="utf-8",
            codec_errors="surrogateescape",
            echo=False,
            timeout=None,
            env={
                **inherited,
                "TERM": "xterm-256color",
                "COLORTERM": "truecolor",
                "LC_ALL": "C.UTF-8",
                "PYTHONPATH": str(ROOT),
                **(env or {}),
            },
        )
        self.child.delaybeforesend = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self.child.isalive():
            self.kill()
        self.child.close(force=True)

    # What a person does

    def press(self, *keys: str) -> None:
        """Presses keys by name ("enter", "f5", "ctrl+q"); a key of one sign is that sign."""
        for key in keys:
            self.child.send(KEYS.get(key, key))

    def type(self, text: str) -> None:
        """Types the text, sign by sign as a keyboard would; a line break is Ctrl+J."""
        self.child.send(text)

    def paste(self, text: str) -> None:
        """Pastes as terminals do, between the marks of a bracketed paste."""
        self._send(f"\x1b[200~{text}\x1b[201~")

    def _send(self, text: str) -> None:
        """Much text in pieces: a pseudo-terminal holds 4 kB, and the program may be painting meanwhile."""
        data = text.encode("utf-8", "surrogatepass")
        while data:
            with contextlib.suppress(BlockingIOError):
                data = data[os.write(self.child.child_fd, data[:1024]) :]
            self.read(0.001)

    def resize(self, cols: int, rows: int) -> None:
        self.screen.resize(rows, cols)
        self.child.setwinsize(rows, cols)

    def kill(self, number: int = signal.SIGKILL) -> None:
        """Ends the program from outside, as a power cut or a closed window would."""
        with contextlib.suppress(ProcessLookupError):
            os.kill(self.child.pid or 0, number)
        if number == signal.SIGKILL:
            self.child.wait()

    # What a person sees

    def read(self, seconds: float = 0.05) -> bool:
        """Takes in what the program has written, waiting at most so long for it; False when it wrote nothing."""
        try:
            got = self.child.read_nonblocking(65536, timeout=seconds)
        except pexpect.TIMEOUT:
            return False
        except (pexpect.EOF, OSError):
            return False
        self.raw += got
        self._take(self._rest + got)
        return True

    def _take(self, text: str) -> None:
        unfinished = _UNFINISHED.search(text)
        self._rest = unfinished[0] if unfinished else ""
        text = text[: len(text) - len(self._rest)]
        for pattern, answer in _ANSWERS:
            for found in pattern.finditer(text):
                with contextlib.suppress(OSError):
                    self.child.send(answer(self, found))
        shown = _ESCAPE.sub(lambda found: found[0] if _SHOWN.match(found[0]) else "", text)
        self._stream.feed(shown)

    def cursor(self) -> str:
        return f"\x1b[{self.screen.cursor.y + 1};{self.screen.cursor.x + 1}R"

    def lines(self) -> list[str]:
        return [line.rstrip() for line in self.screen.display]

    def text(self) -> str:
        """The picture as plain text, one line a row."""
        return "\n".join(self.lines())

    def flat(self) -> str:
        """The picture in one line with single spaces, for looking for a sentence that may be folded."""
        return " ".join(self.text().split())

    def until(self, wanted: str | Callable[[Terminal], bool], timeout: float = 15.0) -> Self:
        """Waits until the text (or what the function asks for) is there. Raises Waited with the picture."""
        there = wanted if callable(wanted) else lambda terminal: wanted in terminal.flat()
        end = time.monotonic() + timeout
        while not there(self):
            came = self.read()
            if not came and not self.child.isalive() and not self.read(0) and not there(self):
                raise Waited(f"{wanted!r} did not come; the program ended with {self.status()}:\n{self.text()}")
            if time.monotonic() > end:
                raise Waited(f"{wanted!r} did not come in {timeout} s:\n{self.text()}")
        return self

    def until_gone(self, text: str, timeout: float = 15.0) -> Self:
        return self.until(lambda terminal: text not in terminal.flat(), timeout)

    def settled(self, quiet: float = 0.12, timeout: float = 10.0) -> Self:
        """Waits until the program has painted nothing for a while."""
        end = time.monotonic() + timeout
        while self.read(quiet):
            if time.monotonic() > end:
                raise Waited(f"still painting after {timeout} s:\n{self.text()}")
        return self

    def ended(self, timeout: float = 15.0) -> int:
        """Waits for the program to end; its exit status, or minus the signal that ended it."""
        end = time.monotonic() + timeout
        while self.child.isalive():
            self.read(0.02)
            if time.monotonic() > end:
                raise Waited(f"did not end in {timeout} s:\n{self.text()}")
        while self.read(0.02):
            pass
        return self.status()

    def status(self) -> int:
        code, number = self.child.exitstatus, self.child.signalstatus
        return code if code is not None else -(number or 0)

    def steering(self) -> list[str]:
        """Whatever reached the terminal besides text and Textual's own painting."""
        other = [found[0] for found in _ESCAPE.finditer(self.raw) if not _PAINTING.match(found[0])]
        return other + _STEERING.findall(_ESCAPE.sub("", self.raw).removesuffix(self._rest))
