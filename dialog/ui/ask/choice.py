"""One of several: Enter or a click chooses. »Noget andet« opens a row for own words."""

from __future__ import annotations

from typing import Any

from textual.widget import Widget

from dialog.ui.ask.kind import CHOOSE, EMPTY, Ask
from dialog.ui.widget.rows import Choice as Row

OTHER = "other"


class Choice(Ask):
    def begin(self) -> Widget:
        value = self.question.value or {}
        self.panel.use_field(value.get(OTHER, ""), "Med egne ord …", shown=OTHER in value)
        rows = self.panel.use_rows()
        rows.put(self.rows(), marked=OTHER if OTHER in value else next(iter(value.get("chosen", ())), None))
        return rows

    def rows(self) -> list[Row]:
        rows = [Row(option.id, option.text, option.help) for option in self.turn.options]
        return [*rows, Row(OTHER, "Noget andet")] if self.turn.other else rows

    def moved(self, row: str | None) -> None:
        self.panel.field.display = row == OTHER or bool(self.panel.field.text)

    def entered(self, row: str | None) -> None:
        if row == OTHER:
            self.panel.field.focus()
        else:
            self.send()

    def send(self) -> None:
        row = self.panel.rows.key
        if row is None:
            self.panel.tell(CHOOSE)
        elif row != OTHER:
            self.panel.give({"chosen": [row]})
        elif text := self.panel.clean():
            self.panel.give({OTHER: text})
        else:
            self.panel.field.focus()
            self.panel.tell(EMPTY)

    def left(self, part: Widget, step: int) -> bool:
        if part is self.panel.field:
            self.panel.rows.focus()
            return True
        if step > 0 and self.panel.field.display:
            self.panel.field.focus()
            return True
        return False

    def take(self, draft: str) -> None:
        self.panel.rows.mark(OTHER)
        super().take(draft)

    def keys_for(self, value: Any) -> list[str]:
        if OTHER in value:
            return [*self.panel.rows.keys_to(OTHER), "enter", *self.writing(value[OTHER]), "enter"]
        return [*self.panel.rows.keys_to(value["chosen"][0]), "enter"]
