"""Word: opened by programs that are not ours, restyled by a municipality, and no answer can be more than text."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import zlib
from datetime import timedelta, timezone
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from struct import pack
from typing import Any
from zipfile import ZipFile

import pypdfium2
import pytest
from docx import Document
from docx.document import Document as WordFile
from docx.oxml.ns import qn
from docx.shared import RGBColor
from docxtpl import DocxTemplate  # type: ignore[import-untyped]
from lxml import etree

from dialog import resources
from dialog.errors import ExportError
from dialog.plan.model import Plan
from dialog.render.document import make
from dialog.render.profile import PLAIN, Profile
from dialog.render.view import plan_view
from dialog.render.word import plan_docx
from dialog.resources import prompt_path
from tests.plan.whole import agreed, plan_of, talked, worded
from tests.render.hostile import PAYLOADS, plan_with, said, standing

SHARP = {**PAYLOADS, "close": "</w:t></w:r></w:p>", "cdata end": "]]>", "docxtpl": "{_{ x }_} {_% x %_}",
         "tag": "{%p if x %}", "row": "{%tr endfor %}", "field": 'HYPERLINK "http://ond.dk"',
         "break": '<w:br w:type="page"/>', "instruction": "<?mso-application x?>", "many lines": "et\n\nto\ntre"}


def png(width: int, height: int) -> bytes:
    """A picture in one colour."""
    def chunk(name: bytes, data: bytes) -> bytes:
        return pack(">I", len(data)) + name + data + pack(">I", zlib.crc32(name + data))

    rows = zlib.compress(b"".join(b"\0" + b"\x7a\x1f\x3d" * width for _ in range(height)))
    head = pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def whole() -> Plan:
    return plan_of(worded(talked()))


def opened(plan: Plan, profile: Profile = PLAIN) -> WordFile:
    return Document(BytesIO(make(plan, "word", profile)))


def unescaped(plan: Plan) -> WordFile:
    """The same template and data by docxtpl as it comes."""
    bare, whole = DocxTemplate(prompt_path("plan/plan.docx")), BytesIO()
    bare.render(plan_view(plan), autoescape=False)
    bare.save(whole)
    return Document(whole)


def paragraphs(element: Any) -> list[str]:
    """The text of each paragraph, in tables too, with a line break as one."""
    signs = {qn("w:t"): "", qn("w:br"): "\n", qn("w:tab"): "\t"}
    return ["".join(each.text or signs[each.tag] for each in paragraph.iter(*signs))
            for paragraph in element.iter(qn("w:p"))]


def words(file: WordFile) -> str:
    head = file.sections[0]
    return said(" ".join([*paragraphs(head.header._element), *paragraphs(file.element.body),
                          *paragraphs(head.footer._element)]))


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    place = tmp_path / "prompts" / "plan" / "plan.docx"
    place.parent.mkdir(parents=True)
    monkeypatch.setenv(resources.OWN_FOLDER, str(tmp_path))
    return place


# What an answer cannot do


def bones(file: WordFile) -> list[str]:
    """Everything but the texts, and but the breaks inside a text."""
    kept = (each for each in file.element.body.iter() if each.tag not in (qn("w:br"), qn("w:t")))
    return [f"{each.tag} {sorted(each.attrib.items())}" for each in kept]


@pytest.mark.parametrize("payload", SHARP.values(), ids=SHARP)
def test_a_hostile_answer_in_every_place_arrives_literally(payload: str) -> None:
    plan = plan_with(payload)
    file = opened(plan)
    mine = standing(plan, payload)
    assert len(mine) >= 13
    assert words(file).count(said(payload)) >= len(mine)
    assert bones(file) == bones(opened(plan_with("Ord")))


@pytest.mark.parametrize("payload", ["</w:t></w:r></w:p>", "<w:br/>", "{_{ x }_}", "a & b < c"])
def test_unescaped_the_same_answers_break_the_file_or_are_lost(payload: str) -> None:
    assert words(unescaped(plan_with("Ord"))).count("Ord") > 13
    try:
        found = words(unescaped(plan_with(payload)))
    except etree.XMLSyntaxError:
        found = ""
    assert found.count(payload) < 13


def test_a_line_break_stays_in_its_paragraph() -> None:
    (line,) = [each for each in paragraphs(opened(whole()).element.body) if "holde overblikket" in each]
    assert re.fullmatch("»Jeg er god til .*, når der er travlt.\nOg jeg kan få folk til at grine.« [0-9]+", line)


def test_nothing_is_fetched_and_nothing_runs() -> None:
    with ZipFile(BytesIO(make(whole(), "word", Profile(logo=png(4, 2), logo_type="png")))) as file:
        relations = [file.read(name) for name in file.namelist() if name.endswith(".rels")]
        assert len(relations) >= 3
        assert not [each for each in relations if b"External" in each or b"http://ond" in each]
        assert not [name for name in file.namelist() if re.search("vba|macro|embed|activeX|customXml", name)]
        assert b"HYPERLINK" not in file.read("word/document.xml")


# What it looks like to Word


def test_it_has_real_headings_in_order_below_one_title() -> None:
    plan, file = whole(), opened(whole())
    styles = [each.style.name for each in file.paragraphs if each.style]
    assert styles.count("Title") == 1
    headings = [each for each in file.paragraphs if each.style and each.style.name.startswith("Heading")]
    levels = [int(each.style.name[-1]) for each in headings if each.style and each.style.name]
    assert levels[0] == 1
    assert all(later <= now + 1 for now, later in pairwise(levels))
    first = [each.text for each in headings if each.style and each.style.name == "Heading 1"]
    assert [section.title for section in plan.sections] == first[1:1 + len(plan.sections)]
    assert first[0] == "Kort fortalt"
    assert first[-1] == "Til sagen"
    assert "1. »Et job i et køkken, hvor der er ro« 4" in [each.text for each in headings]


def test_it_is_danish_from_top_to_bottom() -> None:
    file = opened(whole())
    (language,) = file.styles.element.xpath("w:docDefaults/w:rPrDefault/w:rPr/w:lang")
    assert language.get(qn("w:val")) == "da-DK"
    assert not [each for each in file.element.xpath("//w:lang") if each.get(qn("w:val")) not in (None, "da-DK")]
    assert file.core_properties.language == "da-DK"


def test_the_questions_are_a_table_whose_first_row_comes_again_on_each_page() -> None:
    plan, file = whole(), opened(whole())
    (table,) = file.tables
    assert [cell.text for cell in table.rows[0].cells] == ["Nr.", "Spørgsmål", "Hvem svarede", "Hvornår"]
    assert table._tbl.xpath("w:tr[1]/w:trPr/w:tblHeader")
    assert not table._tbl.xpath("w:tr[position() > 1]/w:trPr/w:tblHeader")
    assert len(table.rows) == 1 + len({line.roots[0] for line in plan.lines()})
    assert table._tbl.xpath("w:tblPr/w:tblCaption")


def test_every_line_every_remark_and_every_question_is_there() -> None:
    plan = whole()
    found = words(opened(plan))
    for line in plan.lines():
        assert said(line.text) in found
        assert said(line.asked) in found
        assert not line.wording or said(line.wording) in found
    assert "Uenig: »Jeg vil ikke kaldes syg.«" in found


def test_each_page_says_udkast_and_its_number() -> None:
    head = opened(whole()).sections[0]
    assert head.header.paragraphs[0].text == "Solby Kommune\tUDKAST"
    fields = [each.text.strip() for each in head.footer._element.iter(qn("w:instrText"))]
    assert fields == ["PAGE", "NUMPAGES"]
    done = opened(plan_of(agreed(worded(talked()))))
    assert "UDKAST" not in words(done)
    assert done.sections[0].header.paragraphs[0].text.endswith("AFTALT")


def test_the_files_properties_are_the_plans() -> None:
    plan = whole()
    about = opened(plan).core_properties
    assert (about.title, about.author) == ("Min plan (UDKAST)", "Solby Kommune")
    assert about.created == about.modified == plan.header.updated.replace(microsecond=0)
    summer = plan.header.updated.astimezone(timezone(timedelta(hours=2)))
    elsewhere = plan.model_copy(update={"header": plan.header.model_copy(update={"updated": summer})})
    assert opened(elsewhere).core_properties.created == about.created, "the same moment, on another clock"


def test_the_same_plan_is_the_same_file_to_the_last_bit() -> None:
    from dialog.render.word import _opened

    plan = whole()
    first = plan_docx(plan, PLAIN)
    _opened.cache_clear()
    assert plan_docx(plan, PLAIN) == first
    with ZipFile(BytesIO(first)) as file:
        assert {each.date_time for each in file.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert file.testzip() is None


# The municipality's own


def test_a_logo_stands_in_the_header_as_it_is() -> None:
    logo = png(60, 20)
    file = opened(whole(), Profile(name="Solby Kommune", logo=logo, logo_type="png"))
    header = file.sections[0].header
    (picture,) = header._element.iter(qn("a:blip"))
    assert header.part.related_parts[picture.get(qn("r:embed"))].blob == logo
    (size,) = header._element.iter(qn("wp:extent"))
    assert int(size.get("cx")) == pytest.approx(3 * int(size.get("cy")), rel=0.01)
    assert not list(file.element.body.iter(qn("a:blip")))


@pytest.mark.parametrize("logo", [png(60, 20)[:30], png(0, 0), b"GIF8"], ids=["half", "no size", "another"])
def test_a_picture_that_is_spoilt_is_told_as_one(logo: bytes) -> None:
    with pytest.raises(ExportError, match="logo kan ikke sættes ind"):
        make(whole(), "word", Profile(logo=logo, logo_type="png"))


def test_a_drawing_that_word_cannot_show_leaves_the_name() -> None:
    file = opened(whole(), Profile(name="Solby Kommune", logo=b"<svg/>", logo_type="svg"))
    header = file.sections[0].header
    assert not list(header._element.iter(qn("a:blip")))
    assert header.paragraphs[0].text.startswith("Solby Kommune")


def restyled(place: Path, **runs: list[str]) -> None:
    """A municipality's own template: ours with another colour, and a paragraph in the pieces that Word makes of it."""
    file = Document(str(prompt_path("plan/plan.docx")))
    file.styles["Heading 1"].font.color.rgb = RGBColor(0x7A, 0x1F, 0x3D)
    for pieces in runs.values():
        paragraph = file.add_paragraph()
        for piece in pieces:
            paragraph.add_run(piece)
    file.save(str(place))


