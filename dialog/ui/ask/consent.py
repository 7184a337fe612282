"""A consent: who may know what, for what purpose and by which law, and then a yes or a no of equal weight."""

from __future__ import annotations

from textual.content import Content
from textual.widget import Widget

from dialog.face.tongues import Two, two
from dialog.language import talk
from dialog.ui.ask.yesno import YesNo
from dialog.ui.text import line, muted, words
from dialog.ui.two import quiet


class Consent(YesNo):
    def begin(self) -> Widget:
        self.panel.show_echo(self.echo())
        return super().begin()

    def echo(self) -> Content:
        return line(self.terms(), "\n")

    def terms(self) -> Content:
        """Each term with its name before it, the other language under it."""
        terms, below = self.turn.terms, (self.question.below or self.turn).terms
        told = [(self.say(label), two(getattr(terms, name, ""), getattr(below, name, "")))
                for name, label in talk.CONSENT.items()]
        told = [(label, text) for label, text in told if text.first]
        width = max(len(part) for label, _ in told for part in label) + 2
        rows = [row for label, text in told for row in _rows(label, text, width)]
        return Content("\n").join([*rows, Content(), quiet(self.say(talk.CONSENT_FREE))])


def _rows(label: Two, text: Two, width: int) -> list[Content]:
    first = line(muted(f"{label.first:<{width}}"), words(text.first))
    if not text.beneath and not label.beneath:
        return [first]
    return [first, muted(f"{label.beneath or label.first:<{width}}{text.beneath or text.first}")]
