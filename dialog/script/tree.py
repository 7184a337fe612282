"""The strict YAML reader: text in, plain data out, with the line and column of everything.

YAML guesses: `no` becomes False, `12:30` becomes 750, a CPR number becomes octal, and the last of two equal keys wins
silently. Here every scalar is text, and anchors, aliases, tags, equal keys, depth and size are refused on the event
stream of PyYAML's C parser, before anything is built.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import yaml

from dialog.errors import Fault

DEEPEST = 20
LARGEST = 1_000_000
Parser = getattr(yaml, "CLoader", yaml.Loader)
"""Only its events are used. The C parser is in every wheel; the plain one reads the same events, ten times slower."""


@dataclass(slots=True)
class Node:
    """A value with its place (line and column count from 1). `keys` holds the place of each key of a mapping."""

    value: Any
    line: int
    column: int
    keys: dict[str, tuple[int, int]] = field(default_factory=dict)

    def plain(self) -> Any:
        """The value as plain dicts, lists and strings."""
        if isinstance(self.value, dict):
            return {key: node.plain() for key, node in self.value.items()}
        if isinstance(self.value, list):
            return [node.plain() for node in self.value]
        return self.value


class Refused(Exception):
    """The text cannot be read further; the fault is already noted."""


class TreeReader:
    """Reads one document. `faults` fills up; a fault that leaves the rest unreadable ends the reading."""

    def __init__(self, text: str, name: str) -> None:
        self.name = name
        self.text = text
        self.faults: list[Fault] = []
        self.depth = 0

    def read(self) -> Node | None:
        """The root mapping, or None when the text cannot be read at all."""
        if len(self.text) > LARGEST:
            self._fault("S06", 1, 1, f"Filen er større end {LARGEST // 1000} kB.")
            return None
        try:
            return self._document()
        except Refused:
            return None
        except yaml.MarkedYAMLError as error:
            mark = error.problem_mark or error.context_mark
            where = (mark.line + 1, mark.column + 1) if mark else (1, 1)
            self._fault("S01", where[0], where[1], _in_danish(str(error.problem)))
        except yaml.YAMLError:
            self._fault("S01", 1, 1, "Filen indeholder tegn, som YAML ikke tager imod.")
        return None

    def _document(self) -> Node | None:
        parser = Parser(self.text)
        self.next = parser.get_event
        while isinstance(event := self.next(), yaml.StreamStartEvent | yaml.DocumentStartEvent):
            pass
        if isinstance(event, yaml.StreamEndEvent):
            self._fault("S01", 1, 1, "Filen er tom.")
            return None
        root = self._node(event)
        if not isinstance(root.value, dict):
            self._fault("S12", root.line, root.column, "Et manuskript begynder med »script: navn«.")
            return None
        return root

    def _node(self, event: Any) -> Node:
        mark = event.start_mark
        line, column = mark.line + 1, mark.column + 1
        if isinstance(event, yaml.AliasEvent) or event.anchor is not None:
            self._refuse("S03", line, column, "Ankre og henvisninger (& og *) bruges ikke her. Skriv teksten igen.")
        if event.tag is not None and event.tag != "!":
            self._refuse("S04", line, column, "YAML-mærker (! og !!) bruges ikke her.")
        if isinstance(event, yaml.ScalarEvent):
            return Node(event.value, line, column)
        self.depth += 1
        if self.depth > DEEPEST:
            self._refuse("S05", line, column, f"Filen går mere end {DEEPEST} niveauer ned.")
        inside = self._mapping if isinstance(event, yaml.MappingStartEvent) else self._sequence
        node = inside(line, column)
        self.depth -= 1
        return node

    def _sequence(self, line: int, column: int) -> Node:
        items: list[Node] = []
        while not isinstance(event := self.next(), yaml.SequenceEndEvent):
            items.append(self._node(event))
        return Node(items, line, column)

    def _mapping(self, line: int, column: int) -> Node:
        node = Node({}, line, column)
        while not isinstance(event := self.next(), yaml.MappingEndEvent):
            key = self._node(event)
            value = self._node(self.next())
            if not isinstance(key.value, str):
                self._fault("S12", key.line, key.column, "En nøgle er et enkelt ord.")
            elif key.value in node.value:
                first = node.keys[key.value][0]
                self._fault("S02", key.line, key.column, f"»{key.value}« står allerede i linje {first}.")
            else:
                node.value[key.value] = value
                node.keys[key.value] = (key.line, key.column)
        return node

    def _fault(self, code: str, line: int, column: int, message: str) -> None:
        self.faults.append(Fault(code, self.name, line, column, message))

    def _refuse(self, code: str, line: int, column: int, message: str) -> None:
        self._fault(code, line, column, message)
        raise Refused


TROUBLES = {
    "tab": "Her står et tabulatortegn. Brug mellemrum.",
    "mapping values": "Her er et kolon for meget. Sæt teksten i citationstegn.",
    "expected ','": "Her mangler et komma, eller en parentes er ikke lukket. Sæt tekst med ? eller , i citationstegn.",
    "quoted scalar": "Et citationstegn er ikke lukket.",
    "block": "Her passer indrykningen ikke med linjerne ovenfor.",
}


def _in_danish(problem: str) -> str:
    """What YAML's reader stumbled on, for someone who does not write code."""
    told = next((text for sign, text in TROUBLES.items() if sign in problem), "")
    return told or "Her kan YAML ikke læses. Se på indrykning, kolon og citationstegn."


def read_tree(text: str, name: str) -> tuple[Node | None, list[Fault]]:
    """The document as a tree with places, and the faults found on the way."""
    reader = TreeReader(text, name)
    return reader.read(), reader.faults