def test_what_is_restyled_in_word_is_kept_and_a_tag_may_lie_in_pieces(own: Path) -> None:
    restyled(own, end=["Skrevet for {", "{ cit", "izen }", "}."])
    file = opened(whole())
    assert file.styles["Heading 1"].font.color.rgb == RGBColor(0x7A, 0x1F, 0x3D)
    assert file.paragraphs[-1].text == "Skrevet for Anna Holst."


def test_a_template_that_is_changed_is_read_again(own: Path) -> None:
    restyled(own, end=["Første"])
    assert opened(whole()).paragraphs[-1].text == "Første"
    restyled(own, end=["Anden gang"])
    os.utime(own, (1, 1))
    assert opened(whole()).paragraphs[-1].text == "Anden gang"


@pytest.mark.parametrize(("source", "told"), [
    ("{{ citisen }}", "ved »{{ citisen }}« kan ikke udfyldes: navnet »citisen« findes ikke. Mente du »citizen«?"),
    ("{{ citizen.upper() }}", "»Call« kan ikke bruges"),
    ("{{ citizen | safe }}", "filteret »safe« findes ikke"), ("{% if draft %}", "har en fejl"),
    ("{{ citizen | date }}", "kan ikke udfyldes"), ("{%p if draft %}", "har en fejl"), ("{{ draft", "har en fejl"),
    ("{{ citizen.__class__ }}", "»__class__« kan ikke bruges"),
    ("{% include 'plan/plan.css' %}", "kan ikke hente andre"),
])
def test_a_fault_in_a_template_is_one_danish_sentence_and_never_an_answer(own: Path, source: str, told: str) -> None:
    restyled(own, end=[source])
    with pytest.raises(ExportError) as fault:
        make(whole(), "word")
    assert "Skabelonen »plan/plan.docx«" in str(fault.value)
    assert told in str(fault.value)
    assert "Anna" not in str(fault.value)


