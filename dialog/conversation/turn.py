"""What comes next, and what an event would do before it happens."""

from __future__ import annotations

from dataclasses import dataclass

from dialog.conversation.event import Event, Place
from dialog.conversation.state import State
from dialog.script.model import Script


def next_turn(script: Script, state: State) -> Place | None:
    """The first open question from where the two are; then whatever stands open before. None: all is answered."""
    return state.open_from(state.focus) or state.open_from(-1)


@dataclass(frozen=True, slots=True)
class Effect:
    """What an event changes around itself: answers that go to rest, answers that come back, questions that open."""

    rests: tuple[Place, ...] = ()
    wakes: tuple[Place, ...] = ()
    opens: tuple[Place, ...] = ()


def preview(script: Script, state: State, event: Event) -> Effect:
    """The effect that `event` would have on `state`, which stays as it is."""
    after = state.copy()
    after.apply(event)
    return effect(state, after)


def effect(before: State, after: State) -> Effect:
    """What lies between two states of the same conversation, in script order."""
    gone = before.in_order(before.places - after.places)
    new = after.in_order(after.places - before.places)
    return Effect(
        rests=tuple(place for place in gone if before.given(place) is not None),
        wakes=tuple(place for place in new if after.given(place) is not None and before.given(place) is not None),
        opens=tuple(place for place in new if after.is_open(place)),
    )
