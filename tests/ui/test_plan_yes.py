"""The citizen's yes, in a real terminal: given by the citizen's own hands, never from the caseworker's side."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.terminal import PYTHON, Terminal
from tests.ui.plan_child import talk_in

ASKED = "Siger du ja til planen"
GRACE = 0.6
"""Seconds in which a yes to what has just come up is taken for a stray key, and a little."""


def child(folder: Path, *more: str) -> Terminal:
    return Terminal(command=(PYTHON, "-m", "tests.ui.plan_child", str(folder), *more))


def say_yes(terminal: Terminal) -> None:
    terminal.settled(GRACE)
    terminal.press("j")
    terminal.settled(GRACE)
    terminal.press("enter")
    terminal.settled(0.3)


def leave(terminal: Terminal, folder: Path) -> list[str]:
    """Ends the program; who has said yes to the plan in the file."""
    terminal.press("ctrl+q")
    assert terminal.ended() == 0
    session = talk_in(folder)
    try:
        return [each.by for each in session.plan().agreements]
    finally:
        session.store.close()


@pytest.mark.parametrize(("more", "given"), [((), []), (("unguarded",), ["citizen"])],
                         ids=["as it is", "twin: without the checks"])
def test_it_cannot_be_given_from_the_caseworkers_side(tmp_path: Path, more: tuple[str, ...], given: list[str]) -> None:
    with child(tmp_path / "e", *more) as terminal:
        terminal.until("Ved tasterne ● Sagsbehandler").settled(0.3)
        terminal.press("b")
        terminal.until(ASKED if more else "Giv tasterne til borgeren med F2")
        say_yes(terminal)
        assert leave(terminal, tmp_path / "e") == given


def test_it_is_given_by_the_citizens_own_hands(tmp_path: Path) -> None:
    with child(tmp_path / "e") as terminal:
        terminal.until("Ved tasterne").settled(0.3)
        terminal.press("f2")
        terminal.until("● Borger")
        terminal.press("b")
        terminal.until(ASKED)
        say_yes(terminal)
        terminal.until("Borgeren har sagt ja.")
        assert leave(terminal, tmp_path / "e") == ["citizen"]


@pytest.mark.parametrize("bracketed", [True, False], ids=["as a paste", "as keys"])
def test_it_is_not_given_by_what_is_pasted(tmp_path: Path, bracketed: bool) -> None:
    with child(tmp_path / "e") as terminal:
        terminal.until("Ved tasterne").settled(0.3)
        terminal.press("f2", "b")
        terminal.until(ASKED).settled(GRACE)
        for _ in range(3):
            (terminal.paste if bracketed else terminal.type)("j\r" * 40)
            terminal.settled(GRACE)
        assert ASKED in terminal.flat()
        assert leave(terminal, tmp_path / "e") == []


def test_words_half_written_about_the_plan_outlive_the_program(tmp_path: Path) -> None:
    with child(tmp_path / "e") as terminal:
        terminal.until("Ved tasterne").settled(0.3)
        terminal.press("r")
        terminal.until("Hvad vil du bemærke til planen?").settled(0.2)
        terminal.type("kun om formidd")
        terminal.until("kun om formidd")
        assert leave(terminal, tmp_path / "e") == []
    with child(tmp_path / "e") as terminal:
        terminal.until("Skal vi tage det med?").settled(GRACE)
        terminal.press("j")
        terminal.settled(0.3)
        terminal.press("enter")
        terminal.until("Hvad vil du bemærke til planen?")
        terminal.until("kun om formidd")
