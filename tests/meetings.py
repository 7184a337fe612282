"""Talks with numbers and days in them, held on any day, for whoever looks across the talks with one citizen."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime
from uuid import uuid4

from dialog.conversation.event import Place
from dialog.script.read import read_text
from dialog.session import Session
from dialog.store import Store
from dialog.store.record import Citizen

SCRIPT = """
script: meetings
version: 1
title: Møder
lists:
  goals: {item: mål, min: 0, max: 9, title_from: wish}
sections:
  - id: goals
    title: Det du gerne vil
    turns:
      - {id: wish, kind: list, fills: goals, ask: Hvad vil du gerne nå?, plan: {to: goal.statement, verbatim: true}}
      - id: belief
        kind: scale
        for_each: goals as g
        both: [citizen, caseworker]
        with: {goal: g.wish}
        ask: "Hvor meget tror du på »{goal}«?"
        ends: {0: Slet ikke, 5: Måske, 10: Helt sikkert}
        plan: {to: goal.belief}
  - id: health
    title: Dit helbred
    turns:
      - id: health
        kind: scale
        ask: Hvordan har du det?
        ends: {0: Dårligt, 5: Nogenlunde, 10: Godt}
        plan: {to: health.self_rated}
      - {id: sleep, kind: scale, ask: Hvordan sover du?, ends: {0: Dårligt, 5: Nogenlunde, 10: Godt}}
  - id: days
    title: Vores aftaler
    turns:
      - {id: next_talk, kind: date, answers: together, ask: Hvornår ses vi igen?, plan: {to: follow_up.next_talk}}
      - {id: rescore, kind: date, answers: together, ask: Hvornår ser vi på tallene?, plan: {to: follow_up.rescore}}
      - {id: last, kind: text, required: free, ask: Er der mere?}
"""


def noon(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 11, tzinfo=UTC)


def meet(store: Store, who: Citizen | str, on: date, *, goals: Mapping[str, int] = {}, health: int | None = None,
         next_talk: date | None = None, rescore: date | None = None) -> Session:
    """A talk on that day; `goals`: words → the citizen's number. `who`: a citizen we know, or the name of a new one."""
    if isinstance(who, str):
        who = Citizen(id=uuid4(), name=who, case_reference=f"2026-{who[:4].strip()}")
        store.add_citizen(who)
    talk = Session.begin(store, who, read_text(SCRIPT, "meetings.yaml"), clock=lambda: noon(on))
    items = {talk.add_item("wish", goal): number for goal, number in goals.items()}
    if items:
        talk.answer(Place("wish"), True)
    for item, number in items.items():
        talk.answer(Place("belief", item, "citizen"), number)
        talk.answer(Place("belief", item, "caseworker"), 10 - number)
    if health is not None:
        talk.answer(Place("health"), health)
    for turn, day in (("next_talk", next_talk), ("rescore", rescore)):
        if day:
            talk.answer(Place(turn), day.isoformat())
    return talk
