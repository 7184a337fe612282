"""The PDF: opened by programs that are not ours, looked through for what a screen reader and an archive need."""

from __future__ import annotations

import hashlib
import io
import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import cache, lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pytest

from dialog import resources
from dialog.conversation.event import Remarked
from dialog.errors import ExportError
from dialog.plan.model import Plan
from dialog.plan.standing import Ended
from dialog.render.document import make
from dialog.render.pdf import plan_pdf
from dialog.render.profile import PLAIN, Profile
from tests.plan.whole import agreed, plan_of, talked, worded
from tests.render.hostile import PAYLOADS, plan_with
from tests.tiny import SPACE, START, Talk, script_of

DOT = bytes.fromhex("89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c"
                    "49444154789c63606060000000040001f61738550000000049454e44ae426082")
"""A picture of one black dot, PNG."""
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 4"><circle cx="2" cy="2" r="2"/></svg>'
MORE = {
    "call": '#read("/etc/passwd") #panic("x") #(1 + 1)', "mode": "$ 1/2 $ @ref <label> \\u{41} // x /* y */",
    "raw": "```typ #x``` `y` ~ -- --- ... _x_ *y*", "smart": "\"så\" 'sagde' hun", "joined": "fi ffi -> => !=",
    "signs of three fonts": "\ufd3e\ufe23 og e\u20d0", "chinese": "我想工作", "hebrew": "אני רוצה לעבוד",
    "joiners": "a\u200db\u200cc d\u00ade", "flag": "🇩🇰 🏴‍☠️", "private": "x\ue000y", "devanagari": "मैं काम",
    "words of a page": "Det er sådan, at jeg gerne vil.\n" * 150, "lines": "a\n" * 400, "long word": "å" * 12_000,
}


HEAD = re.compile("^(ØVELSE|UDKAST|AFSLUTTET)*")
RIGHT_TO_LEFT = re.compile("[\u0600-\u06ff]")
FOOT = re.compile("Minplanside[0-9]+af[0-9]+$")


@cache
def whole(yes: bool = False) -> bytes:
    talk = worded(talked())
    return plan_pdf(plan_of(agreed(talk) if yes else talk), PLAIN)


def pages(content: bytes) -> list[str]:
    """The text of each page, as another program reads it."""
    document = pypdfium2.PdfDocument(content)
    try:
        return [page.get_textpage().get_text_bounded() for page in document]
    finally:
        document.close()


def bare(text: str) -> str:
    """A text as it is compared: without white space, which lines and pages break at."""
    return "".join(text.split())


def read(content: bytes) -> str:
    """All that stands between the mark at the head of each page and its number."""
    found = [FOOT.sub("", HEAD.sub("", bare(page))) for page in pages(content)]
    return "".join(found)


@lru_cache(maxsize=4)  # the objects of a file live as long as it does
def opened(content: bytes) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(content))


def tags(node: Any) -> Iterator[tuple[str, Any]]:
    """Every structure element, in reading order."""
    if isinstance(node, pikepdf.Array):
        for each in node:
            yield from tags(each)
    elif isinstance(node, pikepdf.Dictionary) and "/S" in node:
        yield str(node.S)[1:], node
        yield from tags(node.get("/K"))


def structure(content: bytes) -> list[tuple[str, Any]]:
    return list(tags(opened(content).Root.StructTreeRoot.K))


# For archives and screen readers


@pytest.mark.parametrize("content", [whole(), plan_pdf(plan_of(Talk(script_of("{id: t, kind: say, say: A}"))), PLAIN)],
                         ids=["whole", "empty"])
def test_it_says_that_it_is_for_archives_and_for_screen_readers_and_is_danish(content: bytes) -> None:
    document = opened(content)
    assert document.Root.MarkInfo.Marked
    assert str(document.Root.Lang) == "da-DK"
    assert document.Root.ViewerPreferences.DisplayDocTitle
    assert str(document.docinfo["/Title"]) == "Min plan (UDKAST)"
    with document.open_metadata() as data:
        assert (data["pdfaid:part"], data["pdfaid:conformance"]) == ("3", "A")
        assert data["{http://www.aiim.org/pdfua/ns/id/}part"] == "1"
        assert data["dc:title"] == "Min plan (UDKAST)"


