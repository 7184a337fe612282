"""The engine's rows: an answer in, the next question known; and an early answer changed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import cycle
from typing import Any

from dialog.conversation.event import Answered, Event, ItemAdded, Place
from dialog.conversation.state import fold
from dialog.conversation.turn import next_turn
from dialog.script.kind import as_compared
from dialog.script.model import Script
from tests.benchmarks.dependency_map import DependencyMap
from tests.benchmarks.measure import Bar, Row, Sample, medians, seconds
from tests.benchmarks.sample_script import GATE, ITEMS, answered, road, sample_script

CHANGES = 200


@dataclass(frozen=True, slots=True)
class Road:
    """A script, the events of a whole talk, and the same talk as slots and values of the dependency map."""

    script: Script
    events: list[Event]
    steps: list[tuple[int, Any]]


def rows() -> Iterator[Row]:
    short, long = _road(100), _road(5_000)
    ours, ours_long, plain, plain_long = medians(
        15, _answers(short), _answers(long), _plain_answers(short), _plain_answers(long))
    yield Row("engine: answer in → next question known, 100 turns", ours, plain, Bar(flat=20e-6))
    yield Row("  the same at 5,000 turns", ours_long, plain_long, Bar(flat=30e-6))
    yield Row("  growth from 100 to 5,000 turns (reference: ours at 100)", ours_long, ours, Bar(times=1.5))
    ours, ours_long, plain, plain_long = medians(
        15, _changes(short), _changes(long), _plain_changes(short), _plain_changes(long))
    yield Row("engine: an early answer changed, all re-derived, 100 turns", ours, plain, Bar(flat=100e-6))
    yield Row("  the same at 5,000 turns", ours_long, plain_long, Bar(flat=150e-6))
    yield Row("  growth from 100 to 5,000 turns (reference: ours at 100)", ours_long, ours, Bar(times=1.5))


def _road(turns: int) -> Road:
    """The road through a sample, once both engines have been seen to ask the same questions on it."""
    script = sample_script(turns)
    events = road(script)
    state, plain = fold(script, ()), DependencyMap(script, ITEMS)
    names = {slot: place for place, slot in plain.slots.items()}
    steps = []
    for event in events:
        assert isinstance(event, Answered | ItemAdded)
        value = as_compared(script.by_id[event.place.turn], event.value) if isinstance(event, Answered) else event.value
        steps.append((plain.slots[event.place], value))
        state.apply(event)
        if names.get(plain.answer(*steps[-1])) != next_turn(script, state):
            raise AssertionError(f"the reference asks another question after {event.place}")
    return Road(script, events, steps)


def _answers(road: Road) -> Sample:
    def sample() -> float:
        state = fold(road.script, ())

        def work() -> None:
            for event in road.events:
                state.apply(event)
                next_turn(road.script, state)
        return seconds(work) / len(road.events)
    return sample


def _plain_answers(road: Road) -> Sample:
    def sample() -> float:
        plain = DependencyMap(road.script, ITEMS)

        def work() -> None:
            for slot, value in road.steps:
                plain.answer(slot, value)
        return seconds(work) / len(road.steps)
    return sample


def _changes(road: Road) -> Sample:
    state = fold(road.script, road.events)
    change = cycle([answered(state.seq, Place(GATE), value) for value in (False, True)])

    def work() -> None:
        state.apply(next(change))
        next_turn(road.script, state)
    return lambda: seconds(work, CHANGES)


def _plain_changes(road: Road) -> Sample:
    plain = DependencyMap(road.script, ITEMS)
    for slot, value in road.steps:
        plain.answer(slot, value)
    values, gate = cycle((False, True)), plain.slots[Place(GATE)]

    def work() -> None:
        plain.answer(gate, next(values))
    return lambda: seconds(work, CHANGES)
