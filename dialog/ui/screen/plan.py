"""The whole plan, and its life: read it, mend it, read it through, say yes, see what is new, take it along, end it.

Only this screen and the two it opens talk to the session about the plan. A yes is given by the one whose hands are on
the keys, and by nobody else.
"""

from __future__ import annotations

from collections.abc import Coroutine
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, ClassVar, cast
from uuid import UUID

from textual import on
from textual.binding import Binding, BindingType
from textual.content import Content

from dialog.conversation.event import Place
from dialog.errors import EmpowerError
from dialog.face.plan_told import TERMS, THE, gap_place, latest
from dialog.face.plan_undo import take_back
from dialog.face.tongues import Tongues, Two
from dialog.language import talk
from dialog.language.screen import N, told, tr
from dialog.script.model import Voice
from dialog.ui.save_plan import save
from dialog.ui.screen import plan_words as asks
from dialog.ui.screen.plan_frame import BACK, SAY_YES, PlanFrame
from dialog.ui.screen.plan_history import HistoryScreen
from dialog.ui.screen.plan_mending import MENDING
from dialog.ui.screen.plan_review import Left, ReviewScreen
from dialog.ui.steady import HASTY, Hand
from dialog.ui.text import line
from dialog.ui.widget.hands import Hands
from dialog.ui.widget.plan_standing import both_sides
from dialog.ui.widget.sheet import Sheet

if TYPE_CHECKING:
    from dialog.session import Session

GIVE: dict[Voice, str] = {
    "citizen": N("Giv tasterne til borgeren med F2, så kan borgeren selv sige ja."),
    "caseworker": N("Giv tasterne til sagsbehandleren med F2, så kan sagsbehandleren selv sige ja.")}
GIVEN: dict[Voice, str] = {"citizen": N("Nu har borgeren tasterne, og kan sige ja med {key}."),
                           "caseworker": N("Nu har sagsbehandleren tasterne, og kan sige ja med {key}.")}
EMPTY = {"review": N("Planen er tom endnu. Der er ikke noget at læse."),
         "agree": N("Planen er tom endnu. Der er ikke noget at sige ja til."),
         "end": N("Planen er tom endnu. Der er ikke noget at afslutte.")}


