"""A program of its own for tests in a real terminal: the real app over a small talk, in a folder that outlives it.

`python -m tests.ui.child FOLDER [crash [WHERE]]`. With `crash`, F12 makes the screen fail while it holds what was
said: at once, or in a `worker`, in a `thread`, when the `lock` is made, or when a screen `compose`s itself.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import ClassVar
from uuid import uuid4

from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from dialog.face.guardian import guarded
from dialog.session import Session
from dialog.store import Store
from dialog.store.record import Citizen
from dialog.ui.app import EmpowerApp, Opening
from dialog.ui.screen.conversation import ConversationScreen
from dialog.ui.screen.help import HelpScreen
from dialog.ui.screen.lock import LockScreen
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


class Broken(HelpScreen):
    def parts(self) -> ComposeResult:
        said = SECRET
        raise ValueError(said)


class Child(EmpowerApp):
    BINDINGS: ClassVar[list[BindingType]] = [Binding("f12", "fail", priority=True)]

    def get_default_screen(self) -> ConversationScreen:
        self.session = session_in(self.opening.folder)
        self.store = self.session.store
        return ConversationScreen(self.session)

    def action_fail(self) -> None:
        match sys.argv[2:]:
            case ["crash", "worker"]:
                self.run_worker(self._fail_later())
            case ["crash", "thread"]:
                self.run_worker(self._fail, thread=True)
            case ["crash", "compose"]:
                self.push_screen(Broken())
            case ["crash", "lock"]:
                setattr(LockScreen, "parts", Broken.parts)  # noqa: B010
                self.action_lock()
            case ["crash"]:
                self._fail()

    async def _fail_later(self) -> None:
        self._fail()

    def _fail(self) -> None:
        said = SECRET
        raise ValueError(said)


def main() -> int:
    app = Child(Opening("real", Path(sys.argv[1])))
    app.run()
    return app.return_code or 0


if __name__ == "__main__":
    with guarded():
        status = main()
    sys.exit(status)
