"""What we owe the terminal: nothing of what people wrote may steer it, and it may go away at any time.

Owns the filter on every painted line, the signals that end the program, and the one key that Textual misreads.
"""

from __future__ import annotations

import asyncio
import contextlib
import signal
from collections.abc import Callable
from typing import cast

from rich.segment import Segment
from textual._ansi_sequences import ANSI_SEQUENCES_KEYS
from textual.color import Color
from textual.filter import LineFilter
from textual.keys import Keys

_TURNING = (0x61C, 0x200E, 0x200F, 0x2028, 0x2029, *range(0x202A, 0x202F), *range(0x2066, 0x2070))
"""Signs that turn the direction of a line, or break it: a line could read as something else."""
_CONTROLS = dict.fromkeys((*range(0x20), *range(0x7F, 0xA0), *_TURNING))
_ENDINGS = ("SIGHUP", "SIGTERM", "SIGINT")
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
