"""The conversation's picture: its widgets, made once, and how they show what the talk has come to.

What has been said rests above, the question stands raised at the bottom, the sections to the left where there is room,
and the growing plan to the right where there is much. What hands do is in `conversation`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.content import Content
from textual.css.scalar import Scalar
from textual.timer import Timer
from textual.widget import Widget
from textual.widgets import Static

from dialog.face.tongues import Two
from dialog.language.screen import N
from dialog.ui.ask.panel import Answering
from dialog.ui.screen import conversation_words as w
from dialog.ui.screen.calm import CalmScreen
from dialog.ui.screen.conversation_talk import Talk
from dialog.ui.steady import Steady
from dialog.ui.two import both
from dialog.ui.widget.aside import Aside
from dialog.ui.widget.field import Field
from dialog.ui.widget.key_row import KeyRow
from dialog.ui.widget.past import Past
from dialog.ui.widget.rows import Choice, Rows
from dialog.ui.widget.speaker import Speaker
from dialog.ui.widget.still import StillRoom, StillScroll, StillText
from dialog.ui.widget.trail import FoldedTrail, SectionList

if TYPE_CHECKING:
    from dialog.session import Session
    from dialog.ui.widget.plan_view import PlanView

PLAN_AFTER = 0.15
"""Seconds without an answer before the plan beside the talk is drawn anew."""
RAISED = ((34, 12), (22, 10), (0, 1))
"""(Rows of the terminal, rows of the question): it keeps its height from question to question, for the sake of calm."""
AROUND = ((34, 13), (22, 10), (0, 5))
"""(Rows of the terminal, rows around the question): how far the talk is, what was said, who answers, the keys."""
LEAST_ROWS, LEAST = 5, 3
"""So many rows to choose among in two languages, or else in one or to write in, stand in sight, however long the
question is."""
HELP, TERMS, QUESTION, ANSWERS, HANDING = range(1, 6)
"""What gives way, one after the other, until the question and the hand are both in sight: the help and what a yes is
given on stand below the answer, the question is in the talk's language alone, then the answers too, and last the
sentence that hands the keys over."""
ROOMY = 60
TWO_PANES = 104
WIDE = 150
"""Columns from which the plan stands beside the talk."""


class ConversationFrame(CalmScreen[None]):
    """Its parts, and where they stand."""

    KEYS = (("F1", N("Hjælp"), "app.help"), ("F5", N("Senere"), "skip"), ("F3", N("Planen"), "plan"),
            ("Ctrl+T", N("Sprog"), "language"), ("Esc", N("Stop"), "back"))
    AUTO_FOCUS = None
    DEFAULT_CSS = """
    ConversationFrame { layout: horizontal; }
    ConversationFrame SectionList { display: none; width: 32; height: auto; padding: 1 2 1 4; }
    ConversationFrame #talk { width: 1.25fr; height: 1fr; }
    ConversationFrame FoldedTrail { margin: 1 4 0 4; }
    ConversationFrame #practice { height: auto; margin: 0 4; color: $muted; }
    ConversationFrame Past { padding: 1 1 1 2; }
    ConversationFrame #question { padding: 1 4 0 4; scrollbar-size-vertical: 1; }
    ConversationFrame #question.-inner { scrollbar-visibility: hidden; }
    ConversationFrame #question > StillText { height: auto; }
    ConversationFrame Speaker { padding: 1 4 0 4; background: $surface; }
    ConversationFrame #question > .measure { max-width: 84; }
    ConversationFrame #question > Answering, ConversationFrame #question > Aside { max-width: 88; margin: 1 0 0 0; }
    ConversationFrame #told, ConversationFrame #guide, ConversationFrame #below { margin: 1 0 0 0; }
    ConversationFrame #hint { height: 2; padding: 0 6; background: $surface; }
    ConversationFrame.-one #hint { padding: 0 4; }
    ConversationFrame.-low #hint { height: 1; padding: 0 3; }
    ConversationFrame #plan { display: none; width: 1fr; height: 1fr; padding: 1 2; }
    ConversationFrame.-two SectionList, ConversationFrame.-three SectionList { display: block; }
    ConversationFrame.-two FoldedTrail, ConversationFrame.-three FoldedTrail { display: none; }
    ConversationFrame.-two #practice, ConversationFrame.-three #practice { margin: 1 4 0 4; }
    ConversationFrame.-three #plan { display: block; }
    ConversationFrame.-three #plan.-away { display: none; }
    ConversationFrame.-one FoldedTrail { margin: 1 2 0 2; }
    ConversationFrame.-one #practice { margin: 0 2; }
    ConversationFrame.-one Past { padding: 1 0; }
    ConversationFrame.-one #question { padding: 1 2 0 2; }
    ConversationFrame.-one Speaker { padding: 1 2 0 2; }
    ConversationFrame.-low FoldedTrail { margin: 0 1 0 1; }
    ConversationFrame.-low #practice { margin: 0 1; }
    ConversationFrame.-low Past { padding: 0; }
    ConversationFrame.-low #question { padding: 0 1; }
    ConversationFrame.-low Speaker { padding: 0 1; }
    ConversationFrame.-low #question > Answering,
    ConversationFrame.-low #question > Aside, ConversationFrame.-low #told, ConversationFrame.-low #guide { margin: 0; }
    """

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self.talk = Talk(session)
        self.answering, self.aside = Answering(id="answering"), Aside()
        self.past = Past(id="past", measure=78, margin=0)
        self.speaker, self.hint = Speaker(), KeyRow(id="hint")
        self.trail, self.sections = FoldedTrail(), SectionList()
        self.asked, self.help_text, self.guide_text, self.told, self.below = (
            StillText(id=name, classes="measure") for name in ("asked", "help", "guide", "told", "below"))
        self.steady = Steady()
        self.practice = Static(id="practice")
        self.raised = StillScroll(id="question", classes="raised", can_focus=False)
        self.plan_view: PlanView | None = None
        self.asked_at = 0.0
        self.given_way = 0
        """How much has given way, as the names above count it."""
        self.told_alone = Content()
        """What is told, in the talk's language alone."""
        self._telling = False
        """Whether something is told about this question, and not about the one before."""
        self._stand: tuple[object, ...] = ()
        """Where the parts of the question stood when it was last brought into sight."""
        self._gave_at: tuple[object, ...] = ()
        """Where they stood when something last gave way; nothing more does before they stand elsewhere."""
        self._drawing: Timer | None = None

    def parts(self) -> ComposeResult:
        yield self.sections
        with StillRoom(id="talk"):
            yield self.trail
            if self.session.practice:
                yield self.practice
            yield self.past
            yield self.speaker
            with self.raised:
                yield from (self.asked, self.help_text, self.guide_text)
                yield from (self.answering, self.aside, self.told, self.below)
            yield self.hint
        yield StillRoom(id="plan")

    def on_mount(self) -> None:
        self.screen_layout_refresh_signal.subscribe(self, self._laid_out)

    def fit(self, width: int, height: int) -> None:
        self.raised.styles.min_height = next(rows for least, rows in RAISED if height >= least)
        self.hint_in_sight(self.hint.display)
        self.give_room()
        if width >= WIDE and self.plan_view is None:
            self.call_after_refresh(self._mount_plan)

    def hint_in_sight(self, shown: bool) -> None:
        """What the keys do in the question; without it the question has room for more."""
        height = self.app.size.height
        around = next(rows for least, rows in AROUND if height >= least)
        self.hint.display = shown
        self.raised.styles.max_height = height - around + (0 if shown else 1 if height < RAISED[1][0] else 2)

    # A word, and a question beside the question

    def tell(self, note: str | Two, ink: str = "muted") -> None:
        """A calm sentence under the question; empty takes it away."""
        self.tell_all([Two(note) if isinstance(note, str) else note], ink)

    def tell_all(self, notes: Sequence[Two], ink: str = "muted") -> None:
        """Each in both languages, where there is room for two."""
        first = [Two(note.first) for note in notes]
        said, self.told_alone = (Content("\n").join([both(note, ink) for note in some]) for some in (notes, first))
        put(self.told, self.told_alone if self.given_way >= ANSWERS else said)
        self._telling = bool(said)
        self.bring_soon()

    def beside(self, text: str | Two, choices: Sequence[Choice], then: Callable[[str], None], *, escape: str,
               counts: Callable[[], bool] | None = None) -> None:
        """Ask something beside the question; what is half written waits meanwhile. With `counts`, which tells whether
        an answer to it counts yet, the question's own answer stays in sight."""
        with self.app.batch_update():
            self.answering.display = counts is not None
            self.below.display = False
            self.hint_in_sight(False)
            self.tell("")
            self.aside.rows.styles.clear_rule("max_height")
            self.aside.put(text, choices, then, escape=escape, counts=counts)
            self.show_keys(*(w.ASIDE_KEYS if escape else w.ASIDE_KEYS[:1]))
            self.bring_soon()

    def bring_soon(self) -> None:
        """Once it is laid out."""
        self.call_after_refresh(self._bring)

    def _laid_out(self, _: object) -> None:
        """Bring again where a part has moved or got another height: that the heights come to the same tells nothing.

        It ends: to bring is to scroll, which moves no part, or to let something give way, which does not come back."""
        if (stand := self._standing()) != self._stand:
            self._stand = stand
            self._bring()

    def _standing(self) -> tuple[object, ...]:
        parts = (*self.raised.children, *self._inner(), *([self.focused] if self.focused else []))
        return (*(part.virtual_region for part in parts), self.raised.scrollable_content_region.size)

    def _bring(self) -> None:
        """The question from its top, as far as that leaves the hand in sight, and what was just told."""
        part = self.aside if self.aside.open else self.told if self._telling else self.focused
        if part is not None and self.answering in part.ancestors:
            part = self.answering
        inner = any(each.region and each.max_scroll_y > 0 for each in self._inner())
        self.raised.set_class(inner, "-inner")  # one scrollbar; theirs says more
        for rows in (self.answering.rows, self.aside.rows):
            rows.show_marked()
        if part is None or part is self.past or not part.region:
            return
        top, height = self._top(part), part.region.height
        over = top + height - self.raised.scrollable_content_region.height
        stand = self._standing()
        if over > 0 and stand != self._gave_at and (self._shorten(over) or self._give_way()):
            self._gave_at = stand
            self.bring_soon()
        self.raised.scroll_to(y=max(0, min(top, over)), animate=False, immediate=True)

    def _top(self, part: Widget) -> int:
        """Rows from the question's top, wherever it is scrolled to: what is painted may be a scroll behind."""
        within = [each for each in part.ancestors_with_self if isinstance(each, Widget)]
        return sum(each.virtual_region.y for each in within[:within.index(self.raised)])

    def _inner(self) -> tuple[Rows | Field, ...]:
        """What can scroll by itself."""
        return self.answering.rows, self.answering.field, self.aside.rows

    def _shorten(self, over: int) -> bool:
        """What would push the question out of sight scrolls by itself; whether it was made shorter now."""
        for part in self._inner():
            least = LEAST_ROWS if isinstance(part, Rows) and self.given_way < ANSWERS else LEAST
            height = Scalar.from_number(max(least, part.region.height - over))
            if part.region.height > least and part.styles.max_height != height:
                part.styles.max_height = height  # once: the layout may not be able to follow
                return True
        return False

    def _give_way(self) -> bool:
        """The next that gives way; not for the guidance, which is gone with the next key. Whether anything did."""
        before = self._texts()
        while self.given_way < HANDING and not self.guide_text.display:
            self.given_way += 1
            self.lay_text()
            if self._texts() != before:
                return True
        return False

    def _texts(self) -> tuple[object, ...]:
        """What stands in the question, in the order that it is read."""
        answering = self.answering
        said = (str(part.content) if part.display else "" for part in self.raised.query(Static))
        return (*said, answering.rows.blocks, answering.scale.words, self.aside.rows.blocks)

    def give_room(self) -> None:
        """Everything has its place again, and what can scroll is as tall as the screen lets it be."""
        self.given_way, self._gave_at = 0, ()
        for part in self._inner():
            part.styles.clear_rule("max_height")
        self.answering.alone(False)
        self.aside.alone(False)

    def lay_text(self) -> None:
        """The texts around the answer, each where it has room."""
        raise NotImplementedError

    # The plan beside the talk

    def _mount_plan(self) -> None:
        """The plan brings heavy modules with it, so it comes when there is room for it and a picture already."""
        from dialog.ui.widget.plan_view import PlanView

        if self.plan_view is None:
            self.plan_view = PlanView(self.session)
            self.query_one("#plan").mount(self.plan_view)
            self.plan_soon()

    def plan_soon(self) -> None:
        if self.plan_view is not None:
            if self._drawing is not None:
                self._drawing.stop()
            self._drawing = self.set_timer(PLAN_AFTER, self._draw_plan)

    def _draw_plan(self) -> None:
        if self.plan_view is not None and self.plan_view.is_mounted:
            self.plan_view.refresh_plan(self.session.plan())


def put(static: Static, content: Content) -> None:
    """Show it; nothing is laid out anew where nothing changes."""
    if static.display != bool(content):
        static.display = bool(content)
    if not content.is_same(static.content if isinstance(static.content, Content) else Content()):
        static.update(content)
