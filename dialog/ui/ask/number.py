"""A number, typed as Danes type it: 7,5 and 1.200."""

from __future__ import annotations

from typing import Any

from textual.content import Content
from textual.widget import Widget

from dialog.language import talk
from dialog.language.number import read_number, typed_number
from dialog.ui.ask.kind import Ask
from dialog.ui.two import quiet


class Number(Ask):
    def begin(self) -> Widget:
        value = self.question.value
        field = self.panel.use_field(typed_number(value) if value is not None else "", self.wanted())
        self.panel.show_echo(self.echo())
        return field

    def wanted(self) -> str:
        return self.tongues.word(talk.A_NUMBER)

    def typed(self, text: str) -> None:
        self.panel.show_echo(self.echo())

    def echo(self) -> Content | None:
        number = read_number(self.panel.field.text)
        told = f"{typed_number(number)} " if number is not None else ""
        return quiet(self.question.both(lambda turn: f"{told}{turn.unit}")) if self.turn.unit else None

    def send(self) -> None:
        text = self.panel.clean()
        number = read_number(text)
        if number is not None:
            self.panel.give(number)
        elif text:
            self.panel.tell(self.say(talk.NUMBER_UNREAD))
        else:
            self.pass_or_tell(talk.NUMBER_MISSING)

    def keys_for(self, value: Any) -> list[str]:
        return [*self.writing(typed_number(value)), "enter"]
