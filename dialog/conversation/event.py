"""Whatever happens in a conversation, in the past tense. Events are the only truth; everything else is derived.

Each event carries a client-made id (so a retry after an unknown COMMIT writes it once), its number in the conversation
(order is by number, never by clock) and UTC time. `pack` and `unpack` turn an event's own fields into plain JSON data.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any, ClassVar, Literal, NamedTuple
from uuid import UUID

from dialog.script.model import Voice

Form = Literal["own_words", "summary", "choice"]
Value = Any
"""Plain JSON data; `dialog.script.kind` says which shape each kind of question takes."""


class Place(NamedTuple):
    """Where an answer belongs: a turn, the list item it is about, and whose view it is where both are asked."""

    turn: str
    item: str | None = None
    voice: Voice | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    id: UUID
    seq: int
    at: datetime
    undoes: int | None = None
    """The number of the event that this one takes back, when it was an undo."""
    kind: ClassVar[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply(Event):
    """What somebody did when a question was put. `shown`: the language it was put in.

    `translation`: which edition of the script's texts in that language; empty for the script's own words.
    """

    shown: str = "da"
    translation: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered(Reply):
    """A question was answered, or answered anew. For `say` the value is True: it was said.

    `language` is that of its words; `interpreted`: an interpreter put the citizen's words into it.
    """

    kind = "answered"
    place: Place
    value: Value
    said_by: Voice = "citizen"
    typed_by: Voice = "caseworker"
    form: Form = "own_words"
    language: str = "da"
    interpreted: bool = False
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Skipped(Reply):
    """A question was passed with dignity; the reason is an answer."""

    kind = "skipped"
    place: Place
    reason: str
    said_by: Voice = "citizen"


@dataclass(frozen=True, slots=True, kw_only=True)
class PutOff(Event):
    """"Later": the question waits and comes back by itself."""

    kind = "put_off"
    place: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Reopened(Event):
    """An answer or a "later" was taken back: the question stands open again, put off as often as it was before."""

    kind = "reopened"
    place: Place
    put_off: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemAdded(Reply):
    """The citizen put something on a list; `place.item` is the new item's own id. Said again, it is reworded."""

    kind = "item_added"
    place: Place
    value: str
    said_by: Voice = "citizen"
    typed_by: Voice = "caseworker"
    language: str = "da"
    interpreted: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemRemoved(Event):
    """Something was taken off a list; what was said about it goes to rest."""

    kind = "item_removed"
    place: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class MovedTo(Event):
    """The two went to a section; questions are asked from there on, and the earlier ones come after."""

    kind = "moved_to"
    section: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LineReworded(Event):
    """A plan line got a wording beside the citizen's words, never instead of them. Empty: taken back."""

    kind = "line_reworded"
    line: UUID
    wording: str
    by: Voice


@dataclass(frozen=True, slots=True, kw_only=True)
class Remarked(Event):
    """A remark on the plan, or that somebody disagrees. The same `remark` again rewords it; empty takes it back."""

    kind = "remarked"
    remark: UUID
    text: str
    disagrees: bool
    by: Voice


@dataclass(frozen=True, slots=True, kw_only=True)
class LineReviewed(Event):
    """The citizen, going through the plan line by line, said that this line stands right. Empty: taken back."""

    kind = "line_reviewed"
    line: UUID
    line_sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreed(Event):
    """One of the two said yes to the plan exactly as it stood. A change makes it a draft again. Empty: taken back.

    `log_head` is the chain's head over all events before this one: what the yes was given on top of.
    """

    kind = "agreed"
    by: Voice
    plan_sha256: str
    log_head: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanEnded(Event):
    """The plan was brought to an end, or (`ended` false) taken up again."""

    kind = "plan_ended"
    by: Voice
    why: str = ""
    ended: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class LanguageChosen(Event):
    """From here on the questions are put in this language, and the answers written in that one: empty is the same.

    `interpreted`: an interpreter puts them into it.
    """

    kind = "language_chosen"
    language: str
    written: str = ""
    interpreted: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Closed(Event):
    """The talk was ended. Always possible; going on is too."""

    kind = "closed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Resumed(Event):
    """The talk was taken up again after a close."""

    kind = "resumed"


KINDS: dict[str, type[Event]] = {
    cls.kind: cls
    for cls in (
        Answered, Skipped, PutOff, Reopened, ItemAdded, ItemRemoved,
        MovedTo, LineReworded, Remarked, LineReviewed, Agreed, PlanEnded, LanguageChosen, Closed, Resumed,
    )
}
_ENVELOPE = {"id", "seq", "at"}
_BODY = {cls: tuple(f.name for f in fields(cls) if f.name not in _ENVELOPE) for cls in KINDS.values()}


def pack(event: Event) -> dict[str, Any]:
    """The event's own fields as plain JSON data, without id, number and time."""
    body = {name: getattr(event, name) for name in _BODY[type(event)]}
    for name, value in body.items():
        if isinstance(value, UUID):
            body[name] = str(value)
    return body


def unpack(kind: str, id: UUID, seq: int, at: datetime, body: dict[str, Any]) -> Event:
    """The event again. Raises KeyError for a kind this program does not know."""
    data = dict(body)
    if "place" in data:
        data["place"] = Place(*data["place"])
    for name in ("line", "remark"):
        if name in data:
            data[name] = UUID(data[name])
    return KINDS[kind](id=id, seq=seq, at=at, **data)
