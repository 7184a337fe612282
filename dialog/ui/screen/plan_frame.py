"""The plan screen's picture: whose hands are on the keys, the plan, where it stands, and the keys that matter.

On a wide screen the plan stands to the left and where it stands to the right; on a narrow one the second follows the
first. Whatever is written rises from the bottom. What hands do is in `plan`.
"""

from __future__ import annotations

from collections.abc import Hashable
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, cast

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal

from dialog.conversation.event import Place
from dialog.face.plan_told import ONE_DOCUMENT, came_from, entry_title, is_older, labelled_lines
from dialog.language.catalogue import SOURCE
from dialog.language.screen import N, screen_language, tr
from dialog.script.model import Voice
from dialog.ui.screen.calm import CalmScreen
from dialog.ui.steady import Steady
from dialog.ui.widget.drawer import Drawer
from dialog.ui.widget.hands import Hands
from dialog.ui.widget.key_row import Key
from dialog.ui.widget.paragraph import Block, Paragraph
from dialog.ui.widget.plan_standing import edition, standing
from dialog.ui.widget.plan_view import heading, line_paragraphs, origin_paragraphs
from dialog.ui.widget.sheet import Sheet
from dialog.ui.widget.told import Told

if TYPE_CHECKING:
    from dialog.plan.model import Line, Plan
    from dialog.session import Session

BESIDE = 104
"""Columns from which the standing has a place of its own."""
SAY_YES: dict[Voice, Key] = {"citizen": ("B", N("Sig ja"), "agree('citizen')"),
                             "caseworker": ("S", N("Sig ja"), "agree('caseworker')")}
DOING = {"gap": N("Gå til spørgsmålet"), "remark": N("Skriv"), "disagree": N("Skriv"), "save": N("Gem planen"),
         "agree": N("Sig ja"), "review": N("Læs igennem"), "history": N("Hvad er nyt"), "end": N("Vælg"),
         "cover": N("Se linjen"), "requirement": N("Åbn"), "line": N("Åbn")}
READ: Key = ("L", N("Læs igennem"), "review")
BACK: Key = ("Esc", N("Tilbage"), "back")
HELP: Key = ("F1", N("Hjælp"), "app.help")
SAVE: Key = ("G", N("Gem"), "save")
NEWS: Key = ("H", N("Hvad er nyt"), "history")
TAKE_UP: Key = ("A", N("Tag op igen"), "end")
OTHER_WORDS: Key = ("O", N("Andre ord"), "reword")
FIXED = ("remark", "disagree", "agree", "review")
"""What is not done to a plan that is ended."""


