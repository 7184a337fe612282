"""The store's rows: an event on the disk, and a conversation taken up again."""

from __future__ import annotations

import json
import statistics
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from sqlite3 import Connection
from tempfile import TemporaryDirectory
from time import perf_counter, sleep
from uuid import UUID, uuid4

from dialog.conversation.event import Answered, Place
from dialog.session import Session
from dialog.store import Store
from dialog.store.connection import connect
from dialog.store.files import make_empty
from dialog.store.migration import migrate
from tests.benchmarks.measure import Bar, Row, Sample, in_turn, medians, p95, seconds
from tests.benchmarks.whole_talk import CITIZEN, WORDS, begin, talk

APPENDS = 400
AT = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
INSERT = "INSERT INTO event (municipality, conversation, seq, id, at, kind, body) VALUES (?, ?, ?, ?, ?, ?, ?)"
QUERIES = (
    "SELECT * FROM conversation WHERE municipality = '' AND id = ?",
    "SELECT canonical FROM script WHERE municipality = '' AND sha256 = ?",
    "SELECT id, name, case_reference, cpr FROM citizen WHERE municipality = '' AND id = ?",
    "SELECT kind, id, seq, at, body FROM event WHERE municipality = '' AND conversation = ? ORDER BY seq",
)


def rows() -> Iterator[Row]:
    with TemporaryDirectory() as folder, Store.throwaway() as store:
        raw = _raw_file(Path(folder) / "raw.db")
        session = begin(store)
        _copy_parents(store, raw)
        ours, plain = in_turn(APPENDS, _append(session), _insert(raw, session.conversation.id), warm_up=20)
        yield Row("store: an event on the disk, median", statistics.median(ours), statistics.median(plain),
                  Bar(times=1.25))
        yield Row("store: an event on the disk, p95", p95(ours), p95(plain), Bar(times=1.5))
        raw.close()
    with Store.throwaway() as store:
        yield _reopening(store)


def commit() -> float:
    """The median of what an Enter must pay at least: one raw durable commit of the answer and of its draft's end.

    With a breath before each, as between two answers: back to back the disk and the processor stay warm.
    """
    costs: list[float] = []
    with TemporaryDirectory() as folder, Store.throwaway() as store:
        raw = _raw_file(Path(folder) / "raw.db")
        session = begin(store)
        _copy_parents(store, raw)
        where = ("", session.conversation.id.hex)
        insert = _insert(raw, session.conversation.id, "DELETE FROM draft WHERE municipality = ? AND conversation = ?")
        for _ in range(25):
            raw.execute("INSERT INTO draft VALUES (?, ?, '[]', '\"ja\"', '')", where)
            sleep(0.2)
            costs.append(insert())
        raw.close()
    return statistics.median(costs)


def _reopening(store: Store) -> Row:
    """The reference reads the same rows: the conversation, its script, its citizen, its events."""
    session = begin(store)
    talk(session, most=90)
    id, connection = session.conversation.id, store._database.connection
    keys = ((id.hex,), (session.script.sha256,), (CITIZEN.id.hex,), (id.hex,))

    def queries() -> None:
        for query, key in zip(QUERIES, keys, strict=True):
            connection.execute(query, key).fetchall()
    ours, plain = medians(25, lambda: seconds(lambda: Session.resume(store, id)), lambda: seconds(queries, 5))
    return Row("store: a talk of 90 answers taken up again", ours, plain, Bar(times=10))


def _raw_file(path: Path) -> Connection:
    """A file with our tables, cipher and settings, and nothing of our store around it."""
    make_empty(path)
    connection = connect(path, bytes(32))
    migrate(connection)
    return connection


def _copy_parents(store: Store, raw: Connection) -> None:
    """The rows that the event's foreign keys ask for: the same as in our file."""
    for table in ("citizen", "script", "conversation"):
        for row in store._database.connection.execute(f"SELECT * FROM {table}"):
            raw.execute(f"INSERT INTO {table} VALUES ({', '.join('?' * len(row))})", row)


def _append(session: Session) -> Sample:
    store, id = session.store, session.conversation.id
    numbers = iter(range(1, 10**6))

    def sample() -> float:
        event = Answered(id=uuid4(), seq=next(numbers), at=AT, place=Place("expectation"), value=WORDS)
        start = perf_counter()
        store.append(id, event)
        return perf_counter() - start
    return sample


def _insert(raw: Connection, conversation: UUID, besides: str = "") -> Sample:
    """One row, of the same size, in one durable transaction; `besides` is done in it too."""
    numbers, at = iter(range(1, 10**6)), AT.isoformat(timespec="microseconds")
    body = json.dumps({"place": ["expectation", None, None], "value": WORDS, "said_by": "citizen",
                       "typed_by": "caseworker", "form": "own_words", "language": "da", "why": ""})

    def sample() -> float:
        row = ("", conversation.hex, next(numbers), uuid4().hex, at, "answered", body)
        start = perf_counter()
        raw.execute("BEGIN IMMEDIATE")
        raw.execute(INSERT, row)
        if besides:
            raw.execute(besides, ("", conversation.hex))
        raw.execute("COMMIT")
        return perf_counter() - start
    return sample
