"""What has been said in this section, resting above the question and growing upwards.

A sheet that stands on its last row: the rows are counted from the bottom, so a question that grows or shrinks below it
needs no scrolling and no second picture. Nothing in it is marked until somebody goes up into it to change an answer.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from typing import ClassVar

from rich.segment import Segment
from textual import events, on
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.strip import Strip

from dialog.ui.widget.paragraph import Block
from dialog.ui.widget.sheet import Sheet

WHEEL = 3
MORE = "⋯"
ROOM_FOR_MORE = 3


class Past(Sheet):
    """Posts the sheet's `Chosen` for an answer to change, and `Left` when the hand goes down out of it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "down", show=False),
        Binding("space", "choose", show=False),
    ]
    DEFAULT_CSS = "Past { overflow-y: hidden; }"

    @dataclass
    class Left(Message):
        past: Past

    _up = 0
    """Rows that the last one lies below the bottom edge."""

    def __init__(self, *, id: str | None = None, measure: int = 76, margin: int = 1) -> None:
        super().__init__(id=id, measure=measure, margin=margin)
        self._drawn: dict[int, Strip] = {}
        """Rows drawn before, by their place from the top: a new answer moves them, and changes none of them."""

    @property
    def top(self) -> int:
        """The row of text at the top edge; negative where there is only air above the first."""
        return len(self._page.rows) - self.size.height - self._up

    def show(self, blocks: Sequence[Block], *, key: Hashable | None = None) -> None:
        if tuple(blocks) != self.blocks:
            if tuple(blocks[: len(self.blocks)]) != self.blocks:
                self._drawn.clear()
            super().show(blocks, key=key)
        if not self.has_focus:
            self._marked = None
        self._scroll(-self._up)

    def _fit(self) -> None:
        self.refresh()

    @on(events.Resize)
    def _relay(self, event: events.Resize) -> None:
        """A new height is painted anyway; a new width may have been painted with the old rows already."""
        event.prevent_default()
        if self._page.width != self._room():
            self._drawn.clear()
            self._page.lay(self._room())
            self._scroll(0)
        if self._marked is not None:
            self._scroll(-self._up)  # from the end each time, or where it stands would hang on the heights before
            self.show_marked()

    def _scroll(self, rows: int) -> None:
        """Up by so many rows, as far as there is something to see."""
        most = max(0, len(self._page.rows) - self.size.height)
        self._up = max(0, min(most, self._up + rows))
        self.refresh()

    def bring(self, number: int) -> None:
        top, bottom = self._page.tops[number], self._page.bottom(number)
        if top <= self.top:
            self._scroll(self.top - top + 1)
        elif bottom > self.top + self.size.height:
            self._scroll(self.top + self.size.height - bottom)

    def show_marked(self) -> None:
        if self._marked is not None:
            self.bring(self._marked)

    # Drawing

    def render_line(self, y: int) -> Strip:
        if y == 0 and self.top > 0 and self.size.height >= ROOM_FOR_MORE:
            lead = Segment(" " * (self.margin + 2) + MORE, self._style(("muted",)))
            return Strip([lead]).adjust_cell_length(self.size.width, self._style(()))
        place = y + self.top
        if self._marked is not None:
            return super().render_line(place)
        if place not in self._drawn:
            self._drawn[place] = super().render_line(place)
        return self._drawn[place]

    def notify_style_update(self) -> None:
        self._drawn.clear()
        super().notify_style_update()

    # Keys and mouse

    def on_focus(self) -> None:
        if self._marked is None:
            self._move_to(self._page.choosable(len(self.blocks), -1))

    def on_blur(self) -> None:
        self._marked = None
        self._scroll(-self._up)

    def action_down(self) -> None:
        if self._marked is None or self._page.choosable(self._marked, 1) is None:
            self.post_message(self.Left(self))
        else:
            self.action_step(1)

    def on_mouse_scroll_up(self) -> None:
        self._scroll(WHEEL)

    def on_mouse_scroll_down(self) -> None:
        self._scroll(-WHEEL)

    def on_click(self, event: events.Click) -> None:
        event.prevent_default()
        at = event.get_content_offset(self)
        number = self._page.at(at.y + self.top) if at is not None else None
        if number is not None and self.blocks[number].key is not None:
            self._move_to(number)
            self.action_choose()
