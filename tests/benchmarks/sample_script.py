"""A script of any length for the engine's rows, and the road two people take through it.

Three turns in ten have a condition, five are asked for each item of a list, and an early yes or no decides over ten
turns. Every hundred turns look like the first hundred, so that only the length grows.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from dialog.conversation.event import Answered, Event, ItemAdded, Place
from dialog.conversation.state import State, fold
from dialog.conversation.turn import next_turn
from dialog.script.build import canonical_json, from_canonical
from dialog.script.model import Script

START = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
GATE = "q0"
"""The early answer that ten turns depend on."""
ITEMS = ("a", "b", "c")
LOOP = range(10, 15)
KINDS = ("yesno", "scale", "choice", "text")
VALUES: dict[str, Any] = {"yesno": True, "scale": 3, "choice": {"chosen": ["x"]}, "text": "Det ved jeg", "list": True}
TESTS = {"yesno": "{} == yes", "scale": "{} < 5", "choice": "{} in ['x', 'y']", "text": "answered({})"}


def sample_script(turns: int) -> Script:
    """A script of `turns` turns; turn 9 fills the list that turns 10-14 go over."""
    data = {
        "script": "sample", "version": "1", "title": "Prøve",
        "lists": {"things": {"item": "ting", "max": "9", "title_from": "q9"}},
        "sections": [{"id": f"s{start}", "title": "Afsnit",
                      "turns": [_turn(number) for number in range(start, min(start + 20, turns))]}
                     for start in range(0, turns, 20)],
    }
    return from_canonical(canonical_json(data))


def _turn(number: int) -> dict[str, Any]:
    made: dict[str, Any] = {"id": f"q{number}", "kind": _kind(number), "ask": "Hvad tænker du?"}
    if number == 9:
        made["fills"] = "things"
    if number in LOOP:
        made["for_each"] = "things as g"
    if made["kind"] == "scale":
        made["ends"] = {"0": "Slet ikke", "5": "Måske", "10": "Helt sikkert"}
    if made["kind"] == "choice":
        made["options"] = [{"id": "x", "text": "Det ene"}, {"id": "y", "text": "Det andet"}]
    if number % 10 in (3, 6, 8):
        made["when"] = _condition(number)
    return made


def _kind(number: int) -> str:
    return "list" if number == 9 else KINDS[number % 4]


def _condition(number: int) -> str:
    """Reads one or two turns before it; every third among the first forty reads the gate too."""
    read = number - 2
    test = TESTS[_kind(read)].format(f"g.q{read}" if read in LOOP and number in LOOP else f"q{read}")
    if read in LOOP and number not in LOOP:
        test = "count(things) > 1"
    if number < 40:
        return f"{GATE} == yes and {test}"
    return f"{test} or {TESTS[_kind(number - 1)].format(f'q{number - 1}')}"


def road(script: Script) -> list[Event]:
    """What happens when every question is answered as it comes, with three things on the list."""
    state, events = fold(script, ()), []
    while (place := next_turn(script, state)) is not None:
        for event in _answers(script, state, place):
            state.apply(event)
            events.append(event)
    return events


def _answers(script: Script, state: State, place: Place) -> Iterator[Event]:
    turn = script.by_id[place.turn]
    if turn.fills:
        for item in ITEMS:
            yield ItemAdded(id=UUID(int=state.seq + 1), seq=state.seq + 1, at=START, place=Place(turn.id, item),
                            value="At komme ud")
    yield answered(state.seq + 1, place, VALUES[turn.kind])


def answered(seq: int, place: Place, value: Any) -> Answered:
    return Answered(id=UUID(int=seq), seq=seq, at=START, place=place, value=value)
