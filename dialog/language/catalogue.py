"""The few words that are there in more languages than Danish: labels, never what a person said.

A catalogue is a gettext file, `locales/<language>/LC_MESSAGES/empower.po`, that Poedit and Weblate can open. A text is
found by its place and its Danish words together, so that a label which has changed in Danish stands in Danish until it
has been translated again; what is marked fuzzy or left empty does too. Which languages there are, and what people call
them, is told by the files themselves (`X-Names`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from dialog import resources
from dialog.errors import ExportError

FILE = "LC_MESSAGES/empower.po"
WORD = re.compile(r"\w+")
HEAD = re.compile(r'^msgid ""\nmsgstr ""\n((?:".*"\n)+)', re.MULTILINE)
PLURALS = re.compile(r'^"Plural-Forms:.*\n', re.MULTILINE | re.IGNORECASE)
"""Not read: no label has a plural, and a file that says it has millions gets room for each."""
NOTE = re.compile("\\s*#(?!,)")
"""A remark for who translates, or a text that is out of use; all but flags such as `fuzzy`."""
LINE = re.compile(r'(?:(msgctxt|msgid|msgid_plural|msgstr(?:\[[0-9]\])?)\s+)?"(?:[^"\\]|\\["\\nrt])*"')
"""A line that says something: a whole text in quotation marks, behind a word or going on with the line before."""
AFTER = {
    "": ("msgctxt", "msgid"), "msgctxt": ("msgid",), "msgid": ("msgid_plural", "msgstr"), "msgid_plural": ("msgstr[",),
    "msgstr": ("msgctxt", "msgid"), "msgstr[": ("msgstr[", "msgctxt", "msgid"),
}
"""Word → those that may come next."""
Translate = Callable[[str, str], str]
"""Place (`page.goals`) and Danish text → the text in the language, or the Danish one."""


@dataclass(frozen=True, slots=True)
class Catalogue:
    """One language's words."""

    words: Mapping[tuple[str, str], str]
    """Place and Danish text → the text in the language."""
    names: tuple[str, ...]
    """What the language is called, in Danish, in other languages and in itself; in small letters."""
    reviewed_by: str
    """Who has read the translation through; empty: nobody yet."""
    locale: str
    """How its dates are written: `en_GB`."""
    leftwards: bool
    """Whether the language is written from right to left."""


def language_named(text: str) -> str | None:
    """The code of the first language named in free text (»Ukrainsk, tak«) that there is a catalogue for, else None."""
    if not text.strip():
        return None  # most plans name no language, and need no catalogue read
    known = {name: code for code in languages() for name in catalogue(code).names}
    return next((known[word] for word in WORD.findall(text.casefold()) if word in known), None)


def languages() -> tuple[str, ...]:
    """The codes of the languages that there is a catalogue for, in order."""
    return tuple(name.partition("/")[0] for name in resources.names("locales", ".po") if name.endswith(f"/{FILE}"))


def translator(language: str | None) -> Translate:
    """What gives a label in the language; in Danish for None. Raises ExportError for a catalogue that has faults."""
    words = catalogue(language).words if language else {}
    return lambda place, danish: words.get((place, danish), danish)


def catalogue(language: str) -> Catalogue:
    """One language, from the municipality's own file or ours. Raises ExportError with file and line, NotFound."""
    return _read(language, resources.path("locales", f"{language}/{FILE}"))


@lru_cache(maxsize=16)
def _read(language: str, place: Path) -> Catalogue:
    from babel import Locale, UnknownLocaleError
    from babel.messages.pofile import read_po

    text = resources.text(place)
    _check(text, place)
    head = _head(text)
    locale = head.get("language") or language
    messages = read_po(line for line in PLURALS.sub("", text).split("\n") if not NOTE.match(line))
    try:
        leftwards = Locale.parse(locale).text_direction == "rtl"
    except (UnknownLocaleError, ValueError):
        raise ExportError(f"Sproget »{locale}« i {place} kendes ikke.", next_step="Skriv sprogets kode: uk.") from None
    done = (each for each in messages if each.id and each.string and not each.fuzzy)
    words = {(each.context or "", str(each.id)): str(each.string) for each in done}
    names = tuple(name.strip().casefold() for name in head.get("x-names", "").split(",") if name.strip())
    return Catalogue(words, names, head.get("x-reviewed-by", ""), locale, leftwards)


def _check(text: str, place: Path) -> None:
    """Raises ExportError for the first line that is no whole text, or stands where it cannot: babel would take half."""
    before, number = "", 0
    for number, line in enumerate(map(str.strip, text.split("\n")), 1):
        if line and not line.startswith("#"):
            said = LINE.fullmatch(line)
            word = (said[1] or "").rstrip("0123456789]") if said else "?"
            if word not in AFTER[before] and (word or not before):
                raise _broken(place, number)
            before = word or before
    if not before.startswith("msgstr"):
        raise _broken(place, number)


def _broken(place: Path, line: int) -> ExportError:
    return ExportError(f"Oversættelsen {place} kan ikke læses (linje {line}).",
                       kept="Der er ikke skrevet noget dokument.", next_step="Åbn den i Poedit, og gem den igen.")


def _head(text: str) -> dict[str, str]:
    """The lines that stand first in the file, also those that babel does not know."""
    from babel.messages.pofile import denormalize

    found = HEAD.search(text)
    lines = denormalize(found[1]).splitlines() if found else []
    return {name.strip().lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
