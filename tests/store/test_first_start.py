"""A first start may be interrupted anywhere; whatever else looks odd is somebody's lost file and is left alone."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from dialog.errors import DamagedStore, NoStore, StoreError, UnwritableStore, WrongKey
from dialog.store import Store, key
from dialog.store.files import alone_in, write_whole
from tests.store.child import run
from tests.store.people import CHEAP, PASSPHRASE, begun, person


def content(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir()) if path.name != "empower.lock"}


def test_what_was_put_in_is_there_when_it_is_opened_again(folder: Path, store: Store) -> None:
    citizen = person()
    store.add_citizen(citizen)
    store.close()
    with Store.open(folder, PASSPHRASE) as again:
        assert again.citizens() == [citizen]


def test_the_recovery_key_opens_and_sets_a_new_passphrase(folder: Path) -> None:
    store, recovery_key = Store.create(folder, PASSPHRASE, cost=CHEAP)
    with store:
        store.add_citizen(citizen := person())
    with Store.recover(folder, recovery_key, "en helt ny", cost=CHEAP) as recovered:
        assert recovered.citizens() == [citizen]
    with pytest.raises(WrongKey):
        Store.open(folder, PASSPHRASE)
    Store.open(folder, "en helt ny").close()
    Store.recover(folder, recovery_key, "og en til", cost=CHEAP).close()
    Store.open(folder, "og en til").close()


def test_a_wrong_recovery_key_changes_nothing(folder: Path, store: Store) -> None:
    before = content(folder)
    with pytest.raises(WrongKey):
        Store.recover(folder, "AGE-SECRET-KEY-1NEJ", "en ny", cost=CHEAP)
    assert content(folder) == before


def test_an_empty_new_passphrase_changes_nothing(folder: Path) -> None:
    store, recovery_key = Store.create(folder, PASSPHRASE, cost=CHEAP)
    store.close()
    before = content(folder)
    with pytest.raises(WrongKey, match="tom"):
        Store.recover(folder, recovery_key, " ", cost=CHEAP)
    assert content(folder) == before


def test_folder_and_files_are_for_their_owner_alone_whatever_the_umask(folder: Path) -> None:
    before = os.umask(0)
    try:
        store, _ = Store.create(folder, PASSPHRASE, cost=CHEAP)
        begun(store)
    finally:
        os.umask(before)
    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in folder.iterdir()}
    assert modes == dict.fromkeys(("empower.db", "empower.db-journal", "empower.key", "empower.lock"), 0o600)
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    store.close()


def test_a_folder_that_others_could_look_into_is_closed_to_them(folder: Path) -> None:
    folder.mkdir()
    folder.chmod(0o755)
    Store.create(folder, PASSPHRASE, cost=CHEAP)[0].close()
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_an_empty_folder_has_no_store(folder: Path) -> None:
    assert not Store.exists(folder)
    with pytest.raises(NoStore, match="ingen samtaler endnu"):
        Store.open(folder, PASSPHRASE)
    with pytest.raises(NoStore):
        Store.recover(folder, "AGE-SECRET-KEY-1NEJ", PASSPHRASE, cost=CHEAP)
    assert not folder.exists()


def test_a_second_store_is_not_laid_over_the_first(folder: Path, store: Store) -> None:
    assert Store.exists(folder)
    before = content(folder)
    with pytest.raises(StoreError, match="ligger allerede samtaler"):
        Store.create(folder, PASSPHRASE, cost=CHEAP)
    assert content(folder) == before


@pytest.mark.parametrize("missing", [key.KEY, key.DATABASE])
def test_a_lost_half_is_named_and_the_other_half_left_alone(folder: Path, store: Store, missing: str) -> None:
    store.close()
    (folder / missing).unlink()
    before = content(folder)
    assert Store.exists(folder)
    with pytest.raises(DamagedStore, match=missing) as told:
        Store.open(folder, PASSPHRASE)
    assert told.value.kept
    assert told.value.next_step
    with pytest.raises(StoreError, match="ligger allerede"):
        Store.create(folder, PASSPHRASE, cost=CHEAP)
    assert content(folder) == before


def test_two_windows_do_not_make_a_store_at_the_same_time(folder: Path) -> None:
    folder.mkdir()
    with alone_in(folder), pytest.raises(UnwritableStore, match="Et andet vindue"):
        Store.create(folder, PASSPHRASE, cost=CHEAP)
    assert not Store.exists(folder)
    Store.create(folder, PASSPHRASE, cost=CHEAP)[0].close()


def test_a_throwaway_store_is_encrypted_and_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    store = Store.throwaway()
    begun(store)
    (folder,) = tmp_path.iterdir()
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert {path.name for path in folder.iterdir()} == {"empower.db", "empower.db-journal"}
    assert not (folder / "empower.db").read_bytes().startswith(b"SQLite")
    store.close()
    store.close()
    assert list(tmp_path.iterdir()) == []


def test_a_file_is_written_whole_or_not_at_all(tmp_path: Path) -> None:
    path = tmp_path / "file"
    write_whole(path, b"old")
    path.with_name("file.new").write_bytes(b"left by a crash")
    write_whole(path, b"new")
    assert content(tmp_path) == {"file": b"new"}
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_file_that_could_not_take_its_name_leaves_nothing_behind(tmp_path: Path) -> None:
    (tmp_path / "taken").mkdir()
    with pytest.raises(IsADirectoryError):
        write_whole(tmp_path / "taken", b"new")
    assert [path.name for path in tmp_path.iterdir()] == ["taken"]


def test_a_first_start_killed_at_any_line_is_finished_or_begun_again(in_memory: Path) -> None:
    seen = run("child_start", "start", str(in_memory))
    assert set(seen) == {"finished", "begun again"}
    assert seen["begun again"] > 100
    assert seen["finished"] > 20


def test_a_start_with_the_database_first_would_have_been_caught(in_memory: Path) -> None:
    assert run("child_start", "twin", str(in_memory))["a database without its key"] > 5


def test_a_recovery_killed_at_any_line_leaves_the_old_passphrase_or_the_new(in_memory: Path) -> None:
    seen = run("child_start", "recovery", str(in_memory))
    assert set(seen) == {"old", "new"}
    assert seen["new"] > 1


def test_the_key_is_on_the_disk_before_the_database_exists(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    synced: list[str] = []
    sync = os.fsync

    def watch(handle: int) -> None:
        sync(handle)
        if not (folder / key.DATABASE).exists():
            synced.append(Path(f"/proc/self/fd/{handle}").readlink().name)

    monkeypatch.setattr(os, "fsync", watch)
    Store.create(folder, PASSPHRASE, cost=CHEAP)[0].close()
    assert synced[-2:] == ["empower.key.new", folder.name]
    assert folder.parent.name in synced
