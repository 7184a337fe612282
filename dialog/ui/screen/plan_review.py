"""The plan read through with the citizen, one line at a time: does it stand right?

A line that was said to be right has been gone through; one that changes after that comes again. Whatever is done is
kept at once, so the two can leave at any line and go on another day.
"""

from __future__ import annotations

from collections.abc import Coroutine
from datetime import UTC, datetime
from time import monotonic
from typing import TYPE_CHECKING, Any, ClassVar, Literal

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Static

from dialog.conversation.event import Place
from dialog.errors import EmpowerError
from dialog.face.plan_told import came_from, is_older, quoted
from dialog.face.plan_undo import take_back
from dialog.face.tongues import Tongues
from dialog.face.words import shortened
from dialog.language.screen import N, told, tr
from dialog.ui.screen import plan_words as w
from dialog.ui.screen.calm import CalmScreen
from dialog.ui.screen.plan_mending import MENDING
from dialog.ui.steady import HASTY, Hand, Steady
from dialog.ui.text import line, muted, strong
from dialog.ui.two import both
from dialog.ui.widget.drawer import Drawer
from dialog.ui.widget.key_row import Key
from dialog.ui.widget.paragraph import Block
from dialog.ui.widget.plan_line import end_blocks, line_blocks
from dialog.ui.widget.rows import Rows
from dialog.ui.widget.sheet import Sheet
from dialog.ui.widget.told import Told

if TYPE_CHECKING:
    from dialog.plan.model import Line, Plan
    from dialog.session import Session

Left = Place | Literal["agree"] | None
"""How one leaves: to the question that gave a line, to say yes to the plan, or back to it."""
BACK: Key = ("Esc", N("Tilbage til planen"), "back")
READING: tuple[Key, ...] = (("Enter", N("Ja"), "yes"), ("←", N("Forrige"), "earlier"), ("→", N("Næste"), "later"), BACK)
DOES = {"yes": N("Ja"), "mend": N("Ret det"), "no": N("Ikke helt")}
CHOOSE: Key = ("Enter", N("Vælg"), "yes")
ENOUGH = 30
"""Rows from which each answer has room for a word about what it does."""


