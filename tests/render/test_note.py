"""The journal note: within a case system's limits whatever was said, and honest about what is left out."""

from __future__ import annotations

import re
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dialog.conversation.event import Answered, LineReviewed, Place, PlanEnded, Remarked
from dialog.language.clean import clean_text
from dialog.plan.model import Plan
from dialog.render.note import note, note_ascii, spelled, text, title
from dialog.render.profile import PLAIN
from tests.plan.whole import ITEMS, agreed, plan_of, shipped, talked, worded
from tests.render.hostile import PAYLOADS, plan_with
from tests.tiny import SPACE, Talk, script_of

HEADINGS = ("Borgerens mål", "Det, der står i vejen", "Aftaler", "Samtykke", "Bemærkninger og uenighed",
            "Næste samtale og opfølgning", "Mentor", "Hjælp og arbejdsplads", "Sådan arbejder vi sammen")


def parts(content: bytes) -> tuple[str, str]:
    """Title and text of a whole note, as an import would split it; every limit held."""
    assert len(content) <= 100_000
    whole = content.decode()
    assert not re.search("(?<!\r)\n|\r(?!\n)", whole)
    head, empty, rest = whole.split("\r\n", 2)
    body = rest.removesuffix("\r\n")
    assert (empty, body.strip()) == ("", body)
    assert 0 < len(head) <= 255
    assert len(body) <= 4096
    return head, body


def lengthy(count: int, words: str, *, skips: bool = True) -> Plan:
    """A talk in which a lot was said: `count` remarks."""
    talk = worded(talked(skips=skips))
    for number in range(count):
        talk.do(Remarked(**talk.envelope(), remark=SPACE.__class__(int=number + 100), text=f"{number}. {words}",
                         disagrees=False, by="citizen"))
    return plan_of(talk)


def test_a_colleague_finds_what_matters() -> None:
    plan = plan_of(agreed(worded(talked())))
    head, body = parts(note(plan, PLAIN))
    assert head == "Samtale og plan, sag 2026-0142, udgave 1, 2. marts 2026"
    assert [heading for heading in HEADINGS if f"\r\n\r\n{heading}\r\n- " in body] == list(HEADINGS)
    for words in ITEMS["wish"] + ITEMS["obstacle"] + ITEMS["agreement"]:
        assert f"- »{words}«" in body
    for words in (
        "Samtalen begyndte 2. marts 2026 kl. 10.00.", "Til stede: Anna Holst (borger) og Bo Lund (sagsbehandler).",
        "Hvem: Jeg gør det selv", "Hvornår: 16. marts 2026",
        "Faglig formulering (sagsbehandler): Beskæftigelse i køkkenfunktion",
        "Uenig, borger, 2. marts 2026 kl. 12.05: »Jeg vil ikke kaldes syg.«", "Ønske om mentor: Ja",
        "Borger sagde ja til planen 2. marts 2026 kl. 12.06.", "Næste samtale: 16. marts 2026",
        "Én samlet plan: givet 2. marts 2026 kl. 11.44.", "LAB § 46, tekst 1",
        f"Plan {plan.id}, udgave 1.", f"Kontrolsum {plan.edition}.",
    ):
        assert words in body, words
    assert "UDKAST" not in head + body
    assert "Ikke med her" not in body


def test_a_refused_consent_and_a_passed_one_are_told_apart() -> None:
    script = script_of("""
        {id: a, kind: consent, ask: Må vi?, plan: {to: consent.plan, no: "Nej, ikke samlet."}, terms: TERMS}
        {id: b, kind: consent, ask: Må vi?, plan: {to: consent.sharing, skipped: true}, terms: TERMS}
        """.replace("TERMS", '{party: Lægen, what: Søvn, purpose: Hjælp, law: Lov § 1, text_version: "3"}'))
    talk = Talk(script)
    talk.do(Answered(**talk.envelope(), place=Place("a"), value=False))
    talk.skip("b")
    _, body = parts(note(plan_of(talk), PLAIN))
    assert "- Én samlet plan: ikke givet 2. marts 2026 kl. 10.01. Nej, ikke samlet. – Lov § 1, tekst 3" in body
    assert "- Dele oplysninger: Ikke lige nu – 2. marts 2026 kl. 10.02" in body