def test_headings_come_in_order_with_one_first() -> None:
    levels = [int(tag[1]) for tag, _ in structure(whole()) if tag[0] == "H" and tag[1:].isdigit()]
    assert levels.count(1) == 1
    assert levels[0] == 1
    assert len(levels) > 20
    assert all(later <= now + 1 for now, later in pairwise(levels))


def test_tables_have_header_cells_and_each_cell_knows_its_own() -> None:
    found = [node for tag, node in structure(whole()) if tag == "Table"]
    assert len(found) == 2
    for table in found:
        cells = list(tags(table.K))
        assert [str(node.A[0].Scope) for tag, node in cells if tag == "TH"] == ["/Column"] * 3
        assert all(node.A[0].Headers for tag, node in cells if tag == "TD")


def test_a_picture_is_told_to_who_cannot_see_it() -> None:
    content = plan_pdf(plan_of(talked()), Profile(name="Solby Kommune", logo=SVG, logo_type="svg"))
    told = [str(node.Alt) for tag, node in structure(content) if tag == "Figure"]
    assert told[0] == "Solby Kommune"
    assert told[1].startswith("5 af 5 af det, planen skal rumme, er på plads. 71 af ")
    assert "Troen på at klare et arbejde: Borger: 4 af 10 og Sagsbehandler: 6 af 10." in told[1]
    assert len(told) == 2


def test_a_logo_of_either_kind_is_a_picture_in_it() -> None:
    plan = plan_of(talked())
    photo = opened(plan_pdf(plan, Profile(logo=DOT, logo_type="png")))
    assert any(each.get("/Subtype") == "/Image" for each in photo.objects if isinstance(each, pikepdf.Stream))
    assert not any(each.get("/Subtype") == "/Image" for each in opened(whole()).objects
                   if isinstance(each, pikepdf.Stream))


def test_the_plan_as_data_is_attached_to_the_letter() -> None:
    plan = plan_of(worded(talked()))
    attached = opened(whole()).attachments
    assert list(attached) == ["plan.json"]
    file = attached["plan.json"]
    assert file.get_file().read_bytes() == make(plan, "json")
    assert file.get_file().mime_type == "application/json"
    assert str(file.relationship) == "/Source"


def test_its_fonts_are_inside_it_and_nothing_is_fetched_or_run() -> None:
    for each in opened(whole()).objects:
        if isinstance(each, pikepdf.Dictionary):
            assert not {"/JS", "/JavaScript", "/URI", "/Launch", "/GoToR", "/AA", "/OpenAction"} & set(each.keys())
            if each.get("/Type") == "/FontDescriptor":
                assert "/FontFile2" in each or "/FontFile3" in each
                assert "NotoSans" in str(each.FontName)


# What it says


def test_a_draft_says_so_on_every_page_and_an_agreed_plan_on_none() -> None:
    draft, done = pages(whole()), pages(whole(True))
    assert len(draft) > 5
    assert all("UDKAST" in page for page in draft)
    assert "UDKAST" not in "".join(done)
    assert "AFTALT" in done[0]


def test_an_exercise_and_an_ended_plan_say_so_on_every_page() -> None:
    ended = Ended(at=START, by="citizen", why="Jeg har fået job #read", root=plan_of(talked()).id)
    plan = plan_of(talked(), practice=True).model_copy(update={"ended": ended, "status": "ended"})
    found = pages(plan_pdf(plan, PLAIN))
    assert all("ØVELSE" in page and "UDKAST" in page and "AFSLUTTET" in page for page in found)
    assert bare("»Jeg har fået job #read«") in bare(found[0])


def test_pages_are_numbered() -> None:
    found = pages(whole())
    assert all(f"side {number} af {len(found)}" in page for number, page in enumerate(found, 1))


def test_every_line_question_remark_and_hash_is_in_it() -> None:
    plan, found = plan_of(agreed(worded(talked()))), read(whole(True))
    for line in plan.lines():
        assert bare(f"»{line.text}«" if line.own_words else line.text) in found
        assert bare(line.asked) in found
        assert bare(line.wording or "") in found
        assert not line.terms or bare(line.terms.purpose) in found
    assert bare("Uenig: »Jeg vil ikke kaldes syg.«") in found
    for agreement in plan.agreements:
        assert agreement.fingerprint in found
    assert plan.edition in found
    assert all(bare(f"På plads: {each.text}") in found for each in plan.requirements)


