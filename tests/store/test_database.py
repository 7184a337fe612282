"""The settings that lose nothing, read back; the cipher that is really on; one connection for many threads."""

from __future__ import annotations

import sqlite3
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import pytest
import sqlcipher3

from dialog.errors import DamagedStore, StoreError, UnwritableStore
from dialog.store import Store, key
from dialog.store.connection import CIPHER, SETTINGS, answer, connect, insist, settle, unlock
from tests.store.people import CHEAP, PASSPHRASE, answered, begun, half_typed, person

WANTED = {
    "journal_mode": "truncate",
    "synchronous": "3",
    "foreign_keys": "1",
    "secure_delete": "1",
    "trusted_schema": "0",
    "temp_store": "2",
    "busy_timeout": "3000",
    "cipher_log_level": "NONE",
    "cipher_use_hmac": "1",
    "cipher_plaintext_header_size": "0",
    "cipher_page_size": "4096",
}
WORSE = {
    "journal_mode": "DELETE", "synchronous": "FULL", "foreign_keys": "OFF", "secure_delete": "OFF",
    "trusted_schema": "ON", "temp_store": "FILE",
}


def test_every_setting_is_on_in_a_new_store_and_in_an_opened_one(folder: Path, store: Store) -> None:
    assert {name: answer(store._database.connection, name) for name in WANTED} == WANTED
    store.close()
    with Store.open(folder, PASSPHRASE) as again:
        assert {name: answer(again._database.connection, name) for name in WANTED} == WANTED
        assert answer(again._database.connection, "cipher_version")


@pytest.mark.parametrize(("name", "wanted"), [(name, wanted) for name, _, wanted in SETTINGS])
def test_a_setting_that_did_not_take_is_noticed(store: Store, name: str, wanted: str) -> None:
    connection = store._database.connection
    insist(connection, name, wanted)
    connection.execute(f"PRAGMA {name}={WORSE[name]}")
    with pytest.raises(StoreError, match=name):
        insist(connection, name, wanted)


def test_settings_are_set_and_not_only_hoped_for(folder: Path, store: Store) -> None:
    connection = store._database.connection
    for name, value in WORSE.items():
        connection.execute(f"PRAGMA {name}={value}")
    settle(connection)
    assert {name: answer(connection, name) for name in WORSE} == {name: WANTED[name] for name in WORSE}


def test_a_library_without_the_cipher_is_refused_before_it_touches_a_file(folder: Path) -> None:
    plain = sqlite3.connect(folder.with_suffix(".db"))
    with pytest.raises(StoreError, match="mangler det, der låser"):
        unlock(plain, key.new_key())
    plain.close()
    assert folder.with_suffix(".db").stat().st_size == 0


@pytest.mark.parametrize("name", CIPHER)
def test_another_cipher_format_is_noticed(tmp_path: Path, name: str) -> None:
    other = {"cipher_page_size": 8192, "cipher_use_hmac": "OFF", "cipher_plaintext_header_size": 32}
    connection = sqlcipher3.connect(tmp_path / "x.db", isolation_level=None)
    connection.execute(f"PRAGMA key=\"x'{'ab' * 32}'\"")
    connection.execute(f"PRAGMA {name}={other.get(name, 'HMAC_SHA1')}")
    with pytest.raises(StoreError, match=name):
        insist(connection, name, CIPHER[name])
    connection.close()


def test_a_plain_sqlite_file_is_refused_and_left_alone(folder: Path, store: Store) -> None:
    store.close()
    path = folder / key.DATABASE
    path.unlink()
    plain = sqlite3.connect(path)
    plain.execute("CREATE TABLE citizen (name TEXT)")
    plain.execute("PRAGMA user_version=1")
    plain.close()
    before = path.read_bytes()
    assert before.startswith(b"SQLite format 3\0")
    with pytest.raises(DamagedStore, match="ikke låst"):
        Store.open(folder, PASSPHRASE)
    assert path.read_bytes() == before


def test_the_file_does_not_say_that_it_is_sqlite(folder: Path, store: Store) -> None:
    begun(store)
    assert b"SQLite" not in (folder / key.DATABASE).read_bytes()


