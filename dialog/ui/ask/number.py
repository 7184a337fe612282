"""A number, typed as Danes type it: 7,5 and 1.200."""

from __future__ import annotations

import re
from typing import Any

from textual.widget import Widget

from dialog.ui.ask.kind import Ask
from dialog.ui.text import muted

_NUMBER = re.compile(r"-?(?:\d{1,3}(?:\.\d{3})+|\d{1,12})(?:[,.]\d{1,6})?")


def read_number(text: str) -> int | float | None:
    """The number in `text`; None where there is none. A dot before three digits parts thousands, else decimals."""
    text = text.strip().replace(" ", "")
    if not _NUMBER.fullmatch(text):
        return None
    if "," in text or re.fullmatch(r"-?\d{1,3}(\.\d{3})+", text):
        text = text.replace(".", "").replace(",", ".")
    number = float(text)
    return int(number) if number.is_integer() else number


def typed_number(value: int | float) -> str:
    return f"{value}".replace(".", ",")


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
