"""Which key is meant: not one of a burst, not one that repeats by itself, not one from before there was a question."""

from __future__ import annotations

from itertools import accumulate

import pytest
from textual.events import Key, MouseDown

from dialog.ui.steady import GRACE, Steady

SHOWN = 100.0


def heard(keys: str, *gaps: float, grace: float = GRACE) -> list[bool]:
    """Whether each of the keys is meant, so many seconds after the one before; the first after what is shown."""
    steady = Steady(grace)
    steady.show(SHOWN)
    meant = []
    for name, at in zip(keys, accumulate(gaps), strict=True):
        key = Key(name, name)
        key.time = SHOWN + at
        steady.hear(key)
        meant.append(steady.meant)
    return meant


@pytest.mark.parametrize("gap", [0.0, 0.03, 0.09, 0.11, 0.2])
def test_no_key_of_a_burst_is_meant_however_slow_the_line(gap: float) -> None:
    assert True not in heard("je" * 20, *[gap] * 40)[1:]
    assert True in heard("je" * 20, *[gap] * 40, grace=0), "the twin: without the grace"


@pytest.mark.parametrize("gap", [0.033, 0.092, 0.25, 0.499, 0.7, 1.0])
def test_a_key_that_repeats_by_itself_is_not_meant(gap: float) -> None:
    uneven = [gap + 0.004 * (number % 3) for number in range(18)]
    assert True not in heard("e" * 20, 0.3, gap, *uneven)[2:]


def test_a_hand_that_picks_and_presses_enter_is_meant() -> None:
    assert heard("je", 0.7, 0.26) == [True, True]
    assert heard("eee", 0.7, 0.6, 0.68) == [True, True, True], "thrice the same, as a hand does it"


def test_what_was_pressed_too_early_counts_when_it_is_pressed_again() -> None:
    assert heard("jee", 0.3, 0.1, 0.8) == [False, False, True]


def test_the_mouse_is_a_hand_like_any_other() -> None:
    steady = Steady()
    steady.show(SHOWN)
    for at, meant in ((0.1, False), (0.7, True), (0.8, False), (1.2, True)):
        press = MouseDown(None, 1, 1, 0, 0, 1, False, False, False)
        press.time = SHOWN + at
        steady.hear(press)
        assert steady.meant is meant
