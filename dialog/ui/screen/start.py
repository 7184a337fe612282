"""The list: whom are we talking with today? Own citizens, the latest first; type to find one, Enter goes on.

Comes when the door (`unlock`) has opened the file, which is read in threads. Other citizens are nobody's business at a
shared screen: after a talk their names are covered until somebody asks for them.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Hashable
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, ClassVar, cast

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Input, Static

from dialog.errors import EmpowerError
from dialog.face.people import Person, begin, people, placed, practise, resume
from dialog.ui.screen.calm import CalmScreen
from dialog.ui.text import strong, words
from dialog.ui.theme import NAMES
from dialog.ui.widget.person_row import person_block
from dialog.ui.widget.sheet import Sheet
from dialog.ui.widget.start_rows import AGAIN, AT_FIRST, COVERED, ENOUGH, FIRST_KEYS, LEAVE, nobody, quiet, way_rows

if TYPE_CHECKING:
    from uuid import UUID

    from dialog.session import Session
    from dialog.store import Store
    from dialog.store.record import Citizen
    from dialog.ui.app import EmpowerApp
    from dialog.ui.screen.person import Way


class StartScreen(CalmScreen[None]):
    """Other screens lie above it, and it reads the file anew when they are gone."""

    AUTO_FOCUS = "#search"
    KEYS = (("Enter", "Vælg", "choose"), ("F2", "Ny borger", "new"), ("F4", "Mere om borgeren", "more"),
            ("F7", "Dæk navne", "cover"), ("F1", "Hjælp", "app.help"))
    BINDINGS: ClassVar[list[BindingType]] = [
        *(Binding(key, f"on_list({action})", show=False) for key, action in (
            ("up", "'step', -1"), ("down", "'step', 1"), ("pageup", "'page', -1"), ("pagedown", "'page', 1"))),
        Binding("f2", "new", show=False), Binding("f4", "more", show=False), Binding("f6", "practise", show=False),
        Binding("f7", "cover", show=False), Binding("f8", "settings", show=False),
        Binding("escape", "clear", show=False),
    ]
    DEFAULT_CSS = """
    StartScreen { align-horizontal: center; }
    StartScreen #ground { max-width: 86; padding: 2 2 1 2; }
    StartScreen.-low #ground { padding: 0; }
    StartScreen #greeting { margin-left: 3; height: auto; }
    StartScreen #search { margin: 1 2 1 1; padding: 0 2; max-width: 79; }
    StartScreen #said { margin-left: 3; height: auto; max-width: 76; }
    StartScreen.-low #greeting { display: none; }
    StartScreen.-low #search { margin: 0 2 0 1; }
    StartScreen Sheet { scrollbar-gutter: stable; }
    """

    def __init__(self) -> None:
        super().__init__()
        self.people: list[Person] = []
        self._read = False
        self._covered = False
        self._last: UUID | None = None
        """The citizen whose talk was open last; in a covered list the only one shown."""
        self._places: dict[tuple[UUID, datetime | None], str | None] = {}
        self._practice: Store | None = None

    @property
    def _app(self) -> EmpowerApp:
        return cast("EmpowerApp", self.app)

    def parts(self) -> ComposeResult:
        with Vertical(id="ground"):
            yield Static(id="greeting")
            search = Input(id="search", placeholder="Find på navn eller sagsnummer")
            search.cursor_blink = False
            yield search
            yield Static(id="said")
            people = Sheet(id="people")
            people.can_focus = False  # what is typed belongs to the search; the arrows reach the list from there
            yield people

    def on_mount(self) -> None:
        self._say("")
        self._greet("")
        store = self._app.store
        theme = (store.setting("theme") if store else None) or ""
        if theme in NAMES:
            self.app.theme = theme
        self._refresh()

    def on_screen_resume(self) -> None:
        self._end_practice()
        if self._read:
            self._refresh()

    def on_unmount(self) -> None:
        self._end_practice()

    # What it shows

    def _greet(self, name: str) -> None:
        first = name.strip().partition(" ")[0]
        self.query_one("#greeting", Static).update(strong(f"Goddag, {first}" if first else "Goddag"))

    def _say(self, text: str, ink: str = "warn") -> None:
        said = self.query_one("#said", Static)
        said.display = bool(text)
        said.update(words(text, ink))

    def _refresh(self) -> None:
        if self._app.store is not None:
            self.run_worker(self._read_people(self._app.store), description="people", exclusive=True, group="people")

    async def _read_people(self, store: Store) -> None:
        try:
            self.people = await asyncio.to_thread(people, store)
            self._greet(store.setting("coordinator_name") or "")
            self._read = True
            self._show(("person", self._last) if self._last else None)
            for number, person in enumerate(self.people, 1):
                self.people[number - 1] = await self._placed(store, person)
                if number in (AT_FIRST, len(self.people)):
                    self._show()
        except EmpowerError as error:
            self._say(f"{error}")
            self.query_one("#people", Sheet).show([AGAIN])

    async def _placed(self, store: Store, person: Person) -> Person:
        """The person with where the talk stopped, worked out once for each time the talk was used."""
        known = (person.citizen.id, person.last_at)
        if known not in self._places:
            self._places[known] = (await asyncio.to_thread(placed, store, person)).section
        return replace(person, section=self._places[known])

    def _show(self, key: Hashable | None = None, *, first: bool = False) -> None:
        """Show who is to be shown; `first` puts the mark on the first of them."""
        now = datetime.now(UTC)
        typed = self.query_one("#search", Input).value.strip()
        shown = [person for person in self.people if self._is_shown(person, typed)]
        blocks = [person_block(person, now) for person in shown]
        if first and blocks:
            key = blocks[0].key
        if not self._read:
            ways, blocks = [], [quiet("Et øjeblik …")]
        else:
            ways = way_rows(typed)
            blocks = blocks or [nobody(typed, covered=self._covered, known=bool(self.people))]
            if shown and self._covered and not typed:
                blocks.append(quiet(COVERED))
        self.query_one("#people", Sheet).show([*blocks, *ways], key=key)
        self.show_keys(*(() if self.people else FIRST_KEYS))

    def _is_shown(self, person: Person, typed: str) -> bool:
        if self._covered and len(typed) < ENOUGH:
            return person.citizen.id == self._last and not typed
        return person.matches(typed)

    # What is done

    @on(Input.Changed, "#search")
    def _searched(self, event: Input.Changed) -> None:
        self._say("")
        self._show(first=True)

    @on(Input.Submitted, "#search")
    def action_choose(self) -> None:
        self.query_one("#people", Sheet).action_choose()

    @on(Sheet.Chosen, "#people")
    def _chosen(self, event: Sheet.Chosen) -> None:
        kind, what = cast("tuple[str, object]", event.key)
        if kind == "way":
            getattr(self, f"action_{what}")()
        elif person := self._marked():
            self._go_on(person)

    def _marked(self) -> Person | None:
        key = self.query_one("#people", Sheet).key
        return next((person for person in self.people if ("person", person.citizen.id) == key), None)

    def action_on_list(self, name: str, step: int) -> None:
        getattr(self.query_one("#people", Sheet), f"action_{name}")(step)

    def action_clear(self) -> None:
        """Esc: away with what was typed; with nothing typed there is only the way out to tell of."""
        search = self.query_one("#search", Input)
        if not search.value:
            self._say(LEAVE, "muted")
        search.value = ""

    def action_cover(self) -> None:
        """Cover the names, or show them again."""
        self._covered = not self._covered
        self._last = None
        self._show(first=True)

    def action_again(self) -> None:
        self._say("")
        self._refresh()

    def action_settings(self) -> None:
        from dialog.ui.screen.settings import SettingsScreen

        self.app.push_screen(SettingsScreen())

    def action_new(self) -> None:
        from dialog.ui.screen.person import PersonForm

        if self._app.store is not None:
            self.app.push_screen(PersonForm(self._app.store, name=self.query_one("#search", Input).value.strip()),
                                 self._known)

    def _known(self, citizen: Citizen | None) -> None:
        """A citizen was made or mended: show that row."""
        if citizen is not None:
            self.query_one("#search", Input).value = ""
            self._last = citizen.id

    def action_more(self) -> None:
        from dialog.ui.screen.person import PersonScreen

        person, store = self._marked(), self._app.store
        if person is None or store is None:
            return
        try:
            talks = store.conversations(person.citizen.id)
        except EmpowerError as error:
            self._say(f"{error}")
        else:
            self.app.push_screen(PersonScreen(person, talks), lambda way: self._go(person, way))

    def _go_on(self, person: Person) -> None:
        """On with the talk, or the first one; where all is said, ask which way."""
        if person.latest is None:
            self._go(person, ("begin", None))
        elif person.is_done:
            self.action_more()
        else:
            self._go(person, ("resume", person.latest.id))

    def _go(self, person: Person, way: Way | None) -> None:
        from dialog.ui.screen.person import PersonForm

        if way is None or self._app.store is None:
            return
        kind, talk = way
        if kind == "edit":
            self.app.push_screen(PersonForm(self._app.store, person.citizen), self._known)
            return
        self._last = person.citizen.id
        store, script, citizen = self._app.store, self._app.opening.script, person.citizen
        self._open((lambda: resume(store, talk)) if talk else (lambda: begin(store, citizen, script)))

    def action_practise(self) -> None:
        script = self._app.opening.script
        self._open(lambda: practise(script))

    def _open(self, make: Callable[[], Session]) -> None:
        self._say("Et øjeblik …", "muted")
        self.run_worker(self._talk(make), description="talk", exclusive=True, group="talk")

    async def _talk(self, make: Callable[[], Session]) -> None:
        """Open the talk in a thread, show it, and cover the other names for when the two come back."""
        try:
            session = await asyncio.to_thread(make)
        except EmpowerError as error:
            self._say(f"{error}")
            return
        self._say("")
        self.query_one("#search", Input).value = ""
        if session.practice:
            self._practice = session.store
        else:
            self._covered = len(self.people) > 1
        await self._app.open_conversation(session)

    def _end_practice(self) -> None:
        if self._practice is not None:
            self._practice.close()
            self._practice = None
