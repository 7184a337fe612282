"""However the program is ended, and whatever the two are at: it is gone at once, and nothing they gave is lost.

Five ways to end it (the window is closed, the system asks, Ctrl+C from outside, the terminal vanishes, it is killed) at
eight moments. CI takes a walk through them that meets each way and each moment; the soak takes all forty.
"""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from itertools import product
from pathlib import Path

import pytest

from dialog.conversation.event import Place
from dialog.session import Session
from dialog.store import Store
from tests.faults.processes import gone
from tests.store.people import PASSPHRASE
from tests.terminal import EMPOWER, PYTHON, Terminal
from tests.ui.child import session_in

ALLOWED = 2.0
"""Seconds from the end of the terminal until nobody is left: what was promised, so it is asserted."""
QUESTION, HALF = "Hvad vil du gerne have", "jeg vil gern"


def end_by(number: signal.Signals) -> Callable[[Terminal], None]:
    return lambda terminal: os.kill(terminal.child.pid or 0, number)


def vanish(terminal: Terminal) -> None:
    """The other end of the terminal is closed without a word."""
    nowhere = os.open(os.devnull, os.O_RDWR)
    os.dup2(nowhere, terminal.child.child_fd)
    os.close(nowhere)


WAYS = {"closed": end_by(signal.SIGHUP), "asked": end_by(signal.SIGTERM), "interrupted": end_by(signal.SIGINT),
        "vanished": vanish, "killed": end_by(signal.SIGKILL)}


def door(terminal: Terminal) -> None:
    terminal.until("Skriv din adgangssætning")


def people(terminal: Terminal) -> None:
    door(terminal)
    terminal.type(PASSPHRASE)
    terminal.press("enter")
    terminal.until("Amira Test", 30)


def untouched(terminal: Terminal) -> None:
    terminal.until(QUESTION)


def typed(terminal: Terminal) -> None:
    untouched(terminal)
    terminal.type(HALF)
    terminal.until(HALF)
    terminal.settled(1.2)  # a kill may cost what is younger than a second


def aside(terminal: Terminal) -> None:
    typed(terminal)
    terminal.press("f5")
    terminal.until("Tilbage til spørgsmålet")


def plan(terminal: Terminal) -> None:
    typed(terminal)
    terminal.press("f3")
    terminal.until("Ved tasterne")


def lock(terminal: Terminal) -> None:
    typed(terminal)
    terminal.press("ctrl+l")
    terminal.until("Skærmen er låst")


def saving(terminal: Terminal) -> None:
    typed(terminal)
    terminal.press("enter")


MOMENTS = {each.__name__: each for each in (door, people, untouched, typed, aside, plan, lock, saving)}
WALK = {("closed", "typed"), ("asked", "people"), ("interrupted", "plan"), ("vanished", "lock"), ("killed", "aside"),
        ("asked", "saving"), ("vanished", "untouched"), ("killed", "door")}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A talk with one answer given."""
    session = session_in(tmp_path / "e")
    session.answer(Place("purpose"), True)
    session.store.close()
    return tmp_path / "e"


def started(folder: Path, moment: str) -> Terminal:
    talk = (PYTHON, "-m", "tests.ui.child", str(folder))
    command = EMPOWER if moment in ("door", "people") else talk
    return Terminal(80, 24, command, {"HOME": str(folder.parent), "EMPOWER_HOME": str(folder)})


def kept(folder: Path) -> tuple[list[object], str]:
    """The answers in the file, and what is offered to be taken up again."""
    with Store.open(folder, PASSPHRASE) as store:
        session = Session.resume(store, store.conversations(store.citizens()[0].id)[0].id)
        draft = session.draft()
        return [getattr(event, "value", None) for event in session.events], draft.text if draft else ""


@pytest.mark.parametrize(("way", "moment"), [
    pytest.param(*each, id=" ".join(each), marks=[] if each in WALK else pytest.mark.soak)
    for each in product(WAYS, MOMENTS)])
def test_it_is_gone_at_once_and_nothing_is_lost(way: str, moment: str, folder: Path) -> None:
    with started(folder, moment) as terminal:
        MOMENTS[moment](terminal)
        WAYS[way](terminal)
        taken = gone(folder)
        assert taken < ALLOWED, f"{taken:.2f} s"
        if way != "vanished":
            terminal.ended()
            assert HALF not in terminal.text() and "Amira" not in terminal.text()
            assert terminal.raw.rindex("\x1b[2J") < terminal.raw.rindex("\x1b[?1049l")
    answers, draft = kept(folder)
    assert answers[0] is True
    if moment in ("typed", "aside", "plan", "lock"):
        assert (answers[1:], draft) == ([], HALF)
    elif moment == "saving":
        assert (answers[1:], draft) in (([HALF], ""), ([], HALF))
    else:
        assert (answers[1:], draft) == ([], "")


def test_the_walk_meets_each_way_and_each_moment() -> None:
    assert {way for way, _ in WALK} == set(WAYS)
    assert {moment for _, moment in WALK} == set(MOMENTS)
