"""A monkey at the real program in a real pseudo-terminal over a real encrypted file, and what became of it.

It unlocks, picks a citizen, talks, locks, closes the window, is killed, and begins again on the same file. After each
end the file must hold all that was kept before, and every talk in it must still fold.
"""

from __future__ import annotations

import os
import re
import signal
import time
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from uuid import UUID

from dialog.conversation.event import Event
from dialog.session import Session
from dialog.store import Store
from tests.monkey.hand import Gesture, Hand
from tests.monkey.onlooker import TALK, Onlooker
from tests.monkey.people import PASSPHRASE, PEOPLE, file, resources
from tests.monkey.window import Hangs, Window
from tests.terminal import PYTHON, ROOT

WATCHED = (PYTHON, "-m", "tests.monkey.watched")
SIGNALS = {"kill": signal.SIGKILL, "hang up": signal.SIGHUP, "terminate": signal.SIGTERM}
STATUS = {"kill": (-signal.SIGKILL,), "hang up": (0, -signal.SIGALRM), "terminate": (0, -signal.SIGALRM)}
"""How it may end: asked to, and held by something longer than it has time for, it is cut off by its own alarm."""
FAULT = re.compile(rb"Traceback|H\xc3\xa6ndelse \d|Incident \d|_panic")
PATIENCE, TRIES = 20.0, 5
"""Seconds until the right passphrase has opened, and how often it is typed meanwhile."""
BEFORE, REST = 12, 0.1
"""How many gestures are remembered for the report; seconds between two looks at what a thread is to bring."""


def furnish(folder: Path) -> Path:
    """Everything a monkey needs to begin."""
    (folder / "home").mkdir(parents=True)
    file(folder / "empower", resources(folder / "own"))
    return folder


