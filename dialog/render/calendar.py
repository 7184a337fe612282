"""The plan's dates for a calendar: the next talk, when the numbers are looked at again, and each agreed step.

Others see a calendar: over a shoulder, on a locked telephone. So the name of an entry tells only that there is
something; what was agreed stands inside, and every entry is private. No CPR number, no address, nobody invited.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date

from icalendar import Calendar, Event

from dialog.language.clean import cleaned
from dialog.plan.model import Entry, Line, Plan
from dialog.render.markdown import inline
from dialog.render.profile import Profile

PRODUCT = "-//empowerment-dialog//plan//DA"
STEP = "Aftale fra min plan"


def events(plan: Plan, profile: Profile) -> bytes:
    """iCalendar. A plan without dates is a calendar without entries: parsers take it, and no export stops for it."""
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", _signed(plan, "Min plan"))
    for line, name, inside in _days(plan):
        day = line.day()
        if day:
            calendar.add_component(_event(plan, line, day, name, inside))
    return bytes(calendar.to_ical())


def _days(plan: Plan) -> Iterator[tuple[Line, str, str]]:
    """Each line that may name a day, with its name for all to see and the text inside."""
    coordinator = plan.header.coordinator
    talk = f"Næste samtale med {coordinator.name}" if coordinator.name.strip() else "Næste samtale"
    contact = f"Kontakt: {coordinator.contact}" if coordinator.contact.strip() else ""
    for section in plan.sections:
        for entry in section.entries:
            for line in entry.lines:
                match line.target:
                    case "follow_up.next_talk":
                        yield line, talk, contact
                    case "follow_up.rescore":
                        yield line, line.label, contact
                    case "agreement.when":
                        yield line, STEP, _step(entry)


def _step(entry: Entry) -> str:
    """What was agreed, and who does it."""
    said = [line for line in entry.lines if not line.skipped]
    what = [line.text for line in said if line.target == "agreement.what"]
    return "\n".join([*what, *(f"{line.label}: {line.text}" for line in said if line.target == "agreement.who")])


def _event(plan: Plan, line: Line, day: date, name: str, inside: str) -> Event:
    """A whole day; without an end it is that one day. It takes up no time: a day of agreements is not a busy day."""
    event = Event()
    event.add("uid", str(line.id))
    event.add("sequence", plan.version)
    event.add("dtstamp", plan.header.updated.astimezone(UTC))
    event.add("dtstart", day)
    event.add("summary", _signed(plan, name))
    if inside:
        event.add("description", cleaned(inside))
    event.add("status", "CONFIRMED" if plan.agreed else "TENTATIVE")
    event.add("class", "PRIVATE")
    event.add("transp", "TRANSPARENT")
    return event


def _signed(plan: Plan, name: str) -> str:
    """With what it must say first: UDKAST until both have said yes."""
    return ": ".join((*plan.marks, inline(cleaned(name))))
