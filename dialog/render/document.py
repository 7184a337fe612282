"""The documents: one table from file suffix to the bytes of a plan, and the talk as Markdown.

Data are laid out once, templates compiled once. JSON needs no template: it is the plan itself, by the published schema.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from dialog.errors import ExportError
from dialog.plan.model import Plan
from dialog.render.talk import Talk, talk_view
from dialog.render.template import fill
from dialog.render.view import plan_view


def markdown(plan: Plan) -> bytes:
    return fill("plan/plan.md.j2", plan_view(plan)).encode()


def html(plan: Plan) -> bytes:
    """One file that needs nothing beside it: no script, no picture, no address."""
    return fill("plan/plan.html.j2", plan_view(plan)).encode()


def json(plan: Plan) -> bytes:
    return plan.model_dump_json(indent=2).encode() + b"\n"


FORMS: Mapping[str, Callable[[Plan], bytes]] = {".md": markdown, ".html": html, ".json": json}


def render(plan: Plan, suffix: str) -> bytes:
    """The plan in the form that a file suffix names. Raises ExportError for a form there is none of."""
    form = FORMS.get(suffix.lower())
    if form is None:
        raise ExportError(f"Planen kan ikke skrives som »{suffix or 'fil uden endelse'}«.",
                          next_step=f"Vælg {', '.join(FORMS)}.")
    return form(plan)


def transcript(talk: Talk) -> bytes:
    """The talk as Markdown: every question and answer in the order they came, also those that no longer hold."""
    return fill("conversation/transcript.md.j2", talk_view(talk)).encode()
