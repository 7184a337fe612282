"""What was said leaves by no side door: not as bytes in a file, not in an error, not in what hangs behind an error."""

from __future__ import annotations

import traceback
from collections.abc import Callable, Iterator
from dataclasses import replace
from json import JSONDecodeError
from pathlib import Path
from uuid import uuid4

import pytest
import sqlcipher3

from dialog.conversation.event import Place
from dialog.errors import EmpowerError
from dialog.store import Store, migration
from dialog.store.connection import connect
from dialog.store.fault import told
from dialog.store.journal import to_events
from dialog.store.key import new_key
from dialog.store.migration import STEPS
from dialog.store.record import Draft
from tests.store.people import CHEAP, PASSPHRASE, SCRIPT, START, answered, begun, person, talk_of

CANARIES = [f"kanarie{number:02}fugl{number * 7919 % 1000:03}" for number in range(50)]


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "temporary"
    folder.mkdir()
    for name in ("TMPDIR", "SQLITE_TMPDIR", "TEMP", "TMP"):
        monkeypatch.setenv(name, str(folder))
    return folder


def all_bytes(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file())


def forms(canary: str) -> Iterator[bytes]:
    yield from (canary.encode(), canary.encode("utf-16-le"), canary.encode("utf-16-be"), canary.encode().hex().encode())


