"""A number, typed as Danes type it: 7,5 and 1.200."""

from __future__ import annotations

from typing import Any

from textual.widget import Widget

from dialog.language.number import read_number, typed_number
from dialog.ui.ask.kind import Ask
from dialog.ui.text import muted


class Number(Ask):
    def begin(self) -> Widget:
        value = self.question.value
        field = self.panel.use_field(typed_number(value) if value is not None else "", "Et tal …")
        self.typed(field.text)
        return field

    def typed(self, text: str) -> None:
        number = read_number(text)
        told = typed_number(number) if number is not None else "…"
        self.panel.show_echo(muted(f"{told} {self.turn.unit}") if self.turn.unit else None)

    def send(self) -> None:
        text = self.panel.clean()
        number = read_number(text)
        if number is not None:
            self.panel.give(number)
        elif text:
            self.panel.tell("Skriv det med tal, for eksempel 7 eller 7,5.")
        else:
            self.pass_or_tell("Skriv et tal, eller tryk F5, hvis I vil videre uden svar.")

    def keys_for(self, value: Any) -> list[str]:
        return [*self.writing(typed_number(value)), "enter"]
