"""Eight hours at the screen: as many keys as a person presses in a working day, one a second, and what is held then."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.monkey.monkey import Monkey, furnish

EIGHT_HOURS = 8 * 60 * 60
"""Keys, at one a second."""
WARM_UP = 2 * 60 * 60
"""Two hours: by then each screen, language and size of window has been met, and whatever grows on grows for ever."""
MOST = 120 * 2**20
GROWTH = 1.10
NEVER = 60_000
"""How long the loop is held is another test's."""


@pytest.mark.soak
def test_eight_hours_hold_no_more_than_120_mb_and_grow_less_than_a_tenth(tmp_path: Path) -> None:
    """One program all the way, through talks, look-back, plan, help, languages and locks. `HOURS_KEYS` for fewer."""
    monkey = Monkey(furnish(tmp_path / "room"), 8)
    monkey.seen.longest = NEVER
    monkey.go(WARM_UP)
    assert monkey.fault == ""
    begun, keys = monkey.window.memory(), int(os.environ.get("HOURS_KEYS", EIGHT_HOURS))
    while monkey.seen.keys < keys and not monkey.fault:
        monkey.go(1_000)
        print(f"{monkey.seen.keys} keys, {monkey.seen.talks} talks: {monkey.window.memory() / 2**20:.1f} MB")
    held = monkey.window.memory()
    monkey.close()
    assert monkey.fault == ""
    assert held <= MOST
    assert held < begun * GROWTH, f"{begun / 2**20:.1f} MB grew to {held / 2**20:.1f} MB"