def test_fifty_canaries_are_in_no_file_at_no_moment(
    tmp_path: Path, folder: Path, temporary: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In the middle of transactions too, when the journal holds pages, and in the copy made before a migration."""
    store, recovery_key = Store.create(folder, PASSPHRASE, cost=CHEAP)
    seen: list[bytes] = []
    citizen = replace(person(), name=CANARIES[0], case_reference=CANARIES[1], cpr=CANARIES[2])
    store.add_citizen(citizen)
    talk = talk_of(citizen)
    store.begin(talk, replace(SCRIPT, canonical=CANARIES[3]))
    store.set_setting(CANARIES[4], CANARIES[5])
    for seq, canary in enumerate(CANARIES[6:48], start=1):
        store.keep_draft(talk.id, Draft(Place(canary), canary * 50, START))
        store.append(talk.id, answered(seq, canary * 100))
        with store._database.writing() as bare:
            bare.execute("UPDATE event SET body = body || '' WHERE seq > ?", (seq - 3,))
            bare.execute("SELECT * FROM event ORDER BY body, id DESC").fetchall()
            seen.append(all_bytes(tmp_path))
    store.keep_draft(talk.id, Draft(Place("wish"), CANARIES[48], START))
    store.drop_draft(talk.id)
    store.update_citizen(replace(citizen, name=CANARIES[49]))
    assert len(store.events(talk.id)) == 42
    store.close()
    monkeypatch.setattr(migration, "STEPS", (*STEPS, lambda connection: connection.execute("CREATE TABLE more (a)")))
    Store.open(folder, PASSPHRASE).close()
    assert (folder / f"empower.db.version-{len(STEPS)}").exists()
    seen.append(all_bytes(tmp_path))
    assert max(map(len, seen)) > 100_000
    for secret in (*CANARIES, PASSPHRASE, recovery_key):
        for form in forms(secret):
            assert not any(form in content for content in seen), secret


def test_a_file_without_the_cipher_would_have_been_caught(tmp_path: Path) -> None:
    plain = sqlcipher3.connect(tmp_path / "plain.db")
    plain.execute("CREATE TABLE event (body TEXT)")
    plain.execute("INSERT INTO event VALUES (?)", (CANARIES[7],))
    plain.commit()
    plain.close()
    assert any(form in all_bytes(tmp_path) for form in forms(CANARIES[7]))


def behind(error: BaseException) -> list[BaseException]:
    """The error and everything that can be reached from it."""
    found: list[BaseException] = []
    waiting: list[BaseException | None] = [error]
    while waiting:
        each = waiting.pop()
        if each is not None and each not in found:
            found.append(each)
            waiting += [each.__cause__, each.__context__]
            waiting += [value for value in vars(each).values() if isinstance(value, BaseException)]
    return found


def shown(error: BaseException) -> str:
    """All that a careless crash screen or log could take from an error: texts, attributes, causes, tracebacks."""
    parts = [repr(vars(each)) + repr(each.args) + str(each) for each in behind(error)]
    return "".join((*parts, *traceback.format_exception(error)))


def innermost(error: BaseException) -> str:
    """Where the traceback ends: the frames below hold the values of a statement."""
    return [frame.f_code.co_name for frame, _ in traceback.walk_tb(error.__traceback__)][-1]


def ways_to_fail(store: Store) -> dict[str, Callable[[], object]]:
    secret = CANARIES[0]
    citizen = replace(person(secret), name=secret, cpr=secret)
    store.add_citizen(citizen)
    talk = talk_of(citizen)
    store.begin(talk, SCRIPT)
    store.append(talk.id, answered(1, secret))
    draft = Draft(Place(secret), secret, START)

    def full() -> None:
        pages = store._database.connection.execute("PRAGMA page_count").fetchone()[0]
        store._database.connection.execute(f"PRAGMA max_page_count={pages}")
        store.append(talk.id, answered(2, secret * 9999))

    def unreadable() -> None:
        with store._database.writing() as connection:
            connection.execute("UPDATE event SET body = ?", ('{"value":"' + secret,))
        store.events(talk.id)

    def unreadable_name() -> None:
        with store._database.writing() as connection:
            connection.execute("UPDATE citizen SET name = ?", ('"' + secret,))
        store.overview()

    def closed() -> None:
        store.close()
        store.keep_draft(talk.id, draft)

    return {
        "moved on": lambda: store.append(talk.id, answered(1, secret)),
        "unknown conversation": lambda: store.append(uuid4(), answered(1, secret)),
        "unknown conversation for a draft": lambda: store.keep_draft(uuid4(), draft),
        "somebody else": lambda: store.add_citizen(replace(person(secret), name=secret)),
        "somebody else's id": lambda: store.add_citizen(replace(citizen, name=secret + "!")),
        "unknown citizen": lambda: store.citizen(secret + "?"),
        "full": full,
        "unreadable body": unreadable,
        "unreadable name": unreadable_name,
        "closed": closed,
    }


@pytest.mark.parametrize("way", [
    "moved on", "unknown conversation", "unknown conversation for a draft", "somebody else", "somebody else's id",
    "unknown citizen", "full", "unreadable body", "unreadable name", "closed",
])
def test_no_error_holds_what_was_said(store: Store, way: str) -> None:
    fail = ways_to_fail(store)[way]
    with pytest.raises(EmpowerError) as caught:
        fail()
    assert caught.value.__cause__ is None
    assert caught.value.__context__ is None
    assert CANARIES[0] not in shown(caught.value)
    assert innermost(caught.value) == "wrapper"


def test_an_error_passed_on_as_it_is_would_have_been_caught(store: Store) -> None:
    """What could not be read is not in the error's text, and lies open in the error itself."""
    talk = begun(store)
    store.append(talk, answered(1))
    with store._database.writing() as connection:
        connection.execute("UPDATE event SET body = ?", ('{"value":"' + CANARIES[0],))
    with pytest.raises(JSONDecodeError) as caught:
        to_events.__wrapped__(store.kept(talk))  # type: ignore[attr-defined]
    assert CANARIES[0] not in str(caught.value)
    assert CANARIES[0] in shown(caught.value)


def test_what_is_raised_while_an_error_is_handled_does_not_carry_it_along() -> None:
    @told
    def work() -> None:
        raise sqlcipher3.OperationalError(CANARIES[0])

    with pytest.raises(EmpowerError) as caught:
        work()
    assert CANARIES[0] not in shown(caught.value)


def test_a_mistake_of_our_own_is_not_hidden() -> None:
    @told
    def work() -> None:
        raise KeyError("ours")

    with pytest.raises(KeyError):
        work()


def test_the_database_key_is_in_no_error(tmp_path: Path, store: Store, folder: Path) -> None:
    store.close()
    key = new_key()
    with pytest.raises(sqlcipher3.DatabaseError) as caught:
        connect(folder / "empower.db", key)
    assert key.hex() not in "".join(str(each) + repr(vars(each)) for each in behind(caught.value))
