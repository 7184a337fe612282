"""Where a conversation stands: the fold of its events.

Owns relevance. Which questions apply is derived from the answers by the script's conditions, never stored: an answer
whose question no longer applies goes dormant (out of conditions, plan and exports) and comes back when the road does.
Each event re-asks only the conditions that read what changed, so the cost does not grow with the script.
"""

from __future__ import annotations

from collections.abc import Iterable, Set
from heapq import heapify, heappop, heappush
from typing import Any

from dialog.conversation.about_plan import AboutPlan
from dialog.conversation.event import (
    Answered,
    Closed,
    Event,
    ItemAdded,
    ItemRemoved,
    LanguageChosen,
    MovedTo,
    Place,
    PutOff,
    Reopened,
    Resumed,
    Skipped,
)
from dialog.conversation.order import Line, section_start
from dialog.script.condition import MISSING
from dialog.script.kind import as_compared
from dialog.script.model import Script, Turn

Given = Answered | Skipped | ItemAdded


def fold(script: Script, events: Iterable[Event]) -> State:
    """The state after `events`, in order. Relevance depends on what stands at the end, so it is derived once, there."""
    state = State.__new__(State)
    state.start(script)
    for event in events:
        state.apply(event)
    state.derive()
    return state


class State:
    """Mutable only through `apply`. Reading it never changes it; `copy` is cheap enough to try an event on."""

    def __init__(self, script: Script) -> None:
        self.start(script)
        self.derive()

    def start(self, script: Script) -> None:
        """Nothing said, nothing derived yet."""
        self.script = script
        self.seq = 0
        self.closed = False
        self.focus: float = -1
        self.language = self.written = script.language
        self.interpreted = False
        self.about_plan = AboutPlan()
        self._given: dict[Place, Given] = {}
        self._relevant: set[Place] = set()
        self._line = Line(script)
        self._items: dict[str, dict[str, int]] = {name: {} for name in script.lists}
        self._facts: dict[tuple[str, str | None], Any] = {}
        self._reasons: dict[tuple[str, str | None], str] = {}
        self._derived = False

    def derive(self) -> None:
        """Asks every condition once. From then on each event asks only those that read what it changed."""
        self._derived = True
        self._rederive(range(len(self.script.turns)))

    def copy(self) -> State:
        """A state of its own with the same content."""
        other = State.__new__(State)
        for name, value in self.__dict__.items():
            setattr(other, name, value.copy() if isinstance(value, dict | set | list) else value)
        other.about_plan = self.about_plan.copy()
        other._line = self._line.copy()
        other._items = {name: items.copy() for name, items in self._items.items()}
        return other

    def given(self, place: Place) -> Given | None:
        """The latest answer, skip or item at the place, dormant or not."""
        return self._given.get(place)

    def is_relevant(self, place: Place) -> bool:
        return place in self._relevant

    def is_open(self, place: Place) -> bool:
        """Relevant, and without a settled answer."""
        return place in self._relevant and place not in self._given

    def items(self, name: str) -> list[str]:
        """The ids on a list, in the order they were first put there."""
        return sorted(self._items[name], key=self._items[name].__getitem__)

    def title(self, item: str) -> str:
        """The citizen's words for a list item; empty for an id nobody made."""
        for filled in self.script.lists.values():
            given = self._given.get(Place(filled.title_from, item))
            if isinstance(given, ItemAdded):
                return given.value
        return ""

    def titles(self, name: str) -> dict[str, str]:
        """Item id → words, for one list."""
        return {item: self.title(item) for item in self.items(name)}

    @property
    def places(self) -> Set[Place]:
        """Every place that applies now; list items are places of the turn that fills the list."""
        return self._relevant

    def relevant(self) -> list[Place]:
        return self.in_order(self._relevant)

    def in_order(self, places: Iterable[Place]) -> list[Place]:
        return sorted(places, key=self._line.script_rank)

    def dormant(self) -> list[Place]:
        """Places with an answer that rests because its question does not apply now, in script order."""
        return self.in_order(place for place in self._given if place not in self._relevant)

    def open_from(self, rank: float) -> Place | None:
        """The first open question at or after a section's start (-1: from the beginning); None when there is none."""
        return self._line.first_from(rank)

    def times_put_off(self, place: Place) -> int:
        return self._line.times_put_off(place)

    def waiting(self) -> list[Place]:
        """Questions put off, still open, in the order they come back."""
        return self._line.waiting()

    def value(self, turn: str, item: str | None) -> Any:
        return self._facts.get((turn, item), MISSING)

    def reason(self, turn: str, item: str | None) -> str | None:
        return self._reasons.get((turn, item))

    def count(self, name: str) -> int:
        filler = Place(self.script.lists[name].title_from)
        return len(self._items[name]) if filler in self._relevant else 0

    def apply(self, event: Event) -> None:
        """Takes the event in. Events come in the order of their numbers."""
        self.seq = event.seq
        match event:
            case Answered() | Skipped():
                self._settle(event)
            case PutOff():
                self._postpone(event.place)
            case Reopened():
                self._reopen(event)
            case ItemAdded():
                self._add_item(event)
            case ItemRemoved():
                self._remove_item(event.place)
            case MovedTo():
                self.focus = section_start(self.script, event.section)
            case LanguageChosen():
                self.language, self.interpreted = event.language, event.interpreted
                self.written = event.written or event.language
            case Closed() | Resumed():
                self.closed = isinstance(event, Closed)
            case _:
                self.about_plan.apply(event)

    def _settle(self, event: Answered | Skipped) -> None:
        place = event.place
        if place in self._relevant and place not in self._given:
            self._line.leave(place)
        self._given[place] = event
        self._line.put_off(place, 0, event.seq)
        if self._note_fact(place):
            self._rederive(self.script.dependents.get(place.turn, ()))

    def _postpone(self, place: Place) -> None:
        waiting = self.is_open(place)
        if waiting:
            self._line.leave(place)
        self._line.put_off(place, self._line.times_put_off(place) + 1, self.seq)
        if waiting:
            self._line.enter(place)

    def _reopen(self, event: Reopened) -> None:
        place = event.place
        if self._line.times_put_off(place) and place not in self._given:
            if place in self._relevant:
                self._line.leave(place)
        elif self._given.pop(place, None) is None:
            return
        self._line.put_off(place, event.put_off, event.seq)
        if place in self._relevant:
            self._line.enter(place)
        if self._note_fact(place):
            self._rederive(self.script.dependents.get(place.turn, ()))

    def _add_item(self, event: ItemAdded) -> None:
        place = event.place
        name, item = self.script.by_id[place.turn].fills, place.item or ""
        self._given[place] = event
        self._items[name][item] = self._line.number(item)
        if Place(place.turn) in self._relevant:
            self._relevant.add(place)
            self._note_fact(place)
        self._rederive((*self._of_list(name), *self.script.dependents.get(place.turn, ())))

    def _remove_item(self, place: Place) -> None:
        name = self.script.by_id[place.turn].fills
        self._items[name].pop(place.item or "", None)
        self._relevant.discard(place)
        self._note_fact(place)
        for turn in self.script.looped[name]:
            self._set_relevant(turn, place.item, False)
        self._rederive(self._of_list(name))

    def _of_list(self, name: str) -> tuple[int, ...]:
        return (*(turn.index for turn in self.script.looped[name]), *self.script.dependents.get(name, ()))

    def _rederive(self, indexes: Iterable[int]) -> None:
        """Asks the conditions of these turns again, and of whatever reads a turn whose visible answer changed.

        Conditions look only backwards, so taking turns in script order settles each in one visit.
        """
        agenda = list(indexes) if self._derived else []
        heapify(agenda)
        last = -1
        while agenda:
            index = heappop(agenda)
            if index == last:
                continue
            last = index
            for reader in self._refresh(self.script.turns[index]):
                heappush(agenda, reader)

    def _refresh(self, turn: Turn) -> tuple[int, ...]:
        """Sets one turn's relevance anew; returns the turns that must be asked again for it."""
        changed = False
        if turn.loop:
            filled = Place(self.script.lists[turn.loop.list].title_from) in self._relevant
            for item in self._items[turn.loop.list]:
                holds = filled and (turn.condition is None or bool(turn.condition.test(self, item)))
                changed |= self._set_relevant(turn, item, holds)
        else:
            there = not turn.over or Place(self.script.lists[turn.over].title_from) in self._relevant
            holds = there and (turn.condition is None or bool(turn.condition.test(self, None)))
            changed = self._set_relevant(turn, None, holds)
        if not changed:
            return ()
        readers = self.script.dependents.get(turn.id, ())
        return (*readers, *self._of_list(turn.fills)) if turn.fills else readers

    def _set_relevant(self, turn: Turn, item: str | None, holds: bool) -> bool:
        changed = False
        for voice in turn.voices:
            changed |= self._turn_place(Place(turn.id, item, voice), holds)
        if changed and turn.fills:
            for each in self._items[turn.fills]:
                self._turn_place(Place(turn.id, each), holds)
        return changed

    def _turn_place(self, place: Place, holds: bool) -> bool:
        if holds == (place in self._relevant):
            return False
        unanswered = place not in self._given
        if holds:
            self._relevant.add(place)
            if unanswered:
                self._line.enter(place)
        else:
            self._relevant.remove(place)
            if unanswered:
                self._line.leave(place)
        self._note_fact(place)
        return True

    def _note_fact(self, place: Place) -> bool:
        """Shows the place's answer to conditions, or hides it; True when what they see has changed."""
        turn = self.script.by_id[place.turn]
        if place.voice is not None and place.voice != turn.both[0]:
            return False
        key = (place.turn, place.item)
        given = self._given.get(place) if place in self._relevant else None
        before = self._facts.pop(key, MISSING), self._reasons.pop(key, None)
        if isinstance(given, Skipped):
            self._reasons[key] = given.reason
        elif isinstance(given, ItemAdded):
            self._facts[key] = given.value
        elif given is not None:
            self._facts[key] = as_compared(turn, given.value)
        return before != (self._facts.get(key, MISSING), self._reasons.get(key))
