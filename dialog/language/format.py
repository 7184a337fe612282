"""Dates, times, numbers and lists as Danes write them, and the dates they type.

Babel holds the patterns; Denmark's own clock is used for every time that is shown, whatever the machine is set to.
`parse_date` reads only what has one meaning. What two people may read differently (»næste fredag«) gives None,
so that the question is asked again rather than a wrong day kept.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

ZONE = "Europe/Copenhagen"
MONTH_NAMES = ("januar", "februar", "marts", "april", "maj", "juni", "juli", "august", "september", "oktober",
               "november", "december")


@lru_cache(maxsize=64)
def language_text(code: str, language: str = "da") -> str:
    """What a language is called: `ukrainsk`; the code itself where nobody knows."""
    from babel import Locale, UnknownLocaleError

    try:
        return Locale.parse(code).get_display_name(language) or code
    except (UnknownLocaleError, ValueError):
        return code


@lru_cache(maxsize=1024)
def date_text(day: date, language: str = "da") -> str:
    """`3. maj 2026`."""
    if language == "da":
        return f"{day.day}. {MONTH_NAMES[day.month - 1]} {day.year}"  # a talk needs no more, and babel takes 60 ms
    from babel.dates import format_date

    return format_date(day, "long", locale=language)


@lru_cache(maxsize=256)
def day_text(day: date, language: str = "da") -> str:
    """`søndag den 3. maj 2026`."""
    from babel.dates import format_date

    return format_date(day, "full", locale=language)


@lru_cache(maxsize=1024)
def date_time_text(moment: datetime, language: str = "da") -> str:
    """`3. maj 2026 kl. 10.15`, on the Danish clock. `moment` must know its own zone."""
    word = " kl. " if language == "da" else " "
    return f"{date_text(local_date(moment), language)}{word}{time_text(moment, language)}"


@lru_cache(maxsize=1024)
def time_text(moment: datetime, language: str = "da") -> str:
    """`10.15`, on the Danish clock."""
    if language == "da":
        return f"{moment.astimezone(ZoneInfo(ZONE)):%H.%M}"
    from babel.dates import format_time

    return format_time(moment.astimezone(ZoneInfo(ZONE)), "HH:mm", locale=language)


def local_date(moment: datetime) -> date:
    """The day it is in Denmark at that moment."""
    return moment.astimezone(ZoneInfo(ZONE)).date()


def number_text(value: int | float, language: str = "da") -> str:
    """`1.234,5`."""
    from babel.numbers import format_decimal

    return format_decimal(value, locale=language)


def list_text(parts: Sequence[str], language: str = "da") -> str:
    """`a`, `a og b`, `a, b og c`; nothing for no parts."""
    from babel.lists import format_list

    return format_list(list(parts), locale=language) if parts else ""


WEEKDAYS = ("mandag", "tirsdag", "onsdag", "torsdag", "fredag", "lørdag", "søndag")
MONTHS = ("jan(?:uar)?", "feb(?:ruar)?", "mar(?:ts)?", "apr(?:il)?", "maj", "juni?", "juli?", "aug(?:ust)?",
          "sept?(?:ember)?", "okt(?:ober)?", "nov(?:ember)?", "dec(?:ember)?")
NEAR = {"i dag": 0, "idag": 0, "i morgen": 1, "imorgen": 1, "i overmorgen": 2, "overmorgen": 2, "i går": -1,
        "igår": -1, "i forgårs": -2}
COUNTS = {"en": 1, "et": 1, "to": 2, "tre": 3, "fire": 4, "fem": 5, "seks": 6, "syv": 7, "otte": 8, "ni": 9, "ti": 10,
          "elleve": 11, "tolv": 12, "tretten": 13, "fjorten": 14, "tyve": 20, "tredive": 30}
FARTHEST_LEAP = 8
"""Years to look ahead for a 29 February."""

_WEEKDAY = rf"(?P<weekday>{'|'.join(WEEKDAYS)})"
_YEAR = r"(?P<year>[0-9]{4}|[0-9]{2})"
_LEAD = rf"(?:(?:på )?{_WEEKDAY} )?(?:den |d\. ?)?(?P<day>[0-9]{{1,2}})"
_MONTH_NAME = "|".join(f"(?P<m{number}>{name})" for number, name in enumerate(MONTHS, 1))


def parse_date(text: str, today: date) -> str | None:
    """The day a Dane means by `text`, as `YYYY-MM-DD`; None when it is no date, or not one date only.

    Without a year the day is the next such day, today included. `på fredag` is after today; `i fredags` before.
    """
    plain = re.sub(r"\s+", " ", text.strip().lower()).rstrip(" .,!")
    for pattern, read in _FORMS:
        found = pattern.fullmatch(plain)
        if found:
            try:
                day = read(found, today)
            except (ValueError, OverflowError):
                return None
            return day.isoformat() if day else None
    return None


def _iso(found: re.Match[str], today: date) -> date | None:
    return date(int(found["year"]), int(found["month"]), int(found["day"]))


def _near(found: re.Match[str], today: date) -> date | None:
    return today + timedelta(NEAR[found["near"]])


def _ahead(found: re.Match[str], today: date) -> date | None:
    count = COUNTS.get(found["count"]) or int(found["count"])
    if found["unit"].startswith("dag"):
        return today + timedelta(count)
    if found["unit"].startswith("uge"):
        return today + timedelta(weeks=count)
    return _months_on(today, count * (12 if found["unit"] == "år" else 1))


def _half_year(found: re.Match[str], today: date) -> date | None:
    return _months_on(today, 6)


def _months_on(today: date, months: int) -> date:
    """The same day of a later month, or that month's last day."""
    year, month = divmod(today.year * 12 + today.month - 1 + months, 12)
    for day in (today.day, 30, 29, 28):
        try:
            return date(year, month + 1, min(day, today.day))
        except ValueError:
            if not 1 <= year <= 9999:
                raise
    raise ValueError


