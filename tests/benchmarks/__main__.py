"""Prints the table. `--strict` makes a row over its bar the exit status; without it the table only tells."""

from __future__ import annotations

import argparse
import sys
from importlib import import_module

from tests.benchmarks.measure import HEADING, Row

GROUPS = ("engine", "script", "store", "render", "documents", "process", "terminal")
LONG = ("faces", "bulk")
"""Take minutes; only when they are named."""


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    parser.add_argument("groups", nargs="*", metavar="GROUP",
                        help=f"some of: {', '.join(GROUPS)}, {', '.join(LONG)}; none is all but the last two")
    parser.add_argument("--strict", action="store_true", help="exit with 1 when a row is over its bar")
    options = parser.parse_args()
    print(HEADING)
    over = [row for group in options.groups or GROUPS for row in _told(group)]
    print(f"\n{len(over)} over the bar." if over else "\nAll within the bar.")
    return 1 if over and options.strict else 0


def _told(group: str) -> list[Row]:
    """Prints the group's rows as they come; returns those over their bar."""
    over = []
    for row in import_module(f"tests.benchmarks.{group}").rows():
        print(row, flush=True)
        if row.is_over:
            over.append(row)
    return over


if __name__ == "__main__":
    sys.exit(main())
