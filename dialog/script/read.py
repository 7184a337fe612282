"""From a text to a script: read strictly, check whole, build. Every fault is told at once, or there is a script."""

from __future__ import annotations

from dialog.errors import ScriptError
from dialog.script.build import build, canonical_json
from dialog.script.check import check
from dialog.script.model import Script
from dialog.script.tree import read_tree


def read_text(text: str, name: str = "script.yaml") -> Script:
    """The script in a YAML text; `name` is what faults call the file. Raises ScriptError with every fault."""
    tree, faults = read_tree(text, name)
    if tree is not None:
        faults += check(tree, name)
    if faults or tree is None:
        raise ScriptError(sorted(faults, key=lambda fault: (fault.line, fault.column)))
    data = tree.plain()
    return build(data, canonical_json(data))
