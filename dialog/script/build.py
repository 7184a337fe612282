"""Makes the model from a script's plain data, once that data has been vouched for.

The same road serves a file just checked and the canonical JSON that the store kept for an open conversation.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from dialog.script.condition import compile_condition
from dialog.script.model import ConsentTerms, ItemList, Loop, Option, PlanMapping, Script, Section, Turn

READ_BACK_ASK = "Har jeg forstået dig rigtigt?"
CORRECTION = {"to": "talk.correction"}
"""What was not quite right when it was read aloud stands in the plan, whatever the script says."""


def canonical_json(data: Any) -> str:
    """Compact JSON of the script's data in the file's own order: what is pinned by its sha256 and kept by the store."""
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))


def from_canonical(canonical: str) -> Script:
    """The script again from the store's JSON. Not checked anew: its hash says that it has been."""
    return build(json.loads(canonical), canonical)


def build(data: Mapping[str, Any], canonical: str) -> Script:
    lists = {name: _item_list(name, fields) for name, fields in data.get("lists", {}).items()}
    sections: list[Section] = []
    turns: list[Turn] = []
    for raw in data["sections"]:
        made = _section_turns(raw, len(turns), lists)
        turns += made
        sections.append(Section(
            id=raw["id"], title=raw["title"], index=len(sections), turns=tuple(turn.id for turn in made),
            serves=tuple(raw.get("serves", ())), hypothesis=raw.get("hypothesis", ""),
            read_back=_yes(raw.get("read_back")),
        ))
    return Script(
        id=data["script"], version=int(data["version"]), title=data["title"], language=data.get("language", "da"),
        serves=tuple(data.get("serves", ())), lists=lists, sections=tuple(sections), turns=tuple(turns),
        canonical=canonical, sha256=hashlib.sha256(canonical.encode()).hexdigest(),
        by_id={turn.id: turn for turn in turns}, dependents=_dependents(turns),
        looped={name: tuple(t for t in turns if t.loop and t.loop.list == name) for name in lists},
    )


def _section_turns(section: Mapping[str, Any], start: int, lists: Mapping[str, ItemList]) -> list[Turn]:
    raws = list(section["turns"])
    if _yes(section.get("read_back")):
        raws.append({"id": f"{section['id']}_read_back", "kind": "read_back", "ask": READ_BACK_ASK})
    turns: list[Turn] = []
    for index, raw in enumerate(raws, start):
        loop = _loop(raw.get("for_each"))
        joins = turns and loop and turns[-1].loop and turns[-1].loop.list == loop.list
        turns.append(_turn(raw, section, index, turns[-1].block if joins else index, loop, lists))
    return turns


def _turn(raw: Mapping[str, Any], section: Mapping[str, Any], index: int, block: int, loop: Loop | None,
          lists: Mapping[str, ItemList]) -> Turn:
    filled = lists.get(raw.get("fills", ""))
    return Turn(
        id=raw["id"], kind=raw["kind"], section=section["id"], index=index, block=block,
        ask=raw.get("ask") or raw.get("say", ""), help=raw.get("help", ""), guide=raw.get("guide", ""),
        asks=raw.get("asks", "caseworker"), answers=raw.get("answers", "citizen"),
        required=raw.get("required", "soft"), loop=loop,
        condition=compile_condition(section.get("when", ""), raw.get("when", "")),
        slots={slot: name.rpartition(".")[2] for slot, name in raw.get("with", {}).items()},
        plan=_mapping(CORRECTION if raw["kind"] == "read_back" else raw.get("plan")),
        both=tuple(raw.get("both", ())), fills=raw.get("fills", ""),
        options=tuple(Option(**option) for option in raw.get("options", ())), other=_yes(raw.get("other")),
        over=raw.get("over", ""), ends={int(step): text for step, text in raw.get("ends", {}).items()},
        min=filled.min if filled else _number(raw.get("min")), max=filled.max if filled else _number(raw.get("max")),
        unit=raw.get("unit", ""), terms=ConsentTerms(**raw["terms"]) if "terms" in raw else None,
        serves=tuple(raw.get("serves", ())), hypothesis=raw.get("hypothesis", section.get("hypothesis", "")),
    )


def _item_list(name: str, raw: Mapping[str, Any]) -> ItemList:
    return ItemList(name, raw["item"], int(raw.get("min", 0)), int(raw.get("max", 9)), raw["title_from"])


def _loop(source: str | None) -> Loop | None:
    if not source:
        return None
    name, _, variable = source.partition(" as ")
    return Loop(name.strip(), variable.strip())


def _mapping(raw: Mapping[str, Any] | None) -> PlanMapping | None:
    if raw is None:
        return None
    flags = {name: _yes(raw.get(name)) for name in ("verbatim", "skipped")}
    return PlanMapping(**{**raw, **flags})


def _dependents(turns: list[Turn]) -> dict[str, tuple[int, ...]]:
    found: dict[str, list[int]] = {}
    for turn in turns:
        reads = turn.condition.turns | turn.condition.lists if turn.condition else frozenset()
        for name in reads | ({turn.over} if turn.over else frozenset()):
            found.setdefault(name, []).append(turn.index)
    return {name: tuple(indexes) for name, indexes in found.items()}


def _yes(text: Any) -> bool:
    return text in ("true", "yes", True)


def _number(text: str | None) -> float | None:
    return None if text is None else float(text)
