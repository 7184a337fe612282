"""Every way the program can fail, drawn as a tree.

    EmpowerError                    what happened, in one Danish sentence
    ├── ScriptError                 a script has faults; all of them, each with its place
    ├── AnswerError                 a value that this question cannot take
    ├── ScenarioError               a scenario names what nobody asks, or leaves out what is asked
    ├── StoreError                  the person's file
    │   ├── NoStore                 there is no file yet
    │   ├── WrongKey                passphrase or recovery key does not fit
    │   ├── NewerStore              written by a newer program; left untouched
    │   ├── DamagedStore            cannot be read as our file; left untouched
    │   ├── UnwritableStore         folder read-only, disk full, file locked
    │   └── MovedOn                 the conversation went on in another window
    ├── NotFound                    no such citizen, conversation or plan line
    ├── ExportError                 a document could not be written
    │   ├── PackageError            a package or a file does not hold, or cannot be read
    │   └── UnfitKey                a key to sign, lock or open with is no key, or does not fit
    └── TerminalError               this terminal cannot show the program

A message says what happened; `kept` says that nothing is lost, where that is the worry; `next_step` says what to do.
What differs from time to time stands in named slots, so that the screen can say the same in another language.
The `code` is the command's exit status, so that a robot can tell the branches apart.
"""

from __future__ import annotations

import errno
from collections.abc import Callable
from dataclasses import dataclass
from typing import ClassVar

from dialog.slots import fill

REASONS = {
    errno.ENOENT: "filen eller mappen findes ikke", errno.ENOTDIR: "mappen findes ikke",
    errno.EISDIR: "der er en mappe med det navn", errno.EEXIST: "der er allerede noget andet med det navn",
    errno.EACCES: "der er ikke adgang", errno.EPERM: "der er ikke adgang", errno.EROFS: "der kan kun læses her",
    errno.ENOSPC: "disken er fuld", errno.EDQUOT: "disken er fuld", errno.EFBIG: "disken er fuld",
    errno.ENAMETOOLONG: "navnet er for langt",
}
UNKNOWN = "disken svarede ikke, som den skulle"


class Phrase(str):
    """Words of our own that go into a slot, and are put in the screen's language with what stands around them."""

    __slots__ = ()


def reason(error: OSError) -> Phrase:
    """Why the system said no, in Danish."""
    return Phrase(REASONS.get(error.errno or 0, UNKNOWN))


class EmpowerError(Exception):
    """The root. `str(error)` is one Danish sentence that a caseworker can act on, never holding an answer."""

    code: ClassVar[int] = 1

    def __init__(self, message: str, *, next_step: str = "", kept: str = "", **slots: object) -> None:
        self._parts, self._slots = (message, kept, next_step), slots
        self.message, self.kept, self.next_step = (fill(part, slots) for part in self._parts)
        super().__init__(self.message)

    def __str__(self) -> str:
        return _joined(self.message, self.kept, self.next_step)

    def said(self, tr: Callable[..., str]) -> str:
        """As `str`, through a translator that takes a Danish text and its slots."""
        slots = {name: tr(value) if isinstance(value, Phrase) else value for name, value in self._slots.items()}
        return _joined(*(part and tr(part, **slots) for part in self._parts))


def _joined(*parts: str) -> str:
    return " ".join(part for part in parts if part).replace(" \n", "\n")


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault in a script: where, what was found, what is allowed, and the nearest spelling."""

    code: str
    file: str
    line: int
    column: int
    message: str
    allowed: tuple[str, ...] = ()
    nearest: str = ""

    def __str__(self) -> str:
        text = f"{self.file}:{self.line}:{self.column}: {self.code} {self.message}"
        if self.nearest:
            text += f" Mente du »{self.nearest}«?"
        if self.allowed:
            text += f" Tilladt: {', '.join(self.allowed)}."
        return text


class ScriptError(EmpowerError):
    """A script has faults. `faults` holds all of them, in the order they stand in the file."""

    code = 3

    def __init__(self, faults: list[Fault]) -> None:
        self.faults = faults
        message = "Manuskriptet har 1 fejl." if len(faults) == 1 else "Manuskriptet har {count} fejl."
        super().__init__(message, next_step="\n{faults}", count=len(faults), faults="\n".join(map(str, faults)))


class AnswerError(EmpowerError):
    """The question cannot take this value; the message tells the person what it can take."""

    code = 4


class ScenarioError(EmpowerError):
    """The scenario and the conversation do not fit; each misfit is named."""

    code = 5


class StoreError(EmpowerError):
    code = 6


class NoStore(StoreError):
    code = 7


class WrongKey(StoreError):
    code = 8


class NewerStore(StoreError):
    code = 9


class DamagedStore(StoreError):
    code = 10


class UnwritableStore(StoreError):
    code = 11


class MovedOn(StoreError):
    code = 12


class NotFound(EmpowerError):
    code = 13


class ExportError(EmpowerError):
    code = 14


class PackageError(ExportError):
    code = 16


class UnfitKey(ExportError):
    code = 17


class TerminalError(EmpowerError):
    code = 15
