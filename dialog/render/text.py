"""The plan for people, from templates: a page for a browser, Markdown, and plain text."""

from __future__ import annotations

from dialog.plan.model import Plan
from dialog.render.profile import Profile
from dialog.render.template import fill
from dialog.render.view import plan_view


def html(plan: Plan, profile: Profile) -> bytes:
    """One file that needs nothing beside it: no script, no picture from elsewhere, no address."""
    return fill("plan/plan.html.j2", plan_view(plan)).encode()


def markdown(plan: Plan, profile: Profile) -> bytes:
    return fill("plan/plan.md.j2", plan_view(plan)).encode()
