"""Several of several: space, a digit or a click ticks, Enter sends. »Noget andet« is a row for own words."""

from __future__ import annotations

from typing import Any

from textual.widget import Widget

from dialog.language import talk
from dialog.language.screen import N
from dialog.ui.ask.choice import OTHER, Choice
from dialog.ui.ask.kind import SEND
from dialog.ui.widget.rows import Choice as Row


class Choices(Choice):
    hint = ((N("Mellemrum"), N("kryds"), "tick"), SEND)

    def begin(self) -> Widget:
        value = self.question.value or {}
        self.ticks = [*value.get("chosen", ()), *([OTHER] if OTHER in value else [])]
        self.panel.use_field(value.get(OTHER, ""), self.wanted(), shown=OTHER in value)
        rows = self.panel.use_rows()
        rows.put(self.rows(), many=True)
        return rows

    def rows(self) -> list[Row]:
        return [Row.of(id, text, help, ticked=id in self.ticks) for id, text, help in self.options()]

    def ticked(self, row: str) -> None:
        if row in self.ticks:
            self.ticks.remove(row)
        elif self._full():
            self.panel.tell(self.say(talk.ROOM_FOR_TICKS, most=f"{self.turn.max:g}"))
        else:
            self.ticks.append(row)
        self.panel.rows.retick(self.rows())
        if row == OTHER:
            self.panel.field.display = OTHER in self.ticks
            (self.panel.field if OTHER in self.ticks else self.panel.rows).focus()

    def _full(self) -> bool:
        return self.turn.max is not None and len(self.ticks) >= self.turn.max

    def moved(self, row: str | None) -> None:
        """The row for own words follows its tick, not the mark."""

    def entered(self, row: str | None) -> None:
        self.send()

    def send(self) -> None:
        value: dict[str, Any] = {}
        if chosen := [option.id for option in self.turn.options if option.id in self.ticks]:
            value["chosen"] = chosen
        if OTHER in self.ticks and (text := self.panel.clean()):
            value[OTHER] = text
        if value or self.turn.min == 0:
            self.panel.give(value)
        else:
            self.panel.tell(self.say(talk.TICK))

    def take(self, draft: str) -> None:
        if OTHER not in self.ticks:
            self.ticked(OTHER)
        super().take(draft)

    def keys_for(self, value: Any) -> list[str]:
        wanted = [*value.get("chosen", ()), *([OTHER] if OTHER in value else [])]
        keys: list[str] = []
        for row in (row for row in self.panel.rows.choices if (row.id in wanted) != (row.id in self.ticks)):
            to = self.panel.rows.keys_to(row.id)
            keys += to if len(to) == 1 else [*to, "space"]
        if OTHER in value:
            keys += [*(["end", "down"] if OTHER in self.ticks else []), *self.writing(value[OTHER])]
        return [*keys, "enter"]
