"""A program of its own for tests in a real terminal: the plan of a small talk, in a folder that outlives it.

`python -m tests.ui.plan_child FOLDER [unguarded]`. With `unguarded` nobody asks whose hands are on the keys.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from textual.screen import Screen

from dialog.conversation.event import Place
from dialog.script.model import Voice
from dialog.session import Session
from dialog.ui.app import EmpowerApp, Opening
from dialog.ui.screen.plan import PlanScreen
from tests.store.people import CHEAP, PASSPHRASE
from tests.ui.rooms import begun


def talk_in(folder: Path) -> Session:
    """The talk in the folder, begun when there is none; it has a plan of one line."""
    from dialog.store import Store

    if Store.exists(folder):
        store = Store.open(folder, PASSPHRASE)
        return Session.resume(store, store.conversations(store.citizens()[0].id)[0].id)
    store, _ = Store.create(folder, PASSPHRASE, cost=CHEAP)
    session = begun(store)
    session.answer(Place("wants"), True)
    session.answer(Place("job"), "Pedel på en skole")
    return session


def unguard() -> None:
    """Takes away the screen's check, and the session's behind it: what the test must find out."""
    real = Session.agree

    def agree(self: Session, by: Voice, *, typed_by: Voice) -> Any:
        return real(self, by, typed_by=by)

    setattr(Session, "agree", agree)  # noqa: B010
    setattr(PlanScreen, "_cannot", lambda self, by: "")  # noqa: B010


class Child(EmpowerApp):
    def get_default_screen(self) -> Screen[Any]:
        self.session = talk_in(self.opening.folder)
        self.store = self.session.store
        return PlanScreen(self.session)


if __name__ == "__main__":
    if "unguarded" in sys.argv:
        unguard()
    app = Child(Opening("real", Path(sys.argv[1])))
    app.run()
    sys.exit(app.return_code or 0)
