"""The house stays readable: no long files, no long functions, every module says what it owns."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
MODULES = sorted((ROOT / "dialog").rglob("*.py"))
LONGEST_FILE = 300
LONGEST_FUNCTION = 40


def lines_of(node: ast.AST) -> int:
    """Lines of code: the docstring is not counted, it is what makes the rest short."""
    assert isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    first = node.body[1] if ast.get_docstring(node) and len(node.body) > 1 else node.body[0]
    return (node.end_lineno or 0) - first.lineno + 1


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_module_is_short_and_says_what_it_owns(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    tree = ast.parse(text)
    long = [f"{node.name}: {lines_of(node)}" for node in ast.walk(tree)
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and lines_of(node) > LONGEST_FUNCTION]
    assert not long
    assert len(text.splitlines()) <= LONGEST_FILE
    assert ast.get_docstring(tree)
