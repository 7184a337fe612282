"""A field with its label above and a quiet sentence below, and the two fields that keep something to themselves.

Used where facts are filled in: passphrase, citizen, settings. What is said in the conversation has its own field.
"""

from __future__ import annotations

import re

from rich.text import Text
from textual import events
from textual.actions import SkipAction
from textual.app import ComposeResult
from textual.containers import VerticalGroup
from textual.widgets import Input, Static

from dialog.ui.text import words

DATE = 6
"""How many digits of a CPR number are shown."""
NONE = "."
"""Written in place of a CPR number that is to be taken away, as line by line."""
_CPR = re.compile(r"([0-9]{6})-?([0-9]{4})")


class Labelled(VerticalGroup):
    """`label` above `field`; `note` below, and `say` replaces it."""

    SCOPED_CSS = False  # its air follows the screen's size
    DEFAULT_CSS = """
    Labelled { max-width: 60; margin-bottom: 1; }
    Labelled > .label { color: $foreground; }
    Labelled > .note { color: $muted; height: auto; }
    .-low Labelled { margin-bottom: 0; }
    """

    def __init__(self, label: str, field: Input, *, note: str = "", id: str | None = None) -> None:
        super().__init__(id=id)
        self.field = field
        field.cursor_blink = False
        self._label, self._note = label, note

    def compose(self) -> ComposeResult:
        yield Static(words(self._label), classes="label")
        yield self.field
        yield Static(words(self._note), classes="note")

    def on_mount(self) -> None:
        self.say(self._note)

    def relabel(self, label: str) -> None:
        self.query_one(".label", Static).update(words(label))

    def say(self, text: str, ink: str = "muted") -> None:
        """Put a sentence under the field; empty takes the row away."""
        note = self.query_one(".note", Static)
        note.display = bool(text)
        note.update(words(text, ink))
        if ink == "warn":
            self.call_after_refresh(note.scroll_visible, animate=False)

    @property
    def text(self) -> str:
        """What is written, cleaned as everything that is kept: one line, nothing in it that could steer a terminal."""
        from dialog.language.clean import clean_text

        return " ".join(clean_text(self.field.value)[0].split())

    def on_click(self) -> None:
        self.field.focus()


class LineInput(Input):
    """One line of text. What is pasted is cleaned and cut before it gets there, so that nothing in it steers the
    terminal; keys bring nothing but letters.
    """

    def __init__(self, value: str = "", *, max_length: int, placeholder: str = "", id: str | None = None) -> None:
        super().__init__(value, max_length=max_length, placeholder=placeholder, id=id)
        self.cursor_blink = False

    def _on_paste(self, event: events.Paste) -> None:
        from dialog.language.clean import clean_text

        event.stop()
        event.prevent_default()
        text = " ".join(clean_text(event.text)[0].split())
        self.replace(text[: (self.max_length or 0) - len(self.value) + len(self.selected_text)], *self.selection)


class SearchInput(LineInput):
    """Esc empties it in its turn. As a binding it came after the letters behind it, and a name typed at once was lost:
    Enter then opened somebody else.
    """

    async def _on_key(self, event: events.Key) -> None:
        if event.key == "escape" and self.value:
            self.value = ""
            event.stop()
            event.prevent_default()
        else:
            await super()._on_key(event)


class SecretInput(Input):
    """Shows a dot for each sign, and never lets what it holds out through the clipboard.

    What is pasted is taken as it is: a passphrase that was changed on the way in would fit no lock, and it is never
    painted.
    """

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(password=True, id=id, max_length=1024)

    def action_copy(self) -> None:
        raise SkipAction

    def action_cut(self) -> None:
        self.delete_selection()


class CprInput(SecretInput):
    """A CPR number, of which the screen shows the date only: `310290-••••`.

    The `kept` one is never in the field, or the keys that delete would bring its last digits to where the date stands;
    left empty, the field means it. For the same reason whatever is taken out takes along all that stands behind it.
    """

    def __init__(self, kept: str = "", *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.password = False
        self.kept = kept
        self.restrict = "[0-9]{0,6}-?[0-9]{0,4}" + (rf"|\{NONE}" if kept else "")

    @property
    def number(self) -> str | None:
        """The number as it is to be kept, "" for none; None where what is written is no number."""
        written = self.value.strip()
        found = _CPR.fullmatch(written)
        if found:
            return f"{found[1]}-{found[2]}"
        return {"": self.kept, NONE: ""}.get(written)

    def replace(self, text: str, start: int, end: int) -> None:
        super().replace(text, start, len(self.value) if start != end else end)

    def insert_text_at_cursor(self, text: str) -> None:
        """The hyphen comes by itself after the date."""
        if len(self.value) == self.cursor_position == DATE and text.isdigit():
            text = f"-{text}"
        super().insert_text_at_cursor(text)

    @property
    def _value(self) -> Text:
        """As `Input` draws it, the last four hidden."""
        return Text(masked(self.value), no_wrap=True, overflow="ignore", end="")


def masked(cpr: str) -> str:
    """`310290-••••`; a part of a number is hidden in the same way."""
    at, signs = cpr.find("-"), cpr.replace("-", "", 1)
    shown = signs[:DATE] + "•" * len(signs[DATE:])
    return shown if at < 0 else f"{shown[:at]}-{shown[at:]}"
