"""FHIR: opened by fhir.resources (R4B), and read back into the very same plan; what was changed since is refused."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from datetime import timedelta, timezone
from typing import Any

import pytest
from fhir.resources.R4B import get_fhir_model_class
from fhir.resources.R4B.bundle import Bundle
from hypothesis import given
from hypothesis import strategies as st
from lxml import html
from markdown_it import MarkdownIt
from pydantic import ValidationError

from dialog.conversation.event import Place, PlanEnded
from dialog.errors import ExportError
from dialog.plan.model import Plan
from dialog.render.document import make
from dialog.render.fhir import read_bundle
from dialog.render.fhir_extension import PREFIX, extension, value_of
from tests.faults.payloads import PRINTED, STEERING
from tests.plan.whole import agreed, plan_of, shipped, talked, worded
from tests.render.hostile import PAYLOADS, plan_with, said
from tests.tiny import Talk, script_of

IMPOSSIBLE = "310299-0000"
"""A CPR number on a day there is none of."""


def bundle(plan: Plan) -> Any:
    return json.loads(make(plan, "fhir"))


def of(data: Any, kind: str) -> list[Any]:
    return [each["resource"] for each in data["entry"] if each["resource"]["resourceType"] == kind]


def every(data: Any) -> Iterator[tuple[str, Any]]:
    """Each field and its value, however deep."""
    pairs = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    for key, value in pairs:
        yield str(key), value
        yield from every(value)


def leaves(items: list[Any]) -> list[Any]:
    return [line for section in items for entry in section["item"] for line in entry["item"]]


def check(data: Any) -> None:
    """Valid by fhir.resources, whole and one by one, and by the rules that it does not look at."""
    Bundle.model_validate_json(json.dumps(data))
    ids = [each["fullUrl"] for each in data["entry"]]
    assert len(set(ids)) == len(ids)
    for each in data["entry"]:
        resource = each["resource"]
        assert each["fullUrl"] == f"urn:uuid:{resource['id']}"
        get_fhir_model_class(resource["resourceType"]).model_validate_json(json.dumps(resource))
    for key, value in every(data):
        assert value not in ("", [], {}, None), key
        if isinstance(value, str):
            assert value.strip() and not re.search(r"[\x00-\x08\x0b\x0c\x0e-\x1f]", value), key
        if key == "reference" and isinstance(value, str):
            assert value in ids
        assert key != "profile"
    questions, answers = of(data, "Questionnaire")[0], of(data, "QuestionnaireResponse")[0]
    assert answers["questionnaire"] == questions["url"]
    assert shape(questions.get("item", [])) == shape(answers.get("item", []))
    links = [item["linkId"] for key, item in every(questions) if isinstance(item, dict) and "linkId" in item]
    assert len(set(links)) == len(links)


def shape(items: list[Any]) -> list[Any]:
    return [(item["linkId"], item.get("text"), shape(item.get("item", []))) for item in items]


def ended(talk: Talk) -> Talk:
    talk.do(PlanEnded(**talk.envelope(), by="together", why="Anna har fået job."))
    return talk


PLANS: dict[str, Callable[[], Plan]] = {
    "nothing said": lambda: plan_of(Talk(shipped())), "whole": lambda: plan_of(worded(talked())),
    "agreed": lambda: plan_of(agreed(worded(talked()))), "changed since": lambda: plan_of(worded(agreed(talked()))),
    "ended": lambda: plan_of(ended(agreed(talked()))), "ended as a draft": lambda: plan_of(ended(talked())),
    "with cpr": lambda: plan_of(talked(), cpr=IMPOSSIBLE), "practice": lambda: plan_of(talked(), practice=True),
    "nobody named": lambda: plan_of(talked(), citizen="", case_reference=" ", cpr=""),
}


@pytest.mark.parametrize("name", PLANS)
def test_a_plan_is_valid_and_comes_back_letter_by_letter(name: str) -> None:
    plan = PLANS[name]()
    content = make(plan, "fhir")
    check(json.loads(content))
    back = read_bundle(content)
    assert back == plan
    assert make(back, "fhir") == content
    assert make(back, "json") == make(plan, "json")


@pytest.mark.parametrize("payload", [*PAYLOADS.values(), *PRINTED, *STEERING])
def test_a_hostile_answer_in_every_place_is_valid_and_comes_back(payload: str) -> None:
    plan = plan_with(payload)
    content = make(plan, "fhir")
    data = json.loads(content)
    check(data)
    assert read_bundle(content) == plan
    texts = [line.text for line in plan.lines()]
    items = leaves(of(data, "QuestionnaireResponse")[0]["item"])
    given = [item.get("answer", [{}])[0].get("valueString", "") for item in items]
    assert given == [text if text.strip() else "" for text in texts]
    assert of(data, "Goal")[0]["description"]["text"] == texts[0] or not texts[0].strip()


@pytest.mark.parametrize("payload", PAYLOADS.values(), ids=PAYLOADS)
def test_a_remark_is_markdown_that_reads_as_it_was_said(payload: str) -> None:
    plan = plan_with(payload)
    notes = [note["text"] for note in of(bundle(plan), "CarePlan")[0]["note"]]
    assert len(notes) == len(plan.remarks)
    for note, remark in zip(notes, plan.remarks, strict=True):
        shown = html.fragment_fromstring(MarkdownIt("js-default").render(note), create_parent="div")
        text = said(shown.text_content().replace("\n", " ")).removeprefix("Uenig: " if remark.disagrees else "")
        assert text == said(remark.text)
        assert {str(each.tag) for each in shown.iter()} <= {"div", "p", "br"}


def test_the_oracle_bites() -> None:
    """The twin: what is not FHIR is refused by the checks above."""
    def spoilt(kind: str, change: Callable[[Any], Any]) -> Any:
        data = bundle(plan_of(worded(talked())))
        change(of(data, kind)[0])
        return data

    for kind, change in (
        ("Goal", lambda each: each.pop("subject")), ("CarePlan", lambda each: each.update(status=7)),
        ("Consent", lambda each: each.update(scop={})), ("Provenance", lambda each: each.update(recorded="i går")),
        ("Goal", lambda each: each["description"].update(text="")),
    ):
        with pytest.raises(ValidationError):
            check(spoilt(kind, change))
    for kind, change in (
        ("Provenance", lambda each: each["target"][0].update(reference="urn:uuid:0")),
        ("Questionnaire", lambda each: each["item"].pop()),
        ("Goal", lambda each: each["description"].update(text="\x07")),
    ):
        with pytest.raises(AssertionError):
            check(spoilt(kind, change))


def test_every_line_points_at_its_answers_and_at_who_said_and_wrote_it() -> None:
    plan = plan_of(worded(talked()))
    data = bundle(plan)
    response = of(data, "QuestionnaireResponse")[0]
    found = {each["target"][0]["extension"][0]["valueString"]: each for each in of(data, "Provenance")}
    assert list(found) == [str(line.id) for line in plan.lines()]
    for line in plan.lines():
        provenance = found[str(line.id)]
        assert provenance["target"][0]["reference"] == f"urn:uuid:{response['id']}"
        assert provenance["target"][0]["extension"][0]["url"] == f"{PREFIX}linkId"
        assert [each["what"]["identifier"]["value"] for each in provenance["entity"]] == [
            f"urn:uuid:{root}" for root in line.roots]
        who = [each["who"]["display"] for each in provenance["agent"]]
        assert who == [WHO[line.said_by], WHO[line.typed_by]]
        assert provenance["recorded"] == line.at.isoformat()
    links = {item["linkId"] for item in leaves(response["item"])}
    assert set(found) == links


WHO = {"citizen": "Borger", "caseworker": "Sagsbehandler", "together": "Sammen"}


def test_answers_are_typed_and_a_question_that_was_passed_says_so() -> None:
    talk = Talk(script_of("""
        {id: yes, kind: yesno, ask: A, plan: {to: resource.licence}}
        {id: scale, kind: scale, ask: B, ends: {0: lidt, 5: midt, 10: meget}, plan: {to: health.self_rated}}
        {id: many, kind: number, ask: C, plan: {to: belief.hours}}
        {id: much, kind: number, ask: D, plan: {to: business.hours}}
        {id: day, kind: date, ask: E, plan: {to: follow_up.next_talk}}
        {id: own, kind: text, ask: F, plan: {to: health.basis}}
        {id: big, kind: number, ask: G, plan: {to: business.paid_hours}}
        {id: no, kind: text, ask: H, plan: {to: mentor.wish, skipped: true}}
    """))
    for turn, value in (("yes", False), ("scale", 0), ("many", 7.5), ("much", 8), ("day", "2026-04-01"), ("own", "Ja"),
                        ("big", 5 * 10**9)):
        talk.answer(turn, value)
    talk.skip("no", "declined")
    plan = plan_of(talk)
    data = bundle(plan)
    check(data)
    questions = leaves(of(data, "Questionnaire")[0]["item"])
    answers = {item["text"]: item["answer"][0] for item in leaves(of(data, "QuestionnaireResponse")[0]["item"])}
    assert answers == {
        "A": {"valueBoolean": False}, "B": {"valueInteger": 0}, "C": {"valueDecimal": 7.5}, "D": {"valueInteger": 8},
        "E": {"valueDate": "2026-04-01"}, "F": {"valueString": "Ja"}, "G": {"valueDecimal": 5 * 10**9},
        "H": {"valueString": "Det vil jeg ikke"}}
    assert {each["text"]: each["type"] for each in questions} == {
        "A": "boolean", "B": "integer", "C": "decimal", "D": "integer", "E": "date", "F": "text", "G": "decimal",
        "H": "text"}
    assert read_bundle(make(plan, "fhir")) == plan


def test_the_care_plan_says_its_standing_and_what_is_done() -> None:
    talk = worded(talked())
    talk.skip(Place("agreement_when", "agreement-2"))
    talk.answer("mentor_wish", {"chosen": ["no"]})
    draft, done = (of(bundle(plan_of(each)), "CarePlan")[0] for each in (talk, agreed(worded(talked()))))
    assert (draft["status"], draft["title"]) == ("draft", "UDKAST – Min plan")
    assert "UDKAST" in draft["text"]["div"]
    assert (done["status"], done["title"]) == ("active", "Min plan")
    assert "UDKAST" not in json.dumps(done)
    last = of(bundle(PLANS["ended as a draft"]()), "CarePlan")[0]
    assert (last["status"], last["title"]) == ("completed", "UDKAST – AFSLUTTET – Min plan")
    assert of(bundle(PLANS["practice"]()), "CarePlan")[0]["title"] == "ØVELSE – UDKAST – Min plan"
    assert draft["note"][0]["text"] == "Uenig: Jeg vil ikke kaldes syg."
    details = {each["detail"]["code"]["text"]: each["detail"] for each in draft["activity"]}
    assert details["Praktik"]["code"]["coding"] == [{"system": "urn:kle", "code": "15.18.05"}]
    call = details["Ringe til køkkenet på Solvang"]
    assert (call["status"], call["scheduledPeriod"], call["performer"]) == (
        "scheduled", {"end": "2026-03-16"}, [{"display": "Jeg gør det selv"}])
    assert details["Jeg går hos lægen hver tredje uge."]["status"] == "in-progress"
    assert details["Bestille tid hos gældsrådgiveren"]["status"] == "not-started"
    assert "Nej tak, ikke lige nu" not in details
    assert draft["subject"] == {"identifier": {"value": "2026-0142"}, "display": "Anna Holst"}


def test_a_goal_stands_in_the_citizens_words_with_the_wording_beside_it() -> None:
    plan = plan_of(worded(talked()))
    goals = of(bundle(plan), "Goal")
    lines = [line for line in plan.lines() if line.target == "goal.statement"]
    assert [each["description"]["text"] for each in goals] == [line.text for line in lines]
    assert {each["lifecycleStatus"] for each in goals} == {"proposed"}
    assert goals[0]["note"] == [
        {"authorString": "Sagsbehandler", "text": "Beskæftigelse i køkkenfunktion med skånehensyn"}]
    assert {each["lifecycleStatus"] for each in of(bundle(PLANS["agreed"]()), "Goal")} == {"active"}


def test_each_consent_says_yes_or_no_to_whom_about_what_and_by_which_text() -> None:
    plan = plan_of(talked())
    lines = [line for line in plan.lines() if line.terms]
    consents = of(bundle(plan), "Consent")
    assert len(consents) == len(lines) == 3
    for line, each in zip(lines, consents, strict=True):
        terms = line.terms
        assert terms is not None
        assert (each["status"], each["provision"]["type"]) == ("active", "permit")
        assert each["provision"]["actor"][0]["reference"]["display"] == terms.party
        assert each["provision"]["code"] == [{"text": terms.what}]
        assert each["policyRule"]["text"] == f"{terms.law}, oplæst tekst {terms.text_version}"
        assert each["dateTime"] == line.at.isoformat()
    talk = talked()
    talk.answer("consent_sharing", False)
    refused = of(bundle(plan_of(talk)), "Consent")[2]
    assert (refused["status"], refused["provision"]["type"]) == ("rejected", "deny")


def test_the_person_stands_there_only_with_a_cpr_number() -> None:
    with_it, without = make(PLANS["with cpr"](), "fhir").decode(), make(PLANS["whole"](), "fhir").decode()
    (patient,) = of(json.loads(with_it), "Patient")
    assert patient["identifier"] == [{"system": "urn:oid:1.2.208.176.1.2", "value": "3102990000"}]
    assert {str(value) for key, value in every(json.loads(with_it)) if key == "subject"} == {
        f"{{'reference': 'urn:uuid:{patient['id']}'}}"}
    assert with_it.count("310299") == 2
    assert of(json.loads(without), "Patient") == []
    assert "310299" not in without


SPOILS: dict[str, tuple[str, Callable[[Any], Any]]] = {
    "a goal in other words": ("Goal", lambda each: each["description"].update(text="Et hemmeligt mål")),
    "a status": ("CarePlan", lambda each: each.update(status="active")),
    "a title without UDKAST": ("CarePlan", lambda each: each.update(title="Min plan")),
    "an answer": ("QuestionnaireResponse", lambda each: leaves(each["item"])[5]["answer"][0].update(valueString="Et")),
    "a number": ("QuestionnaireResponse", lambda each: leaves(each["item"])[6]["answer"][0].update(valueInteger=9)),
    "a question": ("Questionnaire", lambda each: leaves(each["item"])[0].update(text="Hvorfor?")),
    "a no that was a yes": ("Consent", lambda each: each.update(status="rejected")),
    "a root": ("Provenance", lambda each: each["entity"][0]["what"]["identifier"].update(value="urn:uuid:0")),
    "something beside it": ("Goal", lambda each: each.update(achievementStatus={"text": "Nået"})),
    "somebody else's extension": ("Goal", lambda each: each["extension"].append({"url": "urn:x", "valueString": "x"})),
}


@pytest.mark.parametrize("name", SPOILS)
def test_what_was_changed_on_the_way_is_refused_and_named_but_not_shown(name: str) -> None:
    kind, change = SPOILS[name]
    data = bundle(plan_of(worded(talked())))
    change(of(data, kind)[0])
    with pytest.raises(ExportError, match=f"»{kind}/{of(data, kind)[0]['id']}« siger noget andet") as refused:
        read_bundle(json.dumps(data).encode())
    assert "hemmeligt" not in str(refused.value)
    assert "Planen er ikke læst ind." in str(refused.value)


def test_an_extension_that_was_changed_is_found_by_what_stands_beside_it() -> None:
    data = bundle(plan_of(worded(talked())))
    line = leaves(of(data, "QuestionnaireResponse")[0]["item"])[3]
    next(each for each in line["extension"][0]["extension"] if each["url"] == "text")["valueString"] = "Andet"
    with pytest.raises(ExportError, match="siger noget andet end resten"):
        read_bundle(json.dumps(data).encode())


def test_a_resource_too_many_or_too_few_is_refused() -> None:
    data = bundle(plan_of(talked()))
    more = {**data, "entry": [*data["entry"], {"resource": {"resourceType": "Observation", "id": "x"}}]}
    fewer = {**data, "entry": [each for each in data["entry"] if each["resource"]["resourceType"] != "Consent"]}
    for other, message in ((more, "ikke er en del af planen"), (fewer, "»Consent/.*« siger noget andet")):
        with pytest.raises(ExportError, match=message):
            read_bundle(json.dumps(other).encode())


def test_order_marks_of_a_server_and_another_layout_change_nothing() -> None:
    plan = plan_of(worded(talked()))
    data = bundle(plan)
    data["entry"].reverse()
    for each in data["entry"]:
        each["resource"]["meta"] = {"versionId": "1", "lastUpdated": "2026-05-01T10:00:00Z"}
    data["meta"] = {"versionId": "1"}
    assert read_bundle(json.dumps(data, sort_keys=True).encode()) == plan


@pytest.mark.parametrize("content", [
    b"", b"x", b"[]", b"{}", b'{"entry": 1}', b'{"entry": []}', b'{"entry": [1]}', b'{"entry": [{"resource": {}}]}',
    b'{"entry": [{"resource": {"id": [], "resourceType": "CarePlan"}}]}', b"[" * 100_000, b"\xff\xfe", b"9" * 5000,
    b'{"entry": [{"resource": {"id": "a", "resourceType": "CarePlan", "extension": [{"url": 1}]}}, {"resource": '
    b'{"id": "b", "resourceType": "QuestionnaireResponse"}}]}',
    b'{"entry": [{"resource": {"id": "a", "resourceType": "CarePlan", "extension": [{"url": "urn:empowerment-dialog:'
    b'plan:2:id", "extension": []}]}}, {"resource": {"id": "b", "resourceType": "QuestionnaireResponse"}}]}',
])
def test_a_file_that_is_no_plan_is_refused_in_danish(content: bytes) -> None:
    with pytest.raises(ExportError, match="ikke en plan i FHIR"):
        read_bundle(content)


def test_a_bundle_of_somebody_elses_is_refused_without_showing_it() -> None:
    data = bundle(plan_of(talked()))
    for each in data["entry"]:
        each["resource"]["extension"] = [{"url": "urn:hemmelig", "valueString": "hemmelig"}]
    with pytest.raises(ExportError, match="ikke en plan i FHIR") as refused:
        read_bundle(json.dumps(data).encode())
    assert "hemmelig" not in str(refused.value)


def test_other_time_zones_and_odd_values_come_back() -> None:
    plan = plan_of(talked())
    header = plan.header.model_copy(update={"updated": plan.header.updated.astimezone(timezone(timedelta(hours=2)))})
    section = plan.sections[0]
    entry = section.entries[0]
    odd = [line.model_copy(update={"value": value, "text": text, "asked": text}) for line, value, text in zip(
        entry.lines, (10**20, {"": [None, {}, ""], "a b": "\x00"}, [[], 1e300, True]), ("", " \n ", "\x07a"),
        strict=True)]
    entries = (entry.model_copy(update={"lines": tuple(odd)}),)
    plan = plan.model_copy(update={"header": header, "sections": (section.model_copy(update={"entries": entries}),)})
    content = make(plan, "fhir")
    check(json.loads(content))
    assert read_bundle(content) == plan
    assert make(read_bundle(content), "json") == make(plan, "json")


SCALARS = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text()
JSON = st.recursive(SCALARS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3))


@given(JSON)
def test_all_plain_data_has_an_extension_and_comes_back(value: Any) -> None:
    made = extension("urn:x", value)
    Extension = get_fhir_model_class("Extension")
    Extension.model_validate_json(json.dumps(made))
    assert not [key for key, each in every(made) if each in ("", [], {}, None)]
    assert json.dumps(value_of(json.loads(json.dumps(made)))) == json.dumps(value)


def test_the_same_plan_is_the_same_bytes() -> None:
    content = make(PLANS["agreed"](), "fhir")
    assert content == make(PLANS["agreed"](), "fhir")
    assert content.startswith(b'{\n  "resourceType": "Bundle"')
    assert "å" in content.decode("utf-8")
    assert content.endswith(b"}\n")