@dataclass(slots=True)
class Monkey:
    """`go` presses keys; `fault` says what went wrong, "" while nothing has."""

    folder: Path
    """Holds the encrypted file and the municipality's own folder, as `furnish` makes them."""
    seed: int
    twin: tuple[str, ...] = ()
    ends_after: int = 0
    """Keys between two ends; 0 for none."""
    seen: Onlooker = field(default_factory=Onlooker)
    fault: str = ""
    ends: list[tuple[str, int]] = field(default_factory=list)
    seconds: float = 0.0
    _rng: Random = field(init=False)
    _hand: Hand = field(init=False)
    _window: Window | None = field(init=False, default=None)
    _done: list[str] = field(init=False, default_factory=list)
    _events: dict[UUID, list[Event]] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        self._rng = Random(self.seed)
        self._hand = Hand(self._rng)
        self._look_into_file()

    @property
    def home(self) -> Path:
        return self.folder / "empower"

    @property
    def window(self) -> Window:
        assert self._window is not None
        return self._window

    # All of it

    def go(self, keys: int) -> None:
        """Presses so many keys more (that the program took), and stops at the first fault."""
        began, until = time.monotonic(), self.seen.keys + keys
        end = self.seen.keys + self.ends_after
        try:
            while not self.fault and self.seen.keys < until:
                if self._window is None:
                    self._start()
                elif self.ends_after and self.seen.keys >= end and self.seen.screen == TALK:
                    end = self.seen.keys + self.ends_after
                    self._end(self._hand.end().end)
                else:
                    self._step()
        except Hangs as error:
            self.fault = self._told(str(error))
        self.seconds += time.monotonic() - began

    def close(self) -> None:
        if self._window is not None:
            self._end("kill")

    def _start(self) -> None:
        self._window = Window((*WATCHED, *self.twin), {
            **{name: value for name, value in os.environ.items() if name not in ("NO_COLOR", "COLUMNS", "LINES")},
            "PYTHONPATH": str(ROOT), "TERM": "xterm-256color",
            "COLORTERM": "truecolor", "LC_ALL": "C.UTF-8", "HOME": str(self.folder / "home"),
            "EMPOWER_HOME": str(self.home), "EMPOWER_RESOURCES": str(self.folder / "own"),
        }, self.folder / "home", self._hand.size)
        self.seen.begin()
        self._look("starting")

    def _step(self) -> None:
        """One gesture, as it fits where the monkey is."""
        match self.seen.screen:
            case "UnlockScreen":
                self._pass("UnlockScreen")
            case "LockScreen":
                self._pass("LockScreen")
            case "StartScreen":
                self._way_in()
            case "PersonForm":  # where names are mended: the canaries are to stay
                self.do(Gesture(("escape",)))
            case _ if self.seen.shared:
                talking = self.seen.screen == TALK or self._rng.random() < 0.3
                self.do(self._hand.gesture() if talking else self._hand.around())
            case _:
                self.do(Gesture(("escape",)) if self._rng.random() < 0.5 else self._hand.around())

    def do(self, gesture: Gesture) -> None:
        """Does it, waits until all is calm, and looks at every byte."""
        if gesture.size:
            self.window.resize(*gesture.size)
        self.seen.pressed(gesture.keys)
        self.window.send(gesture.sent)
        self._look(f"{gesture.size or ' '.join(gesture.keys)!r}")

    def _look(self, doing: str) -> None:
        """Wait until it is done, and look at every byte."""
        self._done = [*self._done[-BEFORE:], f"{self.seen.screen}: {doing[:120]}"]
        alive = self.window.calm()
        came = self.window.take()
        self.seen.see(came, doing)
        self._judge(came)
        if not alive:
            self._over("itself", self.window.ended())

    def _judge(self, came: bytes) -> None:
        if not self.fault and (wrong := FAULT.search(came)):
            self.fault = self._told(f"{wrong[0]!r} on the terminal: {came[-1500:].decode(errors='replace')}")
        for what, found in (("leaked", self.seen.leaks), ("steered", self.seen.steered), ("held", self.seen.slow())):
            if found and not self.fault:
                self.fault = self._told(f"{what}: {found[:3]}")

    def _told(self, what: str) -> str:
        return f"{what}\nseed {self.seed}, key {self.seen.keys}, before that:\n  " + "\n  ".join(self._done)

    # Ways between screens

    def unlock(self) -> None:
        """Start it, and stand before the list."""
        self._start()
        self._pass("UnlockScreen")

    def wait(self, gone: str, seconds: float) -> bool:
        """Until another screen than this is up, which a thread brings; whether it came."""
        until = time.monotonic() + seconds
        while self._window is not None and self.seen.screen == gone and time.monotonic() < until and not self.fault:
            time.sleep(REST / 5)
            self._look(f"waiting on {gone}")
        return self._window is None or self.seen.screen != gone

    def _pass(self, screen: str) -> None:
        """Type the passphrase, with nothing before it. In two goes, for Textual lets letters overtake such keys."""
        for _ in range(TRIES):
            self.do(Gesture(("end", "ctrl+u")))
            self.do(Gesture((PASSPHRASE, "enter")))
            if self.wait(screen, PATIENCE / TRIES):
                return
        self.fault = self.fault or self._told(f"{screen} did not go")

    def _way_in(self) -> None:
        """To a citizen's talk, mostly straight."""
        if self._rng.random() < 0.3:
            self.do(self._rng.choice([Gesture(keys) for keys in (
                ("f4",), ("f6",), ("f7",), ("f8",), ("f1",), ("down", "down"), ("f9",), ("f4", "f6"), ("out", "in"),
                ("ctrl+l",), ("f2",), ("æ",))]))
            return
        somebody = self._rng.choice(PEOPLE)
        self.do(Gesture(("escape",)))  # alone, as letters overtake it
        if self._rng.random() < 0.5:
            self.do(Gesture((*somebody.name[:3], "enter")))
        else:
            self.do(Gesture(("down",) * self._rng.randint(0, len(PEOPLE) - 1)))
            self.do(Gesture(("enter",)))
        self.wait("StartScreen", PATIENCE / TRIES)
        if self.seen.screen == "PersonScreen":
            self.do(Gesture((*self._rng.choice(((), ("down",), ("f6",))), "enter")))

    # Ends

    def _end(self, how: str) -> None:
        if how == "ctrl+q":
            self.window.send(b"\x11")
            time.sleep(REST)
            self.window.send(b"\x11")  # the first may only have told that something cannot be kept
        else:
            self.window.signal(SIGNALS[how])
        status = self.window.ended()
        came = self.window.take()
        self.seen.see(came, how, ending=True)
        self._judge(came)
        self._over(how, status)

    def _over(self, how: str, status: int) -> None:
        self.ends.append((how, status))
        self.window.close()
        self._window = None
        if status not in STATUS.get(how, (0,)):
            self.fault = self.fault or self._told(f"ended by {how} with {status}")
        if incidents := [*self.home.glob("incidents/*")]:
            self.fault = f"{self.fault or self._told('failed')}\n{incidents[0].read_text(encoding='utf-8')}"
        self._look_into_file()

    def _look_into_file(self) -> None:
        """Nothing kept is gone or altered, nothing that was told to be kept is missing, and all of it folds."""
        with Store.open(self.home, PASSPHRASE) as store:
            for citizen in store.citizens():
                for talk in store.conversations(citizen.id):
                    self._look_into_talk(store, talk.id)

    def _look_into_talk(self, store: Store, talk: UUID) -> None:
        events, before = store.events(talk), self._events.get(talk, [])
        if events[:len(before)] != before:
            self.fault = self.fault or self._told(f"the talk {talk} has lost what it held")
        if len(events) < self.seen.kept.get(talk, 0):
            self.fault = self.fault or self._told(f"{self.seen.kept[talk]} events were kept, {len(events)} are there")
        Session.resume(store, talk).plan()
        self._events[talk] = events
