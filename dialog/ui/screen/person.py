"""A citizen: the few facts we need to begin, and the ways on from a citizen we know."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, ClassVar, cast
from uuid import UUID, uuid4

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.events import ScreenSuspend
from textual.timer import Timer
from textual.widgets import Input, Static

from dialog.errors import EmpowerError
from dialog.face.when import moment
from dialog.language.screen import N, told, tr
from dialog.ui.screen.calm import CalmScreen
from dialog.ui.screen.form import FormScreen
from dialog.ui.text import muted, strong, words
from dialog.ui.widget.labelled import NONE, CprInput, Labelled, LineInput, masked
from dialog.ui.widget.paragraph import Block, Paragraph
from dialog.ui.widget.sheet import Sheet
from dialog.ui.widget.told import Told

if TYPE_CHECKING:
    from dialog.face.people import Person
    from dialog.store import Store
    from dialog.store.record import Citizen, Conversation
    from dialog.ui.app import EmpowerApp

Way = tuple[str, UUID | None]
"""Which way on: `begin`, `edit`, or `resume` with the talk."""
FIRST = (N("Begynd den første samtale"), N("I kan stoppe og fortsætte, når I vil."))
NEXT = (N("Begynd en ny samtale"), N("Det, I har sagt før, bliver liggende."))
EDIT = (N("Ret oplysninger"), N("Navn, sagsnummer og CPR-nummer."))
CASE_NOTE = N("Som det står i kommunens fagsystem.")
LIKE_CPR = N("Det ligner et CPR-nummer. Sagsnummeret bliver vist i listen og på planen. "
             "CPR-nummeret har sit eget felt herunder.")
SHOWN = 10
"""Seconds a whole CPR number stands on the screen."""


class PersonForm(FormScreen["Citizen | None"]):
    """Name, case reference and perhaps a CPR number. Dismisses with the citizen as kept, or None."""

    AUTO_FOCUS = "#name Input"
    KEYS = (("Enter", N("Videre"), "send"), ("Esc", N("Tilbage uden at gemme"), "back"),
            ("F1", N("Hjælp"), "app.help"))
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "back", show=False)]
    DEFAULT_CSS = """
    PersonForm { align-horizontal: center; }
    PersonForm #form { max-width: 64; padding: 1 2 0 2; scrollbar-size-vertical: 1; }
    PersonForm.-low #form { padding: 0 1; }
    PersonForm Told { padding: 0; }
    PersonForm #title { margin-bottom: 1; }
    PersonForm.-low #title { margin-bottom: 0; }
    """
    FIELDS = ("name", "case", "cpr")

    def __init__(self, store: Store, citizen: Citizen | None = None, *, name: str = "") -> None:
        super().__init__()
        self._store, self._citizen, self._typed = store, citizen, name

    def parts(self) -> ComposeResult:
        known = self._citizen
        with VerticalScroll(id="form", can_focus=False):
            yield Static(strong(tr("Borgerens oplysninger") if known else tr("Ny borger")), id="title")
            yield Labelled(tr("Navn"), LineInput(known.name if known else self._typed, max_length=200), id="name")
            yield Labelled(tr("Sagsnummer"), LineInput(known.case_reference if known else "", max_length=60), id="case",
                           note=tr(CASE_NOTE))
            yield Labelled(tr("CPR-nummer, hvis det skal bruges"), CprInput(known.cpr if known else ""), id="cpr",
                           note=self._cpr_note())
            yield Told()

    def _part(self, name: str) -> Labelled:
        return self.query_one(f"#{name}", Labelled)

    def _cpr_note(self) -> str:
        if self._citizen and self._citizen.cpr:
            return tr("Nummeret står her i forvejen: {cpr}. Skriv et nyt, hvis det er forkert, "
                      "eller et punktum, hvis det skal væk.", cpr=masked(self._citizen.cpr))
        return tr("Feltet må gerne stå tomt. De fire sidste cifre vises ikke her.")

    @on(Input.Changed, "#case Input")
    def _case_written(self, event: Input.Changed) -> None:
        """A CPR number that is written as a case reference is seen by many; that is told, and it may stand."""
        from dialog.render.write import reads_as_cpr

        like = reads_as_cpr(event.value)
        self._part("case").say(tr(LIKE_CPR) if like else tr(CASE_NOTE), "warn" if like else "muted")

    @on(Input.Changed, "#cpr Input")
    def _cpr_written(self, event: Input.Changed) -> None:
        """A number that goes is told before it does."""
        gone = tr("Nummeret bliver taget væk, når I går videre.")
        self._part("cpr").say(gone if event.value == NONE else self._cpr_note())

    def action_back(self) -> None:
        self.dismiss(None)

    def fields(self) -> list[Input]:
        return [self._part(name).field for name in self.FIELDS]

    def sends(self, field: Input) -> bool:
        """An empty one too: it says what it lacks, and gets the hand back."""
        return not field.value.strip() or super().sends(field)

    def action_send(self) -> None:
        """Keep the citizen; a field that lacks something says so and gets the hand."""
        name, case = self._part("name").text, self._part("case").text
        cpr = self.query_one(CprInput).number
        if not name:
            self._lacks("name", tr("Skriv borgerens navn."))
        elif not case:
            self._lacks("case", tr("Skriv sagsnummeret. Det står på planen, så den finder vej til sagen."))
        elif cpr is None:
            self._lacks("cpr", tr("Et CPR-nummer har ti cifre. Lad feltet stå tomt, hvis I er i tvivl."))
        else:
            self._keep(name, case, cpr)

    def _lacks(self, field: str, text: str) -> None:
        self._part(field).say(text, "warn")
        self._part(field).field.focus()

    def _keep(self, name: str, case: str, cpr: str) -> None:
        from dialog.store.record import Citizen

        known = self._citizen
        citizen = Citizen(id=known.id if known else uuid4(), name=name, case_reference=case, cpr=cpr)
        try:
            (self._store.update_citizen if known else self._store.add_citizen)(citizen)
        except EmpowerError as error:
            self.query_one(Told).say(told(error), "warn")
        else:
            self.dismiss(citizen)


class PersonScreen(CalmScreen["Way | None"]):
    """The ways on from a citizen: go on with a talk, begin one, mend the facts. Dismisses with the way.

    `below` the ways stands what is only read. The CPR number is covered but for `SHOWN` seconds at a time, and only
    once it is noted in the file that it was shown.
    """

    AUTO_FOCUS = "#ways"
    KEYS = (("Enter", N("Vælg"), "choose"), ("Esc", N("Tilbage"), "back"), ("F1", N("Hjælp"), "app.help"))
    WITH_CPR = (*KEYS[:2], ("F6", N("Vis CPR"), "show_cpr"), KEYS[2])
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "back", show=False), Binding("f6", "show_cpr", show=False)]
    DEFAULT_CSS = """
    PersonScreen { align-horizontal: center; }
    PersonScreen #ground { max-width: 86; padding: 2 2 1 2; }
    PersonScreen.-low #ground { padding: 0; }
    PersonScreen #who { margin: 0 0 1 3; height: auto; }
    PersonScreen.-low #who { margin: 0 0 0 3; }
    PersonScreen #noted { height: auto; }
    """

    def __init__(self, person: Person, talks: Sequence[Conversation], below: Iterable[Block] = ()) -> None:
        super().__init__()
        self._person, self._past, self._below = person, talks, tuple(below)
        self._covering: Timer | None = None

    def parts(self) -> ComposeResult:
        with Vertical(id="ground"):
            with Vertical(id="who"):
                yield Static(strong(self._person.citizen.name))
                yield Static(id="facts")
                yield Static(id="noted")
            yield Sheet(id="ways")

    def on_mount(self) -> None:
        self.query_one("#ways", Sheet).show([*self._talks(), *(
            Block((Paragraph(tr(text), "strong"), Paragraph(tr(help), "muted")), key=(way, None))
            for way, (text, help) in (("begin", NEXT if self._past else FIRST), ("edit", EDIT))), *self._below])
        self._cover_cpr()
        # At once: what waits its turn comes after the first picture of the program that goes on.
        self.app.app_suspend_signal.subscribe(self, lambda _: self._cover_cpr(), immediate=True)
        self._note(self._last_shown())
        self.show_keys(*(self.WITH_CPR if self._person.citizen.cpr else self.KEYS))

    # The CPR number

    def action_show_cpr(self) -> None:
        """Note that it is shown, and then show it."""
        store = cast("EmpowerApp", self.app).store
        if store is None or not self._person.citizen.cpr or self._covering is not None:
            return
        try:
            cpr = store.show_cpr(self._person.citizen.id, datetime.now(UTC))
        except EmpowerError as error:
            self._note(f"{tr('Nummeret bliver kun vist, når det kan noteres.')} {told(error)}", "warn")
            return
        self._facts(cpr)
        self._note(tr("Det er noteret, at nummeret er vist."))
        self._covering = self.set_timer(SHOWN, self._cover_cpr)

    @on(ScreenSuspend)
    def _cover_cpr(self) -> None:
        """Also at once when another screen, or the lock, comes above this one."""
        if self._covering is not None:
            self._covering.stop()
            self._covering = None
        self._facts(masked(self._person.citizen.cpr))

    def _facts(self, cpr: str) -> None:
        case = tr("Sag {case}", case=self._person.citizen.case_reference)
        self.query_one("#facts", Static).update(muted(f"{case} · CPR {cpr}" if cpr else case))

    def _note(self, text: str, ink: str = "muted") -> None:
        noted = self.query_one("#noted", Static)
        noted.display = bool(text)
        noted.update(words(text, ink))

    def _last_shown(self) -> str:
        store = cast("EmpowerApp", self.app).store
        try:
            at = store.cpr_shown(self._person.citizen.id) if store and self._person.citizen.cpr else None
        except EmpowerError as error:
            return told(error)
        return tr("Nummeret blev sidst vist {when}.", when=moment(at, datetime.now(UTC))) if at else ""

    # The ways

    def _talks(self) -> list[Block]:
        now = datetime.now(UTC)
        blocks = []
        for talk in self._past:
            title = tr("Fortsæt samtalen fra {when}", when=moment(talk.started_at, now))
            facts = tr("{count} svar, sidst åbnet {when}", count=talk.answers,
                       when=moment(talk.last_at or talk.started_at, now))
            blocks.append(Block((Paragraph(title, "strong"), Paragraph(facts, "muted")), key=("resume", talk.id)))
        return blocks

    def action_back(self) -> None:
        self.dismiss(None)

    def action_choose(self) -> None:
        self.query_one("#ways", Sheet).action_choose()

    @on(Sheet.Chosen)
    def _chosen(self, event: Sheet.Chosen) -> None:
        self.dismiss(cast("Way", event.key))
