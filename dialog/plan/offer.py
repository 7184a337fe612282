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


def rows(report: r.Report, node: Node) -> None:
    """A rule: whole rows, an id once for each first day, and a last day that comes after the first."""
    r.many(ROW)(report, node)
    if report.faults or not isinstance(node.value, list):
        return
    seen: set[tuple[str, str]] = set()
    for each in node.value:
        row = each.plain()
        key = (row["id"], row.get("since", ""))
        if key in seen:
            report.add("S12", each, f"»{row['id']}« står her to gange med samme første dag.")
        if row.get("until", LAST) <= key[1]:
            report.add("S12", each, "»until« er den første dag, rækken ikke gælder. Den ligger efter »since«.")
        seen.add(key)


LAST = date.max.isoformat()
ROW = r.record({
    "id": r.ident, "name": r.text, "kle": r.kle, "law": r.text, "discipline": r.one_of(*DISCIPLINES), "note": r.text,
    "since": day, "until": day}, ("id", "name"))
OFFERS = r.record({"offers": rows}, ("offers",))
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
    """The offer that a KLE number stands for on a day; None where there is none, or it is no longer there.

    Of several the one that began last counts, and a municipality's own before ours.
    """
    found = [each for each in offers if kle and each.kle == kle and each.holds_on(when)]
    return max(reversed(found), key=lambda each: each.since, default=None)


def _day(value: object) -> date | None:
    try:
        return date.fromisoformat(value) if isinstance(value, str) and len(value) == 10 else None
    except ValueError:
        return None
