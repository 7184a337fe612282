"""What the scenarios' plans say, kept and read by a person: a change is seen, and meant."""

from __future__ import annotations

from pathlib import Path

import pytest

from dialog.library import profile
from dialog.render.document import make
from tests.render.golden import KEPT, SCENARIOS, plan_of


@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda path: path.stem)
def test_a_scenarios_plan_reads_as_it_was_read_by_a_person(scenario: Path) -> None:
    kept = (KEPT / f"{scenario.stem}.txt").read_bytes()
    assert make(plan_of(scenario), "text", profile()) == kept, "python -m tests.render.golden FOLDER writes it anew"
