"""What all kinds of question have in common on the screen.

An ask is not a widget: the panel keeps one field, one set of rows and one scale, and an ask says which of them its
kind uses and what Enter, a tick or a letter means there. So a new question costs 11 ms where new widgets cost 63.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from textual.content import Content
from textual.widget import Widget

from dialog.face.tongues import Two
from dialog.language.screen import N
from dialog.language.talk import EMPTY
from dialog.ui.ask.question import Question
from dialog.ui.widget.paragraph import Block
from dialog.ui.widget.rows import Choice

if TYPE_CHECKING:
    from dialog.ui.ask.panel import Answering

Key = tuple[str, str, str]


class Typed(str):
    """Words to type, among the names of keys to press."""


SEND: Key = ("Enter", N("send"), "send")
NEW_LINE: Key = ("Ctrl+J", N("ny linje"), "new_line")


class Ask:
    """How one kind of question is answered. One file for each; `dialog.ui.ask.ASKS` is the list of them."""

    hint: tuple[Key, ...] = (SEND,)
    """What the keys do; shown anew whenever something is told."""

    def __init__(self, panel: Answering, question: Question) -> None:
        self.panel, self.question = panel, question
        self.turn, self.tongues = question.turn, question.tongues

    def begin(self) -> Widget:
        """Put the panel's parts in place; returns the one that takes the keys."""
        raise NotImplementedError

    # What it says

    def say(self, danish: str, **slots: object) -> Two:
        return self.tongues.say(danish, **slots)

    def rows(self) -> Sequence[Choice]:
        """What there is to choose among, as it stands now."""
        return ()

    def above(self) -> Sequence[Block]:
        """What is only read, above the rows."""
        return ()

    def wanted(self) -> str:
        """What stands in the empty field."""
        return ""

    def echo(self) -> Content | None:
        """What stands above all of it."""
        return None

    def terms(self) -> Content:
        """What a yes is given on."""
        return Content()

    def put_in(self, question: Question) -> None:
        """The same question in another language: what is picked and half written stays."""
        self.question, self.turn, self.tongues = question, question.turn, question.tongues
        panel = self.panel
        panel.show_echo(self.echo())
        if panel.rows.display:
            panel.rows.retick(self.rows(), above=self.above())
        panel.field.ask_for(self.wanted())

    # What the hands do

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

    def pass_or_tell(self, *missing: str) -> None:
        """Nothing was given: a free question is passed, any other says what it misses."""
        if self.turn.required == "free":
            self.panel.passed()
        else:
            self.panel.tell(*map(self.say, missing))


class RowOrWords(Ask):
    """Rows, one of which is for own words: the field stands open while that row is marked, or has words in it."""

    words_row = ""
    """That row's id."""

    def moved(self, row: str | None) -> None:
        self.panel.field.display = row == self.words_row or bool(self.panel.field.text)

    def left(self, part: Widget, step: int) -> bool:
        if part is self.panel.field:
            self.panel.rows.focus()
            return True
        if step > 0 and self.panel.field.display:
            self.panel.field.focus()
            return True
        return False

    def take(self, draft: str) -> None:
        self.panel.rows.mark(self.words_row)
        super().take(draft)

    def own_words(self) -> str:
        """What stands in the field; where nothing does, the hand is led there."""
        text = self.panel.clean()
        if not text:
            self.panel.field.focus()
            self.panel.tell(self.say(EMPTY))
        return text
