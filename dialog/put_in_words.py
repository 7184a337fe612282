"""A conversation in use, put in words: what is asked and what was said, in Danish and in the citizen's language.

The half of the session that is about language. The script's own words are Danish; a translation is fetched when
somebody speaks another language, and once in a run. Any text can be had in any language at any time, so that one
screen can show two of them.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import Any

from dialog.conversation import wording
from dialog.conversation.event import Event, LanguageChosen, Place
from dialog.conversation.look_back import Said, look_back, summary
from dialog.conversation.progress import Progress, progress
from dialog.conversation.state import State
from dialog.conversation.turn import Effect
from dialog.conversation.wording import Phrasing
from dialog.errors import AnswerError, EmpowerError, ExportError, NotFound
from dialog.library import phrasing
from dialog.script.model import Script, Turn, Voice


class PutInWords(ABC):
    """`language` parameters are codes; None is the script's own."""

    script: Script
    events: list[Event]
    state: State
    _phrasings: dict[str, Phrasing]
    unread: EmpowerError | None = None
    """Why a language stands in Danish: its file has a fault. A talk goes on all the same, and the two are told."""

    @abstractmethod
    def _commit(self, event: Event) -> Effect: ...
    @abstractmethod
    def _envelope(self) -> dict[str, Any]: ...

    # The language that is spoken now

    @property
    def language(self) -> str:
        """What the questions are put in for the citizen now."""
        return self.state.language

    def speak(self, language: str, *, written: str = "", interpreted: bool = False) -> None:
        """From here on in this language; `written`: that of the answers, empty for the same.

        `interpreted`: the answers come in Danish through an interpreter. Raises ExportError for a file with faults.
        """
        from dialog.language.catalogue import languages

        source = self.script.language
        if (language != source and language not in languages()) or written not in ("", language, source):
            raise AnswerError("Det sprog er der ingen oversættelse til.")
        self._phrasings[language] = phrasing(self.script, language)
        written = source if interpreted else written or language
        if (language, written, interpreted) != (self.state.language, self.state.written, self.state.interpreted):
            self._commit(LanguageChosen(**self._envelope(), language=language, interpreted=interpreted,
                                        written="" if written == language else written))

    def phrasing(self, language: str | None = None) -> Phrasing:
        """The script and the program's words in the language."""
        language = language or self.script.language
        if language not in self._phrasings:
            try:
                self._phrasings[language] = phrasing(self.script, language)
            except (ExportError, NotFound) as error:
                self.unread = error
                self._phrasings[language] = Phrasing(self.script)
        return self._phrasings[language]

    # What is asked

    def turn(self, place: Place, language: str | None = None) -> Turn:
        return self.phrasing(language).script.by_id[place.turn]

    def ask(self, place: Place, language: str | None = None) -> str:
        return wording.ask(self.phrasing(language), self.state, place)

    def help(self, place: Place, language: str | None = None) -> str:
        return wording.help(self.phrasing(language), self.state, place)

    def guide(self, place: Place, language: str | None = None) -> str:
        """The caseworker's guidance: words of the script alone, for it may hold nothing about the citizen."""
        return self.turn(place, language).guide

    def said_at(self, place: Place, language: str | None = None) -> str:
        """The latest answer at the place in words; empty where there is none."""
        given = self.state.given(place)
        return wording.said(self.phrasing(language), self.state, given) if given else ""

    def progress(self, language: str | None = None) -> Progress:
        return progress(self.phrasing(language).script, self.state)

    # Looking back

    def said(self, language: str | None = None) -> list[Said]:
        """The whole talk in the order it happened, every answer ever given, worded as it was shown then."""
        return look_back(self.phrasing(language), self.events, self.state)

    def summary(self, section: str, language: str | None = None) -> list[Said]:
        """What a read-back of the section says: the answers that hold now, in the order of the script."""
        return summary(self.phrasing(language), self.state, section)

    # What an answer remembers of it

    def _shown(self) -> dict[str, Any]:
        """The language that a question is put in now, and the edition of its texts."""
        return {"shown": self.language, "translation": self.phrasing(self.language).edition}

    def _in_language(self, said_by: Voice, *, written: bool) -> dict[str, Any]:
        """The language of an answer's words: an interpreter's Danish, the citizen's own, or the script's."""
        if said_by == "caseworker" or not written:
            return {"language": self.script.language}
        return {"language": self.state.written, "interpreted": self.state.interpreted}
