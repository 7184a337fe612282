"""A day, typed as one says it. What it was read as stands under it before it is sent."""

from __future__ import annotations

from datetime import date
from typing import Any

from textual.content import Content
from textual.widget import Widget

from dialog.language import talk
from dialog.ui.ask.kind import Ask
from dialog.ui.text import muted
from dialog.ui.two import both, quiet

TO_COME = ("when", "next_talk", "rescore")
"""Fields of the plan whose day is one to come."""


class Date(Ask):
    def begin(self) -> Widget:
        value = self.question.value
        self.meant = value
        """A day that has passed and is meant all the same: it stood here already, or was sent once."""
        field = self.panel.use_field(_typed(value) if value else "", self.wanted())
        self.panel.show_echo(self.echo())
        return field

    def wanted(self) -> str:
        return self.tongues.word(talk.A_DAY)

    def _read(self, text: str) -> str | None:
        from dialog.language.format import parse_date

        return parse_date(text, self.question.today)

    def typed(self, text: str) -> None:
        self.panel.show_echo(self.echo())

    def echo(self) -> Content:
        from dialog.language.format import day_text

        text = self.panel.field.text
        if day := self._read(text):
            found = date.fromisoformat(day)
            return both(self.tongues.both(lambda language: day_text(found, self.tongues.locale(language))), "good")
        return quiet(self.say(talk.DAY_EXAMPLE)) if len(text.strip()) < 3 else muted("…")

    def send(self) -> None:
        text = self.panel.clean()
        day = self._read(text)
        if day and self._has_passed(day):
            self.meant = day
            self.panel.tell(self.say(talk.DAY_PAST))
        elif day:
            self.panel.give(day)
        elif text:
            self.panel.tell(self.say(talk.DAY_UNREAD), self.say(talk.DAY_EXAMPLE))
        else:
            self.pass_or_tell(talk.DAY_MISSING, talk.DAY_EXAMPLE)

    def keys_for(self, value: Any) -> list[str]:
        return [*self.writing(_typed(value)), "enter", *(["enter"] if self._has_passed(value) else [])]

    def _has_passed(self, day: str) -> bool:
        """Whether to ask once: the plan wants a day to come, and this one has passed."""
        field = self.turn.plan.to.rpartition(".")[2] if self.turn.plan else ""
        asked = field in TO_COME and day != self.meant and not self.question.watched
        return asked and day < self.question.today.isoformat()


def _typed(value: str) -> str:
    day = date.fromisoformat(value)
    return f"{day.day}/{day.month} {day.year}"
