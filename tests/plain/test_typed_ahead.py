"""On a terminal: what was typed ahead consents to nothing and takes nothing out, and no passphrase is ever shown."""

from __future__ import annotations

import os
import signal
from pathlib import Path
from uuid import uuid4

import pytest

from dialog.conversation.event import Agreed, Answered
from dialog.library import load_script
from dialog.script.kind import is_own_hand
from dialog.session import Session
from dialog.store import Store
from dialog.store.record import Citizen
from tests.faults.lives import CHEAP, PASSPHRASE
from tests.terminal import EMPOWER, Terminal

CPR = "310290-1234"
WORDS = "Jeg vil gerne sove bedre\n"
TO_CONSENT = ".afsnit 10\n1\nintet\n"
"""To the citizen's consent to the plan, past the list of offers."""


@pytest.fixture
def home(tmp_path: Path) -> Path:
    folder = tmp_path / "empower"
    with Store.create(folder, PASSPHRASE, cost=CHEAP)[0] as store:
        citizen = Citizen(uuid4(), "Amira Test", "SAG-1", CPR)
        store.add_citizen(citizen)
        Session.begin(store, citizen, load_script("first_conversation"))
    return folder


def opened(home: Path) -> Terminal:
    return Terminal(100, 40, (*EMPOWER, "--plain", "--folder", str(home)), {"TERM": "dumb"})


def in_the_talk(terminal: Terminal) -> None:
    terminal.until("Skriv din adgangssætning.").settled()
    terminal.type(f"{PASSPHRASE}\r")
    terminal.until("Skriv et navn").settled()
    terminal.type("amira\r")
    terminal.until("Skriv nummeret.").settled()
    terminal.type("1\r")
    terminal.until("Skriv ? for hjælp, .spring").settled()


def slowly(terminal: Terminal, text: str) -> None:
    """As a slow line brings a paste: two signs at a time."""
    for at in range(0, len(text), 2):
        os.write(terminal.child.child_fd, text[at:at + 2].encode())
        terminal.read(0.03)


def own_hand(home: Path) -> list[object]:
    """What was answered or agreed to by somebody's own hand, as it lies in the file."""
    with Store.open(home, PASSPHRASE) as store:
        (talk,) = store.conversations(store.citizen("SAG-1").id)
        session = Session.resume(store, talk.id)
        return [event for event in session.events if isinstance(event, Agreed) or (isinstance(event, Answered)
                and is_own_hand(session.script.by_id[event.place.turn], event.place.voice))]


HANDED = WORDS + ".taster borger\n" + TO_CONSENT + "1\n" * 4
AT_ONCE = {"the keys handed over in it": HANDED}
SLOWLY = {"slowly, the keys handed over in it": HANDED, "slowly, a yes to the plan":
          WORDS + TO_CONSENT + ".plan\n.taster\n.ja\n1\n1\n.samtalen\n"}


@pytest.mark.parametrize("paste", [*AT_ONCE, *SLOWLY])
def test_a_paste_is_nobodys_own_hand(home: Path, paste: str) -> None:
    with opened(home) as terminal:
        in_the_talk(terminal)
        if paste in SLOWLY:
            slowly(terminal, SLOWLY[paste])
        else:
            terminal.type(AT_ONCE[paste])
        terminal.settled(1.0)
    assert own_hand(home) == []


def test_one_line_at_a_time_the_same_lines_are_the_citizens_own(home: Path) -> None:
    """The twin of a paste."""
    with opened(home) as terminal:
        in_the_talk(terminal)
        for line in HANDED.splitlines()[:-3]:
            terminal.type(f"{line}\r")
            terminal.settled(0.8)
    assert len(own_hand(home)) == 1


@pytest.mark.parametrize("pasted", [True, False])
def test_a_paste_takes_no_plan_out_of_the_program(home: Path, tmp_path: Path, pasted: bool) -> None:
    """Its twin: the same lines, one at a time, do."""
    to = tmp_path / "out"
    to.mkdir()
    with opened(home) as terminal:
        in_the_talk(terminal)
        terminal.type(f"{WORDS}{TO_CONSENT}.plan\n")
        terminal.until("Skriv en linjes nummer").settled()
        lines = (".gem\n", "1\n", "2\n", f"{to}\n")
        for each in ("".join(lines),) if pasted else lines:
            terminal.type(each)
            terminal.settled(0.8)
        if not pasted:
            terminal.until("Filen ligger i")
    assert bool(list(to.iterdir())) is not pasted


# What is typed as a passphrase


def asking(home: Path) -> Terminal:
    """At the door of a terminal that shows what is typed."""
    terminal = opened(home)
    terminal.child.setecho(True)
    return terminal.until("Skriv din adgangssætning.").settled()


def test_a_passphrase_typed_while_the_door_rests_is_not_shown(home: Path) -> None:
    with asking(home) as terminal:
        terminal.type("forkert\r")
        terminal.until("Prøv igen.")
        terminal.type(f"{PASSPHRASE}\r")
        terminal.until("Skriv et navn").settled()
        terminal.type(".lås\r")
        terminal.until("Låst.")
        for _ in range(2):
            terminal.type("forkert\r")
            terminal.until("passer ikke. ").settled()
        terminal.type(f"{PASSPHRASE}\r")
        terminal.until("Skriv et navn")
        assert PASSPHRASE not in terminal.raw
        terminal.type("ses igen")
        terminal.until("ses igen")  # the twin: outside the lock it is shown


@pytest.mark.parametrize("stop", [signal.SIGSTOP, signal.SIGTSTP])
def test_a_passphrase_typed_after_the_program_was_stopped_is_not_shown(home: Path, stop: signal.Signals) -> None:
    with asking(home) as terminal:
        terminal.kill(stop)
        terminal.child.setecho(True)  # as the shell does with its terminal
        terminal.kill(signal.SIGCONT)
        terminal.until(lambda terminal: not terminal.child.getecho())
        terminal.type(f"{PASSPHRASE}\r")
        terminal.until("Skriv et navn")
        assert PASSPHRASE not in terminal.raw


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGQUIT])
def test_asked_to_end_while_the_door_rests_the_terminal_shows_again_what_is_typed(
    home: Path, number: signal.Signals
) -> None:
    with asking(home) as terminal:
        for _ in range(2):
            terminal.type("forkert\r")
            terminal.until("Prøv igen.").settled()
        assert not terminal.child.getecho()
        terminal.kill(number)
        assert terminal.ended(1.5) == 128 + number
        assert terminal.child.getecho()
