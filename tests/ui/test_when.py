"""When something was, as one says it."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from dialog.face.when import moment, when

NOW = datetime(2026, 3, 12, 9, 0, tzinfo=UTC)


@pytest.mark.parametrize(("at", "said"), [
    (datetime(2026, 3, 12, 8, 5, tzinfo=UTC), "i dag kl. 09.05"),
    (datetime(2026, 3, 11, 23, 30, tzinfo=UTC), "i dag kl. 00.30"),
    (datetime(2026, 3, 11, 22, 30, tzinfo=UTC), "i går"),
    (datetime(2026, 3, 9, 10, 0, tzinfo=UTC), "for 3 dage siden"),
    (datetime(2026, 3, 4, 10, 0, tzinfo=UTC), "4. marts"),
    (datetime(2025, 12, 24, 10, 0, tzinfo=UTC), "24. december 2025"),
])
def test_days_are_counted_on_the_danish_clock(at: datetime, said: str) -> None:
    assert when(at, NOW) == said


def test_a_moment_has_its_hour() -> None:
    assert moment(datetime(2026, 3, 11, 10, 15, tzinfo=UTC), NOW) == "i går kl. 11.15"
    assert moment(datetime(2026, 1, 5, 10, 15, tzinfo=UTC), NOW) == "5. januar kl. 11.15"


def test_summer_has_its_own_hour() -> None:
    assert moment(datetime(2026, 7, 1, 10, 0, tzinfo=UTC), NOW) == "1. juli kl. 12.00"
