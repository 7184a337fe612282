"""A disk that says no: it is told in words, nothing is lost, and the same call succeeds when there is room again."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from dialog.errors import NoStore, UnwritableStore
from dialog.store import Store, key
from tests.store.child import run
from tests.store.people import CHEAP, PASSPHRASE, answered, begun, half_typed

FULL = "UnwritableStore: Der er ikke mere plads på disken. Alt, der er gemt, er der stadig. Gør plads, og prøv igen."
FAILED = "UnwritableStore: Disken kunne ikke skrives eller læses. Alt, der er gemt, er der stadig."
CLOSED = "UnwritableStore: Der kan ikke skrives i mappen. Alt, der er gemt, er der stadig."


@pytest.fixture
def open_to_all() -> Iterator[Path]:
    """A folder that another user may be let into; pytest's own are for their owner."""
    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder)


def test_a_file_that_may_not_grow_loses_nothing_and_the_same_event_succeeds_later(folder: Path) -> None:
    said = run("child_disk", "full_at_every_size", str(folder))
    assert said["refused"] > 20
    assert said["left"] == ["empower.db", "empower.db-journal", "empower.key", "empower.lock", "new"]
    assert all(error.startswith((FULL, FAILED)) for error in said["errors"])


def test_a_first_start_without_room_is_begun_again_until_it_is_done(folder: Path) -> None:
    said = run("child_disk", "full_while_it_begins", str(folder))
    assert said["room"] > 30_000
    assert all(error.startswith((FULL, FAILED)) for error in said["errors"])


def test_a_folder_that_is_closed_is_told_before_the_first_answer_and_at_every_one(open_to_all: Path) -> None:
    said = run("child_disk", "closed_folder", str(open_to_all))
    exists = said.pop("exists")
    assert exists.startswith(CLOSED)
    assert said == dict.fromkeys(said, exists)
    assert len(said) == 8


def test_a_full_database_is_told_and_takes_the_event_when_there_is_room(store: Store) -> None:
    """SQLite's own SQLITE_FULL."""
    conversation = begun(store)
    connection = store._database.connection
    pages = connection.execute("PRAGMA page_count").fetchone()[0]
    connection.execute(f"PRAGMA max_page_count={pages}")
    event = answered(1, "ord " * 5000)
    store.keep_draft(conversation, half_typed(place=event.place))
    for _ in range(2):
        with pytest.raises(UnwritableStore, match=r"ikke mere plads.*gemt.*Gør plads"):
            store.append(conversation, event)
    assert store.draft(conversation) is not None
    connection.execute("PRAGMA max_page_count=1000000")
    store.append(conversation, event)
    assert store.events(conversation) == [event]
    assert store.draft(conversation) is None


def test_a_full_disk_is_told_and_the_same_event_succeeds_when_there_is_room(folder: Path) -> None:
    """A real disk of 400 kB in memory, which a user may mount in a namespace of their own."""
    mount = ("unshare", "--user", "--map-root-user", "--mount", "sh", "-c",
             f"mount -t tmpfs -o size=400k tmpfs {folder} && exec \"$@\"", "sh")
    folder.mkdir()
    if shutil.which("unshare") is None or subprocess.run([*mount, "true"], capture_output=True, check=False).returncode:
        pytest.skip("this machine lets nobody mount a disk of their own")
    said = run("child_disk", "full_disk", str(folder), before=mount)
    assert all(error.startswith(FULL) for error in said["errors"])
    assert len(said["errors"]) == 1


def test_a_folder_inside_a_file_is_told_and_not_a_traceback(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("a file")
    inside = tmp_path / "file" / "empower"
    assert not Store.exists(inside)
    with pytest.raises(NoStore):
        Store.open(inside, PASSPHRASE)
    for folder in (inside, tmp_path / "file"):
        with pytest.raises(UnwritableStore, match="kan ikke skrives i mappen"):
            Store.create(folder, PASSPHRASE, cost=CHEAP)
    assert (tmp_path / "file").read_text() == "a file"


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such folders")
def test_a_folder_in_place_of_a_file_is_told(folder: Path, store: Store) -> None:
    store.close()
    (folder / key.DATABASE).unlink()
    (folder / key.DATABASE).mkdir()
    with pytest.raises(UnwritableStore, match="kan ikke skrives i mappen"):
        Store.open(folder, PASSPHRASE)
    shutil.rmtree(folder / key.DATABASE)
    (folder / key.KEY).unlink()
    (folder / key.KEY).mkdir()
    with pytest.raises(UnwritableStore):
        Store.open(folder, PASSPHRASE)
