"""The whole screen in English: every text has its translation, and no Danish is left on any screen."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields, is_dataclass
from functools import lru_cache
from types import ModuleType
from typing import Any

import pytest

from dialog import errors
from dialog.language import screen, talk
from dialog.language.screen import PLACE, speak
from dialog.library import load_script
from dialog.script.target import PARTS
from dialog.session import Session
from dialog.slots import SLOT
from tests.language.screen_texts import english, in_source, screen_texts
from tests.ui.gallery import STATES, Place, Way, walk, well_used
from tests.ui.rooms import on_screen, opened
from tests.ui.talks import begun, driven

DANISH = re.compile(r"[æøåÆØÅ]|\b(?:og|ikke|det|der|er|skal|kan|har|til|eller|jeg|alt|gemt|svar|tilbage)\b")
"""What gives Danish away; none of these is an English word."""
PARTED = re.compile(r" · |  +|[»«│▌┃║●○◐✓→…]")
"""Where a row of the screen parts into pieces of text."""
NAMES = "Leyla Demir Sofie Holm Omar Haddad Nadia Holm Mette Sørensen Dansk Engelsk findes-ikke.yaml"
"""Of people, of a file that is not there, and of languages in Danish, which stand beside their own."""
TALKING = ((), ("f1",), ("escape", "f4"), ("escape", "f5"), ("escape", "f8"), ("escape", "ctrl+t"), ("escape",) * 2)
"""The ways from a question, each from where the last one led."""


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    speak("en")
    yield
    speak("da")


@lru_cache(maxsize=1)
def shown() -> tuple[str, ...]:
    return tuple(screen_texts())


def untranslated(words: Mapping[tuple[str, str], str]) -> list[str]:
    return [text for text in shown() if not words.get((PLACE, text))]


def test_every_text_of_the_screen_has_an_english_one_and_no_other_is_kept() -> None:
    kept = english().words
    assert untranslated(kept) == []
    assert sorted({text for _, text in kept} - set(shown())) == []


def test_a_text_and_its_english_have_the_same_slots() -> None:
    for (_, danish), told in english().words.items():
        assert set(SLOT.findall(danish)) == set(SLOT.findall(told)), danish


@pytest.mark.parametrize("written", [
    'tr("Hej")', 'N("Hej")', 'tr("Hej" if x else "Hej du")', 'tr(HEJ)', 'tr(HEJ.get("a", ""))', 'tr(HEJ["a"], n=1)',
    'AnswerError("Hej")', 'raise NotFound("", next_step="Hej")', 'EmpowerError(x, kept=HEJ["a"])'])
def test_a_text_is_found_however_it_is_written(written: str) -> None:
    module = ModuleType("dialog.hej")
    module.__dict__.update(vars(errors), HEJ={"a": "Hej"})
    assert "Hej" in set(in_source(written, module))


def texts(value: Any) -> Iterator[str]:
    """Every text within, however deep."""
    if isinstance(value, str):
        yield value
    elif is_dataclass(value):
        for each in fields(value):
            yield from texts(getattr(value, each.name))
    elif isinstance(value, (Mapping, tuple, list)):
        for each in value.values() if isinstance(value, Mapping) else value:
            yield from texts(each)


def own(*sessions: Session) -> str:
    """All Danish that belongs on an English screen: the script beneath its translation, what was said, the plan."""
    known = [NAMES, *talk.all_words(), *texts(PARTS)]
    for session in sessions:
        known += [*texts(session.script), *(line.asked for line in session.plan().lines())]
        known += texts(tuple(session.said()))
        known += [session.citizen.name, *(line.text for line in session.plan().lines())]
    return " ".join("\n".join(known).split())


def danish(shown: str, known: str) -> list[str]:
    """The pieces of text on the screen that are Danish and nobody's own."""
    pieces = (piece.strip(" 0123456789.:?!") for row in shown.splitlines() for piece in PARTED.split(row))
    return [piece for piece in pieces if (DANISH.search(piece) or piece in only_danish()) and piece not in known]


@lru_cache(maxsize=1)
def only_danish() -> frozenset[str]:
    """The screen's own texts that are others in English."""
    return frozenset(danish.strip(".:?!") for (_, danish), told in english().words.items() if danish != told)


async def rooms(states: Sequence[tuple[str, Way]]) -> list[str]:
    """What is Danish in each state of each room."""
    store, session = well_used()
    session.speak("en")
    others = [Session.resume(store, talk.id) for each in store.overview()
              for talk in store.conversations(each.citizen.id)]
    known = own(session, *others)
    left = []
    async with opened(store, size=(120, 40)) as room:
        async for name in walk(Place(room, session), states):
            left += [f"{name}: {piece}" for piece in danish(room.shown(), known)]
    return left


async def talked() -> list[str]:
    """What is Danish in a talk in English: its first questions, and what opens over them."""
    session = begun(load_script("first_conversation"))
    session.speak("en")
    left = []
    async with driven(session, size=(120, 40)) as drive:
        await drive.press("enter")
        for _ in range(2):
            for keys in TALKING:
                await drive.press(*keys)
                left += [f"{drive.up} {keys}: {piece}" for piece in danish(drive.shown(), own(session))]
            await drive.press("escape", "f5", "2", "enter")
    return left


@on_screen
async def test_no_danish_is_left_in_any_room() -> None:
    assert await rooms(STATES) == []


@on_screen
async def test_no_danish_is_left_in_a_talk_but_beneath_its_questions() -> None:
    assert await talked() == []


@pytest.mark.parametrize(("danish", "state"), [
    ("Planen er et udkast, til I begge har sagt ja.", "plan"), ("Dit navn", "settings"),
    ("Find på navn eller sagsnummer", "start")])
def test_twin_a_text_without_its_translation_is_found(danish: str, state: str,
                                                      monkeypatch: pytest.MonkeyPatch) -> None:
    words = {**english().words}
    del words[PLACE, danish]
    monkeypatch.setattr(screen._Screen, "words", words)
    left: list[str] = []

    @on_screen
    async def look() -> None:
        left.extend(await rooms([each for each in STATES if each[0] == state]))

    look()
    assert danish in untranslated(words)
    assert any(danish[:12] in each for each in left)