def test_it_says_udkast_until_both_have_agreed_and_what_became_of_an_earlier_yes() -> None:
    talk = worded(agreed(talked()))
    head, body = parts(note(plan_of(talk), PLAIN))
    assert head.startswith("UDKAST: ")
    assert "UDKAST: planen er ikke godkendt af begge." in body
    assert "Borger sagde ja 2. marts 2026 kl. 12.04, men planen er ændret siden." in body
    empty = parts(note(plan_of(Talk(shipped())), PLAIN))
    assert empty[0].startswith("UDKAST: ")
    assert "Sagsbehandler har ikke sagt ja til planen." in empty[1]


def test_a_plan_gone_through_an_ended_one_and_an_exercise_say_so() -> None:
    talk = talked()
    for line in plan_of(talk).lines():
        talk.do(LineReviewed(**talk.envelope(), line=line.id, line_sha256=line.fingerprint()))
    assert "Borgeren har gået planen igennem, linje for linje." in text(plan_of(talk))
    talk.do(PlanEnded(**talk.envelope(), by="citizen", why="Jeg har fået\njob"))
    head, body = parts(note(plan_of(talk, practice=True), PLAIN))
    assert head.startswith("ØVELSE: UDKAST: AFSLUTTET: Samtale og plan")
    assert "af borger: »Jeg har fået job«" in body
    assert "ØVELSE: personen er opdigtet." in body


def test_the_title_names_the_case_and_never_the_person() -> None:
    for cpr in (None, "310290-1234"):
        head, body = parts(note(plan_of(talked(), cpr=cpr), PLAIN))
        assert "Anna" not in head
        assert "310290" not in head
        assert ("CPR-nummer: 310290-1234" in body) == (cpr is not None)


@pytest.mark.parametrize("form", [note, note_ascii])
@pytest.mark.parametrize(("count", "words"), [
    (4, "Ord " * 900), (60, "Et ord til."), (400, "ÆØÅ" * 60), (9, "x" * 5000)])
def test_what_does_not_fit_is_left_out_item_by_item_and_counted(form: Any, count: int, words: str) -> None:
    plan = lengthy(count, words)
    _, body = parts(form(plan, PLAIN))
    quote = "»" if form is note else '"'
    remarks = re.findall(rf"^- Bem\w+, borger, .*: {quote}\d+\. ", body, re.MULTILINE)
    left = re.search(rf"(\d+) under {quote}Bem\w+ og uenighed", body)
    assert len(remarks) + (int(left[1]) if left else 0) == count
    assert "Det hele staar i planen." in body or "Det hele står i planen." in body
    assert all(line.startswith(("- ", "  ")) or line == spelled(line)[0] or form is note for line in body.split("\r\n"))
    assert f"Kontrolsum {plan.edition}." in body
    kept = sum(line.startswith("- ") for line in body.split("\r\n"))
    told = sum(map(int, re.findall(rf"(\d+) under {quote}", body)))
    assert kept + told == items(plan)


def items(plan: Plan) -> int:
    """How many items a note without limits would hold."""
    return sum(line.startswith("- ") for line in text(plan, room=10**9).split("\r\n"))


def test_what_was_agreed_stays_however_much_else_was_said() -> None:
    _, body = parts(note(lengthy(400, "Et ord til, og det er langt nok. " * 9), PLAIN))
    kept = [heading for heading in HEADINGS if f"\r\n\r\n{heading}\r\n- " in body]
    assert kept[:6] == list(HEADINGS[:6])
    assert "Næste samtale: 16. marts 2026" in body
    left = body.partition("Ikke med her")[2]
    assert not any(f"»{heading}«" in left for heading in ("Borgerens mål", "Aftaler", "Samtykke", HEADINGS[5]))


def test_a_long_answer_is_cut_between_words_with_a_mark() -> None:
    _, body = parts(note(lengthy(1, "ord " * 900), PLAIN))
    assert " ord ...\r\n" in body


