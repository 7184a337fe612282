"""The program as it is shipped, with an onlooker beside it who writes notes on the same line to the terminal.

`python -m tests.monkey.watched [TWIN]`. A note is a sequence that no terminal shows; it stands among the pictures
exactly where it happened, so that whoever reads the bytes knows which screen they belong to. Noted are each screen as
it comes up, each key as it is taken, that all is calm, and how long the loop was held. With the name of a twin the
program is broken on purpose: the reader must then see it.
"""

from __future__ import annotations

import asyncio
import contextlib
import sys
from collections.abc import Callable
from pathlib import Path
from time import sleep, thread_time
from typing import Any

from textual import events
from textual.app import App
from textual.screen import Screen

from dialog.cli import main
from dialog.ui.app import EmpowerApp

BEAT = 0.01
NOTED = 0.05
"""Seconds the loop is held before it is told of."""
SCHEDULE = Path("/proc/self/schedstat")
"""The main thread's nanoseconds on a processor, and waiting for one."""


def note(app: App[Any], *parts: object) -> None:
    if app._driver is not None:
        app._driver.write(f"\x1b]7777;{';'.join(map(str, parts))}\x07")


def main_thread() -> tuple[float, float]:
    """Seconds of work, and seconds in which others had the processor."""
    waited = int(SCHEDULE.read_text(encoding="ascii").split()[1]) / 1e9 if SCHEDULE.exists() else 0.0
    return thread_time(), waited


def watch() -> None:
    """Put the onlooker in place."""
    came_up, took, pinged = Screen._on_screen_resume, EmpowerApp.on_event, App._on_terminal_supports_synchronized_output

    def _on_screen_resume(self: Screen[Any], event: events.ScreenResume) -> None:
        session = getattr(self, "session", None)
        note(self.app, "screen", type(self).__name__, session.citizen.id if session else "")
        came_up(self, event)
        if not hasattr(self.app, "heart"):
            self.app.heart = asyncio.create_task(_beat(self.app))  # type: ignore[attr-defined]

    async def on_event(self: EmpowerApp, event: events.Event) -> None:
        if isinstance(event, events.Key | events.Paste | events.MouseDown) and not event.is_forwarded:
            note(self, "key")
        await took(self, event)

    def _on_terminal_supports_synchronized_output(self: App[Any], message: Any) -> None:
        pinged(self, message)
        asyncio.get_running_loop().create_task(_answer(self))  # it is over at once

    for owner, each in ((Screen, _on_screen_resume), (EmpowerApp, on_event),
                        (App, _on_terminal_supports_synchronized_output)):
        setattr(owner, each.__name__, each)


async def painted(app: App[Any]) -> None:
    """Until all which was told to anybody has been done, and stands on the screen; a second at most."""
    loop = asyncio.get_running_loop()
    patience = loop.time() + 1
    while loop.time() < patience:
        for _ in range(400):
            await asyncio.sleep(0)
            if not loop._ready:  # type: ignore[attr-defined]
                break
        if not _unpainted(app):
            break
        await asyncio.sleep(0.004)


async def _answer(app: App[Any]) -> None:
    """Tell that all which was pressed is done; and how far the talk is kept by then."""
    await painted(app)
    session = getattr(app, "session", None)
    if session is None or session.practice:
        note(app, "calm", "", 0)
    else:
        note(app, "calm", session.conversation.id, session.state.seq)


def _unpainted(app: App[Any]) -> bool:
    if app._resize_event is not None:
        return True
    if not app._running or not app.screen_stack:
        return False
    screen = app.screen
    return bool(screen._layout_required or screen._repaint_required or screen._dirty_widgets or screen._callbacks)


async def _beat(app: App[Any]) -> None:
    """How long the loop was held between two beats: at work, and in all but for the time that others took."""
    loop = asyncio.get_running_loop()
    while True:
        worked, others = main_thread()
        began = loop.time()
        await asyncio.sleep(BEAT)
        now, waited = main_thread()
        held = loop.time() - began - BEAT - (waited - others)
        if max(now - worked, held) > NOTED:
            note(app, "held", round(1000 * (now - worked)), round(1000 * held),
                 f"{type(app.screen).__name__} {app.size.width}x{app.size.height}")


# The twins


def _guidance_stays() -> None:
    """What is only for the caseworker is told to both."""
    from dialog.session import Session

    help = Session.help
    Session.help = lambda self, *at: f"{help(self, *at)} {self.guide(*at)}"  # type: ignore[method-assign]


def _names_stay() -> None:
    """The list comes back from a talk with everybody's name on it."""
    from dialog.ui.screen.start import StartScreen

    StartScreen._is_shown = lambda self, person, typed: person.matches(typed)  # type: ignore[method-assign]


def _names_beside() -> None:
    """Whoever else the caseworker talks with stands beside the question."""
    from dialog.ui.screen.conversation_frame import ConversationFrame

    tell = ConversationFrame.tell

    def telling(self: ConversationFrame, *_: Any) -> None:
        tell(self, " ".join(each.name for each in self.session.store.citizens()))

    ConversationFrame.tell = telling  # type: ignore[assignment]


def _number_stays() -> None:
    """The hidden digits are not hidden, in the one place a talk tells of the citizen."""
    from dialog.session import Session

    ask = Session.ask
    Session.ask = lambda self, *at: f"{ask(self, *at)} ({self.citizen.cpr})"  # type: ignore[method-assign]


def _holds_up() -> None:
    """Enter is thought about for half a second."""
    took = EmpowerApp.on_event

    async def on_event(self: EmpowerApp, event: events.Event) -> None:
        if isinstance(event, events.Key) and event.key == "enter":
            worked = thread_time()
            while thread_time() - worked < 0.5:
                sleep(0)
        await took(self, event)

    EmpowerApp.on_event = on_event  # type: ignore[method-assign]


def _forgets() -> None:
    """An answer is taken, and not kept."""
    from dialog.store import Store

    Store.append = lambda self, *events: None  # type: ignore[method-assign]


TWINS: dict[str, Callable[[], None]] = {
    "guidance": _guidance_stays, "list": _names_stay, "beside": _names_beside, "number": _number_stays,
    "slow": _holds_up, "forgets": _forgets}

if __name__ == "__main__":
    for twin in sys.argv[1:]:
        TWINS[twin]()
    watch()
    with contextlib.suppress(KeyboardInterrupt):
        sys.exit(main([]))
