"""When something was or will be, as one says it: "i dag kl. 10.15", "i går", "for 3 dage siden", "12. marts".

On Denmark's clock, in the screen's language. Danish is written out here and the other languages by Babel, which is
fetched when one of them is spoken: the first screens show days before anything heavy is imported.
"""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

from dialog.language.catalogue import SOURCE, catalogue
from dialog.language.format import MONTH_NAMES, WEEKDAYS, ZONE, local_date
from dialog.language.screen import screen_language, tr

RECENT = 7
"""Days that are counted; an older day has its date."""


def clock(at: datetime) -> str:
    """The hour: "10.15"."""
    here = at.astimezone(ZoneInfo(ZONE))
    return f"{here:%H.%M}" if screen_language() == SOURCE else f"{here:%H:%M}"


def day(at: datetime, now: datetime) -> str:
    """The date of a moment, as `day_name` says it."""
    return day_name(local_date(at), local_date(now))


def day_name(day: date, today: date) -> str:
    """The date, with its year only when that is another than today's: "12. marts"."""
    same = day.year == today.year
    if screen_language() == SOURCE:
        return f"{day.day}. {MONTH_NAMES[day.month - 1]}" + ("" if same else f" {day.year}")
    from babel.dates import format_date, format_skeleton

    return format_skeleton("MMMMd", day, locale=_locale()) if same else format_date(day, "long", locale=_locale())


def weekday(day: date) -> str:
    """Its name: "torsdag"."""
    if screen_language() == SOURCE:
        return WEEKDAYS[day.weekday()]
    from babel.dates import format_date

    return format_date(day, "EEEE", locale=_locale())


def days_ago(at: datetime, now: datetime) -> int:
    """Days as people count them: yesterday evening is one day ago in the morning."""
    return (local_date(now) - local_date(at)).days


def when(at: datetime, now: datetime) -> str:
    """How long ago it was."""
    days = days_ago(at, now)
    if days <= 0:
        return tr("i dag kl. {clock}", clock=clock(at))
    if days == 1:
        return tr("i går")
    return tr("for {days} dage siden", days=days) if days <= RECENT else day(at, now)


def moment(at: datetime, now: datetime) -> str:
    """The day and the hour: "12. marts kl. 10.15"."""
    days = days_ago(at, now)
    if days == 0:
        return tr("i dag kl. {clock}", clock=clock(at))
    if days == 1:
        return tr("i går kl. {clock}", clock=clock(at))
    return tr("{day} kl. {clock}", day=day(at, now), clock=clock(at))


def _locale() -> str:
    return catalogue(screen_language()).locale
