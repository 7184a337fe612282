"""The words that are there in more languages than Danish: the program's and the script's, never what a person said.

A catalogue is a folder of gettext files, `locales/<language>/LC_MESSAGES`, that Poedit and Weblate can open:
`empower.po` has what the citizen meets on the screen and on paper, `<script>.po` what a script asks. A text is found by
its place and its Danish words together, so that a text which has changed in Danish stands in Danish until it has been
translated again. Which languages there are, and what people call them, is told by the files themselves (`X-Names`).
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from dialog import resources
from dialog.errors import ExportError, NotFound
from dialog.language.po import Po, Words, read_po, write_po
from dialog.slots import fill

FOLDER = "LC_MESSAGES"
FILE = f"{FOLDER}/empower.po"
SOURCE = "da"
WORD = re.compile(r"\w+")
TALK = "talk"
"""The place of what the citizen meets on the screen in the program's own words."""
Translate = Callable[[str, str], str]
"""Place (`page.goals`) and Danish text → the text in the language, or the Danish one."""


@dataclass(frozen=True, slots=True)
class Catalogue:
    """One language's words."""

    language: str
    """Its code: `uk`."""
    words: Words
    """Place and Danish text → the text in the language."""
    names: tuple[str, ...] = ()
    """What the language is called, in Danish, in other languages and in itself; in small letters."""
    reviewed_by: str = ""
    """Who has read the translation through; empty: nobody yet."""
    locale: str = SOURCE
    """How its dates are written: `en_GB`."""
    leftwards: bool = False
    """Whether it is written from right to left: then on paper and in HTML only, for no terminal joins its signs."""

    def say(self, danish: str, **slots: object) -> str:
        """What the citizen meets in the program's own words, with what belongs in its slots."""
        return fill(self.words.get((TALK, danish), danish), slots)


DANISH = Catalogue(SOURCE, {})


def language_named(text: str, among: Iterable[str] | None = None) -> str | None:
    """The code of the first language named in free text (»Ukrainsk, tak«), among these or all there are, else None."""
    if not text.strip():
        return None  # most plans name no language, and need no catalogue read
    known = {name: code for code in among or languages() for name in _names(_text(_place(code)).head)}
    return next((known[word] for word in WORD.findall(text.casefold()) if word in known), None)


def languages() -> tuple[str, ...]:
    """The codes of the languages that there is a catalogue for, in order. Danish is what they are made from."""
    found = (name.partition("/") for name in resources.names("locales", ".po"))
    return tuple(code for code, _, file in found if file == FILE and code != SOURCE)


class Offer(NamedTuple):
    """The languages a talk can be put in."""

    on_screen: tuple[str, ...]
    on_paper: tuple[str, ...]
    """Those that no terminal can show."""
    faults: tuple[ExportError, ...]
    """What is wrong with the files of the others."""


def on_offer(script: str) -> Offer:
    """Every language there is, Danish first; one whose files have faults is told of and left out."""
    good: list[Catalogue] = []
    faults: list[ExportError] = []
    for code in languages():
        try:
            script_words(code, script)
            good.append(catalogue(code))
        except ExportError as error:
            faults.append(error)
    shown = (each.language for each in good if not each.leftwards)
    return Offer((SOURCE, *shown), tuple(each.language for each in good if each.leftwards), tuple(faults))


def translator(language: str | None) -> Translate:
    """What gives a label in the language; in Danish for None. Raises ExportError for a catalogue that has faults."""
    words = catalogue(language).words if language else {}
    return lambda place, danish: words.get((place, danish), danish)


def catalogue(language: str) -> Catalogue:
    """One language, from the municipality's own file or ours. Raises ExportError with file and line, NotFound."""
    return DANISH if language == SOURCE else _read(language, _place(language))


def _place(language: str) -> Path:
    return resources.path("locales", f"{language}/{FILE}")



def _names(head: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(name.strip().casefold() for name in head.get("x-names", "").split(",") if name.strip())


@lru_cache(maxsize=16)
def _text(place: Path) -> Po:
    return read_po(resources.text(place), place)


@dataclass(frozen=True, slots=True)
class ScriptWords:
    """A script's texts in one language."""

    words: Words
    edition: str = ""
    """The first of the file's sha256: an answer remembers by it what exactly was shown."""
    head: Mapping[str, str] = field(default_factory=dict)

    @property
    def reviewed_by(self) -> str:
        """Who has read the translation through; empty: nobody yet."""
        return self.head.get("x-reviewed-by", "")


def script_words(language: str, script: str) -> ScriptWords:
    """The texts of a script in the language; none where nobody has made any. Raises ExportError with file and line."""
    try:
        return _script(resources.path("locales", f"{language}/{FOLDER}/{script}.po"))
    except NotFound:
        return ScriptWords({})


def for_translators(script: str, texts: Iterable[tuple[str, str]], language: str) -> str:
    """The script's .po file in the language: every text, with the translations there are."""
    there = script_words(language, script)
    head = {"Content-Type": "text/plain; charset=UTF-8", "Content-Transfer-Encoding": "8bit", "Language": language,
            "X-Reviewed-By": there.reviewed_by}
    return write_po(head, texts, there.words)


@lru_cache(maxsize=16)
def _script(place: Path) -> ScriptWords:
    text = resources.text(place)
    head, words = read_po(text, place)
    return ScriptWords(words, hashlib.sha256(text.encode()).hexdigest()[:12], head)


@lru_cache(maxsize=16)
def _read(language: str, place: Path) -> Catalogue:
    from babel import Locale, UnknownLocaleError

    head, words = _text(place)
    locale = head.get("language") or language
    try:
        leftwards = Locale.parse(locale).text_direction == "rtl"
    except (UnknownLocaleError, ValueError):
        raise ExportError(f"Sproget »{locale}« i {place} kendes ikke.", next_step="Skriv sprogets kode: uk.") from None
    return Catalogue(language, words, _names(head), head.get("x-reviewed-by", ""), locale, leftwards)
