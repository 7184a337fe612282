"""Files that are whole or not there, and one program at a time where two would spoil each other's work."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from dialog.errors import UnwritableStore
from dialog.store.fault import KEPT


def make_folder(folder: Path) -> None:
    """The folder, for its owner alone (0700), and still there after a power cut. Raises OSError."""
    missing = [step for step in (folder, *folder.parents) if not step.exists()]
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    folder.chmod(0o700)
    for step in missing:
        sync_folder(step.parent)


def write_whole(path: Path, content: bytes) -> None:
    """Writes the file so that a crash at any moment leaves the old one or the new one. Mode 0600. Raises OSError."""
    beside = path.with_name(path.name + ".new")
    beside.unlink(missing_ok=True)
    try:
        with open(beside, "xb", opener=_private) as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
    except OSError:
        with suppress(OSError):  # the first error is the one to tell
            beside.unlink()
        raise
    sync_folder(path.parent)


def make_empty(path: Path) -> None:
    """An empty file of our own mode (0600): SQLite would choose its own. Raises OSError, also when it is there."""
    open(path, "xb", opener=_private).close()


def sync_folder(folder: Path) -> None:
    """Makes names in the folder survive a power cut. Windows has no such call; its file system keeps a journal."""
    if sys.platform == "win32":
        return
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextmanager
def alone_in(folder: Path) -> Iterator[None]:
    """Only one program at a time inside. The system lets go when a program dies, so nothing stays locked.

    Raises UnwritableStore when another program is inside, OSError when the folder cannot be written.
    """
    handle = os.open(folder / "empower.lock", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        if not _lock(handle):
            raise UnwritableStore(
                "Et andet vindue er i gang i den samme mappe.", kept=KEPT, next_step="Vent, til det er færdigt."
            )
        yield
    finally:
        os.close(handle)


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


def _lock(handle: int) -> bool:
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError):
        return False
    return True
