"""Vouches for one condition: its syntax, its names, their order and types, and that it can be both true and false.

The last is found by asking: each reference gets the values its question could give, and the compiled condition is tried
on every combination. A condition that never changes is a mistake, whatever its shape.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import product
from typing import Any

from dialog.script.condition import (
    COMPARE,
    CONSTANTS,
    FUNCTIONS,
    MISSING,
    compile_condition,
    counted,
    parse,
    reference,
    walk,
)
from dialog.script.kind import KINDS
from dialog.script.model import SKIP_REASONS
from dialog.script.rule import Report
from dialog.script.tree import Node

MOST_COMBINATIONS = 2_000
ORDERED = (ast.Lt, ast.LtE, ast.Gt, ast.GtE)


@dataclass(frozen=True, slots=True)
class Entry:
    """What a condition may know of an earlier turn."""

    kind: str
    loop: str
    options: tuple[str, ...]


@dataclass(slots=True)
class Known:
    """The names met so far, in script order: that is what makes a condition look only backwards."""

    lists: dict[str, int] = field(default_factory=dict)
    filled: dict[str, str] = field(default_factory=dict)
    sections: dict[str, Any] = field(default_factory=dict)
    turns: dict[str, Any] = field(default_factory=dict)

    def add(self, turn: str, kind: str, loop: str, options: tuple[str, ...]) -> None:
        self.turns[turn] = Entry(kind, loop, options)


def condition_faults(report: Report, node: Node, known: Known, loop: tuple[str, str] | None) -> None:
    """Reports what is wrong with the condition in `node`. `loop` is (list, name) inside a `for_each`."""
    before = len(report.faults)
    try:
        tree = parse(node.value)
    except (SyntaxError, ValueError, RecursionError):
        report.add("S20", node, f"Betingelsen »{node.value}« kan ikke læses. "
                   "Skriv den som: answered(wish) and belief < 7")
        return
    _ConditionCheck(report, node, known, loop).boolean(tree)
    if len(report.faults) == before:
        _constant_truth(report, node, known, tree)


@dataclass(slots=True)
class _ConditionCheck:
    report: Report
    node: Node
    known: Known
    loop: tuple[str, str] | None

    def boolean(self, tree: ast.expr) -> None:
        match tree:
            case ast.BoolOp(values=values):
                for value in values:
                    self.boolean(value)
            case ast.UnaryOp(op=ast.Not(), operand=operand):
                self.boolean(operand)
            case ast.Compare():
                self._comparison(tree)
            case ast.Call(func=ast.Name(id=name)) if name != "count":
                self._call(tree)
            case _ if reference(tree):
                entry = self._turn(tree)
                words = entry is not None and entry.kind == "list" and isinstance(tree, ast.Attribute)
                if entry and (words or KINDS[entry.kind].compares != "truth"):
                    self._add("S24", "Et svar er ikke i sig selv sandt. Brug answered(…) eller en sammenligning.")
            case _:
                self._not_allowed(tree)

    def _comparison(self, tree: ast.Compare) -> None:
        if any(type(op) not in COMPARE for op in tree.ops):
            self._not_allowed(tree)
            return
        sides = [tree.left, *tree.comparators]
        types = [self._operand(side) for side in sides]
        for index, op in enumerate(tree.ops):
            self._fits(sides[index], types[index], op, sides[index + 1], types[index + 1])

    def _fits(self, left: ast.expr, left_type: str, op: ast.cmpop, right: ast.expr, right_type: str) -> None:
        if "" in (left_type, right_type):
            return
        if isinstance(op, ast.In | ast.NotIn):
            if right_type not in ("literals", "options"):
                self._add("S24", "Efter »in« står en liste: x in ['a', 'b'].")
        elif isinstance(op, ORDERED) and not {left_type, right_type} <= {"number", "date", "text"}:
            self._add("S24", "Større og mindre end gælder kun tal og datoer.")
        elif not _alike(left_type, right_type):
            self._add("S24", "De to sider af sammenligningen kan aldrig være ens.")
        self._options(left, right)
        self._options(right, left)

    def _options(self, place: ast.expr, literal: ast.expr) -> None:
        """Option ids that the question does not have."""
        entry = self._entry(place)
        if entry is None or not entry.options:
            return
        for name in _strings(literal):
            if name not in entry.options:
                self._add("S13", f"Spørgsmålet har ikke muligheden »{name}«.", name, entry.options)

    def _operand(self, node: ast.expr) -> str:
        """The type of an operand: number, text, truth, option, options, date, literals; "" when already reported."""
        match node:
            case ast.Constant(value=bool()) | ast.Constant(value=None):
                self._add("S21", "Skriv yes og no for ja og nej.")
                return ""
            case ast.Constant(value=int() | float()):
                return "number"
            case ast.Constant(value=str()):
                return "text"
            case ast.UnaryOp(op=ast.USub(), operand=ast.Constant(value=int() | float())):
                return "number"
            case ast.List(elts=items) | ast.Tuple(elts=items):
                if all(isinstance(item, ast.Constant) for item in items):
                    return "literals"
            case ast.Name(id=name) if name in CONSTANTS:
                return "truth"
            case ast.Call(func=ast.Name(id="count")):
                self._call(node)
                return "number"
            case _ if reference(node):
                entry = self._turn(node)
                return KINDS[entry.kind].compares if entry else ""
        self._not_allowed(node)
        return ""

    def _call(self, node: ast.Call) -> None:
        name = node.func.id if isinstance(node.func, ast.Name) else ""
        if name not in FUNCTIONS or node.keywords:
            self._add("S21", f"Funktionen »{name}« findes ikke.", name, FUNCTIONS)
            return
        fewest, most = FUNCTIONS[name]
        if not fewest <= len(node.args) <= most:
            self._add("S21", f"{name}(…) tager {fewest if fewest == most else f'{fewest} eller {most}'} i parentesen.")
        elif name == "count":
            self._count(node.args[0])
        else:
            self._about_turn(name, node.args)

    def _count(self, node: ast.expr) -> None:
        name = node.id if isinstance(node, ast.Name) else ""
        if name not in self.known.lists:
            self._add("S22", f"count(…) tager en liste. »{name}« er ikke en liste.", name, self.known.lists)
        elif name not in self.known.filled:
            self._add("S23", f"Listen »{name}« bliver først fyldt længere nede.")

    def _about_turn(self, name: str, args: list[ast.expr]) -> None:
        if reference(args[0]) is None:
            self._not_allowed(args[0])
            return
        entry = self._turn(args[0])
        second = "".join(_strings(args[1])) if len(args) > 1 else ""
        if name == "skipped" and len(args) > 1 and second not in SKIP_REASONS:
            self._add("S13", "Den grund til at springe over findes ikke.", second, SKIP_REASONS)
        if name == "chose" and entry and second not in entry.options:
            self._add("S13", f"Spørgsmålet har ikke muligheden »{second}«.", second, entry.options)

    def _entry(self, node: ast.expr) -> Entry | None:
        found = reference(node)
        entry = self.known.turns.get(found[1]) if found else None
        return entry if isinstance(entry, Entry) else None

    def _turn(self, node: ast.expr) -> Entry | None:
        loop, name = reference(node) or ("", "")
        entry = self._entry(node)
        if entry is None:
            self._add("S22", f"»{name}« er ikke et spørgsmål længere oppe.", name, self.known.turns)
            return None
        inside = self.loop[1] if self.loop else ""
        filler = self.loop is not None and self.known.filled.get(self.loop[0]) == name
        if entry.loop and (not self.loop or entry.loop != self.loop[0] or loop != inside):
            self._add("S26", f"»{name}« stilles for hver på listen »{entry.loop}«. "
                             f"Brug det kun i for_each over den, som {inside or 'g'}.{name}.")
        elif loop and (loop != inside or not (entry.loop or filler)):
            self._add("S26", f"»{loop}.{name}« findes ikke. Skriv blot »{name}«.")
        return entry

    def _not_allowed(self, node: ast.expr) -> None:
        self._add("S21", f"»{ast.unparse(node)}« kan ikke bruges i en betingelse.")

    def _add(self, code: str, message: str, found: str = "", allowed: Any = ()) -> None:
        self.report.add(code, self.node, message, found=found, allowed=allowed)


def _alike(left: str, right: str) -> bool:
    texts = {"text", "option", "date"}
    return left == right or {left, right} <= texts or {left, right} == {"truth", "confirmed"}


def _strings(node: ast.expr) -> Iterator[str]:
    for each in node.elts if isinstance(node, ast.List | ast.Tuple) else [node]:
        if isinstance(each, ast.Constant) and isinstance(each.value, str):
            yield each.value


@dataclass(slots=True)
class _Trial:
    """One combination of answers to try a condition on."""

    answers: dict[str, Any]

    def value(self, turn: str, item: str | None) -> Any:
        given = self.answers[turn]
        return MISSING if isinstance(given, str) and given.startswith("skip:") else given

    def reason(self, turn: str, item: str | None) -> str | None:
        given = self.answers[turn]
        return given[5:] if isinstance(given, str) and given.startswith("skip:") else None

    def count(self, name: str) -> int:
        return int(self.answers[f"#{name}"])


def _constant_truth(report: Report, node: Node, known: Known, tree: ast.expr) -> None:
    condition = compile_condition(node.value)
    assert condition is not None
    literals = [each.value for each in ast.walk(tree) if isinstance(each, ast.Constant)]
    domains = {name: _domain(known.turns[name], literals) for _, (_, name) in walk(tree)}
    domains |= {f"#{name.id}": list(range(known.lists[name.id] + 1)) for name in counted(tree)}
    size = 1
    for values in domains.values():
        size *= len(values)
    if size > MOST_COMBINATIONS:
        return
    seen: set[bool] = set()
    for combination in product(*domains.values()):
        seen.add(bool(condition.test(_Trial(dict(zip(domains, combination, strict=True))), "item")))
        if len(seen) == 2:
            return
    always = "sand" if seen == {True} else "falsk"
    report.add("S25", node, f"Betingelsen »{node.value}« er altid {always}.")


def _domain(entry: Entry, literals: list[Any]) -> list[Any]:
    """Values that the question could give, one of each sort that the condition could tell apart."""
    skips: list[Any] = [MISSING, *(f"skip:{name}" for name in SKIP_REASONS if name in literals), "skip:not_now"]
    match KINDS[entry.kind].compares:
        case "truth" | "confirmed":
            return [*skips, True, False]
        case "option":
            return [*skips, *entry.options]
        case "options":
            return [*skips, (), entry.options, *((option,) for option in entry.options if option in literals)]
        case "number" if entry.kind == "scale":
            return [*skips, *range(11)]
        case "number":
            numbers = sorted({value for value in literals if isinstance(value, int | float)} or {0})
            return [*skips, *(value + step for value in numbers for step in (-1, 0, 1))]
    texts = sorted({value for value in literals if isinstance(value, str)})
    return [*skips, *texts, "", "~"]
