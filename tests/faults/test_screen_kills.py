"""The real screen is killed while somebody types: the talk stands where it stood, words are at most a second old."""

from __future__ import annotations

import signal
import time
from pathlib import Path
from random import Random
from uuid import uuid4

import pytest

from dialog.conversation.event import Place
from dialog.library import load_script
from dialog.session import Session
from dialog.store import Store
from dialog.store.record import Citizen
from tests.faults.lives import CHEAP, PASSPHRASE
from tests.terminal import EMPOWER, PYTHON, Terminal

QUESTION = "Hvad vil du gerne have ud af at tale sammen i dag?"
OFFER = "I var i gang med at skrive"
SLOW = """
import sys
import dialog.ui.screen.conversation as screen
import dialog.ui.screen.conversation_draft as draft
screen.KEEP_AFTER = draft.KEEP_AFTER = 30
from dialog.cli import main
sys.exit(main())
"""
"""The twin: the program, keeping what is half typed only every half minute."""
MARKER = "Zebraen"
SLACK = 0.35
"""Seconds from a letter in the terminal until the program has it, on a busy machine."""


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A file with one citizen and a talk that has come to its third question."""
    folder = tmp_path / "empower"
    store, _ = Store.create(folder, PASSPHRASE, cost=CHEAP)
    with store:
        citizen = Citizen(uuid4(), "Åse Ødegård", "SAG-1")
        store.add_citizen(citizen)
        session = Session.begin(store, citizen, load_script("first_conversation"))
        session.answer(Place("welcome"), True)
        session.answer(Place("today"), {"chosen": ["short"]})
    return folder


def talk(home: Path, command: tuple[str, ...] = EMPOWER) -> Terminal:
    """The program, opened at the question where the talk stands."""
    terminal = Terminal(80, 24, command, {"EMPOWER_HOME": str(home), "HOME": str(home.parent)})
    terminal.until("Skriv din adgangssætning")
    terminal.type(PASSPHRASE)
    terminal.press("enter")
    terminal.until("Åse Ødegård", 30)
    terminal.settled()
    terminal.press("enter")
    return terminal.until(QUESTION, 30)


def type_and_kill(home: Path, rng: Random, command: tuple[str, ...] = EMPOWER) -> list[tuple[float, str]]:
    """Types sign by sign until the kill; returns what stood in the field, with its age at the kill."""
    typed: list[tuple[float, str]] = []
    with talk(home, command) as terminal:
        text = MARKER
        terminal.type(text)
        end = time.monotonic() + rng.uniform(1.5, 3.0)
        while time.monotonic() < end:
            sign = rng.choice("abcdefgæøå ")
            text += sign
            terminal.type(sign)
            typed.append((time.monotonic(), text))
            terminal.read(rng.uniform(0.02, 0.1))
        terminal.kill()
        killed = time.monotonic()
    return [(killed - at, text) for at, text in typed]


def too_old(home: Path, typed: list[tuple[float, str]]) -> str:
    """What is wrong with the draft that the file holds; "" when it is at most a second behind what was typed."""
    with Store.open(home, PASSPHRASE) as store:
        (citizen,) = store.citizens()
        session = Session.resume(store, store.conversations(citizen.id)[0].id)
        draft = session.draft()
        assert session.next() == Place("expectation")
        assert [event.kind for event in session.events] == ["answered", "answered"]
    whole, must = typed[-1][1], [text for age, text in typed if age > 1 + SLACK]
    kept = draft.text if draft else ""
    if not whole.strip().startswith(kept):
        return f"{kept!r} was never typed"
    return "" if len(kept) >= len(must[-1].strip()) else f"kept {len(kept)} signs, {len(must[-1])} were a second old"


def test_words_half_typed_are_at_most_a_second_old_and_offered_where_they_belong(home: Path) -> None:
    rng = Random(5)
    for answer in ("n", "j"):
        typed = type_and_kill(home, rng)
        assert too_old(home, typed) == ""
        with Store.open(home, PASSPHRASE) as store:
            draft = store.draft(store.conversations(store.citizens()[0].id)[0].id)
        assert draft is not None
        with talk(home) as terminal:
            terminal.until(OFFER)
            assert terminal.flat().count(MARKER) == 1, "it was put in by itself"
            terminal.press(answer, "enter")
            terminal.until_gone(OFFER)
            terminal.settled()
            shown = "".join(terminal.flat().replace("▌", "").split())  # a long text is seen from its end
            assert ("".join(draft.text.split())[-20:] in shown) == (answer == "j")
            terminal.press("ctrl+q")
            assert terminal.ended() == 0


def test_a_program_that_keeps_words_too_seldom_is_caught(home: Path) -> None:
    assert too_old(home, type_and_kill(home, Random(6), (PYTHON, "-c", SLOW)))


@pytest.mark.parametrize("number", [signal.SIGHUP, signal.SIGTERM])
def test_a_closed_window_keeps_every_letter(home: Path, number: signal.Signals) -> None:
    with talk(home) as terminal:
        terminal.type("At nogen lyt")
        terminal.until("At nogen lyt")
        terminal.kill(number)
        terminal.ended()
    with Store.open(home, PASSPHRASE) as store:
        draft = store.draft(store.conversations(store.citizens()[0].id)[0].id)
    assert draft is not None
    assert draft.text == "At nogen lyt"


def test_a_draft_is_not_shown_in_another_citizens_talk(home: Path) -> None:
    with Store.open(home, PASSPHRASE) as store:
        (citizen,) = store.citizens()
        session = Session.resume(store, store.conversations(citizen.id)[0].id)
        session.keep_draft(Place("expectation"), "Min hemmelighed")
        other = Citizen(uuid4(), "Bo Bak", "SAG-2")
        store.add_citizen(other)
        Session.begin(store, other, load_script("first_conversation"))
    with Terminal(80, 24, EMPOWER, {"EMPOWER_HOME": str(home), "HOME": str(home.parent)}) as terminal:
        terminal.until("Skriv din adgangssætning")
        terminal.type(PASSPHRASE)
        terminal.press("enter")
        terminal.until("Bo Bak", 30)
        terminal.type("Bo Bak")
        terminal.settled()
        terminal.press("enter")
        terminal.until("Velkommen. Godt at se dig.", 30)
        terminal.settled(0.3)
        assert OFFER not in terminal.flat()
        assert "hemmelighed" not in terminal.raw
