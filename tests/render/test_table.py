"""The table: read by csv and openpyxl, not by us. Every text is a text, and what was made harmless says so."""

from __future__ import annotations

import csv as notation
import zipfile
from collections.abc import Callable
from io import BytesIO, StringIO

import openpyxl
import pytest
from xlsxwriter import Workbook

from dialog.language.clean import clean_text
from dialog.plan.model import Plan
from dialog.plan.offer import Offer
from dialog.render import table
from dialog.render.document import make
from dialog.render.profile import PLAIN, Profile
from tests.faults.payloads import PRINTED
from tests.plan.whole import agreed, plan_of, shipped, talked, worded
from tests.render.hostile import PAYLOADS, plan_with
from tests.tiny import Talk

FORMULAS = ("=cmd|' /C calc'!A0", "+1+1", "-1+1", "@SUM(1)", "  =1+1", "\n=1+1", "\xa0=1+1", "＝1+1", "＋1", "－1",
            "＠SUM(1)", "\t=1+1")
EVERY = list(dict.fromkeys([*PAYLOADS.values(), *PRINTED, *FORMULAS, "_x0041_", '"; "=1+1"; "', "a\r\n=1+1;b"]))
TEXTS = ("tekst", "faglig formulering")


def from_csv(content: bytes) -> list[dict[str, str]]:
    text = content.decode("utf-8")
    assert text.startswith("\ufeff")
    return list(notation.DictReader(StringIO(text[1:], newline=""), delimiter=";"))


def from_xlsx(content: bytes, sheet: int = 0) -> list[dict[str, str]]:
    """Every cell as openpyxl reads it, formulas unread; none of them may be anything but a text."""
    cells = list(openpyxl.load_workbook(BytesIO(content)).worksheets[sheet].iter_rows())
    assert {cell.data_type for row in cells for cell in row if cell.value is not None} <= {"s"}
    assert not any(cell.hyperlink for row in cells for cell in row)
    head, *rows = [[str(cell.value or "") for cell in row] for row in cells]
    return [dict(zip(head, row, strict=True)) for row in rows]


Reader = Callable[[bytes], list[dict[str, str]]]
BOTH: list[tuple[Reader, str]] = [(from_csv, "csv"), (from_xlsx, "xlsx")]


def texts(plan: Plan) -> list[str]:
    return [line.text for line in plan.lines()] + [remark.text for remark in plan.remarks]


@pytest.mark.parametrize("payload", EVERY)
def test_a_hostile_answer_in_every_place_is_a_text_in_the_workbook(payload: str) -> None:
    plan = plan_with(payload)
    content = make(plan, "xlsx")
    rows = from_xlsx(content)
    assert [row["tekst"] for row in rows] == texts(plan)
    assert {row["faglig formulering"] for row in rows} - {""} <= {clean_text(payload)[0]}
    assert {row["ændret"] for row in rows} == {"nej"}
    assert {"felt": "Navn", "tekst": clean_text(payload)[0].strip()} in from_xlsx(content, 1)
    with zipfile.ZipFile(BytesIO(content)) as book:
        sheets = b"".join(book.read(name) for name in book.namelist())
    assert b"<f>" not in sheets
    assert b"<hyperlink" not in sheets


def test_a_workbook_that_reads_texts_holds_a_formula() -> None:
    """The twin: what the workbook would do, were it not told that texts are texts."""
    out = BytesIO()
    book = Workbook(out, {"in_memory": True, "strings_to_formulas": True})
    book.add_worksheet().write("A1", FORMULAS[0])
    book.close()
    with pytest.raises(AssertionError):
        from_xlsx(out.getvalue())


@pytest.mark.parametrize("payload", EVERY)
def test_a_hostile_answer_in_every_place_is_harmless_in_the_csv(payload: str) -> None:
    plan = plan_with(payload)
    rows = from_csv(make(plan, "csv"))
    begins = {cell[:1] for row in rows for cell in row.values()} | {
        cell.lstrip()[:1] for row in rows for cell in row.values()}
    assert begins.isdisjoint(("\t", "\r", "\n", *"=+-@＝＋－＠"))
    for row, text in zip(rows, texts(plan), strict=True):
        assert row["tekst"] in (text, f"'{text}")
        assert row["ændret"] == "ja" or row["tekst"] == text


@pytest.mark.parametrize("payload", FORMULAS)
def test_a_formula_gets_an_apostrophe_and_the_row_says_so(payload: str) -> None:
    plan = plan_with(payload)
    rows = from_csv(make(plan, "csv"))
    changed = [row for row in rows if row["tekst"] == f"'{clean_text(payload)[0]}"]
    assert len(changed) >= 5
    assert {row["ændret"] for row in changed} == {"ja"}


def test_a_csv_that_is_only_written_begins_a_cell_with_a_formula(monkeypatch: pytest.MonkeyPatch) -> None:
    """The twin: quotes alone are no help."""
    monkeypatch.setattr(table, "_harmless", str)
    rows = from_csv(make(plan_with(FORMULAS[0]), "csv"))
    assert [row["tekst"][0] for row in rows].count("=") >= 5
    assert {row["ændret"] for row in rows} == {"nej"}


def test_words_that_are_no_formula_are_left_alone() -> None:
    rows = from_csv(make(plan_of(worded(talked())), "csv"))
    assert {row["ændret"] for row in rows} == {"nej"}


