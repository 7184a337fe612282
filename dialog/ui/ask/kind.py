"""What all kinds of question have in common on the screen.

An ask is not a widget: the panel keeps one field, one set of rows and one scale, and an ask says which of them its
kind uses and what Enter, a tick or a letter means there. So a new question costs 11 ms where new widgets cost 63.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from textual.widget import Widget

from dialog.ui.ask.question import Question

if TYPE_CHECKING:
    from dialog.ui.ask.panel import Answering

Key = tuple[str, str, str]


class Typed(str):
    """Words to type, among the names of keys to press."""


SEND: Key = ("Enter", "send", "send")
NEW_LINE: Key = ("Ctrl+J", "ny linje", "new_line")
EMPTY = "Skriv et par ord, eller tryk F5, hvis I vil videre uden svar."
CHOOSE = "Vælg en af dem med pil eller tal, eller tryk F5, hvis I vil videre uden svar."


class Ask:
    """How one kind of question is answered. One file for each; `dialog.ui.ask.ASKS` is the list of them."""

    hint: tuple[Key, ...] = (SEND,)
    """What the keys do; shown anew whenever something is told."""

    def __init__(self, panel: Answering, question: Question) -> None:
        self.panel, self.question = panel, question
        self.turn = question.turn

    def begin(self) -> Widget:
        """Put the panel's parts in place; returns the one that takes the keys."""
        raise NotImplementedError

    def send(self) -> None:
        """Enter, or the mouse on »send«: hand the answer over, or say what is missing."""
        raise NotImplementedError

    def ticked(self, row: str) -> None:
        """A row was ticked."""

    def entered(self, row: str | None) -> None:
        """Enter on a row, or a click on it."""
        self.send()

    def moved(self, row: str | None) -> None:
        """Another row is the marked one."""

    def typed(self, text: str) -> None:
        """The text in the field is another."""

    def picked(self, score: int) -> None:
        """A cell of the scale was picked."""

    def left(self, part: Widget, step: int) -> bool:
        """The hand went out of a part, up (-1) or down (1). False: it went out of the question."""
        return False

    def key(self, key: str) -> bool:
        """A key that no part wanted; True when it meant something here."""
        return False

    def back(self) -> bool:
        """Esc; True when there was a step to go back within the question."""
        return False

    def draft(self) -> str:
        """Words that would be missed if they were lost. The styles tell what shows also while the screen is closing."""
        field = self.panel.field
        return field.text.strip() if field.styles.display != "none" and field.changed else ""

    def take(self, draft: str) -> None:
        """Put a draft back where it was being written."""
        self.panel.field.take(draft)
        self.panel.field.focus()

    def keys_for(self, value: Any) -> list[str]:
        """The keys that a person presses to give `value` now: names of keys, and words to type."""
        raise NotImplementedError

    def writing(self, words: str) -> list[str]:
        """The keys that put these words in the field, in place of what is there."""
        return [*(["ctrl+a"] if self.panel.field.text else []), Typed(words)]

    def pass_or_tell(self, missing: str) -> None:
        """Nothing was given: a free question is passed, any other says what it misses."""
        if self.turn.required == "free":
            self.panel.passed()
        else:
            self.panel.tell(missing)
