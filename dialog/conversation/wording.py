"""How a question is put, in any language: the script's words with the citizen's own set into the declared slots.

Slots are filled by plain replacement in one pass, so a citizen's words are never read as a template.
"""

from __future__ import annotations

from typing import NamedTuple

from dialog.conversation.event import Answered, ItemAdded, Place, Skipped
from dialog.conversation.state import Given, State
from dialog.language import talk
from dialog.language.catalogue import DANISH, Catalogue
from dialog.script.kind import in_words
from dialog.script.model import Script
from dialog.slots import fill

LONGEST_IN_A_QUESTION = 90


class Phrasing(NamedTuple):
    """One language to put a talk in: the script in it, and the program's own words."""

    script: Script
    tongue: Catalogue = DANISH
    edition: str = ""
    """Which edition of the script's texts in this language; empty for the script's own."""


def ask(phrasing: Phrasing, state: State, place: Place) -> str:
    """The question (or, for `say`, what is said) as it is put here."""
    return _filled(phrasing, state, place, phrasing.script.by_id[place.turn].ask)


def help(phrasing: Phrasing, state: State, place: Place) -> str:
    return _filled(phrasing, state, place, phrasing.script.by_id[place.turn].help)


def said(phrasing: Phrasing, state: State, given: Given) -> str:
    """An answer, skip or item in words. What somebody wrote stands as it was written, in any language."""
    if isinstance(given, Skipped):
        return phrasing.tongue.say(talk.SKIPS[given.reason])
    if isinstance(given, ItemAdded):
        return given.value
    turn = phrasing.script.by_id[given.place.turn]
    name = turn.over or turn.fills
    return in_words(turn, given.value, state.titles(name) if name else {}, phrasing.tongue)


def _filled(phrasing: Phrasing, state: State, place: Place, text: str) -> str:
    slots = phrasing.script.by_id[place.turn].slots
    return fill(text, {name: _slot(phrasing, state, place, source) for name, source in slots.items()})


def _slot(phrasing: Phrasing, state: State, place: Place, source: str) -> str:
    script = phrasing.script
    turn, loop = script.by_id[source], script.by_id[place.turn].loop
    item = place.item if turn.loop or (turn.fills and loop and loop.list == turn.fills) else None
    wanted = Place(source, item, turn.voices[0])
    given = state.given(wanted) if state.is_relevant(wanted) else None
    if not isinstance(given, Answered | ItemAdded):
        return "…"
    words = " ".join(said(phrasing, state, given).split()).rstrip(".")
    return words if len(words) <= LONGEST_IN_A_QUESTION else words[: LONGEST_IN_A_QUESTION - 1].rstrip() + "…"
