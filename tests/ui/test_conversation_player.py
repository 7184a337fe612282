"""A scenario that is watched says the same as one that is played without a screen, and the watching hand steers it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from textual.events import Key
from textual.pilot import Pilot

from dialog.headless import play
from dialog.resources import path
from dialog.scenario import load_scenario
from dialog.session import Session
from dialog.ui.app import EmpowerApp, Opening
from dialog.ui.player import OVER, YOURS, Player
from dialog.ui.screen.conversation import ConversationScreen
from dialog.ui.screen.conversation_words import END_KEYS
from tests.ui.rooms import on_screen
from tests.ui.talks import picture

SCENARIOS = [path("scripts", "practice/anna.yaml"), *sorted((Path(__file__).parents[1] / "scenarios").glob("*.yaml"))]
AT_ONCE = 1e9


def told(session: Session) -> list[tuple[Any, ...]]:
    return [(each.asked, each.said, each.standing) for each in session.said()]


@asynccontextmanager
async def watched(scenario: Path, speed: float = 1.0) -> AsyncIterator[tuple[EmpowerApp, Player, Pilot[None]]]:
    app = EmpowerApp(Opening("watch", Path("unused"), scenario=scenario, speed=speed))
    async with app.run_test(size=(100, 30)) as pilot:
        for _ in range(2000):
            await pilot.pause(0.01)
            if app.player is not None:
                break
        assert app.player is not None
        yield app, app.player, pilot


async def until(pilot: Pilot[None], holds: Any) -> None:
    for _ in range(6000):
        if holds():
            return
        await pilot.pause(0.01)
    raise AssertionError("waited in vain")


IN_EVERY_RUN = ("declines",)
"""A short one; the demo that people watch plays in a terminal, in test_first_job. The others are of the same kind."""
WATCHED = [pytest.param(path, id=path.stem, marks=() if path.stem in IN_EVERY_RUN else pytest.mark.soak)
           for path in SCENARIOS]


@pytest.mark.parametrize("scenario", WATCHED)
@on_screen
async def test_what_is_watched_is_what_would_have_been_played(scenario: Path) -> None:
    played = play(load_scenario(scenario))
    expected, plan = told(played), [line.text for line in lines(played)]
    played.store.close()
    async with watched(scenario) as (app, player, pilot):
        player.speed = AT_ONCE
        await until(pilot, lambda: app.player is None)
        await pilot.pause()
        session = player.answers.session
        assert flat(OVER) in flat(picture(app))
        ended = session.next() is None  # one that was broken off stands at its next question, with that one's keys
        assert all(label in picture(app) for _, label, _ in END_KEYS) is ended
        assert told(session) == expected
        assert [line.text for line in lines(session)] == plan


def lines(session: Session) -> list[Any]:
    return [line for part in session.plan().sections for entry in part.entries for line in entry.lines]


@on_screen
async def test_space_pauses_and_an_arrow_takes_one_step() -> None:
    async with watched(SCENARIOS[0], speed=64) as (app, player, pilot):
        session = player.answers.session
        await until(pilot, lambda: session.state.seq >= 2)
        hand(app, "space")
        await pilot.pause(0.5)
        before = session.state.seq
        await pilot.pause(0.5)
        assert session.state.seq == before
        hand(app, "right")
        await until(pilot, lambda: session.state.seq > before)
        await pilot.pause(0.3)
        assert session.state.seq == before + 1


@on_screen
async def test_a_letter_from_the_watching_hand_does_not_reach_the_answer() -> None:
    async with watched(SCENARIOS[0], speed=8) as (app, player, pilot):
        session = player.answers.session
        for _ in range(200):
            hand(app, "q")
            await pilot.pause(0.005)
        player.speed = AT_ONCE
        await until(pilot, lambda: session.state.seq >= 4)
        assert all("q" not in str(getattr(event, "value", "")) for event in session.events)


@on_screen
async def test_plus_and_minus_set_the_pace_within_bounds() -> None:
    async with watched(SCENARIOS[0]) as (app, player, pilot):
        for _ in range(30):
            hand(app, "minus")
        await pilot.pause()
        assert player.speed == 0.25
        for _ in range(30):
            hand(app, "plus")
        await pilot.pause()
        assert player.speed == 64


@on_screen
async def test_escape_hands_the_talk_over_to_those_who_sit_there() -> None:
    async with watched(SCENARIOS[0]) as (app, player, pilot):
        hand(app, "escape")
        await until(pilot, lambda: app.player is None)
        await pilot.pause()
        assert YOURS in picture(app)
        assert isinstance(app.screen, ConversationScreen)
        hand(app, "f5")
        await pilot.pause()
        assert app.screen.aside.open
        assert player.answers.session.state.seq <= 1


def flat(text: str) -> str:
    return " ".join(text.split())


def hand(app: EmpowerApp, key: str) -> None:
    app.post_message(Key(key, key if len(key) == 1 else None))
