"""Every state of every screen: it looks as it did when a person looked at it, it can be read, and it fits."""

from __future__ import annotations

from dataclasses import replace
from difflib import unified_diff
from functools import lru_cache

import pytest

from dialog.ui.theme import THEMES
from tests.ui.gallery import SIZES
from tests.ui.golden import ALL, CI, HEAD, KEPT, THEMED, WALKED, Shot, Tour, looked_at, read, written

ANEW = "python -m tests.ui.golden FOLDER writes it anew"
BY_CHANCE = ("section done", "scale, caseworker's", "scale, caseworker's, picked")
"""What gives way does so in turns, and in these a row may stand one higher or lower. They are walked and looked at like
the others, and not compared letter for letter."""
SOAK = [pytest.param(tour, marks=pytest.mark.soak) for tour in (*ALL, *THEMED) if tour not in CI]
each_tour = pytest.mark.parametrize("tour", [*CI, *SOAK], ids=lambda tour: f"{tour}-{tour.theme}", scope="module")
"""All that must hold of one tour, before the next is walked."""


@lru_cache(maxsize=2)
def walked(tour: Tour) -> list[Shot]:
    """Once for all that must hold of it."""
    return looked_at(tour)


def changed(tour: Tour, found: list[Shot]) -> str:
    """What is not as it is kept; empty when nothing is."""
    kept, now = read(tour.file.read_text("utf-8")), read(written(found))
    alike = {state for state in BY_CHANCE if state in kept and state in now}
    return "\n".join(row for state in {**kept, **now} if kept.get(state) != now.get(state) and state not in alike
                     for row in unified_diff(rows(kept, state), rows(now, state), "kept", "now", lineterm=""))


def rows(pictures: dict[str, str], state: str) -> list[str]:
    return [f"{HEAD}{state}", *pictures[state].splitlines()] if state in pictures else []


@pytest.mark.soak
@pytest.mark.parametrize("tour", ALL, ids=str, scope="module")
def test_every_state_looks_as_it_was_looked_at_by_a_person(tour: Tour) -> None:
    found = changed(tour, walked(tour))
    assert not found, f"{ANEW}\n{found}"


@each_tour
def test_every_state_can_be_read(tour: Tour) -> None:
    assert [(shot.state, shot.faint) for shot in walked(tour) if shot.faint] == []


@each_tour
def test_every_state_fits_with_its_keys_at_the_bottom(tour: Tour) -> None:
    assert [shot.state for shot in walked(tour) if not shot.fits] == []


@pytest.mark.parametrize("part", WALKED)
def test_every_state_is_seen_in_every_theme_and_every_size_is_seen(part: str) -> None:
    seen = [tour for tour in (*ALL, *THEMED) if tour.part == part]
    assert {(tour.theme, tour.size) for tour in seen} == {(theme.name, size) for theme in THEMES for size in SIZES}


def test_every_kept_file_is_one_that_is_looked_at() -> None:
    assert {path for path in KEPT.iterdir()} == {tour.file for tour in ALL}


def test_twin_a_word_that_is_another_and_a_state_that_is_gone_are_told() -> None:
    tour = CI[0]
    empty = [Shot(state, tour, (), tour.size[1]) for state in read(tour.file.read_text("utf-8"))]
    assert "-" in changed(tour, empty)
    assert "+== another" in changed(tour, [replace(empty[0], state="another"), *empty[1:]])


def test_twin_a_row_that_is_too_wide_or_keys_that_stand_too_high_are_found() -> None:
    (shot, *_) = walked(CI[0])
    width, height = shot.tour.size
    assert shot.fits
    assert not replace(shot, keys_at=height - 1).fits
    assert not replace(shot, tour=replace(shot.tour, size=(width // 2, height))).fits
