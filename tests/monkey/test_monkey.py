"""A monkey at the keyboard, in a talk that others must not shine into. Each way to look has a twin that it catches."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.monkey.hand import Gesture
from tests.monkey.monkey import Monkey, furnish
from tests.monkey.onlooker import TALK


@pytest.fixture(scope="module")
def furnished(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return furnish(tmp_path_factory.mktemp("furnished"))


@pytest.fixture
def room(tmp_path: Path, furnished: Path) -> Path:
    """A room of its own for each monkey."""
    return Path(shutil.copytree(furnished, tmp_path / "room"))


def report(monkey: Monkey) -> str:
    seen = monkey.seen
    worst = sorted(seen.held, reverse=True)[:3]
    return (f"{seen.keys} keys ({seen.keys_in_talk} in {seen.talks} talks) in {monkey.seconds:.0f} s, "
            f"ends {monkey.ends}, held at most {worst}, {dict(seen.screens)}")


def test_600_keys_show_nobody_else_and_break_nothing(room: Path) -> None:
    monkey = Monkey(room, 4, ends_after=250)
    monkey.go(600)
    monkey.close()
    print(report(monkey))
    assert monkey.fault == ""
    assert monkey.seen.keys_in_talk > 400, report(monkey)


@pytest.mark.soak
@pytest.mark.parametrize("seed", [1, 2])
def test_10_000_keys_show_nobody_else_and_break_nothing(room: Path, seed: int) -> None:
    monkey = Monkey(room, seed, ends_after=900)
    monkey.go(10_000)
    monkey.close()
    print(report(monkey))
    assert monkey.fault == ""
    assert monkey.seen.talks > 10, report(monkey)
    assert {"HelpScreen", "PlanScreen", "LookBackScreen", "LockScreen"} <= set(monkey.seen.screens)


@pytest.mark.parametrize(("twin", "caught"), [
    pytest.param("guidance", "Vogtnøgle"),
    pytest.param("beside", "Zitterdahl", marks=pytest.mark.soak),
    pytest.param("number", "…", marks=pytest.mark.soak),
    pytest.param("slow", "held", marks=pytest.mark.soak),
    pytest.param("forgets", "events were kept", marks=pytest.mark.soak),
])
def test_a_program_without_its_shield_is_caught(room: Path, twin: str, caught: str) -> None:
    monkey = Monkey(room, 5, (twin,), ends_after=40)
    monkey.go(200)
    monkey.close()
    assert caught in monkey.fault, monkey.fault


def test_the_list_comes_back_covered(room: Path) -> None:
    monkey = left(Monkey(room, 6))
    assert monkey.fault == ""


def test_a_list_that_comes_back_uncovered_is_caught(room: Path) -> None:
    monkey = left(Monkey(room, 6, ("list",)))
    assert "Zitterdahl" in monkey.fault


def left(monkey: Monkey) -> Monkey:
    """Into a talk by an arrow and Enter, and out of it by its own door; nothing is pressed after that."""
    monkey.unlock()
    monkey.do(Gesture(("down",)))
    for _ in range(10):  # the list is read by a thread, and takes no Enter that comes at once
        if monkey.seen.screen != TALK:
            monkey.do(Gesture(("enter",)))
            monkey.wait("StartScreen", 2)
    assert monkey.seen.screen == TALK, monkey.fault
    for key in ("f7", "end", "enter"):
        monkey.do(Gesture((key,)))
    monkey.do(Gesture(()))
    monkey.close()
    assert monkey.seen.screen == "StartScreen"
    return monkey
