"""The offers a plan may name, with their KLE numbers: dated data, because the law moves and municipalities differ.

An offer counts from `since` until `until`. A municipality adds rows of its own; one with the same id and the same first
day takes the place of ours.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from dialog.script import rule as r
from dialog.script.target import DISCIPLINES
from dialog.script.tree import Node


@dataclass(frozen=True, slots=True)
class Offer:
    """One kind of help or effort as the law or the municipality names it."""

    id: str
    name: str
    kle: str = ""
    """KLE number, NN.NN.NN; empty where there is none."""
    law: str = ""
    discipline: str = ""
    note: str = ""
    since: date = date.min
    until: date = date.max
    """The first day it is no longer there."""

    def holds_on(self, day: date) -> bool:
        return self.since <= day < self.until


def day(report: r.Report, node: Node) -> None:
    """A rule: a date as 2026-07-01."""
    if _day(node.value) is None:
        report.add("S12", node, "En dato skrives 2026-07-01.")


OFFERS = r.record({"offers": r.many(r.record({
    "id": r.ident, "name": r.text, "kle": r.kle, "law": r.text, "discipline": r.one_of(*DISCIPLINES), "note": r.text,
    "since": day, "until": day}, ("id", "name")))}, ("offers",))
"""What `offers.yaml` may hold."""


def offers_of(data: dict[str, Any]) -> tuple[Offer, ...]:
    """The offers in checked plain data."""
    return tuple(
        Offer(**{**row, **{key: date.fromisoformat(row[key]) for key in ("since", "until") if key in row}})
        for row in data["offers"])


def extended(ours: Iterable[Offer], theirs: Iterable[Offer]) -> tuple[Offer, ...]:
    """Our offers with a municipality's own, in order; theirs win."""
    found = {(each.id, each.since): each for each in (*ours, *theirs)}
    return tuple(found.values())


def offer_of(offers: Iterable[Offer], kle: str, when: date) -> Offer | None:
    """The offer that a KLE number stands for on a day; None where there is none, or it is no longer there."""
    return next((each for each in offers if kle and each.kle == kle and each.holds_on(when)), None)


def _day(value: object) -> date | None:
    try:
        return date.fromisoformat(value) if isinstance(value, str) and len(value) == 10 else None
    except ValueError:
        return None
