"""A program of its own for tests in a real terminal: the real app over a small talk, in a folder that outlives it.

`python -m tests.ui.child FOLDER [crash]`. With `crash`, F12 makes the screen fail while it holds what was said.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import ClassVar
from uuid import uuid4

from textual.binding import Binding, BindingType

from dialog.session import Session
from dialog.store import Store
from dialog.store.record import Citizen
from dialog.ui.app import EmpowerApp, Opening
from dialog.ui.screen.conversation import ConversationScreen
from tests.store.people import CHEAP, PASSPHRASE
from tests.ui.talks import all_kinds

SECRET = "310290-1234 Amira Test"


def session_in(folder: Path) -> Session:
    """The talk in the folder, begun when there is none."""
    if Store.exists(folder):
        store = Store.open(folder, PASSPHRASE)
        return Session.resume(store, store.conversations(store.citizens()[0].id)[0].id)
    store, _ = Store.create(folder, PASSPHRASE, cost=CHEAP)
    name, case, cpr = "Amira Test", "TEST-1", "310290-1234"
    citizen = Citizen(uuid4(), name, case, cpr)
    store.add_citizen(citizen)
    return Session.begin(store, citizen, all_kinds())


class Child(EmpowerApp):
    BINDINGS: ClassVar[list[BindingType]] = [Binding("f12", "fail", priority=True)]

    def get_default_screen(self) -> ConversationScreen:
        self.session = session_in(self.opening.folder)
        self.store = self.session.store
        return ConversationScreen(self.session)

    def action_fail(self) -> None:
        if "crash" in sys.argv:
            said = SECRET
            raise ValueError(said)


if __name__ == "__main__":
    app = Child(Opening("real", Path(sys.argv[1])))
    app.run()
    sys.exit(app.return_code or 0)
