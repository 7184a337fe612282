"""A paste in a terminal that does not mark it as one comes as a burst of keys: it takes nothing off a list, and nothing
it does to a plan ends the plan or leaves it as a file.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from dialog.conversation.event import Place
from dialog.session import Session
from tests.terminal import PYTHON, Terminal
from tests.ui.child import session_in
from tests.ui.plan_child import talk_in

UNGUARDED = """
import sys
import dialog.ui.driver as driver
driver.DELETE = b"never"
sys.argv = ["child", sys.argv[1]]
from tests.ui.child import main
sys.exit(main())
"""
"""The twin: the program that takes every key for one that was pressed."""
BURST = "\x1b[A\x1b[3~"


def items(session: Session) -> list[str]:
    return list(session.state.titles("goals").values())


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A talk that stands at a list with one thing on it."""
    session = session_in(tmp_path / "e")
    for turn, value in (("purpose", True), ("hope", "Ro"), ("coffee", False)):
        session.answer(Place(turn), value)
    session.add_item("wish", "Arbejde med dyr")
    session.store.close()
    return tmp_path / "e"


def left_after(folder: Path, burst: str, command: tuple[str, ...], *, bracketed: bool) -> list[str]:
    with Terminal(80, 24, (PYTHON, *command, str(folder))) as terminal:
        terminal.until("Hvad vil du gerne nå?").settled(0.6)
        for _ in range(2):
            (terminal.paste if bracketed else terminal.type)(burst)
            terminal.settled(0.3)
        terminal.press("ctrl+q")
        assert terminal.ended() == 0
    session = session_in(folder)
    try:
        return items(session)
    finally:
        session.store.close()


@pytest.mark.parametrize(("bracketed", "command", "gone"), [
    (False, ("-m", "tests.ui.child"), False),
    pytest.param(True, ("-m", "tests.ui.child"), False, marks=pytest.mark.soak),
    (False, ("-c", UNGUARDED), True)], ids=["as keys", "as a paste", "twin: as keys, believed"])
def test_a_burst_takes_nothing_off_a_list(
        bracketed: bool, command: tuple[str, ...], gone: bool, folder: Path) -> None:
    left = left_after(folder, BURST, command, bracketed=bracketed)
    assert ("Arbejde med dyr" not in left) is gone


@pytest.mark.soak
def test_delete_by_itself_is_a_key_like_any_other(folder: Path) -> None:
    with Terminal(80, 24, (PYTHON, "-m", "tests.ui.child", str(folder))) as terminal:
        terminal.until("Hvad vil du gerne nå?").settled(0.6)
        terminal.press("up")
        terminal.settled(0.2)
        terminal.press("delete")
        terminal.settled(0.3)
        if "Ja, tag det af listen" in terminal.flat():
            terminal.press("j", "enter")
            terminal.settled(0.3)
        terminal.press("ctrl+q")
        assert terminal.ended() == 0
    session = session_in(folder)
    assert items(session) == []
    session.store.close()


BELIEVED = """
import runpy, sys
from dialog.ui.steady import Steady
Steady.meant = property(lambda self: True)
sys.argv = ["plan_child", sys.argv[1]]
runpy.run_module("tests.ui.plan_child", run_name="__main__")
"""
"""The twin: every key is taken for one that was meant."""
PLAN = {"saved": ("g\r", *("\r\r",) * 4), "saved, by letters": ("g2\r", "2\r", "\r\r", "\r\r"),
        "ended": ("a…", "…\r", "j\r"), "ended, at once": ("a", "\r\r\r", "1\r", "j\r", "j\r")}
"""What is pasted, by what it would do, in the pieces that a slow line makes of it."""


def done_to_the_plan(home: Path, pasted: tuple[str, ...], command: tuple[str, ...]) -> tuple[bool, bool]:
    """Whether the plan was ended, and whether a file of it was made."""
    with Terminal(80, 24, (PYTHON, *command, str(home / "e")), {"HOME": str(home)}) as terminal:
        terminal.until("Ved tasterne").settled(0.6)
        for piece in pasted:
            terminal.type(piece)
            terminal.settled(0.2)
        terminal.press("ctrl+q")
        assert terminal.ended() == 0
    session = talk_in(home / "e")
    try:
        return session.plan().ended is not None, bool(list(home.glob("*.pdf")))
    finally:
        session.store.close()


@pytest.mark.parametrize("pasted", ["saved", "ended", *(
    pytest.param(name, marks=pytest.mark.soak) for name in ("saved, by letters", "ended, at once"))])
@pytest.mark.parametrize("command", [("-m", "tests.ui.plan_child"), ("-c", BELIEVED)], ids=["as it is", "twin"])
def test_a_burst_neither_ends_the_plan_nor_makes_a_file_of_it(
        command: tuple[str, ...], pasted: str, tmp_path: Path) -> None:
    ended, saved = done_to_the_plan(tmp_path, PLAN[pasted], command)
    believed = command[0] == "-c"
    assert ended is (believed and pasted.startswith("ended"))
    assert saved is (believed and pasted.startswith("saved"))


TAKEN_BACK = """
import sys
from dialog.ui.steady import Steady
if sys.argv[2:]:
    Steady.meant = property(lambda self: True)
sys.argv = sys.argv[:2]
from tests.ui.child import main
sys.exit(main())
"""


@pytest.mark.parametrize("twin", [False, True], ids=["as it is", "twin: every key is meant"])
def test_a_burst_takes_no_answer_back(twin: bool, folder: Path) -> None:
    with Terminal(80, 24, (PYTHON, "-c", TAKEN_BACK, str(folder), *(["twin"] if twin else []))) as terminal:
        terminal.until("Hvad vil du gerne nå?").settled(0.6)
        terminal.type("hej" + "\x1a" * 8 + "med")
        terminal.settled(0.6)
        terminal.press("ctrl+q")
        assert terminal.ended() == 0
    session = session_in(folder)
    assert bool(items(session)) is not twin
    session.store.close()


DEAF = """
import sys
import dialog.ui.hearing as hearing
hearing.STALLED = 1e9
sys.argv = sys.argv[:2]
from tests.ui.child import main
sys.exit(main())
"""


@pytest.mark.parametrize("command", [("-m", "tests.ui.child"), ("-c", DEAF)], ids=["as it is", "twin: it waits"])
def test_a_paste_without_its_end_makes_nobody_deaf(command: tuple[str, ...], folder: Path) -> None:
    with Terminal(80, 24, (PYTHON, *command, str(folder))) as terminal:
        terminal.until("Hvad vil du gerne nå?").settled(0.3)
        terminal.type("\x1b[200~hej")
        terminal.settled(1.3)
        terminal.press("ctrl+l")
        terminal.settled(0.6)
        assert ("Skærmen er låst" in terminal.flat()) is (command[0] == "-m")
