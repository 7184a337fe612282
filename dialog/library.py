"""Where a script comes from: a file that is read and checked, or the store that kept it for an open conversation."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from dialog.script.build import from_canonical
from dialog.script.model import Script


def load_script(name: str | Path) -> Script:
    """The script of that name, or in that file. Raises ScriptError with every fault, NotFound."""
    from dialog import resources
    from dialog.script.read import read_text

    path = name if isinstance(name, Path) else resources.script_path(name)
    return read_text(resources.text(path), str(path))


@lru_cache(maxsize=16)
def kept_script(canonical: str) -> Script:
    """The script in the store's JSON; built once in a run of the program, for it never changes."""
    return from_canonical(canonical)
