"""Plays a scenario: a whole talk through the same session and store as the screen.

Method leads rehearse a script with it, robots and tests run it headless, and `empower demo --watch` shows it.
The script asks, the bag answers by turn id and item name; an answer or a question left over is an error with a name.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4, uuid5

from dialog.conversation.event import ItemAdded, Place
from dialog.errors import AnswerError, ScenarioError
from dialog.language.clean import clean_text
from dialog.library import load_script
from dialog.scenario import Change, Scenario
from dialog.script.model import Turn
from dialog.session import Clock, NewId, Session, now
from dialog.store.record import Citizen

TRUTHS = {"yes": True, "no": False}
SPACE = UUID("6f1d3c52-8f4e-5b0a-9a53-0d5f7f1e2b11")
"""The namespace of the ids a scenario makes, so that playing it twice gives the same ids."""


@dataclass(frozen=True, slots=True)
class Action:
    """One thing that happens at the screen. `kind`: answer, skip, put_off, add_, reword_ or remove_item, break."""

    kind: str
    place: Place
    value: Any = None


def clock_of(scenario: Scenario) -> Clock:
    """Nine o'clock on the scenario's day, and twenty seconds later each time it is asked."""
    ticks = iter(range(10**9))
    return lambda: scenario.today + timedelta(seconds=20 * next(ticks))


def ids_of(scenario: Scenario) -> NewId:
    """Ids that are the same each time the scenario is played."""
    numbers = iter(range(10**9))
    return lambda: uuid5(SPACE, f"{scenario.id}/{next(numbers)}")


def practise(scenario: Scenario, *, clock: Clock = now, new_id: NewId = uuid4) -> Session:
    """A talk with the scenario's fictional citizen, in an encrypted file of its own that goes when it is closed."""
    from dialog.store import Store

    script = load_script(scenario.script)
    store = Store.throwaway()
    for key, value in scenario.settings.items():
        store.set_setting(key, value)
    citizen = Citizen(id=new_id(), **{name: clean_text(text)[0] for name, text in scenario.citizen.items()})
    store.add_citizen(citizen)
    session = Session.begin(store, citizen, script, clock=clock, new_id=new_id, practice=True)
    session.speak(scenario.language, interpreted=scenario.interpreted)
    return session


