"""Every prompt on plain lines can be left and explained, and no command is ever kept as what somebody said."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest

from dialog.conversation.event import Answered, Place
from dialog.face.people import practise
from dialog.language import catalogue
from dialog.language import talk as words
from dialog.language.screen import speak
from dialog.plain.face import FIELD, Gone
from dialog.plain.start import Start
from dialog.plain.talk import Talk
from dialog.session import Session
from dialog.store import Store
from dialog.store.record import Citizen
from tests.plain.lines import Hands
from tests.plain.test_talk import upto
from tests.ui.talks import begun


@pytest.fixture
def session() -> Iterator[Session]:
    made = begun()
    yield made
    made.store.close()


@pytest.fixture
def talk() -> Iterator[Session]:
    """The talk that ships, in Ukrainian through an interpreter."""
    made = practise("first_conversation")
    made.speak("uk", interpreted=True)
    yield made
    made.store.close()


@pytest.fixture
def store() -> Iterator[Store]:
    made = Store.throwaway()
    made.add_citizen(Citizen(uuid4(), "Amira Test", "SAG-1", ""))
    yield made
    made.close()


def at_the_list(store: Store, *lines: str) -> Hands:
    hands = Hands(lines)
    try:
        Start(hands.face, store, lambda typed: None).run()
    except Gone:
        hands.said.append("nobody was there")
    return hands


def in_a_talk(session: Session, *lines: str) -> Hands:
    hands = Hands(lines)
    with pytest.raises(Gone):
        Talk(hands.face, session).run()
    return hands


@pytest.mark.parametrize("line", ["?", ".tilbage", ".stop", ".undo", ".gentag"])
@pytest.mark.parametrize("before", [(".ny",), (".ny", "Eva Prøve"), (".ny", "Eva Prøve", "SAG-9"), (".indstillinger",),
                                    (".indstillinger", ""), ("amira", "2"), ("amira", "2", "")])
def test_a_command_in_a_field_is_never_kept(store: Store, before: tuple[str, ...], line: str) -> None:
    at_the_list(store, *before, line)
    known = [(each.name, each.case_reference, each.cpr) for each in store.citizens()]
    assert known == [("Amira Test", "SAG-1", "")]
    assert not store.setting("coordinator_name")
    assert not store.setting("coordinator_contact")


def test_what_only_looks_like_a_command_is_kept_with_a_space_in_front(store: Store) -> None:
    hands = at_the_list(store, ".indstillinger", "?", " .net-Mette", ".stop")
    assert store.setting("coordinator_name") == ".net-Mette"
    assert f"Programmet: {FIELD}" in hands.said
    assert hands.said[-1] == "Programmet: Alt er gemt. På gensyn."


@pytest.mark.parametrize("aside", [".ret", ".hvem", ".taster", ".spring", ".sprog", ".afsnit", ".se", ".plan"])
def test_a_talk_is_stopped_from_whatever_else_is_asked_meanwhile(session: Session, aside: str) -> None:
    upto(session, "themes")
    hands = Hands([aside, ".stop", "2"])
    Talk(hands.face, session).run()
    assert session.state.closed
    assert words.ALL_KEPT not in hands.text, "a practice is deleted"


def test_a_list_is_explained_and_read_again(session: Session) -> None:
    hands = in_a_talk(session, "", ".hvem", "?")
    assert hands.said.count("2. Sagsbehandler") == 2
    assert ".stop stopper" in hands.said[-1]


@pytest.mark.parametrize("leave", ["", ".tilbage", ".undo"])
@pytest.mark.parametrize("aside", [".ret alt", ".hvem", ".taster", ".spring", ".sprog", ".afsnit", ".se"])
def test_the_question_is_read_again_when_what_was_asked_meanwhile_is_left(
    session: Session, aside: str, leave: str
) -> None:
    upto(session, "coffee")
    asked = session.ask(session.next() or Place(""))
    hands = in_a_talk(session, aside, leave)
    after = hands.said[hands.said.index(f"Programmet: {words.HERE}"):]
    assert any(asked in line for line in after)


@pytest.mark.parametrize(("line", "kept"), [("", True), (".tilbage", True), (".stop", True), ("nej", False)])
def test_half_written_words_go_only_when_it_is_said(session: Session, line: str, kept: bool) -> None:
    upto(session, "hope")
    session.keep_draft(Place("hope"), "Jeg håber at")
    in_a_talk(session, line, *([""] if line == ".stop" else []))
    assert (session.draft() is not None) is kept
    assert not isinstance(session.state.given(Place("hope")), Answered)


@pytest.mark.parametrize("turn", ["share", "belief", "goals_read_back"])
def test_the_citizens_own_question_keeps_to_the_citizen(session: Session, turn: str) -> None:
    upto(session, turn)
    hands = in_a_talk(session, ".hvem sagsbehandler", "1", "1")
    assert "Programmet: Det svar kan kun borgeren selv give. .taster borger giver borgeren tasterne." in hands.said
    assert "F6" not in hands.text
    given = next(each for each in reversed(session.events) if isinstance(each, Answered))
    assert (given.place.turn, given.said_by, given.typed_by) == (turn, "citizen", "citizen")


def test_the_guidance_is_in_the_screens_language_whatever_the_talk_is_in(talk: Session) -> None:
    session = talk
    place = session.next() or Place("")
    assert session.guide(place, "en") != session.guide(place, "da")
    speak("en")
    try:
        hands = in_a_talk(session, ".guide")
    finally:
        speak("da")
    assert any(session.guide(place, "en").splitlines()[0] in line for line in hands.said)


def test_how_the_words_came_about_is_told_when_they_are_read_again(talk: Session) -> None:
    session = talk
    while (place := session.next()) is not None and session.turn(place).kind != "text":
        session.skip(place, "not_now") if session.turn(place).required != "must" else session.put_off(place)
    assert place is not None
    session.answer(place, "Ro i maven")
    hands = in_a_talk(session, ".se", "")
    told = "Programmet: sagt på ukrainsk, skrevet på dansk gennem tolk"
    assert hands.said[hands.said.index(told) - 1].endswith(": Ro i maven")
    Talk(hands.face, session).put_summary(session.script.by_id[place.turn].section)
    assert hands.said[-1] == told


def test_the_list_of_languages_tells_what_no_person_has_read(session: Session) -> None:
    hands = in_a_talk(session, ".sprog")
    assert f"ukrainsk, українська: {words.UNREAD_TRANSLATION}" in hands.said
    assert not any(line.startswith("dansk: ") for line in hands.said)


def test_a_talk_that_stands_in_danish_for_its_translation_has_faults_says_why(
    talk: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = talk
    assert not any("first_conversation.po" in line for line in in_a_talk(session).said)
    broken = tmp_path / "locales/uk/LC_MESSAGES/first_conversation.po"
    broken.parent.mkdir(parents=True)
    broken.write_text('msgid "a"\nmsgstr "b', encoding="utf-8")
    monkeypatch.setenv("EMPOWER_RESOURCES", str(tmp_path))
    catalogue._script.cache_clear()
    again = Session.resume(session.store, session.conversation.id)
    assert any("first_conversation.po" in line for line in in_a_talk(again).said)
    catalogue._script.cache_clear()
