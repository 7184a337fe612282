"""What rises from the bottom when something is to be written or decided: a title, what it is about, a field or rows.

One thing at a time, awaited like a question to a person: `text = await drawer.write(…)`. Esc answers None. What is
chosen here ends a plan, says yes to it or makes a file of it, so a choice counts only when its key was meant.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from time import monotonic

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from dialog.face.tongues import Two
from dialog.language.screen import tr
from dialog.ui.steady import HASTY, Steady
from dialog.ui.text import muted, words
from dialog.ui.two import both
from dialog.ui.widget.field import Field
from dialog.ui.widget.rows import Choice, Rows

NOTHING = Content("")


class Drawer(Vertical):
    """Not seen until it asks. Only one question is open at a time; a new one takes the place of the old."""

    SCOPED_CSS = False  # its padding follows the screen's size
    DEFAULT_CSS = """
    Drawer {
        dock: bottom; display: none; height: auto; max-height: 80vh; margin-bottom: 1; padding: 1 4;
        background: $surface; align-horizontal: center; overflow-y: auto; scrollbar-size-vertical: 1;
    }
    .-one Drawer { padding: 1 3; }
    .-low Drawer { padding: 0 3; }
    Drawer #leaf { width: 100%; max-width: 140; height: auto; }
    Drawer #leaf > Static { height: auto; max-width: 76; }
    Drawer #leaf > Field { max-width: 76; }
    Drawer #about { margin-bottom: 1; }
    Drawer #hint { margin-top: 1; }
    .-low Drawer #about, .-low Drawer #hint { margin: 0; }
    """

    def __init__(self, steady: Steady) -> None:
        super().__init__()
        self._steady = steady
        self._answer: asyncio.Future[str | None] | None = None

    def compose(self) -> ComposeResult:
        with Vertical(id="leaf"):
            yield Static(id="ask")
            yield Static(id="about")
            yield Field(id="field")
            yield Rows(id="rows")
            yield Static(id="hint")

    @property
    def is_open(self) -> bool:
        return self._answer is not None

    async def write(self, ask: str, *, about: Content = NOTHING, text: str = "", hint: str = "") -> str | None:
        """Ask for words, beginning with `text`. Returns them as typed, or None."""
        field = self.query_one(Field)
        field.put(text)
        self._lay_out(ask, about, hint or tr("Enter gemmer · Esc fortryder"), field)
        return await self._answered()

    async def choose(self, ask: Two | str, choices: Sequence[Choice], *, about: Content = NOTHING,
                     marked: str | None = None) -> str | None:
        """Ask for one of the rows. Returns its id, or None."""
        rows = self.query_one(Rows)
        self._lay_out(ask, about, "", rows)
        rows.put(choices, marked=marked)
        return await self._answered()

    def cancel(self) -> None:
        """Esc: no answer."""
        self._give(None)

    def _lay_out(self, ask: Two | str, about: Content, hint: str, active: Field | Rows) -> None:
        self.cancel()
        self.query_one("#ask", Static).update(both(ask, strong=True))
        self._put("#about", about)
        self._put("#hint", muted(hint))
        self.query_one(Field).display = isinstance(active, Field)
        self.query_one(Rows).display = isinstance(active, Rows)
        self.display = True
        self._steady.show(monotonic())
        active.focus()

    def _put(self, name: str, content: Content) -> None:
        part = self.query_one(name, Static)
        part.update(content)
        part.display = bool(content)

    def _meant(self) -> bool:
        """Whether the last key was; says so where it was not, and what is asked stays."""
        if not self._steady.meant:
            self._put("#hint", words(tr(HASTY)))
            self.call_after_refresh(self.query_one("#hint").scroll_visible, animate=False)
        return self._steady.meant

    async def _answered(self) -> str | None:
        answer: asyncio.Future[str | None] = asyncio.get_running_loop().create_future()
        self._answer = answer
        try:
            return await answer
        finally:
            if self._answer is answer:
                self._answer = None
                self.display = False

    def _give(self, answer: str | None) -> None:
        if self._answer is not None and not self._answer.done():
            self._answer.set_result(answer)

    @on(Field.Sent)
    def _written(self, event: Field.Sent) -> None:
        from dialog.language.clean import clean_text

        event.stop()
        text = clean_text(event.text)[0]
        if text.strip() or not event.field.changed or self._meant():  # an emptied field takes words away
            self._give(text)

    @on(Rows.Entered)
    def _chosen(self, event: Rows.Entered) -> None:
        event.stop()
        if event.row is not None and self._meant():
            self._give(event.row)
