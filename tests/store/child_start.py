"""Kills a first start, a recovery and a twin of the first start at every line, and says what was left."""

from __future__ import annotations

import json
import os
import sys
from dataclasses import replace
from pathlib import Path

import nacl.pwhash.argon2id
import nacl.secret
import pyrage  # type: ignore[import-untyped]

from dialog.errors import WrongKey
from dialog.store import Store, first_start, key
from dialog.store.database import make_database
from dialog.store.files import make_folder
from tests.store.child import at_every_line
from tests.store.people import CHEAP, PASSPHRASE, person

IMPORTED = (nacl.pwhash.argon2id, nacl.secret, pyrage, first_start)
"""Imported here, once, and not again in every fork."""
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
    with store:
        store.add_citizen(NOBODY)
    with Store.recover(inside, recovery_key, "en ny", cost=CHEAP) as store:
        left = {path.name for path in inside.iterdir()} - OURS
        return "begun again" if store.citizens() == [NOBODY] and not left else f"left {left}"


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


WORKS = {
    "start": (lambda folder: None, create, after_a_start),
    "twin": (lambda folder: None, create_the_wrong_way_round, after_a_start),
    "recovery": (a_store, recover, after_a_recovery),
}

if __name__ == "__main__":
    os.umask(0o022)
    prepare, work, look = WORKS[sys.argv[1]]
    print(json.dumps(at_every_line(Path(sys.argv[2]), prepare, work, look)))
