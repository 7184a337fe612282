"""A day, typed as one says it. What it was read as stands under it before it is sent."""

from __future__ import annotations

from datetime import date
from typing import Any

from textual.widget import Widget

from dialog.ui.ask.kind import Ask
from dialog.ui.text import muted, words

EXAMPLES = "For eksempel: 3/5, om 14 dage, på fredag, 12. marts."
UNREAD = "Den dag kan vi ikke læse. " + EXAMPLES
PASSED = "Den dag er gået. Skal det være en anden?"
TO_COME = ("when", "next_talk", "rescore")
"""Fields of the plan whose day is one to come."""


class Date(Ask):
    def begin(self) -> Widget:
        value = self.question.value
        self.meant = value
        """A day that has passed and is meant all the same: it stood here already, or was sent once."""
        field = self.panel.use_field(_typed(value) if value else "", "En dag …")
        self.typed(field.text)
        return field

    def _read(self, text: str) -> str | None:
        from dialog.language.format import parse_date

        return parse_date(text, self.question.today)

    def typed(self, text: str) -> None:
        from dialog.language.format import day_text

        if day := self._read(text):
            self.panel.show_echo(words(day_text(date.fromisoformat(day)), "good"))
        else:
            self.panel.show_echo(muted(EXAMPLES if len(text.strip()) < 3 else "…"))

    def send(self) -> None:
        text = self.panel.clean()
        day = self._read(text)
        if day and self._has_passed(day):
            self.meant = day
            self.panel.tell(PASSED)
        elif day:
            self.panel.give(day)
        elif text:
            self.panel.tell(UNREAD)
        else:
            self.pass_or_tell(f"Skriv en dag, eller tryk F5, hvis I vil videre uden. {EXAMPLES}")

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
