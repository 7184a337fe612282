"""The plan as rows: beside the talk, where it grows, and on the plan's own screen, where each line can be opened.

What the citizen said stands in »quotation marks«; another wording stands under it, never instead of it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import TYPE_CHECKING
from uuid import UUID

from dialog.face.plan_told import OLDER, STATUS, entry_title, in_both, is_older, labelled_lines, quoted
from dialog.language.screen import N, tr
from dialog.language.talk import WHO
from dialog.ui.widget.paragraph import Block, Paragraph
from dialog.ui.widget.sheet import Sheet

if TYPE_CHECKING:
    from dialog.plan.model import Line, Plan, Section
    from dialog.session import Session

INK = {"draft": "warn", "reviewed": "warn", "agreed": "good", "ended": "muted"}
NEW = N("ny")
READ = "✓"
GROWING = N("Her vokser planen frem, mens I taler.")
BESIDE = N("Med andre ord")


def line_paragraphs(line: Line, *, fresh: bool = False, labelled: bool = True, read: bool = False,
                    older: bool = False) -> Iterator[Paragraph]:
    """The line's label, its words, and a wording beside them. `labelled`: not where the line above has the same.

    `read`: a quiet sign at a line that the citizen, reading the plan through, has said stands right.
    `older`: what stands beside it was written before the answer was changed."""
    who = "" if line.said_by == "citizen" else tr(WHO[line.said_by])
    tail, ink, lead = (tr(NEW), "good", "● ") if fresh else (who, "muted", "")
    if labelled or fresh:
        yield Paragraph(in_both(line.label), "muted", lead=lead, lead_style="good strong", tail=tail, tail_style=ink)
    yield Paragraph(quoted(line), indent=len(lead) + 2, tail=READ if read and line.reviewed else "", tail_style="good")
    yield from beside(line, older=older, indent=len(lead) + 2)


def beside(line: Line, *, older: bool, indent: int) -> Iterator[Paragraph]:
    """The other words, and quietly that the answer is a newer one."""
    if line.wording:
        yield Paragraph(line.wording, lead=f"{tr(BESIDE)}  ", indent=indent)
        if older:
            yield Paragraph(tr(OLDER), "muted", indent=indent)


def origin_paragraphs(facts: Iterable[tuple[str, str]]) -> Iterator[Paragraph]:
    """Where a line came from, its labels in a column."""
    for label, text in facts:
        yield Paragraph(text, lead=f"{label:<13}", indent=4)


def heading(section: Section) -> Block:
    return Block((Paragraph(in_both(section.title), "strong"),), space=2)


class PlanView(Sheet):
    """The growing plan beside the talk: the parts that have lines, what is new marked with a dot and the word."""

    def __init__(self, session: Session, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes, measure=60, margin=0)
        self.can_focus = False  # it is read; the plan's own screen is where lines are opened
        self._session = session
        self._known: dict[UUID, str] | None = None
        self._new: set[UUID] = set()

    def on_mount(self) -> None:
        self.refresh_plan(self._session.plan())

    def refresh_plan(self, plan: Plan) -> None:
        """Show the plan as it is now, and bring what is new since the last time into view."""
        now = {line.id: f"{line.text}\n{line.wording}" for line in plan.lines()}
        new = {id for id, text in now.items() if self._known is not None and self._known.get(id) != text}
        if now == self._known:
            new = self._new  # nothing happened to the plan: the mark stays where it was
        self._known, self._new = now, new
        older = {line.id for line in plan.lines() if is_older(self._session.state, line)}
        self.show(list(compact(plan, new, older)))
        self.call_after_refresh(self._show_new)

    def _show_new(self) -> None:
        fresh = [n for n, block in enumerate(self.blocks) if block.paragraphs[0].tail == tr(NEW)]
        if fresh:
            self.bring(fresh[-1])


def compact(plan: Plan, new: Collection[UUID], older: Collection[UUID] = ()) -> Iterator[Block]:
    """The plan in a narrow column."""
    yield Block((Paragraph(tr("Planen"), "strong", tail=tr(STATUS[plan.status]), tail_style=INK[plan.status]),))
    if not plan.sections:
        yield Block((Paragraph(tr(GROWING), "muted"),))
    for section in plan.sections:
        yield heading(section)
        for entry in section.entries:
            space = 0 if entry is section.entries[0] else 1
            if title := entry_title(entry):
                yield Block((Paragraph(f"»{title}«"),), space=space)
                space = 0
            for line, labelled in labelled_lines(entry):
                parts = line_paragraphs(line, fresh=line.id in new, labelled=labelled, older=line.id in older)
                yield Block(tuple(parts), space=space)
                space = 0
