"""The real app in a real file, for tests of the screens around the conversation; and a talk with much in it.

`on_screen` runs an async test; `opened` gives the app over a store, `pages` a session with a plan, a gap and a past.
"""

from __future__ import annotations

import asyncio
import functools
import os
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, ParamSpec
from unittest.mock import patch
from uuid import uuid4

from textual._context import active_app
from textual.app import App
from textual.events import Key
from textual.keys import _character_to_key
from textual.pilot import Pilot
from textual.screen import Screen

from dialog.conversation.event import Place
from dialog.script.read import read_text
from dialog.session import Session
from dialog.store import Store
from dialog.store.record import Citizen
from dialog.ui.app import EmpowerApp, Opening
from dialog.ui.player import presses

P = ParamSpec("P")
NOWHERE = Path(os.devnull) / "nowhere"
SIZES = ((44, 14), (80, 24), (120, 40), (200, 60))
PASSPHRASE = "fire rolige ord her"
NASTY = "[/b] [fredag] [@click=app.quit]klik[/] [red]rød[/red]"

LASTING = ("_asked", "_play")
"""Workers that last as long as nobody answers: the drawer's, and the one that plays a scenario."""
ROUNDS, TURNS = 100, 1000
"""A second for threads at most; so often the loop goes round for what follows from one event."""

SCRIPT = """
script: rooms
version: 1
title: Rum
lists:
  goals: {item: mål, min: 0, max: 9, title_from: wish}
sections:
  - id: goals
    title: Det du gerne vil
    turns:
      - {id: hello, kind: say, say: Velkommen.}
      - {id: wish, kind: list, fills: goals, ask: Hvad vil du gerne nå?, plan: {to: goal.statement, verbatim: true}}
      - id: why
        kind: text
        for_each: goals as g
        ask: "Hvorfor er {goal} vigtigt for dig?"
        with: {goal: g.wish}
        plan: {to: goal.importance, verbatim: true}
  - id: work
    title: Arbejde
    turns:
      - {id: wants, kind: yesno, ask: Vil du tale om arbejde?}
      - {id: job, kind: text, ask: Hvilket job går du efter?, when: wants == yes,
         plan: {to: direction.job, verbatim: true}}
      - {id: help, kind: choices, ask: Hvad vil du have hjælp til?, other: true,
         options: [{id: sleep, text: Søvn, discipline: health}, {id: money, text: Penge, discipline: debt}],
         plan: {to: offer.effort}}
"""


def on_screen(test: Callable[P, Coroutine[Any, Any, None]]) -> Callable[P, None]:
    """Run an async test to its end."""
    @functools.wraps(test)
    def run(*args: P.args, **kwargs: P.kwargs) -> None:
        with patch("textual.pilot.wait_for_idle", painted), patch("textual.app.wait_for_idle", painted):
            asyncio.run(test(*args, **kwargs))

    return run


async def painted(_: float = 0) -> None:
    """Until every part has done what it was told and the picture shows it; a pilot would guess it from the processor's
    rest, 20 ms at a time, which is two thirds of a screen test, and wrong on a busy machine."""
    app, loop = active_app.get(), asyncio.get_running_loop()
    for _round in range(ROUNDS):
        for _turn in range(TURNS):
            await asyncio.sleep(0)
            if not loop._ready:  # type: ignore[attr-defined]
                break
        if app._resize_event is not None:
            await asyncio.sleep(0.005)  # Textual gathers changes of size for 8 ms
        elif not _unpainted(app):
            if all(worker.is_finished or worker.name in LASTING for worker in app.workers):
                return
            await asyncio.sleep(0.01)  # a thread works
        elif app._running:
            app.screen._on_timer_update()


def _unpainted(app: App[Any]) -> bool:
    if not app._running or not app.screen_stack or app._batch_count:
        return False
    screen = app.screen
    return bool(screen._layout_required or screen._scroll_required or screen._repaint_required
                or screen._dirty_widgets or screen._recompose_required or screen._callbacks)


def known(store: Store, name: str, case: str, cpr: str = "") -> Citizen:
    citizen = Citizen(id=uuid4(), name=name, case_reference=case, cpr=cpr)
    store.add_citizen(citizen)
    return citizen


def begun(store: Store, name: str = "Amira Test", case: str = "TEST-1", cpr: str = "310290-1234") -> Session:
    """A talk with nothing said yet."""
    return Session.begin(store, known(store, name, case, cpr), read_text(SCRIPT, "rooms.yaml"))


def pages(store: Store, *, goals: tuple[str, ...] = ("Et job med ro", "Sove om natten")) -> Session:
    """A talk with goals, reasons, a job that was answered twice, and a question still open."""
    session = begun(store)
    session.answer(Place("hello"), True)
    items = [session.add_item("wish", goal) for goal in goals]
    session.answer(Place("wish"), True)
    for item in items:
        session.answer(Place("why", item), "Fordi jeg vil kunne holde til det")
    session.answer(Place("wants"), True)
    session.answer(Place("job"), "Gartner")
    session.answer(Place("job"), "Pedel på en skole")
    return session


class Room:
    """An app under a pilot."""

    def __init__(self, app: EmpowerApp, pilot: Pilot[None]) -> None:
        self.app, self.pilot = app, pilot

    @property
    def screen(self) -> Screen[Any]:
        return self.app.screen

    async def press(self, *keys: str) -> None:
        await self.pilot.press(*keys)
        await self.calm()

    async def type(self, text: str) -> None:
        """Type as fast as hands can: the pilot would rest 40 ms between two letters."""
        for sign in text:
            self.send(sign)
        await self.calm()

    def send(self, key: str) -> None:
        """What a terminal sends for a key, or for `Typed` words."""
        driver = self.app._driver
        assert driver is not None
        for name, sign in presses(key):
            driver.send_message(Key(name if len(name) > 1 else _character_to_key(name), sign))

    async def calm(self) -> None:
        """Until threads and what they set going are done."""
        for _ in range(400):
            await self.pilot.pause()
            if all(worker.is_finished or worker.name in LASTING for worker in self.app.workers):
                break
            await asyncio.sleep(0.01)
        await self.pilot.pause()

    def shown(self) -> str:
        """The picture as plain text."""
        strips = self.screen._compositor.render_strips()
        return "\n".join(strip.text.rstrip() for strip in strips)

    async def until(self, holds: Callable[[], bool]) -> None:
        """Wait for something a thread brings about; ten seconds at most."""
        for _ in range(1000):
            if holds():
                return
            await self.pilot.pause(0.01)
        raise AssertionError(f"waited in vain before:\n{self.shown()}")


@asynccontextmanager
async def opened(store: Store | None = None, *, folder: Path = NOWHERE, size: tuple[int, int] = (80, 24)
                 ) -> AsyncIterator[Room]:
    """The app as a person opens it; with a `store` it is unlocked already. The app closes the store."""
    app = EmpowerApp(Opening("real", folder))
    app.store = store
    async with app.run_test(size=size, notifications=True) as pilot:
        room = Room(app, pilot)
        await room.calm()
        yield room
