"""The conversation's states: each kind of question in the script that ships, and all that opens beside it or over it.

One talk is gone through from its beginning to its end, so a state's way is where the one before led, and on.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass

from dialog.conversation.event import Place
from dialog.library import load_script
from dialog.script.model import Voice
from dialog.session import Session
from dialog.store import Store
from dialog.ui.ask.kind import Typed
from dialog.ui.screen.conversation import ConversationScreen
from tests.plan.whole import ITEMS, value_of
from tests.ui.rooms import Room, known

LONG = ("Jeg vil gerne have en fast dag i ugen, hvor der er ro.\nSå kan jeg nå at samle mig.\n" + 11 * (
    "Og jeg vil gerne vide, hvad der sker bagefter, og hvem der ringer, hvis jeg ikke selv kan komme. "))


@dataclass(frozen=True)
class Talking:
    """A room with the conversation open in it."""

    room: Room
    session: Session

    @property
    def screen(self) -> ConversationScreen:
        return next(each for each in self.room.app.screen_stack if isinstance(each, ConversationScreen))

    async def press(self, *keys: str) -> None:
        for key in keys:
            self.room.send(key)
            await self.rest()

    async def rest(self) -> None:
        """The plan beside the talk waits for the clock to be drawn, so it is drawn now: what is new is new since the
        last drawing."""
        await self.room.calm()
        if isinstance(self.room.screen, ConversationScreen) and self.screen.plan_view is not None:
            self.screen._draw_plan()
            await self.room.pilot.pause()

    async def leave(self) -> None:
        """Away from the talk's screen, with nothing half written in it."""
        await self.at_question()
        self.screen.dismiss(None)
        await self.room.calm()

    async def open(self) -> None:
        screen = await self.room.app.open_conversation(self.session)
        screen.grace = 0
        await self.room.calm()

    async def at_question(self) -> None:
        """At the question that comes next, with nothing beside it or over it, and the keys where they began."""
        while self.room.screen is not self.screen:
            self.room.app.pop_screen()
            await self.room.pilot.pause()
        if self.screen.talk.typist == "citizen":
            self.screen.talk.pass_keys()
        self.screen.ask_next()
        await self.rest()


Way = Callable[[Talking], Awaitable[None]]


def then(*keys: str) -> Way:
    """On from the state before."""
    return lambda talking: talking.press(*keys)


def to(turn: str, *keys: str) -> Way:
    """To a question, all before it answered."""
    async def go(talking: Talking) -> None:
        session = talking.session
        while (place := session.next()) is not None and place.turn != turn:
            answer(session, place)
        await talking.at_question()
        await talking.press(*keys)

    return go


def answer(session: Session, place: Place) -> None:
    turn = session.script.by_id[place.turn]
    for text in ITEMS.get(turn.id, ()):
        if len(session.state.items(turn.fills)) < len(ITEMS[turn.id]):
            session.add_item(turn.id, text)
    who: Voice = place.voice or turn.answers
    session.answer(place, value_of(turn, session, place.voice), said_by=who, typed_by=who)  # type: ignore[arg-type]


def again(turn: str, *keys: str) -> Way:
    """An earlier answer open for change."""
    async def go(talking: Talking) -> None:
        await talking.at_question()
        talking.screen.change(Place(turn))
        await talking.press(*keys)

    return go


async def long(talking: Talking) -> None:
    """More than the field shows at once."""
    ask = talking.screen.answering.ask
    assert ask is not None
    ask.take(LONG)
    await talking.press("end")


async def half_written(talking: Talking) -> None:
    """What was being written when the talk was cut is found."""
    await talking.leave()
    place = talking.session.next()
    assert place is not None
    talking.session.keep_draft(place, "En 15 stykker, når jeg har sovet")
    await talking.open()


async def locked(talking: Talking) -> None:
    await talking.at_question()
    await talking.press("ctrl+l")


async def unlocked(talking: Talking) -> None:
    """Its own question again, and half a sentence in the field."""
    talking.room.app.unlock()
    await talking.at_question()
    await talking.press(Typed("Halvt skrevet"))


async def closed(talking: Talking) -> None:
    await talking.leave()
    talking.session.close()
    await talking.open()


STATES: tuple[tuple[str, Way], ...] = (
    ("say", to("welcome")),
    ("choices", to("today")),
    ("choices, ticked", then("1", "3")),
    ("text", to("expectation")),
    ("text, nothing written", then("enter")),
    ("guidance", then("f8")),
    ("text, citizen types", then("f6")),
    ("text, caseworker answers", then("f6", "f2")),
    ("text, written", then("f2", Typed("At nogen hører efter"))),
    ("text, marked", then("shift+home")),
    ("text, long", long),
    ("skip", then("f5")),
    ("language", then("escape", "ctrl+t")),
    ("language, how", then("4", "enter")),
    ("how to leave", then("escape", "ctrl+c")),
    ("stop", then("escape")),
    ("yesno", to("same_caseworker")),
    ("choice", to("reach")),
    ("choice, other words", then("6", "enter", Typed("Skriv til min søster"))),
    ("earlier", to("worked_before", "pageup")),
    ("earlier, changing", then("enter")),
    ("list", to("wish")),
    ("list, filled", then(Typed("Et job i et køkken"), "enter", Typed("At komme ud af gælden"), "enter")),
    ("list, a row", then("up")),
    ("scale", to("belief")),
    ("scale, picked", then("7")),
    ("scale, own hand", then("enter")),
    ("scale, caseworker's", then("j", "enter")),
    ("scale, caseworker's, picked", then("4")),
    ("read-back", to("goals_read_back")),
    ("read-back, change", then("2", "enter")),
    ("read-back, not quite", then("escape", "3", "enter", Typed("Det om gælden"))),
    ("change, rests", again("work_picture", "4", "enter")),
    ("list, taking away", again("wish", "up", "delete")),
    ("rank", to("rank_barriers")),
    ("rank, in order", then("2", "space", "space")),
    ("consent", to("consent_information")),
    ("consent, own hand", then("j", "enter")),
    ("consent, skip", to("consent_information", "f5")),
    ("number", to("belief_hours")),
    ("number, not one", then(Typed("mange"), "enter")),
    ("draft found", half_written),
    ("sections", then("escape", "f7")),
    ("section done", then("1", "enter")),
    ("help", then("escape", "escape", "f1")),
    ("look back", then("escape", "f4")),
    ("plan", then("escape", "f3")),
    ("lock", locked),
    ("lock, opened", unlocked),
    ("date", to("agreement_when")),
    ("date, read", then(Typed("16. marts"))),
    ("end", to("")),
    ("end, changed since", again("life", Typed(" Og en have."), "enter")),
    ("closed", closed),
)


def begin(store: Store, language: str) -> Session:
    session = Session.begin(store, known(store, "Amira Test", "TEST-1", "310290-1234"),
                            load_script("first_conversation"))
    if language != "da":
        session.speak(language)
    return session


async def walk(talking: Talking) -> AsyncIterator[str]:
    """Go through the talk; yields the name of each state when it is shown."""
    await talking.open()
    for name, way in STATES:
        await way(talking)
        await talking.rest()
        yield name
