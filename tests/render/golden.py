"""The scenarios' plans as people see them: the text that is kept beside the tests, and pictures for the eye.

`python -m tests.render.golden FOLDER` writes the kept texts anew and puts every page of every PDF into FOLDER as PNG.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pypdfium2

from dialog import resources
from dialog.headless import play
from dialog.library import profile
from dialog.plan.model import Plan
from dialog.render.document import FORMS, make
from dialog.scenario import load_scenario

HERE = Path(__file__).parent
KEPT = HERE / "golden"
SCENARIOS = [*sorted((HERE.parent / "scenarios").glob("*.yaml")), resources.path("scripts", "practice/anna.yaml")]


def plan_of(scenario: Path) -> Plan:
    session = play(load_scenario(scenario))
    try:
        return session.plan()
    finally:
        session.store.close()


def pictures(content: bytes) -> Iterator[pypdfium2.PdfBitmap]:
    """Every page of a PDF."""
    document = pypdfium2.PdfDocument(content)
    try:
        for page in document:
            yield page.render(scale=1.5)
    finally:
        document.close()


def write(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    KEPT.mkdir(exist_ok=True)
    for scenario in SCENARIOS:
        plan = plan_of(scenario)
        (KEPT / f"{scenario.stem}.txt").write_bytes(make(plan, "text", profile()))
        for name in ("pdf", "page"):
            for number, page in enumerate(pictures(make(plan, name, profile())), 1):
                page.to_pil().save(folder / f"{scenario.stem}-{Path(FORMS[name].file).stem}-{number}.png")


if __name__ == "__main__":
    write(Path(sys.argv[1]))
