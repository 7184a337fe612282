"""Conditions: the `when:` of a turn, as a closed little language.

Python's expression syntax, parsed with `ast` against a closed list of nodes and functions, compiled once to nested
closures (0.2 µs to ask, no `eval` anywhere). A comparison with a missing answer is false; `answered(x)` asks for one.
`compile_condition` trusts its source; `condition_faults` is what vouches for it when a script is loaded.
"""

from __future__ import annotations

import ast
import operator
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Protocol


class _Missing:
    def __repr__(self) -> str:
        return "MISSING"


MISSING: Any = _Missing()


class Facts(Protocol):
    """What a condition may know: values (MISSING when unanswered, skipped or dormant), skip reasons, list lengths."""

    def value(self, turn: str, item: str | None) -> Any: ...
    def reason(self, turn: str, item: str | None) -> str | None: ...
    def count(self, name: str) -> int: ...


Test = Callable[[Facts, str | None], Any]


@dataclass(frozen=True, slots=True)
class Condition:
    """A compiled condition and what it reads: turn ids (here or in the same item) and list names."""

    source: str
    test: Test
    turns: frozenset[str]
    lists: frozenset[str]


COMPARE: dict[type[ast.cmpop], Callable[[Any, Any], bool]] = {
    ast.Eq: operator.eq, ast.NotEq: operator.ne, ast.Lt: operator.lt, ast.LtE: operator.le,
    ast.Gt: operator.gt, ast.GtE: operator.ge,
    ast.In: lambda a, b: a in b, ast.NotIn: lambda a, b: a not in b,
}
CONSTANTS = {"yes": True, "no": False}
FUNCTIONS = {"answered": (1, 1), "skipped": (1, 2), "count": (1, 1), "chose": (2, 2)}
"""Function → fewest and most arguments."""


def reference(node: ast.expr) -> tuple[str, str] | None:
    """(loop name or "", turn id) where the node names a turn: `wish` or `g.wish`; None where it does not."""
    match node:
        case ast.Name(id=name) if name not in CONSTANTS:
            return "", name
        case ast.Attribute(value=ast.Name(id=loop), attr=name):
            return loop, name
    return None


def walk(tree: ast.expr) -> Iterator[tuple[ast.expr, tuple[str, str]]]:
    """Every reference to a turn in the expression, list names and function names left out."""
    match tree:
        case ast.Call(func=ast.Name(id="count")):
            return
        case ast.Call(args=args):
            for arg in args:
                yield from walk(arg)
            return
    found = reference(tree)
    if found is not None:
        yield tree, found
        return
    for child in ast.iter_child_nodes(tree):
        if isinstance(child, ast.expr):
            yield from walk(child)


def counted(tree: ast.expr) -> Iterator[ast.Name]:
    """Every list name that the expression counts."""
    for node in ast.walk(tree):
        match node:
            case ast.Call(func=ast.Name(id="count"), args=[ast.Name() as name]):
                yield name


def compile_condition(*sources: str) -> Condition | None:
    """One condition that holds when all of `sources` hold (a section's and a turn's); None when there are none."""
    parts = [_one(source) for source in sources if source]
    if len(parts) < 2:
        return parts[0] if parts else None
    return Condition(
        source=" and ".join(f"({part.source})" for part in parts),
        test=_all([part.test for part in parts]),
        turns=frozenset().union(*(part.turns for part in parts)),
        lists=frozenset().union(*(part.lists for part in parts)),
    )


@lru_cache(maxsize=1024)
def _one(source: str) -> Condition:
    """Kept, because a section's condition is that of each of its turns."""
    compiler = _Compiler()
    test = compiler.test(parse(source))
    return Condition(source, test, frozenset(compiler.turns), frozenset(compiler.lists))


def parse(source: str) -> ast.expr:
    return ast.parse(source.strip(), mode="eval").body


def _all(tests: list[Test]) -> Test:
    def test(facts: Facts, item: str | None) -> bool:
        for each in tests:  # noqa: SIM110 - a plain loop is twice as fast as all(...) here
            if not each(facts, item):
                return False
        return True
    return test


def _any(tests: list[Test]) -> Test:
    def test(facts: Facts, item: str | None) -> bool:
        for each in tests:  # noqa: SIM110
            if each(facts, item):
                return True
        return False
    return test


class _Compiler:
    """Turns one expression into closures, noting what it reads on the way."""

    def __init__(self) -> None:
        self.turns: set[str] = set()
        self.lists: set[str] = set()

    def test(self, node: ast.expr) -> Test:
        match node:
            case ast.BoolOp(op=ast.And(), values=values):
                return _all([self.test(value) for value in values])
            case ast.BoolOp(values=values):
                return _any([self.test(value) for value in values])
            case ast.UnaryOp(op=ast.Not(), operand=operand):
                inner = self.test(operand)
                return lambda facts, item: not inner(facts, item)
            case ast.Compare():
                return self._compare(node)
            case ast.Call():
                return self._call(node)
        read = self._operand(node)
        return lambda facts, item: read(facts, item) is True

    def _compare(self, node: ast.Compare) -> Test:
        operands = [self._operand(each) for each in (node.left, *node.comparators)]
        pairs = [_comparison(operands[at], COMPARE[type(op)], operands[at + 1]) for at, op in enumerate(node.ops)]
        return pairs[0] if len(pairs) == 1 else _all(pairs)

    def _operand(self, node: ast.expr) -> Test:
        match node:
            case ast.Call():
                return self._call(node)
            case ast.Name() | ast.Attribute() if (found := reference(node)) is not None:
                return self._value(*found)
        constant = _constant(node)
        return lambda facts, item: constant

    def _value(self, loop: str, turn: str) -> Test:
        self.turns.add(turn)
        if loop:
            return lambda facts, item: facts.value(turn, item)
        return lambda facts, item: facts.value(turn, None)

    def _call(self, node: ast.Call) -> Test:
        name = node.func.id if isinstance(node.func, ast.Name) else ""
        loop, about = reference(node.args[0]) or ("", "")
        wanted = _constant(node.args[1]) if len(node.args) > 1 else None
        if name == "count":
            self.lists.add(about)
            return lambda facts, item: facts.count(about)
        self.turns.add(about)
        match name:
            case "answered":
                return lambda facts, item: facts.value(about, item if loop else None) is not MISSING
            case "skipped" if wanted is None:
                return lambda facts, item: facts.reason(about, item if loop else None) is not None
            case "skipped":
                return lambda facts, item: facts.reason(about, item if loop else None) == wanted
            case "chose":
                return lambda facts, item: _chose(facts.value(about, item if loop else None), wanted)
        raise ValueError(f"no such function: {name}")


def _comparison(left: Test, compare: Callable[[Any, Any], bool], right: Test) -> Test:
    def test(facts: Facts, item: str | None) -> bool:
        a, b = left(facts, item), right(facts, item)
        return a is not MISSING and b is not MISSING and compare(a, b)
    return test


def _chose(value: Any, wanted: Any) -> bool:
    """One chosen option is its id; several are a tuple of ids."""
    return value == wanted if isinstance(value, str) else value is not MISSING and wanted in value


def _constant(node: ast.expr) -> Any:
    match node:
        case ast.Constant(value=value):
            return value
        case ast.UnaryOp(op=ast.USub(), operand=ast.Constant(value=int() | float() as value)):
            return -value
        case ast.List(elts=elements) | ast.Tuple(elts=elements):
            return tuple(_constant(element) for element in elements)
        case ast.Name(id=name) if name in CONSTANTS:
            return CONSTANTS[name]
    raise ValueError(f"not an operand: {ast.dump(node)}")
