"""Vouches for a script: every field, name, order, condition, slot and plan target, and the five requirements.

Works on the tree with places, so that every fault can say line and column. Reports all faults; raises nothing.

S0x YAML · S10 unknown field · S11 missing · S12 shape · S13 value · S14 used twice · S15 unknown name ·
S2x conditions · S30 slots · S40 requirements · S50 readability
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from dialog.errors import Fault
from dialog.language.readability import REFUSED, lix
from dialog.script import rule as r
from dialog.script.check_condition import Known, condition_faults
from dialog.script.kind import KINDS
from dialog.script.model import HYPOTHESES, REQUIREMENTS
from dialog.script.target import DISCIPLINES, TARGETS
from dialog.script.tree import Node

VOICES = ("citizen", "caseworker", "together")
SLOT = re.compile(r"\{([^{}]*)\}")
LOOP = re.compile(r"[a-z][a-z0-9_]* as [a-z][a-z0-9_]*\Z")

OPTION = r.record({"id": r.ident, "text": r.text, "help": r.text, "discipline": r.one_of(*DISCIPLINES), "kle": r.kle},
                  ("id", "text"))
PLAN = r.record({"to": r.one_of(*TARGETS), "verbatim": r.flag, "text": r.text, "yes": r.text, "no": r.text,
                 "skipped": r.flag, "discipline": r.one_of(*DISCIPLINES)}, ("to",))
TERMS = ("party", "what", "purpose", "law", "text_version")
SERVES = r.many(r.one_of(*REQUIREMENTS))
COMMON: dict[str, r.Rule] = {
    "id": r.ident, "kind": r.one_of(*KINDS), "for_each": r.text, "when": r.text, "asks": r.one_of(*VOICES),
    "answers": r.one_of(*VOICES), "ask": r.text, "help": r.text, "guide": r.text,
    "required": r.one_of("must", "soft", "free"), "with": r.table(r.ident, r.text), "plan": PLAN, "serves": SERVES,
    "hypothesis": r.one_of(*HYPOTHESES),
}
OWN: dict[str, r.Rule] = {
    "options": r.many(OPTION, 2), "other": r.flag, "over": r.ident, "both": r.many(r.one_of(*VOICES), 2),
    "ends": r.steps, "min": r.number, "max": r.number, "unit": r.text, "fills": r.ident,
    "terms": r.record(dict.fromkeys(TERMS, r.text), TERMS),
}
LIST = r.record({"item": r.text, "min": r.whole, "max": r.whole, "title_from": r.ident}, ("item", "title_from"))


def _shape_later(report: r.Report, node: Node) -> None:
    """Sections and turns are looked at one by one, further down."""


SECTION = r.record({"id": r.ident, "title": r.text, "serves": SERVES, "hypothesis": r.one_of(*HYPOTHESES),
                    "when": r.text, "read_back": r.flag, "turns": _shape_later}, ("id", "title", "turns"))
SCRIPT = r.record({"script": r.ident, "version": r.whole, "title": r.text, "language": r.text, "serves": SERVES,
                   "lists": r.table(r.ident, LIST), "sections": _shape_later},
                  ("script", "version", "title", "sections"))


def check(tree: Node, name: str) -> list[Fault]:
    """All faults of the script in `tree`; `name` is what they call the file."""
    checker = Checker(r.Report(name))
    checker.script(tree)
    return checker.report.faults


@dataclass(slots=True)
class Checker:
    report: r.Report
    known: Known = field(default_factory=Known)
    reached: set[str] = field(default_factory=set)
    """Requirements that some turn on every road serves."""

    def script(self, tree: Node) -> None:
        SCRIPT(self.report, tree)
        lists = _child(tree, "lists")
        if lists is not None and isinstance(lists.value, dict):
            for name, fields in lists.value.items():
                most = _text(fields, "max")
                self.known.lists[name] = int(most) if most.isdecimal() else 9
        for section in _items(self.report, tree, "sections"):
            self._section(section)
        self._lists_are_filled(lists)
        for requirement in sorted(set(_words(tree, "serves")) - self.reached):
            self.report.add("S40", tree.keys["serves"], f"»{requirement}« nås ikke ad alle veje. "
                            "Lad et spørgsmål uden »when«, der går i planen, tjene det.")

    def _section(self, node: Node) -> None:
        SECTION(self.report, node)
        if not isinstance(node.value, dict):
            return
        self._unique(node, "id", self.known.sections)
        self._condition(node, "when", None)
        for turn in _items(self.report, node, "turns"):
            self._turn(turn, node)
        if _text(node, "read_back") == "true":
            made = f"{_text(node, 'id')}_read_back"
            if made in self.known.turns:
                self.report.add("S14", node.value["read_back"], f"Id'et »{made}« er brugt før.")
            self.known.add(made, "read_back", "", ())
        self._readable(node)

    def _turn(self, node: Node, section: Node) -> None:
        kind = KINDS.get(_text(node, "kind"))
        own = {name: OWN[name] for name in (*kind.needs, *kind.takes)} if kind else OWN
        prompt = "say" if kind and kind.name == "say" else "ask"
        needs = ("id", "kind", *(kind.needs if kind else ()), prompt)
        r.record({**COMMON, "say": r.text, **own}, needs)(self.report, node)
        if not isinstance(node.value, dict):
            return
        loop = self._loop(node)
        self._unique(node, "id", self.known.turns)
        self._condition(node, "when", loop)
        self._slots(node, loop)
        self._parts(node)
        self.known.add(_text(node, "id"), _text(node, "kind"), loop[0] if loop else "", _option_ids(node))
        if not loop and "when" not in node.value and "when" not in section.value and "plan" in node.value:
            self.reached |= {*_words(node, "serves"), *_words(section, "serves")}

    def _loop(self, node: Node) -> tuple[str, str] | None:
        place = _child(node, "for_each")
        if place is None or not isinstance(place.value, str):
            return None
        if not LOOP.match(place.value):
            self.report.add("S12", place, "Skriv det sådan: for_each: goals as g")
            return None
        name, _, variable = place.value.partition(" as ")
        if name not in self.known.lists:
            self.report.add("S15", place, f"Listen »{name}« findes ikke.", found=name, allowed=self.known.lists)
        elif name not in self.known.filled:
            self.report.add("S23", place, f"Listen »{name}« bliver først fyldt længere nede.")
        return name, variable

    def _unique(self, node: Node, key: str, taken: dict[str, object]) -> None:
        place, name = _child(node, key), _text(node, key)
        if place is not None and name in taken:
            self.report.add("S14", place, f"Id'et »{name}« er brugt før.")
        taken.setdefault(name, None)

    def _condition(self, node: Node, key: str, loop: tuple[str, str] | None) -> None:
        place = _child(node, key)
        if place is not None and isinstance(place.value, str):
            condition_faults(self.report, place, self.known, loop)

    def _slots(self, node: Node, loop: tuple[str, str] | None) -> None:
        declared = _child(node, "with")
        slots = declared.value if declared is not None and isinstance(declared.value, dict) else {}
        for source in slots.values():
            prefix, _, turn = source.value.rpartition(".") if isinstance(source.value, str) else ("", "", "")
            entry = self.known.turns.get(turn)
            if entry is None or prefix not in self._prefixes(turn, entry.loop, loop):
                self.report.add("S30", source, f"»{source.value}« er ikke et tidligere spørgsmål her.",
                                found=turn, allowed=self.known.turns)
        guide = _child(node, "guide")
        if guide is not None and SLOT.search(str(guide.value)):
            self.report.add("S30", guide, "Vejledningen må ikke handle om borgeren, så her er ingen {…}.")
        for key in ("ask", "say", "help"):
            for name in SLOT.findall(_text(node, key)):
                if name not in slots:
                    self.report.add("S30", node.value[key], f"{{{name}}} er ikke nævnt under »with«.",
                                    found=name, allowed=slots)

    def _prefixes(self, turn: str, looped: str, loop: tuple[str, str] | None) -> tuple[str, ...]:
        """What may stand before the dot: the loop's name for its own turns and the turn that fills its list."""
        inside = loop is not None and (looped == loop[0] or self.known.filled.get(loop[0]) == turn)
        if looped:
            return (loop[1],) if loop and inside else ()
        return ("", loop[1]) if loop and inside else ("",)

    def _parts(self, node: Node) -> None:
        """What only some kinds have: options told apart, a list to fill or rank, a plan text for an answer."""
        for option in _option_nodes(node):
            if option.value == "other":
                self.report.add("S14", option, "»other« er navnet på »Noget andet«. Vælg et andet id.")
        for option in _repeated(_option_nodes(node)):
            self.report.add("S14", option, f"Muligheden »{option.value}« står to gange.")
        if _text(node, "kind") == "rank" and ("options" in node.value) == ("over" in node.value):
            self.report.add("S11", node, "En rangorden har enten »options« eller »over«.")
        for key in ("fills", "over"):
            name = _text(node, key)
            if name and name not in self.known.lists:
                self.report.add("S15", node.value[key], f"Listen »{name}« findes ikke.", found=name,
                                allowed=self.known.lists)
        over = _text(node, "over")
        if over in self.known.lists and over not in self.known.filled:
            self.report.add("S23", node.value["over"], f"Listen »{over}« bliver først fyldt længere nede.")
        if _text(node, "fills") in self.known.filled:
            self.report.add("S14", node.value["fills"], f"Listen »{_text(node, 'fills')}« bliver fyldt et andet sted.")
        if _text(node, "kind") == "list" and "for_each" in node.value:
            self.report.add("S12", node.value["for_each"], "En liste kan ikke fyldes inde i en liste.")
        if _text(node, "kind") == "say" and "plan" in node.value:
            self.report.add("S10", node.keys["plan"], "Der er intet svar at sætte i planen.")
        self._bounds(node)
        if _text(node, "fills"):
            self.known.filled[_text(node, "fills")] = _text(node, "id")
        wording = _child(_child(node, "plan"), "text")
        if wording is not None and set(SLOT.findall(str(wording.value))) - {"answer"}:
            self.report.add("S30", wording, "I plan-teksten findes kun {answer}.")

    def _bounds(self, node: Node) -> None:
        """A lowest above the highest, or more to choose than there is, and the talk could not get past."""
        low, high = _number(node, "min"), _number(node, "max")
        if low is not None and high is not None and low > high:
            self.report.add("S13", node.value["min"], "»min« er større end »max«.")
        if _text(node, "kind") == "choices" and low is not None and not 1 <= low <= len(_option_ids(node)):
            self.report.add("S13", node.value["min"], "»min« er mindst 1 og højst så mange, som der er at vælge.")

    def _lists_are_filled(self, lists: Node | None) -> None:
        for name, fields in (lists.value.items() if lists is not None and isinstance(lists.value, dict) else ()):
            turn = _text(fields, "title_from")
            if self.known.filled.get(name) != turn:
                place = _child(fields, "title_from") or fields
                self.report.add("S15", place, f"Listen »{name}« fyldes ikke af et spørgsmål »{turn}« (kind: list).",
                                found=turn, allowed=[self.known.filled[name]] if name in self.known.filled else ())

    def _readable(self, section: Node) -> None:
        texts = [_text(turn, key) for turn in _nodes(section, "turns") for key in ("ask", "say", "help")]
        score = lix("\n".join(text for text in texts if text))
        if score > REFUSED:
            self.report.add("S50", section, f"Afsnittet er for svært at læse: LIX {score:.0f}, højst {REFUSED}.")


