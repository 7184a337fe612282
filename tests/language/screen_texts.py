"""Finds every text that the screen says through `tr` or marks with `N`, where it stands in the source.

`python -m tests.language.screen_texts` writes `locales/en/LC_MESSAGES/screen.po` anew: every text there is now, with
the translations there are. What has none yet stands empty, and a test names it.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from dialog import resources
from dialog.language.po import Po, read_po, write_po
from dialog.language.screen import FILE, PLACE

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "dialog"
ENGLISH = ROOT / "locales/en" / FILE
HEAD = {"Content-Type": "text/plain; charset=UTF-8", "Content-Transfer-Encoding": "8bit", "Language": "en_GB",
        "X-Reviewed-By": ""}


def screen_texts() -> list[str]:
    """Each text once, in the order of the files."""
    found: dict[str, None] = {}
    for path in sorted(SOURCE.rglob("*.py")):
        found |= dict.fromkeys(_in(ast.parse(path.read_text(encoding="utf-8"))))
    return list(found)


def _in(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        match node:
            case ast.Call(func=ast.Name(id="tr" | "N"), args=[ast.Constant(value=str(text)), *_]):
                yield text
            case ast.Call(func=ast.Name(id="tr" | "N"), args=[ast.IfExp(body=yes, orelse=no), *_]):
                yield from (each.value for each in (yes, no) if isinstance(each, ast.Constant))
            case ast.Call(func=ast.Name(id=name), args=[ast.Constant(value=str(text)), *_], keywords=given) if (
                    name.endswith(("Error", "Store", "Key", "NotFound", "MovedOn"))):
                yield text
                yield from (each.value.value for each in given if each.arg in ("kept", "next_step")
                            and isinstance(each.value, ast.Constant) and each.value.value)


def english() -> Po:
    """What there is in English now."""
    return read_po(resources.text(ENGLISH), ENGLISH) if ENGLISH.exists() else Po({}, {})


if __name__ == "__main__":
    ENGLISH.write_text(write_po(HEAD, [(PLACE, text) for text in screen_texts()], english().words), encoding="utf-8")