def test_what_is_missing_is_named() -> None:
    plan = plan_of(Talk(script_of("{id: t, kind: text, ask: A, plan: {to: health.basis}}")))
    found = read(plan_pdf(plan, PLAIN))
    assert all(bare(each.text) in found for each in plan.gaps if each.id.startswith("lab_"))
    assert all(bare(f"Mangler: {each.text}") in found for each in plan.requirements)


def test_cpr_is_there_only_when_it_was_asked_for() -> None:
    talk = talked()
    assert "CPR" not in read(plan_pdf(plan_of(talk), PLAIN))
    assert "310290-1234" in read(plan_pdf(plan_of(talk, cpr="310290-1234"), PLAIN))


# Hostile words


@pytest.mark.parametrize("payload", [*PAYLOADS.values(), *MORE.values()], ids=[*PAYLOADS, *MORE])
def test_a_hostile_answer_in_every_place_arrives_literally_and_nothing_runs(payload: str) -> None:
    plan = plan_with(payload)
    content = plan_pdf(plan, PLAIN)
    header = plan.header
    texts = [line.text for line in plan.lines()] + [line.wording or "" for line in plan.lines()]
    texts += [remark.text for remark in plan.remarks]
    texts += [header.citizen, header.case_reference, header.coordinator.name, header.coordinator.contact]
    mine = [bare(each) for each in texts if bare(each) == bare(plan.remarks[0].text)]
    assert len(mine) >= 13
    found = read(content)
    assert all("UDKAST" in page for page in pages(content))
    if RIGHT_TO_LEFT.search(payload):  # a reader of PDF tells such words in an order of its own
        assert all(found.count(sign) >= len(mine) * mine[0].count(sign) for sign in set(shown(mine[0])))
    elif not hidden(content):
        assert shown(found).count(shown(mine[0])) >= len(mine)
    assert opened(content).attachments["plan.json"].get_file().read_bytes() == make(plan, "json")
    assert counted(content) == counted(plan_pdf(plan_with("Ord"), PLAIN))


def hidden(content: bytes) -> bool:
    return bare("kan ikke vises i denne skrift") in read(content)


def shown(text: str) -> str:
    """A text without the hyphens and joiners that a reader of PDF takes for its own at the end of a line."""
    return "".join(sign for sign in text if sign not in "\u200c\u200d\u00ad\ufffe\u2060\x02-")


def counted(content: bytes) -> dict[str, int]:
    """How many there are of each tag that gives a document its shape."""
    found = [tag for tag, _ in structure(content)]
    return {tag: found.count(tag) for tag in ("H1", "H2", "H3", "Table", "TR", "TH", "Figure", "Link", "L", "Formula",
                                              "Code")}


