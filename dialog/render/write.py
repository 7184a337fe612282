"""Files that are whole or not there: written beside, flushed to the disk, then renamed into place.

A plan holds a person's life; only its owner may read it (mode 0600), and a full disk never spoils the one before it.
"""

from __future__ import annotations

import contextlib
import os
import tempfile
from pathlib import Path

from dialog.errors import ExportError, reason


def write_file(path: Path, content: bytes) -> None:
    """Puts `content` at `path`. Raises ExportError, and leaves what stood there before untouched."""
    try:
        _write(Path(path), content)
    except OSError as error:
        raise ExportError(f"Filen {path} kunne ikke skrives ({reason(error)}).",
                          kept="Samtalen og planen er gemt i programmet.",
                          next_step="Prøv en anden mappe, eller gør plads på disken.") from None


def _write(path: Path, content: bytes) -> None:
    handle, name = tempfile.mkstemp(prefix=".plan-", suffix=".tmp", dir=path.parent)  # made with mode 0600
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            Path(name).unlink()
        raise
    _flush_folder(path.parent)


def _flush_folder(folder: Path) -> None:
    """Puts the new name on the disk too. Windows cannot open a folder, and needs not."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
