"""An open question: as many words as they like."""

from __future__ import annotations

from typing import Any

from textual.widget import Widget

from dialog.language import talk
from dialog.ui.ask.kind import NEW_LINE, SEND, Ask


class Text(Ask):
    hint = (SEND, NEW_LINE)

    def begin(self) -> Widget:
        return self.panel.use_field(self.question.value or "", self.wanted())

    def wanted(self) -> str:
        return self.tongues.word(talk.OWN_WORDS)

    def send(self) -> None:
        if text := self.panel.clean():
            self.panel.give(text)
        else:
            self.pass_or_tell(talk.EMPTY)

    def keys_for(self, value: Any) -> list[str]:
        return [*self.writing(value), "enter"]
