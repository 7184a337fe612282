"""A sheet of text: many blocks drawn row by row, one of them marked, words found in it.

The start list, the plan, the look-back and the help are all sheets, so that they read and behave alike. Only the rows
that are seen are drawn (Textual's Line API), and text is never read as markup. The marked block has a bar before it and
stands on a raised surface: never told by colour alone.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from typing import ClassVar

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from dialog.ui.theme import INKS
from dialog.ui.widget.page import Page
from dialog.ui.widget.paragraph import Block, Paragraph, Row

MARK = "▌"


class Sheet(ScrollView, can_focus=True):
    """Blocks under one another. `measure`: the widest a row of text gets; `margin`: empty columns before it."""

    ALLOW_SELECT = False
    ALLOW_MAXIMIZE = False
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "step(-1)", "Op", show=False),
        Binding("down", "step(1)", "Ned", show=False),
        Binding("enter", "choose", "Vælg", show=False),
        Binding("pageup", "page(-1)", "Side op", show=False),
        Binding("pagedown", "page(1)", "Side ned", show=False),
        Binding("home", "edge(-1)", "Øverst", show=False),
        Binding("end", "edge(1)", "Nederst", show=False),
    ]
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "sheet--marked", "sheet--found", "sheet--strong", *(f"sheet--{ink}" for ink in INKS)}
    DEFAULT_CSS = """
    Sheet {
        height: 1fr; width: 1fr; overflow-x: hidden; overflow-y: auto; scrollbar-size-vertical: 1;
        &>.sheet--marked { background: $chosen; }
        &>.sheet--found { background: $foreground; color: $background; text-style: underline; }
        &>.sheet--strong { text-style: bold; }
        &>.sheet--foreground { color: $foreground; }
        &>.sheet--muted { color: $muted; }
        &>.sheet--citizen { color: $citizen; }
        &>.sheet--caseworker { color: $caseworker; }
        &>.sheet--together { color: $together; }
        &>.sheet--warn { color: $warn; }
        &>.sheet--good { color: $good; }
    }
    """

    @dataclass
    class Chosen(Message):
        """A block was opened, with Enter or the mouse."""

        sheet: Sheet
        key: Hashable

        @property
        def control(self) -> Sheet:
            return self.sheet

    @dataclass
    class Moved(Message):
        """Another block is the marked one; None when there is none to mark."""

        sheet: Sheet
        key: Hashable | None

        @property
        def control(self) -> Sheet:
            return self.sheet

    def __init__(
        self, *, id: str | None = None, classes: str | None = None,
        measure: int = 76, margin: int = 1, one_click: bool = True,
    ) -> None:
        super().__init__(id=id, classes=classes)
        self.measure, self.margin, self.one_click = measure, margin, one_click
        self._page = Page()
        self._marked: int | None = None
        self._hit = -1

    # What it holds

    def show(self, blocks: Sequence[Block], *, key: Hashable | None = None) -> None:
        """Show these blocks. The mark goes to `key`, stays where it was, or goes to the first that can be marked."""
        before = self.key
        wanted = key if key is not None else before
        self._page = Page(blocks, self._room(), self._page.words)
        self._marked = self._page.place_of(wanted)
        if self._marked is None:
            self._marked = self._page.choosable(-1, 1)
        self._hit = min(self._hit, len(self._page.hits) - 1)
        self._fit()
        self.call_after_refresh(self.show_marked)
        if self.key != before:
            self.post_message(self.Moved(self, self.key))

    @property
    def key(self) -> Hashable | None:
        """The marked block's key."""
        return None if self._marked is None else self._page.blocks[self._marked].key

    @property
    def blocks(self) -> tuple[Block, ...]:
        return self._page.blocks

    def has(self, key: Hashable) -> bool:
        return self._page.place_of(key) is not None

    def mark(self, key: Hashable) -> None:
        """Move the mark to the block with this key, if it is here."""
        self._move_to(self._page.place_of(key))

    # Where it stands

    def _room(self) -> int:
        """Columns for text: the measure, or what the width leaves beside the margin and the mark.

        Before the first layout the terminal's width is the best guess; laying 5,000 messages out twice is felt.
        """
        width = self.size.width or self.app.size.width - 1
        return max(1, min(self.measure, width - self.margin - 4))

    def _fit(self) -> None:
        self.virtual_size = Size(self.size.width, len(self._page.rows))
        self.refresh()

    def on_resize(self) -> None:
        """Lay out for the new width, with the same block at the top and the marked one in view."""
        anchor = self._page.at(self.scroll_offset.y)
        self._page.lay(self._room())
        if self.virtual_size.height != len(self._page.rows):
            self._fit()
            if anchor is not None:
                self.scroll_to(y=self._page.tops[anchor], animate=False, immediate=True)
        self.show_marked()

    def show_marked(self) -> None:
        """Bring the marked block into view, with the headings above it where there is room."""
        number, page = self._marked, self._page
        if number is None:
            return
        above = page.choosable(number, -1)
        top, bottom = 0 if above is None else page.bottom(above), page.bottom(number)
        if bottom - top >= self.size.height:
            top = page.tops[number]
        self._bring_rows(top, bottom)

    def bring(self, number: int) -> None:
        """Bring the block at this place into view, without marking it."""
        self._bring_rows(self._page.tops[number], self._page.bottom(number))

    def _bring_rows(self, top: int, bottom: int) -> None:
        """No further than it takes. At once: two steps worked out before either is taken would end by chance."""
        room = max(1, self.size.height)
        y = min(top, max(self.scroll_offset.y, min(bottom, top + room) - room))
        self.scroll_to(y=y, animate=False, force=True, immediate=True)

    # Keys and mouse

    def _move_to(self, number: int | None) -> None:
        if number is None:
            return
        changed, self._marked = number != self._marked, number
        self.show_marked()
        self.refresh()
        if changed:
            self.post_message(self.Moved(self, self.key))

    def action_step(self, step: int) -> None:
        if self._marked is None:
            self.scroll_relative(y=step, animate=False)
            return
        following = self._page.choosable(self._marked, step)
        if following is not None:
            self._move_to(following)
        else:
            self.action_edge(step)

    def action_page(self, step: int) -> None:
        jump = step * max(1, self.size.height - 2)
        if self._marked is None:
            self.scroll_relative(y=jump, animate=False)
        else:
            self._move_to(self._page.near(self._page.tops[self._marked] + jump, step))

    def action_edge(self, step: int) -> None:
        """To the top (-1) or the bottom (1), headings and all."""
        self._move_to(self._page.choosable(-1, 1) if step < 0 else self._page.choosable(len(self.blocks), -1))
        if step < 0:
            self.scroll_home(animate=False)
        else:
            self.scroll_end(animate=False)

    def action_choose(self) -> None:
        if self.key is not None:
            self.post_message(self.Chosen(self, self.key))

    def on_focus(self) -> None:
        self.refresh()

    def on_blur(self) -> None:
        """The mark stays, quieter, where the hand will come back to."""
        self.refresh()

    def on_click(self, event: events.Click) -> None:
        number = self._page.at(event.y + self.scroll_offset.y)
        if number is None or self.blocks[number].key is None:
            return
        opens = self.one_click or number == self._marked
        self._move_to(number)
        if opens:
            self.action_choose()

    # Finding

    def find(self, words: str) -> int:
        """Mark every place these words stand and go to the nearest. Returns how many blocks hold them."""
        self._page.search(words)
        begin = self._marked or 0
        self._hit = next((n for n, block in enumerate(self._page.hits) if block >= begin), 0)
        return self.next_hit(0)[1]

    def next_hit(self, step: int) -> tuple[int, int]:
        """Go to the next (1) or the previous (-1) place. Returns which of how many, from 1; (0, 0) for none."""
        hits = self._page.hits
        self.refresh()
        if not hits:
            return 0, 0
        self._hit = (self._hit + step) % len(hits)
        number = hits[self._hit]
        if self.blocks[number].key is not None:
            self._move_to(number)
        else:
            self.bring(number)
        return self._hit + 1, len(hits)

    # Drawing

    def render_line(self, y: int) -> Strip:
        place, width = y + self.scroll_offset.y, self.size.width
        room = self._style(())
        number, row = self._page.rows[place] if 0 <= place < len(self._page.rows) else (0, None)
        if row is None:
            return Strip.blank(width, room)
        marked = number == self._marked
        surface = ("marked",) if marked and (self.has_focus or not self.can_focus) else ()
        drawn = Strip([Segment(" " * self.margin, room), *self._row(number, row, surface, MARK if marked else " ")])
        return drawn.adjust_cell_length(width, room)

    def _row(self, number: int, row: Row, surface: tuple[str, ...], mark: str) -> Strip:
        """One row of the text's own width: mark, lead, words and tail."""
        paragraph = self.blocks[number].paragraphs[row.paragraph]
        ink, tail = tuple(paragraph.style.split()), paragraph.tail if row.first else ""
        words = Strip([
            Segment(f"{mark} ", self._style((*surface, "together" if surface else "muted"))),
            Segment(self._lead(paragraph, row), self._style((*surface, *paragraph.lead_style.split()))),
            *(Segment(text, self._style((*surface, *ink, *(("found",) if found else ()))))
              for text, found in self._page.pieces(paragraph, row)),
        ])
        words = words.adjust_cell_length(self._page.width + 2 - cell_len(tail), self._style(surface))
        end = Segment(tail + " ", self._style((*surface, *paragraph.tail_style.split())))
        return Strip([*words, end])

    @staticmethod
    def _lead(paragraph: Paragraph, row: Row) -> str:
        lead = paragraph.lead if row.first or paragraph.bar else ""
        return set_cell_size(" " * paragraph.indent + lead, row.column)

    def _style(self, names: tuple[str, ...]) -> Style:
        return self.get_visual_style(*(f"sheet--{name}" for name in names)).rich_style
