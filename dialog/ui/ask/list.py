"""A list, one thing at a time: Enter puts it on the list, Enter in the empty field says that is all.

What is on the list stands above the field. Up goes there: Enter changes the marked one, Delete takes it off.
"""

from __future__ import annotations

from typing import Any

from textual.widget import Widget

from dialog.language import talk
from dialog.language.screen import N
from dialog.ui.ask.kind import NEW_LINE, Ask, Key, Typed
from dialog.ui.widget.rows import Choice

FULL_KEYS: tuple[Key, ...] = (("Enter", N("videre"), "done"), ("↑ Delete", N("tag en væk"), ""))


class List(Ask):
    hint: tuple[Key, ...] = (
        ("Enter", N("sæt på listen"), "send"), (N("Enter igen"), N("det var alt"), "done"), NEW_LINE)

    def begin(self) -> Widget:
        self.changing: str | None = None
        if self.question.room < 1:
            self.hint = FULL_KEYS
        rows = self.panel.use_rows()
        rows.put(self.rows())
        rows.display = bool(self.question.names)
        return self.panel.use_field("", self.wanted())

    def rows(self) -> list[Choice]:
        return [Choice(item, text) for item, text in self.question.names.items()]

    def wanted(self) -> str:
        if self.changing is not None:
            return ""
        if self.question.room < 1:
            return self.tongues.word(talk.LIST_FULL)
        return self.tongues.word(talk.ANY_MORE if self.question.names else talk.ONE_AT_A_TIME)

    def send(self) -> None:
        text = self.panel.clean()
        if text and self.changing:
            self.panel.change_item(self.changing, text)
        elif text and self.question.room < 1:
            self.panel.tell(self.say(talk.NO_ROOM, most=len(self.question.names)))
        elif text:
            self.panel.give_item(text)
        elif self.changing:
            self.back()
        else:
            self.done()

    def done(self) -> None:
        """That is all. An empty list is an answer only where the script says so."""
        if self.question.names or self.turn.required == "free":
            self.panel.give(True)
        else:
            self.pass_or_tell(talk.ITEM_MISSING)

    def entered(self, row: str | None) -> None:
        if row is not None:
            self.changing = row
            self.panel.use_field(self.question.names[row], "")
            self.panel.field.focus()

    def key(self, key: str) -> bool:
        row = self.panel.rows.key
        if key == "delete" and self.panel.rows.has_focus and row is not None:
            self.panel.drop_item(str(row))
            return True
        return False

    def back(self) -> bool:
        if self.changing is None and not self.panel.rows.has_focus:
            return False
        self.begin().focus()
        return True

    def left(self, part: Widget, step: int) -> bool:
        if part is self.panel.field and self.question.names:
            self.panel.rows.focus()
            self.panel.rows.action_step(-1)
            return True
        if part is self.panel.rows and step > 0:
            self.panel.rows.unmark()
            self.panel.field.focus()
            return True
        return False

    def keys_for(self, value: Any) -> list[str]:
        """`value` is a text to put on the list, or True for that is all."""
        return ["enter"] if value is True else [Typed(value), "enter"]
