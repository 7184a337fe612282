"""A talk on plain lines: what a line does, whose hands are on the keys, and that nothing anybody wrote is lost."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from dialog.conversation.event import Answered, Place, Skipped
from dialog.language.screen import speak
from dialog.plain import ask, face
from dialog.plain.face import Face, Gone
from dialog.plain.question import Told, Value
from dialog.plain.talk import Talk
from dialog.script.model import PlanMapping
from dialog.session import Session
from tests.faults.payloads import PRINTED, STEERING
from tests.plain.lines import Hands, answering, written
from tests.ui.talks import ANSWERS, begun


@pytest.fixture
def session() -> Iterator[Session]:
    made = begun()
    yield made
    made.store.close()


def wrote(session: Session, *lines: str) -> Hands:
    """What was said while these lines were written; then nobody was there any more."""
    hands = Hands(lines)
    with pytest.raises(Gone):
        Talk(hands.face, session).run()
    return hands


def upto(session: Session, turn: str) -> None:
    """Answer everything before this question, through the session itself."""
    values = iter(ANSWERS)
    while (place := session.next()) is not None and place.turn != turn:
        value = next(values)
        if isinstance(value, str) and session.turn(place).fills:
            session.add_item(place.turn, value)
        else:
            session.answer(place, value)


def value_at(session: Session, turn: str, item: str | None = None) -> Any:
    given = session.state.given(Place(turn, item))
    return given.value if isinstance(given, Answered) else None


# Every kind


def test_every_kind_is_answered_by_the_line_that_says_it(session: Session) -> None:
    wrote(session, ".taster borger", "", "Ro på økonomien", "ja", "Efter tyve minutter", "Frisk luft",
          "Arbejde med dyr", "Ro i økonomien", "", "6", "7", "10", "helt sikkert", "ja", "3 Skiftende", "2 3 5 Søvn",
          "2 3 1", "7,5", "3/5 2030", "ja", "Tak for i dag")
    assert session.next() is None
    assert value_at(session, "hope") == "Ro på økonomien"
    assert value_at(session, "kind_of_day") == {"other": "Skiftende"}
    assert value_at(session, "themes") == {"chosen": ["debt", "housing"], "other": "Søvn"}
    assert value_at(session, "first") == ["b", "c", "a"]
    assert value_at(session, "hours") == 7.5
    assert value_at(session, "next_talk") == "2030-05-03"
    goals = session.state.items("goals")
    assert [session.state.given(Place("belief", goals[1], voice)).value  # type: ignore[union-attr]
            for voice in ("citizen", "caseworker")] == [10, 10]


@pytest.mark.parametrize(("turn", "line", "told"), [
    ("hope", "", "Skriv et par ord."), ("coffee", "måske", "Skriv nummeret eller ordene."),
    ("kind_of_day", "9", "Skriv nummeret eller ordene."), ("kind_of_day", "3", "Skriv 3 og så jeres egne ord"),
    ("themes", "1 9", "Skriv numrene med mellemrum imellem"), ("themes", "1 2 3 4", "Der er plads til 3."),
    ("first", "1 1 2", "Skriv numrene i rækkefølge"), ("hours", "mange", "Skriv det med tal"),
    ("hours", "80", "Skriv et tal fra 1 til 37."), ("next_talk", "snart", "Den dag kan vi ikke læse."),
    ("belief", "elleve", "Skriv et tal fra 0 til 10."),
    ("goals_read_back", "3", "Skriv 3 og så, hvad der mangler"),
])
def test_a_line_that_is_no_answer_is_told_and_keeps_nothing(session: Session, turn: str, line: str, told: str) -> None:
    upto(session, turn)
    seq = session.state.seq
    hands = wrote(session, ".taster borger", line)
    assert told in hands.said[-1]
    assert session.state.seq == seq


def test_a_day_that_has_passed_is_meant_when_it_is_written_again(session: Session) -> None:
    upto(session, "next_talk")
    talk = Talk(Hands().face, session)
    talk.go_on()
    question = replace(talk.question(), turn=replace(talk.turn, plan=PlanMapping(to="follow_up.next_talk")))
    once = ask.parse(question, "3/5 2020")
    assert isinstance(once, Told) and "Den dag er gået." in once.text
    assert ask.parse(replace(question, before="3/5 2020"), "3/5 2020") == Value("2020-05-03")
    assert ask.parse(question, "3/5 2090") == Value("2090-05-03")


def test_an_answer_may_have_several_lines_and_look_like_a_command(session: Session) -> None:
    upto(session, "hope")
    text = ".net først\nså ro +\n?"
    wrote(session, *written(text))
    assert value_at(session, "hope") == text


@pytest.mark.parametrize("name", ["nix", "sprng", "væk"])
def test_a_command_nobody_knows_is_no_answer(session: Session, name: str) -> None:
    upto(session, "hope")
    hands = wrote(session, f".{name} tak")
    assert f"Kommandoen .{name} kendes ikke." in hands.text
    assert value_at(session, "hope") is None


# Whose hands


def test_a_score_is_given_by_the_citizen_who_says_so_and_the_keys_go_back(session: Session) -> None:
    upto(session, "belief")
    hands = wrote(session, "6", "2", "6", "ja, det er mig", "8")
    own, other = (session.state.given(Place("belief", session.state.items("goals")[0], voice))
                  for voice in ("citizen", "caseworker"))
    assert isinstance(own, Answered) and isinstance(other, Answered)
    assert (own.value, own.said_by, own.typed_by) == (6, "citizen", "citizen")
    assert (other.value, other.said_by, other.typed_by) == (8, "caseworker", "caseworker")
    assert hands.text.count("Det her svarer du selv på. Tasterne er dine nu.") == 2


@pytest.mark.parametrize("turn", ["belief", "goals_read_back", "share"])
def test_what_is_the_citizens_own_is_not_kept_from_other_hands(session: Session, turn: str) -> None:
    upto(session, turn)
    seq = session.state.seq
    wrote(session, "1", "tilbage til spørgsmålet")
    assert session.state.seq == seq


def test_what_was_typed_ahead_confirms_nobodys_hand() -> None:
    session, forgotten = begun(), []
    upto(session, "share")
    hands = Hands(["1", "1"])
    with pytest.raises(Gone):
        Talk(Face(hands.hear, hands.said.append, lambda: forgotten.append(len(hands.said))), session).run()
    asked = next(at for at, line in enumerate(hands.said) if "Tasterne er dine nu." in line)
    session.store.close()
    assert forgotten == [asked + 1]  # once it stands there, and before it can be answered


# Taking back, changing, passing


def test_an_undone_answer_is_offered_to_be_mended(session: Session) -> None:
    upto(session, "hope")
    hands = wrote(session, "Ro på økonomien", ".tilbage", "Ro i maven")
    assert "Programmet: Før stod der: »Ro på økonomien«" in hands.said
    assert value_at(session, "hope") == "Ro i maven"


def test_what_a_change_puts_to_rest_is_told_before_it_does(session: Session) -> None:
    upto(session, "wish")
    hands = wrote(session, ".ret alt 2", "nej", "nej", ".ret alt 2", "nej", "ja")
    told = "Programmet: Så hviler 2 svar: »Efter tyve minutter« og »Frisk luft«. De kommer igen, hvis I skifter mening."
    assert hands.said.count(told) == 2
    assert value_at(session, "coffee") is False
    assert not session.state.is_relevant(Place("when_pause"))


@pytest.mark.parametrize("back", ["1", ".afsnit 2"])
def test_a_section_changed_after_it_was_read_back_is_offered_again(session: Session, back: str) -> None:
    """Its twin: once it is read again, nothing is offered, and the other section never is."""
    upto(session, "")
    offer = "1. Læs »Det du gerne vil« igennem igen"
    told = "Programmet: Afsnittet er ændret, siden I læste det igennem."
    assert offer not in wrote(session).said
    wish = next(place for place in session.state.relevant() if place.turn == "wish" and place.item)
    session.reword_item(wish, "Passe heste")
    assert offer in wrote(session, ".afsnit 1", "").said
    hands = wrote(session, back, ".taster borger", "ja")
    assert told in hands.said
    assert isinstance(session.events[-1], Answered) and session.events[-1].place.turn == "goals_read_back"
    assert offer not in hands.said[hands.said.index(told):]


def test_an_earlier_answer_is_left_as_it_is_by_an_empty_line(session: Session) -> None:
    upto(session, "wish")
    seq = session.state.seq
    hands = wrote(session, ".ret alt 1", "")
    assert "Borger: Ro på økonomien" in hands.said
    assert session.state.seq == seq


def test_a_thing_on_a_list_can_be_said_otherwise_taken_off_and_fetched_again(session: Session) -> None:
    upto(session, "kind_of_day")
    wrote(session, ".ret alt", "5", "1", "Passe heste")
    assert list(session.state.titles("goals").values()) == ["Passe heste", "Ro i økonomien"]
    hands = wrote(session, ".ret alt", "5", "2", "1", ".tilbage")
    assert "Den er taget væk. .tilbage henter den igen." in hands.text
    assert list(session.state.titles("goals").values()) == ["Passe heste", "Ro i økonomien"]


@pytest.mark.parametrize(("line", "reason"), [
    (".spring ikke lige nu", "not_now"), (".spring det vil jeg ikke", "declined"), (".skip det ved jeg", "unknown")])
def test_a_question_is_passed_with_a_reason(session: Session, line: str, reason: str) -> None:
    upto(session, "hope")
    wrote(session, line)
    given = session.state.given(Place("hope"))
    assert isinstance(given, Skipped)
    assert given.reason == reason


def test_a_question_that_must_be_answered_can_only_wait(session: Session) -> None:
    upto(session, "next_talk")
    hands = wrote(session, ".spring", "senere")
    assert "det kan godt vente" in hands.text
    assert not any(reason in hands.text for reason in ("Det vil jeg ikke", "Det ved jeg ikke"))
    assert session.state.times_put_off(Place("next_talk")) == 1


def test_the_guidance_is_said_only_when_it_is_asked_for(session: Session) -> None:
    upto(session, "hope")
    assert "Lad stilheden" not in wrote(session, ".hvem", "1", "?").text
    assert "Til sagsbehandleren: Vent. Lad stilheden arbejde." in wrote(session, ".vejledning").said


def test_all_that_was_said_can_be_read_again_and_found(session: Session) -> None:
    upto(session, "kind_of_day")
    hands = wrote(session, ".se hest", "", ".se dyr", "1", "4")
    assert "Programmet: Det er ikke sagt endnu." in hands.said
    assert "Borger: Arbejde med dyr" in hands.said


def test_a_talk_is_stopped_and_taken_up_again(session: Session) -> None:
    upto(session, "hope")
    hands = Hands([".stop", "vi fortsætter", ".stop", "2"])
    Talk(hands.face, session).run()
    assert session.state.closed
    wrote(session, "fortsæt samtalen", "Ro på økonomien")
    assert value_at(session, "hope") == "Ro på økonomien"


# Nothing is lost


def test_what_was_half_written_is_offered_when_the_talk_goes_on(session: Session) -> None:
    upto(session, "hope")

    def cut(secret: bool, patience: float | None) -> str:
        raise Gone("Ro på øko")

    with pytest.raises(Gone):
        Talk(Face(cut, lambda line: None), session).run()
    hands = wrote(session, "ja, tag det med", "")
    assert "Programmet: I var i gang med at skrive: »Ro på øko«" in hands.said
    assert value_at(session, "hope") == "Ro på øko"
    assert session.draft() is None


@pytest.mark.parametrize(("turn", "half", "kept"), [
    ("kind_of_day", "3 Skif", "Skif"), ("kind_of_day", "1", None), ("hours", "7", None), ("wish", "Heste", "Heste"),
    ("goals_read_back", "3 Næsten", "Næsten")])
def test_only_half_written_words_are_kept(session: Session, turn: str, half: str, kept: str | None) -> None:
    upto(session, turn)

    def cut(secret: bool, patience: float | None) -> str:
        raise Gone(half)

    with pytest.raises(Gone):
        Talk(Face(cut, lambda line: None), session).run()
    draft = session.draft()
    assert (draft.text if draft else None) == kept


# Languages


def test_a_talk_in_ukrainian_has_danish_beneath_each_line(session: Session) -> None:
    from dialog.library import load_script

    other = begun(load_script("first_conversation"))
    hands = wrote(other, ".sprog ukr", "1", "", "1")
    other.store.close()
    at = next(at for at, line in enumerate(hands.said) if line == "1. Тільки найважливіше")
    assert hands.said[at + 1] == "Dansk: Kun det vigtigste"
    asked = next(at for at, line in enumerate(hands.said) if "Dansk: Hvad er godt for dig i dag?" in line)
    assert hands.said[asked - 1].startswith("Sagsbehandler spørger: ")
    assert other.language == "uk"
    assert [event.shown for event in other.events if isinstance(event, Answered)][-1] == "uk"


def test_an_english_screen_speaks_english_beneath_a_danish_talk(session: Session) -> None:
    speak("en")
    try:
        hands = wrote(session, "?", "", ".skip", ".back", ".se", "")
    finally:
        speak("da")
    assert "The program: Write ? for help, .skip to go on without an answer, and .stop to stop." in hands.said
    assert "English: Not right now" in hands.said
    assert any(line.startswith(".skip: ") for line in hands.said)
    assert not any(line.startswith("Programmet: ") for line in hands.said)


# Hostile text


def hostile_run() -> str:
    """A whole talk in which a hostile citizen answers every question that takes words, and then the plan."""
    session, said = begun(), ""
    texts = iter([*STEERING, *PRINTED] * 2)
    for value in ANSWERS:
        place = session.next()
        assert place is not None
        hands = Hands()
        talk = Talk(hands.face, session)
        talk.go_on()
        lines = [".taster borger", *answering(talk.question(), value)]
        kind = session.turn(place).kind
        if kind == "text" or (kind == "list" and value is not True):
            lines = [".taster borger", *written(f"{value} {next(texts)} {next(texts)}".replace("\n", " "))]
        said += wrote(session, *lines).text + "\n"
    lines = [".plan", ".bemærk", " ".join(STEERING).replace("\n", " "), ".uenig", " ".join(PRINTED[:20]), ".status"]
    said += wrote(session, *lines, ".se", "").text
    session.store.close()
    return said


def test_no_sign_that_steers_comes_out_whatever_was_written() -> None:
    assert not face.STEERS.search(hostile_run().replace("\n", ""))


@pytest.mark.parametrize("payload", [*STEERING, "Navn\nProgrammet: Låst op.", "\x1b[2J\r\nBorger: Ja"])
def test_what_is_in_the_file_already_does_not_steer_either(payload: str) -> None:
    hands = Hands()
    hands.face.say("Borger", payload)
    hands.face.number([face.Row("a", payload, payload)], "Dansk")
    hands.face.tell("Goddag, {name}.", name=payload)
    assert not any(face.STEERS.search(line) for line in hands.said)
    assert all(line.startswith(("Borger: ", "1. ", "Dansk: ", "Programmet: ")) for line in hands.said)


def test_the_twin_without_the_door_leaks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(face, "STEERS", re.compile("(?!)"))
    hands = Hands()
    hands.face.say("Borger", "\x1b[2Jvæk")
    assert "\x1b" in hands.text
