"""The same program without a picture: line by line, on any terminal, pipe, braille display or screen reader.

    wire        the terminal or pipe itself        face      the one door for text, in and out
    door        passphrase and recovery key        lock      the lock, by hand or by itself
    start       the list of citizens                forms     the few facts that are filled in
    talk        a talk; answer what a line does    ask       what a line means, kind by kind; question what it answers
    saying      how a talk is read aloud           reach     languages, sections, looking back, the lock
    plan        the plan; plan_reading and plan_writing      review    the plan line by line
    commands    what can be written besides answers
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from dialog.plain.face import Face


def run(mode: Literal["real", "demo"], folder: Path) -> int:
    """Opens the program on standard input and output; returns the exit status. Raises EmpowerError, OSError."""
    from dialog.errors import EmpowerError
    from dialog.language.screen import speak
    from dialog.plain.face import Face, Gone, lines
    from dialog.plain.wire import Wire

    speak(os.environ.get("EMPOWER_LANGUAGE", "da"))
    with Wire() as wire:
        face = Face(wire.hear, wire.put, wire.forget, wire.unseen, wire.rest, wire.clear)
        try:
            _open(face, mode, folder)
        except Gone as gone:
            return gone.status
        except (EmpowerError, OSError):
            raise
        except Exception as error:  # noqa: BLE001  # Python would print what was said along with what went wrong
            from dialog.face.farewell import farewell

            real = folder if mode == "real" else None
            for line in lines(farewell(error, real, practice=face.practice or mode == "demo")):
                sys.stderr.write(f"{line}\n")
            return 1
    return 0


def _open(face: Face, mode: Literal["real", "demo"], folder: Path) -> None:
    from dialog.plain.door import unlocked
    from dialog.plain.start import Start, rehearse
    from dialog.store import Store

    if mode == "demo":
        rehearse(face)
        return
    with unlocked(face, folder) as store:
        Start(face, store, lambda typed: Store.check(folder, typed)).run()
