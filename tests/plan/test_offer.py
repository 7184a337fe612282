"""Offers: dated data that a municipality extends, with each fault by its place."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from dialog import library, resources
from dialog.errors import ExportError
from dialog.plan.offer import Offer, extended, offer_of
from dialog.script.target import DISCIPLINES

DAY = date(2026, 3, 2)
OFFERS = library.profile().offers


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "prompts"
    folder.mkdir()
    monkeypatch.setenv(resources.OWN_FOLDER, str(tmp_path))
    return folder


def read(own: Path, *rows: str) -> tuple[Offer, ...]:
    (own / "offers.yaml").write_text("offers:\n" + "".join(f"  - {row}\n" for row in rows), encoding="utf-8")
    return library.profile().offers


def test_ours_are_whole_rows_each_with_an_id_of_its_own() -> None:
    assert len({each.id for each in OFFERS}) == len(OFFERS) == 21
    for each in OFFERS:
        assert re.fullmatch(r"([0-9]{2}\.[0-9]{2}\.[0-9]{2})?", each.kle)
        assert each.discipline in ("", *DISCIPLINES)


@pytest.mark.parametrize(("kle", "id"), [
    ("15.18.05", "practice"), ("15.20.36", "mentor"), ("15.17.30", "one_plan"), ("", None), ("99.99.99", None)])
def test_a_kle_number_stands_for_an_offer(kle: str, id: str | None) -> None:
    found = offer_of(OFFERS, kle, DAY)
    assert (found and found.id) == id


def test_an_offer_counts_from_its_first_day_until_the_day_it_is_gone() -> None:
    offer = Offer("a", "A", "15.18.05", since=date(2026, 3, 2), until=date(2026, 7, 1))
    held = [day for day in (date(2026, 3, 1), DAY, date(2026, 6, 30), date(2026, 7, 1)) if offer.holds_on(day)]
    assert held == [DAY, date(2026, 6, 30)]
    assert offer_of([offer], "15.18.05", date(2026, 7, 1)) is None


def test_of_several_the_one_that_began_last_counts_and_theirs_before_ours() -> None:
    ours, newer = Offer("a", "Før", "15.18.05"), Offer("a", "Nu", "15.18.05", since=date(2026, 1, 1))
    assert offer_of([newer, ours], "15.18.05", DAY) == offer_of([ours, newer], "15.18.05", DAY) == newer
    assert offer_of([ours, newer], "15.18.05", date(2025, 12, 31)) == ours
    theirs = Offer("b", "Vores", "15.18.05")
    assert offer_of(extended([ours], [theirs]), "15.18.05", DAY) == theirs


def test_a_municipalitys_own_are_added_and_take_the_place_of_the_same_row(own: Path) -> None:
    found = read(own, "{id: garden, name: Haven på Solvang, kle: 15.18.05, discipline: work, since: 2026-05-01}",
                 "{id: mentor, name: Mentor i Solby, kle: 15.20.36, discipline: mentor}")
    assert len(found) == 22
    assert [each.name for each in found if each.id == "mentor"] == ["Mentor i Solby"]
    assert [each.id for each in found][:len(OFFERS)] == [each.id for each in OFFERS]
    told = [offer_of(found, "15.18.05", day) for day in (DAY, date(2026, 5, 1))]
    assert [each and each.name for each in told] == ["Virksomhedspraktik", "Haven på Solvang"]


@pytest.mark.parametrize(("row", "column", "told"), [
    ("{name: A}", 5, "Feltet »id« mangler"), ("{id: a}", 5, "Feltet »name« mangler"),
    ("{id: Æble, name: A}", 10, "Et id er små engelske bogstaver"), ("{id: a, name: ''}", 19, "Her skal stå en tekst"),
    ("{id: a, name: A, kle: 15.18}", 27, "Et KLE-nummer skrives 15.18.05"),
    ("{id: a, name: A, discipline: wrok}", 34, "Mente du »work«?"),
    ("{id: a, name: A, since: 1. juli 2026}", 29, "En dato skrives 2026-07-01"),
    ("{id: a, name: A, until: 2026-02-30}", 29, "En dato skrives 2026-07-01"),
    ("{id: a, name: A, sicne: 2026-01-01}", 22, "Mente du »since«?"),
    ("{id: a, name: A, since: 2026-07-01, until: 2026-07-01}", 5, "ligger efter »since«"), ("a", 5, "felter med navn"),
])
def test_a_fault_is_told_with_its_file_line_and_column(own: Path, row: str, column: int, told: str) -> None:
    with pytest.raises(ExportError) as fault:
        read(own, "{id: fine, name: Fin}", row)
    assert f"{own / 'offers.yaml'}:3:{column}: " in str(fault.value)
    assert told in str(fault.value)


def test_the_same_row_twice_is_a_fault_and_another_first_day_is_another_row(own: Path) -> None:
    with pytest.raises(ExportError, match=r"offers.yaml:3:5: .*»a« står her to gange"):
        read(own, "{id: a, name: A}", "{id: a, name: B}")
    assert len(read(own, "{id: a, name: A, until: 2026-07-01}", "{id: a, name: B, since: 2026-07-01}")) == 23
