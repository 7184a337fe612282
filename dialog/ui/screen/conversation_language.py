"""The language that the questions stand in: chosen at any moment, offered once where the citizen names one.

Danish stands beneath every line. What is picked and half written stays as it is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dialog.conversation.event import Place
from dialog.errors import EmpowerError, MovedOn
from dialog.face.tongues import WAYS, Tongues, Two
from dialog.language import talk
from dialog.language.catalogue import SOURCE, language_named, on_offer
from dialog.language.format import language_text
from dialog.language.screen import told
from dialog.ui.screen import conversation_words as w
from dialog.ui.screen.conversation_hands import ConversationHands

if TYPE_CHECKING:
    from dialog.session import Session

NAMED_IN = "trust.language"
"""The plan's field for the language that the citizen would rather speak."""


class ConversationLanguage(ConversationHands):
    """A translation is read when its language is chosen, never before."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._named = ""
        """What was just said to be the citizen's language."""
        self._offered: set[str] = set()

    def on_mount(self) -> None:
        if self.session.unread is not None:
            self.tell(told(self.session.unread), "warn")

    def action_language(self) -> None:
        """Beside the question; whatever else stood beside it is left as if with Esc, unless that leaves the talk."""
        if self.aside.leaves:
            return
        if self.asking and self.aside.open:
            self.aside.escape()
        if self.asking and self.aside.open:
            return
        tongues = self.talk.tongues
        script = self.session.script.id
        self.beside(w.which_language(tongues, script), w.language_choices(tongues, script), self._language_chosen,
                    escape="back")
        self.tell(" ".join(map(told, on_offer(self.session.script.id).faults)), "warn")

    def _language_chosen(self, language: str) -> None:
        """A language other than Danish is heard through an interpreter, or written by the citizen."""
        if language == "back":
            self.not_beside()
        elif language == SOURCE:
            self._speak(language)
        else:
            tongues = Tongues.of(self.session, language)
            self.beside(tongues.say(talk.HOW_ANSWERED), w.choices(tongues, w.HOW),
                        lambda choice: self._how_chosen(language, choice), escape="back")

    def _how_chosen(self, language: str, how: str) -> None:
        if how == "back":
            self.not_beside()
        else:
            self._speak(language, **WAYS[how][1])

    def _speak(self, language: str, **way: Any) -> None:
        try:
            self.session.speak(language, **way)
        except MovedOn as error:
            self.moved_on(error)
            return
        except EmpowerError as error:
            self.not_beside()
            self.tell(told(error), "warn")
            return
        self.put_in_words(self._naming(talk.NOW_IN, language))

    def _naming(self, danish: str, language: str) -> Two:
        """A text with the language's name in it, each in its own language."""
        tongues = self.talk.tongues
        return tongues.both(lambda each: tongues.word(
            danish, each, language=language_text(language, tongues.locale(each))))

    # Offered once

    def note_language(self, place: Place, value: object) -> None:
        """Remember what the citizen said to the question about language, for an offer once the next one stands."""
        plan = self.session.turn(place).plan
        self._named = value if plan is not None and plan.to == NAMED_IN and isinstance(value, str) else ""

    def offer_language(self) -> None:
        named, self._named = self._named, ""
        language = language_named(named, on_offer(self.session.script.id).on_screen[1:]) if named else None
        if language is None or language in (*self._offered, self.session.language):
            return
        self._offered.add(language)
        self.beside(self._naming(talk.OFFER_LANGUAGE, language), w.choices(self.talk.tongues, w.OFFER),
                    lambda choice: self._language_chosen(language if choice == "yes" else "back"), escape="no")
