"""The citizen's own page: one side, in the citizen's language, and nothing on it that the plan does not hold."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import html

from dialog import resources
from dialog.conversation.event import Place
from dialog.language.catalogue import catalogue
from dialog.language.format import date_text, local_date
from dialog.plan.model import Plan
from dialog.plan.standing import Ended
from dialog.render.page import LABELS, page_html, page_view
from dialog.render.pdf import page_pdf
from dialog.render.profile import PLAIN
from dialog.script.model import Script
from tests.plan.whole import agreed, plan_of, shipped, talked, value_of, worded
from tests.render.hostile import PAYLOADS
from tests.render.test_pdf import bare, opened, pages, structure
from tests.tiny import START, Talk

LANGUAGES = {"da": "", "en": "English", "uk": "Ukrainsk", "ar": "arabisk"}
CODES = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}|[0-9]{2}\.[0-9]{2}\.[0-9]{2}|§|\bLAB\b|KLE|CVR|CPR|2026-0142|[0-9a-f]{32}")
"""What a page for a fridge should not hold: ids, KLE numbers, law, the case."""


def spoken(language: str, script: Script | None = None) -> Talk:
    """The fullest talk there is, by somebody who wants that language."""
    talk = Talk(script or shipped())
    while (place := talk.next()) is not None:
        turn = talk.script.by_id[place.turn]
        if turn.kind == "list":
            for number in range(1, 4):
                talk.add(turn.id, f"{turn.id}-{number}", f"Noget om {turn.id} nummer {number}")
            talk.answer(place, True)
        elif turn.id == "today":
            talk.answer(place, {"chosen": ["calm", "interpreter"] if language else ["calm"]})
        else:
            talk.answer(place, language if turn.id == "language" else value_of(turn, talk, place.voice))
    return talk


@cache
def plan_in(language: str) -> Plan:
    return plan_of(worded(spoken(LANGUAGES[language])))


@cache
def pdf_in(language: str) -> bytes:
    return page_pdf(plan_in(language), PLAIN)


def document(plan: Plan) -> html.HtmlElement:
    return html.document_fromstring(page_html(plan, PLAIN), parser=html.HTMLParser(encoding="utf-8"))


def texts(node: Any) -> Iterator[str]:
    """Every text that a view shows."""
    if isinstance(node, dict):
        for name, each in node.items():
            if name in ("text", "danish"):
                yield each
            elif name not in ("language", "direction", "name", "kind", "labels"):
                yield from texts(each)
    elif isinstance(node, list):
        for each in node:
            yield from texts(each)


def allowed(plan: Plan, language: str) -> set[str]:
    """Labels and options, in Danish and in the language, and what the plan says: texts, titles, dates and names."""
    words = catalogue(language).words if language != "da" else {}
    locale = catalogue(language).locale if language != "da" else "da"
    said = {*LABELS.values(), *words.values(), *(danish for _, danish in words)}
    said |= {text for line in plan.lines() for text in (line.text, line.text.strip())}
    said |= {cover.title for cover in plan.covers}
    said |= {entry.title for section in plan.sections for entry in section.entries}
    said |= {plan.header.citizen, plan.header.coordinator.name, plan.header.coordinator.contact}
    days = [date.fromisoformat(str(line.value)) for line in plan.lines() if line.kind == "date" and not line.skipped]
    days.append(local_date(plan.header.updated))
    return said | {date_text(day, each) for day in days for each in ("da", locale)}


# One side


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_fullest_plan_is_one_side_in_every_language(language: str) -> None:
    assert len(pages(pdf_in(language))) == 1
    assert stands(LABELS["more"], pages(pdf_in(language))[0])


def stands(text: str, page: str) -> bool:
    """Whether all its words do: a reader of PDF turns their order about among words that are read from the right."""
    return set(re.findall(r"\w+", text)) <= set(re.findall(r"\w+", page))


@pytest.mark.parametrize("language", ["da", "uk"])
def test_the_type_is_large_and_never_below_twelve_points(language: str) -> None:
    page = pypdfium2.PdfDocument(pdf_in(language))[0].get_textpage()
    text = page.get_text_range()
    at = text.index("Noget om wish nummer 1")
    assert pypdfium2.raw.FPDFText_GetFontSize(page.raw, at) >= 12
    short = plan_of(short_talk())
    other = pypdfium2.PdfDocument(page_pdf(short, PLAIN))[0].get_textpage()
    at = other.get_text_range().index("Et hus")
    assert pypdfium2.raw.FPDFText_GetFontSize(other.raw, at) == pytest.approx(18, abs=0.5)


def short_talk() -> Talk:
    talk = Talk(shipped())
    talk.add("wish", "wish-1", "Et hus")
    return talk


def test_what_is_too_long_for_one_side_is_left_out_whole_and_the_page_says_so() -> None:
    talk = Talk(shipped())
    talk.add("wish", "wish-1", "Et hus med have")
    talk.add("wish", "wish-2", "langt " * 3000)
    talk.add("wish", "wish-3", "En hund")
    (page,) = pages(page_pdf(plan_of(talk), PLAIN))
    assert "Et hus med have" in page
    assert "En hund" in page
    assert "langt" not in page
    assert LABELS["more"] in page
    assert LABELS["more"] not in pages(page_pdf(plan_of(short_talk()), PLAIN))[0]


@pytest.mark.parametrize("payload", PAYLOADS.values(), ids=PAYLOADS)
def test_hostile_words_arrive_literally_on_one_side(payload: str) -> None:
    talk = Talk(shipped())
    talk.add("wish", "wish-1", payload)
    plan = plan_of(talk, citizen=payload if len(payload) < 1000 else "Anna")
    content = page_pdf(plan, PLAIN)
    (page,) = pages(content)
    goal = bare(plan.sections[0].entries[0].title)
    if len(payload) > 1000:
        assert LABELS["more"] in page
    elif LABELS["unseen"] not in page and not re.search("[\u0600-\u06ff]", payload):
        assert f"»{goal}«" in bare(page)
    shape = [node.tag for node in document(plan).iter()]
    assert shape == [node.tag for node in document(plan_of(short_talk())).iter()]
    assert goal in bare("".join(document(plan).xpath("//main//text()")))
    assert [tag for tag, _ in structure(content)].count("H2") == (1 if LABELS["more"] in page else 2)


def test_a_plan_with_nothing_in_it_is_still_a_page() -> None:
    plan = plan_of(Talk(shipped()))
    assert LABELS["empty"] in document(plan).text_content()
    assert LABELS["empty"] in pages(page_pdf(plan, PLAIN))[0]
    assert LABELS["empty"] not in document(plan_of(short_talk())).text_content()


# Nothing that the plan does not hold


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_on_the_page_is_a_label_or_stands_in_the_plan(language: str) -> None:
    plan = plan_in(language)
    known = allowed(plan, language)
    assert {*texts(page_view(plan)), ""} <= known | {""}
    assert not unknown(document(plan), known)
    if language != "ar":  # a reader of PDF tells words from the right in an order of its own
        assert left_over(pages(pdf_in(language))[0], known) == set()


def unknown(page: html.HtmlElement, known: set[str]) -> set[str]:
    """The texts in the page that are none of the known, alone or in the marks that stand around them."""
    may = {form for each in map(bare, known) for form in (each, f"»{each}«", f"{each}:")}
    return {text for text in page.xpath("//body//text()") if bare(text) and bare(text) not in may}


def left_over(page: str, known: set[str]) -> set[str]:
    """The signs on a page when all that is known has been taken away, the longest first."""
    rest = bare(page)
    for each in sorted(map(bare, known), key=len, reverse=True):
        rest = rest.replace(each, "") if each else rest
    return set(rest) - set("»«:·")


def test_what_is_made_up_would_be_found() -> None:
    """The twin: a text that stands in no plan and is no label."""
    known = allowed(plan_in("da"), "da")
    assert left_over(pages(pdf_in("da"))[0] + "Du skal møde i morgen", known)
    page = document(plan_in("da"))
    page.xpath("//h2/span")[0].text += "!"
    assert unknown(page, known) == {"Det, jeg gerne vil!"}


WORDS = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc", "Co", "Cn")), min_size=1, max_size=40)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(goals=st.lists(WORDS, max_size=3), barriers=st.lists(WORDS, max_size=3), deals=st.lists(WORDS, max_size=2),
       words=WORDS, language=st.sampled_from(list(LANGUAGES)), data=st.data())
def test_whatever_is_said_the_page_says_nothing_else(
    goals: list[str], barriers: list[str], deals: list[str], words: str, language: str, data: st.DataObject,
) -> None:
    talk = Talk(shipped())
    listed = {"wish": goals, "obstacle": barriers, "agreement": deals}
    while (place := talk.next()) is not None:
        turn = talk.script.by_id[place.turn]
        if turn.kind == "list":
            for number, each in enumerate(listed[turn.id]):
                talk.add(turn.id, f"{turn.id}-{number}", each)
            talk.answer(place, True)
        elif turn.id == "today":
            talk.answer(place, {"chosen": ["interpreter"] if language != "da" else ["calm"]})
        elif turn.kind == "text":
            talk.answer(place, LANGUAGES[language] if turn.id == "language" else words)
        elif turn.required != "must" and data.draw(st.booleans()):
            talk.skip(place, "declined")
        else:
            talk.answer(place, value_of(turn, talk, place.voice))
    plan = plan_of(talk)
    assert {*texts(page_view(plan)), ""} <= allowed(plan, language) | {""}
    assert not unknown(document(plan), allowed(plan, language))


@pytest.mark.parametrize("language", LANGUAGES)
def test_there_are_no_codes_numbers_of_the_case_or_law_on_it(language: str) -> None:
    plan = plan_in(language)
    assert not CODES.search(pages(pdf_in(language))[0])
    assert not CODES.search(document(plan).text_content())
    assert "310290" not in document(plan_of(talked(), cpr="310290-1234")).text_content()


# What it says


def test_it_tells_who_does_what_when_and_how_we_reach_each_other() -> None:
    page = " ".join(pages(page_pdf(plan_of(talked()), PLAIN))[0].split())
    assert "Det, der står i vejen »Ryggen, når jeg står længe« Jeg: »En gåtur, før jeg lægger mig.«" in page
    assert "Kommunen: »En tid hos gældsrådgiveren.«" in page
    assert "»Ringe til køkkenet på Solvang« Jeg gør det selv · 16. marts 2026" in page
    assert "Næste samtale 16. marts 2026" in page
    assert "Min sagsbehandler Bo Lund Telefon 12 34 56 78 Sådan når vi hinanden: Vi ringer" in page
    assert "Jeg får svar: Samme dag" in page


def test_what_was_passed_is_not_on_it_and_what_waits_says_so() -> None:
    talk = Talk(shipped())
    talk.add("obstacle", "obstacle-1", "Gælden")
    talk.skip("skills", "declined")
    page = document(plan_of(talk)).text_content()
    assert "Det taler vi om næste gang" in page
    assert "Det vil jeg ikke" not in page
    talk.skip(Place("municipality_help", "obstacle-1"), "not_now")
    talk.skip(Place("own_help", "obstacle-1"), "not_now")
    assert "Ikke nu" in document(plan_of(talk)).text_content()


def test_its_standing_is_said_first() -> None:
    draft, done = plan_of(worded(talked())), plan_of(agreed(worded(talked())))
    ended = done.model_copy(update={"ended": Ended(at=START, by="citizen", why="", root=done.id), "status": "ended"})
    practice = plan_of(talked(), practice=True)
    for plan, marks in ((draft, ["UDKAST"]), (done, ["AFTALT"]), (ended, ["AFSLUTTET"]),
                        (practice, ["ØVELSE", "UDKAST"])):
        assert [each["mark"]["text"] for each in page_view(plan)["marks"]] == marks
        lines = pages(page_pdf(plan, PLAIN))[0].splitlines()
        assert [line.split()[0] for line in lines[:len(marks)]] == marks
        assert document(plan).xpath("//header//p[contains(@class, 'mark')]/strong/span/text()") == marks


# Languages


@pytest.mark.parametrize(("language", "title", "goals", "draft"), [
    ("en", "My page", "What I want", "DRAFT"), ("uk", "Моя сторінка", "Чого я хочу", "ЧЕРНЕТКА"),
    ("ar", "صفحتي", "ما أريده", "مسودة"),
])
def test_labels_are_in_the_citizens_language_with_danish_beneath(
    language: str, title: str, goals: str, draft: str,
) -> None:
    found = document(plan_in(language))
    (first,), (heading,) = found.xpath("//h1"), found.xpath("//h2[@id='goals']")
    (mark,) = found.xpath("//header/p[1]/strong")
    for node, text, danish in ((first, title, "Min side"), (heading, goals, "Det, jeg gerne vil"),
                               (mark, draft, "UDKAST")):
        assert node.text.strip() == text
        (beneath,) = node.xpath("./span")
        assert (beneath.text, beneath.get("lang"), beneath.get("dir")) == (danish, "da", "ltr")
    assert found.get("lang") == language
    assert found.get("dir") == ("rtl" if language == "ar" else "ltr")
    page = pages(pdf_in(language))[0]
    assert bare(title) in bare(page)
    assert "UDKAST" in page
    assert str(opened(pdf_in(language)).Root.Lang) == language


def test_what_was_said_stands_as_it_was_said() -> None:
    talk = Talk(shipped())
    talk.answer("today", {"chosen": ["interpreter"]})
    talk.answer("language", "arabisk")
    talk.add("wish", "wish-1", "أريد أن أعمل، job i et køkken")
    (words,) = document(plan_of(talk)).xpath("//section[@aria-labelledby='goals']//li//span[@dir='auto']")
    assert words.text == "»أريد أن أعمل، job i et køkken«"
    assert words.get("lang") == ""


def test_days_are_written_in_the_citizens_language() -> None:
    shown = {language: next(part["entries"][0]["words"] for part in page_view(plan_in(language))["parts"]
                            if part["name"] == "next_talk") for language in LANGUAGES}
    assert shown["da"] == {"text": "16. marts 2026", "danish": "", "own": False}
    assert shown["en"] == {"text": "16 March 2026", "danish": "16. marts 2026", "own": False}
    assert shown["uk"]["text"].startswith("16 березня 2026")
    assert "مارس" in shown["ar"]["text"]


@pytest.mark.parametrize("language", ["en", "uk", "ar"])
def test_a_label_without_a_translation_stands_in_danish_beside_a_danish_day(
    language: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
) -> None:
    def shown() -> tuple[str, str]:
        view = page_view(plan_in(language))
        (talk,) = (part["entries"][0]["words"] for part in view["parts"] if part["name"] == "next_talk")
        return f"{view['labels']['written']['text']} {view['written']['text']}", str(talk["text"])

    assert "marts" not in "".join(shown())
    place = tmp_path / "locales" / language / "LC_MESSAGES" / "empower.po"
    place.parent.mkdir(parents=True)
    ours = resources.path("locales", f"{language}/LC_MESSAGES/empower.po").read_text(encoding="utf-8")
    place.write_text(re.sub('(msgid "(?:Skrevet|Næste samtale)"\nmsgstr) ".*"', r'\1 ""', ours), encoding="utf-8")
    monkeypatch.setenv(resources.OWN_FOLDER, str(tmp_path))
    assert shown() == ("Skrevet 2. marts 2026", "16. marts 2026")
    (written,) = document(plan_in(language)).xpath("//header//span[@lang='da' and @dir='ltr' and @class='quiet']")
    assert written.text_content() == "Skrevet 2. marts 2026"


@pytest.mark.parametrize("language", ["en", "uk", "ar"])
def test_a_translation_that_nobody_has_read_says_so_in_both_languages(
    language: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
) -> None:
    warned = document(plan_in(language)).xpath("//footer")[0].text_content()
    assert LABELS["unchecked"] in warned
    assert catalogue(language).words["page.unchecked", LABELS["unchecked"]] in warned
    assert stands(LABELS["unchecked"], pages(pdf_in(language))[0])
    place = tmp_path / "locales" / language / "LC_MESSAGES" / "empower.po"
    place.parent.mkdir(parents=True)
    text = resources.text(resources.path("locales", f"{language}/LC_MESSAGES/empower.po"))
    place.write_text(text.replace("X-Reviewed-By: ", "X-Reviewed-By: Olena Koval"), encoding="utf-8")
    monkeypatch.setenv(resources.OWN_FOLDER, str(tmp_path))
    assert not document(plan_in(language)).xpath("//footer")
    assert not document(plan_in("da")).xpath("//footer")


# For screen readers and browsers


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_pdf_is_for_archives_and_screen_readers(language: str) -> None:
    content = pdf_in(language)
    found = opened(content)
    with found.open_metadata() as data:
        assert (data["pdfaid:part"], data["pdfaid:conformance"]) == ("3", "A")
        assert data["{http://www.aiim.org/pdfua/ns/id/}part"] == "1"
    assert found.Root.ViewerPreferences.DisplayDocTitle
    headings = [tag for tag, _ in structure(content) if tag in ("H1", "H2", "H3")]
    assert headings[0] == "H1"
    assert headings[1:] == ["H2"] * 7
    assert not any({"/JS", "/URI", "/Launch", "/OpenAction"} & set(each.keys()) for each in found.objects
                   if isinstance(each, pikepdf.Dictionary))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_html_fetches_and_runs_nothing_and_its_headings_are_in_order(language: str) -> None:
    found = document(plan_in(language))
    assert not found.xpath("//script | //link | //iframe | //img | //form | //@href | //@src | //@style")
    assert not found.xpath("//@*[starts-with(name(), 'on')]")
    assert not re.search(r"url\(|@import|expression|http", "".join(found.xpath("//style/text()")))
    assert found.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")[0].startswith("default-src 'none'")
    assert [node.tag for node in found.xpath("//h1 | //h2 | //h3")] == ["h1", *["h2"] * 7]
    ids = found.xpath("//@id")
    assert len(set(ids)) == len(ids)
    assert set(found.xpath("//section/@aria-labelledby")) == set(ids)
