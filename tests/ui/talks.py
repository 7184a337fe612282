"""A small script with a question of every kind, and a real session over it in a throwaway encrypted file."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import uuid4

from textual.events import Key
from textual.keys import _character_to_key
from textual.pilot import Pilot

from dialog.conversation.event import Place
from dialog.script.model import Script, Voice
from dialog.script.read import read_text
from dialog.session import Session
from dialog.store import Store
from dialog.store.record import Citizen
from dialog.ui.app import EmpowerApp, Opening
from dialog.ui.player import presses
from dialog.ui.screen.conversation import ConversationScreen

KINDS = """
script: kinds
version: 1
title: Alle slags spørgsmål
lists:
  goals: {item: mål, min: 0, max: 3, title_from: wish}
sections:
  - id: hello
    title: Velkommen
    turns:
      - {id: purpose, kind: say, say: "I dag taler vi om det, du gerne vil. Du bestemmer, hvad der bliver skrevet."}
      - id: hope
        kind: text
        ask: Hvad vil du gerne have ud af i dag?
        help: Små ting tæller også.
        guide: Vent. Lad stilheden arbejde.
      - {id: coffee, kind: yesno, ask: Vil du have en pause undervejs?}
      - {id: when_pause, kind: text, ask: Hvornår passer en pause?, when: coffee == yes}
      - {id: how_pause, kind: text, ask: Hvad hjælper i pausen?, when: coffee == yes, required: free}
  - id: goals
    title: Det du gerne vil
    read_back: true
    turns:
      - {id: wish, kind: list, fills: goals, ask: Hvad vil du gerne nå?, help: Skriv en ting ad gangen.}
      - id: belief
        kind: scale
        for_each: goals as g
        both: [citizen, caseworker]
        ask: "Hvor meget tror du på, at det lykkes med {goal}?"
        with: {goal: g.wish}
        ends: {0: Slet ikke, 5: Måske, 10: Helt sikkert}
  - id: ways
    title: Veje
    turns:
      - id: kind_of_day
        kind: choice
        ask: Hvad passer bedst på din dag?
        other: true
        options:
          - {id: calm, text: Rolig, help: Der er plads}
          - {id: busy, text: Travl}
      - id: themes
        kind: choices
        ask: Hvad fylder hos dig?
        other: true
        max: 3
        options:
          - {id: health, text: Helbred, discipline: health}
          - {id: debt, text: Gæld, help: "Breve, lån, rykkere", discipline: debt}
          - {id: housing, text: Bolig, discipline: housing}
          - {id: family, text: Familie, discipline: family}
      - id: first
        kind: rank
        ask: Hvad er vigtigst først?
        options: [{id: a, text: Ro}, {id: b, text: Penge}, {id: c, text: Job}]
      - {id: hours, kind: number, ask: Hvor mange timer vil du begynde med?, min: 1, max: 37, unit: timer om ugen}
      - {id: next_talk, kind: date, ask: Hvornår ses vi igen?, required: must}
      - id: share
        kind: consent
        ask: Må vi dele planen med din læge?
        terms:
          party: Din egen læge
          what: Planen
          purpose: At hjælpen hænger sammen
          law: forvaltningsloven § 28
          text_version: "1"
      - {id: last_word, kind: text, ask: Er der mere?, required: free, answers: caseworker}
"""


ANSWERS: tuple[Any, ...] = (
    True, "Ro på økonomien", True, "Efter tyve minutter", "Frisk luft",
    "Arbejde med dyr", "Ro i økonomien", True, 6, 7, 10, 5, {"confirmed": True},
    {"other": "Skiftende"}, {"chosen": ["debt", "housing"], "other": "Søvn"}, ["b", "c", "a"], 7.5, "2026-05-03", True,
    "Tak for i dag",
)
"""An answer to each question in turn; two goals, each with a score from both."""


def all_kinds() -> Script:
    return read_text(KINDS, "kinds.yaml")


def begun(script: Script | None = None, *, practice: bool = True) -> Session:
    """A session with nothing said yet. Close `session.store` when done."""
    store = Store.throwaway()
    citizen = Citizen(id=uuid4(), name="Amira Test", case_reference="TEST-1", cpr="310290-1234")
    store.add_citizen(citizen)
    return Session.begin(store, citizen, script or all_kinds(), practice=practice)


class TestApp(EmpowerApp):
    """The real app, opened straight into a session."""

    __test__ = False

    def __init__(self, session: Session) -> None:
        super().__init__(Opening("demo", Path("unused")))
        self._given = session

    def get_default_screen(self) -> ConversationScreen:
        self.session, self.store = self._given, self._given.store
        return ConversationScreen(self._given)


@dataclass
class Driven:
    """An app under a pilot, its conversation screen and session."""

    app: TestApp
    pilot: Pilot[None]
    screen: ConversationScreen
    session: Session

    async def press(self, *keys: str) -> None:
        """Press keys by name, and type `Typed` words, as fast as a terminal delivers them."""
        driver = self.app._driver
        assert driver is not None
        for key in keys:
            for name, sign in presses(key):
                driver.send_message(Key(name if len(name) > 1 else _character_to_key(name), sign))
            await self.pilot.pause()
        await self.pilot.pause()

    async def click(self, text: str) -> None:
        """Click where this text stands."""
        for y, row in enumerate(self.shown().splitlines()):
            if (x := row.find(text)) >= 0:
                await self.pilot.click(offset=(x + 1, y))
                await self.pilot.pause()
                return
        raise AssertionError(f"{text!r} is not to be seen in:\n{self.shown()}")

    async def resize(self, columns: int, rows: int) -> None:
        await self.pilot.resize_terminal(columns, rows)
        await self.pilot.pause()

    def shown(self) -> str:
        """The picture as plain text."""
        return picture(self.app)

    def flat(self) -> str:
        """The picture in one line, for looking for a sentence that may be folded."""
        return " ".join(self.shown().split())

    async def give(self, *values: Any) -> None:
        """Answer the questions that come up with the keys a person would press."""
        for value in values:
            assert self.screen.answering.ask is not None
            await self.press(*self.screen.answering.ask.keys_for(value))
            if self.screen.aside.open and self.screen.answering.display:
                await self.press("j", "enter")  # the citizen takes the keys, and answers

    @property
    def up(self) -> str:
        """The turn that is asked now; empty at the end."""
        return self.screen.talk.place.turn if self.screen.talk.place else ""

    def value(self, turn: str, item: str | None = None, voice: Voice | None = None) -> Any:
        """What stands answered, or the reason it was skipped for."""
        given = self.session.state.given(Place(turn, item, voice))
        return getattr(given, "value", getattr(given, "reason", None))


def picture(app: EmpowerApp) -> str:
    strips = app.screen._compositor.render_strips()
    return "\n".join(strip.text.rstrip() for strip in strips)


@asynccontextmanager
async def driven(session: Session | None = None, size: tuple[int, int] = (80, 24)) -> AsyncIterator[Driven]:
    session = session or begun()
    app = TestApp(session)
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        screen = app.screen_stack[0]
        assert isinstance(screen, ConversationScreen)
        screen.grace = 0
        yield Driven(app, pilot, screen, session)
