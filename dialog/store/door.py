"""Store: the one way to the person's file.

Light on purpose: SQLCipher and the key libraries are imported when a file is opened, SQLModel when a list is asked
for, so that the start screen can ask `Store.exists` before its first picture. Open a store in a worker (the passphrase
costs half a second of processor time, the first list a third), use it from any thread: it takes one call at a time.
Every failure is an EmpowerError in Danish that holds no answer, in its text or behind it; after a failed write the
store is as it was and the same call may be made again.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from dialog.errors import DamagedStore, NewerStore
from dialog.store import key
from dialog.store.fault import told
from dialog.store.key import MODERATE, Cost, Found

if TYPE_CHECKING:
    from datetime import datetime
    from tempfile import TemporaryDirectory
    from types import TracebackType

    from dialog.conversation.event import Event
    from dialog.script.model import Script
    from dialog.store.database import Database
    from dialog.store.journal import Kept
    from dialog.store.record import Citizen, Conversation, Draft, Edition, Overview


class Store:
    """An open store. Made by `create`, `open`, `recover` or `throwaway`; `close` it, or use it in a `with`."""

    def __init__(self, database: Database, folder: TemporaryDirectory[str] | None = None) -> None:
        from dialog.store.journal import Journal
        from dialog.store.register import Register

        self._database = database
        self._folder = folder
        self._journal = Journal(database)
        self._register = Register(database)

    @staticmethod
    @told
    def exists(folder: Path) -> bool:
        """Whether the folder holds a store, or what is left of one. False: `create` may begin here. Light and
        quick.
        """
        try:
            return key.look(folder) not in (Found.NOTHING, Found.HALF)
        except (DamagedStore, NewerStore):
            return True

    @classmethod
    def create(cls, folder: Path, passphrase: str, *, cost: Cost = MODERATE) -> tuple[Store, str]:
        """A new store and its recovery key (AGE-SECRET-KEY-1…), which is shown once and kept nowhere.

        May be interrupted anywhere and begun again. `cost` is what a guess at the passphrase costs.
        Raises WrongKey for an empty passphrase, StoreError when a store is there already, UnwritableStore.
        """
        from dialog.store import first_start

        database, recovery_key = first_start.create(folder, passphrase, cost)
        return cls(database), recovery_key

    @classmethod
    def open(cls, folder: Path, passphrase: str) -> Store:
        """The folder's store. Raises NoStore, WrongKey, NewerStore, DamagedStore (both untouched), UnwritableStore."""
        from dialog.store import first_start

        return cls(first_start.unlock(folder, passphrase))

    @classmethod
    def recover(cls, folder: Path, recovery_key: str, new_passphrase: str, *, cost: Cost = MODERATE) -> Store:
        """The folder's store, by its recovery key; from now on the new passphrase opens it. Raises as `open` does."""
        from dialog.store import first_start

        return cls(first_start.recover(folder, recovery_key, new_passphrase, cost))

    @staticmethod
    @told
    def check(folder: Path, passphrase: str) -> None:
        """Whether it is the folder's passphrase; nothing is opened. Raises WrongKey, NoStore and what the disk says."""
        key.unlock(key.read(folder), passphrase)

    @classmethod
    @told
    def throwaway(cls) -> Store:
        """An encrypted store in a temporary folder (0700) of its own; `close` removes it, and its key was never
        written.
        """
        from tempfile import TemporaryDirectory

        from dialog.store import first_start

        folder = TemporaryDirectory(prefix="empower-")
        try:
            return cls(first_start.throwaway(Path(folder.name)), folder)
        except BaseException:
            folder.cleanup()
            raise

    @told
    def close(self) -> None:
        """Lets go of the file. May be called twice."""
        self._database.close()
        if self._folder is not None:
            self._folder.cleanup()

    def __enter__(self) -> Store:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def citizens(self) -> list[Citizen]:
        """Everybody, in no order a person would know: names are sorted where a language is known."""
        from dialog.store import listing

        return listing.citizens(self._database)

    def citizen(self, who: UUID | str) -> Citizen:
        """By id, or by case reference. Raises NotFound."""
        return self._register.citizen(who)

    def add_citizen(self, citizen: Citizen) -> None:
        """Adds once, however often it is tried. Raises StoreError when the case reference stands for somebody else."""
        self._register.add_citizen(citizen)

    def update_citizen(self, citizen: Citizen) -> None:
        """Raises NotFound, and StoreError when the case reference stands for somebody else."""
        self._register.update_citizen(citizen)

    def overview(self) -> list[Overview]:
        """The start screen: everybody with the conversation last in use, last in use first. One query."""
        from dialog.store import listing

        return listing.overview(self._database)

    def begin(self, conversation: Conversation, script: Script) -> None:
        """Begins a conversation (once, however often it is tried) and keeps its script.

        Raises NotFound for an unknown citizen, ValueError when the conversation is pinned to another script.
        """
        self._register.begin(conversation, script)

    def conversations(self, citizen_id: UUID) -> list[Conversation]:
        """The citizen's conversations, the newest first; none for somebody unknown."""
        from dialog.store import listing

        return listing.conversations(self._database, citizen_id)

    def conversation(self, id: UUID) -> Conversation:
        """What the conversation is pinned to, without the facts that lists tell. Raises NotFound."""
        return self._register.conversation(id)

    def canonical(self, sha256: str) -> str:
        """The canonical JSON of a script that some conversation began with. Raises NotFound."""
        return self._register.canonical(sha256)

    def append(self, conversation_id: UUID, event: Event, *events: Event) -> None:
        """Writes the events, all or none; when it returns they survive a power cut.

        The same event again (same id, same content) is written once. Answered, Skipped, ItemAdded and PutOff drop
        the half-typed words of their place; ItemAdded also those of its turn, where a new thing is typed before it
        has an id. Raises MovedOn when the first number is not the next (another window was faster), NotFound for an
        unknown conversation, UnwritableStore (nothing was written; try again), DamagedStore.
        """
        self._journal.append(conversation_id, (event, *events))

    def events(self, conversation_id: UUID) -> list[Event]:
        """All events in order. Raises NotFound, and NewerStore for a kind of event this program does not know."""
        return self._journal.events(conversation_id)

    def kept(self, conversation_id: UUID) -> list[Kept]:
        """All events in order as they lie in the file, for another process to read. Raises NotFound."""
        return self._journal.kept(conversation_id)

    def keep_draft(self, conversation_id: UUID, draft: Draft) -> None:
        """Keeps the half-typed answer in place of any other in the conversation. Raises NotFound."""
        self._journal.keep_draft(conversation_id, draft)

    def draft(self, conversation_id: UUID) -> Draft | None:
        """The conversation's half-typed answer. It belongs to `Draft.place` and to no other."""
        return self._journal.draft(conversation_id)

    def drop_draft(self, conversation_id: UUID) -> None:
        """Forgets the half-typed answer, if there is one."""
        self._journal.drop_draft(conversation_id)

    def keep_edition(self, conversation_id: UUID, taken: Edition) -> None:
        """Notes once that a plan was taken out of the program. Raises NotFound."""
        self._register.keep_edition(conversation_id, taken)

    def editions(self, conversation_id: UUID) -> list[Edition]:
        """The plans that were taken out of the program, in the order they first were."""
        return self._register.editions(conversation_id)

    def show_cpr(self, citizen_id: UUID, at: datetime) -> str:
        """The citizen's CPR number, once it stands in the access log that it was shown: both or neither.

        Raises NotFound, and UnwritableStore where it cannot be noted.
        """
        return self._register.give_cpr(citizen_id, at)

    def take_out_cpr(self, citizen_id: UUID, at: datetime) -> str:
        """The citizen's CPR number for a plan that leaves the program, once that stands in the access log.

        Both or neither; raises as `show_cpr`.
        """
        return self._register.give_cpr(citizen_id, at, taken_out=True)

    def cpr_shown(self, citizen_id: UUID) -> datetime | None:
        """When the citizen's CPR number was last shown."""
        return self._register.cpr_shown(citizen_id)

    def setting(self, key: str) -> str | None:
        return self._register.setting(key)

    def set_setting(self, key: str, value: str) -> None:
        self._register.set_setting(key, value)
