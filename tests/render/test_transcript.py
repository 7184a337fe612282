"""The talk as it was: every question and answer in order, in the words of each."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import pytest
from lxml import html
from markdown_it import MarkdownIt

from dialog.conversation.event import Place
from dialog.conversation.look_back import Said, look_back
from dialog.conversation.wording import Phrasing
from dialog.render.document import transcript
from dialog.script.model import Script
from tests.plan.whole import talked
from tests.render.hostile import PAYLOADS, said
from tests.tiny import START, Talk, script_of


@dataclass(frozen=True)
class Person:
    name: str = "Anna Holst"
    case_reference: str = "2026-0142"


@dataclass(frozen=True)
class Record:
    started_at: datetime = START


@dataclass(frozen=True)
class Told:
    """What a session shows of itself to the transcript."""

    talk: Talk
    citizen: Person = Person()
    conversation: Record = Record()
    practice: bool = False

    @property
    def script(self) -> Script:
        return self.talk.script

    def said(self) -> list[Said]:
        return look_back(Phrasing(self.talk.script), self.talk.events, self.talk.state)


def shown(told: Told) -> html.HtmlElement:
    return html.fragment_fromstring(MarkdownIt("commonmark").render(transcript(told).decode()), create_parent="div")


def small() -> Talk:
    return Talk(script_of(
        """
        {id: hi, kind: say, say: Velkommen}
        {id: ok, kind: yesno, ask: "Går det?"}
        {id: why, kind: text, when: ok == no, ask: "Hvorfor ikke?"}
        {id: name, kind: text, ask: "Hvad så?"}
        """))


def test_every_answer_is_there_in_the_order_it_was_given() -> None:
    told = Told(talked())
    text = said(shown(told).text_content().replace("\n", " "))
    at = 0
    for each in told.said():
        at = text.index(said(each.asked), at)
        at = text.index(said(each.said), at)


def test_an_answer_that_no_longer_holds_says_so() -> None:
    talk = small()
    talk.answer("hi", True)
    talk.answer("ok", False)
    talk.answer("why", "Ondt")
    talk.answer("ok", True)
    talk.skip("name", "declined")
    text = said(shown(Told(talk)).text_content().replace("\n", " "))
    assert "Nej Borger, 2. marts 2026 kl. 10.02. Svaret er ændret senere." in text
    assert "Ondt Borger, 2. marts 2026 kl. 10.03. Svaret hviler nu og er ikke med i planen." in text
    assert "Det vil jeg ikke Borger, 2. marts 2026 kl. 10.05. Sprunget over." in text
    assert text.startswith("Samtalen Navn: Anna Holst Sagsnummer: 2026-0142")


@pytest.mark.parametrize("payload", PAYLOADS.values(), ids=PAYLOADS)
def test_a_hostile_answer_arrives_literally(payload: str) -> None:
    def of(words: str) -> html.HtmlElement:
        talk = small()
        talk.answer(Place("name"), words)
        return shown(Told(talk, citizen=Person(words, words)))

    document = of(payload)
    assert said(document.text_content().replace("\n", " ")).count(said(payload)) >= 3
    assert [each.tag for each in document.iter() if each.tag != "br"] == [each.tag for each in of("Ord").iter()]


def test_an_exercise_says_so() -> None:
    assert "ØVELSE" in transcript(Told(small(), practice=True)).decode()
    assert "ØVELSE" not in transcript(Told(small())).decode()