def _child(node: Node | None, key: str) -> Node | None:
    return node.value.get(key) if node is not None and isinstance(node.value, dict) else None


def _text(node: Node | None, key: str) -> str:
    child = _child(node, key)
    return child.value if child is not None and isinstance(child.value, str) else ""


def _nodes(node: Node | None, key: str) -> list[Node]:
    child = _child(node, key)
    return child.value if child is not None and isinstance(child.value, list) else []


def _number(node: Node, key: str) -> float | None:
    text = _text(node, key)
    return float(text) if re.fullmatch(r"-?\d+(\.\d+)?", text) else None


def _words(node: Node, key: str) -> list[str]:
    return [item.value for item in _nodes(node, key) if isinstance(item.value, str)]


def _items(report: r.Report, node: Node, key: str) -> list[Node]:
    child = _child(node, key)
    if child is not None and (not isinstance(child.value, list) or not child.value):
        report.add("S12", child, f"Under »{key}« skal stå mindst én, hver med en bindestreg foran.")
    return _nodes(node, key)


def _option_nodes(node: Node) -> list[Node]:
    return [child for option in _nodes(node, "options") if (child := _child(option, "id")) is not None]


def _option_ids(node: Node) -> tuple[str, ...]:
    ids = tuple(option.value for option in _option_nodes(node) if isinstance(option.value, str))
    return (*ids, "other") if _text(node, "other") == "true" else ids


def _repeated(nodes: list[Node]) -> list[Node]:
    return [node for at, node in enumerate(nodes) if any(node.value == earlier.value for earlier in nodes[:at])]
