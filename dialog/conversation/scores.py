"""The citizen's own numbers from talk to talk: whether something has moved, as the citizen sees it.

Pure: from the events of all the talks with one citizen. A number belongs with the earlier ones when it fills the same
place in the plan and is about the same thing in the citizen's words, whichever talk and edition of the script it is
from. Of a day's numbers the last one stands: what was put right at once has not moved.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from dialog.conversation import wording
from dialog.conversation.event import Answered, Event, Place, Skipped
from dialog.conversation.state import State, fold
from dialog.conversation.wording import Phrasing
from dialog.language.format import local_date
from dialog.script.model import Script, Turn

Days = dict[date, int]


@dataclass(frozen=True, slots=True)
class Series:
    """`scores`: (day, number), the earliest first. `target`: its place in the plan, or empty; `asked` the question."""

    target: str
    item: str
    """What it is about in the citizen's words, as last said; empty where the question is about no item of a list."""
    asked: str
    scores: tuple[tuple[date, int], ...]


def series(talks: Iterable[tuple[Script, Sequence[Event]]]) -> list[Series]:
    """Every number that holds, the earliest talk first, in the order of the script."""
    found: dict[tuple[str, str], Series] = {}
    for script, events in talks:
        state = fold(script, events)
        for place, days in _given(script, state, events):
            turn = script.by_id[place.turn]
            target = turn.plan.to if turn.plan else ""
            item = state.title(place.item) if place.item else ""
            key = target or f"{script.id}.{turn.id}", " ".join(item.casefold().split()).rstrip(".!")
            before = dict(found[key].scores) if key in found else {}
            asked = wording.ask(Phrasing(script), state, place)
            found[key] = Series(target, item, asked, tuple(sorted((before | days).items())))
    return list(found.values())


def _given(script: Script, state: State, events: Sequence[Event]) -> Iterator[tuple[Place, Days]]:
    """The numbers given at each place that still applies."""
    undone = {event.undoes for event in events if event.undoes}
    days: dict[Place, Days] = {}
    for event in events:
        if isinstance(event, Answered | Skipped) and event.undoes is None and event.seq not in undone:
            place, day = event.place, local_date(event.at)
            if isinstance(event, Skipped):
                days.get(place, {}).pop(day, None)
            elif _is_own(script.by_id[place.turn], event):
                days.setdefault(place, {})[day] = event.value
    for place in state.in_order(days):
        if days[place] and state.is_relevant(place):
            yield place, days[place]


def _is_own(turn: Turn, event: Answered) -> bool:
    return turn.kind == "scale" and event.said_by == "citizen" and event.place.voice in (None, "citizen")
