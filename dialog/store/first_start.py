"""A new store, made so that it may be interrupted anywhere.

The key file comes first and says "not ready"; then the database; then the key file says "ready", and only then is
anybody let in. So a database never exists without its key on the disk, and whatever an interrupted start left
behind has never held an answer: the next start clears it away. Everything else that looks odd (a key without its
database, a database without its key) is somebody's lost file, and is left alone.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from dialog.errors import StoreError
from dialog.store import key
from dialog.store.database import Database, make_database, open_database
from dialog.store.fault import UNTOUCHED, damaged, nothing_here, told
from dialog.store.files import alone_in, make_folder, sync_folder
from dialog.store.key import DATABASE, Cost, Found


@told
def create(folder: Path, passphrase: str, cost: Cost) -> tuple[Database, str]:
    """A new store in the folder, open, and its recovery key. Raises StoreError when something is there already."""
    database_key = key.new_key()
    file, recovery_key = key.lock(database_key, passphrase, cost)
    make_folder(folder)
    with alone_in(folder):
        if key.look(folder) not in (Found.NOTHING, Found.HALF):
            raise StoreError(
                "Her ligger allerede samtaler.", kept=UNTOUCHED, next_step="Åbn dem, eller vælg en anden mappe."
            )
        _clear_away(folder)
        key.write(folder, file)
        make_database(folder / DATABASE, database_key)
        key.write(folder, replace(file, ready=True))
        return open_database(folder / DATABASE, database_key), recovery_key


@told
def unlock(folder: Path, passphrase: str) -> Database:
    """The folder's store, open. Raises NoStore, WrongKey, NewerStore, DamagedStore, UnwritableStore."""
    file = _whole(folder)
    return open_database(folder / DATABASE, key.unlock(file, passphrase))


@told
def recover(folder: Path, recovery_key: str, passphrase: str, cost: Cost) -> Database:
    """The store, open, by its recovery key; from now on the new passphrase opens it. Raises as `unlock` does."""
    file = _whole(folder)
    database_key = key.unlock_by_recovery(file, recovery_key)
    renewed = key.relock(file, database_key, passphrase, cost)
    database = open_database(folder / DATABASE, database_key)
    try:
        with alone_in(folder):
            key.write(folder, renewed)
    except BaseException:
        database.close()
        raise
    return database


@told
def throwaway(folder: Path) -> Database:
    """A store whose key is only in memory: once closed, nobody can read it."""
    database_key = key.new_key()
    make_database(folder / DATABASE, database_key)
    return open_database(folder / DATABASE, database_key)


def _whole(folder: Path) -> key.KeyFile:
    found = key.look(folder)
    if found is Found.NO_KEY:
        raise damaged("Nøglefilen {file} mangler; uden den kan samtalerne ikke åbnes.", file=key.KEY)
    if found is Found.NO_DATABASE:
        raise damaged("Filen {file} med samtalerne mangler; kun dens nøgle er her.", file=DATABASE)
    if found is not Found.WHOLE:
        raise nothing_here()
    return key.read(folder)


def _clear_away(folder: Path) -> None:
    """What an interrupted first start left, the database before the key that belongs to it."""
    for name in (DATABASE, f"{DATABASE}-journal"):
        (folder / name).unlink(missing_ok=True)
    sync_folder(folder)
