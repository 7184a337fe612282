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
    ours, plain = medians(15, _costs(lambda: _pdf(plan)), _costs(_bare_typst(plan)))
    yield Row("documents: a plan as PDF (reference: typst alone)", ours, plain, Bar(times=1.25))
    ours, plain = medians(9, *_new_plans(plan))
    yield Row("documents: another plan each time (typst alone)", ours, plain, Bar(times=1.25))
    ours, plain = medians(3, _costs(lambda: _pdf(plan)), _costs(_weasyprint(plan)))
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


def _pdf(plan: Plan) -> bytes:
    """Made anew each time, though the last one is kept."""
    pdf.LAST.clear()
    return make(plan, "pdf", profile())


def _bare_typst(plan: Plan) -> Callable[[], object]:
    """typst with a compiler of its own, kept, on exactly the template, data and standards that ours was given."""
    compiler, given = bare_compiler(), bare_inputs(plan)
    return lambda: compiler.compile(**given)


def _new_plans(plan: Plan) -> tuple[Sample, Sample]:
    """typst remembers what it has laid out: a plan that it has not seen costs it several times as much."""
    ours = iter([_named(plan, f"Åse {number}") for number in range(99)])
    compiler, theirs = bare_compiler(), iter([bare_inputs(_named(plan, f"Per {number}")) for number in range(12)])
    return (lambda: seconds(lambda: make(next(ours), "pdf", profile())),
            lambda: seconds(lambda: compiler.compile(**next(theirs))))


def _named(plan: Plan, name: str) -> Plan:
    """The plan of somebody else, who said other things."""
    data = plan.model_dump_json().replace("Anna Holst", name).replace("Jeg ", f"{name} ").replace(" og ", f" {name} ")
    return Plan.model_validate_json(data)


def bare_compiler() -> typst.Compiler:
    template = resources.path("prompts", "plan/plan.typ")
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False,
                        font_paths=[resources.folder("prompts") / "fonts"])
    return typst.Compiler(template, root=template.parent, font_paths=fonts, ignore_system_fonts=True)


def bare_inputs(plan: Plan) -> dict[str, Any]:
    """What our own way hands to typst for this plan, listened to once."""
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
        _pdf(plan)
    finally:
        pdf._compiler = kept
    return given


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
