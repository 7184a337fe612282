"""What has changed between two plans of one conversation, told in plain Danish with its cause.

A line is the same line as long as it comes from the same question about the same thing, so what changed is found by
its id. Its cause is an event between the two: what was said there instead; or, where the line came or went because
its question did, the answer that opened or closed the road to it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias
from uuid import UUID

from dialog.conversation import wording
from dialog.conversation.event import Answered, Event, ItemAdded, ItemRemoved, LineReworded, Place, Remarked, Skipped
from dialog.conversation.state import State
from dialog.conversation.wording import Phrasing
from dialog.language.format import date_text, local_date
from dialog.plan.model import Line, Plan
from dialog.script.model import SPEAKER, Script

Kind: TypeAlias = Literal["added", "removed", "changed", "wording", "remark"]
Roads: TypeAlias = dict[UUID, str]
"""Line → why its question came or went."""
YOU = {"citizen": "du", "caseworker": "sagsbehandleren", "together": "I"}


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that is otherwise than before. `before` is empty for what is new, `after` for what is gone."""

    kind: Kind
    id: UUID
    """The line, or the remark."""
    label: str
    """What it is called, as it stands in a sentence."""
    before: str
    after: str
    because: str
    """The cause as the rest of a sentence; empty where none was said."""

    def told(self) -> str:
        """»Mit mål« er ændret fra »Et job« til »Ro«. Det sagde du den 3. maj 2026."""
        label = self.label
        match self.kind:
            case "added":
                said = f"{label} er kommet til: {self.after}"
            case "removed":
                said = f"{label} er taget ud: {self.before}"
            case "changed":
                said = f"{label} er ændret fra {self.before} til {self.after}"
            case "wording":
                said = f"{label} har fået andre ord ved siden af: {self.after}" if self.after else (
                    f"De andre ord ved {label} er taget væk: {self.before}")
            case "remark":
                said = f"{self.label}: {self.after}" if self.after else f"{self.label} er taget tilbage: {self.before}"
        ended = said.endswith(".«") and self.because.startswith(". ")
        return f"{said.rstrip('.')}{self.because[ended:]}."


def changes(script: Script, before: Plan, after: Plan, then: State, since: Sequence[Event]) -> tuple[Change, ...]:
    """What `after` says otherwise than `before`, in the order of the plan.

    `then` is the state that `before` was drafted from (left as it is); `since` are the events from there to `after`.
    """
    old, new = ({line.id: line for line in plan.lines()} for plan in (before, after))
    titles = {entry.item: entry.title for plan in (before, after) for section in plan.sections
              for entry in section.entries if entry.item}
    roads = _roads(script, then, since, [line for id, line in {**old, **new}.items() if id not in old or id not in new])
    said = {event.id for event in since}
    found = [each for id in dict.fromkeys((*new, *old))
             for each in _line_changes(old.get(id), new.get(id), said, roads, since, titles)]
    return (*found, *_remark_changes(before, after, since))


def _line_changes(old: Line | None, new: Line | None, said: set[UUID], roads: Roads, since: Sequence[Event],
                  titles: Mapping[str, str]) -> Iterator[Change]:
    line = new or old
    if line is None:
        return
    now, was = _quoted(new), _quoted(old)
    if now != was:
        kind: Kind = "added" if old is None else "removed" if new is None else "changed"
        own = new is not None and new.roots[0] in said
        yield Change(kind, line.id, _label(line, titles), was, now, _said_so(line) if own else roads.get(line.id, ""))
    beside, before = (new.wording if new else None), (old.wording if old else None)
    if new is not None and beside != before:
        worded = [each for each in since if isinstance(each, LineReworded) and each.line == new.id]
        was, now = (f"»{each}«" if each else "" for each in (before, beside))
        yield Change("wording", new.id, _label(new, titles), was, now,
                     f". Det skrev {YOU[worded[-1].by]} den {_day(worded[-1])}" if worded else "")


def _label(line: Line, titles: Mapping[str, str]) -> str:
    """»Hvem« ved »Ringe til Bo«: the line's label, and what it is about where that is not the line itself."""
    title = " ".join(titles.get(line.item or "", "").split())
    about = f" ved »{title}«" if title and title != " ".join(line.text.split()) else ""
    return f"»{line.label}«{about}"


def _remark_changes(before: Plan, after: Plan, since: Sequence[Event]) -> Iterator[Change]:
    old, new = ({each.id: each for each in plan.remarks} for plan in (before, after))
    for id, remark in {**new, **{id: each for id, each in old.items() if id not in new}}.items():
        was, now = (f"»{each.text}«" if each else "" for each in (old.get(id), new.get(id)))
        if was != now:
            made = [each for each in since if isinstance(each, Remarked) and each.remark == id]
            label = f"{SPEAKER[remark.by]} er uenig" if remark.disagrees else f"{SPEAKER[remark.by]} bemærker"
            yield Change("remark", id, label, was, now, f". Det var den {_day(made[-1])}" if made else "")


def _quoted(line: Line | None) -> str:
    """The line on one line, the speaker's own words in quotation marks; empty for none."""
    if line is None:
        return ""
    text = " ".join(line.text.split())
    return f"»{text}«" if line.own_words else text


def _said_so(line: Line) -> str:
    verb = "aftalte" if line.said_by == "together" else "sagde"
    return f". Det {verb} {YOU[line.said_by]} den {date_text(local_date(line.at))}"


def _roads(script: Script, then: State, since: Sequence[Event], lines: Sequence[Line]) -> Roads:
    """For each line that came or went: the last event that opened or closed the road to its question."""
    found: Roads = {}
    state = then.copy()
    places = {line.id: Place(line.turn, line.item, line.voice) for line in lines}
    open_now = {id: state.is_relevant(place) for id, place in places.items()}
    for event in since if lines else ():
        words = _words(script, state, event)
        state.apply(event)
        for id, place in places.items():
            if state.is_relevant(place) != open_now[id] or _is_about(event, place):
                open_now[id] = state.is_relevant(place)
                found[id] = words
    return found


def _is_about(event: Event, place: Place) -> bool:
    """Whether it happened at the place, or to the list item that the place is about: a rank goes with its item."""
    item = event.place.item if isinstance(event, ItemAdded | ItemRemoved) else None
    return getattr(event, "place", None) == place or (item is not None and item == place.item)


def _words(script: Script, state: State, event: Event) -> str:
    """The event as a cause, asked and told as it was at the time."""
    match event:
        case Answered() | Skipped():
            asked = " ".join(wording.ask(Phrasing(script), state, event.place).split())
            said = " ".join(wording.said(Phrasing(script), state, event).split())
            return f", fordi {YOU[event.said_by]} den {_day(event)} svarede »{said}« til »{asked}«"
        case ItemAdded():
            return f", fordi {YOU[event.said_by]} den {_day(event)} nævnte »{' '.join(event.value.split())}«"
        case ItemRemoved():
            name = " ".join(state.title(event.place.item or "").split())
            return f", fordi »{name}« blev taget af listen den {_day(event)}"
    return f", fordi et svar blev taget tilbage den {_day(event)}"


def _day(event: Event) -> str:
    return date_text(local_date(event.at))
