"""The plan for people, from templates: a page for a browser, Markdown, and plain text."""

from __future__ import annotations

import re
from textwrap import TextWrapper
from typing import Any

from dialog.plan.model import Plan
from dialog.render.profile import Profile
from dialog.render.template import BREAK, fill
from dialog.render.view import plan_view

WIDTH = 76
"""Columns of plain text: what a mail and a case system's note field show without folding it once more."""
HANGS = re.compile(r" *(?:- |[0-9]+\. |»)?")
"""What a line begins with; the lines it is folded into begin below what comes after."""
LEAST = 2
"""No line of an answer begins where headings do."""
LAST: list[tuple[Plan, Profile, dict[str, Any]]] = []
"""The plan last laid out: a package holds it as a page, as Markdown and as plain text."""


def html(plan: Plan, profile: Profile) -> bytes:
    """One file that needs nothing beside it: no script, no picture from elsewhere, no address."""
    return fill("plan/plan.html.j2", _view(plan, profile)).encode()


def markdown(plan: Plan, profile: Profile) -> bytes:
    return fill("plan/plan.md.j2", _view(plan, profile)).encode()


def plain(plan: Plan, profile: Profile) -> bytes:
    """No mark-up at all, folded at 76 columns; a word that is longer stands whole on a line of its own."""
    lines = fill("plan/plan.txt.j2", _view(plan, profile)).split("\n")
    return "\n".join(map(_folded, lines)).encode()


def _view(plan: Plan, profile: Profile) -> dict[str, Any]:
    """What the templates are given, laid out once for all three; no template can change it."""
    for of, by, view in LAST:
        if of is plan and by is profile:
            return view
    view = plan_view(plan, profile)
    LAST[:] = [(plan, profile, view)]  # never read back here: another thread may have put its own in its place
    return view


def _folded(line: str) -> str:
    """The line, folded with the rest hanging below its first word; a line break in an answer stays one."""
    if len(line) <= WIDTH and BREAK not in line:
        return line.rstrip()
    start = HANGS.match(line)
    hang = " " * max(start.end() if start else 0, LEAST if BREAK in line else 0)
    first, *rest = line.split(BREAK)
    return "\n".join([_wrap("", hang, first), *(_wrap(hang, hang, each) for each in rest)])


def _wrap(first: str, hang: str, text: str) -> str:
    wrapper = TextWrapper(WIDTH, initial_indent=first, subsequent_indent=hang, break_long_words=False,
                          break_on_hyphens=False)
    return wrapper.fill(text)
