"""A question as a line answers it, what a line may mean, and what can be chosen, in both languages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from dialog.conversation.event import Place
from dialog.face.tongues import Tongues
from dialog.language import talk
from dialog.plain.face import Row
from dialog.script.model import Option, Turn

OTHER = "other"
YES, NO = "yes", "no"
CHANGE, NOT_QUITE = "change", "not_quite"


@dataclass(frozen=True, slots=True)
class Question:
    """What a line is an answer to. `names` are the words of the list's items by id, `room` how many more it takes.

    `before` is the line that was just refused: the same again is meant.
    """

    place: Place
    turn: Turn
    beneath: Turn
    """The same in the other language, or the same once more."""
    tongues: Tongues
    today: date
    value: Any = None
    names: Mapping[str, str] = field(default_factory=dict)
    room: int = 0
    before: str = ""


@dataclass(frozen=True, slots=True)
class Value:
    """An answer, as the kind of question takes it."""

    value: Any


@dataclass(frozen=True, slots=True)
class Item:
    """One more thing for the list."""

    text: str


@dataclass(frozen=True, slots=True)
class Told:
    """The line is no answer yet; this says what is missing."""

    text: str
    slots: Mapping[str, object] = field(default_factory=dict)


class Passed:
    """Nothing, in answer to a question that is free to pass."""


class Mend:
    """What was read back is to be changed."""


Meant = Value | Item | Told | Passed | Mend


# What can be chosen


def none(question: Question) -> list[Row]:
    return []


def _said(question: Question, *texts: tuple[str, str]) -> list[Row]:
    return [Row(id, *question.tongues.say(text)) for id, text in texts]


def yes_no(question: Question) -> list[Row]:
    return _said(question, (YES, talk.YES), (NO, talk.NO))


def options(question: Question) -> list[Row]:
    shown = [Row(each.id, _with_help(each), _with_help(beneath) if beneath.text != each.text else "")
             for each, beneath in zip(question.turn.options, question.beneath.options, strict=True)]
    return [*shown, *_said(question, (OTHER, talk.OTHER))] if question.turn.other else shown


def _with_help(option: Option) -> str:
    return f"{option.text}: {option.help}" if option.help else option.text


def ranked(question: Question) -> list[Row]:
    """As they stand now, where there is an order already."""
    found = [Row(item, words) for item, words in question.names.items()] if question.turn.over else options(question)
    now = list(question.value or ())
    return sorted(found, key=lambda row: now.index(row.id) if row.id in now else len(now))


def read_back(question: Question) -> list[Row]:
    return _said(question, (YES, talk.RIGHT), (CHANGE, talk.CHANGE), (NOT_QUITE, talk.NOT_QUITE))
