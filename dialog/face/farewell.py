"""What is said when the program fails: what is kept, and a number for support. Never a value or a message."""

from __future__ import annotations

import os
import traceback
from pathlib import Path

from dialog.errors import EmpowerError
from dialog.language.screen import told, tr


def incident(error: BaseException) -> tuple[str, str]:
    """A number to tell support, and where it went wrong: files, lines and kinds of error, never a value or message."""
    import secrets

    number = f"{secrets.randbelow(9000) + 1000}-{secrets.randbelow(9000) + 1000}"
    lines = []
    link: BaseException | None = error
    while link is not None:
        lines.append(f"{type(link).__module__}.{type(link).__qualname__}")
        lines += [f"  {Path(frame.filename).name}:{frame.lineno} {frame.name}"
                  for frame in traceback.extract_tb(link.__traceback__)]
        link = link.__cause__ or link.__context__
    return number, "\n".join(lines)


def farewell(error: BaseException, folder: Path | None, *, kept: bool = True, practice: bool = False) -> str:
    """What to say on the plain terminal after a failure. Writes the incident into `folder`, where there is one.

    `kept`: whether the half-written was; `practice`: whether it was a talk of which nothing is ever kept.
    """
    number, trace = incident(error)
    said = [told(error) if isinstance(error, EmpowerError) else tr("Programmet stødte på en fejl og måtte lukke."),
            tr("Det var en øvelse, og den er slettet. Start igen, når I vil.") if practice else
            tr("Alt, I har sendt, er gemt. Start igen, så fortsætter I, hvor I slap.")]
    if not kept and not practice:
        said.append(tr("Det, I var ved at skrive, nåede ikke at blive gemt."))
    if folder and (path := _written(folder, number, trace)):
        said.append(tr("Hændelse {number}. Sporet ligger i {path} og rummer intet af det, I har skrevet.",
                       number=number, path=path))
    else:
        said.append(tr("Hændelse {number}.", number=number))
    return "".join(sign if sign.isprintable() or sign == "\n" else "�" for sign in "\n".join(said))  # paths hold any


def _written(folder: Path, number: str, trace: str) -> Path | None:
    path = folder / "incidents" / f"{number}.txt"
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
            file.write(trace + "\n")
    except OSError:
        return None  # a full or read-only disk may be the very failure we are telling about
    return path
