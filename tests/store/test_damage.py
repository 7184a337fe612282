"""A damaged file is recognised, told in words and left exactly as it is; it never shows wrong data."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import closing, suppress
from dataclasses import replace
from pathlib import Path

import pytest
import sqlcipher3

from dialog.errors import DamagedStore, NewerStore
from dialog.store import Store, key
from dialog.store.connection import connect, verify
from dialog.store.database import Database
from dialog.store.migration import STEPS
from tests.store.people import CHEAP, PASSPHRASE, SCRIPT, answered, begun, person, talk_of

PAGE = 4096


@pytest.fixture
def path(folder: Path, store: Store) -> Iterator[Path]:
    """A closed store with a conversation that takes many pages, and a free page or two."""
    conversation = begun(store)
    for seq in range(1, 40):
        store.append(conversation, answered(seq, "ord " * 200))
    store._database.connection.execute("CREATE TABLE gone AS SELECT * FROM event")
    store._database.connection.execute("DROP TABLE gone")
    store.close()
    yield folder / key.DATABASE


def test_a_flipped_bit_in_any_page_is_recognised_and_nothing_is_written(folder: Path, path: Path) -> None:
    good = path.read_bytes()
    pages = len(good) // PAGE
    assert pages > 20
    for page in range(pages):
        for offset in (0, 16, 100, 2000, PAGE - 81, PAGE - 70, PAGE - 1):
            bad = bytearray(good)
            bad[page * PAGE + offset] ^= 1 << page % 8
            path.write_bytes(bad)
            if offset in (100, PAGE - 1):
                with pytest.raises(DamagedStore, match=r"beskadiget.*ikke rørt.*sikkerhedskopi"):
                    Store.open(folder, PASSPHRASE)
                assert path.read_bytes() == bad
            else:
                assert recognised(folder, path)
    path.write_bytes(good)
    Store.open(folder, PASSPHRASE).close()


def recognised(folder: Path, path: Path) -> bool:
    """Without the passphrase, which is the slow part."""
    try:
        connection = connect(path, key.unlock(key.read(folder), PASSPHRASE))
    except sqlcipher3.DatabaseError:
        return True
    try:
        verify(connection)
    except DamagedStore:
        return True
    finally:
        connection.close()
    return False


def test_damage_found_while_reading_is_an_error_and_never_other_words(folder: Path, path: Path) -> None:
    """Also where SQLCipher itself says nothing and fills with zeros: the last page of a long text."""
    database_key = key.unlock(key.read(folder), PASSPHRASE)
    good = path.read_bytes()
    with Store.open(folder, PASSPHRASE) as store:
        (citizen,) = store.citizens()
        (conversation,) = store.conversations(citizen.id)
        truth = store.events(conversation.id)
    refused = 0
    for page in range(1, len(good) // PAGE):
        path.write_bytes(good)
        store = Store(Database(connect(path, database_key)))
        bad = bytearray(good)
        bad[page * PAGE + 999] ^= 64
        path.write_bytes(bad)
        try:
            assert store.events(conversation.id) == truth
        except DamagedStore:
            refused += 1
            stays_shut(store)
        store.close()
    assert refused > 20


def stays_shut(store: Store) -> None:
    """Once a page has failed, nothing is read or written until the file is opened anew."""
    for call in (store.overview, lambda: store.set_setting("a", "b")):
        with pytest.raises(DamagedStore):
            call()


def test_sqlcipher_alone_would_have_shown_zeros(folder: Path, path: Path) -> None:
    """Why the status is asked after every read. When this fails SQLCipher has mended it, and the asking may go."""
    database_key = key.unlock(key.read(folder), PASSPHRASE)
    good = path.read_bytes()
    zeros = 0
    for page in range(1, len(good) // PAGE):
        bad = bytearray(good)
        bad[page * PAGE + 999] ^= 64
        path.write_bytes(bad)
        with suppress(sqlcipher3.DatabaseError), closing(connect(path, database_key)) as connection:
            zeros += any("\0" in body for (body,) in connection.execute("SELECT body FROM event"))
    assert zeros > 0


def test_a_damaged_script_is_an_error_and_never_another_script(folder: Path, store: Store) -> None:
    """A long text that nobody parses: here zeros would go unnoticed. The store has read before, as it has in use."""
    citizen, script = person(), replace(SCRIPT, canonical="ord " * 6000)
    store.add_citizen(citizen)
    store.begin(talk_of(citizen), script)
    store.close()
    path = folder / key.DATABASE
    database_key, good = key.unlock(key.read(folder), PASSPHRASE), path.read_bytes()
    silent = refused = 0
    for page in range(1, len(good) // PAGE):
        path.write_bytes(good)
        used = Store(Database(connect(path, database_key)))
        used.setting("theme")
        path.write_bytes(good[: page * PAGE + 999] + bytes([good[page * PAGE + 999] ^ 64]) + good[page * PAGE + 1000 :])
        silent += "\0" in read_bare(path, database_key)
        try:
            assert used.canonical(script.sha256) == script.canonical
        except DamagedStore:
            refused += 1
        used.close()
    assert silent > 0
    assert refused >= 6


def read_bare(path: Path, database_key: bytes) -> str:
    """The script's text as SQLCipher alone gives it; "" where it refuses."""
    connection = connect(path, database_key)
    try:
        return "".join(text for (text,) in connection.execute("SELECT canonical FROM script"))
    except sqlcipher3.DatabaseError:
        return ""
    finally:
        connection.close()


