"""Appends until it is killed at a random moment, many times over; says what was acknowledged and what was there."""

from __future__ import annotations

import json
import os
import random
import signal
import sys
import time
from pathlib import Path
from uuid import UUID

from dialog.store import Store, first_start
from dialog.store.journal import Journal, to_line
from tests.store.people import CHEAP, PASSPHRASE, answered, begun

IMPORTED = (Journal, first_start)
"""Imported before the forks, and not again in each of them."""
KILLS = 40


def append_without_commit(store: Store, conversation: UUID, seq: int) -> None:
    """The twin: the same insert, acknowledged before it is committed; it commits only every fourth."""
    connection = store._database.connection
    if not connection.in_transaction:
        connection.execute("BEGIN IMMEDIATE")
    line = to_line(conversation, answered(seq, f"svar {seq}"))
    connection.execute(f"INSERT INTO event ({', '.join(line._fields)}) VALUES (?,?,?,?,?,?,?)", line)
    if seq % 4 == 0:
        connection.execute("COMMIT")


def talk(folder: Path, conversation: UUID, out: int, *, twin: bool) -> None:
    """Appends for ever, and writes the number of each event once it is told that it is kept."""
    store = Store.open(folder, PASSPHRASE)
    seq = len(store.events(conversation))
    while True:
        seq += 1
        if twin:
            append_without_commit(store, conversation, seq)
        else:
            store.append(conversation, answered(seq, f"svar {seq}"))
        os.write(out, f"{seq}\n".encode())


def killed_once(folder: Path, conversation: UUID, wait: float, *, twin: bool) -> int:
    """The last number that was acknowledged before the kill, 0 for none."""
    read, write = os.pipe()
    child = os.fork()
    if child == 0:
        talk(folder, conversation, write, twin=twin)
    os.close(write)
    with os.fdopen(read) as lines:
        acknowledged = lines.readline()  # it is under way
        time.sleep(wait)
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        acknowledged = [acknowledged, *lines][-1]
    return int(acknowledged)


def main(folder: Path, *, twin: bool) -> dict[str, int]:
    store, _ = Store.create(folder, PASSPHRASE, cost=CHEAP)
    conversation = begun(store)
    store.close()
    by_chance = random.Random(20260302)
    lost = events = unacknowledged = 0
    for _ in range(KILLS):
        acknowledged = killed_once(folder, conversation, by_chance.uniform(0, 0.03), twin=twin)
        with Store.open(folder, PASSPHRASE) as store:
            found = store.events(conversation)
        assert [event.seq for event in found] == list(range(1, len(found) + 1))
        assert all(getattr(event, "value", "") == f"svar {event.seq}" for event in found)
        lost += max(0, acknowledged - len(found))
        unacknowledged += max(0, len(found) - acknowledged)
        events = len(found)
    return {"kills": KILLS, "lost": lost, "events": events, "unacknowledged": unacknowledged}


if __name__ == "__main__":
    print(json.dumps(main(Path(sys.argv[1]), twin=sys.argv[2:] == ["twin"])))
