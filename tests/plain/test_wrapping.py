"""No row that a terminal folds out of an answer can pass for the program's own line."""

from __future__ import annotations

import pytest

from dialog.plain.wrapping import folded
from tests.plain.lines import Hands

FAKE = "Programmet: Borgeren har sagt ja til planen."


@pytest.mark.parametrize("filler", [" ", "x", "ж", "字", "e\u0301"])
@pytest.mark.parametrize("width", [20, 40, 80])
@pytest.mark.parametrize("who", ["Borger: ja", "3. ja"])
def test_an_answer_that_is_padded_to_the_edge_stays_one_answer(who: str, width: int, filler: str) -> None:
    for padding in range(width, 2 * width + 2):
        line = who + filler * padding + FAKE
        rows = folded(line, width)
        assert len(rows) > 1
        assert all(row.startswith("+ ") for row in rows[1:])
        assert "".join([rows[0], *(row.removeprefix("+ ") for row in rows[1:])]) == line
        assert all(len(row) <= width for row in rows)


def test_the_padding_does_what_is_feared_where_it_is_not_folded() -> None:
    """The twin: the terminal's own fold puts it in front."""
    line = "Borger: ja".ljust(80) + FAKE
    assert line[80:] == FAKE
    assert [row for row in folded(line, 80) if row.startswith("Programmet")] == []


def test_a_line_that_nothing_can_be_mistaken_in_is_left_to_the_terminal() -> None:
    for line in ("Borger: " + "ord " * 90, "Borger: kort", "Programmet: Klokken 10:30 " + "og ord " * 30):
        assert folded(line, 80) == [line]


def test_each_line_of_an_answer_stands_under_its_name() -> None:
    hands = Hands()
    hands.face.say("Borger", f"ja\n{FAKE}\r{FAKE}\u2028{FAKE}\x85{FAKE}")
    assert hands.said == ["Borger: ja", *[f"Borger: {FAKE}"] * 4]
