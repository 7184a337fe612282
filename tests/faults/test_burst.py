"""A paste in a terminal that does not mark it as one comes as a burst of keys: it takes nothing off a list."""

from __future__ import annotations

from pathlib import Path

import pytest

from dialog.conversation.event import Place
from dialog.session import Session
from tests.terminal import PYTHON, Terminal
from tests.ui.child import session_in

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
