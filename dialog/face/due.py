"""Whom to meet today, whom should have been met, and whom to meet in the week ahead: what the list begins with.

A day has been kept once a talk was in use on it, or later.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Literal

from dialog.face.when import day_name, weekday
from dialog.language.format import local_date
from dialog.language.screen import N, tr

if TYPE_CHECKING:
    from dialog.conversation.follow_up import About
    from dialog.face.people import Person

AHEAD = 6
"""Days ahead that are named by their weekday: on the seventh it would be today's."""
ORDER = ("today", "late", "soon")
COUNTS = (N("nul"), N("én"), N("to"), N("tre"), N("fire"), N("fem"), N("seks"), N("syv"), N("otte"), N("ni"), N("ti"),
          N("elleve"), N("tolv"))
ONE_TODAY, MANY_TODAY = N("Én samtale i dag."), N("{today} samtaler i dag.")
ONE_LATE, MANY_LATE = (N("Én samtale har ventet siden {day}."),
                       N("{late} samtaler har ventet, den første siden {day}."))
BOTH = {
    (True, True): N("Én samtale i dag, én har ventet siden {day}."),
    (True, False): N("Én samtale i dag, {late} har ventet, den første siden {day}."),
    (False, True): N("{today} samtaler i dag, én har ventet siden {day}."),
    (False, False): N("{today} samtaler i dag, {late} har ventet, den første siden {day}."),
}
"""By whether there is one today, and whether one has waited."""


@dataclass(frozen=True, slots=True)
class Due:
    when: Literal["today", "late", "soon"]
    day: date
    about: About


def due(person: Person, now: datetime) -> Due | None:
    """The day that matters most now, of those that the talks with this citizen named."""
    today = local_date(now)
    used = local_date(person.last_at) if person.last_at else today
    found = []
    for each in person.follow_ups:
        if each.day == today:
            found.append(Due("today", each.day, each.about))
        elif used < each.day < today:
            found.append(Due("late", each.day, each.about))
        elif today < each.day <= today + timedelta(AHEAD):
            found.append(Due("soon", each.day, each.about))
    return min(found, key=_rank, default=None)


def in_order(people: Iterable[Person], now: datetime) -> list[Person]:
    """Today's first, then those that should have been, then the week's by day, then the others as they stood."""
    return sorted(people, key=lambda person: _rank(due(person, now)))


def due_text(due: Due, now: datetime) -> str:
    """`I dag`, `Skulle have været 3. maj`, `På torsdag`."""
    if due.when == "today":
        return tr("I dag")
    if due.when == "late":
        return tr("Skulle have været {day}", day=day_name(due.day, local_date(now)))
    return tr("I morgen") if due.day == local_date(now) + timedelta(1) else tr("På {weekday}", weekday=weekday(due.day))


def glance(people: Sequence[Person], now: datetime) -> str:
    """How many there are today, and how many have waited, in a sentence; empty when it is none."""
    found = [each for person in people if (each := due(person, now))]
    today, late = (sorted(each.day for each in found if each.when == kind) for kind in ("today", "late"))
    if not today and not late:
        return ""
    text = BOTH[len(today) == 1, len(late) == 1]
    if not late:
        text = ONE_TODAY if len(today) == 1 else MANY_TODAY
    elif not today:
        text = ONE_LATE if len(late) == 1 else MANY_LATE
    said = tr(text, today=_count(len(today)), late=_count(len(late)),
              day=day_name(late[0], local_date(now)) if late else "")
    return said[:1].upper() + said[1:]


def _count(count: int) -> str:
    return tr(COUNTS[count]) if count < len(COUNTS) else str(count)


def _rank(due: Due | None) -> tuple[int, date]:
    return (ORDER.index(due.when), due.day) if due else (len(ORDER), date.min)
