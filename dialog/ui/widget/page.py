"""Which block stands on which row: the arithmetic under a sheet, free of colours and keys.

Laying 5,000 messages out takes a fifth of a second; finding the block at a row, or the next that can be chosen, is then
a look-up.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Hashable, Iterator, Sequence

from dialog.ui.widget.paragraph import Block, Paragraph, Row, rows


class Page:
    """`blocks` laid out `width` columns wide. Numbers are places in `blocks`; rows count from 0."""

    def __init__(self, blocks: Sequence[Block] = (), width: int = 1, words: str = "") -> None:
        self.blocks = tuple(blocks)
        self.width = 0
        self.rows: list[tuple[int, Row | None]] = []
        self.tops: list[int] = []
        self.lay(width)
        self.search(words)

    def lay(self, width: int) -> None:
        """Lay all blocks out anew; nothing happens when the width is the same."""
        if width == self.width:
            return
        self.width, self.rows, self.tops = width, [], []
        for number, block in enumerate(self.blocks):
            if number:
                self.rows.extend([(number, None)] * block.space)
            self.tops.append(len(self.rows))
            self.rows.extend((number, row) for row in rows(block, width))

    def at(self, row: int) -> int | None:
        """The block on this row, the space above a block counted with it."""
        return self.rows[row][0] if 0 <= row < len(self.rows) else None

    def bottom(self, number: int) -> int:
        """The row after the block's last."""
        following = number + 1
        return self.tops[following] - self.blocks[following].space if following < len(self.tops) else len(self.rows)

    def place_of(self, key: Hashable | None) -> int | None:
        if key is None:
            return None
        return next((number for number, block in enumerate(self.blocks) if block.key == key), None)

    def choosable(self, start: int, step: int) -> int | None:
        """The nearest block after `start` (before it, where `step` is -1) that can be chosen."""
        place = start + step
        while 0 <= place < len(self.blocks):
            if self.blocks[place].key is not None:
                return place
            place += step
        return None

    def near(self, row: int, step: int) -> int | None:
        """The block that can be chosen nearest to a row, looking in the direction of `step` first."""
        row = min(max(row, 0), len(self.rows) - 1)
        number = bisect_right(self.tops, row) - 1
        if self.blocks[number].key is not None:
            return number
        ahead = self.choosable(number, step)
        return ahead if ahead is not None else self.choosable(number, -step)

    def search(self, words: str) -> None:
        """Find `words` in every block, whatever the case; empty finds nothing. `hits` are the blocks that hold them."""
        self.words = words
        self.needle = re.compile(re.escape(words), re.IGNORECASE) if words else None
        self.hits = [number for number, block in enumerate(self.blocks) if any(map(self._holds, block.paragraphs))]

    def _holds(self, paragraph: Paragraph) -> bool:
        return bool(self.needle and paragraph.found and self.needle.search(paragraph.text))

    def pieces(self, paragraph: Paragraph, row: Row) -> Iterator[tuple[str, bool]]:
        """The row's words as (text, was searched for), right also where a find runs over the edge of a row."""
        place = row.start
        if self.needle and paragraph.found:
            for match in self.needle.finditer(paragraph.text):
                start, end = max(match.start(), place), min(match.end(), row.end)
                if start < end:
                    yield paragraph.text[place:start], False
                    yield paragraph.text[start:end], True
                    place = end
        yield paragraph.text[place:row.end], False
