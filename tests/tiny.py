"""Small scripts and a talk without a store, for tests of one thing at a time."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid5

from dialog.conversation.event import (
    Answered,
    Event,
    ItemAdded,
    ItemRemoved,
    MovedTo,
    Place,
    PutOff,
    Reopened,
    Skipped,
)
from dialog.conversation.state import State, fold
from dialog.conversation.turn import next_turn
from dialog.script.model import Script
from dialog.script.read import read_text

START = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
SPACE = UUID(int=7)


def script_of(turns: str, *, lists: str = "{}", more: str = "") -> Script:
    """A script with one section holding `turns` (YAML, one flow mapping a line); `more` are further sections."""
    return read_text(yaml_of(turns, lists=lists, more=more), "tiny.yaml")


def yaml_of(turns: str, *, lists: str = "{}", more: str = "") -> str:
    lines = "\n".join(f"      - {line.strip()}" for line in turns.strip().splitlines())
    return (f"script: tiny\nversion: 1\ntitle: Lille\nlists: {lists}\nsections:\n"
            f"  - id: first\n    title: Først\n    turns:\n{lines}\n{more}")


class Talk:
    """A conversation in memory: events made with numbered ids and even times, folded as they come."""

    def __init__(self, script: Script) -> None:
        self.script = script
        self.events: list[Event] = []
        self.state = State(script)

    def envelope(self) -> dict[str, Any]:
        seq = self.state.seq + 1
        return {"id": uuid5(SPACE, str(seq)), "seq": seq, "at": START + timedelta(minutes=seq)}

    def do(self, event: Event) -> None:
        self.events.append(event)
        self.state.apply(event)

    def answer(self, place: Place | str, value: Any) -> None:
        self.do(Answered(**self.envelope(), place=_place(place), value=value))

    def skip(self, place: Place | str, reason: str = "not_now") -> None:
        self.do(Skipped(**self.envelope(), place=_place(place), reason=reason))

    def put_off(self, place: Place | str) -> None:
        self.do(PutOff(**self.envelope(), place=_place(place)))

    def reopen(self, place: Place | str) -> None:
        self.do(Reopened(**self.envelope(), place=_place(place)))

    def add(self, turn: str, item: str, text: str) -> None:
        self.do(ItemAdded(**self.envelope(), place=Place(turn, item), value=text))

    def remove(self, turn: str, item: str) -> None:
        self.do(ItemRemoved(**self.envelope(), place=Place(turn, item)))

    def move_to(self, section: str) -> None:
        self.do(MovedTo(**self.envelope(), section=section))

    def next(self) -> Place | None:
        return next_turn(self.script, self.state)

    def replayed(self) -> State:
        return fold(self.script, self.events)


def _place(place: Place | str) -> Place:
    return Place(place) if isinstance(place, str) else place


def picture(state: State) -> dict[str, Any]:
    """What a state shows to others, without the ids and times of the events behind it."""
    def shown(place: Place) -> Any:
        given = state.given(place)
        return (type(given).__name__, getattr(given, "value", None), getattr(given, "reason", None))

    relevant = state.relevant()
    return {
        "relevant": [(place, shown(place), state.is_open(place)) for place in relevant],
        "next": next_turn(state.script, state),
        "items": {name: state.items(name) for name in state.script.lists},
        "closed": state.closed,
    }
