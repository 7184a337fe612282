"""Rows of text: nothing is lost, nothing runs over the edge, and the hand finds its way."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from dialog.store import Store
from dialog.ui.widget.page import Page
from dialog.ui.widget.paragraph import NARROWEST, Block, Paragraph, rows, wrap
from dialog.ui.widget.sheet import Sheet
from tests.ui.rooms import NASTY, Room, on_screen, opened

TEXT = st.text(st.sampled_from("abc æøå »«–… \n日本é\u0301👍"), max_size=120)
WIDTH = st.integers(NARROWEST, 40)


@given(TEXT, WIDTH, st.integers(NARROWEST, 40))
def test_no_row_is_wider_than_it_may_be(text: str, width: int, first: int) -> None:
    first = min(first, width)
    parts = wrap(text, width, first)
    assert cell_len(text[slice(*parts[0])]) <= first
    assert all(cell_len(text[start:end]) <= width for start, end in parts)


@given(TEXT, WIDTH)
def test_wrapping_loses_nothing_but_spaces(text: str, width: int) -> None:
    shown = "".join(text[start:end] for start, end in wrap(text, width))
    assert shown.replace(" ", "") == text.replace(" ", "").replace("\n", "")


def test_rows_after_the_first_hang_under_the_text() -> None:
    block = Block((Paragraph("en to tre fire fem seks", lead="Hvem  "),))
    assert [row.column for row in rows(block, 20)] == [6, 6]


def test_a_wide_lead_stands_above_its_text_where_there_is_no_room() -> None:
    block = Block((Paragraph("en to tre", lead="Spørgsmålet  ", indent=4),))
    first, *rest = rows(block, 38)
    assert (first.start, first.end, first.first) == (0, 0, True)
    assert [row.column for row in rest] == [6]


def test_a_search_finds_words_across_the_edge_of_a_row() -> None:
    page = Page([Block((Paragraph("det gode lange ord"),), key=1)], 10)
    page.search("LANGE ORD")
    paragraph = page.blocks[0].paragraphs[0]
    pieces = [[part for part in page.pieces(paragraph, row) if part[0]] for _, row in page.rows if row]
    assert page.hits == [0]
    assert pieces == [[("det gode", False)], [("lange ord", True)]]


async def sheet_in(room: Room, count: int = 30) -> Sheet:
    sheet = Sheet()
    await room.screen.mount(sheet, before=0)
    sheet.show([Block((Paragraph(f"Række {number}"),), key=number) for number in range(count)])
    sheet.focus()
    await room.calm()
    return sheet


@on_screen
async def test_keys_go_to_every_block_and_stay_in_view() -> None:
    async with opened(Store.throwaway()) as room:
        sheet = await sheet_in(room)
        for key, wanted in (("down", 1), ("end", 29), ("up", 28), ("home", 0), ("up", 0)):
            await room.press(key)
            assert sheet.key == wanted
            assert f"Række {wanted}" in room.shown()
        await room.press("pagedown")
        assert isinstance(sheet.key, int) and sheet.key > 1


@on_screen
async def test_a_click_marks_the_block_under_it() -> None:
    async with opened(Store.throwaway()) as room:
        sheet = await sheet_in(room)
        await room.pilot.click(sheet, offset=(10, 4))
        await room.calm()
        assert sheet.key == 2


@on_screen
async def test_text_is_never_markup() -> None:
    async with opened(Store.throwaway()) as room:
        sheet = await sheet_in(room)
        sheet.show([Block((Paragraph(NASTY),), key="x")])
        await room.calm()
        assert NASTY in room.shown()


@on_screen
async def test_a_change_of_width_keeps_the_marked_block_in_view() -> None:
    async with opened(Store.throwaway(), size=(120, 40)) as room:
        sheet = await sheet_in(room, 200)
        sheet.mark(150)
        for size in ((44, 14), (200, 60), (80, 24)):
            await room.pilot.resize_terminal(*size)
            await room.calm()
            assert sheet.key == 150
            assert "Række 150" in room.shown()


@pytest.mark.parametrize("theme", ["rolig", "papir", "kontrast"])
def test_the_marked_block_is_told_by_a_sign_and_not_by_colour_alone(theme: str) -> None:
    @on_screen
    async def look() -> None:
        async with opened(Store.throwaway()) as room:
            room.app.theme = theme
            await sheet_in(room)
            marked = next(line for line in room.shown().splitlines() if "Række 0" in line)
            other = next(line for line in room.shown().splitlines() if "Række 1" in line)
            assert "▌" in marked and "▌" not in other

    look()
