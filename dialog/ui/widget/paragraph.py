"""Text laid out in rows: wrapped at words, hanging under its lead, wide characters measured as the terminal draws them.

Pure: knows widths, not colours. Static has no hanging indent, and wrapping 5,000 messages as widgets takes 23 seconds;
as rows of text it takes a fraction of one.
"""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from rich.cells import cell_len, get_character_cell_size

_WORD = re.compile(r"\S+\s*|\s+")
_EVEN = re.compile("[ -~\u00a0-\u00ac\u00ae-\u02ff\u2010-\u2027\u2030-\u205e]*")
"""Text in which every character takes one cell: European letters and marks, quotation marks and dashes."""
NARROWEST = 8
"""Text is never squeezed below this many columns; a deep indent gives way first."""
UNDER = 3
"""A lead that takes more than one part in this many of the row stands above the text instead of before it."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Text in one style: names of inks, and `strong`. The rows after the first hang under the text, not the `lead`.

    `tail` stands at the right edge of the first row."""

    text: str
    style: str = ""
    lead: str = ""
    lead_style: str = "muted"
    indent: int = 0
    tail: str = ""
    tail_style: str = "muted"
    found: bool = True
    """Whether a search looks here."""
    bar: bool = False
    """Whether the lead runs down before every row."""


@dataclass(frozen=True, slots=True)
class Block:
    """Paragraphs that belong together. With a `key` it can be chosen. `space`: empty rows above it."""

    paragraphs: tuple[Paragraph, ...]
    key: Hashable | None = None
    space: int = 1


class Row(NamedTuple):
    """One row on the screen: which part of which paragraph, how far in it begins, whether the paragraph begins here."""

    paragraph: int
    start: int
    end: int
    column: int
    first: bool


def wrap(text: str, width: int, first: int | None = None) -> list[tuple[int, int]]:
    """Where each row of `text` begins and ends. No row is wider than `width` cells, the first no wider than `first`."""
    rows: list[tuple[int, int]] = []
    start, room = 0, width if first is None else first
    for line in text.split("\n"):
        end = start + len(line)
        rows.extend((_even if _EVEN.fullmatch(line) else _mixed)(text, start, end, width, room))
        start, room = end + 1, width
    return rows


def _even(text: str, start: int, end: int, width: int, room: int) -> Iterator[tuple[int, int]]:
    """One line of characters that take one cell each: jumps from row to row, never looking at every word."""
    while end - start > room:
        cut = text.rfind(" ", start, start + room + 1)
        if cut > start:
            yield start, _trimmed(text, start, cut)
            start = _past_spaces(text, cut, end)
            if start == end:
                return
        elif room < width:
            yield start, start  # the word gets a whole row
        else:
            yield start, start + room
            start += room
        room = width
    yield start, _trimmed(text, start, end)


def _mixed(text: str, start: int, end: int, width: int, room: int) -> Iterator[tuple[int, int]]:
    """One line with wide characters or marks in it, each word measured."""
    begin, used = start, 0
    for match in _WORD.finditer(text, start, end):
        word = match.group()
        needs = cell_len(word.rstrip())
        if used + needs > room and (used or room < width):
            yield begin, _trimmed(text, begin, match.start())
            begin, used, room = match.start(), 0, width
        if needs > room:
            *whole, begin = _folded(text, match.start(), match.end(), room)
            yield from zip(whole, [*whole[1:], begin], strict=True)
            used = cell_len(text[begin:match.end()])
        else:
            used += cell_len(word)
    yield begin, _trimmed(text, begin, end)


def _trimmed(text: str, start: int, end: int) -> int:
    """Where the row ends without its trailing spaces, which may hang over the edge."""
    return start + len(text[start:end].rstrip())


def _past_spaces(text: str, start: int, end: int) -> int:
    while start < end and text[start] == " ":
        start += 1
    return start


def _folded(text: str, start: int, end: int, width: int) -> list[int]:
    """Where the rows of a word wider than the row begin."""
    begins, used = [start], 0
    for index in range(start, end):
        cells = get_character_cell_size(text[index])
        if used + cells > width:
            begins.append(index)
            used = 0
        used += cells
    return begins


def rows(block: Block, width: int) -> list[Row]:
    """The block's rows, without the space above it."""
    laid: list[Row] = []
    for number, paragraph in enumerate(block.paragraphs):
        column = paragraph.indent + cell_len(paragraph.lead)
        above = not paragraph.bar and column * UNDER > width
        if above:
            laid.append(Row(number, 0, 0, column, True))
            column = paragraph.indent + 2
        column = min(column, max(paragraph.indent, width - NARROWEST))
        room = max(NARROWEST, width - column)
        first = room - cell_len(paragraph.tail) - 2 if paragraph.tail and not above else room
        parts = wrap(paragraph.text, room, first) if first >= NARROWEST else [(0, 0), *wrap(paragraph.text, room)]
        laid.extend(Row(number, *part, column, place == 0 and not above) for place, part in enumerate(parts))
    return laid
