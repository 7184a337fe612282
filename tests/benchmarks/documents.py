"""The plan's rows: from answers to a plan, and to PDF, Word and JSON, beside the bare library on the same data."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from typing import Any

import jinja2
import typst

from dialog import resources
from dialog.library import profile
from dialog.plan.draft import draft
from dialog.plan.model import Plan
from dialog.render import pdf
from dialog.render.document import make
from dialog.render.template import FILTERS
from dialog.render.view import plan_view
from tests.benchmarks.measure import Bar, Row, Sample, medians, seconds
from tests.plan.whole import header_of, plan_of, talked, worded

MANY = {
    "wish": tuple(f"Mål nummer {number}, som jeg gerne vil nå" for number in range(1, 6)),
    "obstacle": tuple(f"Det {number}., der fylder meget hver dag" for number in range(1, 7)),
    "agreement": tuple(f"Aftale {number} om noget, vi gør" for number in range(1, 9)),
}


def rows() -> Iterator[Row]:
    yield _draft()
    plan = plan_of(worded(talked()))
    ours, plain = medians(25, _costs(lambda: make(plan, "json", profile()), 5),
                          _costs(lambda: plan.model_dump_json(indent=2).encode(), 5))
    yield Row("documents: a plan as JSON (reference: pydantic)", ours, plain, Bar(times=1.5))
    ours, plain = medians(15, _costs(lambda: make(plan, "pdf", profile())), _costs(bare_typst(plan)))
    yield Row("documents: a plan as PDF (reference: typst alone)", ours, plain, Bar(times=1.25))
    ours, plain = medians(3, _costs(lambda: make(plan, "pdf", profile())), _costs(_weasyprint(plan)))
    yield Row("documents: a plan as PDF (reference: WeasyPrint)", ours, plain, Bar(times=1 / 8))
    ours, plain = medians(7, _costs(lambda: make(plan, "word", profile())), _costs(_docxtpl(plan)))
    yield Row("documents: a plan as Word (reference: docxtpl alone)", ours, plain, Bar(times=2))


def _draft() -> Row:
    """Nearly 200 answers; the reference is pydantic alone, reading the finished plan."""
    talk = talked(items=MANY)
    text, header = plan_of(talk).model_dump_json(), header_of(talk)
    ours, plain = medians(25, _costs(lambda: draft(talk.script, talk.state, header), 5),
                          _costs(lambda: Plan.model_validate_json(text), 5))
    answers = len([place for place in talk.state.relevant() if talk.state.given(place)])
    return Row(f"plan: drafted from {answers} answers (reference: pydantic)", ours, plain, Bar(flat=0.005))


def bare_typst(plan: Plan) -> Callable[[], object]:
    """typst with a compiler of its own, kept, on exactly the template, data and standards that ours was given."""
    given: dict[str, Any] = {}

    class Listening:
        def __init__(self, compiler: typst.Compiler) -> None:
            self.compiler = compiler

        def compile(self, **options: Any) -> Any:
            given.update(options)
            return self.compiler.compile(**options)

    kept = pdf._compiler
    pdf._compiler = lambda *place: Listening(kept(*place))  # type: ignore[assignment]
    try:
        make(plan, "pdf", profile())
    finally:
        pdf._compiler = kept
    template = resources.path("prompts", "plan/plan.typ")
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False,
                        font_paths=[resources.folder("prompts") / "fonts"])
    compiler = typst.Compiler(template, root=template.parent, font_paths=fonts, ignore_system_fonts=True)
    return lambda: compiler.compile(**given)


def _weasyprint(plan: Plan) -> Callable[[], object]:
    from weasyprint import HTML  # type: ignore[import-untyped]

    page = make(plan, "html", profile()).decode()
    return lambda: HTML(string=page).write_pdf()


def _docxtpl(plan: Plan) -> Callable[[], object]:
    """docxtpl as it comes: the template read, rendered without a sandbox, saved."""
    from docxtpl import DocxTemplate  # type: ignore[import-untyped]

    template, view = resources.path("prompts", "plan/plan.docx"), plan_view(plan, profile())
    environment = jinja2.Environment(autoescape=True)
    environment.filters.update(FILTERS)

    def written() -> bytes:
        document, file = DocxTemplate(template), io.BytesIO()
        document.render(view, environment, autoescape=True)
        document.save(file)
        return file.getvalue()

    return written


def _costs(work: Callable[[], object], times: int = 1) -> Sample:
    return lambda: seconds(work, times)
