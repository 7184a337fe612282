"""How far the talk has come: one folded line on a narrow screen, a list beside the talk on a wide one.

Marks, not colours, tell the sections apart: ● done, ◐ begun, ◉ here, ○ not yet.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual import events
from textual.content import Content
from textual.geometry import Region, Size
from textual.message import Message
from textual.strip import Strip
from textual.visual import Visual
from textual.widget import Widget
from textual.widgets import Static

from dialog.face.words import shortened
from dialog.language.screen import tr
from dialog.ui.text import line, muted, strong, words

if TYPE_CHECKING:
    from dialog.conversation.progress import Progress, SectionProgress


def mark(part: SectionProgress, here: str | None) -> str:
    if part.section.id == here:
        return "◉"
    if part.done == part.total:
        return "●"
    return "◐" if part.done else "○"


def count(part: SectionProgress) -> str:
    """`2 af 5`: the question the two are at, of those in its section."""
    return tr("{at} af {total}", at=min(part.done + 1, part.total), total=part.total)


class FoldedTrail(Static):
    """`●●●◉○○○○ Arbejde og retning 2 af 5`; a click asks for the overview."""

    DEFAULT_CSS = "FoldedTrail { height: 1; }"

    def put(self, progress: Progress, here: str | None, note: str = "") -> None:
        """`note` stands after it, always whole."""
        note = f"  {note}" if note else ""
        marks = "".join(mark(part, here) for part in progress.sections)
        now = next((part for part in progress.sections if part.section.id == here), None)
        if now is None:
            done = tr("Færdig") if progress.done == progress.total else ""
            self.update(line(words(marks, "good"), muted(f"  {done}{note}")))
            return
        room = (self.size.width or 80) - len(marks) - len(count(now)) - len(note) - 4
        self.update(line(words(marks, "good"), "  ", words(shortened(now.section.title, max(8, room))),
                         muted(f"  {count(now)}{note}")))

    async def on_click(self) -> None:
        await self.run_action("screen.sections")


class SectionList(Widget):
    """The sections under one another, the one the two are in standing out. A click goes there.

    Drawn row by row, and only the rows that changed: the whole list anew took longer than the question beside it.
    """

    @dataclass
    class Wanted(Message):
        section: str

    def __init__(self) -> None:
        super().__init__()
        self._rows: list[Content] = []
        self._sections: list[str] = []
        """Whose row it is; empty for nobody's."""

    def put(self, title: str, progress: Progress, here: str | None, beneath: Progress | None = None) -> None:
        """`beneath`: the same in the other language, for the section that the two are in."""
        width = max(12, (self.content_size.width or 26))
        rows: list[Content] = [*strong(title).wrap(width), Content("")]
        sections = [""] * len(rows)
        for part, other in zip(progress.sections, (beneath or progress).sections, strict=True):
            rows += self._told(part, other.section.title, here, width)
            sections += [part.section.id] * (len(rows) - len(sections))
        before, self._rows, self._sections = self._rows, rows, sections
        if len(before) != len(rows):
            self.refresh(layout=True)
            return
        self.refresh(*(Region(0, y, width, 1) for y, (old, new) in enumerate(zip(before, rows, strict=True))
                       if not old.is_same(new)), Region(0, 0, 0, 0))

    @staticmethod
    def _told(part: SectionProgress, beneath: str, here: str | None, width: int) -> list[Content]:
        now = part.section.id == here
        ink = strong if now else muted
        title = words(part.section.title).wrap(width - 3)
        first, *rest = [piece.plain.rstrip() for piece in title]
        sign = words(mark(part, here), "good" if part.done or now else "muted")
        told = [line(sign, "  ", ink(first)), *(line("   ", ink(piece)) for piece in rest)]
        if now and beneath != part.section.title:
            told += [muted(f"   {piece.plain.rstrip()}") for piece in words(beneath).wrap(width - 3)]
        return [*told, muted(f"   {count(part)}")] if now and part.done < part.total else told

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return len(self._rows)

    def render_line(self, y: int) -> Strip:
        room = self.visual_style
        if y >= len(self._rows):
            return Strip.blank(self.content_size.width, room.rich_style)
        (strip,) = Visual.to_strips(self, self._rows[y], self.content_size.width, 1, room, pad=True)
        return strip

    def on_click(self, event: events.Click) -> None:
        at = event.get_content_offset(self)
        if at is not None and at.y < len(self._sections) and self._sections[at.y]:
            self.post_message(self.Wanted(self._sections[at.y]))
