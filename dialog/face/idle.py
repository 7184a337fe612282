"""How long no hand has been there, and after how long the program locks itself. What two people talked about is nobody
else's business, on a screen and on plain lines."""

from __future__ import annotations

from time import monotonic, time
from typing import TYPE_CHECKING

from dialog.errors import EmpowerError

if TYPE_CHECKING:
    from dialog.store import Store

SETTING, MINUTES, MOST = "lock_minutes", 5, 60
SHORTEST = 60
"""Seconds of rest before which nobody needs to look up how long is long."""


class Idle:
    """How long no hand has been there. The wall clock counts too: the other one sleeps with the machine."""

    def __init__(self) -> None:
        self.touch()

    def touch(self) -> None:
        self._at = monotonic(), time()

    @property
    def seconds(self) -> float:
        return max(monotonic() - self._at[0], time() - self._at[1])

    def is_long(self, store: Store | None) -> bool:
        return self.seconds >= SHORTEST and self.seconds >= lock_after(store)


def lock_after(store: Store | None) -> float:
    """Seconds without a hand after which it locks: what the caseworker has chosen, between 1 and 60 minutes."""
    try:
        chosen = store.setting(SETTING) if store else None
    except EmpowerError:
        chosen = None  # a file that cannot be read just now is no reason to leave the talk in sight
    return 60.0 * (int(chosen) if chosen and is_minutes(chosen) else MINUTES)


def is_minutes(typed: str) -> bool:
    """Whether it is a whole number of minutes that can be chosen."""
    return typed.isascii() and typed.isdigit() and len(typed) < 4 and 1 <= int(typed) <= MOST
