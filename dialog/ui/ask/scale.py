"""From 0 to 10 with words at the ends. Where both are asked, the first one's score stands beside the other's cells."""

from __future__ import annotations

from typing import Any

from textual.widget import Widget

from dialog.ui.ask.kind import SEND, Ask

PICK = "Vælg et tal fra 0 til 10 med tal, pil eller mus. F5, hvis I vil videre uden."


class Scale(Ask):
    hint = (("0-10", "tal eller pil", ""), SEND)

    def begin(self) -> Widget:
        scale = self.panel.use_scale()
        scale.put(self.turn.ends, score=self.question.value, ink=self.question.voice, beside=self.question.beside)
        return scale

    def send(self) -> None:
        if self.panel.scale.score is None:
            self.panel.tell(PICK)
        else:
            self.panel.give(self.panel.scale.score)

    def keys_for(self, value: Any) -> list[str]:
        return [*str(value), "enter"]
