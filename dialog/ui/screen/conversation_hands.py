"""Whose hands are on the keys, and the questions that only the citizen's own can answer: consents, scores, read-backs.

A yes is a person's word. It is not given by the caseworker's key, nor by a key that is held, a burst or a paste: the
citizen takes the keys, sees what is picked, and presses.
"""

from __future__ import annotations

from time import monotonic

from textual import events, on

from dialog.face.tongues import Two
from dialog.language import talk
from dialog.language.screen import tr
from dialog.ui.screen import conversation_words as w
from dialog.ui.screen.conversation_reach import ConversationReach
from dialog.ui.steady import HASTY, Hand
from dialog.ui.widget.speaker import Speaker

READS = ("up", "pageup", "ctrl+b", "alt+left", "ctrl+up", "ctrl+down")
"""Keys that read a question which is taller than the screen; the next other key goes back to the answer."""


class ConversationHands(ConversationReach):
    """The keys go back by themselves when the citizen's own questions are over. `grace` may be set to 0 by whoever
    drives the screen."""

    @property
    def grace(self) -> float:
        return self.steady.grace

    @grace.setter
    def grace(self, seconds: float) -> None:
        self.steady.grace = seconds

    def hears(self, event: Hand) -> bool:
        """The guidance goes with the next key or paste; an Esc is meant for it alone."""
        self.steady.hear(event)
        shown, key = self.guide_text.display, event.key if isinstance(event, events.Key) else ""
        if self.reading and key and key not in READS:
            self.reading = False
            self.bring_soon()
        if shown and key != "f8":  # which takes it away itself
            self.guide_text.display = False
        return shown and key == "escape"

    def show(self, note: str | Two = "") -> None:
        """Says so when the keys have gone back."""
        super().show(tr(w.KEYS_BACK) if self.talk.took_back() and not note else note)

    # The keys

    @on(Speaker.TypistTurned)
    def action_typist(self) -> None:
        """The keys go to the other. Whoever gets them for a question of their own sees it before an answer counts."""
        if self.handing:
            self.not_beside()
        self.talk.pass_keys()
        self.steady.show(monotonic())
        self.show_voice()
        if self.asking:
            self.lay_text()

    def own_hand_first(self) -> bool:
        """Whether an answer must wait: for the citizen's own hand, or for a key that is meant. Tells which."""
        if self.talk.for_other_hands:
            tongues = self.talk.tongues
            self.beside(tongues.say(talk.OWN_HAND), w.choices(tongues, w.OWN_HAND), self._handed_over, escape="back",
                        counts=self._counts)
            self.lay_text()
            self.show_voice()
            self.steady.show(monotonic())
            return True
        return self.talk.own_hand and not self._counts()

    def _counts(self) -> bool:
        """Whether the last key was meant; says so where it was not."""
        if not self.steady.meant:
            self.tell(tr(w.AGAIN))
        return self.steady.meant

    def hasty(self) -> bool:
        """Whether the last key was not meant, and so takes nothing back; says so."""
        if not self.steady.meant:
            self.tell(tr(HASTY))
        return not self.steady.meant

    def _handed_over(self, choice: str) -> None:
        """The citizen has the keys now; what is picked in sight is sent by the citizen's own press."""
        self.not_beside()
        if choice == "mine" and self.answering.ask is not None:
            self.talk.hand_over()
            self.show_voice()
            self.lay_text()
            self.answering.ask.send()
