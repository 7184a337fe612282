"""A consent: who may know what, for what purpose and by which law, and then a yes or a no of equal weight."""

from __future__ import annotations

from textual.content import Content
from textual.widget import Widget

from dialog.ui.ask.yesno import YesNo
from dialog.ui.text import line, muted, words

LABELS = (("party", "Hvem"), ("what", "Hvad"), ("purpose", "Hvorfor"), ("law", "Efter"))


class Consent(YesNo):
    def begin(self) -> Widget:
        self.panel.show_echo(self._terms())
        return super().begin()

    def _terms(self) -> Content:
        terms = self.turn.terms
        told = [(label, getattr(terms, name, "")) for name, label in LABELS]
        rows = [line(muted(f"{label:<9}"), words(text)) for label, text in told if text]
        return Content("\n").join([*rows, muted("I kan altid sige nej, og et ja kan altid tages tilbage.")])