def test_tags_that_cut_a_table_in_two_are_told_before_word_would(own: Path) -> None:
    file = Document(str(prompt_path("plan/plan.docx")))
    file.add_table(1, 1).rows[0].cells[0].paragraphs[0].add_run("{% if practice %}Før")
    file.add_paragraph("{% endif %}Efter")
    file.save(str(own))
    assert make(plan_of(talked(), practice=True), "word")
    with pytest.raises(ExportError, match=r"»plan/plan\.docx« giver ikke et helt Word-dokument"):
        make(whole(), "word")


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"<html>", b"\xd0\xcf\x11\xe0" * 200])
def test_a_file_that_is_no_word_document_is_named(own: Path, content: bytes) -> None:
    own.write_bytes(content)
    with pytest.raises(ExportError, match=r"»plan/plan\.docx« kan ikke åbnes som et Word-dokument"):
        make(whole(), "word")


def converted(file: Path, suffix: str) -> Path:
    """The file as LibreOffice saves it, in a folder beside it."""
    folder = file.parent / "saved"
    subprocess.run(["soffice", f"-env:UserInstallation=file://{file.parent}/profile", "--headless", "--convert-to",
                    suffix, "--outdir", str(folder), str(file)], check=True, timeout=180, capture_output=True)
    return folder / f"{file.stem}.{suffix}"


LIBREOFFICE = pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed here")


@LIBREOFFICE
def test_libreoffice_opens_it_and_the_citizens_words_are_on_the_pages(tmp_path: Path) -> None:
    plan = whole()
    (tmp_path / "plan.docx").write_bytes(make(plan, "word"))
    pages = pypdfium2.PdfDocument(converted(tmp_path / "plan.docx", "pdf"))
    texts = [page.get_textpage().get_text_bounded() for page in pages]
    pages.close()
    found = said(" ".join(texts))
    own = [line for line in plan.lines() if line.own_words and len(line.text) < 40]
    assert len(own) > 30
    assert all(said(line.text) in found for line in own)
    assert all("UDKAST" in each and "Side " in each for each in texts)


@LIBREOFFICE
def test_a_template_that_another_program_has_saved_is_still_one(own: Path, tmp_path: Path) -> None:
    plan = whole()
    before = paragraphs(opened(plan).element.body)
    saved = converted(Path(shutil.copy(prompt_path("plan/plan.docx"), tmp_path)), "docx")
    shutil.copy(saved, own)
    assert own.read_bytes() != (tmp_path / "plan.docx").read_bytes()
    assert paragraphs(opened(plan).element.body) == before
