"""What the transcript's template gets: the talk as plain data, section by section in the order it happened."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from itertools import groupby
from typing import Any, Protocol

from dialog.conversation.look_back import Said
from dialog.language.clean import cleaned
from dialog.render.view import Data, typed_by, when
from dialog.script.model import SPEAKER, Script


class Person(Protocol):
    @property
    def name(self) -> str: ...
    @property
    def case_reference(self) -> str: ...


class Record(Protocol):
    @property
    def started_at(self) -> datetime: ...


class Talk(Protocol):
    """A conversation that can tell what was said; a session is one."""

    @property
    def script(self) -> Script: ...
    @property
    def citizen(self) -> Person: ...
    @property
    def conversation(self) -> Record: ...
    @property
    def practice(self) -> bool: ...
    def said(self) -> Sequence[Said]: ...


def talk_view(talk: Talk) -> Data:
    """The talk as plain dicts, lists and texts."""
    titles = {section.id: section.title for section in talk.script.sections}
    sections = [{"title": titles[id], "said": [_said(each) for each in said]}
                for id, said in groupby(talk.said(), key=lambda each: each.section)]
    facts: list[dict[str, Any]] = [
        {"label": label, "text": cleaned(text)}
        for label, text in (("Navn", talk.citizen.name), ("Sagsnummer", talk.citizen.case_reference)) if text
    ]
    facts.append({"label": "Samtalen begyndte", "text": when(talk.conversation.started_at.isoformat())})
    return {"practice": talk.practice, "facts": facts, "sections": sections}


def _said(said: Said) -> Data:
    return {
        "asked": cleaned(said.asked), "said": cleaned(said.said), "who": SPEAKER[said.said_by],
        "typed": typed_by(said.said_by, said.typed_by), "when": when(said.at.isoformat()),
        "standing": said.standing,
    }
