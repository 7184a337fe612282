"""Markdown: every answer arrives literally, and the document has the same bones whatever was answered."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html
from markdown_it import MarkdownIt
from markupsafe import Markup

from dialog.plan.model import Plan
from dialog.render.document import render
from dialog.render.markdown import escape_markdown, inline
from tests.plan.whole import agreed, plan_of, talked, worded
from tests.render.hostile import PAYLOADS, plan_with, said
from tests.tiny import Talk, script_of

READERS = {"commonmark": MarkdownIt("commonmark", {"html": True}),
           "gfm": MarkdownIt("gfm-like", {"html": True, "linkify": False}), "no html": MarkdownIt("js-default")}


def shown(text: str, reader: str = "commonmark") -> html.HtmlElement:
    return html.fragment_fromstring(READERS[reader].render(text), create_parent="div")


def bones(plan: Plan, reader: str) -> list[str]:
    return [str(each.tag) for each in shown(render(plan, ".md").decode(), reader).iter() if each.tag != "br"]


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize("payload", PAYLOADS.values(), ids=PAYLOADS)
def test_a_hostile_answer_in_every_place_arrives_literally(payload: str, reader: str) -> None:
    plan = plan_with(payload)
    document = shown(render(plan, ".md").decode(), reader)
    text = said(document.text_content().replace("\n", " "))
    assert text.count(said(payload)) >= text_count(plan, payload)
    assert bones(plan, reader) == bones(plan_with("Ord"), reader)
    assert not document.xpath("//script | //a | //img | //svg | //iframe | //style | //@*[starts-with(name(), 'on')]")


def text_count(plan: Plan, payload: str) -> int:
    """How many of the plan's texts are the payload and nothing else: each of them is shown."""
    header = plan.header
    texts = [line.text for line in plan.lines()] + [line.wording for line in plan.lines()]
    texts += [remark.text for remark in plan.remarks]
    texts += [header.citizen, header.case_reference, header.coordinator.name, header.coordinator.contact]
    found = sum(said(text or "") == said(payload) for text in texts)
    assert found >= 13
    return found


@pytest.mark.parametrize("payload", PAYLOADS.values(), ids=PAYLOADS)
def test_a_text_alone_on_a_line_is_a_paragraph_and_nothing_else(payload: str) -> None:
    for before in ("", "- ", "> ", "1. ", "**Svar:** "):
        document = shown(before + escape_markdown(payload))
        text = said(document.text_content().replace("\n", " ")).removeprefix("Svar: ")
        assert text == said(payload)
        tags = {str(each.tag) for each in document.iter()}
        assert tags <= {"div", "p", "br", "ul", "ol", "li", "blockquote", "strong"}


@given(st.text(alphabet=st.sampled_from("ab1 .)-+*_#>|`~[]()<>!\\&;:=\n$^{}@/w"), max_size=24))
def test_whatever_marks_a_text_is_made_of_it_arrives_literally(text: str) -> None:
    document = shown(f"Før »{escape_markdown(text)}« efter", "gfm")
    assert said(document.text_content().replace("\n", " ")) == said(f"Før »{text.strip()}« efter")
    assert {str(each.tag) for each in document.iter()} <= {"div", "p", "br"}


def test_plain_words_are_left_as_they_are() -> None:
    for text in ("Jeg vil gerne være kok, men kl. 10.30 er for tidligt.", "3 børn", "Ja – »måske«", "-5 grader", "",
                 "12.30 passer", "2026-0142"):
        assert escape_markdown(text) == text


def test_what_is_markdown_already_stays_and_numbers_are_printed() -> None:
    assert escape_markdown(Markup("**fed**")) == "**fed**"
    assert escape_markdown(4) == "4"


def test_a_line_break_is_a_line_break() -> None:
    assert READERS["commonmark"].render(escape_markdown("én\nto")) == "<p>én<br />\nto</p>\n"
    assert inline("én\n to") == "én to"


def test_the_document_begins_with_its_standing() -> None:
    talk = worded(talked())
    assert "\n> **UDKAST.** " in render(plan_of(talk), ".md").decode()
    done = render(plan_of(agreed(talk)), ".md").decode()
    assert "UDKAST" not in done
    assert "\n> **AFTALT.** " in done


def test_headings_are_in_order_and_only_one_is_first() -> None:
    document = shown(render(plan_of(worded(talked())), ".md").decode())
    levels = [int(str(each.tag)[1]) for each in document.xpath("//h1 | //h2 | //h3 | //h4")]
    assert levels.count(1) == 1
    assert all(later <= now + 1 for now, later in pairwise(levels))


def test_every_line_every_remark_and_every_question_is_there() -> None:
    plan = plan_of(worded(talked()))
    text = said(shown(render(plan, ".md").decode()).text_content().replace("\n", " "))
    for line in plan.lines():
        assert said(line.text) in text
        assert said(line.asked) in text
        assert not line.wording or said(line.wording) in text
    assert "Uenig: »Jeg vil ikke kaldes syg.« – Borger, " in text


def test_a_plan_with_nothing_in_it_is_still_a_document() -> None:
    plan = plan_of(Talk(script_of("{id: t, kind: text, ask: A, plan: {to: health.basis}}")))
    text = render(plan, ".md").decode()
    assert "UDKAST" in text
    assert "Der er ikke talt om jobsøgning." in text
    assert "\n\n\n" not in text


def test_there_is_never_more_than_one_blank_line() -> None:
    assert "\n\n\n" not in render(plan_of(worded(talked())), ".md").decode()
