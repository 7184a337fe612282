"""A scenario that is written line by line leaves the same events as one that is played without a face."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from dialog.conversation.event import Event, pack
from dialog.headless import play
from dialog.play import Player, clock_of, ids_of, practise
from dialog.resources import path
from dialog.scenario import load_scenario
from tests.plain.lines import Typist

SCENARIOS = [path("scripts", "practice/anna.yaml"), *sorted((Path(__file__).parents[1] / "scenarios").glob("*.yaml"))]
ID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f-]{22}")
OF_ITS_IDS = ("plan_sha256", "log_head", "id")
STEERS = re.compile("[^\n -~\xa0-\U0010ffff]|[\u202a-\u202e\u2066-\u2069\u200e\u200f\u061c\u2028\u2029]")


def told(events: list[Event]) -> list[dict[str, Any]]:
    """The events as data, with ids by the order they came in: a look at what an answer would do draws an id too."""
    known: dict[str, str] = {}

    def named(value: Any) -> Any:
        if isinstance(value, dict):
            return {key: named(each) for key, each in value.items() if key not in OF_ITS_IDS}
        if isinstance(value, list | tuple):
            return [named(each) for each in value]
        return known.setdefault(value, f"id {len(known)}") if isinstance(value, str) and ID.fullmatch(value) else value

    return [{"kind": event.kind, **named(pack(event))} for event in events]


@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda each: each.stem)
def test_what_is_written_line_by_line_is_what_would_have_been_played(scenario: Path) -> None:
    story = load_scenario(scenario)
    played = play(story)
    typist = Typist(Player(story, practise(story, clock=clock_of(story), new_id=ids_of(story))))
    written = typist.play()
    try:
        assert told(written.events) == told(played.events)
        assert not STEERS.search(typist.hands.text)
        assert all(re.match(r"[^:]{2,40}: |\d+\. ", line) for line in typist.hands.said)
    finally:
        played.store.close()
        written.store.close()