@pytest.mark.parametrize("keep", [0, 1, PAGE - 1, PAGE, 3 * PAGE, 3 * PAGE + 7, -PAGE, -1])
def test_a_cut_file_is_recognised_and_never_taken_for_a_new_one(folder: Path, path: Path, keep: int) -> None:
    cut = path.read_bytes()[:keep]
    path.write_bytes(cut)
    with pytest.raises(DamagedStore):
        Store.open(folder, PASSPHRASE)
    assert path.read_bytes() == cut


def test_pages_in_each_others_place_are_recognised(folder: Path, path: Path) -> None:
    good = path.read_bytes()
    swapped = good[:PAGE * 4] + good[PAGE * 5:PAGE * 6] + good[PAGE * 4:PAGE * 5] + good[PAGE * 6:]
    path.write_bytes(swapped)
    with pytest.raises(DamagedStore):
        Store.open(folder, PASSPHRASE)


def test_noise_is_recognised(folder: Path, path: Path) -> None:
    path.write_bytes(b"\xa5" * PAGE * 10)
    with pytest.raises(DamagedStore):
        Store.open(folder, PASSPHRASE)


def test_a_key_file_that_belongs_to_another_store_changes_nothing(folder: Path, path: Path, tmp_path: Path) -> None:
    Store.create(tmp_path / "other", PASSPHRASE, cost=CHEAP)[0].close()
    shutil.copy(tmp_path / "other" / key.KEY, folder / key.KEY)
    before = path.read_bytes()
    with pytest.raises(DamagedStore):
        Store.open(folder, PASSPHRASE)
    assert path.read_bytes() == before


def test_damage_under_an_open_store_is_told_and_not_shown(folder: Path, path: Path) -> None:
    store = Store.open(folder, PASSPHRASE)
    (citizen,) = store.citizens()
    (conversation,) = store.conversations(citizen.id)
    store.close()
    store = Store.open(folder, PASSPHRASE)
    good = path.read_bytes()
    path.write_bytes(good[:PAGE] + bytes(len(good) - PAGE))
    with pytest.raises(DamagedStore, match="beskadiget"):
        store.events(conversation.id)
    path.write_bytes(good)
    store.close()
    with Store.open(folder, PASSPHRASE) as store:
        assert len(store.events(conversation.id)) == 39


def test_a_file_by_a_newer_program_is_told_apart_and_left_alone(folder: Path, path: Path) -> None:
    connection = connect(path, key.unlock(key.read(folder), PASSPHRASE))
    connection.execute(f"PRAGMA user_version={len(STEPS) + 1}")
    connection.close()
    before = path.read_bytes()
    with pytest.raises(NewerStore, match=r"nyere program.*ikke rørt.*Hent"):
        Store.open(folder, PASSPHRASE)
    assert path.read_bytes() == before
    assert not list(folder.glob("*version*"))


def test_a_newer_file_with_other_settings_is_not_turned_back_to_ours(folder: Path, path: Path) -> None:
    connection = connect(path, key.unlock(key.read(folder), PASSPHRASE))
    connection.execute(f"PRAGMA user_version={len(STEPS) + 1}")
    connection.execute("PRAGMA journal_mode=WAL")
    connection.close()
    before = path.read_bytes()
    with pytest.raises(NewerStore):
        Store.open(folder, PASSPHRASE)
    assert path.read_bytes() == before


@pytest.mark.parametrize("change", [{"kind": "danced"}, {"body": '{"place":["a"],"tempo":3}'}, {"body": "{}"}])
def test_an_event_this_program_does_not_know_is_not_guessed_at(store: Store, change: dict[str, str]) -> None:
    conversation = begun(store)
    store.append(conversation, answered(1))
    ((column, value),) = change.items()
    with store._database.writing() as connection:
        connection.execute(f"UPDATE event SET {column} = ?", (value,))
    with pytest.raises(NewerStore, match="nyere program"):
        store.events(conversation)
