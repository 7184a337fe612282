"""Looking back: what was said, in the order it was said and as it was put then; and what a read-back reads aloud."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from dialog.conversation import wording
from dialog.conversation.event import Answered, Event, ItemAdded, Place, Skipped
from dialog.conversation.state import Given, State
from dialog.conversation.wording import Phrasing
from dialog.script.model import Script, Voice

Standing = Literal["now", "earlier", "resting", "skipped"]
"""now: it holds · earlier: answered anew since · resting: its question does not apply now · skipped: passed."""


@dataclass(frozen=True, slots=True)
class Said:
    """One exchange. `said` is empty for what was only told (`say`)."""

    seq: int
    at: datetime
    place: Place
    section: str
    asked: str
    said: str
    said_by: Voice
    typed_by: Voice
    standing: Standing
    language: str = "da"
    """What the words were said in, or written down in by an interpreter."""
    interpreted: bool = False


def look_back(phrasing: Phrasing, events: Iterable[Event], now: State) -> list[Said]:
    """Every answer ever given. The events are replayed, so that each question stands as it was put at the time."""
    told: list[Said] = []
    script = phrasing.script
    then = State(script)
    for event in events:
        if isinstance(event, Answered | Skipped | ItemAdded) and not _only_ends_a_list(script, then, event.place):
            told.append(_told(phrasing, then, now, event))
        then.apply(event)
    return told


def summary(phrasing: Phrasing, state: State, section: str) -> list[Said]:
    """The answers of a section that hold now, in the order of the script."""
    told = []
    script = phrasing.script
    for place in state.relevant():
        turn, given = script.by_id[place.turn], state.given(place)
        if turn.section != section or given is None or turn.kind in ("say", "read_back"):
            continue
        if not _only_ends_a_list(script, state, place):
            told.append(_told(phrasing, state, state, given))
    return told


def _only_ends_a_list(script: Script, state: State, place: Place) -> bool:
    """The end of a list says nothing of its own where the list has items."""
    turn = script.by_id[place.turn]
    return bool(turn.fills) and place.item is None and bool(state.items(turn.fills))


def _told(phrasing: Phrasing, then: State, now: State, event: Given) -> Said:
    return Said(
        seq=event.seq, at=event.at, place=event.place, section=phrasing.script.by_id[event.place.turn].section,
        asked=wording.ask(phrasing, then, event.place), said=wording.said(phrasing, then, event), said_by=event.said_by,
        typed_by=getattr(event, "typed_by", "caseworker"), standing=_standing(now, event),
        language=getattr(event, "language", "da"), interpreted=getattr(event, "interpreted", False))


def _standing(now: State, event: Given) -> Standing:
    given = now.given(event.place)
    if given is None or given.id != event.id:
        return "earlier"
    if not now.is_relevant(event.place):
        return "resting"
    return "skipped" if isinstance(event, Skipped) else "now"
