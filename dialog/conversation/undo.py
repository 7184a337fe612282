"""What takes an event back: another event. History is only ever added to."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import fields, replace
from typing import Any

from dialog.conversation.event import (
    Agreed,
    Answered,
    Event,
    ItemAdded,
    ItemRemoved,
    LineReviewed,
    LineReworded,
    Place,
    PlanEnded,
    PutOff,
    Remarked,
    Reopened,
    Skipped,
)
from dialog.language.screen import N

Envelope = Callable[[], dict[str, Any]]
"""Makes the id, number and time of the new event."""
OwnHand = Callable[[Place], bool]
"""Whether only the citizen at the keys can answer at the place."""


def undo(events: Sequence[Event], envelope: Envelope, is_own_hand: OwnHand) -> tuple[Event, str] | None:
    """The event that takes the last thing done back, and what to tell of it; None when nothing is left.

    What only the citizen's own hand may answer (`is_own_hand`) stands open again: no key of others brings a yes back.
    One step further back each time: an undo, and what it took back, are passed by, also after the program was closed.
    """
    passed = {event.undoes for event in events if event.undoes}
    for at in range(len(events) - 1, -1, -1):
        event = events[at]
        if event.undoes is None and event.seq not in passed:
            found = inverse(events[:at], event, envelope, is_own_hand)
            if found is not None:
                return replace(found[0], undoes=event.seq), found[1]
    return None


def inverse(past: Sequence[Event], event: Event, envelope: Envelope,
            is_own_hand: OwnHand) -> tuple[Event, str] | None:
    """The event that takes `event` back, and what to tell of it; None where there is nothing to take back.

    `past` is what happened before `event`: what held then holds again.
    """
    match event:
        case Answered() | Skipped():
            earlier = _last(past, event.place)
            if isinstance(earlier, Answered) and is_own_hand(event.place):
                return _reopened(past, event.place, envelope), N("Spørgsmålet står her igen. Borgeren svarer selv.")
            if isinstance(earlier, Answered | Skipped):
                return _with(earlier, envelope), N("Det tidligere svar gælder igen.")
            return _reopened(past, event.place, envelope), N("Svaret er taget tilbage.")
        case PutOff():
            return _reopened(past, event.place, envelope), N("Spørgsmålet står her igen.")
        case ItemAdded() | ItemRemoved():
            earlier = _last(past, event.place)
            if isinstance(earlier, ItemAdded):
                return _with(earlier, envelope), N("Den står på listen som før.")
            return ItemRemoved(**envelope(), place=event.place), N("Den er taget af listen.")
        case LineReworded():
            return _before(past, event, "line", envelope, wording=""), N("Ordlyden er som før.")
        case Remarked():
            return _before(past, event, "remark", envelope, text=""), N("Bemærkningen er som før.")
        case LineReviewed() if event.line_sha256:
            return _before(past, event, "line", envelope, line_sha256=""), N("Linjen venter på jer igen.")
        case PlanEnded():
            back = _before(past, event, "kind", envelope, ended=False)
            return back, N("Planen er afsluttet igen.") if getattr(back, "ended", False) else N("Planen lever videre.")
        case Agreed() if event.plan_sha256:
            return _before(past, event, "by", envelope, plan_sha256=""), N("Ja'et er taget tilbage.")
    return None


def _reopened(past: Sequence[Event], place: Place, envelope: Envelope) -> Reopened:
    """Open again, and put off as often as it was when it last stood open."""
    times = 0
    for each in past:
        match each:
            case PutOff(place=where) if where == place:
                times += 1
            case Reopened(place=where) if where == place:
                times = each.put_off
            case Answered(place=where) | Skipped(place=where) if where == place:
                times = 0
    return Reopened(**envelope(), place=place, put_off=times)


def _last(past: Sequence[Event], place: Place) -> Event | None:
    """The latest event that decided what stood at the place."""
    deciding = Answered | Skipped | ItemAdded | ItemRemoved | Reopened
    return next((each for each in reversed(past) if isinstance(each, deciding) and each.place == place), None)


def _before(past: Sequence[Event], event: Event, about: str, envelope: Envelope, **taken_back: Any) -> Event:
    """The latest of its kind about the same, once more; where it was the first, the event itself, taken back."""
    same = [each for each in past if type(each) is type(event) and getattr(each, about) == getattr(event, about)]
    return _with(same[-1], envelope) if same else _with(event, envelope, **taken_back)


def _with(event: Event, envelope: Envelope, **changed: Any) -> Event:
    """The event as it was, but for its envelope and what is changed in it."""
    kept = {each.name: getattr(event, each.name) for each in fields(event)}
    return type(event)(**{**kept, **changed, "undoes": None, **envelope()})
