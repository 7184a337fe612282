"""A whole talk over the shipped script, answered question by question: store, plan and documents are measured on it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from dialog.conversation.event import Place
from dialog.resources import script_path
from dialog.script.model import Script, Turn
from dialog.script.read import read_text
from dialog.session import Session
from dialog.store import Store
from dialog.store.record import Citizen

GOALS = ("At komme ud blandt andre igen", "Et arbejde, jeg kan holde til")
WORDS = "Jeg vil gerne begynde stille og roligt, gerne om formiddagen, og helst et sted med få mennesker."
CITIZEN = Citizen(id=UUID(int=1), name="Anna Eksempel", case_reference="2026-0001")


def shipped() -> Script:
    return read_text(script_path("first_conversation").read_text(encoding="utf-8"))


def begin(store: Store) -> Session:
    """A new talk with an invented citizen."""
    store.add_citizen(CITIZEN)
    return Session.begin(store, CITIZEN, shipped(), practice=True)


def talk(session: Session, most: int = 1_000) -> None:
    """Answers whatever is asked, until the talk has `most` events or all is answered."""
    while len(session.events) < most and (place := session.next()) is not None:
        turn = session.turn(place)
        if turn.fills and len(session.state.items(turn.fills)) < len(GOALS):
            session.add_item(turn.id, GOALS[len(session.state.items(turn.fills))])
        else:
            session.answer(place, value_for(session, turn, place))


def value_for(session: Session, turn: Turn, place: Place) -> Any:
    """A value that the turn takes."""
    match turn.kind:
        case "text":
            return WORDS
        case "choice":
            return {"chosen": [turn.options[0].id]}
        case "choices":
            return {"chosen": [option.id for option in turn.options[:2]]}
        case "rank":
            return session.state.items(turn.over) if turn.over else [option.id for option in turn.options]
        case "scale":
            return 4
        case "number":
            return turn.min or 1
        case "date":
            return "2026-04-01"
        case "read_back":
            return {"confirmed": True}
    return True