def test_answers_made_into_code_would_have_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The twin: what the test above looks for, where a template pastes a text into mark-up."""
    own(tmp_path, monkeypatch, '#let v = json(bytes(sys.inputs.view))\n#set document(title: "x")\n'
        '#set text(font: "Noto Sans", fallback: false)\n#for s in v.sections { for e in s.entries { for f in e.fields {'
        ' for l in f.lines { eval(l.text, mode: "markup") } } } }')
    found = read(plan_pdf(plan_with("#(40 + 2) -- *fed*"), PLAIN))
    assert "42–fed" in found
    assert "#(40" not in found
    assert "#(40+2)--*fed*" in read(plan_pdf_shipped(plan_with("#(40 + 2) -- *fed*"), monkeypatch))


def plan_pdf_shipped(plan: Plan, monkeypatch: pytest.MonkeyPatch) -> bytes:
    monkeypatch.delenv(resources.OWN_FOLDER)
    return plan_pdf(plan, PLAIN)


def test_signs_that_the_fonts_lack_are_counted_and_kept_in_the_data() -> None:
    plan = plan_with("Jeg er glad 👩‍👩‍👧 og 👍🏽 og 我")
    content = plan_pdf(plan, PLAIN)
    assert "3 tegn kan ikke vises i denne skrift" in " ".join(pages(content)[0].split())
    assert bare("Jeg er glad � og � og �") in read(content)
    assert "👩‍👩‍👧 og 👍🏽 og 我".encode() in opened(content).attachments["plan.json"].get_file().read_bytes()
    assert not hidden(plan_pdf(plan_with("Jeg er glad, je suis ravie, Я рада, أنا سعيدة"), PLAIN))


def test_a_long_answer_goes_on_over_pages_and_stays_on_the_paper() -> None:
    words = " ".join(f"ord{number}" for number in range(2400))
    assert read(plan_pdf(plan_with(words), PLAIN)).count(bare(words)) >= 13
    document = pypdfium2.PdfDocument(plan_pdf(plan_with("å" * 900), PLAIN))
    for page in document:
        words_on, (width, _) = page.get_textpage(), page.get_size()
        boxes = [words_on.get_rect(at) for at in range(words_on.count_rects())]
        assert boxes
        assert all(left > 40 and right < width - 40 for left, _, right, _ in boxes)
    document.close()


def pushed_down(lines: int) -> list[str]:
    """The pages of a plan that was gone through, where a remark of so many lines stands before who has said yes."""
    talk = Talk(script_of("{id: t, kind: text, ask: A, plan: {to: health.basis}}"))
    talk.answer("t", "Ryg")
    talk.do(Remarked(**talk.envelope(), remark=SPACE, text="\n".join("a" * lines), disagrees=False, by="citizen"))
    plan = json.loads(plan_of(talk).model_dump_json())
    plan["sections"][0]["entries"][0]["lines"][0]["reviewed"] = plan["header"]["updated"]
    return [bare(page) for page in pages(plan_pdf(Plan.model_validate_json(json.dumps(plan)), PLAIN))]


def test_how_far_the_citizen_went_never_stands_alone_at_the_top_of_a_page(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
) -> None:
    def alone(page: str) -> bool:
        return "Borgerenhargennemgåetdenenelinje" in page and "Hvemharsagtja" not in page

    ours = resources.prompt_path("plan/plan.typ").read_text(encoding="utf-8")
    own(tmp_path, monkeypatch, ours.replace("= block.with(breakable: false, ", "= block.with("))
    parted = next(lines for lines in range(12, 60) if any(map(alone, pushed_down(lines))))
    monkeypatch.delenv(resources.OWN_FOLDER)
    assert not any(map(alone, pushed_down(parted)))


# The same plan, the same bytes; a municipality's own template


def test_two_processes_write_the_same_bytes() -> None:
    code = ("import hashlib; from tests.plan.whole import *; from dialog.render.document import make;"
            "plan = plan_of(worded(talked()));"
            "print(*(hashlib.sha256(make(plan, name)).hexdigest() for name in ('pdf', 'page')))")
    said = [subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True,
                           cwd=Path(__file__).parents[2], env={**os.environ, "PYTHONHASHSEED": seed, "TZ": zone}).stdout
            for seed, zone in (("1", "UTC"), ("2", "Asia/Tokyo"))]
    assert said[0] == said[1]
    assert said[0].split()[0] == hashlib.sha256(whole()).hexdigest()


def test_plans_written_at_the_same_time_are_each_their_own() -> None:
    plans = [plan_of(talked()), plan_of(worded(talked()))]
    alone = [plan_pdf(plan, PLAIN) for plan in plans]
    with ThreadPoolExecutor(4) as threads:
        wanted = [(content, threads.submit(plan_pdf, plan.model_copy(), PLAIN))
                  for _ in range(6) for plan, content in zip(plans, alone, strict=True)]
        assert all(job.result() == content for content, job in wanted)


def test_another_plan_is_other_bytes() -> None:
    assert whole() != whole(True)


def own(folder: Path, monkeypatch: pytest.MonkeyPatch, source: str) -> None:
    (folder / "prompts" / "plan").mkdir(parents=True)
    (folder / "prompts" / "plan" / "plan.typ").write_text(source, encoding="utf-8")
    monkeypatch.setenv(resources.OWN_FOLDER, str(folder))


def test_a_municipalitys_own_template_is_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    own(tmp_path, monkeypatch, '#set document(title: "Vores")\n#set text(font: "Noto Sans")\nVores egen plan')
    assert "Voresegenplan" in read(plan_pdf(plan_of(talked()), PLAIN))


SECRET = "Hemmelig Hansen"


@pytest.mark.parametrize("source", [
    "#let x = ", "#findes_ikke", "#panic(view.citizen)", "#assert(false, message: view.citizen)",
    "#view.at(view.citizen)", "#ref(label(view.citizen))", "#image(view.citizen)", '#read("/etc/hostname")',
    '#read("../../../etc/hostname")', "#eval(view.citizen)", '#image(bytes("x"), format: "svg")',
])
def test_a_fault_in_a_template_is_told_with_its_place_and_never_with_an_answer(
    source: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
) -> None:
    own(tmp_path, monkeypatch, '#set document(title: "x")\n#set text(font: "Noto Sans", fallback: false)\n'
        f"#let view = json(bytes(sys.inputs.view))\n{source}\n")
    with pytest.raises(ExportError) as told:
        plan_pdf(plan_of(talked(), citizen=SECRET), PLAIN)
    assert "Skabelonen »plan.typ« linje 4, tegn " in str(told.value)
    assert "Hansen" not in str(told.value)
    assert "hostname" not in str(told.value)


@pytest.mark.parametrize(("source", "told"), [
    ("#view.titel", "navnet »titel« findes ikke. Mente du »title«?"), ("#xyzzyx", "navnet »xyzzyx« findes ikke."),
    ("#let myname = 1\n#mynane", "navnet »mynane« findes ikke. Mente du »myname«?"),
    ("#eval(view.citizen)", "navnet findes ikke."), ("#view.at(view.citizen)", "navnet findes ikke."),
    ("#if true {", "en parentes eller et tegn, der begynder her, mangler sin slutning."),
    ("#let x = ", "her mangler noget efter # eller =."), ('#image("gone.svg")', "filen findes ikke i samme mappe."),
    ("#text(sice: 2pt)[x]", "dette kan ikke stå i parentesen."), ("#(1 + [x])", "cannot add integer and content."),
])
def test_the_commonest_faults_of_typst_are_told_in_danish_and_that_nothing_was_written(
    source: str, told: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
) -> None:
    own(tmp_path, monkeypatch, f'#let view = json(bytes(sys.inputs.view))\n{source}\n')
    with pytest.raises(ExportError) as fault:
        plan_pdf(plan_of(talked(), citizen="Hemmelig"), PLAIN)
    assert f" har en fejl: {told} Der er ikke skrevet noget dokument. " in str(fault.value)
    assert "Hemmelig" not in str(fault.value)


PACKAGE = "@preview/cetz:0.3.0"


@pytest.mark.parametrize("source", [
    f'#import "{PACKAGE}"', f'#import "{PACKAGE}": canvas', f'#include  "{PACKAGE}"',
    '#import "@" + "preview/cetz:0.3.0"',
    '#import "\\u{40}preview/cetz:0.3.0"', f'#let x = "{PACKAGE}"; #import x', f'{{ import "{PACKAGE}" }}',
    f'#eval("import \\"{PACKAGE}\\"")',
])
def test_a_template_that_would_fetch_a_package_is_refused_before_it_is_read(
    source: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
) -> None:
    head = f'#set document(title: "x")\n#set text(font: "Noto Sans")\n// ikke #import "{PACKAGE}"\n'
    own(tmp_path, monkeypatch, f"{head}#panic()\n{source}")
    with pytest.raises(ExportError) as told:
        plan_pdf(plan_of(talked()), PLAIN)
    assert str(told.value) == ("Skabelonen »plan.typ« linje 5: en skabelon kan ikke hente pakker udefra. "
                               "Der er ikke skrevet noget dokument. Læg filen i samme mappe.")


def test_a_file_beside_the_template_may_be_fetched_but_fetches_nothing_itself(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
) -> None:
    own(tmp_path, monkeypatch,
        '#set document(title: "x")\n#set text(font: "Noto Sans")\n#import "part.typ": word\n#word')
    part = tmp_path / "prompts" / "plan" / "part.typ"
    part.write_text('#let word = "Egen skik: skriv@solby.dk"', encoding="utf-8")
    assert "Egenskik:skriv@solby.dk" in read(plan_pdf(plan_of(talked()), PLAIN))
    part.write_text(f'#import "{PACKAGE}"\n#let word = "x"', encoding="utf-8")
    with pytest.raises(ExportError, match=r"Skabelonen »part\.typ« linje 1: en skabelon kan ikke hente pakker"):
        plan_pdf(plan_of(talked()), PLAIN)


def test_a_sign_that_a_template_itself_cannot_show_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    own(tmp_path, monkeypatch, '#set document(title: "x")\n#set text(font: "Noto Sans", fallback: false)\n我')
    with pytest.raises(ExportError, match="skriften mangler et tegn"):
        plan_pdf(plan_of(talked()), PLAIN)
