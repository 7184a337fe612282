"""A program that is killed in the middle of things: what was acknowledged is there, whole and in order."""

from __future__ import annotations

from pathlib import Path

from tests.store.child import run


def test_forty_kills_lose_no_acknowledged_event(folder: Path) -> None:
    seen = run("child_append", str(folder))
    assert (seen["kills"], seen["lost"]) == (40, 0)
    assert seen["events"] > 40
    assert seen["unacknowledged"] <= 40


def test_an_acknowledgement_before_the_commit_would_have_been_caught(folder: Path) -> None:
    assert run("child_append", str(folder), "twin")["lost"] > 0
