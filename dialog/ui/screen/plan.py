"""The whole plan: read it, open a line, say it in other words, remark, say yes, see what is missing, take it along.

On a wide screen the plan stands to the left and where it stands to the right; on a narrow one the second follows the
first. Whatever is written rises from the bottom.
"""

from __future__ import annotations

from collections.abc import Coroutine, Hashable
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, ClassVar, cast
from uuid import UUID

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal

from dialog.conversation.event import Place
from dialog.errors import EmpowerError
from dialog.script.model import Voice
from dialog.ui.save_plan import save
from dialog.ui.screen.calm import CalmScreen
from dialog.ui.text import line, muted, words
from dialog.ui.widget.drawer import Drawer
from dialog.ui.widget.key_row import Key
from dialog.ui.widget.paragraph import Block, Paragraph
from dialog.ui.widget.plan_standing import gap_place, latest, standing
from dialog.ui.widget.plan_view import THE, entry_title, heading, labelled_lines, line_paragraphs, origin, quoted
from dialog.ui.widget.rows import Choice
from dialog.ui.widget.sheet import Sheet
from dialog.ui.widget.told import Told

if TYPE_CHECKING:
    from dialog.plan.model import Line, Plan
    from dialog.session import Session

BESIDE = 104
"""Columns from which the standing has a place of its own."""
YES: tuple[Key, Key] = (
    ("B", "Borger siger ja", "agree('citizen')"), ("S", "Sagsbehandler siger ja", "agree('caseworker')"))
DOING = {"gap": "Gå til spørgsmålet", "remark": "Skriv", "disagree": "Skriv", "save": "Gem planen", "agree": "Sig ja"}
SAVE: Key = ("G", "Gem", "save")
BACK: Key = ("Esc", "Tilbage", "back")


