"""A scenario as data: an order-free bag of answers by turn id and item name, read strictly from YAML."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from dialog import resources
from dialog.errors import ScenarioError
from dialog.script import rule as r
from dialog.script.tree import Node, read_tree


@dataclass(frozen=True, slots=True)
class Change:
    """Once `after` is settled, `turn` is answered anew."""

    after: str
    turn: str
    to: Any


@dataclass(frozen=True, slots=True)
class Scenario:
    """A scenario as read: plain strings, lists and dicts, as the author wrote them."""

    id: str
    title: str
    script: str
    today: datetime
    citizen: dict[str, str]
    settings: dict[str, str]
    answers: dict[str, Any]
    changes: tuple[Change, ...] = ()
    breaks: tuple[str, ...] = ()
    close_after: str = ""
    agree: tuple[str, ...] = ()
    remarks: tuple[dict[str, str], ...] = ()
    language: str = "da"
    interpreted: bool = False
    """Whether the answers come in Danish through an interpreter."""


_PERSON = r.record(dict.fromkeys(("name", "case_reference", "cpr"), r.text), ("name", "case_reference"))


def _anything(report: r.Report, node: Node) -> None:
    """Answers are looked at against the script, while they are played."""


_SCENARIO = r.record({
    "scenario": r.ident, "title": r.text, "script": r.text, "today": r.text, "citizen": _PERSON,
    "coordinator": r.record({"name": r.text, "contact": r.text}),
    "municipality": r.record({"name": r.text, "cvr": r.cvr}),
    "answers": r.table(r.ident, _anything),
    "changes": r.many(r.record({"after": r.ident, "turn": r.ident, "to": _anything}, ("after", "turn", "to"))),
    "language": r.text, "interpreted": r.flag,
    "breaks": r.many(r.ident), "close_after": r.ident, "agree": r.many(r.one_of("citizen", "caseworker")),
    "remarks": r.many(r.record({"text": r.text, "disagrees": r.flag}, ("text",))),
}, ("scenario", "title", "today", "citizen", "answers"))


def read_scenario(text: str, name: str) -> Scenario:
    """The scenario in a YAML text; `name` is what faults call the file. Raises ScenarioError with every fault."""
    tree, faults = read_tree(text, name)
    report = r.Report(name, faults)
    if tree is not None:
        _SCENARIO(report, tree)
    if tree is None or report.faults:
        raise ScenarioError("Scenariet kan ikke læses.", next_step="\n" + "\n".join(map(str, report.faults)))
    data = tree.plain()
    try:
        today = datetime.fromisoformat(data["today"]).replace(hour=9, tzinfo=UTC)
    except ValueError:
        raise ScenarioError(f"»today: {data['today']}« er ikke en dato.", next_step="Skriv den 2026-03-02.") from None
    groups = {"coordinator": data.get("coordinator", {}), "municipality": data.get("municipality", {})}
    return Scenario(
        id=data["scenario"], title=data["title"], script=data.get("script", "first_conversation"), today=today,
        citizen=data["citizen"],
        settings={f"{group}_{key}": value for group, fields in groups.items() for key, value in fields.items()},
        answers=data["answers"], changes=tuple(Change(**change) for change in data.get("changes", ())),
        breaks=tuple(data.get("breaks", ())), close_after=data.get("close_after", ""),
        agree=tuple(data.get("agree", ())), remarks=tuple(data.get("remarks", ())),
        language=data.get("language", "da"), interpreted=data.get("interpreted") == "true")


def load_scenario(path: Path) -> Scenario:
    """The scenario in a file."""
    return read_scenario(resources.text(path), str(path))
