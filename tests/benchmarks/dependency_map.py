"""The reference of the engine's rows: a dependency map in plain Python, conditions compiled once by Python itself.

No items that come and go, no voices, no put-off, no words: one slot for each question that may ever be asked, a flag
for each open one. It asks the same questions as the engine, which `engine` checks before it measures.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from dialog.conversation.event import Place
from dialog.script.model import Script, Turn

Test = Callable[[list[Any]], bool]
REFERENCE = re.compile(r"\b(?:g\.)?(q\d+)\b")


class DependencyMap:
    """`slots` says where each place lies; `answer` takes a slot and a value and tells the next open slot, or -1."""

    def __init__(self, script: Script, items: tuple[str, ...]) -> None:
        self.slots = _slots(script, items)
        self.seen: list[Any] = [None] * len(self.slots)
        """Each slot's answer, None while it has none or does not apply."""
        self.kept: list[Any] = [None] * len(self.slots)
        self.tests: list[Test | None] = [None] * len(self.slots)
        self.readers: list[list[int]] = [[] for _ in self.slots]
        for place, slot in self.slots.items():
            self._compile(script.by_id[place.turn], place, slot)
        self.applies = bytearray(self._test(slot) for slot in range(len(self.slots)))
        self.open = bytearray(
            self.applies[slot] and not _is_item(script.by_id[place.turn], place) for place, slot in self.slots.items())

    def answer(self, slot: int, value: Any) -> int:
        self.kept[slot] = value
        self.open[slot] = False
        if self.seen[slot] != value:
            self.seen[slot] = value
            self._tell(slot)
        return self.open.find(1)

    def _tell(self, slot: int) -> None:
        for reader in self.readers[slot]:
            test = self.tests[reader]
            holds = test is None or test(self.seen)
            if holds != self.applies[reader]:
                self.applies[reader] = holds
                self.open[reader] = holds and self.kept[reader] is None
                self.seen[reader] = self.kept[reader] if holds else None
                self._tell(reader)

    def _test(self, slot: int) -> bool:
        test = self.tests[slot]
        return test is None or test(self.seen)

    def _compile(self, turn: Turn, place: Place, slot: int) -> None:
        reads: list[int] = []
        parts: list[str] = []
        if turn.loop:
            item = self.slots[Place("q9", place.item)]
            reads.append(item)
            parts.append(f"seen[{item}] is not None")
        if turn.condition:
            parts.append(f"({_python(turn.condition.source, place, self.slots, reads)})")
        if parts:
            self.tests[slot] = eval(f"lambda seen: {' and '.join(parts)}")
        for read in reads:
            self.readers[read].append(slot)


def _slots(script: Script, items: tuple[str, ...]) -> dict[Place, int]:
    """Every place in the order it is asked: a list's items just before the question of the list."""
    places: list[Place] = []
    for turn in script.turns:
        if turn.fills:
            places += [Place(turn.id, item) for item in items]
        if not turn.loop:
            places.append(Place(turn.id))
        elif turn.index == turn.block:
            run = [each for each in script.looped[turn.loop.list] if each.block == turn.block]
            places += [Place(each.id, item) for item in items for each in run]
    return {place: slot for slot, place in enumerate(places)}


def _python(source: str, place: Place, slots: Mapping[Place, int], reads: list[int]) -> str:
    """The condition as Python over `seen`; the slots it reads are put on `reads`."""
    counted = [slots[each] for each in slots if each.turn == "q9" and each.item]
    if "count(things)" in source:
        reads += counted
        source = source.replace("count(things)", " + ".join(f"(seen[{slot}] is not None)" for slot in counted))

    def slot_of(found: re.Match[str]) -> str:
        item = place.item if found[0].startswith("g.") else None
        slot = slots[Place(found[1], item)]
        reads.append(slot)
        return f"seen[{slot}]"

    source = REFERENCE.sub(slot_of, source.replace(" == yes", " is True"))
    source = re.sub(r"answered\((\S+)\)", r"\1 is not None", source)
    return re.sub(r"(seen\[\d+\]) <", r"\1 is not None and \1 <", source)


def _is_item(turn: Turn, place: Place) -> bool:
    return bool(turn.fills) and place.item is not None