def test_a_file_that_is_gone_is_not_made_anew(tmp_path: Path) -> None:
    with pytest.raises(sqlcipher3.OperationalError):
        connect(tmp_path / "gone.db", key.new_key())
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["a b", "50%", "spørgsmål?mode=memory", "#hash", "\udcff"])
def test_a_folder_may_be_called_anything(tmp_path: Path, name: str) -> None:
    folder = tmp_path / name
    store, _ = Store.create(folder, PASSPHRASE, cost=CHEAP)
    store.close()
    Store.open(folder, PASSPHRASE).close()
    assert (folder / key.DATABASE).stat().st_size > 0


def test_a_wrong_key_writes_nothing_on_the_screen(
    folder: Path, store: Store, capfd: pytest.CaptureFixture[str]
) -> None:
    store.close()
    with pytest.raises(sqlcipher3.DatabaseError):
        connect(folder / key.DATABASE, key.new_key())
    assert capfd.readouterr() == ("", "")


def test_every_transaction_begins_immediately_and_a_single_look_needs_none(store: Store) -> None:
    said: list[str] = []
    conversation = begun(store)
    store._database.connection.set_trace_callback(said.append)
    store.append(conversation, answered(1))
    store.events(conversation)
    store.add_citizen(person("2"))
    store.overview()
    store.keep_draft(conversation, half_typed())
    begins = [statement for statement in said if statement.startswith("BEGIN")]
    assert begins == ["BEGIN IMMEDIATE"] * 3
    assert said.count("COMMIT") == 3


def test_an_error_leaves_no_transaction_open(store: Store) -> None:
    with pytest.raises(sqlcipher3.IntegrityError), store._database.writing() as twice:
        for _ in range(2):
            twice.execute("INSERT INTO setting VALUES ('', 'a', '\"b\"')")
    assert store.setting("a") is None
    with pytest.raises(KeyboardInterrupt), store._database.writing() as bare:
        bare.execute("INSERT INTO setting VALUES ('', 'a', '\"b\"')")
        raise KeyboardInterrupt
    assert store.setting("a") is None


def test_a_store_opened_in_a_worker_is_used_from_anywhere(folder: Path, store: Store) -> None:
    store.close()
    with ThreadPoolExecutor(1) as worker:
        opened = worker.submit(Store.open, folder, PASSPHRASE).result()
    begun(opened)
    threads = [threading.Thread(target=begun, args=(opened,)) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(opened.overview()) == 4
    opened.close()


def test_many_threads_on_one_store_lose_nothing_and_mix_nothing(store: Store) -> None:
    conversations = [begun(store) for _ in range(8)]

    def talk(conversation: Any) -> int:
        for seq in range(1, 21):
            store.append(conversation, answered(seq, str(conversation)))
            store.conversation(conversation)
        return len(store.events(conversation))

    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(talk, conversations)) == [20] * 8
    for conversation in conversations:
        assert {getattr(event, "value", None) for event in store.events(conversation)} == {str(conversation)}


def test_a_closed_store_says_so_in_danish(store: Store) -> None:
    conversation = begun(store)
    store.close()
    for call in (store.citizens, lambda: store.append(conversation, answered(1)), lambda: store.draft(conversation)):
        with pytest.raises(StoreError, match="Noget gik galt med filen"):
            call()


def in_use() -> AbstractContextManager[object]:
    return pytest.raises(UnwritableStore, match=r"i brug af et andet program.*gemt.*prøv igen")


def test_another_program_in_the_file_is_waited_for_and_then_told(folder: Path, store: Store) -> None:
    conversation = begun(store)
    event = answered(1)
    store._database.connection.execute("PRAGMA busy_timeout=50")
    other = connect(folder / key.DATABASE, key.unlock(key.read(folder), PASSPHRASE))
    other.execute("BEGIN IMMEDIATE")
    with in_use():
        store.append(conversation, event)
    assert store.events(conversation) == []
    other.execute("ROLLBACK")
    other.execute("BEGIN EXCLUSIVE")
    for call in (lambda: store.append(conversation, event), lambda: store.events(conversation)):
        with in_use():
            call()
    other.execute("ROLLBACK")
    other.close()
    store.append(conversation, event)
    assert store.events(conversation) == [event]
