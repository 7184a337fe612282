"""Taking back the last thing that was done to the plan, and nothing that was said in the talk."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from dialog.conversation.event import Agreed, LineReviewed, LineReworded, PlanEnded, Remarked
from dialog.conversation.undo import undo
from dialog.errors import EmpowerError
from dialog.language.screen import N, told, tr

if TYPE_CHECKING:
    from dialog.session import Session

OURS = (Agreed, LineReviewed, LineReworded, PlanEnded, Remarked)
NOTHING = N("Her er ikke mere at tage tilbage. Et svar tager I tilbage i samtalen.")


def take_back(session: Session) -> tuple[str, UUID | None]:
    """What to tell of it, and the line it was about, where it was about one. An answer is left as it is."""
    def nowhere() -> dict[str, Any]:
        last = session.events[-1]
        return {"id": last.id, "seq": last.seq, "at": last.at}

    found = undo(session.events, nowhere, session.is_own_hand)
    if found is None or not isinstance(found[0], OURS):
        return tr(NOTHING), None
    try:
        back = session.undo() or NOTHING
    except EmpowerError as error:
        return told(error), None
    return tr(back), getattr(found[0], "line", None)
