"""What is within reach from a question: who answers, the languages, the guidance, the sections, and looking back."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from dialog.conversation.event import Place
from dialog.errors import EmpowerError
from dialog.face.tongues import WAYS, Tongues, Two, two
from dialog.face.when import clock
from dialog.language import talk
from dialog.language.catalogue import SOURCE, catalogue, language_named, on_offer, script_words
from dialog.language.format import language_text
from dialog.language.screen import N, screen_language, tr
from dialog.plain.face import NAMES, PROGRAM, Face, Row, chosen
from dialog.plain.lock import Check, lock
from dialog.plain.saying import Saying
from dialog.script.model import Voice
from dialog.session import Session

if TYPE_CHECKING:
    from dialog.conversation.look_back import Said

STANDING = {"earlier": N("Svaret er ændret siden."), "resting": N("Svaret hviler: spørgsmålet gælder ikke lige nu.")}
SECTION_CHANGED = N("Afsnittet er ændret, siden I læste det igennem.")
OWN_HAND_ONLY = N("Det svar kan kun borgeren selv give. .taster borger giver borgeren tasterne.")
NAMED_IN = "trust.language"
"""The place in the plan of the question about language."""


class Reach(Saying):
    """A command says whether the question that was up is left."""

    def __init__(self, face: Face, session: Session, check: Check | None = None) -> None:
        super().__init__(face, session)
        self.check = check
        face.locks = lambda: lock(face, check)
        self._offered: set[str] = set()

    def go_on(self) -> None:
        """To the question that comes next."""
        raise NotImplementedError

    def change(self, place: Place) -> bool:
        """To a question that was answered before. False when it does not apply now."""
        raise NotImplementedError

    def do_again(self, rest: str) -> bool:
        self._hinted = set()
        return True

    def back(self) -> bool:
        """Says that what was asked meanwhile is left; the question is read again, and nothing answers it unheard."""
        if self.place is not None:
            self.say_words(talk.HERE)
        return True

    # Who

    def do_who(self, rest: str) -> bool:
        """The citizen's own question keeps to the citizen, and one with a score from each to the one it asks."""
        if self.own_hand:
            if self.typist == "citizen":
                self.say_words(talk.OWN_HAND)
            else:
                self.face.tell(OWN_HAND_ONLY)
            return False
        if self.place is not None and self.place.voice is not None:
            self.face.tell("Her svarer I hver for sig: først den ene, så den anden.")
            return False
        if voice := self._voice(N("Hvem svarer?"), rest):
            self.voice = voice
            self.tell_who()
        return voice is None and self.back()

    def do_keys(self, rest: str) -> bool:
        if voice := self._voice(N("Hvem sidder ved tasterne?"), rest):
            self.typist = voice
            self.face.forget()  # what came along with it was written before they had the keys
            self.tell_who()
        return voice is None and self.back()

    def _voice(self, ask: str, told: str) -> Voice | None:
        rows = [Row(voice, tr(name)) for voice, name in NAMES.items()]
        if not chosen(rows, told):
            self.face.tell(ask)
        found = self.face.pick(rows, told=told)
        return next((voice for voice in ("citizen", "caseworker", "together") if voice == found), None)

    def do_guide(self, rest: str) -> bool:
        """Only when it is asked for, and never anything about the citizen."""
        guide = self.session.guide(self.place, screen_language()) if self.place else ""
        self.face.say(tr("Til sagsbehandleren"), guide or tr("Her er ingen vejledning."))
        return False

    # The language

    def do_language(self, rest: str) -> bool:
        """The questions' language from here on, and how the answers come."""
        self.say_words(talk.WHICH_LANGUAGE)
        offer = on_offer(self.session.script.id)
        for code in offer.on_paper:
            self.face.say(_named(code), tr(talk.ON_PAPER_ONLY))
        for fault in offer.faults:
            self.face.tell_error(fault)
        for code in filter(self._unread, offer.on_screen):
            self.face.say(_named(code), tr(talk.UNREAD_TRANSLATION))
        found = self.face.pick([Row(code, _named(code)) for code in offer.on_screen], told=rest)
        return (found is not None and self._chosen(found)) or self.back()

    def _chosen(self, code: str) -> bool:
        """A language other than Danish is written by the citizen, or heard through an interpreter."""
        if code == SOURCE:
            return self._speak(code)
        to_come = Tongues.of(self.session, code)
        self.face.say(tr(PROGRAM), *to_come.say(talk.HOW_ANSWERED), label=tr("Dansk"))
        rows = [Row(way, *to_come.say(called)) for way, (called, _) in WAYS.items()]
        how = self.face.pick(rows, tr("Dansk"))
        return how is not None and self._speak(code, **WAYS[how][1])

    def offer_language(self, place: Place, value: object) -> None:
        """Once, when the citizen has named a language that the questions can be put in."""
        plan = self.session.turn(place).plan
        if plan is None or plan.to != NAMED_IN or not isinstance(value, str):
            return
        code = language_named(value, on_offer(self.session.script.id).on_screen[1:])
        if code is None or code in (*self._offered, self.session.language):
            return
        self._offered.add(code)
        self.say(tr(PROGRAM), self._naming(talk.OFFER_LANGUAGE, code))
        if self.pick(("yes", talk.YES), ("no", talk.NO)) == "yes":
            self._chosen(code)

    def _naming(self, danish: str, language: str) -> Two:
        """A text with the language's name in it, each in its own language."""
        return self.tongues.both(lambda code: self.tongues.word(danish, code, language=language_text(language, code)))

    def _unread(self, code: str) -> bool:
        """Whether no person has read the translation, of the questions or of the program's own words."""
        script = self.session.script.id
        return code != SOURCE and not (catalogue(code).reviewed_by and script_words(code, script).reviewed_by)

    def _speak(self, code: str, **way: Any) -> bool:
        try:
            self.session.speak(code, **way)
        except EmpowerError as error:
            self.face.tell_error(error)
            return False
        self.say(tr(PROGRAM), self._naming(talk.NOW_IN, code))
        if self._unread(code):
            self.say_words(talk.UNREAD_TRANSLATION)
        self.section, self._hinted = "", set()
        return True

    # Where we are

    def do_sections(self, rest: str) -> bool:
        """On from a section's first open question; where all is answered, to its answers, or once more to what was
        read back, where they have been changed since."""
        parts = self.session.progress(self.tongues.first).sections
        rows = [Row(part.section.id, tr("{title}: {done} af {total}", title=part.section.title, done=part.done,
                                        total=part.total) if part.done < part.total
                    else tr("{title}: besvaret", title=part.section.title), self.title(part.section.id).beneath)
                for part in parts]
        self.face.tell("Skriv nummeret på det afsnit, I vil til. En tom linje går tilbage.")
        found = self.face.pick(rows, self.label, rest)
        if found is None:
            return self.back()
        part = next(each for each in parts if each.section.id == found)
        if part.done < part.total:
            return self._move_to(found)
        again = next((each for each in self.changed_since_read() if self.session.turn(each).section == found), None)
        if again is None:
            return self._change_in(found)
        self.face.tell(SECTION_CHANGED)
        return self.change(again)

    def _move_to(self, section: str) -> bool:
        try:
            self.session.move_to(section)
        except EmpowerError as error:
            self.face.tell_error(error)
            return False
        self.go_on()
        return True

    def _change_in(self, section: str) -> bool:
        """Choose among the answers of a section, or of all."""
        places = self.answers(section)
        if not places:
            self.say_words(talk.NOTHING_TO_MEND)
            return False
        self.say_words(talk.WHICH_ANSWER)
        found = self.face.pick(self.answer_rows(places), self.label)
        return (found is not None and self.change(places[int(found)])) or self.back()

    def do_change(self, rest: str) -> bool:
        """`.ret`, `.ret 2`, `.ret alt` or `.ret alt 2`."""
        where, _, number = rest.rpartition(" ") if rest[-1:].isdecimal() else (rest, "", "")
        section = "" if where.casefold() in ("alt", "all") else self.section
        places = self.answers(section)
        if number.isdecimal() and 0 < int(number[:6]) <= len(places):
            return self.change(places[int(number[:6]) - 1]) or self.back()
        return self._change_in(section)

    def do_look(self, rest: str) -> bool:
        """The whole talk as it was said, or what holds a word; and the way back to an answer."""
        said = [(each, two(each.asked, other.asked), two(each.said, other.said)) for each, other in self._both_said()
                if rest.casefold() in f"{each.asked}\n{each.said}\n{other.asked}\n{other.said}".casefold()]
        answered: list[Place] = []
        section = ""
        for each, asked, answer in said:
            if each.section != section:
                section = each.section
                self.say(tr("Afsnit"), self.title(section))
            if each.said:
                answered.append(each.place)
            number = f"{len(answered)}. " if each.said else ""
            self.say(tr("{number}Klokken {clock}", number=number, clock=clock(each.at)), asked)
            self.say(tr(NAMES[each.said_by]), answer)
            self.tell_how(self.session.events[each.seq - 1])
            if each.standing in STANDING:
                self.face.tell(STANDING[each.standing])
        return self._back_to(answered)

    def _both_said(self) -> Iterator[tuple[Said, Said]]:
        """The talk in its language, and in the one beneath."""
        first, beneath = self.tongues.first, self.tongues.beneath
        said = self.session.said(first)
        return zip(said, self.session.said(beneath) if beneath else said, strict=True)

    def _back_to(self, places: list[Place]) -> bool:
        if not places:
            self.face.tell("Det er ikke sagt endnu.")
            return False
        self.face.tell("Skriv nummeret på et svar, I vil ændre. En tom linje går tilbage til spørgsmålet.")
        while heard := self.face.entry().strip():
            number = int(heard[:6]) if heard.isdecimal() else 0
            if 0 < number <= len(places):
                return self.change(places[number - 1])
            self.face.tell("Skriv et af numrene, eller en tom linje.")
        return self.back()

    def do_lock(self, rest: str) -> bool:
        lock(self.face, self.check)
        self.face.say(tr(PROGRAM), tr("Låst op. I fortsætter, hvor I slap."))
        return True


def _named(code: str) -> str:
    """What a language is called, in the screen's language and in its own."""
    here, own = language_text(code, screen_language()), language_text(code, code)
    return here if here == own else f"{here}, {own}"