class PlanScreen(CalmScreen[Place | None]):
    """Dismisses with the place of a question that would fill a gap, or None."""

    AUTO_FOCUS = "#plan"
    KEYS = (("Enter", "Åbn", "choose"), *YES, SAVE, BACK)
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "back", show=False), Binding("f3", "back", show=False),
        Binding("b,B", "agree('citizen')", show=False), Binding("s,S", "agree('caseworker')", show=False),
        Binding("o,O", "reword", show=False), Binding("r,R", "remark", show=False),
        Binding("u,U", "disagree", show=False), Binding("m,M", "missing", show=False),
        Binding("g,G", "save", show=False),
    ]
    DEFAULT_CSS = """
    PlanScreen { align-horizontal: center; }
    PlanScreen #both { height: 1fr; max-width: 148; margin: 1; }
    PlanScreen.-one #both { margin: 1 0; }
    PlanScreen.-low #both { margin: 0; }
    PlanScreen #plan { width: 3fr; scrollbar-gutter: stable; }
    PlanScreen #standing { width: 2fr; margin-left: 2; scrollbar-gutter: stable; }
    """

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._plan: Plan = session.plan()
        self._opened: set[UUID] = set()

    def parts(self) -> ComposeResult:
        with Horizontal(id="both"):
            yield Sheet(id="plan")
            yield Sheet(id="standing", measure=52)
        yield Told()
        yield Drawer()

    def on_mount(self) -> None:
        self._show()

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
        plan, stands = self._blocks(now), list(standing(self._plan, now, self._ask))
        if self._beside:
            self._sheet("standing").show(stands, key=key)
            self._sheet("plan").show(plan, key=key)
        else:
            self._sheet("plan").show([*plan, *stands], key=key)

    def _blocks(self, now: datetime) -> list[Block]:
        citizen = self._session.citizen
        practice = "  Øvelse" if self._session.practice else ""
        blocks = [Block((Paragraph(f"Plan for {citizen.name}", "strong"),
                         Paragraph(f"Sag {citizen.case_reference}{practice}", "muted")))]
        if not self._plan.sections:
            blocks.append(Block((Paragraph("Planen er tom endnu. Den vokser frem af det, I taler om."),)))
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
        parts = tuple(line_paragraphs(line, labelled=labelled))
        if line.id in self._opened:
            said = self._session.said_at(Place(line.turn, line.item, line.voice))
            parts = (*parts, Paragraph("", found=False), *origin(line, now, said))
        return Block(parts, key=("line", line.id), space=space if labelled else 0)

    def _ask(self, place: Place) -> str:
        return self._session.ask(place) if self._session.state.is_relevant(place) else ""

    @on(Sheet.Moved, "#plan, #standing")
    def _moved(self, event: Sheet.Moved) -> None:
        if event.sheet.has_focus:
            self._show_keys_for(event.key)
            self._told.hush()

    def on_descendant_focus(self) -> None:
        if not self.query_one(Drawer).is_open:
            self._show_keys_for(self._reading.key)

    @property
    def _reading(self) -> Sheet:
        """The sheet that has the hand, or last had it."""
        beside = self._sheet("standing")
        return beside if beside.has_focus else self._sheet("plan")

    def _show_keys_for(self, key: Hashable | None) -> None:
        """The keys that matter where the mark is; on a narrow screen only those that there is room to name."""
        kind, what = cast("tuple[str, Any]", key or ("", None))
        if kind == "line":
            shut = "Luk" if what in self._opened else "Åbn"
            more = (BACK,) if self._beside else ()
            self.show_keys(("Enter", shut, "choose"), ("O", "Andre ord", "reword"), *YES, *more)
        elif kind in DOING:
            self.show_keys(("Enter", DOING[kind], "choose"), BACK, ("F1", "Hjælp", "app.help"))
        else:
            self.show_keys(*YES, SAVE, BACK)

    # What is done

    def action_back(self) -> None:
        drawer = self.query_one(Drawer)
        if drawer.is_open:
            drawer.cancel()
        else:
            self.dismiss(None)

    def action_choose(self) -> None:
        self._reading.action_choose()

    @on(Sheet.Chosen, "#plan, #standing")
    def _chosen(self, event: Sheet.Chosen) -> None:
        event.sheet.focus()
        kind, what = cast("tuple[str, Any]", event.key)
        match kind:
            case "line":
                self._opened ^= {what}
                self._show()
                self._show_keys_for(event.key)
            case "agree":
                self.action_agree(what)
            case "remark":
                self._ask_about(self._remark(what))
            case "gap":
                gap = next(each for each in self._plan.gaps if each.id == what)
                self.dismiss(gap_place(gap, self._ask))
            case _:
                getattr(self, f"action_{kind}")()

    def action_missing(self) -> None:
        """Go to what is missing."""
        sheet = self._sheet("standing" if self._beside else "plan")
        gaps = [key for key in (("gap", gap.id) for gap in self._plan.gaps) if sheet.has(key)]
        sheet.focus()
        sheet.mark(gaps[0] if gaps else ("save", None))

    def action_agree(self, by: Voice) -> None:
        self._ask_about(self._agree(by))

    def action_reword(self) -> None:
        kind, what = cast("tuple[str, Any]", self._reading.key or ("", None))
        line = self._plan.line(what) if kind == "line" else None
        if line is not None:
            self._ask_about(self._reword(line))

    def action_remark(self) -> None:
        self._ask_about(self._remark(None))

    def action_disagree(self) -> None:
        self._ask_about(self._remark(None, disagrees=True))

    def action_save(self) -> None:
        self._ask_about(save(self._session, self.query_one(Drawer), self._tell))

    def _ask_about(self, asking: Coroutine[Any, Any, None]) -> None:
        """Ask in the drawer; the hand comes back to where it was, the plan is shown anew."""
        self.show_keys(BACK)
        self._told.hush()
        self.run_worker(self._asked(asking, self._reading), description="asked", group="asked", exclusive=True)

    async def _asked(self, asking: Coroutine[Any, Any, None], sheet: Sheet) -> None:
        try:
            await asking
        except EmpowerError as error:
            self._tell(f"{error}", "warn")
        self._plan = self._session.plan()
        self._show()
        sheet.focus()
        self._show_keys_for(sheet.key)

    @property
    def _told(self) -> Told:
        return self.query_one(Told)

    def _tell(self, text: str, ink: str = "foreground") -> None:
        self._told.say(text, ink)

    async def _agree(self, by: Voice) -> None:
        given = latest(self._plan, by)
        if given is not None and given.valid:
            self._tell(f"{THE[by]} har sagt ja til planen, som den står nu.")
            return
        if not self._plan.sections:
            self._tell("Planen er tom endnu. Der er ikke noget at sige ja til.")
            return
        lacks = len(self._plan.gaps)
        about = f"{'En ting mangler' if lacks == 1 else f'{lacks} ting mangler'} endnu. I kan godt sige ja alligevel."
        answer = await self.query_one(Drawer).choose(
            f"Siger {THE[by].lower()} ja til planen, som den står nu?",
            [Choice("yes", "Ja", letter="j"), Choice("no", "Ikke endnu", letter="n")],
            about=muted(about if lacks else "Ændrer I noget bagefter, bliver den et udkast igen."))
        if answer == "yes":
            self._session.agree(by, typed_by=by)
            both = self._session.plan().status == "agreed"
            self._tell("I har begge sagt ja. Planen er aftalt." if both else f"{THE[by]} har sagt ja.", "good")

    async def _reword(self, said: Line) -> None:
        about = line(muted(f"{said.label}  "), words(quoted(said)), "\n",
                     muted("Borgerens egne ord bliver stående. De andre ord står under dem."))
        typed = await self.query_one(Drawer).write(
            "Med andre ord", about=about, text=said.wording or "",
            hint="Enter gemmer · tomt felt tager ordene væk · Esc fortryder")
        if typed is not None and typed.strip() != (said.wording or ""):
            self._session.reword_line(said.id, typed.strip(), "caseworker")

    async def _remark(self, remark: UUID | None, *, disagrees: bool = False) -> None:
        known = next((each for each in self._plan.remarks if each.id == remark), None)
        disagrees = known.disagrees if known else disagrees
        typed = await self.query_one(Drawer).write(
            "Hvad er I ikke enige om?" if disagrees else "Hvad vil du bemærke til planen?",
            about=muted("Det står i planen, som det er skrevet."), text=known.text if known else "",
            hint=("Enter gemmer · tomt felt tager den væk" if known else "Enter gemmer") + " · Esc fortryder")
        if typed is None or (not typed.strip() and known is None):
            return
        self._session.remark(typed.strip(), disagrees=disagrees, by=known.by if known else "citizen", remark=remark)
