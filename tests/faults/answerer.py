"""Somebody who answers anything: a valid value for each kind of question, and whatever else two people might do.

Random but seeded, so that every road can be taken again. Used wherever many roads are walked.
"""

from __future__ import annotations

from datetime import date, timedelta
from random import Random
from typing import Any

from dialog.conversation.event import Place
from dialog.errors import AnswerError
from dialog.script.model import SKIP_REASONS, Turn
from dialog.session import Session

WORDS = (
    "ro",
    "et job med dyr",
    "min søster",
    "[/b]",
    "{{ 7*7 }}",
    "At komme op om morgenen",
    "æblegrød 🍏",
    "ved ikke",
)


def value_for(turn: Turn, rng: Random, items: list[str], words: str = "") -> Any:
    """A value that the kind of question takes. `items` are the ids on the list that it ranks or fills."""
    text = words or rng.choice(WORDS)
    ids = [option.id for option in turn.options]
    match turn.kind:
        case "say" | "list":
            return True
        case "yesno" | "consent":
            return rng.random() < 0.5
        case "choice":
            return {"other": text} if turn.other and rng.random() < 0.2 else {"chosen": [rng.choice(ids)]}
        case "choices":
            return _several(turn, rng, ids, text)
        case "rank":
            return rng.sample(items if turn.over else ids, len(items if turn.over else ids))
        case "scale":
            return rng.randint(0, 10)
        case "number":
            return rng.randint(int(turn.min or 0), int(turn.max if turn.max is not None else 40))
        case "date":
            return (date(2026, 3, 2) + timedelta(days=rng.randint(0, 60))).isoformat()
        case "read_back":
            return {"confirmed": True} if rng.random() < 0.7 else {"confirmed": False, "remark": text}
    return text


def _several(turn: Turn, rng: Random, ids: list[str], text: str) -> dict[str, Any]:
    most = int(turn.max) if turn.max is not None else len(ids)
    chosen = rng.sample(ids, rng.randint(1, min(most, len(ids))))
    value: dict[str, Any] = {"chosen": [each for each in ids if each in chosen]}
    if turn.other and len(chosen) < most and rng.random() < 0.2:
        value["other"] = text
    return value


def answer(session: Session, place: Place, rng: Random, words: str = "") -> None:
    """Answers what stands at the place; a list gets one thing more, or is done."""
    turn = session.turn(place)
    name = turn.over or turn.fills
    items = session.state.items(name) if name else []
    if turn.fills and len(items) < min(3, session.script.lists[turn.fills].max) and rng.random() < 0.6:
        session.add_item(turn.id, words or rng.choice(WORDS))
    else:
        session.answer(place, value_for(turn, rng, items, words))


def move(session: Session, rng: Random, words: str = "") -> None:
    """Does one of the things two people do: mostly answers what is asked, now and then something else."""
    place, dice = session.next(), rng.random()
    if place is None or dice < 0.12:
        _turn_back(session, rng, words)
    elif dice < 0.18 and session.turn(place).required != "must":
        session.skip(place, rng.choice(SKIP_REASONS))
    elif dice < 0.22:
        session.put_off(place)
    elif dice < 0.24:
        session.move_to(rng.choice([part.section.id for part in session.progress().sections]))
    else:
        _try(session, place, rng, words)


def _turn_back(session: Session, rng: Random, words: str) -> None:
    given = [place for place in session.state.relevant() if session.state.given(place)]
    items = [place for place in given if session.turn(place).fills and place.item]
    dice = rng.random()
    if dice < 0.25:
        session.undo()
    elif items and dice < 0.35:
        session.remove_item(rng.choice(items))
    elif items and dice < 0.45:
        session.reword_item(rng.choice(items), words or rng.choice(WORDS))
    elif dice < 0.5:
        session.close()
        session.reopen()
    elif changeable := [place for place in given if place not in items]:
        _try(session, rng.choice(changeable), rng, words)


def _try(session: Session, place: Place, rng: Random, words: str) -> None:
    """Some answers ask for what is not there (a list with a least length): then it is passed."""
    try:
        answer(session, place, rng, words)
    except AnswerError:
        session.skip(place, "not_now")
