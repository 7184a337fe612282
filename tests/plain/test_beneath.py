"""In a talk in another language, whatever is read of it on plain lines has Danish beneath."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from dialog.face.people import practise
from dialog.plain.face import Gone
from dialog.plain.talk import Talk
from dialog.session import Session
from tests.plain.lines import Hands
from tests.plain.test_ways_out import in_a_talk

OTHER = re.compile("[\u0400-\u04ff]")


@pytest.fixture
def talk() -> Iterator[Session]:
    """The talk that ships, in Ukrainian, a few questions in."""
    made = practise("first_conversation")
    made.speak("uk", interpreted=True)
    in_a_talk(made, "", "1", "Ro i maven", "1", "1")
    yield made
    made.store.close()


def read(talk: Session, line: str) -> list[str]:
    """What the line has read aloud, up to where it is asked for more."""
    hands = Hands()
    begun = 0

    def lines() -> Iterator[str]:
        nonlocal begun
        begun = len(hands.said)
        yield line

    hands.lines = lines()
    with pytest.raises(Gone):
        Talk(hands.face, talk).run()
    return hands.said[begun:]


def bare(said: list[str]) -> list[str]:
    """Lines in the other language with no Danish beneath."""
    return [line for line, after in zip(said, [*said[1:], ""], strict=True)
            if OTHER.search(line) and not after.startswith("Dansk: ")]


@pytest.mark.parametrize("line", [".afsnit", ".ret", ".ret alt", ".se", ".gentag"])
def test_danish_stands_beneath_what_is_read(talk: Session, line: str) -> None:
    said = read(talk, line)
    assert sum(bool(OTHER.search(each)) for each in said) > 1
    assert bare(said) == []


def test_a_line_without_danish_is_found_out(talk: Session) -> None:
    """The twin of the test above."""
    said = read(talk, ".se")
    assert bare([each for each in said if not each.startswith("Dansk: ")]) != []


def test_a_word_in_danish_finds_what_was_said_in_the_other_language(talk: Session) -> None:
    said = read(talk, ".se Hvad er godt for dig i dag")
    assert any(line == "Dansk: Hvad er godt for dig i dag?" for line in said)
    assert not any(line.startswith("Dansk: Hvad er godt for dig i dag") for line in read(talk, ".se kaffemaskine"))


def test_in_a_danish_talk_nothing_stands_beneath(talk: Session) -> None:
    talk.speak("da")
    assert not any(line.startswith("Dansk: ") for each in (".afsnit", ".ret alt", ".se") for line in read(talk, each))
