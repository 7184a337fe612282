"""Plays a scenario on the conversation screen, as two people would: reads, types, chooses, sends.

It presses the same keys that hands press, so what is watched is what the program does. Whoever watches has five keys:
space pauses, → takes one step, + and - set the pace, Esc ends the playing and leaves the talk to those who sit there.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from textual import events
from textual.widget import Widget

from dialog.errors import EmpowerError
from dialog.language.screen import N, told, tr
from dialog.play import Action, practise
from dialog.play import Player as Answers
from dialog.scenario import load_scenario
from dialog.ui.ask.kind import Typed
from dialog.ui.steady import GRACE
from dialog.ui.text import muted

if TYPE_CHECKING:
    from textual.worker import Worker

    from dialog.script.model import Voice
    from dialog.ui.app import EmpowerApp, Opening
    from dialog.ui.screen.conversation import ConversationScreen

SCENARIO = "practice/anna.yaml"
LETTER = 0.028
"""Seconds between two letters at pace 1: a quick, even typist."""
READ = 1.6
"""Seconds a question stands before it is answered; longer questions get a little more."""
READ_A_LETTER = 0.012
BEFORE_ENTER = 0.5
TICK = 0.005
HANDS = 8
"""From how many to how many parts a key's message is handed on, at most."""
PATIENCE = 2000
SLOWEST, QUICKEST = 0.25, 64.0
LETTERS = {"not_now": "i", "declined": "v", "unknown": "d", "ask_someone": "a"}
KEYS = ((N("Mellemrum"), N("Pause"), "app.play('space')"), ("→", N("Et skridt"), "app.play('right')"),
        ("+", N("Hurtigere"), "app.play('plus')"), ("-", N("Roligere"), "app.play('minus')"),
        ("Esc", N("Tag over"), "app.play('escape')"))
BREAK = N("Her holder de pause. Alt er gemt.")
OVER = N("Det var samtalen. F3 viser planen, F4 hele samtalen. Esc stopper.")
YOURS = N("Nu er det jer.")


class PlayedKey(events.Key):
    """A key that the player presses; a hand's key is an `events.Key`."""


PlayedKey.handler_name = events.Key.handler_name


def prepare(opening: Opening) -> Answers:
    """The scenario and a session to play it in. Waits for the disk: call it in a thread."""
    from dialog import resources

    path: Path = opening.scenario or resources.path("scripts", SCENARIO)
    scenario = load_scenario(path)
    return Answers(scenario, practise(scenario))


