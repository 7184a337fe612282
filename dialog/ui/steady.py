"""Tells a key that is meant from one that is not: a held key, a burst, a stray Enter when something new has come up.

A yes to a plan is a person's word. It may not be given by a key that was pressed before there was anything to say yes
to, nor by text that somebody pastes into a terminal that sends it as keys.
"""

from __future__ import annotations

from textual import events

GRACE = 0.5
"""Seconds from when something is shown until an answer to it counts."""
BURST = 0.2
"""Keys closer than this part of the grace come from no hand that answers: a held key repeats at a third of it."""


class Steady:
    """`hear` every key and press of the mouse. `grace` may be set to 0 by whoever drives the screen."""

    def __init__(self, grace: float = GRACE) -> None:
        self.grace = grace
        self._shown = self._before = self._last = 0.0

    def show(self, at: float) -> None:
        """Something new stands on the screen since this time (of `events.time`, which is the monotonic clock's)."""
        self._shown = at

    def hear(self, event: events.Key | events.MouseDown) -> None:
        self._before, self._last = self._last, event.time

    @property
    def meant(self) -> bool:
        """Whether what was heard last is an answer to what is shown."""
        return self._last - self._shown >= self.grace and self._last - self._before >= self.grace * BURST
