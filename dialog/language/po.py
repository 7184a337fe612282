"""Reads a gettext file (.po) strictly, and lightly enough for the first picture: babel's reader takes half a text.

A text that is not whole (a lost quotation mark, a line in the wrong place) is told with file and line; what is fuzzy,
empty, a plural, or would steer the screen is left out, so that Danish stands instead of something half.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from dialog.errors import ExportError
from dialog.language.clean import is_clean
from dialog.slots import SLOT

LINE = re.compile(r'(?:(msgctxt|msgid|msgid_plural|msgstr(?:\[[0-9]\])?)\s+)?"((?:[^"\\]|\\["\\nrt])*)"')
"""A line that says something: a whole text in quotation marks, behind a word or going on with the line before."""
AFTER = {
    "": ("msgctxt", "msgid"), "msgctxt": ("msgid",), "msgid": ("msgid_plural", "msgstr"), "msgid_plural": ("msgstr[",),
    "msgstr": ("msgctxt", "msgid"), "msgstr[": ("msgstr[", "msgctxt", "msgid"),
}
"""Word → those that may come next."""
ESCAPE = re.compile(r'\\(["\\nrt])')
SIGN = {"n": "\n", "r": "\r", "t": "\t"}

Words = Mapping[tuple[str, str], str]
"""Place (`page.goals`) and Danish text → the text in the language."""


class Po(NamedTuple):
    """A file as read. `head`: its first lines, by their names in small letters."""

    head: Mapping[str, str]
    words: Words


def read_po(text: str, place: Path) -> Po:
    """The texts of one file that can be shown. Raises ExportError with the first line that has a fault."""
    head: dict[str, str] = {}
    words: dict[tuple[str, str], str] = {}
    for entry, fuzzy in _entries(text, place):
        danish, said = entry.get("msgid", ""), entry.get("msgstr", "")
        if not danish and "msgctxt" not in entry:
            lines = (line.partition(":") for line in said.splitlines())
            head = {name.strip().lower(): value.strip() for name, _, value in lines}
        elif said and not fuzzy and is_clean(said) and set(SLOT.findall(said)) == set(SLOT.findall(danish)):
            words[entry.get("msgctxt", ""), danish] = said
    return Po(head, words)


def write_po(head: Mapping[str, str], entries: Iterable[tuple[str, str]], words: Words) -> str:
    """A file for who translates: every text with its place, and what there is of it in the language already."""
    lines = ['msgid ""', 'msgstr ""', *(_quoted(f"{name}: {value}\n") for name, value in head.items())]
    for place, danish in entries:
        said = words.get((place, danish), "")
        lines += ["", f"msgctxt {_quoted(place)}", f"msgid {_quoted(danish)}", f"msgstr {_quoted(said)}"]
    return "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    for sign, written in (("\\", "\\\\"), ('"', '\\"'), ("\n", "\\n"), ("\r", "\\r"), ("\t", "\\t")):
        text = text.replace(sign, written)
    return f'"{text}"'


def _entries(text: str, place: Path) -> Iterator[tuple[dict[str, str], bool]]:
    """Each entry as word → text, and whether it waits for somebody to look at it."""
    entry: dict[str, str] = {}
    before, last, fuzzy, awaits, number = "", "", False, False, 0
    for number, line in enumerate(map(str.strip, text.split("\n")), 1):
        if line.startswith("#,"):
            awaits = awaits or "fuzzy" in line
        if not line or line.startswith("#"):
            continue
        said = LINE.fullmatch(line)
        word = (said[1] or "") if said else "?"
        kind = word.rstrip("0123456789]")
        if said is None or (kind not in AFTER[before] and (kind or not before)):
            raise _broken(place, number)
        if word in ("msgctxt", "msgid") and before.startswith("msgstr"):
            yield entry, fuzzy
            entry = {}
        if word and not entry:
            fuzzy, awaits = awaits, False
        last = word or last
        entry[last] = entry.get(last, "") + ESCAPE.sub(lambda found: SIGN.get(found[1], found[1]), said[2])
        before = kind or before
    if not before.startswith("msgstr"):
        raise _broken(place, number)
    yield entry, fuzzy


def _broken(place: Path, line: int) -> ExportError:
    return ExportError("Oversættelsen {place} kan ikke læses (linje {line}).", place=place, line=line,
                       kept="Der er ikke skrevet noget dokument.", next_step="Åbn den i Poedit, og gem den igen.")
