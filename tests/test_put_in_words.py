"""A talk in the citizen's language: what is asked, what is remembered of it, and what stays Danish."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from dialog import resources
from dialog.conversation.event import Answered, ItemAdded, LanguageChosen, Place, Skipped
from dialog.errors import AnswerError, ExportError
from dialog.language import catalogue
from dialog.session import Session
from dialog.store import Store
from tests.test_session import SCRIPT, begun

PO = '''msgid ""
msgstr ""
"Language: uk\\n"

msgctxt "tiny.first.hello.ask"
msgid "Hej."
msgstr "Привіт."

msgctxt "tiny.first.belief.ask"
msgid "Tror du?"
msgstr "Чи вірите ви?"

msgctxt "tiny.first.last.ask"
msgid "Noget andet end før?"
msgstr "застаріле"
'''


@pytest.fixture
def session(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Session]:
    place = tmp_path / "locales/uk/LC_MESSAGES/tiny.po"
    place.parent.mkdir(parents=True)
    place.write_text(PO, encoding="utf-8")
    monkeypatch.setenv(resources.OWN_FOLDER, str(tmp_path))
    with Store.throwaway() as store:
        yield begun(store)


def test_a_question_is_put_in_danish_and_in_any_language_there_are_words_for(session: Session) -> None:
    hello = Place("hello")
    assert session.language == "da"
    assert (session.ask(hello), session.ask(hello, "uk")) == ("Hej.", "Привіт.")
    assert session.phrasing("uk").edition
    assert session.phrasing().script is SCRIPT


def test_what_is_not_translated_or_has_changed_in_danish_stands_in_danish(session: Session) -> None:
    assert session.ask(Place("care"), "uk") == "Hvad hjælper?"
    assert session.ask(Place("last"), "uk") == "Andet?"


def test_the_language_is_changed_at_any_moment_and_is_there_when_the_talk_is_taken_up_again(session: Session) -> None:
    session.answer(Place("hello"), True)
    session.speak("uk", interpreted=True)
    session.speak("uk", interpreted=True)
    assert [type(event) for event in session.events] == [Answered, LanguageChosen]
    again = Session.resume(session.store, session.conversation.id)
    assert (again.language, again.state.interpreted) == ("uk", True)
    session.speak("da")
    assert session.language == "da"


def test_a_language_without_a_catalogue_is_refused(session: Session) -> None:
    with pytest.raises(AnswerError):
        session.speak("xx")
    assert session.events == []


def test_an_answer_remembers_its_language_what_was_shown_and_whose_words_they_are(session: Session) -> None:
    session.answer(Place("last"), "ro")
    session.speak("uk")
    session.answer(Place("last"), "спокій")
    session.speak("uk", interpreted=True)
    session.answer(Place("last"), "ro og fred")
    session.answer(Place("last"), "sagsbehandlerens ord", said_by="caseworker")
    edition = session.phrasing("uk").edition
    given = [event for event in session.events if isinstance(event, Answered)]
    assert [(each.language, each.interpreted, each.shown, each.translation) for each in given] == [
        ("da", False, "da", ""), ("uk", False, "uk", edition), ("da", True, "uk", edition),
        ("da", False, "uk", edition)]
    assert [(each.language, each.interpreted) for each in session.said()][1:3] == [("uk", False), ("da", True)]


def test_an_item_and_a_skip_remember_it_too_and_an_undo_brings_it_back(session: Session) -> None:
    session.answer(Place("hello"), True)
    session.speak("uk", interpreted=True)
    item = session.add_item("wish", "hund")
    session.reword_item(Place("wish", item), "kat")
    session.undo()
    session.skip(Place("last"), "not_now")
    added = [event for event in session.events if isinstance(event, ItemAdded)]
    assert [(each.value, each.interpreted, each.shown) for each in added] == [
        ("hund", True, "uk"), ("kat", True, "uk"), ("hund", True, "uk")]
    skipped = session.events[-1]
    assert isinstance(skipped, Skipped)
    assert skipped.shown == "uk"
    assert session.said_at(Place("last"), "uk") == session.phrasing("uk").tongue.say("Ikke lige nu")


def test_a_choice_has_no_words_of_anybodys_own_and_so_no_language(session: Session) -> None:
    session.speak("uk", interpreted=True)
    session.answer(Place("health"), True)
    given = session.state.given(Place("health"))
    assert isinstance(given, Answered)
    assert (given.language, given.interpreted, given.shown) == ("da", False, "uk")


@pytest.mark.parametrize(("place", "value"), [("agree", True), ("belief", 4)])
def test_the_citizens_own_answers_come_from_the_citizens_own_hand(session: Session, place: str, value: object) -> None:
    item = session.add_item("wish", "hund") if place == "belief" else None
    where = Place(place, item, "citizen" if item else None)
    for said, typed in (("citizen", "caseworker"), ("citizen", "together"), ("caseworker", "caseworker")):
        with pytest.raises(AnswerError):
            session.answer(where, value, said_by=said, typed_by=typed)  # type: ignore[arg-type]
    assert session.state.given(where) is None
    session.answer(where, value, typed_by="citizen")
    if item:
        session.answer(Place(place, item, "caseworker"), value)
        theirs = session.state.given(Place(place, item, "caseworker"))
        assert isinstance(theirs, Answered)
        assert theirs.typed_by == "caseworker"


def test_the_plan_stays_danish(session: Session) -> None:
    session.speak("uk")
    session.answer(Place("last"), "спокій")
    line = next(line for line in session.plan().lines() if line.turn == "last")
    assert (line.asked, line.text, line.label) == ("Andet?", "спокій", line.label)


def test_a_citizen_who_reads_one_language_and_answers_in_danish_is_not_said_to_have_an_interpreter(
    session: Session,
) -> None:
    session.speak("uk", written="da")
    session.answer(Place("last"), "ro og fred")
    given = session.state.given(Place("last"))
    assert isinstance(given, Answered)
    assert (given.language, given.interpreted, given.shown) == ("da", False, "uk")
    with pytest.raises(AnswerError):
        session.speak("uk", written="pl")


def test_a_talk_goes_on_in_danish_where_its_translation_has_faults_and_says_so(
    session: Session, tmp_path: Path,
) -> None:
    session.speak("uk")
    (tmp_path / "locales/uk/LC_MESSAGES/tiny.po").write_text('msgid "a"\nmsgstr "b', encoding="utf-8")
    catalogue._script.cache_clear()
    again = Session.resume(session.store, session.conversation.id)
    assert again.ask(Place("hello"), again.language) == "Hej."
    assert "tiny.po" in str(again.unread)
    with pytest.raises(ExportError):
        again.speak("uk", interpreted=True)