class ReviewScreen(CalmScreen[Left]):
    """Begins at the line it was left at, or at the first that has not been gone through."""

    AUTO_FOCUS = "#answers"
    KEYS = READING
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "back", show=False)]
    DEFAULT_CSS = """
    ReviewScreen { align-horizontal: center; }
    ReviewScreen #ground { height: 1fr; max-width: 92; }
    ReviewScreen #where { height: 1; padding: 0 4; }
    ReviewScreen #line { margin-left: 1; }
    ReviewScreen #raised { height: auto; background: $surface; padding: 1 4; margin-bottom: 1; max-width: 92; }
    ReviewScreen.-one #where, ReviewScreen.-one #raised { padding: 0 3; }
    ReviewScreen.-one.-tall #raised { padding: 1 3; }
    ReviewScreen.-low #raised { margin: 0; }
    ReviewScreen.-one #line { margin: 0; }
    ReviewScreen #passes { height: auto; }
    """

    def __init__(self, session: Session, steady: Steady) -> None:
        super().__init__()
        self._session, self.steady = session, steady
        self._plan: Plan = session.plan()
        self._lines: tuple[Line, ...] = tuple(self._plan.lines())
        self._again = False
        """Read anew from the top, also what has been gone through."""
        self._at = self._first()
        self.rows, self.told, self.drawer = Rows(id="answers"), Told(), Drawer(steady)
        self._sheet = Sheet(id="line", measure=76)
        self._sheet.can_focus = False  # it is read; the answers below it have the hand
        self._written = w.Written(session, self.drawer)

    def parts(self) -> ComposeResult:
        with Vertical(id="ground"):
            yield Static(id="where")
            yield self._sheet
            with Vertical(id="raised"):
                yield Static(id="passes")
                yield self.rows
        yield self.told
        yield self.drawer

    def on_mount(self) -> None:
        self._show()

    def fit(self, width: int, height: int) -> None:
        """On a tall screen the line stands nearer to what is asked about it."""
        self.query_one("#where").styles.margin = ((height - ENOUGH) // 4 + 1 if height >= ENOUGH else height // 22, 0)
        self.call_after_refresh(self._show)

    # Where one is

    def _first(self) -> int:
        """The line it was left at to be mended; else the first that waits; else the end."""
        left = MENDING.pop(self._session, None)
        at = next((n for n, each in enumerate(self._lines) if each.id == left), None)
        return self._waiting(0) if at is None else at

    def _waiting(self, start: int) -> int:
        """The first line from `start` on that has not been gone through, or the end."""
        found = (n for n in range(start, len(self._lines)) if self._again or self._lines[n].reviewed is None)
        return next(found, len(self._lines))

    @property
    def _line(self) -> Line | None:
        """The line that is up; None at the end."""
        return self._lines[self._at] if self._at < len(self._lines) else None

    def _renew(self) -> None:
        """The plan as it is now, at the same line."""
        here = self._line
        self._plan = self._session.plan()
        self._lines = tuple(self._plan.lines())
        if here is not None:
            self._at = next((n for n, each in enumerate(self._lines) if each.id == here.id), self._at)

    def _go(self, at: int) -> None:
        self._at = min(max(at, 0), len(self._lines))
        self.told.hush()
        self._show()

    # What it shows

    def _show(self) -> None:
        up, tongues, roomy = self._line, Tongues.of(self._session), self.size.height >= ENOUGH
        with self.app.batch_update():
            self._sheet.show(self._blocks(up) if up else end_blocks(self._lines))
            self._sheet.scroll_home(animate=False)
            place = tr("{at} af {lines}" if up else "{lines} linjer", at=self._at + 1, lines=len(self._lines))
            self.query_one("#where", Static).update(line(strong(tr("Læs igennem")), muted(f"   {place}")))
            asked = w.asked_of(tongues, roomy) if up else tr("Hvad nu?")
            self.query_one("#passes", Static).update(both(asked, strong=True))
            self.rows.put(w.verdicts(tongues, roomy) if up else w.ways_on(self._plan))
            self._show_keys()
        self.steady.show(monotonic())

    def _show_keys(self) -> None:
        """Enter does what is marked; nothing marked is yes to a line, and nothing at the end."""
        if self.drawer.is_open:
            return
        if self._line is None:
            self.show_keys(CHOOSE, READING[1], BACK)
        else:
            self.show_keys(("Enter", DOES[str(self.rows.key or "yes")], "yes"), *READING[1:])

    @on(Sheet.Moved, "#answers")
    def _moved(self) -> None:
        self._show_keys()

    def _blocks(self, up: Line) -> list[Block]:
        now = datetime.now(UTC)
        facts, older = came_from(self._session, up, self._place(up), now), is_older(self._session.state, up)
        return line_blocks(self._plan, up, now, facts, air=self.has_class("-tall"), older=older)

    # What is done

    def hears(self, event: Hand) -> bool:
        self.steady.hear(event)
        return False

    def on_key(self, event: events.Key) -> None:
        """The keys of the reading; they are letters like others while something is written."""
        act = {"space": self.action_yes, "left": self.action_earlier, "backspace": self.action_earlier,
               "right": self.action_later, "pageup": lambda: self._sheet.action_page(-1),
               "pagedown": lambda: self._sheet.action_page(1),
               "ctrl+z": self.action_undo, "f2": self.action_hand_over}.get(event.key)
        if act is not None and self.rows.has_focus:
            event.stop()
            act()

    @on(Rows.Entered)
    def _answered(self, event: Rows.Entered) -> None:
        self._do(event.row or "")

    def action_yes(self) -> None:
        self._do(str(self.rows.key or ""))

    def _do(self, what: str) -> None:
        """Nothing marked is yes to a line, and nothing at the end."""
        if not self.steady.meant:
            return
        match what or ("yes" if self._line else ""):
            case "yes":
                self._right()
            case "mend":
                self._mend()
            case "no":
                self._ask(self._not_quite())
            case "waiting":
                self._go(self._waiting(0))
            case "again":
                self._again = True
                self._go(0)
            case "agree":
                self.dismiss("agree")
            case "back":
                self.action_back()

    def _right(self) -> None:
        up = self._line
        if up is None:
            return
        try:
            if up.reviewed is None:
                self._session.review(up.id)
        except EmpowerError as error:
            self.told.say(told(error), "warn")
            return
        self._renew()
        self._go(self._waiting(self._at + 1))

    def _place(self, up: Line) -> Place:
        """Where the line's answer was given."""
        given = next((event for event in self._session.events if event.id == up.roots[0]), None)
        return getattr(given, "place", Place(up.turn, up.item, up.voice))

    def _mend(self) -> None:
        up = self._line
        if up is None:
            return
        place = self._place(up)
        if not self._session.state.is_relevant(place):
            self.told.say(tr(w.NO_WAY))
            return
        MENDING[self._session] = up.id
        self.dismiss(place)

    async def _not_quite(self) -> None:
        if (up := self._line) is None:
            return
        how = await self.drawer.choose(tr("Hvad passer ikke helt?"), w.not_quite(up),
                                       about=muted(shortened(quoted(up), 200)))
        if how == "words":
            if await w.reword(self._session, self._written, up):
                self._renew()
                self._go(self._at)
                self.told.say(tr(w.AGAIN))
        elif how is not None:
            begin = tr("Om »{line}«: ", line=shortened(up.text, 40))
            if await w.remark(self._session, self._written, disagrees=how == "disagree", begin=begin):
                self._renew()
                self._go(self._at + 1 if self._again else self._waiting(self._at + 1))

    def _ask(self, asking: Coroutine[Any, Any, None]) -> None:
        self.query_one("#raised").display = False
        self.show_keys(("Esc", N("Fortryd"), "back"))
        self.run_worker(self._asked(asking), name="_asked", group="asked", exclusive=True)

    async def _asked(self, asking: Coroutine[Any, Any, None]) -> None:
        try:
            await asking
        except EmpowerError as error:
            self.told.say(told(error), "warn")
        self.query_one("#raised").display = True
        self._show_keys()
        self.rows.focus()

    def action_hand_over(self) -> None:
        """The keys change hands where a yes to the plan is given, and not here."""
        self.told.say(tr(w.KEEP))

    def action_earlier(self) -> None:
        self._go(self._at - 1)

    def action_later(self) -> None:
        """On without an answer; the line waits."""
        self._go(self._at + 1)

    def action_undo(self) -> None:
        """Takes the last yes to a line back, and stands at that line."""
        if not self.steady.meant:
            self.told.say(tr(HASTY))
            return
        back, line_id = take_back(self._session)
        self._renew()
        self._go(next((n for n, each in enumerate(self._lines) if each.id == line_id), self._at))
        self.told.say(back)

    def action_back(self) -> None:
        if self.drawer.is_open:
            self.drawer.cancel()
        else:
            self.dismiss(None)

    def keep_draft(self) -> bool:
        return self._written.keep()
