"""What we owe the terminal: nothing of what people wrote may steer it, and it may go away at any time.

Owns the filter on every painted line, the signals that end the program, what is said when the program fails, and the
one key that Textual misreads.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import cast

from rich.segment import Segment
from textual._ansi_sequences import ANSI_SEQUENCES_KEYS
from textual.color import Color
from textual.filter import LineFilter
from textual.keys import Keys

from dialog.errors import EmpowerError

_CONTROLS = {code: None for code in (*range(0x20), *range(0x7F, 0xA0))}
_ENDINGS = ("SIGHUP", "SIGTERM")
LAST = 1.6
"""Seconds to save and leave once we are asked to end. Whatever holds us longer (a document that is being made, a file
that another program has locked) is cut off by the system's alarm; the watcher then puts the terminal right."""


def learn_keys() -> None:
    """Alt+Enter comes from most terminals as Escape and Enter; Textual drops the Alt and would send the answer."""
    cast("dict[str, tuple[Keys, ...]]", ANSI_SEQUENCES_KEYS)["\x1b\r"] = (Keys.ControlJ,)


class NoControls(LineFilter):
    """Takes ESC and every other control out of each painted segment: 25 of 28 ways to paint let them through."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        if all(text.isprintable() for text, _, _ in segments):
            return segments
        return [Segment(text.translate(_CONTROLS), style, control) for text, style, control in segments]


def on_ending(loop: asyncio.AbstractEventLoop, leave: Callable[[], None]) -> None:
    """Call `leave` in the loop when the terminal goes away or the program is asked to end, and be gone soon after."""

    def end() -> None:
        signal.setitimer(signal.ITIMER_REAL, LAST)
        leave()

    for name in _ENDINGS:
        if number := getattr(signal, name, None):
            # Windows has neither the signals nor the handlers; off the main thread there is no signal to hear.
            with contextlib.suppress(NotImplementedError, RuntimeError, ValueError):
                loop.add_signal_handler(number, end)


def incident(error: BaseException) -> tuple[str, str]:
    """A number to tell support, and where it went wrong: files, lines and kinds of error, never a value or message."""
    import secrets

    number = f"{secrets.randbelow(9000) + 1000}-{secrets.randbelow(9000) + 1000}"
    lines = []
    link: BaseException | None = error
    while link is not None:
        lines.append(f"{type(link).__module__}.{type(link).__qualname__}")
        lines += [f"  {Path(frame.filename).name}:{frame.lineno} {frame.name}"
                  for frame in traceback.extract_tb(link.__traceback__)]
        link = link.__cause__ or link.__context__
    return number, "\n".join(lines)


def farewell(error: BaseException, folder: Path | None, *, kept: bool = True) -> str:
    """What to say on the plain terminal after a failure. Writes the incident into `folder`, where there is one."""
    number, trace = incident(error)
    said = [str(error) if isinstance(error, EmpowerError) else "Programmet stødte på en fejl og måtte lukke.",
            "Alt, I har sendt, er gemt. Start igen, så fortsætter I, hvor I slap."]
    if not kept:
        said.append("Det, I var ved at skrive, nåede ikke at blive gemt.")
    if folder and (path := _written(folder, number, trace)):
        said.append(f"Hændelse {number}. Sporet ligger i {path} og rummer intet af det, I har skrevet.")
    else:
        said.append(f"Hændelse {number}.")
    return "\n".join(said)


def _written(folder: Path, number: str, trace: str) -> Path | None:
    path = folder / "incidents" / f"{number}.txt"
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
            file.write(trace + "\n")
    except OSError:
        return None  # a full or read-only disk may be the very failure we are telling about
    return path
