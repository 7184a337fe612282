"""Own citizens: what the list of them reads and opens, on the screen and on plain lines.

Every function here waits for the disk: call it in a thread. The database, the script and the session are imported
inside, for the start screen imports this module before its first picture.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from dialog.language.screen import screen_language, tr

if TYPE_CHECKING:
    from dialog.conversation.follow_up import FollowUp
    from dialog.conversation.scores import Series
    from dialog.session import Session
    from dialog.store import Store
    from dialog.store.record import Citizen, Conversation

PRACTICE = ("Karim Øvesen", "ØVELSE-1", "310290-1234")
"""An invented citizen; 31 February is nobody's birthday."""


@dataclass(frozen=True, slots=True)
class Person:
    """A citizen and the talk last in use. `section` is where it stopped: None until it is read, "" when all is said.

    `follow_ups`: the days that the talks named, once read.
    """

    citizen: Citizen
    latest: Conversation | None = None
    talks: int = 0
    section: str | None = None
    follow_ups: tuple[FollowUp, ...] = ()

    @property
    def last_at(self) -> datetime | None:
        return (self.latest.last_at or self.latest.started_at) if self.latest else None

    @property
    def is_done(self) -> bool:
        """Whether the latest talk has come all the way round."""
        return self.latest is not None and self.section == ""

    def matches(self, words: str) -> bool:
        """Whether each word is a part of the name or the case reference."""
        parts = f"{self.citizen.name} {self.citizen.case_reference}".casefold()
        return all(word in parts for word in words.casefold().split())

    @property
    def state(self) -> str:
        """What comes next with this citizen, in one line."""
        if self.latest is None:
            return tr("Begynd den første samtale")
        if self.is_done:
            return tr("I er nået hele vejen rundt")
        if self.section:
            return tr("Fortsæt, hvor I slap: {section}", section=self.section)
        return tr("Fortsæt, hvor I slap")


def people(store: Store) -> list[Person]:
    """Own citizens: those not begun first, by name, then the one last talked with and so on."""
    found = [Person(each.citizen, each.last, each.conversations) for each in store.overview()]
    new = [person for person in found if person.latest is None]
    new.sort(key=lambda person: person.citizen.name.casefold())
    return [*new, *(person for person in found if person.latest is not None)]


def placed(store: Store, person: Person) -> Person:
    """The same person with the section where the talk stopped ("" when all is said), and the days that were named."""
    from dialog.session import Session

    if person.latest is None:
        return person
    session = Session.resume(store, person.latest.id)
    section = session.progress(screen_language()).section
    return replace(person, section=section.title if section else "", follow_ups=_named(store, person, session))


def _named(store: Store, person: Person, latest: Session) -> tuple[FollowUp, ...]:
    """The days of the latest talk; where it names none and its plan lives, those of the talk before, and so on."""
    from dialog.conversation.follow_up import follow_ups
    from dialog.session import Session

    found = follow_ups(latest.script, latest.state)
    if found or person.talks < 2 or latest.state.about_plan.ended:
        return found
    for talk in store.conversations(person.citizen.id):
        if talk.id != latest.conversation.id and not found:
            earlier = Session.resume(store, talk.id)
            found = follow_ups(earlier.script, earlier.state)
    return found


def scores(store: Store, talks: Sequence[Conversation]) -> list[Series]:
    """The citizen's own numbers through all these talks, the newest of which comes first."""
    from dialog.conversation.scores import series
    from dialog.session import Session

    opened = [Session.resume(store, talk.id) for talk in reversed(talks)]
    return series((each.script, each.events) for each in opened)


def begin(store: Store, citizen: Citizen, script: str) -> Session:
    """A new talk with the citizen."""
    from dialog.library import load_script
    from dialog.session import Session

    return Session.begin(store, citizen, load_script(script))


def resume(store: Store, talk: UUID) -> Session:
    """The talk where it stands, taken up again if it was closed."""
    from dialog.session import Session

    session = Session.resume(store, talk)
    if session.state.closed:
        session.reopen()
    return session


def practise(script: str) -> Session:
    """A talk with an invented citizen, in an encrypted file of its own that is gone when its store is closed."""
    from dialog.library import load_script
    from dialog.session import Session
    from dialog.store import Store
    from dialog.store.record import Citizen

    read = load_script(script)
    store = Store.throwaway()
    name, case, cpr = PRACTICE
    citizen = Citizen(id=uuid4(), name=name, case_reference=case, cpr=cpr)
    store.add_citizen(citizen)
    return Session.begin(store, citizen, read, practice=True)
