"""Eleven equal cells from 0 to 10 with named ends: digits, arrows or the mouse pick one, Enter sends it.

The picked cell has brackets and an arrow under it; another person's score has an arrow and a name above it. Nothing
rests on the colour. `1` and then `0` within a second is ten, and so is `t`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from time import monotonic
from typing import ClassVar

from rich.cells import cell_len
from textual import events
from textual.app import RenderResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.geometry import Size
from textual.message import Message
from textual.widget import Widget

from dialog.face.tongues import Two
from dialog.ui.text import line, muted, words

CELLS = 11
WIDEST = 6
SECOND_DIGIT = 1.0
"""Seconds in which a 0 after a 1 makes ten."""
ENDS = (0, 5, 10)
"""The numbers that have words."""


def _under(texts: Sequence[str], room: int) -> str | None:
    """The words of the ends in one row of `room` columns, each under its cell; None where they do not fit."""
    low, middle, high = texts
    at = max(0, (room - cell_len(middle)) // 2)
    rest = room - at - cell_len(middle) - cell_len(high)
    if cell_len(low) + 2 > at or rest < 2:
        return None
    return low + " " * (at - cell_len(low)) + middle + " " * rest + high


class ScaleBar(Widget, can_focus=True):
    """Posts `Picked` when another cell is picked and `Entered` for Enter."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left,minus", "move(-1)", show=False),
        Binding("right,plus", "move(1)", show=False),
        Binding("home", "pick(0)", show=False),
        Binding("end,t", "pick(10)", show=False),
        Binding("enter", "enter", show=False),
    ]
    DEFAULT_CSS = "ScaleBar { height: auto; width: 1fr; background: $surface; }"

    @dataclass
    class Picked(Message):
        score: int

    @dataclass
    class Entered(Message):
        score: int | None

    def __init__(self) -> None:
        super().__init__()
        self.score: int | None = None
        self.ends: Mapping[int, Two] = {}
        self.ink = "citizen"
        self.beside: tuple[str, int] | None = None
        self._one_at = 0.0
        self._alone = False

    def put(self, *, score: int | None, ink: str) -> None:
        """Begin anew with this score."""
        self.score, self.ink = score, ink
        self._one_at = 0.0
        self.refresh(layout=True)

    def put_in_words(self, ends: Mapping[int, Two], beside: tuple[str, int] | None) -> None:
        """The words at the ends. `beside`: the other person's name and score, shown above the cells."""
        self.ends, self.beside = ends, beside
        self.refresh(layout=True)

    def alone(self, alone: bool) -> None:
        """The words in the first language only, or in both."""
        if alone != self._alone:
            self._alone = alone
            self.refresh(layout=True)

    # Drawing

    @property
    def cell(self) -> int:
        """Columns of one cell; between cells there is one column more."""
        return max(2, min(WIDEST, (self.content_size.width - CELLS + 1) // CELLS))

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return 2 + (1 if self.beside else 0) + self._named(width).plain.count("\n") + 1

    def render(self) -> RenderResult:
        above = [self._beside()] if self.beside else []
        return Content("\n").join([*above, self._cells(), self._arrow(), self._named(self.content_size.width)])

    def _beside(self) -> Content:
        name, score = self.beside or ("", 0)
        told = f"▾ {name}: {score}"
        at = min(self._left(score) + self.cell // 2, max(0, self._right() - len(told)))
        return muted(" " * at + told)

    def _cells(self) -> Content:
        cells = [self._cell(number) for number in range(CELLS)]
        return Content(" ").join(cells)

    def _cell(self, number: int) -> Content:
        if number == self.score:
            shown = f"[{number}]" if self.cell > len(str(number)) + 1 else str(number)
            return Content.styled(shown.center(self.cell), f"bold $background on ${self.ink}")
        return Content.styled(str(number).center(self.cell), "$foreground on $panel")

    def _arrow(self) -> Content:
        return Content("") if self.score is None else words(" " * (self._left(self.score) + (self.cell - 1) // 2) + "▴")

    def _named(self, width: int) -> Content:
        """The words of the ends: under their cells where they fit, else as a list."""
        room = self._right() if width == self.content_size.width else width
        rows = [[self.ends.get(number, Two(""))[at] for number in ENDS] for at in (0, 1)]
        rows = rows[:1] if self._alone or not any(rows[1]) else rows
        under = [_under(row, room) for row in rows]
        if None not in under:
            inks = ("muted",) if len(rows) == 1 else ("", "muted")
            return Content("\n").join([words(row or "", ink) for row, ink in zip(under, inks, strict=True)])
        return Content("\n").join([self._listed(number) for number in ENDS])

    @property
    def words(self) -> str:
        """The words of the ends, as they are shown."""
        return self._named(self.content_size.width).plain

    def _listed(self, number: int) -> Content:
        first, beneath = self.ends.get(number, Two(""))
        told = line(muted(f"{number:<3}"), words(first, "" if beneath else "muted"))
        return line(told, "\n", muted(f"   {beneath}")) if beneath and not self._alone else told

    def _left(self, number: int) -> int:
        return number * (self.cell + 1)

    def _right(self) -> int:
        return CELLS * (self.cell + 1) - 1

    # Keys and mouse

    def action_move(self, step: int) -> None:
        start = self.score if self.score is not None else (-1 if step > 0 else CELLS)
        self.action_pick(max(0, min(CELLS - 1, start + step)))

    def action_pick(self, score: int) -> None:
        self.score = score
        self.refresh()
        self.post_message(self.Picked(score))

    def action_enter(self) -> None:
        self.post_message(self.Entered(self.score))

    def on_key(self, event: events.Key) -> None:
        if not (event.character or "").isdigit():
            return
        digit = int(event.character or "")
        ten = digit == 0 and self.score == 1 and monotonic() - self._one_at < SECOND_DIGIT
        self._one_at = monotonic() if digit == 1 else 0.0
        self.action_pick(10 if ten else digit)

    def on_click(self, event: events.Click) -> None:
        offset = event.get_content_offset(self)
        if offset is not None and offset.y == (1 if self.beside else 0):
            self.action_pick(min(CELLS - 1, offset.x // (self.cell + 1)))