class PlanScreen(PlanFrame):
    """Dismisses with the place of a question that would fill a gap or mend a line, or None."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(keys, action, show=False) for keys, action in (
            ("escape", "back"), ("f3", "back"), ("f2,f6", "hand_over"), ("ctrl+z", "undo"), ("l,L", "review"),
            ("b,B", "agree('citizen')"), ("s,S", "agree('caseworker')"), ("o,O", "reword"), ("r,R", "remark"),
            ("u,U", "disagree"), ("m,M", "missing"), ("h,H", "history"), ("g,G", "save"), ("a,A", "end"))]

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._written = asks.Written(session, self._drawer)

    def on_mount(self) -> None:
        self._show()
        self.call_after_refresh(self._take_up)

    def _take_up(self) -> None:
        """What was cut off when the plan was left: words half-written, or the reading of it for a line to be mended."""
        if self._written.found() is not None:
            if not self._ended():
                self._ask_about(self._half_written())
        elif self._session in MENDING:
            self.action_review()

    # What is done

    def hears(self, event: Hand) -> bool:
        self.steady.hear(event)
        return False

    def action_back(self) -> None:
        if self._drawer.is_open:
            self._drawer.cancel()
        else:
            self.dismiss(None)

    def action_choose(self) -> None:
        self._reading.action_choose()

    @on(Sheet.Chosen, "#plan, #standing")
    def _chosen(self, event: Sheet.Chosen) -> None:
        if self._drawer.is_open:
            return
        event.sheet.focus()
        kind, what = cast("tuple[str, Any]", event.key)
        match kind:
            case "line" | "requirement":
                self._opened ^= {event.key}
                self._show()
                self._show_keys_for(event.key)
            case "cover":
                self._sheet("plan").focus()
                self._sheet("plan").mark(("line", what))
            case "agree":
                self.action_agree(what)
            case "remark":
                self._remark(what)
            case "gap":
                gap = next(each for each in self._plan.gaps if each.id == what)
                self.dismiss(gap_place(gap, self._ask))
            case _:
                getattr(self, f"action_{kind}")()

    @on(Hands.Passed)
    def action_hand_over(self) -> None:
        """The keys go to the other; only the one who has them can say yes."""
        if self._drawer.is_open:
            return
        self._hands.put(self._hands.other)
        self._show_keys_for(self._reading.key)
        key = SAY_YES[self._hands.voice][0]
        self._tell(tr(GIVEN[self._hands.voice], key=key))

    def action_missing(self) -> None:
        """Go to what is missing."""
        sheet = self._sheet("standing" if self._beside else "plan")
        gaps = [key for key in (("gap", gap.id) for gap in self._plan.gaps) if sheet.has(key)]
        sheet.focus()
        sheet.mark(gaps[0] if gaps else ("save", None))

    def action_review(self) -> None:
        if not self._plan.sections:
            self._tell(tr(EMPTY["review"]))
        elif not self._ended():
            self.app.push_screen(ReviewScreen(self._session, self.steady), self._read_through)

    def _read_through(self, left: Left) -> None:
        """Back from the reading: to go to a question, to say yes, or just back."""
        self._renew()
        if left == "agree":
            self.action_agree("citizen")
        elif isinstance(left, Place):
            self.dismiss(left)

    def action_history(self) -> None:
        self.app.push_screen(HistoryScreen(self._session))

    def action_undo(self) -> None:
        """Takes back what was last done to the plan; what is being written has its own undoing."""
        if self._drawer.is_open:
            return
        if not self.steady.meant:
            self._tell(tr(HASTY))
            return
        back, _ = take_back(self._session)
        self._renew()
        self._tell(back)

    def action_agree(self, by: Voice) -> None:
        self._ask_about(self._agree(by))

    def action_reword(self) -> None:
        kind, what = cast("tuple[str, Any]", self._reading.key or ("", None))
        line = self._plan.line(what) if kind == "line" else None
        if line is None or self._ended():
            return
        if line.terms is not None:
            self._tell(tr(TERMS))
        else:
            self._ask_about(asks.reword(self._session, self._written, line))

    def action_remark(self) -> None:
        self._remark(None)

    def action_disagree(self) -> None:
        self._remark(None, disagrees=True)

    def _remark(self, remark: UUID | None, *, disagrees: bool = False) -> None:
        if self._ended():
            return
        known = next((each for each in self._plan.remarks if each.id == remark), None)
        self._ask_about(self._remarked(asks.remark(self._session, self._written, known, disagrees=disagrees)))

    async def _remarked(self, asking: Coroutine[Any, Any, bool]) -> None:
        """What was remarked comes into view where there is room for it beside the plan."""
        before = self._plan.remarks
        if await asking:
            self._renew()
            new = [each for each in self._plan.remarks if each not in before]
            self._tell(tr("Det står nu i planen." if new else "Bemærkningen er taget væk."))
            if new and self._beside:
                self._sheet("standing").mark(("remark", new[-1].id))

    def _ended(self) -> bool:
        """Whether the plan is ended, and so stands as it is; told where it is."""
        if self._plan.ended is not None:
            self._tell(tr(asks.ENDED))
        return self._plan.ended is not None

    def action_save(self) -> None:
        self._ask_about(save(self._session, self._drawer, self._at_work))

    def _at_work(self, note: str) -> None:
        """Long work is told of, and the plan can be read meanwhile."""
        self._reading.focus()
        self._tell(note)

    def action_end(self) -> None:
        self._ask_about(self._end())

    def _ask_about(self, asking: Coroutine[Any, Any, Any]) -> None:
        """Ask in the drawer; the hand comes back to where it was, the plan is shown anew."""
        self.show_keys(BACK)
        self._told.hush()
        self.run_worker(self._asked(asking, self._reading), description="asked", group="asked", exclusive=True)

    async def _asked(self, asking: Coroutine[Any, Any, Any], sheet: Sheet) -> None:
        try:
            await asking
        except EmpowerError as error:
            self._tell(told(error), "warn")
        self._renew()
        sheet.focus()
        self._show_keys_for(sheet.key)

    async def _agree(self, by: Voice) -> None:
        """A yes to the plan as it stands."""
        cannot = self._cannot(by)
        if cannot:
            self._tell(cannot)
            return
        tongues = Tongues.of(self._session)
        ask, choices = asks.agreeing(tongues, by)
        if await self._drawer.choose(ask, choices, about=self._about_yes(tongues)) != "yes":
            return
        self._session.agree(by, typed_by=self._hands.voice)
        both = tongues.say(talk.AGREED_BOTH) if self._session.plan().agreed else Two(
            tr("{who} har sagt ja.", who=tr(THE[by])))
        self._tell("\n".join(filter(None, both)), "good")

    def _about_yes(self, tongues: Tongues) -> Content:
        """Both sides, and what is worth knowing; on a low screen in two languages the question needs the room."""
        low = self.has_class("-low")
        sides = both_sides(self._plan, datetime.now(UTC), short=low)
        return sides if low and tongues.beneath else line(asks.beside_yes(tongues, self._plan), "\n", sides)

    def _cannot(self, by: Voice) -> str:
        """Why this yes cannot be given now; "" when it can."""
        given = latest(self._plan, by)
        if not self._plan.sections:
            return tr(EMPTY["agree"])
        if self._plan.ended is not None:
            return tr(asks.ENDED)
        if given is not None and given.valid:
            return tr("{who} har sagt ja til planen, som den står nu.", who=tr(THE[by]))
        return "" if by == self._hands.voice else tr(GIVE[by])

    async def _end(self, *, text: str = "") -> None:
        by = self._hands.voice
        if not self._plan.sections:
            self._tell(tr(EMPTY["end"]))
        elif self._plan.ended is not None:
            if await asks.take_up(self._session, self._drawer, by):
                self._tell(tr("Planen lever videre."), "good")
        elif await asks.end(self._session, self._written, self._drawer, by, text=text):
            self._tell(tr("Planen er afsluttet. Den ligger her, og Ctrl+Z tager det tilbage."), "good")

    # Half-written words

    async def _half_written(self) -> None:
        """Offer what was cut off, and go on writing it where it was."""
        about, text = self._written.found() or ("", "")
        if not await self._written.offer(text):
            return
        kind, _, what = about.partition(":")
        line = self._plan.line(UUID(what)) if kind == "line" else None
        if line is not None:
            await asks.reword(self._session, self._written, line, text=text)
        elif kind == "end":
            await self._end(text=text)
        else:
            known = next((each for each in self._plan.remarks if str(each.id) == what), None)
            await asks.remark(self._session, self._written, known, disagrees=kind == "disagree", text=text)

    def keep_draft(self) -> bool:
        """Save what is half-written; whether that went well. Safe at any moment, also while all is ending."""
        return self._written.keep()