@dataclass(slots=True)
class Player:
    """Answers for a scenario. `next_action` looks, `perform` does; a watching screen does the second by typing."""

    scenario: Scenario
    session: Session
    used: set[tuple[str, str | None, str | None]] = field(default_factory=set)
    misses: list[str] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    breaks: list[str] = field(default_factory=list)
    waited: set[Place] = field(default_factory=set)
    pending: list[Action] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.changes = list(self.scenario.changes)
        self.breaks = list(self.scenario.breaks)

    def next_action(self) -> Action | None:
        """What happens next; None when the talk is over. Raises ScenarioError when the answer does not fit."""
        if self.pending:
            return self.pending.pop(0)
        for name in self.breaks:
            if self._is_settled(name):
                self.breaks.remove(name)
                return Action("break", Place(name))
        for change in self.changes:
            if self._is_settled(change.after):
                self.changes.remove(change)
                self.pending = list(self._change(change))
                return self.next_action()
        if self.scenario.close_after and self._is_settled(self.scenario.close_after):
            return None
        place = self.session.next()
        return self._answer(place) if place else None

    def perform(self, action: Action) -> None:
        """Does it through the session."""
        session, place = self.session, action.place
        try:
            match action.kind:
                case "answer":
                    session.answer(place, action.value)
                case "skip":
                    session.skip(place, action.value, said_by=session.turn(place).answers)
                case "put_off":
                    session.put_off(place)
                case "add_item":
                    who = session.turn(place).answers
                    session.add_item(place.turn, action.value, said_by=who, typed_by=who)
                case "reword_item":
                    session.reword_item(place, action.value, typed_by="citizen")
                case "remove_item":
                    session.remove_item(place)
        except AnswerError as error:
            raise ScenarioError("Svaret på »{name}« passer ikke.", next_step="{why}", name=self._name(place),
                                why=error) from None

    def finish(self) -> None:
        """Raises ScenarioError that names every question without an answer and every answer without a question."""
        given = {(turn, *rest) for turn, value in self.scenario.answers.items() for rest in self._leaves(turn, value)}
        told = [f"Mangler svar: {name}" for name in self.misses]
        told += [f"Bliver ikke spurgt om: {'.'.join(filter(None, unused))}" for unused in sorted(
            given - self.used, key=str)]
        told += [f"Ændringen efter »{change.after}« skete ikke." for change in self.changes]
        told += [f"Pausen efter »{name}« skete ikke." for name in self.breaks]
        if self.scenario.close_after and not self._is_settled(self.scenario.close_after):
            told.append(f"Afslutningen efter »{self.scenario.close_after}« skete ikke.")
        if told:
            raise ScenarioError("Scenariet »{scenario}« og samtalen passer ikke sammen.", next_step="\n{told}",
                                scenario=self.scenario.id, told="\n".join(told))

    def _is_settled(self, turn: str) -> bool:
        state, known = self.session.state, self.session.script.by_id.get(turn)
        if known is None:
            return False
        items = state.items(known.loop.list) if known.loop else [None]
        places = [Place(turn, item, voice) for item in items for voice in known.voices]
        return any(map(state.is_relevant, places)) and not any(map(state.is_open, places))

    def _answer(self, place: Place) -> Action | None:
        turn = self.session.turn(place)
        if turn.kind == "say":
            return Action("answer", place, True)
        raw = self._raw(place, turn)
        if raw is None:
            return self._unanswered(place, turn)
        return self._action(place, turn, raw)

    def _unanswered(self, place: Place, turn: Turn) -> Action | None:
        """Notes the miss and goes on, so that all are told at once; a question that must be answered ends the talk."""
        self.misses.append(self._name(place))
        return None if turn.required == "must" else Action("skip", place, "not_now")

    def _raw(self, place: Place, turn: Turn) -> Any:
        """The bag's answer for the place, marked as used; None when it has none."""
        raw = self.scenario.answers.get(turn.id)
        name = self._item_name(turn.loop.list, place.item) if turn.loop else None
        if turn.loop:
            raw = raw.get(name) if isinstance(raw, dict) and name else None
        if place.voice is not None and isinstance(raw, dict) and "skip" not in raw:
            raw = raw.get(place.voice)
        if raw is not None:
            self.used.add((turn.id, name, place.voice))
        return raw

    def _action(self, place: Place, turn: Turn, raw: Any) -> Action:
        if isinstance(raw, dict) and "skip" in raw:
            return Action("skip", place, raw["skip"])
        if isinstance(raw, dict) and "later" in raw:
            if place not in self.waited:
                self.waited.add(place)
                return Action("put_off", place)
            raw = raw.get("value")
        if turn.kind == "list":
            texts = list(raw.values()) if isinstance(raw, dict) else []
            have = len(self.session.state.items(turn.fills))
            if have < len(texts):
                return Action("add_item", place, texts[have])
            return Action("answer", place, True)
        return Action("answer", place, self._value(turn, raw))

    def _change(self, change: Change) -> Iterator[Action]:
        turn = self.session.script.by_id.get(change.turn)
        if turn is None:
            raise ScenarioError("Ændringen gælder »{turn}«, som ikke findes.", turn=change.turn)
        if turn.kind == "list":
            yield from self._change_list(turn, change.to)
        else:
            yield self._action(Place(turn.id, None, turn.voices[0]), turn, change.to)

    def _change_list(self, turn: Turn, to: Any) -> Iterator[Action]:
        """Takes off what `to` no longer names, rewords what it words anew, and adds what it has beyond the bag."""
        if not isinstance(to, dict):
            raise ScenarioError("Ændringen af »{turn}« er ikke en liste med navn og tekst.", turn=turn.id)
        state, live = self.session.state, set()
        for item in state.items(turn.fills):
            name = self._item_name(turn.fills, item)
            live.add(name)
            if name not in to:
                yield Action("remove_item", Place(turn.id, item))
            elif to[name] != state.title(item):
                yield Action("reword_item", Place(turn.id, item), to[name])
        for name in [name for name in to if name not in live]:
            yield Action("add_item", Place(turn.id), to[name])

    def _value(self, turn: Turn, raw: Any) -> Any:
        """The bag's plain strings as the value the kind of question takes."""
        match turn.kind:
            case "yesno" | "consent":
                return TRUTHS.get(raw, raw) if isinstance(raw, str) else raw
            case "choice":
                return raw if isinstance(raw, dict) else {"chosen": [raw]}
            case "choices":
                return raw if isinstance(raw, dict) else {"chosen": raw}
            case "rank" if turn.over:
                return [self._item_id(turn.over, name) for name in raw] if isinstance(raw, list) else raw
            case "scale" | "number":
                return _numeral(raw)
            case "read_back":
                return {"confirmed": True} if raw == "yes" else {"confirmed": False, "remark": raw}
        return raw

    def _names(self, name: str) -> list[str]:
        """The bag's names for the items of a list, in the order they were put there."""
        raw = self.scenario.answers.get(self.session.script.lists[name].title_from, {})
        changed = [change.to for change in self.scenario.changes
                   if change.turn == self.session.script.lists[name].title_from and isinstance(change.to, dict)]
        return list(dict.fromkeys([*raw, *(key for to in changed for key in to)])) if isinstance(raw, dict) else []

    def _item_name(self, name: str, item: str | None) -> str | None:
        filler = self.session.script.lists[name].title_from
        ever = [event.place.item for event in self.session.events
                if isinstance(event, ItemAdded) and event.place.turn == filler]
        order = list(dict.fromkeys(ever))
        names = self._names(name)
        return names[order.index(item)] if item in order and order.index(item) < len(names) else None

    def _item_id(self, name: str, wanted: str) -> str:
        found = [item for item in self.session.state.items(name) if self._item_name(name, item) == wanted]
        return found[0] if found else wanted

    def _name(self, place: Place) -> str:
        turn = self.session.turn(place)
        item = self._item_name(turn.loop.list, place.item) if turn.loop else None
        return ".".join(part for part in (turn.id, item, place.voice) if part)

    def _leaves(self, turn_id: str, raw: Any) -> list[tuple[str | None, str | None]]:
        """The (item name, voice) pairs that the bag answers for a turn."""
        turn = self.session.script.by_id.get(turn_id)
        if turn is None:
            return [(None, None)]
        named = list(raw.items()) if turn.loop and isinstance(raw, dict) else [(None, raw)]
        return [(name, voice) for name, value in named for voice in _voices(turn, value)]


def _voices(turn: Turn, value: Any) -> list[str | None]:
    if turn.both and isinstance(value, dict) and "skip" not in value:
        return list(value)
    return list(turn.voices)


def _numeral(raw: Any) -> Any:
    try:
        number = float(raw)
    except (TypeError, ValueError):
        return raw
    return int(number) if number.is_integer() else number
