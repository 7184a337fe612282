"""Turns what SQLite, SQLCipher and the disk say into errors a caseworker can act on, and lets nothing else out.

A database error carries the SQL and its values, and Python hangs it on whatever is raised next. `told` therefore
raises from outside the handler, with no cause, no context and no inner frames: an answer can leave by none of them.
Knows the libraries by their errors' marks, not by importing them, so that the door stays light.
"""

from __future__ import annotations

import errno
import json
from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

from dialog.errors import DamagedStore, EmpowerError, NoStore, StoreError, UnwritableStore

P = ParamSpec("P")
R = TypeVar("R")

PERM, BUSY, LOCKED, READONLY, IOERR, CORRUPT, FULL, CANTOPEN, NOTADB = 3, 5, 6, 8, 10, 11, 13, 14, 26
"""SQLite's primary result codes, as its file format documents them."""

KEPT = "Alt, der er gemt, er der stadig."
UNTOUCHED = "Filen er ikke rørt."

_FULL = {errno.ENOSPC, errno.EFBIG, errno.EDQUOT}
_CLOSED_FOLDER = {errno.EACCES, errno.EPERM, errno.EROFS, errno.ENOTDIR, errno.EEXIST, errno.EISDIR, errno.ENOENT}
_LIBRARIES = ("sqlcipher3", "sqlite3")


def told(work: Callable[P, R]) -> Callable[P, R]:
    """The same work, whose failures are StoreErrors in Danish that hold no answer and lead back to none."""

    @wraps(work)
    def wrapper(*args: P.args, **kwargs: P.kwargs) -> R:
        try:
            return work(*args, **kwargs)
        except Exception as error:
            trouble = in_danish(error)
            if trouble is None:
                raise
        trouble.__cause__ = trouble.__context__ = None
        raise trouble.with_traceback(None)

    return wrapper


def in_danish(error: Exception) -> EmpowerError | None:
    """The error in words, or None when it is not the database's or the disk's (a mistake in our own code)."""
    if isinstance(error, EmpowerError):
        return error
    if isinstance(error, OSError):
        return _of_disk(error)
    if isinstance(error, json.JSONDecodeError):
        return damaged()  # all we write can be read; and this error carries the whole text
    if type(error).__module__.partition(".")[0] not in _LIBRARIES:
        return None
    return of_code(code_of(error)) or StoreError(
        "Noget gik galt med filen ({fault}).", kept=KEPT, next_step="Luk programmet, og åbn det igen.",
        fault=type(error).__name__,
    )


def code_of(error: BaseException) -> int:
    """SQLite's primary result code; 0 when there is none."""
    return int(getattr(error, "sqlite_errorcode", None) or 0) & 0xFF


def of_code(code: int) -> StoreError | None:
    """The StoreError that a SQLite result code means; None for a code with no meaning to a person."""
    if code in (BUSY, LOCKED):
        return in_use()
    if code == FULL:
        return full()
    if code in (READONLY, CANTOPEN, PERM):
        return closed_folder()
    if code == IOERR:
        return UnwritableStore(
            "Disken kunne ikke skrives eller læses.", kept=KEPT,
            next_step="Se efter, at disken er sluttet til og har plads, og prøv igen.",
        )
    if code in (CORRUPT, NOTADB):
        return damaged()
    return None


def _of_disk(error: OSError) -> StoreError:
    if error.errno in _FULL:
        return full()
    if error.errno in _CLOSED_FOLDER:
        return closed_folder()
    return UnwritableStore("Disken svarede ikke, som den skulle.", kept=KEPT, next_step="Vent lidt, og prøv igen.")


def in_use() -> UnwritableStore:
    return UnwritableStore(
        "Filen er i brug af et andet program.", kept=KEPT, next_step="Luk det andet, eller vent lidt, og prøv igen."
    )


def full() -> UnwritableStore:
    return UnwritableStore("Der er ikke mere plads på disken.", kept=KEPT, next_step="Gør plads, og prøv igen.")


def closed_folder() -> UnwritableStore:
    return UnwritableStore(
        "Der kan ikke skrives i mappen.", kept=KEPT, next_step="Få lov til at skrive i den, eller vælg en anden mappe."
    )


def damaged(what: str = "Filen med samtalerne kan ikke læses; den er blevet beskadiget.", **slots: object
            ) -> DamagedStore:
    return DamagedStore(
        what, kept=UNTOUCHED, next_step="Læg din seneste sikkerhedskopi af mappen tilbage, og åbn den igen.", **slots
    )


def nothing_here() -> NoStore:
    return NoStore("Her er ingen samtaler endnu.", next_step="Begynd her, eller vælg den mappe, hvor de ligger.")
