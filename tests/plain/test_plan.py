"""The plan on plain lines: read, mended, said yes to by each, taken along and ended."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from dialog.conversation.event import Agreed, LineReviewed, LineReworded, Remarked
from dialog.face.take_out import FORMS
from dialog.headless import play
from dialog.library import load_script
from dialog.plain.face import Face, Gone
from dialog.plain.talk import Talk
from dialog.resources import path
from dialog.scenario import load_scenario
from dialog.session import Session
from tests.plain.lines import Hands
from tests.plain.test_talk import wrote
from tests.ui.talks import begun

ANNA = path("scripts", "practice/anna.yaml")


@pytest.fixture(scope="module")
def played() -> Iterator[Session]:
    session = play(load_scenario(ANNA))
    session.reopen()
    yield session
    session.store.close()


@pytest.fixture
def session(played: Session) -> Session:
    """A talk with a whole plan. The tests share it: each adds to it and none counts on what the others left."""
    return Session.resume(played.store, played.conversation.id)


def last(session: Session) -> object:
    return session.events[-1]


def test_a_line_tells_where_it_comes_from(session: Session) -> None:
    hands = wrote(session, ".plan", "3")
    assert "3. Mit mål. Borger: »Noget med dyr, bare et par timer«" in hands.said
    assert "Spørgsmålet: Hvad vil du gerne nå?" in hands.said
    assert any(line.startswith("Hvornår: 2. marts") for line in hands.said)


def test_a_score_is_said_under_one_name_once(session: Session) -> None:
    assert "4. Så meget tror vi på det. Borger: 4 af 10" in wrote(session, ".plan").said


def test_other_words_stand_beside_a_line_and_are_taken_back(session: Session) -> None:
    hands = wrote(session, ".plan", ".ord 3", "Dyrepasser i fleksjob", ".gentag", ".tilbage", ".gentag")
    assert hands.said.count("Med andre ord: Dyrepasser i fleksjob") == 1
    assert isinstance(last(session), LineReworded)


def test_a_consent_gets_no_other_words(session: Session) -> None:
    seq = session.state.seq
    assert "Det får ikke andre ord." in wrote(session, ".plan", ".ord 1").text
    assert session.state.seq == seq


def test_each_says_yes_with_their_own_hands_on_the_keys(session: Session) -> None:
    wrote(session, ".plan", ".bemærk", "Endnu en ting")
    hands = wrote(session, ".plan", ".ja", "1", ".ja", ".taster", ".ja", "ja")
    given = [event for event in session.events if isinstance(event, Agreed)][-2:]
    assert [each.by for each in given] == ["caseworker", "citizen"]
    assert session.plan().agreed
    assert "Programmet: I har begge sagt ja. Planen er aftalt." in hands.said


def test_a_yes_that_was_written_before_the_question_does_not_count(session: Session) -> None:
    wrote(session, ".plan", ".bemærk", "Og en til")
    forgotten: list[str] = []
    hands = Hands([".plan", ".ja", "ikke endnu"])
    with pytest.raises(Gone):
        Talk(Face(hands.hear, hands.said.append, lambda: forgotten.append(hands.said[-1])), session).run()
    assert len(forgotten) == 1
    assert not session.plan().agreed


def test_the_plan_is_read_through_line_by_line(session: Session) -> None:
    hands = wrote(session, ".plan", ".læs", "1", "ja, det passer", ".forrige", ".næste", ".tilbage", ".plan", ".status")
    reviews = [event for event in session.events if isinstance(event, LineReviewed)]
    assert len(reviews) >= 3
    assert reviews[-1].line_sha256 == ""
    assert any(line.startswith("Læs igennem: I har læst 1 af ") for line in hands.said)


def test_a_line_that_does_not_fit_is_mended_here_and_the_reading_goes_on(session: Session) -> None:
    count = len(session.plan().sections)
    hands = wrote(session, ".plan", ".læs", *[".næste"] * 13, "ret det", "Heste", ".plan")
    assert "Sagsbehandler spørger: Hvilket job vil du gerne have?" in hands.text or "Heste" in hands.text
    at = next(at for at, line in enumerate(hands.said) if line == "Borger: Heste")
    assert any(line.startswith("Programmet: Linje ") for line in hands.said[at:])
    assert len(session.plan().sections) == count


def test_a_line_that_does_not_quite_fit_gets_a_remark_about_it(session: Session) -> None:
    wrote(session, ".plan", ".læs", "3", "vi er ikke enige om det", "Det var ikke sådan")
    remark = last(session)
    assert isinstance(remark, Remarked)
    assert remark.disagrees and remark.text.startswith("Om »") and remark.text.endswith("Det var ikke sådan")


def test_what_is_missing_leads_to_its_question() -> None:
    session = begun(load_script("first_conversation"))
    hands = wrote(session, "", ".plan", ".mangler", "1")
    session.store.close()
    at = next(at for at, line in enumerate(hands.said) if line.startswith("Det mangler: "))
    question = hands.said[at + 1].removeprefix("1. ")
    assert any(line == f"Sagsbehandler spørger: {question}" for line in hands.said[at:])


def test_what_is_new_is_told_since_an_edition(session: Session) -> None:
    wrote(session, ".plan", ".bemærk", "Noget nyt igen")
    hands = wrote(session, ".plan", ".nyt", "1")
    assert any(line.startswith("1. Udgave ") for line in hands.said)
    assert any("Noget nyt igen" in line for line in hands.said if line.startswith("Nyt: "))


@pytest.mark.parametrize(("form", "suffix"), [("ren tekst", ".txt"), ("Planen som data", ".json"), ("Alle", ".zip")])
def test_the_plan_is_taken_along_where_it_was_wished(session: Session, tmp_path: Path, form: str, suffix: str) -> None:
    number = next(str(at) for at, (_, text) in enumerate(FORMS, 1) if form in text)
    hands = wrote(session, ".plan", ".gem", number, "uden CPR-nummer", str(tmp_path / "nix"), str(tmp_path))
    (file,) = tmp_path.iterdir()
    assert file.suffix == suffix
    assert "Den mappe er her ikke." in hands.text
    assert str(file) in hands.said[-1]
    assert b"310277" not in file.read_bytes()


def test_a_file_that_lies_there_gives_way_only_to_a_yes(session: Session, tmp_path: Path) -> None:
    wrote(session, ".plan", ".gem", "5", "1", str(tmp_path))
    (file,) = tmp_path.iterdir()
    file.write_text("gammel")
    wrote(session, ".plan", ".gem", "5", "1", str(tmp_path), "nej", "")
    assert file.read_text() == "gammel"
    wrote(session, ".plan", ".gem", "5", "1", str(tmp_path), "ja")
    assert file.read_text() != "gammel"


def test_a_plan_is_ended_and_taken_up_again(session: Session) -> None:
    hands = wrote(session, ".plan", ".afslut", "Hun har fået job", "1", ".bemærk", ".afslut", "1")
    assert "Tag den op igen med .afslut" in hands.text
    assert session.plan().ended is None


def test_half_written_words_about_the_plan_are_offered_again(session: Session) -> None:
    lines = iter([".plan", ".bemærk"])

    def hear(secret: bool, patience: float | None) -> str:
        for line in lines:
            return line
        raise Gone("Halvt om plan")

    with pytest.raises(Gone):
        Talk(Face(hear, lambda line: None), session).run()
    wrote(session, ".plan", "ja, tag det med", "")
    assert session.plan().remarks[-1].text == "Halvt om plan"


def test_the_end_of_a_talk_leads_to_the_plan_and_back(session: Session) -> None:
    hands = wrote(session, "se planen", ".samtalen", ".afsnit", "2", "")
    assert session.next() is None
    assert hands.said.count("1. Se planen") >= 2
