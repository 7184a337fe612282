"""Which language the screen itself speaks: Danish, or another that has a `screen.po`. gettext's `_`, with named slots.

The caseworker's choice for the whole program, and so the one thing here that is kept between calls. What the citizen
is asked and answers has a language of its own (`catalogue`), for two people at one screen may read two languages.
A screen text is `tr("…")` where it is shown. One that is written where modules are read (a row of keys, a table of
help) is marked there with `N("…")` and goes through `tr` when it is shown.
"""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path
from typing import ClassVar

from dialog import resources
from dialog.errors import EmpowerError
from dialog.language.catalogue import FOLDER, SOURCE
from dialog.language.po import Words, read_po
from dialog.slots import fill

FILE = f"{FOLDER}/screen.po"
PLACE = "screen"


class _Screen:
    """What it speaks now."""

    language = SOURCE
    words: ClassVar[Words] = {}


def screen_languages() -> tuple[str, ...]:
    """The codes of the languages that the screen can speak, Danish first."""
    found = (name.partition("/")[0] for name in resources.names("locales", ".po") if name.endswith(f"/{FILE}"))
    return (SOURCE, *(code for code in found if code != SOURCE))


def known(wanted: str) -> str:
    """The language that an environment names, `en_GB.UTF-8` as well as `en`; empty where the screen cannot speak it."""
    code = re.split(r"[._@-]", wanted.strip().lower(), maxsplit=1)[0]
    return code if code in screen_languages() else ""


def not_spoken(wanted: str) -> str:
    """What is said where a language is asked for that the screen does not speak; empty where it does."""
    if not wanted or known(wanted):
        return ""
    asked = "".join(sign for sign in wanted if sign.isprintable())[:20]
    return tr("Skærmen kan ikke sproget »{wanted}«, så den er på dansk. Den kan {known}.",
              wanted=asked, known=", ".join(screen_languages()))


def speak(language: str) -> None:
    """From now on the screen speaks this language; Danish where it is not one of them. Raises ExportError."""
    language = known(language)
    there = language not in ("", SOURCE)
    _Screen.words = _read(resources.path("locales", f"{language}/{FILE}")) if there else {}
    _Screen.language = language if there else SOURCE


def screen_language() -> str:
    """The code of the language that the screen speaks."""
    return _Screen.language


def tr(danish: str, **slots: object) -> str:
    """The screen's own text in its language, `{slots}` filled by name; Danish where it is not translated."""
    return fill(_Screen.words.get((PLACE, danish), danish), slots)


def N(danish: str) -> str:  # gettext's own name for it
    """Marks a text that is shown later, through `tr`."""
    return danish


def told(error: EmpowerError) -> str:
    """What happened, that nothing is lost and what to do next, in the screen's language."""
    return error.said(tr)


@lru_cache(maxsize=4)
def _read(place: Path) -> Words:
    return read_po(resources.text(place), place).words