class Player:
    """`start` plays in the background; `on_hand` takes what the watching hand presses."""

    def __init__(self, app: EmpowerApp, screen: ConversationScreen, answers: Answers, *, speed: float = 1.0) -> None:
        self.app, self.screen, self.answers = app, screen, answers
        self.speed = max(SLOWEST, min(QUICKEST, speed))
        self._going = asyncio.Event()
        self._going.set()
        self._steps = 0
        self._worker: Worker[None] | None = None

    def start(self) -> None:
        self.screen.usual_keys = KEYS
        self.screen.show_keys()
        self.screen.practice.update(muted(tr("Vises: {title}", title=self.answers.scenario.title)))
        self.screen.grace = 0
        self.screen.talk.watched = True
        self._worker = self.screen.run_worker(self._play(), description="play")

    # The watching hand

    def on_hand(self, key: str) -> None:
        match key:
            case "space" if self._going.is_set():
                self._going.clear()
                self.screen.tell(tr("Pause. Mellemrum fortsætter."))
            case "space":
                self._going.set()
            case "right":
                self._steps += 1
                self._going.set()
            case "plus":
                self.speed = min(QUICKEST, self.speed * 1.5)
            case "minus":
                self.speed = max(SLOWEST, self.speed / 1.5)
            case "escape":
                if self._worker is not None:
                    self._worker.cancel()
                self._hand_over(tr(YOURS))

    def _hand_over(self, note: str) -> None:
        """Leave the screen to the hands, as it is."""
        self._let_go()
        self.screen.show_keys()
        self.screen.tell(note)

    def _let_go(self) -> None:
        self.app.player = None
        self.screen.grace, self.screen.usual_keys = GRACE, ()
        self.screen.talk.watched = False

    # Playing

    async def _play(self) -> None:
        try:
            while (action := self.answers.next_action()) is not None:
                await self._wait(READ + READ_A_LETTER * len(self.screen.talk.text()[0].first))
                await self._act(action)
                if self._steps:
                    self._steps -= 1
                    self._going.clear()
            self.answers.finish()
            self._end()
            self._let_go()
            self.screen.show()
            self.screen.tell(tr(OVER))
        except EmpowerError as error:
            self._hand_over(told(error))

    def _end(self) -> None:
        """What the scenario's people say to the plan, as the two would on the plan's own screen."""
        session, scenario = self.answers.session, self.answers.scenario
        for remark in scenario.remarks:
            session.remark(remark["text"], disagrees=remark.get("disagrees") == "true")
        for voice in scenario.agree:
            by: Voice = "citizen" if voice == "citizen" else "caseworker"
            session.agree(by, typed_by=by)

    async def _act(self, action: Action) -> None:
        """Do it with keys, the place it is about in front first."""
        screen, place = self.screen, action.place
        if action.kind == "break":
            screen.tell(tr(BREAK))
            await self._wait(READ * 2)
            return
        if action.kind == "remove_item":
            screen.change(place)
            await self._press(["escape", "up", *screen.answering.rows.keys_to(str(place.item)), "delete"])
        else:
            if place != screen.talk.place:
                screen.change(place)
            screen.talk.typist = "caseworker" if screen.talk.voice == "caseworker" else "citizen"
            screen.show_voice()
            await self._press(self._keys(action))
        if screen.aside.open and screen.talk.place is not None:
            await self._wait(READ)
            await self._press(["j", "enter"])

    def _keys(self, action: Action) -> Sequence[str]:
        if action.kind == "skip":
            return ["f5", LETTERS[action.value], "enter"]
        if action.kind == "put_off":
            return ["f5", "s", "enter"]
        ask = self.screen.answering.ask
        if ask is None:
            raise RuntimeError("the player acts only while a question is up")
        return ask.keys_for(action.value)

    async def _press(self, keys: Sequence[str]) -> None:
        before = self._where()
        for key in keys:
            if key == "enter":
                await self._wait(BEFORE_ENTER)
            for name, sign in presses(key):
                self.app.post_message(PlayedKey(name, sign))
                await self._wait(LETTER)
            await self._passed_on()
        await self._taken(before)

    def _where(self) -> tuple[object, ...]:
        return self.answers.session.state.seq, self.screen.talk.place, self.screen.aside.open

    async def _passed_on(self) -> None:
        """Until the key has gone all its way, from part to part and back: the next may be meant for another part."""
        for _ in range(HANDS):
            parts = list(self.screen.walk_children(Widget, with_self=True))
            left = [asyncio.Event() for _ in (self.app, *parts)]
            for part, event in zip((self.app, *parts), left, strict=True):
                part.call_later(event.set)
            await asyncio.gather(*(event.wait() for event in left))

    async def _taken(self, before: tuple[object, ...]) -> None:
        """Until the keys have done something."""
        for _ in range(PATIENCE):
            if self._where() != before:
                return
            await asyncio.sleep(TICK)
        raise EmpowerError("Scenariet gik i stå: skærmen tog ikke imod svaret.")

    async def _wait(self, seconds: float) -> None:
        """As long as people would take at this pace; longer while it is paused or another screen is looked at."""
        await asyncio.sleep(0 if self._steps else seconds / self.speed)
        await self._going.wait()
        while self.app.screen is not self.screen:
            await asyncio.sleep(TICK)


def presses(key: str) -> list[tuple[str, str | None]]:
    """(key, sign) for each press: one for a key's name, one for each sign of words to type."""
    if isinstance(key, Typed):
        return [("ctrl+j", None) if sign == "\n" else (sign, sign) for sign in key]
    return [(key, {"enter": "\r", "space": " "}.get(key, key if len(key) == 1 else None))]
