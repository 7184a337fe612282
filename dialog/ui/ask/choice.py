"""One of several: Enter or a click chooses. »Noget andet« opens a row for own words."""

from __future__ import annotations

from typing import Any

from textual.widget import Widget

from dialog.face.tongues import Two, two
from dialog.language import talk
from dialog.ui.ask.kind import RowOrWords
from dialog.ui.widget.rows import Choice as Row

OTHER = "other"


class Choice(RowOrWords):
    words_row = OTHER

    def begin(self) -> Widget:
        value = self.question.value or {}
        self.panel.use_field(value.get(OTHER, ""), self.wanted(), shown=OTHER in value)
        rows = self.panel.use_rows()
        rows.put(self.rows(), marked=OTHER if OTHER in value else next(iter(value.get("chosen", ())), None))
        return rows

    def wanted(self) -> str:
        return self.tongues.word(talk.OWN_WORDS)

    def options(self) -> list[tuple[str, Two, Two]]:
        """(id, text, help) of each option, own words among them where they are welcome."""
        below = self.question.below or self.turn
        rows = [(option.id, two(option.text, other.text), two(option.help, other.help))
                for option, other in zip(self.turn.options, below.options, strict=True)]
        return [*rows, (OTHER, self.say(talk.OTHER), Two(""))] if self.turn.other else rows

    def rows(self) -> list[Row]:
        return [Row.of(id, text, help) for id, text, help in self.options()]

    def entered(self, row: str | None) -> None:
        if row == OTHER:
            self.panel.field.focus()
        else:
            self.send()

    def send(self) -> None:
        row = self.panel.rows.key
        if row is None:
            self.panel.tell(self.say(talk.CHOOSE))
        elif row != OTHER:
            self.panel.give({"chosen": [row]})
        elif text := self.own_words():
            self.panel.give({OTHER: text})

    def keys_for(self, value: Any) -> list[str]:
        if OTHER in value:
            return [*self.panel.rows.keys_to(OTHER), "enter", *self.writing(value[OTHER]), "enter"]
        return [*self.panel.rows.keys_to(value["chosen"][0]), "enter"]
