"""The list: whom are we talking with today? Own citizens, the latest first; type to find one, Enter goes on.

Comes when the door (`unlock`) has opened the file, which is read in threads. Other citizens are nobody's business at a
shared screen: after a talk their names are covered until somebody asks for them.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Hashable
from dataclasses import replace
from datetime import UTC, datetime
from time import monotonic
from typing import TYPE_CHECKING, cast
from uuid import UUID

from textual import on
from textual.widgets import Input

from dialog.errors import EmpowerError
from dialog.face.due import glance, in_order
from dialog.face.people import Person, begin, people, placed, practise, resume, scores
from dialog.language.screen import N, screen_language, told, tr
from dialog.ui.screen.start_frame import StartFrame
from dialog.ui.steady import GRACE
from dialog.ui.widget.person_row import person_block
from dialog.ui.widget.score_rows import score_blocks
from dialog.ui.widget.sheet import Sheet
from dialog.ui.widget.start_rows import AT_FIRST, COVERED, ENOUGH, FIRST_KEYS, LEAVE, again, nobody, quiet, way_rows

if TYPE_CHECKING:
    from dialog.session import Session
    from dialog.store import Store
    from dialog.store.record import Citizen
    from dialog.ui.screen.person import Way

WAIT = N("Et øjeblik …")


class StartScreen(StartFrame):
    """Other screens lie above it, and it reads the file anew when they are gone."""

    def __init__(self) -> None:
        super().__init__()
        self.people: list[Person] = []
        self._read = self._covered = self._touched = self._opening = False
        self._last: UUID | None = None
        """The citizen whose talk was open last; in a covered list the only one shown."""
        self._new_at = 0.0
        """When the mark was last moved by no hand, or the list came back; never, while it is out of sight."""
        self._places: dict[tuple[UUID, datetime | None, str], Person] = {}
        self._practice: Store | None = None

    def on_mount(self) -> None:
        self._begin()
        self._wear()
        store = self._app.store
        if store and store.setting("tour_seen") == "no":
            self._tour(store)

    def _begin(self) -> None:
        self._tell("")
        self._greet("")
        self._refresh()

    def _tour(self, store: Store) -> None:
        """The first time of all; it is seen once it has been left."""
        from dialog.ui.screen.tour import TourScreen

        self.app.push_screen(TourScreen(), lambda _: store.set_setting("tour_seen", "yes"))

    async def on_screen_resume(self) -> None:
        self._end_practice()
        self._new_at = min(self._new_at, monotonic())
        if self.spoken != screen_language():
            self.workers.cancel_group(self, "people")
            await self.recompose()
            self.query_one("#search", Input).focus()
            self._begin()
        elif self._read:
            self._refresh()

    def on_unmount(self) -> None:
        self._end_practice()

    # What it shows

    def _refresh(self) -> None:
        if self._app.store is not None:
            self.run_worker(self._read_people(self._app.store), description="people", exclusive=True, group="people")

    async def _read_people(self, store: Store) -> None:
        try:
            self.people = await asyncio.to_thread(people, store)
            if not self._is_up:
                return
            self._greet(store.setting("coordinator_name") or "")
            self._read = True
            self._show(("person", self._last) if self._last else None)
            for number, person in enumerate(self.people, 1):
                self.people[number - 1] = await self._placed(store, person)
                if not self._is_up:
                    return
                if number == AT_FIRST:
                    self._show()
            self._bring_forward()
        except EmpowerError as error:
            self._say(told(error))
            self.query_one("#people", Sheet).show([again()])

    @property
    def _is_up(self) -> bool:
        """Whether there is anything to show it in: the program may have ended while a thread read."""
        return bool(self.query("#people"))

    def _bring_forward(self) -> None:
        """Who matters most today gets the mark, unless a hand has been on the list: it may be on its way to Enter."""
        before = self._marked()
        self._show(first=not (self._touched or self._last))
        if before and self._marked() is not before:
            self._new_at = monotonic()

    async def _placed(self, store: Store, person: Person) -> Person:
        """The person with where the talk stopped, worked out once for each time the talk was used."""
        known = (person.citizen.id, person.last_at, screen_language())
        if known not in self._places:
            self._places[known] = await asyncio.to_thread(placed, store, person)
        read = self._places[known]
        return replace(person, section=read.section, follow_ups=read.follow_ups)

    def _show(self, key: Hashable | None = None, *, first: bool = False) -> None:
        """Show who is to be shown; `first` puts the mark on the first of them."""
        now = datetime.now(UTC)
        typed = self.query_one("#search", Input).value.strip()
        shown = in_order((person for person in self.people if self._is_shown(person, typed)), now)
        blocks = [person_block(person, now) for person in shown]
        if first and blocks:
            key = blocks[0].key
        self._tell("" if self._covered else glance(self.people, now))
        if not self._read:
            ways, blocks = [], [quiet(WAIT)]
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
        self._touch()
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
        elif (person := self._marked()) and self._is_meant:
            self._go_on(person)

    def _marked(self) -> Person | None:
        key = self.query_one("#people", Sheet).key
        return next((person for person in self.people if ("person", person.citizen.id) == key), None)

    def _touch(self) -> None:
        """From here on the mark stands where a hand has put it."""
        self._touched, self._new_at = True, 0.0

    @property
    def _is_meant(self) -> bool:
        """Whether whoever is marked was seen to be so: a key pressed too soon opens nobody else."""
        return monotonic() - self._new_at >= GRACE

    def action_on_list(self, name: str, step: int) -> None:
        self._touch()
        getattr(self.query_one("#people", Sheet), f"action_{name}")(step)

    def action_clear(self) -> None:
        """Esc: away with what was typed; with nothing typed there is only the way out to tell of."""
        search = self.query_one("#search", Input)
        if not search.value:
            self._say(tr(LEAVE), "muted")
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
        person, store = self._marked(), self._app.store
        if person is not None and store is not None and self._is_meant:
            self.run_worker(self._more(store, person), description="more", exclusive=True, group="talk")

    async def _more(self, store: Store, person: Person) -> None:
        """What there is about the citizen: read in a thread, for every talk is folded for its numbers."""
        from dialog.ui.screen.person import PersonScreen

        try:
            talks = await asyncio.to_thread(store.conversations, person.citizen.id)
            numbers = await asyncio.to_thread(scores, store, talks)
        except EmpowerError as error:
            self._say(told(error))
            return
        screen = PersonScreen(person, talks, score_blocks(numbers, datetime.now(UTC)))
        self.app.push_screen(screen, lambda way: self._go(person, way))

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
        if self._opening:
            return  # a second Enter would begin a second talk
        self._opening = True
        self._say(tr(WAIT), "muted")
        self.run_worker(self._talk(make), description="talk", exclusive=True, group="talk")

    async def _talk(self, make: Callable[[], Session]) -> None:
        """Open the talk in a thread, show it, and cover the other names for when the two come back."""
        try:
            session = await asyncio.to_thread(make)
        except EmpowerError as error:
            self._say(told(error))
            return
        finally:
            self._opening = False
        self._say("")
        self.query_one("#search", Input).value = ""
        if session.practice:
            self._practice = session.store
        else:
            self._covered = len(self.people) > 1
            self._show(("person", self._last))  # now, for the list is painted once before it is read anew
        self._new_at = float("inf")
        await self._app.open_conversation(session)

    def _end_practice(self) -> None:
        if self._practice is not None:
            self._practice.close()
            self._practice = None
