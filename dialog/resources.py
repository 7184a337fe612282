"""Finds what the program reads besides itself: scripts, prompts and translations.

Looked for file by file: first in the municipality's own folder (EMPOWER_RESOURCES), then in what came with the program:
the copy inside the wheel, or the folders beside the package in a checkout. So a municipality replaces one file and
keeps the rest.
"""

from __future__ import annotations

import os
from pathlib import Path, PurePosixPath
from typing import Literal

from dialog.errors import NotFound, reason

Kind = Literal["scripts", "prompts", "locales"]
OWN_FOLDER = "EMPOWER_RESOURCES"
_NOT_FOUND: dict[Kind, str] = {
    "scripts": "Manuskriptet »{name}« findes ikke.", "prompts": "Skabelonen »{name}« findes ikke.",
    "locales": "Oversættelsen »{name}« findes ikke."}
_PACKAGE = Path(__file__).resolve().parent


def script_path(name: str) -> Path:
    """The script called `name`, with or without `.yaml`. Raises NotFound, naming those there are."""
    return path("scripts", name if name.endswith((".yaml", ".yml")) else f"{name}.yaml")


def prompt_path(name: str) -> Path:
    """The template `name`, such as `plan/plan.md.j2`. Raises NotFound."""
    return path("prompts", name)


def folder(kind: Kind) -> Path:
    """The folder of `kind` that came with the program. Raises NotFound when the installation lacks it."""
    return folders(kind)[-1]


def folders(kind: Kind) -> tuple[Path, ...]:
    """Where `kind` is looked for, the municipality's own folder first. Raises NotFound."""
    shipped = next((each for each in _shipped(kind) if each.is_dir()), None)
    found = [each for each in (_own(kind), shipped) if each is not None]
    if shipped is None:
        raise NotFound("Programmet mangler mappen »{kind}«.", next_step="Installer programmet igen.", kind=kind)
    return tuple(found)


def path(kind: Kind, name: str) -> Path:
    """The file `name` of `kind`. Raises NotFound, also for a name that leads out of the folder."""
    relative = PurePosixPath(name)
    if name and not relative.is_absolute() and ".." not in relative.parts and "\\" not in name:
        for place in folders(kind):
            if (place / relative).is_file():
                return place / relative
    known = names(kind, relative.suffix or ".yaml")
    raise NotFound(_NOT_FOUND[kind], next_step="Der er: {names}." if known else "", name=name, names=", ".join(known))


def text(place: Path) -> str:
    """The whole file as text. Raises NotFound when it cannot be read, or is not UTF-8."""
    try:
        return place.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise NotFound("Filen {place} kan ikke læses ({reason}).", place=place, reason=reason(error)) from None
    except UnicodeDecodeError:
        raise NotFound("Filen {place} er ikke en tekstfil i UTF-8.", next_step="Gem den som UTF-8.",
                       place=place) from None


def names(kind: Kind, suffix: str) -> list[str]:
    """Every file of `kind` with that suffix, as `path` takes it, each once, in order of name."""
    found = {each.relative_to(place).as_posix() for place in folders(kind) for each in place.rglob(f"*{suffix}")}
    return sorted(found)


def _own(kind: Kind) -> Path | None:
    own = os.environ.get(OWN_FOLDER, "")
    if not own:
        return None
    if not Path(own).is_dir():
        raise NotFound("Mappen »{folder}« findes ikke.", next_step="Ret {setting}, eller fjern den.", folder=own,
                       setting=OWN_FOLDER)
    return Path(own) / kind if (Path(own) / kind).is_dir() else None


def _shipped(kind: Kind) -> tuple[Path, ...]:
    """The wheel's copy before the checkout: beside an installed package lie other people's folders."""
    return _PACKAGE / "_shipped" / kind, _PACKAGE.parent / kind