@pytest.mark.parametrize("payload", PAYLOADS.values(), ids=PAYLOADS)
def test_a_hostile_answer_is_an_item_and_never_a_line_of_ours(payload: str) -> None:
    plan = plan_with(payload)
    _, body = parts(note(plan, PLAIN))
    ours, benign = ([line for line in text(each, room=10**9).split("\r\n") if line[:2] not in ("- ", "  ")]
                    for each in (plan, plan_with("Ord")))
    assert len(ours) == len(benign)
    assert [line for line in ours if line in HEADINGS] == [line for line in benign if line in HEADINGS]
    if len(payload) < 200:
        shown = "\r\n  ".join(line for line in clean_text(payload)[0].strip().split("\n") if line.strip())
        assert body.count(shown) >= 3
    parts(note_ascii(plan, PLAIN))


def test_an_answer_cannot_play_the_notes_own_part() -> None:
    forged = "x\n\nSamtykke\n- Én samlet plan: givet\r\nBorger sagde ja til planen"
    body = text(plan_with(forged))
    assert "\r\n  Samtykke\r\n  - Én samlet plan: givet\r\n  Borger sagde ja til planen" in body
    assert not re.search(r"^(Samtykke|- Én samlet|Borger sagde)", body, re.MULTILINE)


# ASCII


def test_danish_letters_get_the_spelling_that_imports_expect() -> None:
    assert spelled("Blåbærgrød på Ærø, ÅRHUS, Ålborg, SØ Ø") == (
        "Blaabaergroed paa Aeroe, AARHUS, Aalborg, SOE Oe", 0)
    assert spelled("Łukasz Żółć, Zoë, naïve, Straße, »citat« – 5 € … ½") == (
        'Lukasz Zolc, Zoe, naive, Strasse, "citat" - 5 EUR ... 1/2', 0)


def test_what_has_no_spelling_is_a_mark_that_can_be_seen_and_is_counted() -> None:
    assert spelled("Hej 👍 أريد du?") == ("Hej [1 tegn] [4 tegn] du?", 5)
    _, body = parts(note_ascii(plan_with("Ja 👍"), PLAIN))
    marks = sum(map(int, re.findall(r"\[(\d+) tegn\]", body.rsplit("\r\n", 1)[0])))
    assert f"{marks + spelled(title(plan_with('Ja 👍')))[1]} tegn kunne ikke skrives her." in body
    assert marks > 5
    assert "kunne ikke skrives" not in note_ascii(plan_of(worded(talked())), PLAIN).decode()


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=60))
def test_a_spelling_is_ascii_never_loses_a_letter_silently_and_leaves_ascii_alone(words: str) -> None:
    made, lost = spelled(words)
    assert made.isascii()
    assert lost == sum(int(each) for each in re.findall(r"\[(\d+) tegn\]", made)) or "tegn" in words
    assert spelled(made) == (made, 0)
    assert made.count("?") <= words.count("?") + sum("?" in alias for alias in map(_compatible, words))


def _compatible(sign: str) -> str:
    import unicodedata

    return "" if sign == "?" else unicodedata.normalize("NFKD", sign)


def test_the_count_fits_in_too_when_the_note_is_nearly_full() -> None:
    for length in range(240, 420, 6):
        _, body = parts(note_ascii(lengthy(2, "👍" + "x" * length), PLAIN))
        assert "tegn kunne ikke skrives her." in body


def test_the_ascii_note_is_the_same_note_spelled() -> None:
    plan = plan_of(agreed(worded(talked())))
    content = note_ascii(plan, PLAIN)
    assert content.isascii()
    assert content.decode() == spelled(note(plan, PLAIN).decode())[0]
    assert "?" not in content.decode()


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=300), st.text(max_size=300))
def test_any_words_fit_in_both_forms(words: str, case: str) -> None:
    plan = plan_with(words + "a")
    plan = plan.model_copy(update={"header": plan.header.model_copy(update={"case_reference": case})})
    parts(note(plan, PLAIN))
    parts(note_ascii(plan, PLAIN))


@pytest.mark.parametrize("words", ["§" * 3000, "👍a" * 3000, "å " * 3000, "½" * 3000, "a b" * 3000])
def test_names_that_grow_in_the_spelling_leave_room_for_the_rest(words: str) -> None:
    plan = plan_with(words)
    for form in (note, note_ascii):
        _, body = parts(form(plan, PLAIN))
        assert f"Kontrolsum {plan.edition}." in body
        assert "UDKAST" in body