def test_the_csv_is_what_a_danish_excel_opens() -> None:
    text = make(plan_with("et; \"to\"\ntre"), "csv").decode("utf-8")
    assert text.startswith('\ufeff"status";"øvelse";"udgave";')
    assert text.endswith('"\r\n')
    assert '"et; ""to""\ntre"' in text
    lines = text.split("\r\n")[:-1]
    assert all(line.startswith('"') or line.startswith("\ufeff") for line in lines)
    assert len(lines) == 1 + len(texts(plan_with("x")))
    assert any(len(line.split(";")) != len(table.COLUMNS) for line in lines), "a naive split would have been enough"


@pytest.mark.parametrize(("read", "form"), BOTH)
def test_every_line_and_every_remark_is_a_row_with_its_answers(read: Reader, form: str) -> None:
    plan = plan_of(worded(talked()))
    rows = read(make(plan, form))
    ids = [str(line.id) for line in plan.lines()] + [str(remark.id) for remark in plan.remarks]
    assert list(rows[0]) == list(table.COLUMNS)
    assert [row["linje-id"] for row in rows] == ids
    for row, line in zip(rows, plan.lines(), strict=False):
        assert (row["tekst"], row["spørgsmål"], row["felt"]) == (line.text, line.asked, line.label)
        assert row["svar-id'er"] == " ".join(map(str, line.roots))
        assert row["egne ord"] == ("ja" if line.own_words else "nej")
    wording = next(row for row in rows if row["faglig formulering"])
    assert (wording["formuleret af"], wording["hvem sagde"]) == ("Sagsbehandler", "Borger")
    assert (rows[-1]["del"], rows[-1]["felt"], rows[-1]["tekst"]) == (
        "Bemærkninger", "Uenig", "Jeg vil ikke kaldes syg.")
    assert {row["sag"] for row in rows} == {"2026-0142"}


@pytest.mark.parametrize(("read", "form"), BOTH)
def test_a_table_says_udkast_until_both_have_said_yes_also_when_it_is_empty(read: Reader, form: str) -> None:
    talk = worded(talked())
    assert {row["status"] for row in read(make(plan_of(talk), form))} == {"UDKAST"}
    assert {row["status"] for row in read(make(plan_of(agreed(talk)), form))} == {"AFTALT"}
    (empty,) = read(make(plan_of(Talk(shipped()), practice=True), form))
    assert (empty["status"], empty["øvelse"], empty["linje-id"], empty["tekst"]) == ("UDKAST", "ja", "", "")


def test_an_offer_is_named_on_the_days_it_is_there() -> None:
    plan = plan_of(talked())
    day = plan.header.updated.date()
    ours = Offer("practice", "Virksomhedspraktik", kle="15.18.05")

    def named(offer: Offer) -> set[str]:
        rows = from_csv(make(plan, "csv", Profile(offers=(offer,))))
        return {row["indsats"] for row in rows if row["KLE"] == "15.18.05"}

    assert named(ours) == {"Virksomhedspraktik"}
    assert named(Offer("practice", "Virksomhedspraktik", kle="15.18.05", until=day)) == {""}


def test_a_text_longer_than_a_cell_is_cut_and_says_so() -> None:
    long, plan = "👩🏽" * 9_000, plan_with("x")
    section = plan.sections[0]
    entry = section.entries[0]
    line = entry.lines[0].model_copy(update={"text": long})
    entries = (entry.model_copy(update={"lines": (line, *entry.lines[1:])}), *section.entries[1:])
    plan = plan.model_copy(update={
        "sections": (section.model_copy(update={"entries": entries}), *plan.sections[1:])})
    first, *rest = from_xlsx(make(plan, "xlsx"))
    assert first["tekst"].endswith("… [Resten står i planen.]")
    assert len(first["tekst"].encode("utf-16-le")) // 2 <= 32_767
    assert first["ændret"] == "ja"
    assert {row["ændret"] for row in rest} == {"nej"}
    assert from_csv(make(plan, "csv"))[0]["tekst"] == long


def test_the_workbook_has_a_heading_that_stays_and_names_its_standing() -> None:
    book = openpyxl.load_workbook(BytesIO(make(plan_of(worded(talked())), "xlsx")))
    sheet = book.worksheets[0]
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("A2", "A1:Y124")
    assert sheet.title == "Min plan (UDKAST)"
    assert sheet.oddHeader is not None
    assert sheet.oddHeader.center.text == "UDKAST"
    assert book.properties.title == "UDKAST: Min plan, udgave 1"
    assert sheet["J2"].alignment.wrap_text
    facts = {row["felt"]: row["tekst"] for row in from_xlsx(make(plan_of(worded(talked())), "xlsx"), 1)}
    assert (facts["Status"], facts["Samtalen begyndte"]) == ("UDKAST", "2026-03-02 10:00")


def test_the_cpr_number_stands_only_where_it_was_asked_for() -> None:
    without, asked = plan_of(talked()), plan_of(talked(), cpr="310299-0000")
    assert "CPR-nummer" not in {row["felt"] for row in from_xlsx(make(without, "xlsx"), 1)}
    assert {"felt": "CPR-nummer", "tekst": "310299-0000"} in from_xlsx(make(asked, "xlsx"), 1)
    assert b"310299" not in make(asked, "csv")


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_the_same_plan_is_the_same_bytes(form: str) -> None:
    first = make(plan_of(worded(agreed(talked()))), form, PLAIN)
    assert first == make(plan_of(worded(agreed(talked()))), form, PLAIN)
    if form == "xlsx":
        with zipfile.ZipFile(BytesIO(first)) as book:
            assert {each.date_time[:3] for each in book.infolist()} == {(1980, 1, 1)}
            assert b"2026-03-02T11:07:00Z" in book.read("docProps/core.xml")
