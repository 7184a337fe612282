"""Finds every text that the screen says through `tr`, marks with `N` or tells as an error, where the source has it.

`python -m tests.language.screen_texts` writes `locales/en/LC_MESSAGES/screen.po` anew: every text there is now, with
the translations there are. What has none yet stands empty, and a test names it.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator, Mapping
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any

from dialog import errors, resources
from dialog.language.po import Po, read_po, write_po
from dialog.language.screen import FILE, PLACE
from dialog.plan.completeness import LAW, NO_NAME, REQUIREMENTS
from dialog.script.target import DISCIPLINES, PARTS
from dialog.slots import SLOT

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "dialog"
ENGLISH = ROOT / "locales/en" / FILE
HEAD = {"Content-Type": "text/plain; charset=UTF-8", "Content-Transfer-Encoding": "8bit", "Language": "en_GB",
        "X-Reviewed-By": ""}
AT_THE_COMMAND = ("command", "cli.py", "headless.py", "play.py", "scenario.py", "render/receive.py", "render/seal.py")
"""What only a command reaches, which speaks Danish."""
TABLES: tuple[Any, ...] = (
    errors.REASONS, errors.UNKNOWN, DISCIPLINES, NO_NAME.text, [each.text for each in REQUIREMENTS],
    [each.gap for each in (*REQUIREMENTS, *LAW)], [part.title for part in PARTS], [part.fields for part in PARTS])
"""What stands in tables of the plan's own and is shown from there."""


def screen_texts() -> list[str]:
    """Each text once, in the order of the files."""
    return list(dict.fromkeys(text for _, text in found()))


def found() -> Iterator[tuple[str, str]]:
    """Each text with the file it stands in."""
    for path in sorted(SOURCE.rglob("*.py")):
        name = path.relative_to(SOURCE).as_posix()
        if not name.startswith(AT_THE_COMMAND) and "migration/m" not in name:
            module = import_module(".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"))
            yield from ((name, text) for text in in_source(path.read_text(encoding="utf-8"), module))
    yield from (("tables", text) for text in _leaves(TABLES))


def in_source(source: str, module: ModuleType) -> Iterator[str]:
    """The texts in one file; what a name stands for is looked up in its module."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call):
            spoken = [] if not node.args else [node.args[0]]
            if not _says(node.func, module):
                made = _value(node.func, module)
                if not _makes_error(made):
                    continue
                spoken += [each.value for each in node.keywords if each.arg in ("kept", "next_step")]
                yield from filter(_has_words, _leaves(getattr(made, "__defaults__", None)))
            for expression in spoken:
                yield from filter(_has_words, _texts(expression, module))


def _says(function: ast.expr, module: ModuleType) -> bool:
    """`tr` and `N`; on the plain face also `tell`, which translates for itself."""
    match function:
        case ast.Name(id="tr" | "N"):
            return True
        case ast.Attribute(attr="tell"):
            return module.__name__.startswith("dialog.plain")
    return False


def english() -> Po:
    """What there is in English now."""
    return read_po(resources.text(ENGLISH), ENGLISH) if ENGLISH.exists() else Po({}, {})


def _has_words(text: str) -> bool:
    """Whether there is anything to translate between the slots."""
    return any(map(str.isalpha, SLOT.sub("", text)))


def _texts(node: ast.expr, module: ModuleType) -> Iterator[str]:
    """Every text that the expression may be."""
    match node:
        case ast.Constant(value=str(text)):
            yield text
        case ast.IfExp(body=yes, orelse=no):
            yield from _texts(yes, module)
            yield from _texts(no, module)
        case ast.BoolOp(values=values):
            for each in values:
                yield from _texts(each, module)
        case ast.Subscript(value=whole) | ast.Call(func=ast.Attribute(value=whole, attr="get")):
            yield from _texts(whole, module)
        case ast.Name() | ast.Attribute():
            yield from _leaves(_value(node, module))


def _value(node: ast.expr, module: ModuleType) -> Any:
    """What a name at the top of the module stands for; None for a name within a function."""
    match node:
        case ast.Name(id=name):
            return getattr(module, name, None)
        case ast.Attribute(value=whole, attr=name):
            return getattr(_value(whole, module), name, None)
    return None


def _leaves(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        yield from _leaves(tuple(value.values()))
    elif isinstance(value, Iterable) and not isinstance(value, type):
        for each in value if isinstance(value, (list, tuple)) else ():
            yield from _leaves(each)


def _makes_error(made: Any) -> bool:
    """A class of errors, or a function that says it returns one."""
    if isinstance(made, type):
        return issubclass(made, errors.EmpowerError)
    returned = str(getattr(made, "__annotations__", {}).get("return", ""))
    kind = getattr(errors, returned, None)
    return isinstance(kind, type) and issubclass(kind, errors.EmpowerError)


if __name__ == "__main__":
    ENGLISH.write_text(write_po(HEAD, [(PLACE, text) for text in screen_texts()], english().words), encoding="utf-8")