class PlanFrame(CalmScreen[Place | None]):
    """`show` puts everything as the plan has it now; `renew` fetches the plan first."""

    AUTO_FOCUS = "#plan"
    KEYS = (("Enter", N("Åbn"), "choose"), READ, SAY_YES["caseworker"], BACK)
    DEFAULT_CSS = """
    PlanFrame { align-horizontal: center; }
    PlanFrame Hands { max-width: 150; margin-top: 1; }
    PlanFrame.-low Hands { margin: 0; }
    PlanFrame #both { height: 1fr; max-width: 148; margin: 1; }
    PlanFrame.-one #both { margin: 1 0; }
    PlanFrame.-low #both { margin: 0; }
    PlanFrame #plan { width: 3fr; scrollbar-gutter: stable; }
    PlanFrame.-low Drawer Rows { max-height: 60vh; }
    PlanFrame #standing { width: 2fr; margin-left: 2; scrollbar-gutter: stable; }
    """

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._plan: Plan = session.plan()
        self._opened: set[Hashable] = set()
        self.steady = Steady()
        self._hands, self._told, self._drawer = Hands(), Told(), Drawer(self.steady)

    def parts(self) -> ComposeResult:
        yield self._hands
        with Horizontal(id="both"):
            yield Sheet(id="plan")
            yield Sheet(id="standing", measure=52)
        yield self._told
        yield self._drawer

    def fit(self, width: int, height: int) -> None:
        beside = width >= BESIDE
        if self._beside != beside:
            self._sheet("standing").display = beside
            self._show()

    @property
    def _beside(self) -> bool:
        return bool(self._sheet("standing").display)

    def _sheet(self, name: str) -> Sheet:
        return self.query_one(f"#{name}", Sheet)

    # What it shows

    def _show(self, key: Hashable | None = None) -> None:
        now = datetime.now(UTC)
        plan, stands = self._blocks(now), list(standing(self._plan, now, self._ask, self._opened))
        if self._beside:
            self._sheet("standing").show(stands, key=key)
            self._sheet("plan").show(plan, key=key)
        else:
            self._sheet("plan").show([*plan, *stands], key=key)

    def _blocks(self, now: datetime) -> list[Block]:
        citizen = self._session.citizen
        case = N("Sag {case}  Øvelse") if self._session.practice else N("Sag {case}")
        blocks = [Block((Paragraph(tr("Plan for {name}", name=citizen.name), "strong"), edition(self._plan),
                         Paragraph(tr(case, case=citizen.case_reference), "muted")))]
        if not self._plan.sections:
            blocks.append(Block((Paragraph(tr("Planen er tom endnu. Den vokser frem af det, I taler om.")),)))
        elif screen_language() != SOURCE:
            blocks.append(Block((Paragraph(tr(ONE_DOCUMENT), "muted"),)))
        for section in self._plan.sections:
            blocks.append(heading(section))
            for entry in section.entries:
                space = 1 if entry is section.entries[0] else 2
                if title := entry_title(entry):
                    blocks.append(Block((Paragraph(f"»{title}«"),), space=space))
                    space = 1
                for each, labelled in labelled_lines(entry):
                    blocks.append(self._line(each, now, labelled, space))
                    space = 1
        return blocks

    def _line(self, line: Line, now: datetime, labelled: bool, space: int) -> Block:
        parts = tuple(line_paragraphs(line, labelled=labelled, read=True, older=is_older(self._session.state, line)))
        if ("line", line.id) in self._opened:
            facts = came_from(self._session, line, Place(line.turn, line.item, line.voice), now)
            parts = (*parts, Paragraph("", found=False), *origin_paragraphs(facts))
        return Block(parts, key=("line", line.id), space=space if labelled else 0)

    def _ask(self, place: Place) -> str:
        return self._session.ask(place, screen_language()) if self._session.state.is_relevant(place) else ""

    @on(Sheet.Moved, "#plan, #standing")
    def _moved(self, event: Sheet.Moved) -> None:
        if event.sheet.has_focus and not self._drawer.is_open:
            self._show_keys_for(event.key)
            self._told.hush()

    def on_descendant_focus(self) -> None:
        if not self._drawer.is_open:
            self._show_keys_for(self._reading.key)

    @property
    def _reading(self) -> Sheet:
        """The sheet that has the hand, or last had it."""
        beside = self._sheet("standing")
        return beside if beside.has_focus else self._sheet("plan")

    def _show_keys_for(self, key: Hashable | None) -> None:
        """The keys that matter where the mark is; the yes is that of the one at the keys."""
        kind, what = cast("tuple[str, Any]", key or ("", None))
        ended = self._plan.ended is not None
        waits = any(line.reviewed is None for line in self._plan.lines())
        next_step = TAKE_UP if ended else READ if waits else SAY_YES[self._hands.voice]
        does = N("Luk") if key in self._opened else DOING.get(kind, "")
        mark: Key = ("Enter", does, "choose")
        if kind == "line":
            said = self._plan.line(what)
            other = SAVE if ended or said is None or said.terms is not None else OTHER_WORDS
            self.show_keys(mark, other, next_step, HELP, BACK)
            return
        ways = [each for each in (next_step, SAVE, NEWS) if each[2] != kind]  # Enter does it already
        if kind in DOING and not (ended and kind in FIXED):
            self.show_keys(mark, *ways[:2], HELP, BACK)
        else:
            self.show_keys(*ways[:3], HELP, BACK)

    def _tell(self, text: str, ink: str = "foreground") -> None:
        self._told.say(text, ink)

    def _renew(self) -> None:
        self._plan = self._session.plan()
        self._show()
