"""Files and folders that are whole or not there: written beside, flushed to the disk, then renamed into place.

A plan holds a person's life; only its owner may read it (files 0600, folders 0700), and a full disk never spoils the
one before it. Names hold the case reference and a date, never a person's name or number.
"""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import stat
import tempfile
import time
import unicodedata
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from dialog.errors import ExportError, reason

KEPT = "Samtalen og planen er gemt i programmet."
CPR = re.compile(r"(?<![0-9])(?:[06][1-9]|[1278][0-9]|[39][01])[-._]*(?:0[1-9]|1[0-2])[-._]*[0-9]{2}[-._]*[0-9]{4}"
                 r"(?![0-9])")
"""What reads as a CPR number, or as one that stands in for it (61-91), however it is parted, where somebody uses it as
a case reference."""
LEFT = 3600
"""Seconds after which a file that is only half there belongs to nobody: it was cut off, and it holds a plan."""


def reads_as_cpr(case: str) -> bool:
    """Whether a case reference looks like a CPR number, or holds one."""
    return CPR.search(_plain(case)) is not None


def _plain(case: str) -> str:
    return re.sub(r"[^A-Za-z0-9._-]+", "-", unicodedata.normalize("NFKC", case))


def file_name(case: str, day: date, suffix: str) -> str:
    """`plan-<case>-<date>`; whatever a file name should not hold is left out of the case reference."""
    safe = re.sub("-+", "-", CPR.sub("", _plain(case))).strip("-.") or "sag"
    return f"plan-{safe[:60]}-{day:%Y-%m-%d}{suffix}"


def write_file(path: Path, content: bytes) -> None:
    """Puts `content` at `path`. Raises ExportError, and leaves what stood there before untouched."""
    try:
        _write(Path(path), content)
    except OSError as error:
        raise ExportError("Filen {path} kunne ikke skrives ({reason}).", kept=KEPT, path=path, reason=reason(error),
                          next_step="Prøv en anden mappe, eller gør plads på disken.") from None


def write_folder(place: Path, files: Mapping[str, bytes]) -> None:
    """Puts a folder with these files, and no others, at `place`. Raises ExportError as `write_file` does.

    A folder that stands there is replaced whole: put aside, and removed when the new one has its name.
    """
    try:
        _write_folder(Path(place), files)
    except OSError as error:
        raise ExportError("Mappen {place} kunne ikke skrives ({reason}).", kept=KEPT, place=place, reason=reason(error),
                          next_step="Prøv et andet sted, eller gør plads på disken.") from None


def sweep(folder: Path) -> None:
    """Takes away what an earlier write left half there: a kill or a power cut gives it no time to do so itself."""
    with contextlib.suppress(OSError):
        for each in folder.glob(".plan-*.tmp"):
            there = each.lstat()
            if time.time() - there.st_mtime < LEFT or (each / "old").exists():
                continue  # somebody is at work; or an older package lies here alone
            if stat.S_ISDIR(there.st_mode):
                shutil.rmtree(each)
            else:
                each.unlink()


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


def _write_folder(place: Path, files: Mapping[str, bytes]) -> None:
    beside = Path(tempfile.mkdtemp(prefix=".plan-", suffix=".tmp", dir=place.parent))  # made with mode 0700
    new, old = beside / "new", beside / "old"
    try:
        new.mkdir(mode=0o700)
        for name, content in files.items():
            with open(new / name, "xb", opener=_private) as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
        _flush_folder(new)
        try:
            if place.exists():
                place.rename(old)
            new.rename(place)
        except BaseException:
            if old.exists() and not place.exists():
                old.rename(place)
            raise
    finally:
        if place.exists() or not old.exists():  # else the older one lies here alone
            shutil.rmtree(beside, ignore_errors=True)
    _flush_folder(place.parent)


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


def _flush_folder(folder: Path) -> None:
    """Puts the new name on the disk too. Windows cannot open a folder, and needs not."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
