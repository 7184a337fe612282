"""A kind of question has a row in each column: values, widget, README. This test says which is missing."""

from __future__ import annotations

from pathlib import Path

import pytest

from dialog.script.kind import KINDS

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_has_its_widget_and_its_place_in_the_authors_guide(kind: str) -> None:
    assert (ROOT / "dialog" / "ui" / "ask" / f"{kind}.py").is_file()
    assert f"`{kind}`" in (ROOT / "scripts" / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_is_used_in_the_shipped_conversation(kind: str) -> None:
    from dialog.library import load_script
    from dialog.resources import script_path

    assert kind in {turn.kind for turn in load_script(script_path("first_conversation")).turns}
