"""Plain text, and what all four documents from templates say of how far a plan has come."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from io import BytesIO
from uuid import UUID

import jinja2
import pytest
from docx import Document
from lxml import html

from dialog import resources
from dialog.plan.model import Plan
from dialog.plan.standing import Ended, Gap, Replaced
from dialog.render.document import make
from dialog.render.profile import Profile
from dialog.render.template import FILTERS
from dialog.render.text import WIDTH
from dialog.render.view import plan_view
from tests.plan.whole import agreed, plan_of, talked, worded
from tests.render.hostile import PAYLOADS, plan_with, said, standing
from tests.tiny import Talk, script_of

FORMS = ("html", "markdown", "text", "word")
AT = datetime(2026, 5, 3, 8, 15, tzinfo=UTC)


def text(plan: Plan) -> str:
    return make(plan, "text").decode()


def words(plan: Plan, form: str) -> str:
    """All that a reader sees in the document."""
    content = make(plan, form, Profile(name="Solby Kommune"))
    if form == "word":
        file = Document(BytesIO(content))
        head = file.sections[0].header.paragraphs
        rows = (" ".join(cell.text for cell in row.cells) for table in file.tables for row in table.rows)
        return said(" ".join([*(each.text for each in (*head, *file.paragraphs)), *rows]))
    if form == "html":
        document = html.document_fromstring(content.partition(b"<body")[2].decode())
        return said(" ".join(map(str, document.itertext())))
    return said(re.sub(r"[\\*>]", "", content.decode()) if form == "markdown" else content.decode())


def ended(plan: Plan, why: str = "Jeg har fået job.") -> Plan:
    return plan.model_copy(update={
        "status": "ended", "ended": Ended(at=AT, by="citizen", why=why, root=UUID(int=1))})


# Plain text


@pytest.mark.parametrize("payload", PAYLOADS.values(), ids=PAYLOADS)
def test_a_hostile_answer_in_every_place_arrives_literally(payload: str) -> None:
    plan = plan_with(payload)
    mine = standing(plan, payload)
    assert len(mine) >= 13
    assert said(text(plan)).count(said(payload)) >= len(mine)


def headings(lines: list[str]) -> list[str]:
    return [line for line in lines if line.isupper() and not line.startswith(" ")]


def test_no_answer_can_begin_a_line_that_is_not_its_own() -> None:
    plan = plan_with("Sådan er det.\nHVEM HAR SAGT JA\n- Borger: ja")
    lines = text(plan).split("\n")
    assert headings(lines) == headings(text(plan_with("Ord")).split("\n"))
    bare = jinja2.Environment(loader=jinja2.FileSystemLoader(resources.folders("prompts")), trim_blocks=True,
                              lstrip_blocks=True)
    bare.filters.update(FILTERS)
    naive = bare.get_template("plan/plan.txt.j2").render(plan_view(plan)).split("\n")
    assert naive.count("HVEM HAR SAGT JA") > lines.count("HVEM HAR SAGT JA") == 1


def test_it_is_folded_at_76_columns_and_a_longer_word_is_whole() -> None:
    address = "https://kommune.example/" + "a" * 80
    for plan in (plan_of(worded(talked())), plan_with(f"Se {address} og sig til, hvis det ikke virker, for så gør vi "
                                                      "det på en anden måde næste gang, vi ses.")):
        lines = text(plan).split("\n")
        assert max(len(line) for line in lines if "https" not in line) <= WIDTH
        assert all(line == line.rstrip() for line in lines)
    assert next(line.strip("» ") for line in lines if address in line) == address


def test_what_is_folded_hangs_below_its_first_word() -> None:
    found = text(plan_of(worded(talked())))
    assert ("\nEt godt liv om et år:\n  »Jeg står op, fordi nogen venter på mig. Jeg har råd til at tage min søn i\n"
            "   Tivoli.« (21)\n") in found
    assert "\n  »Jeg er god til at holde overblikket, når der er travlt.\n   Og jeg kan få folk til at" in found
    assert "lægger mig.«\n  Kommunen: »En tid hos gældsrådgiveren.«\n" in found


def test_it_ends_its_lines_in_one_way_and_has_no_loose_ends() -> None:
    found = make(plan_of(worded(talked())), "text")
    assert b"\r" not in found
    assert b"\v" not in found
    assert b"\n\n\n\n" not in found
    assert found.endswith(b"\n")
    assert not found.endswith(b"\n\n")


def test_it_holds_no_mark_up() -> None:
    found = text(plan_of(worded(talked())))
    assert not re.search(r"[*_#`<>|\\{}]|&\w+;", found.replace("first_conversation", ""))


# All four


@pytest.mark.parametrize("form", FORMS)
def test_every_line_is_there(form: str) -> None:
    plan = plan_of(worded(talked()))
    found = words(plan, form)
    assert all(said(line.text) in found and said(line.asked) in found for line in plan.lines())


@pytest.mark.parametrize("form", FORMS)
def test_udkast_is_said_of_everything_that_is_not_agreed_to(form: str) -> None:
    talk = worded(talked())
    draft, done = plan_of(talk), plan_of(agreed(talk))
    reviewed = draft.model_copy(update={"status": "reviewed"})
    marks = {name: re.findall("(ØVELSE|UDKAST|AFTALT|AFSLUTTET)[.]? (?=Person|Plan|Bo|Både)", words(plan, form))
             for name, plan in {"draft": draft, "reviewed": reviewed, "agreed": done, "ended": ended(done),
                                "never agreed": ended(draft), "exercise": plan_of(talked(), practice=True)}.items()}
    assert marks == {"draft": ["UDKAST"], "reviewed": ["UDKAST"], "agreed": ["AFTALT"], "ended": ["AFSLUTTET"],
                     "never agreed": ["UDKAST", "AFSLUTTET"], "exercise": ["ØVELSE", "UDKAST"]}


@pytest.mark.parametrize("form", FORMS)
def test_an_ended_plan_says_when_and_why(form: str) -> None:
    plan = plan_of(agreed(worded(talked())))
    found = words(ended(plan), form)
    assert "Planen blev afsluttet 3. maj 2026 kl. 10.15. »Jeg har fået job.«" in found
    assert "»" not in words(ended(plan, ""), form).partition("afsluttet 3. maj 2026 kl. 10.15.")[2][:3]


@pytest.mark.parametrize("form", FORMS)
def test_an_edition_says_what_it_takes_the_place_of(form: str) -> None:
    plan = plan_of(talked())
    assert "Udgave 1. " in words(plan, form)
    assert "træder i stedet" not in words(plan, form)
    later = plan.model_copy(update={"version": 3, "replaces": Replaced(edition="ab" * 32, version=2, at=AT)})
    found = words(later, form)
    assert "Udgave 3. Den træder i stedet for udgave 2 fra 3. maj 2026 kl. 10.15." in found
    found_again = words(later.model_copy(update={"version": 2}), form)
    assert "Udgave 2. Den træder i stedet for den, der blev skrevet ud 3. maj 2026 kl. 10.15." in found_again
    assert "stedet for udgave" not in found_again
    assert "ab" * 32 in found.partition("Til sagen" if form != "text" else "TIL SAGEN")[2] or form == "word"


@pytest.mark.parametrize("form", FORMS)
def test_it_says_what_is_done_about_each_goal_and_barrier(form: str) -> None:
    plan = plan_of(talked())
    first, second, *rest = plan.covers
    covers = (first.model_copy(update={"standing": "not_now", "who": ()}),
              second.model_copy(update={"standing": "open", "who": ()}), *rest)
    found = words(plan.model_copy(update={"covers": covers}), form)
    between = "[ .–]+"
    for title, told in ((f"»{first.title}«", "Ikke nu."), (f"»{second.title}«", "Mangler endnu."),
                        ("»Gælden«", "Jeg: »En gåtur, før jeg lægger mig.« Kommunen: »En tid hos gældsrådgiveren.«"),
                        ("Psykisk helbred", "Hjælp: Tanker og humør.")):
        assert re.search(f"(Mål|Står i vejen): {re.escape(title)}{between}{re.escape(told)}", found), title
    assert f"{plan.ownership.own_words} af {plan.ownership.lines} linjer er sagt med borgerens egne ord." in found


@pytest.mark.parametrize("form", FORMS)
def test_a_goal_that_nothing_is_done_about_is_something_to_talk_about(form: str) -> None:
    plan = plan_of(talked())
    gaps = (Gap(id="goal_x", law="", text="Der står ikke endnu et skridt mod »Ro«.", questions=()),
            Gap(id="influence", law="", text="Det her er et af de fem krav.", questions=()))
    found = words(plan.model_copy(update={"gaps": gaps}), form)
    assert "Der står ikke endnu et skridt mod »Ro«." in found
    assert "Det her er et af de fem krav." not in found


@pytest.mark.parametrize("form", FORMS)
def test_law_numbers_and_hashes_stand_at_the_back_where_the_case_needs_them(form: str) -> None:
    log_head = "cd" * 32
    plan = plan_of(agreed(worded(talked())))
    plan = plan.model_copy(update={"agreements": tuple(
        each.model_copy(update={"log_head": log_head}) for each in plan.agreements)})
    if form == "word":  # the table of questions is read apart
        found = said(" ".join(each.text for each in Document(BytesIO(make(plan, form))).paragraphs))
    else:
        found = words(plan, form)
    body, _, back = found.partition("TIL SAGEN" if form == "text" else "Til sagen")
    for each in ("LAB § 46, tekst 1", str(plan.id), plan.edition, plan.agreements[0].fingerprint, log_head,
                 "first_conversation"):
        assert each in back
        assert each not in body
    assert not re.search("§|[0-9a-f]{8}-[0-9a-f]{4}|[0-9a-f]{64}", body)
    assert "sagde ja til" in back


@pytest.mark.parametrize("form", FORMS)
def test_a_plan_that_was_gone_through_says_how_far(form: str) -> None:
    plan = plan_of(talked())
    assert "gennemgået" not in words(plan, form)
    seen = plan.sections[0].entries[0].lines[0].model_copy(update={"reviewed": AT})
    section = plan.sections[0]
    entry = section.entries[0].model_copy(update={"lines": (seen, *section.entries[0].lines[1:])})
    section = section.model_copy(update={"entries": (entry, *section.entries[1:])})
    some = plan.model_copy(update={"sections": (section, *plan.sections[1:])})
    assert f"Borgeren har gennemgået 1 af {plan.ownership.lines} linjer." in words(some, form)
    for count, told in ((1, "den ene linje"), (2, "1 af 2 linjer")):
        short = some.model_copy(update={"ownership": some.ownership.model_copy(update={"lines": count})})
        assert f"Borgeren har gennemgået {told}." in words(short, form)
    assert plan_view(some)["sections"][0]["entries"][0]["fields"][0]["lines"][0]["reviewed"] == "3. maj 2026 kl. 10.15"


@pytest.mark.parametrize("form", FORMS)
def test_the_municipality_is_named(form: str) -> None:
    plan = plan_of(talked())
    assert words(plan, form).count("Solby Kommune") >= 2
    bare = plan.header.model_copy(update={"municipality": plan.header.municipality.model_copy(update={"name": ""})})
    assert words(plan.model_copy(update={"header": bare}), form).count("Solby Kommune") == 1
    other = plan.header.model_copy(update={"municipality": bare.municipality.model_copy(update={"name": "Nørreby"})})
    assert "Solby" not in words(plan.model_copy(update={"header": other}), form)
    assert "Nørreby" in words(plan.model_copy(update={"header": other}), form)


@pytest.mark.parametrize("form", FORMS)
def test_a_plan_with_nothing_in_it_is_still_a_document(form: str) -> None:
    found = words(plan_of(Talk(script_of("{id: t, kind: text, ask: A, plan: {to: health.basis}}"))), form)
    assert "UDKAST" in found
    assert "linjer er sagt" not in found
    assert "Der er ikke talt om jobsøgning." in found
