"""What the start screen reads and opens. Every function here waits for the disk: call it in a thread.

The database, the script and the session are imported inside, for the start screen imports this module before its first
picture.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from dialog.ui.widget.person_row import Person

if TYPE_CHECKING:
    from dialog.session import Session
    from dialog.store import Store
    from dialog.store.record import Citizen

PRACTICE = ("Karim Øvesen", "ØVELSE-1", "310290-1234")
"""An invented citizen; 31 February is nobody's birthday."""


def people(store: Store) -> list[Person]:
    """Own citizens: those not begun first, by name, then the one last talked with and so on."""
    found = [Person(each.citizen, each.last, each.conversations) for each in store.overview()]
    new = [person for person in found if person.latest is None]
    new.sort(key=lambda person: person.citizen.name.casefold())
    return [*new, *(person for person in found if person.latest is not None)]


def placed(store: Store, person: Person) -> Person:
    """The same person with the section where the talk stopped; "" when all is said."""
    from dialog.session import Session

    if person.latest is None:
        return person
    section = Session.resume(store, person.latest.id).progress().section
    return replace(person, section=section.title if section else "")


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
