"""Yes or no, side by side in weight: neither is marked beforehand. `j` and `n` work too."""

from __future__ import annotations

from typing import Any

from textual.widget import Widget

from dialog.language import talk
from dialog.ui.ask.kind import Ask
from dialog.ui.widget.rows import Choice

NAMES = {True: "yes", False: "no"}


class YesNo(Ask):
    def begin(self) -> Widget:
        rows = self.panel.use_rows()
        rows.put(self.rows(), marked=NAMES.get(self.question.value))
        return rows

    def rows(self) -> list[Choice]:
        return [Choice.of("yes", self.say(talk.YES), letter="j"), Choice.of("no", self.say(talk.NO), letter="n")]

    def send(self) -> None:
        match self.panel.rows.key:
            case "yes":
                self.panel.give(True)
            case "no":
                self.panel.give(False)
            case _:
                self.panel.tell(self.say(talk.CHOOSE))

    def keys_for(self, value: Any) -> list[str]:
        return ["j" if value else "n", "enter"]