def _calendar(found: re.Match[str], today: date) -> date | None:
    named = next((n for n in range(1, 13) if found.groupdict().get(f"m{n}")), None)
    month = named or int(found["month"])
    return _agreeing(found, _dated(int(found["day"]), month, found["year"], today))


def _dated(day: int, month: int, year: str | None, today: date) -> date | None:
    if year:
        return date(int(year) + (2000 if len(year) == 2 else 0), month, day)
    for later in range(FARTHEST_LEAP + 1):
        try:
            found = date(today.year + later, month, day)
        except ValueError:
            if (month, day) != (2, 29):
                raise
            continue
        if found >= today:
            return found
    return None


def _agreeing(found: re.Match[str], day: date | None) -> date | None:
    """The day, unless a weekday was said too and it is another one: then somebody is mistaken."""
    said = found["weekday"]
    return day if day and (not said or WEEKDAYS[day.weekday()] == said) else None


def _day_of_month(found: re.Match[str], today: date) -> date | None:
    wanted, month = int(found["day"]), today.replace(day=1)
    for _ in range(3):
        try:
            day = month.replace(day=wanted)
        except ValueError:
            day = None
        if day and day >= today:
            return _agreeing(found, day)
        month = _months_on(month, 1)
    return None


def _weekday(found: re.Match[str], today: date) -> date | None:
    ahead = (WEEKDAYS.index(found["weekday"]) - today.weekday() - 1) % 7 + 1
    return today + timedelta(ahead)


def _last_weekday(found: re.Match[str], today: date) -> date | None:
    back = (today.weekday() - WEEKDAYS.index(found["weekday"]) - 1) % 7 + 1
    return today - timedelta(back)


def _near_week(found: re.Match[str], today: date) -> date | None:
    monday = today - timedelta(today.weekday())
    return monday + timedelta(WEEKDAYS.index(found["weekday"]) + (7 if found["next"] else 0))


def _numbered_week(found: re.Match[str], today: date) -> date | None:
    """Weeks are those of the calendar on the wall; one that has passed is next year's."""
    this, week = today.isocalendar(), int(found["week"])
    year = this.year if week >= this.week else this.year + 1
    return date.fromisocalendar(year, week, WEEKDAYS.index(found["weekday"]) + 1)


Reader = Callable[[re.Match[str], date], "date | None"]
_FORMS: tuple[tuple[re.Pattern[str], Reader], ...] = tuple((re.compile(pattern), read) for pattern, read in (
    (r"(?P<year>[0-9]{4})-(?P<month>[0-9]{1,2})-(?P<day>[0-9]{1,2})", _iso),
    (f"(?P<near>{'|'.join(NEAR)})", _near),
    (rf"om (?P<count>[0-9]{{1,4}}|{'|'.join(COUNTS)}) (?P<unit>dage?|uger?|måned(?:er)?|år)", _ahead),
    (r"om et halvt år", _half_year),
    (rf"{_LEAD}\.? ?(?:{_MONTH_NAME})\.?(?:,? {_YEAR})?", _calendar),
    (rf"{_LEAD}(?P<sep>[/.-]) ?(?P<month>[0-9]{{1,2}})(?:(?:(?P=sep)|[-/. ]) ?{_YEAR})?", _calendar),
    (rf"(?:(?:på )?{_WEEKDAY} )?(?:den |d\. ?)(?P<day>[0-9]{{1,2}})", _day_of_month),
    (rf"(?:(?:på|nu på|førstkommende) )?{_WEEKDAY}", _weekday),
    (rf"i {_WEEKDAY}s", _last_weekday),
    (rf"(?:på )?{_WEEKDAY} i (?:(?P<next>næste)|denne) uge", _near_week),
    (rf"(?:på )?{_WEEKDAY} i uge (?P<week>[0-9]{{1,2}})", _numbered_week),
))
