"""How a question is put: the script's words with the citizen's own set into the declared slots.

Slots are filled by plain replacement in one pass, so a citizen's words are never read as a template.
"""

from __future__ import annotations

import re

from dialog.conversation.event import Answered, ItemAdded, Place, Skipped
from dialog.conversation.state import Given, State
from dialog.script.kind import SKIP_TEXT, in_words
from dialog.script.model import Script

SLOT = re.compile(r"\{([a-z][a-z0-9_]*)\}")
LONGEST_IN_A_QUESTION = 90


def ask(script: Script, state: State, place: Place) -> str:
    """The question (or, for `say`, what is said) as it is put here."""
    return _fill(script, state, place, script.by_id[place.turn].ask)


def help(script: Script, state: State, place: Place) -> str:
    return _fill(script, state, place, script.by_id[place.turn].help)


def guide(script: Script, state: State, place: Place) -> str:
    """The caseworker's guidance: words of the script alone, for it may hold nothing about the citizen."""
    return script.by_id[place.turn].guide


def said(script: Script, state: State, given: Given) -> str:
    """An answer, skip or item in words."""
    if isinstance(given, Skipped):
        return SKIP_TEXT[given.reason]
    if isinstance(given, ItemAdded):
        return given.value
    turn = script.by_id[given.place.turn]
    name = turn.over or turn.fills
    return in_words(turn, given.value, state.titles(name) if name else {})


def _fill(script: Script, state: State, place: Place, text: str) -> str:
    slots = script.by_id[place.turn].slots
    if not slots:
        return text
    return SLOT.sub(lambda found: _slot(script, state, place, slots[found[1]]) if found[1] in slots else found[0], text)


def _slot(script: Script, state: State, place: Place, source: str) -> str:
    turn, loop = script.by_id[source], script.by_id[place.turn].loop
    item = place.item if turn.loop or (turn.fills and loop and loop.list == turn.fills) else None
    wanted = Place(source, item, turn.voices[0])
    given = state.given(wanted) if state.is_relevant(wanted) else None
    if not isinstance(given, Answered | ItemAdded):
        return "…"
    words = " ".join(said(script, state, given).split()).rstrip(".")
    return words if len(words) <= LONGEST_IN_A_QUESTION else words[: LONGEST_IN_A_QUESTION - 1].rstrip() + "…"
