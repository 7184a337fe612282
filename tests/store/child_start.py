"""Kills a first start, its twin, a recovery and a migration at every line, and says what was left."""

from __future__ import annotations

import json
import os
import shutil
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import nacl.pwhash.argon2id
import nacl.secret
import pyrage  # type: ignore[import-untyped]

from dialog.errors import WrongKey
from dialog.store import Store, first_start, key, migration
from dialog.store.database import make_database
from dialog.store.files import make_folder
from dialog.store.migration import version
from tests.store.child import at_every_line
from tests.store.people import CHEAP, PASSPHRASE, person

IMPORTED = (nacl.pwhash.argon2id, nacl.secret, pyrage, first_start)
"""Imported here, once, and not again in every fork."""
FIRST_STEPS = migration.STEPS
NOBODY = person()
OURS = {"empower.db", "empower.db-journal", "empower.key", "empower.lock"}


def create(folder: Path) -> None:
    Store.create(folder / "empower", PASSPHRASE, cost=CHEAP)


def create_the_wrong_way_round(folder: Path) -> None:
    """The twin: the database first, its key after."""
    file, _ = key.lock(database_key := key.new_key(), PASSPHRASE, CHEAP)
    make_folder(folder / "empower")
    make_database(folder / "empower" / key.DATABASE, database_key)
    key.write(folder / "empower", replace(file, ready=True))


def after_a_start(folder: Path) -> str:
    """What a person meets who comes back: a store that opens, a fresh start that works, or a lost file."""
    inside = folder / "empower"
    if (inside / key.DATABASE).exists() and not (inside / key.KEY).exists():
        return "a database without its key"
    if Store.exists(inside):
        with Store.open(inside, PASSPHRASE) as store:
            return "finished" if store.citizens() == [] else "not ours"
    store, recovery_key = Store.create(inside, PASSPHRASE, cost=CHEAP)
    store.close()
    file = key.read(inside)
    assert key.unlock_by_recovery(file, recovery_key) == key.unlock(file, PASSPHRASE)
    left = {path.name for path in inside.iterdir()} - OURS
    return f"left {left}" if left else "begun again"


def a_store(folder: Path) -> None:
    store, recovery_key = Store.create(folder / "empower", PASSPHRASE, cost=CHEAP)
    with store:
        store.add_citizen(NOBODY)
    (folder / "printed").write_text(recovery_key)


def recover(folder: Path) -> None:
    Store.recover(folder / "empower", (folder / "printed").read_text(), "en ny", cost=CHEAP)


def after_a_recovery(folder: Path) -> str:
    for passphrase in (PASSPHRASE, "en ny"):
        try:
            with Store.open(folder / "empower", passphrase) as store:
                return ("old" if passphrase == PASSPHRASE else "new") if store.citizens() == [NOBODY] else "lost"
        except WrongKey:
            pass
    return "locked out"


def migrate(folder: Path) -> None:
    migration.STEPS = (*FIRST_STEPS, more)
    Store.open(folder / "empower", PASSPHRASE)


def more(connection: Any) -> None:
    connection.execute("CREATE TABLE more (a TEXT)")
    connection.execute("INSERT INTO more SELECT name FROM citizen")


def after_a_migration(folder: Path) -> str:
    """The file opens and holds what it held, and so does the copy as soon as it has its name."""
    copy = folder / "empower" / f"empower.db.version-{len(FIRST_STEPS)}"
    if copied := copy.exists():
        (folder / "older").mkdir()
        shutil.copy(copy, folder / "older" / key.DATABASE)
        shutil.copy(folder / "empower" / key.KEY, folder / "older" / key.KEY)
        with Store.open(folder / "older", PASSPHRASE) as store:
            assert store.citizens() == [NOBODY]
    migration.STEPS = (*FIRST_STEPS, more)
    with Store.open(folder / "empower", PASSPHRASE) as store:
        whole = store.citizens() == [NOBODY] and version(store._database.connection) == len(FIRST_STEPS) + 1
    migration.STEPS = FIRST_STEPS
    left = {path.name for path in copy.parent.iterdir()} - OURS - {copy.name}
    if left or not whole:
        return f"left {left}"
    return "with a copy" if copied else "before the copy"


WORKS = {
    "start": (lambda folder: None, create, after_a_start),
    "twin": (lambda folder: None, create_the_wrong_way_round, after_a_start),
    "recovery": (a_store, recover, after_a_recovery),
    "migration": (a_store, migrate, after_a_migration),
}

if __name__ == "__main__":
    os.umask(0o022)
    prepare, work, look = WORKS[sys.argv[1]]
    step = 5 if sys.argv[1] == "twin" else 1
    print(json.dumps(at_every_line(Path(sys.argv[2]), prepare, work, look, step)))
