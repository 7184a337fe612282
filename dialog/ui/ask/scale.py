"""From 0 to 10 with words at the ends. Where both are asked, the first one's score stands beside the other's cells."""

from __future__ import annotations

from typing import Any

from textual.widget import Widget

from dialog.face.tongues import two
from dialog.language import talk
from dialog.language.screen import N
from dialog.ui.ask.kind import SEND, Ask
from dialog.ui.ask.question import Question


class Scale(Ask):
    hint = (("0-10", N("tal eller pil"), ""), SEND)

    def begin(self) -> Widget:
        scale = self.panel.use_scale()
        self._name()
        scale.put(score=self.question.value, ink=self.question.voice)
        return scale

    def put_in(self, question: Question) -> None:
        super().put_in(question)
        self._name()

    def _name(self) -> None:
        """The words around the cells."""
        below = (self.question.below or self.turn).ends
        ends = {score: two(text, below.get(score, text)) for score, text in self.turn.ends.items()}
        beside = self.question.beside
        self.panel.scale.put_in_words(ends, (self.tongues.word(talk.WHO[beside[0]]), beside[1]) if beside else None)

    def send(self) -> None:
        if self.panel.scale.score is None:
            self.panel.tell(self.say(talk.SCORE_MISSING))
        else:
            self.panel.give(self.panel.scale.score)

    def keys_for(self, value: Any) -> list[str]:
        return [*str(value), "enter"]
