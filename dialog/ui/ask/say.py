"""Something that is said, and nothing to answer: Enter goes on."""

from __future__ import annotations

from typing import Any

from textual.widget import Widget

from dialog.language.screen import N
from dialog.language.talk import GO_ON
from dialog.ui.ask.kind import Ask
from dialog.ui.widget.rows import Choice


class Say(Ask):
    hint = (("Enter", N("videre"), "send"),)

    def begin(self) -> Widget:
        rows = self.panel.use_rows()
        rows.put(self.rows(), marked="on")
        return rows

    def rows(self) -> list[Choice]:
        return [Choice.of("on", self.say(GO_ON), number="")]

    def send(self) -> None:
        self.panel.give(True)

    def keys_for(self, value: Any) -> list[str]:
        return ["enter"]
