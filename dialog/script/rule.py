"""What each field of a script may hold: small rules that look at one node and report what is wrong with it.

A rule is a function of a reporter and a node. `check` lays them over the script; here is only the shape of a value.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from dialog.errors import Fault
from dialog.language.clean import is_clean
from dialog.script.tree import Node

IDENT = re.compile(r"[a-z][a-z0-9_]*\Z")


@dataclass(slots=True)
class Report:
    """Collects faults for one file."""

    file: str
    faults: list[Fault] = field(default_factory=list)

    def add(self, code: str, place: Node | tuple[int, int], message: str, *, found: str = "",
            allowed: Iterable[str] = ()) -> None:
        """Notes a fault. With `found` and `allowed` the nearest spelling is suggested."""
        line, column = (place.line, place.column) if isinstance(place, Node) else place
        names = tuple(allowed)
        near = difflib.get_close_matches(found, names, 1, 0.6) if found else []
        shown = names if len(names) <= 14 else ()
        self.faults.append(Fault(code, self.file, line, column, message, shown, near[0] if near else ""))


Rule = Callable[[Report, Node], None]


def text(report: Report, node: Node) -> None:
    if not isinstance(node.value, str) or not node.value.strip():
        report.add("S12", node, "Her skal stå en tekst.")
    elif not is_clean(node.value):
        report.add("S12", node, "Her er et tegn, som ikke kan ses, eller som vender teksten. Skriv teksten igen.")


def ident(report: Report, node: Node) -> None:
    if not isinstance(node.value, str) or not IDENT.match(node.value):
        report.add("S12", node, "Et id er små engelske bogstaver, tal og _ og begynder med et bogstav.")


def whole(report: Report, node: Node) -> None:
    if not isinstance(node.value, str) or not node.value.isdecimal():
        report.add("S12", node, "Her skal stå et helt tal.")


def number(report: Report, node: Node) -> None:
    if not isinstance(node.value, str) or not re.fullmatch(r"-?\d+(\.\d+)?", node.value):
        report.add("S12", node, "Her skal stå et tal.")


def kle(report: Report, node: Node) -> None:
    if not isinstance(node.value, str) or not re.fullmatch(r"[0-9]{2}(\.[0-9]{2}){2}", node.value):
        report.add("S12", node, "Et KLE-nummer skrives 15.18.05.")


def cvr(report: Report, node: Node) -> None:
    if not isinstance(node.value, str) or not re.fullmatch("[0-9]{8}", node.value):
        report.add("S12", node, "Et cvr-nummer er otte tal.")


def one_of(*allowed: str) -> Rule:
    def rule(report: Report, node: Node) -> None:
        if not isinstance(node.value, str) or node.value not in allowed:
            found = node.value if isinstance(node.value, str) else ""
            report.add("S13", node, f"»{found}« kendes ikke her.", found=found, allowed=allowed)
    return rule


flag = one_of("true", "false")


def many(rule: Rule, fewest: int = 0) -> Rule:
    def each(report: Report, node: Node) -> None:
        if not isinstance(node.value, list):
            report.add("S12", node, "Her skal stå en liste: [den ene, den anden].")
            return
        if len(node.value) < fewest:
            report.add("S12", node, f"Listen skal have mindst {fewest}.")
        for item in node.value:
            rule(report, item)
    return each


def record(fields: Mapping[str, Rule], needs: Iterable[str] = ()) -> Rule:
    """A mapping whose keys are known; `needs` must be there."""
    def rule(report: Report, node: Node) -> None:
        if not isinstance(node.value, dict):
            report.add("S12", node, "Her skal stå felter med navn og værdi.")
            return
        for key, value in node.value.items():
            if key in fields:
                fields[key](report, value)
            else:
                report.add("S10", node.keys[key], f"Feltet »{key}« kendes ikke her.", found=key, allowed=fields)
        for key in needs:
            if key not in node.value:
                report.add("S11", node, f"Feltet »{key}« mangler.")
    return rule


def table(key: Rule, value: Rule) -> Rule:
    """A mapping from keys of one shape to values of one shape."""
    def rule(report: Report, node: Node) -> None:
        if not isinstance(node.value, dict):
            report.add("S12", node, "Her skal stå navne og værdier.")
            return
        for name, each in node.value.items():
            key(report, Node(name, *node.keys[name]))
            value(report, each)
    return rule


def steps(report: Report, node: Node) -> None:
    """The named ends of a scale: words at 0, 5 and 10, and at no step outside."""
    table(whole, text)(report, node)
    if not isinstance(node.value, dict):
        return
    for step in ("0", "5", "10"):
        if step not in node.value:
            report.add("S11", node, f"En skala har ord ved 0, 5 og 10. {step} mangler.")
    for step in node.value:
        if step.isdecimal() and int(step) > 10:
            report.add("S13", node.keys[step], "En skala går fra 0 til 10.")
