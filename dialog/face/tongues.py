"""The two languages at one screen: the one that the talk is in, and Danish beneath it.

Where the talk is in Danish and the screen speaks another language, that one stands beneath instead. Nothing stands
beneath where both say the same.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

from dialog.language.catalogue import SOURCE, catalogue
from dialog.language.screen import screen_language
from dialog.language.talk import IN_DANISH, IN_THE_LANGUAGE, THROUGH_INTERPRETER, TOLD_BY_INTERPRETER, TOLD_IN

if TYPE_CHECKING:
    from dialog.conversation.wording import Phrasing


WAYS: Mapping[str, tuple[str, dict[str, Any]]] = {
    "own": (IN_THE_LANGUAGE, {}), "interpreter": (THROUGH_INTERPRETER, {"interpreted": True}),
    "danish": (IN_DANISH, {"written": SOURCE}),
}
"""How the answers may come in a talk that is not in Danish: what it is called, and what the session is told."""


class Two(NamedTuple):
    """One text in both languages. `beneath` is empty where there is nothing more to say."""

    first: str
    beneath: str = ""


def two(first: str, beneath: str) -> Two:
    """Both; only the first where they are the same."""
    return Two(first, "" if beneath == first else beneath)


class Puts(Protocol):
    """Whoever can put the talk into words: a session."""

    @property
    def language(self) -> str: ...
    def phrasing(self, language: str | None = None) -> Phrasing: ...


class Told(Protocol):
    """Words that know what language they are in: an answer, a list item, a line of the look-back."""

    @property
    def language(self) -> str: ...
    @property
    def interpreted(self) -> bool: ...


@dataclass(frozen=True, slots=True)
class Tongues:
    """`first` is the talk's language; `beneath` the one under it, empty for none."""

    puts: Puts
    first: str
    beneath: str = ""

    @classmethod
    def of(cls, puts: Puts, language: str = "") -> Tongues:
        """As the talk stands now, or as it would be in `language`."""
        first = language or puts.language
        beneath = SOURCE if first != SOURCE else screen_language()
        return cls(puts, first, "" if beneath == first else beneath)

    def both(self, told: Callable[[str], str]) -> Two:
        """What `told` says in each language."""
        return two(told(self.first), told(self.beneath)) if self.beneath else Two(told(self.first))

    def say(self, danish: str, /, **slots: object) -> Two:
        """A text of the program's own that the citizen meets."""
        return self.both(lambda language: self.word(danish, language, **slots))

    def word(self, danish: str, language: str = "", /, **slots: object) -> str:
        """The same in one language, the talk's own where none is named: for what must be short."""
        return self.puts.phrasing(language or self.first).tongue.say(danish, **slots)

    def locale(self, language: str) -> str:
        """How days and numbers are written in one of the languages."""
        return self.puts.phrasing(language).tongue.locale


def how_told(given: Told, shown: str) -> str:
    """How an answer's words came about, in the screen's language, where they were not simply said in Danish; else
    empty.

    `shown`: the language its question was put in, which is the one that an interpreter heard.
    """
    if given.interpreted:
        return _in_the_screens(TOLD_BY_INTERPRETER, shown)
    return _in_the_screens(TOLD_IN, given.language) if given.language != SOURCE else ""


def _in_the_screens(danish: str, language: str) -> str:
    from dialog.language.format import language_text

    spoken = catalogue(screen_language())
    return spoken.say(danish, language=language_text(language, spoken.locale))
