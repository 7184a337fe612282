"""Rows of the table: two measurements taken in turn, what they come to, and whether that is within the bar."""

from __future__ import annotations

import gc
import statistics
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from time import process_time
from typing import Literal

Sample = Callable[[], float]
"""Does the work once and says what it cost: seconds, or bytes."""
Unit = Literal["s", "B"]


@dataclass(frozen=True, slots=True)
class Bar:
    """At most `times` the reference `plus` something that both must pay; or at most `flat`, whatever the reference."""

    times: float = 0.0
    plus: float = 0.0
    flat: float = 0.0

    def limit(self, reference: float) -> float:
        return self.flat or self.times * reference + self.plus

    def told(self, unit: Unit) -> str:
        if self.flat:
            return f"≤ {amount(self.flat, unit)}"
        return f"≤ {self.times:.3g} ×" + (f" + {amount(self.plus, unit)}" if self.plus else "")


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table; `ours` and `reference` are in the same unit."""

    what: str
    ours: float
    reference: float
    bar: Bar
    unit: Unit = "s"

    @property
    def is_over(self) -> bool:
        return self.ours > self.bar.limit(self.reference)

    def __str__(self) -> str:
        ours, reference = amount(self.ours, self.unit), amount(self.reference, self.unit)
        verdict = "OVER" if self.is_over else "ok"
        return (f"{self.what:<58} {ours:>9} {reference:>9} {self.ours / self.reference:>7.2f} × "
                f" {self.bar.told(self.unit):<18} {verdict}")


HEADING = f"{'':<58} {'ours':>9} {'reference':>9} {'ratio':>9}  {'bar':<18}"


def in_turn(rounds: int, *samples: Sample, warm_up: int = 1) -> tuple[list[float], ...]:
    """Each sample `rounds` times, A B A B …, after `warm_up` rounds that do not count."""
    taken: tuple[list[float], ...] = tuple([] for _ in samples)
    for number in range(-warm_up, rounds):
        for sample, costs in zip(samples, taken, strict=True):
            cost = sample()
            if number >= 0:
                costs.append(cost)
    return taken


def medians(rounds: int, *samples: Sample, warm_up: int = 1) -> tuple[float, ...]:
    """The median of each sample, taken in turn."""
    return tuple(statistics.median(costs) for costs in in_turn(rounds, *samples, warm_up=warm_up))


def p95(costs: Sequence[float]) -> float:
    """The cost that 95 of 100 stay under; takes at least two."""
    return statistics.quantiles(costs, n=20, method="inclusive")[-1]


def seconds(work: Callable[[], object], times: int = 1) -> float:
    """Processor seconds for one run of `work`, over `times` runs, the garbage collector held back as `timeit` does."""
    gc.collect()
    gc.disable()
    try:
        start = process_time()
        for _ in range(times):
            work()
        return (process_time() - start) / times
    finally:
        gc.enable()


def amount(value: float, unit: Unit) -> str:
    """A figure with three digits and the unit that fits."""
    if unit == "B":
        return f"{value / 2**20:.1f} MB"
    for scale, name in ((1, "s"), (1e-3, "ms")):
        if value >= scale:
            return f"{value / scale:.3g} {name}"
    return f"{value / 1e-6:.3g} µs"
