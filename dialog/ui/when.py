"""When something was, as one says it: "i dag kl. 10.15", "i går", "for 3 dage siden", "12. marts".

On Denmark's clock, as everywhere. Babel is not needed for it, because the first screens show it before anything heavy
is imported.
"""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from dialog.language.format import ZONE, local_date

MONTHS = ("januar", "februar", "marts", "april", "maj", "juni",
          "juli", "august", "september", "oktober", "november", "december")
RECENT = 7
"""Days that are counted; an older day has its date."""


def clock(at: datetime) -> str:
    """The hour: "10.15"."""
    return f"{at.astimezone(ZoneInfo(ZONE)):%H.%M}"


def day(at: datetime, now: datetime) -> str:
    """The date, with its year only when that is another than this: "12. marts"."""
    here, today = local_date(at), local_date(now)
    year = "" if here.year == today.year else f" {here.year}"
    return f"{here.day}. {MONTHS[here.month - 1]}{year}"


def days_ago(at: datetime, now: datetime) -> int:
    """Days as people count them: yesterday evening is one day ago in the morning."""
    return (local_date(now) - local_date(at)).days


def when(at: datetime, now: datetime) -> str:
    """How long ago it was."""
    days = days_ago(at, now)
    if days <= 0:
        return f"i dag kl. {clock(at)}"
    if days == 1:
        return "i går"
    return f"for {days} dage siden" if days <= RECENT else day(at, now)


def moment(at: datetime, now: datetime) -> str:
    """The day and the hour: "12. marts kl. 10.15"."""
    named = {0: "i dag", 1: "i går"}.get(days_ago(at, now))
    return f"{named or day(at, now)} kl. {clock(at)}"
