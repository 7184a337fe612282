"""The documents' rows: a whole plan as Markdown and HTML, beside Jinja alone on the same templates and data."""

from __future__ import annotations

from collections.abc import Iterator

import jinja2

from dialog import resources
from dialog.plan.model import Plan
from dialog.render import text
from dialog.render.document import render
from dialog.render.template import FILTERS
from dialog.render.view import plan_view
from dialog.store import Store
from tests.benchmarks.measure import Bar, Row, Sample, medians, seconds
from tests.benchmarks.whole_talk import begin, talk

TIMES = 5


def rows() -> Iterator[Row]:
    with Store.throwaway() as store:
        session = begin(store)
        talk(session)
        plan = session.plan()
    for name, suffix in (("Markdown", ".md"), ("HTML", ".html")):
        ours, plain = medians(25, _ours(plan, suffix), _jinja(plan, suffix))
        yield Row(f"documents: a plan as {name} (reference: raw Jinja)", ours, plain, Bar(times=1.5))


def _ours(plan: Plan, suffix: str) -> Sample:
    def made() -> bytes:
        """Laid out anew each time, though the last one is kept."""
        text.LAST.clear()
        return render(plan, suffix)

    return lambda: seconds(made, TIMES)


def _jinja(plan: Plan, suffix: str) -> Sample:
    """Jinja as it comes: no sandbox, no check, nothing escaped but HTML; the data laid out beforehand."""
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(resources.folders("prompts")), autoescape=suffix == ".html", trim_blocks=True,
        lstrip_blocks=True, keep_trailing_newline=True)
    environment.filters.update(FILTERS)
    template, data = environment.get_template(f"plan/plan{suffix}.j2"), plan_view(plan)
    return lambda: seconds(lambda: template.render(data).encode(), TIMES)
