"""Where a script comes from: a file that is read and checked, or the store that kept it for an open conversation."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from dialog.script.build import from_canonical
from dialog.script.model import Script


def load_script(name: str | Path) -> Script:
    """The script of that name, or in that file. Raises ScriptError with every fault, NotFound."""
    from dialog import resources
    from dialog.script.read import read_text

    path = name if isinstance(name, Path) else resources.script_path(name)
    return read_text(resources.text(path), str(path))


_KEPT: dict[str, Script] = {}


def kept_script(sha256: str, canonical: Callable[[str], str]) -> Script:
    """The script with that hash, from the JSON that `canonical` fetches; once in a run, for it never changes."""
    if sha256 not in _KEPT:
        _KEPT[sha256] = from_canonical(canonical(sha256))
    return _KEPT[sha256]
