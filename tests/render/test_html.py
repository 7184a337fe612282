"""HTML: one file that a screen reader, a printer and a stranger's browser can all be trusted with."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from lxml import html

from dialog.plan.model import Plan
from dialog.render.document import render
from dialog.render.profile import PLAIN, WHITE_CONTRAST, Profile, contrast_on_white
from dialog.resources import prompt_path, text
from tests.plan.whole import agreed, plan_of, talked, worded
from tests.render.hostile import PAYLOADS, plan_with, said, standing
from tests.tiny import Talk, script_of

LOGO = b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"><script>alert(1)</script></svg>'
OURS = Profile(name="Solby Kommune", colour="#7a1f3d", logo=LOGO, logo_type="svg")


def page(plan: Plan, profile: Profile = PLAIN) -> html.HtmlElement:
    return html.document_fromstring(render(plan, ".html", profile), parser=html.HTMLParser(encoding="utf-8"))


def whole() -> html.HtmlElement:
    return page(plan_of(worded(talked())))


def visible(document: html.HtmlElement) -> str:
    return said(" ".join(document.xpath("//body//text()")))


@pytest.mark.parametrize("payload", PAYLOADS.values(), ids=PAYLOADS)
def test_a_hostile_answer_in_every_place_arrives_literally_and_nothing_runs(payload: str) -> None:
    plan = plan_with(payload)
    document = page(plan)
    found = visible(document)
    mine = standing(plan, payload)
    assert len(mine) >= 13
    assert found.count(said(payload)) >= len(mine)
    benign = page(plan_with("Ord"))
    assert [each.tag for each in document.iter()] == [each.tag for each in benign.iter()]
    assert [sorted(each.attrib) for each in document.iter()] == [sorted(each.attrib) for each in benign.iter()]


def test_it_is_danish_with_one_first_heading_and_no_level_skipped() -> None:
    document = whole()
    assert document.get("lang") == "da"
    levels = [int(each.tag[1]) for each in document.xpath("//h1 | //h2 | //h3 | //h4 | //h5 | //h6")]
    assert levels.count(1) == 1
    assert levels[0] == 1
    assert all(later <= now + 1 for now, later in pairwise(levels))
    assert document.xpath("string(//title)") == "Min plan (UDKAST)"


def test_nothing_is_fetched_and_nothing_runs() -> None:
    document = page(plan_of(worded(talked())), OURS)
    for attribute in document.xpath("//@href | //@src | //@srcset | //@action | //@data | //@poster | //@background"):
        assert attribute.startswith(("#", "data:image/svg+xml;base64,"))
    assert len(document.xpath("//@src")) == 1
    assert not document.xpath("//script | //link | //iframe | //object | //embed | //form | //base | //svg | //@style")
    assert not document.xpath("//@*[starts-with(name(), 'on')]")
    css = "".join(document.xpath("//style/text()"))
    assert not re.search(r"url\(|@import|expression|http", css)
    (policy,) = document.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    assert policy == ("default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; "
                      "form-action 'none'")


def test_every_inner_link_leads_somewhere_and_no_id_stands_twice() -> None:
    document = whole()
    ids = document.xpath("//@id")
    assert len(set(ids)) == len(ids)
    targets = {link[1:] for link in document.xpath("//a/@href")}
    assert targets <= set(ids)
    assert len(targets) > 50
    assert {each for section in document.xpath("//section/@aria-labelledby") for each in section.split()} <= set(ids)


def test_the_way_to_the_plan_itself_is_the_first_link() -> None:
    document = whole()
    first = document.xpath("//body//a")[0]
    assert first.get("href") == "#plan"
    assert document.xpath("//*[@id='plan']")[0].tag == "main"


def test_the_table_has_headers_for_columns_and_rows() -> None:
    (table,) = whole().xpath("//table")
    assert len(table.xpath("./thead/tr/th[@scope='col']")) == 4
    for row in table.xpath("./tbody/tr"):
        assert len(row.xpath("./th[@scope='row']")) == 1
        assert len(row.xpath("./td")) == 3


def test_a_draft_says_so_first_and_in_print_and_an_agreed_plan_does_not() -> None:
    talk = worded(talked())
    draft, done = page(plan_of(talk)), page(plan_of(agreed(talk)))
    assert draft.xpath("//body")[0].get("class") == "draft"
    assert draft.xpath("string(//header/p[1])").startswith("UDKAST")
    assert 'body.draft::before { content: "UDKAST"' in text(prompt_path("plan/plan.css"))
    assert "UDKAST" not in visible(done)
    assert done.xpath("//body")[0].get("class") == "agreed"
    assert [each.text for each in done.xpath("//*[@aria-labelledby='yes']//dd/strong")] == ["Ja", "Ja"]


def test_an_exercise_says_that_the_person_is_invented() -> None:
    assert "ØVELSE" in visible(page(plan_of(talked(), practice=True)))
    assert "ØVELSE" not in visible(whole())


def test_own_words_stand_in_quotes_with_any_other_wording_beside_and_named() -> None:
    document = whole()
    for quote in document.xpath("//*[@class='own' or @class='said']"):
        assert quote.text_content().startswith("»")
        assert quote.text_content().endswith("«")
        assert quote.get("dir") == "auto"
    beside = document.xpath("//h3[contains(., 'Et job i et køkken')]/following-sibling::p[1]")[0]
    wording = "Beskæftigelse i køkkenfunktion med skånehensyn"
    assert said(beside.text_content()) == f"Sagsbehandler skriver det sådan: {wording}"


def test_a_scale_is_told_in_words_and_its_picture_is_for_the_eye_alone() -> None:
    bars = whole().xpath("//*[@class='bar']")
    assert bars
    for bar in bars:
        assert bar.get("aria-hidden") == "true"
        steps = bar.text_content()
        assert f"{steps.count('●')} af 10" in said(bar.getparent().text_content())
        assert len(steps) == 10


def test_every_line_is_there_and_leads_to_its_question() -> None:
    plan, document = plan_of(worded(talked())), whole()
    found = visible(document)
    assert all(said(line.text) in found and said(line.asked) in found for line in plan.lines())
    answers = {line.roots[0] for line in plan.lines()}
    assert len(document.xpath("//tbody/tr")) == len(answers)


def test_a_disagreement_is_named_as_one() -> None:
    assert "Uenig: »Jeg vil ikke kaldes syg.« Borger, " in visible(whole())


def test_cpr_is_there_only_when_it_was_asked_for() -> None:
    talk = talked()
    assert "CPR" not in visible(page(plan_of(talk)))
    assert "CPR-nummer 310290-1234" in visible(page(plan_of(talk, cpr="310290-1234")))


def test_a_plan_with_nothing_in_it_is_still_a_document() -> None:
    document = page(plan_of(Talk(script_of("{id: t, kind: text, ask: A, plan: {to: health.basis}}"))))
    assert not document.xpath("//table")
    assert "Ikke endnu" in visible(document)


# Colour


def palettes() -> dict[str, dict[str, str]]:
    css = text(prompt_path("plan/plan.css"))
    blocks = re.findall(r":root \{(.*?)\}", css, re.DOTALL)
    colours = (dict(re.findall(r"--([\w-]+): (?:var\(--municipality, )?(#\w{6})", each)) for each in blocks)
    return dict(zip(("light", "dark", "print"), colours, strict=True))


def contrast(one: str, other: str) -> float:
    def light(colour: str) -> float:
        parts = [int(colour[at:at + 2], 16) / 255 for at in (1, 3, 5)]
        red, green, blue = (part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    high, low = sorted((light(one), light(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


INKS = {"paper": ("ink", "quiet", "own", "brand"), "beside": ("ink", "quiet", "own"), "banner": ("banner-ink",),
        "yes": ("yes-ink",)}
"""Every paper, and the inks that stand on it."""


@pytest.mark.parametrize("palette", ["light", "dark", "print"])
@pytest.mark.parametrize(("paper", "ink"), [(paper, ink) for paper, inks in INKS.items() for ink in inks])
def test_every_ink_is_easy_to_read_on_its_paper(palette: str, paper: str, ink: str) -> None:
    colours = palettes()[palette]
    assert contrast(colours[paper], colours[ink]) >= 4.5
    if ink == "ink":
        assert contrast(colours[paper], colours[ink]) >= 10


def test_every_colour_that_is_used_is_one_that_was_weighed() -> None:
    css = text(prompt_path("plan/plan.css"))
    weighed = {*INKS, *(ink for inks in INKS.values() for ink in inks), "rule"}
    assert set(re.findall(r"var\(--([\w-]+)", css)) <= weighed | {"municipality"}
    assert all(set(colours) == weighed for colours in palettes().values())
    literal = set(re.findall(r"(?<!-)color: (#\w{6})", css))
    printed = palettes()["print"]
    assert literal <= {printed["quiet"], printed["banner-ink"], WATERMARK}


WATERMARK = "#f3efe7"


def test_text_over_the_watermark_is_still_easy_to_read() -> None:
    for ink in INKS["paper"]:
        assert contrast(WATERMARK, palettes()["print"][ink]) >= 4.5


COLOURS = ("#000000", "#1f4e5f", "#7a1f3d", "#0059b3", "#b00020", "#6b6b6b", "#8a5a00")


@pytest.mark.parametrize("colour", COLOURS)
def test_a_municipalitys_colour_is_easy_to_read_wherever_it_is_ink(colour: str) -> None:
    assert contrast_on_white(colour) >= WHITE_CONTRAST
    assert contrast(palettes()["light"]["paper"], colour) >= 4.5
    assert contrast(WATERMARK, colour) >= 4.5
    assert f":root {{ --municipality: {colour}; }}" in render(
        plan_of(talked()), ".html", Profile(colour=colour)).decode()


def test_on_dark_paper_and_on_tinted_surfaces_the_municipalitys_colour_is_no_ink() -> None:
    css = text(prompt_path("plan/plan.css"))
    light, dark, printed = re.findall(r":root \{(.*?)\}", css, re.DOTALL)
    assert ["--municipality" in each for each in (light, dark, printed)] == [True, False, True]
    inked = re.findall(r"^([^{@}]*)\{[^}]*[; {]color: var\(--brand\)", css, re.MULTILINE)
    assert [each.strip() for each in inked] == ["h1", "h2"]
