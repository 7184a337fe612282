"""The conversation's picture: its widgets, made once, and how they show what the talk has come to.

What has been said rests above, the question stands raised at the bottom, the sections to the left where there is room,
and the growing plan to the right where there is much. What hands do is in `conversation`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from time import monotonic
from typing import TYPE_CHECKING, cast

from textual.app import ComposeResult
from textual.content import Content
from textual.timer import Timer
from textual.widgets import Static

from dialog.ui.ask.panel import Answering
from dialog.ui.screen import conversation_words as w
from dialog.ui.screen.calm import CalmScreen
from dialog.ui.screen.conversation_talk import Talk
from dialog.ui.text import muted, strong, words
from dialog.ui.widget.aside import Aside
from dialog.ui.widget.key_row import KeyRow
from dialog.ui.widget.past import Past
from dialog.ui.widget.rows import Choice
from dialog.ui.widget.speaker import Speaker
from dialog.ui.widget.still import StillRoom, StillScroll, StillText
from dialog.ui.widget.trail import FoldedTrail, SectionList

if TYPE_CHECKING:
    from dialog.session import Session
    from dialog.ui.app import EmpowerApp
    from dialog.ui.widget.plan_view import PlanView

PLAN_AFTER = 0.15
"""Seconds without an answer before the plan beside the talk is drawn anew."""
RAISED = ((34, 12), (22, 10), (0, 1))
"""(Rows of the terminal, rows of the question): it keeps its height from question to question, for the sake of calm."""
ROOMY = 60
TWO_PANES = 104
WIDE = 150
"""Columns from which the plan stands beside the talk."""


class ConversationFrame(CalmScreen[None]):
    """`show` puts everything as the session has it now."""

    KEYS = (("F1", "Hjælp", "app.help"), ("F2", "Hvem svarer", "voice"), ("F3", "Planen", "plan"),
            ("F5", "Senere", "skip"), ("Esc", "Stop", "back"))
    AUTO_FOCUS = None
    DEFAULT_CSS = """
    ConversationFrame { layout: horizontal; }
    ConversationFrame SectionList { display: none; width: 32; height: auto; padding: 1 2 1 4; }
    ConversationFrame #talk { width: 1.25fr; height: 1fr; }
    ConversationFrame FoldedTrail { margin: 1 4 0 4; }
    ConversationFrame #practice { height: auto; margin: 0 4; color: $muted; }
    ConversationFrame Past { padding: 1 1 1 2; }
    ConversationFrame #question { max-height: 78%; padding: 1 4; scrollbar-size-vertical: 1; }
    ConversationFrame #question > StillText { height: auto; }
    ConversationFrame #question > Speaker { margin: 0 0 1 0; }
    ConversationFrame #question > .measure { max-width: 84; }
    ConversationFrame #question > Answering, ConversationFrame #question > Aside { max-width: 88; margin: 1 0 0 0; }
    ConversationFrame #told, ConversationFrame #guide { margin: 1 0 0 0; }
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
    ConversationFrame.-one #question { padding: 1 2; }
    ConversationFrame.-low FoldedTrail { margin: 0 1 0 1; }
    ConversationFrame.-low #practice { margin: 0 1; }
    ConversationFrame.-low Past { padding: 0; }
    ConversationFrame.-low #question { padding: 0 1; }
    ConversationFrame.-low #question > Speaker, ConversationFrame.-low #question > Answering,
    ConversationFrame.-low #question > Aside, ConversationFrame.-low #told, ConversationFrame.-low #guide { margin: 0; }
    """

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self.talk = Talk(session)
        self.answering, self.aside = Answering(id="answering"), Aside()
        self.past = Past(id="past", measure=78, margin=0)
        self.speaker, self.hint = Speaker(), KeyRow(id="hint")
        self.trail, self.sections = FoldedTrail(), SectionList(session.script.title)
        self.asked, self.help_text, self.guide_text, self.told = (
            StillText(id=name, classes="measure") for name in ("asked", "help", "guide", "told"))
        self.practice = Static(id="practice")
        self.raised = StillScroll(id="question", classes="raised", can_focus=False)
        self.plan_view: PlanView | None = None
        self.asked_at = 0.0
        self._drawing: Timer | None = None

    def parts(self) -> ComposeResult:
        yield self.sections
        with StillRoom(id="talk"):
            yield self.trail
            if self.session.practice:
                yield self.practice
            yield self.past
            with self.raised:
                yield from (self.speaker, self.asked, self.help_text, self.guide_text)
                yield from (self.answering, self.aside, self.told)
            yield self.hint
        yield StillRoom(id="plan")

    @property
    def our_app(self) -> EmpowerApp:
        return cast("EmpowerApp", self.app)

    def fit(self, width: int, height: int) -> None:
        self.call_after_refresh(self.show_trail)
        self.raised.styles.min_height = next(rows for least, rows in RAISED if height >= least)
        self.practice.update(muted(w.PRACTICE if width >= ROOMY else w.PRACTICE_SHORT))
        if width >= WIDE and self.plan_view is None:
            self.call_after_refresh(self._mount_plan)

    # Showing

    def show(self, note: str = "") -> None:
        """Everything as the session has it now, in one painting, and a sentence about what just changed."""
        with self.app.batch_update():
            self.aside.close()
            self._show_own_keys()
            self.past.show(self.talk.past())
            self.show_trail()
            self.guide_text.display = False
            if self.talk.place is not None and not self.session.state.closed:
                self._show_question()
                self.tell(note or (w.CHANGING if self.talk.changing else ""))
            else:
                self._show_end(note)
        self.asked_at = monotonic()
        self.plan_soon()

    def _show_question(self) -> None:
        asked, help_text, _ = self.talk.text()
        self._show_parts(True)
        _put(self.asked, words(asked) if self.talk.turn.kind == "say" else strong(asked))
        _put(self.help_text, muted(help_text))
        question = self.talk.question()
        self.show_voice()
        self.answering.show(question)
        self.hint.show(self.answering.keys)

    def _show_own_keys(self) -> None:
        """Esc does not stop while it leaves an earlier answer as it is."""
        usual = self.usual_keys or self.KEYS
        self.show_keys(*usual[:-1], w.KEEP_KEY if self.talk.changing and not self.usual_keys else usual[-1])

    def _show_end(self, note: str) -> None:
        closed = self.session.state.closed
        self._show_parts(False)
        self.asked.update(strong(w.CLOSED if closed else w.ENDED))
        self.aside.put(note, w.CLOSED_CHOICES if closed else w.ENDED_CHOICES, self.after_end,
                       escape="leave" if closed else "stop")
        self.show_keys(*w.END_KEYS)
        self.tell("")

    def _show_parts(self, up: bool) -> None:
        for part in (self.speaker, self.help_text, self.answering):
            part.display = up
        self.hint.show(self.answering.keys if up else ())

    def after_end(self, choice: str) -> None:
        """What is to happen when nothing is left to ask."""
        raise NotImplementedError

    def show_voice(self) -> None:
        place = self.talk.place
        self.speaker.put(self.talk.voice, self.talk.typist, fixed=place is not None and place.voice is not None)
        self.answering.colour(self.talk.voice)

    def show_trail(self) -> None:
        progress = self.session.progress()
        here = self.talk.section if self.talk.place else None
        if self.size.width < TWO_PANES:
            self.trail.put(progress, here)
        else:
            self.sections.put(progress, here)

    def tell(self, note: str, ink: str = "muted") -> None:
        """A calm sentence under the question; empty takes it away."""
        _put(self.told, words(note, ink))
        if note:  # a tall answer may fill what there is room for
            self.call_after_refresh(self.told.scroll_visible, animate=False)

    def beside(self, text: str, choices: Sequence[Choice], then: Callable[[str], None], *, escape: str) -> None:
        """Ask something beside the question; what is half written waits meanwhile."""
        with self.app.batch_update():
            self.answering.display = False
            self.hint.show(())
            self.tell("")
            self.aside.put(text, choices, then, escape=escape)
            self.show_keys(*(w.ASIDE_KEYS if escape else w.ASIDE_KEYS[:1]))

    def not_beside(self) -> None:
        """Back to the question as it was left."""
        self.aside.close()
        self._show_own_keys()
        self.answering.display = True
        self.hint.show(self.answering.keys)
        self.answering.first.focus()

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


def _put(static: Static, content: Content) -> None:
    """Show it; nothing is laid out anew where nothing changes."""
    if static.display != bool(content):
        static.display = bool(content)
    if not content.is_same(static.content if isinstance(static.content, Content) else Content()):
        static.update(content)
