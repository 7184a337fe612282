"""A disk that fills up, and a folder that somebody else owns: real limits, in a process of their own.

Files that may not grow (RLIMIT_FSIZE) refuse at a chosen byte, which a real disk cannot be told to do. To be somebody
for whom a closed folder is closed, root becomes nobody.
"""

from __future__ import annotations

import json
import os
import resource
import shutil
import sys
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Any

from dialog.conversation.event import Event
from dialog.errors import EmpowerError
from dialog.store import Store
from tests.store.people import CHEAP, PASSPHRASE, answered, begun, half_typed, person

NOBODY = 65534


def room(size: int | None) -> None:
    _, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (hard if size is None else size, hard))


def begin(folder: Path) -> None:
    Store.create(folder, PASSPHRASE, cost=CHEAP)[0].close()


def told(work: Any) -> str:
    """The kind of error and what it says; "" when the work was done."""
    try:
        work()
    except EmpowerError as error:
        return f"{type(error).__name__}: {error}"
    return ""


def full_at_every_size(folder: Path) -> dict[str, Any]:
    """Appends with the file's last page at every distance from the limit; after each refusal there is room again."""
    store, recovery_key = Store.create(folder, PASSPHRASE, cost=CHEAP)
    conversation = begun(store)
    database = folder / "empower.db"
    errors: set[str] = set()
    refused = 0
    events: list[Event] = []
    for seq in range(1, 61):
        event = answered(seq, "ord " * 300)
        room(max(0, database.stat().st_size + (seq % 7 - 5) * 1024))
        error = told(partial(store.append, conversation, event))
        room(None)
        if error:
            errors.add(error)
            refused += 1
            assert store.events(conversation) == events
            store.append(conversation, event)
        events.append(event)
        assert store.events(conversation) == events
    store.close()
    with Store.open(folder, PASSPHRASE) as again:
        assert again.events(conversation) == events
    room(0)
    errors |= {
        told(lambda: Store.recover(folder, recovery_key, "en ny", cost=CHEAP)),
        told(lambda: Store.create(folder / "new", PASSPHRASE, cost=CHEAP)),
    }
    room(None)
    left = sorted(path.name for path in folder.iterdir())
    Store.open(folder, PASSPHRASE).close()
    Store.create(folder / "new", PASSPHRASE, cost=CHEAP)[0].close()
    return {"errors": sorted(errors), "refused": refused, "left": left}


def full_while_it_begins(folder: Path) -> dict[str, Any]:
    """A first start with room for ever more: refused, refused, …, done. Each time begun again in the same folder."""
    errors: dict[str, int] = {}
    for size in range(0, 100_000, 500):
        room(size)
        error = told(partial(begin, folder))
        room(None)
        if not error:
            return {"errors": errors, "room": size}
        assert not Store.exists(folder)
        errors[error] = errors.get(error, 0) + 1
    raise AssertionError("never done")


def full_disk(folder: Path) -> dict[str, Any]:
    """A small disk, filled to its last byte by somebody else's file, which then goes away."""
    store, recovery_key = Store.create(folder / "empower", PASSPHRASE, cost=CHEAP)
    conversation = begun(store)
    ballast = folder / "ballast"
    with ballast.open("wb", buffering=0) as file, suppress(OSError):
        while file.write(b"x" * 512):
            pass
    errors: set[str] = set()
    events: list[Event] = []
    for seq in range(1, 6):
        event = answered(seq, "ord " * 3000)
        errors.add(told(partial(store.append, conversation, event)))
        assert store.events(conversation) == events
        size = ballast.stat().st_size
        os.truncate(ballast, 0)
        store.append(conversation, event)
        events.append(event)
        with ballast.open("wb", buffering=0) as file, suppress(OSError):
            while file.write(b"x" * min(512, size)):
                pass
    errors |= {
        told(lambda: Store.recover(folder / "empower", recovery_key, "en ny", cost=CHEAP)),
        told(lambda: Store.create(folder / "new", PASSPHRASE, cost=CHEAP)),
    }
    store.close()
    ballast.unlink()
    with Store.open(folder / "empower", PASSPHRASE) as again:
        assert again.events(conversation) == events
    return {"errors": sorted(errors)}


def closed_folder(folder: Path) -> dict[str, Any]:
    """What nobody is told about a folder that only root may write in, and about one that nobody may even see into."""
    Store.create(folder / "first", PASSPHRASE, cost=CHEAP)[0].close()  # imports all, while we may read it
    shutil.rmtree(folder / "first")
    if os.geteuid() == 0:
        os.chown(folder, NOBODY, NOBODY)
        os.setgid(NOBODY)
        os.setuid(NOBODY)
    inside = folder / "empower"
    store, recovery_key = Store.create(inside, PASSPHRASE, cost=CHEAP)
    conversation = begun(store)
    store.append(conversation, event := answered(1))
    before = (inside / "empower.db").read_bytes()
    (inside / "empower.db-journal").unlink()  # an earlier one may be written in a closed folder; a new one not
    inside.chmod(0o500)
    said = {
        "append": told(lambda: store.append(conversation, answered(2))),
        "draft": told(lambda: store.keep_draft(conversation, half_typed())),
        "citizen": told(lambda: store.add_citizen(person("2"))),
        "open": told(lambda: Store.open(inside, PASSPHRASE)),
        "recover": told(lambda: Store.recover(inside, recovery_key, "en ny", cost=CHEAP)),
        "create": told(lambda: Store.create(inside / "new", PASSPHRASE, cost=CHEAP)),
    }
    (inside / "empower.db").chmod(0o400)
    said["open a closed file"] = told(lambda: Store.open(inside, PASSPHRASE))
    inside.chmod(0o000)
    said["exists"] = told(lambda: Store.exists(inside))
    said["open unseen"] = told(lambda: Store.open(inside, PASSPHRASE))
    inside.chmod(0o700)
    (inside / "empower.db").chmod(0o600)
    assert (inside / "empower.db").read_bytes() == before
    store.append(conversation, again := answered(2))
    assert store.events(conversation) == [event, again]
    store.close()
    return said


if __name__ == "__main__":
    works = {work.__name__: work for work in (full_at_every_size, full_while_it_begins, full_disk, closed_folder)}
    print(json.dumps(works[sys.argv[1]](Path(sys.argv[2]))))
