"""Where people write. Enter sends; Ctrl+J, Alt+Enter and Shift+Enter make a new line (few terminals know Shift+Enter).

A text area without a frame, as tall as what is in it. A paste is cut to what there is room for and cleaned before it
reaches the text, so that nothing in it can steer the terminal.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.widgets import TextArea

from dialog.language.screen import N, tr
from dialog.ui.memory import forget
from dialog.ui.text import words

LONGEST = 20_000
NEW_LINE = ("ctrl+j", "alt+enter", "shift+enter")
JOINERS = ("\u200c", "\u200d")
"""Signs without a width that hold a family emoji or a Persian word together; Textual takes them for no letter."""
TOO_LONG = N("Der er plads til 20.000 tegn. Resten er ikke kommet med.")
NEARLY = 18_000
"""Signs from which the field tells how many there are."""


class Field(TextArea):
    """Posts `Sent` for Enter, `Left` for Up at the very beginning, `Told` when something was taken out of a paste."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "up", show=False),
        Binding("ctrl+a", "select_all", show=False),
    ]

    @dataclass
    class Sent(Message):
        field: Field
        text: str

    @dataclass
    class Left(Message):
        """Upwards out of the field."""

        field: Field

    @dataclass
    class Told(Message):
        """Something was taken out of a paste; each note is a sentence."""

        notes: Sequence[str]

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id, highlight_cursor_line=False, tab_behavior="focus")
        self.cursor_blink = False
        self._began = ""

    def put(self, text: str = "", placeholder: str = "") -> None:
        """Begin with this text, the cursor after it; what was here, and its undoing, is gone."""
        if text != self.text or text:
            self.load_text(text)
            self.move_cursor(self.document.end)
        self.history.clear()
        self._began = text
        self.ask_for(placeholder)

    def on_unmount(self) -> None:
        forget(self.app, self)

    def ask_for(self, placeholder: str) -> None:
        """What stands here while nothing is written."""
        self.placeholder = words(placeholder)

    def take(self, draft: str) -> None:
        """Put a kept draft in, as if it had just been typed."""
        self.replace(draft, (0, 0), self.document.end)
        self.move_cursor(self.document.end)

    @property
    def changed(self) -> bool:
        """Whether something other than what it began with stands in it."""
        return self.text != self._began

    def action_send(self) -> None:
        self.post_message(self.Sent(self, self.text))

    def action_new_line(self) -> None:
        self.replace("\n", *self.selection, maintain_selection_offset=False)
        self.scroll_cursor_visible()

    def action_up(self) -> None:
        if self.cursor_at_first_line and (not self.text or self.cursor_at_start_of_text):
            self.post_message(self.Left(self))
        else:
            self.action_cursor_up()

    async def _on_key(self, event: events.Key) -> None:
        """Not bindings: those overtake letters that are still waiting, and would send the answer without its end."""
        if event.key == "enter":
            self.action_send()
        elif (event.is_printable or event.key in NEW_LINE) and len(self.text) >= LONGEST:
            self.post_message(self.Told((tr(TOO_LONG),)))
        elif event.key in NEW_LINE:
            self.action_new_line()
        elif event.character in JOINERS:
            self.insert(event.character)
        else:
            return
        event.stop()
        event.prevent_default()

    async def _on_paste(self, event: events.Paste) -> None:
        from dialog.language.clean import clean_text

        event.stop()
        event.prevent_default()
        text, notes = clean_text(event.text)
        room = max(0, LONGEST - len(self.text) + len(self.selected_text))
        self.replace(text[:room], *self.selection, maintain_selection_offset=False)
        self.scroll_cursor_visible()
        if notes or len(text) > room:
            self.post_message(self.Told(tuple(tr(note) for note in notes) or (tr(TOO_LONG),)))

    def _on_text_area_changed(self) -> None:
        """A quiet count, when there is not much room left."""
        count = len(self.text)
        self.set_class(count >= NEARLY, "-long")
        if count >= NEARLY:
            self.border_subtitle = tr("{count} af {most}", count=_grouped(count), most=_grouped(LONGEST))


def _grouped(number: int) -> str:
    return f"{number:,}".replace(",", ".")
