"""Tells a key that is meant from one that is not: a held key, a burst, a stray Enter when something new has come up.

A yes to a plan is a person's word. It may not be given by a key that was pressed before there was anything to say yes
to, nor by text that somebody pastes into a terminal that sends it as keys.
"""

from __future__ import annotations

from typing import TypeAlias

from textual import events

from dialog.language.screen import N

GRACE = 0.5
"""Seconds from when something is shown until an answer to it counts; and until the same key counts again, for a held
key repeats 2 to 30 times a second."""
QUIET = 0.5
"""The part of the grace that lies before a key that is meant: a quarter of a second. A burst on a slow line is quicker
than that, and a hand that picks and then presses Enter is hardly."""
EVEN = 0.04
"""The part of the grace (20 ms) by which two gaps differ at most between presses of a key that repeats by itself, where
the repeating is set slower than the grace. A hand is not as even three times in a row."""

HASTY = N("Det gik lidt stærkt. Tag den tid, I har brug for.")
"""What is said where a key was not meant."""

Hand: TypeAlias = events.Key | events.MouseDown | events.Paste
"""What a hand does."""


class Steady:
    """`hear` every key, press of the mouse and paste. `grace` may be set to 0 by whoever drives the screen."""

    def __init__(self, grace: float = GRACE) -> None:
        self.grace = grace
        self._shown = self._last = 0.0
        self._gap = self._gap_before = 0.0
        self._key = ""
        self._same = 0
        """How many times in a row this key was heard before."""

    def show(self, at: float) -> None:
        """Something new stands on the screen since this time (of `events.time`, which is the monotonic clock's)."""
        self._shown = at

    def hear(self, event: Hand) -> None:
        key = event.key if isinstance(event, events.Key) else ""
        self._same = self._same + 1 if key and key == self._key else 0
        self._gap_before, self._gap = self._gap, event.time - self._last
        self._key, self._last = key, event.time

    @property
    def meant(self) -> bool:
        """Whether what was heard last is an answer to what is shown."""
        quiet = self.grace if self._same else self.grace * QUIET
        return self._last - self._shown >= self.grace and self._gap >= quiet and not self._repeats

    @property
    def _repeats(self) -> bool:
        return self._same > 1 and abs(self._gap - self._gap_before) < self.grace * EVEN
