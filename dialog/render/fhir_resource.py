"""What the plan is in FHIR R4: which resource holds what, and how each is named and points at the others."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from html import escape
from uuid import UUID, uuid5

from dialog.plan.model import Line, Plan, Terms
from dialog.plan.shape import Shape
from dialog.render.fhir_extension import CONTROL, LARGEST, LONGEST, PREFIX, SMALLEST, Data, field
from dialog.render.markdown import escape_markdown
from dialog.script.model import SPEAKER

CPR = "urn:oid:1.2.208.176.1.2"
KLE = "urn:kle"
URI = "urn:ietf:rfc:3986"
TERMS = "http://terminology.hl7.org/CodeSystem/"
CAREPLAN_STATUS = {"draft": "draft", "reviewed": "draft", "agreed": "active", "ended": "completed"}
GOAL_STATUS = {"draft": "proposed", "reviewed": "accepted", "agreed": "active", "ended": "completed"}
ACTIVITY_STATUS = {"offer.effort": "not-started", "offer.running": "in-progress", "offer.finished": "completed",
                   "business.form": "not-started", "agreement.what": "not-started"}
"""Place in the plan → how far an effort that is named there has come; an agreement with a day is scheduled."""
ANSWER_TYPE = {"valueBoolean": "boolean", "valueInteger": "integer", "valueDecimal": "decimal", "valueDate": "date",
               "valueString": "text"}


def resources(plan: Plan) -> Iterator[Data]:
    """Every resource of the plan, in a fixed order. What is not known is empty in them."""
    lines = tuple(plan.lines())
    if plan.header.cpr is not None:
        yield _patient(plan, plan.header.cpr)
    yield _care_plan(plan)
    yield from (_goal(plan, line) for line in lines if _is_goal(line))
    yield _questionnaire(plan)
    yield _response(plan)
    yield from (_consent(plan, line, line.terms) for line in lines if line.terms)
    yield from (_provenance(plan, line) for line in lines)


def _patient(plan: Plan, cpr: str) -> Data:
    return {"resourceType": "Patient", "id": id_of(plan, "Patient"), "extension": [field("cpr", cpr)],
            "identifier": [{"system": CPR, "value": _shown(cpr.replace("-", ""))}] if _shown(cpr) else [],
            "name": [{"text": _shown(plan.header.citizen)}]}


def _care_plan(plan: Plan) -> Data:
    header, replaces, data = plan.header, plan.replaces, plan.model_dump(mode="json", exclude={"header", "sections"})
    del data["schema_version"]  # stands in each extension's name
    data["header"] = header.model_dump(mode="json", exclude={"cpr"}, exclude_defaults=True)
    return {
        "resourceType": "CarePlan", "id": str(plan.id), "text": _narrative(plan),
        "extension": [field(name, value) for name, value in data.items()],
        "identifier": [{"system": URI, "value": urn(plan.id)}, _edition(plan.edition)],
        "replaces": [{"identifier": _edition(replaces.edition)}] if replaces else [],
        "status": CAREPLAN_STATUS[plan.status], "intent": "plan", "title": _title(plan), "subject": _subject(plan),
        "period": {"start": header.started.isoformat(), "end": plan.ended.at.isoformat() if plan.ended else ""},
        "created": header.started.isoformat(), "author": {"display": _shown(header.coordinator.name)},
        "supportingInfo": [_to(plan, "QuestionnaireResponse")],
        "goal": [_to(plan, "Goal", line) for line in plan.lines() if _is_goal(line)],
        "activity": list(_activities(plan)),
        "note": [{"authorString": SPEAKER[each.by], "time": each.at.isoformat(),
                  "text": _markdown(f"Uenig: {each.text}" if each.disagrees else each.text)}
                 for each in plan.remarks if _shown(each.text)],
    }


def _title(plan: Plan) -> str:
    """With what it must say first: UDKAST until both have said yes."""
    return " – ".join((*plan.marks, "Min plan"))


def _narrative(plan: Plan) -> Data:
    words = "Borger og sagsbehandler har sagt ja til planen" if plan.agreed else "Der er ikke sagt ja til planen endnu"
    div = f'<div xmlns="http://www.w3.org/1999/xhtml" lang="da"><p>{escape(_title(plan))}. {words}.</p></div>'
    return {"status": "generated", "div": div}


def _edition(edition: str) -> Data:
    return {"system": f"{PREFIX}edition", "value": edition}


def _activities(plan: Plan) -> Iterator[Data]:
    """What is done or wished: help across, work places, agreements, and whatever has a KLE number."""
    for section in plan.sections:
        for entry in section.entries:
            for line in entry.lines:
                if (line.target in ACTIVITY_STATUS or line.kle) and not line.skipped and line.value is not False:
                    yield {"detail": _detail(line, entry.lines)}


def _detail(line: Line, beside: tuple[Line, ...]) -> Data:
    """An agreement is kept by somebody before a day: both stand in the lines beside it."""
    named = {each.target: each for each in beside} if line.target == "agreement.what" else {}
    who, when = named.get("agreement.who"), named.get("agreement.when")
    day = when.day() if when else None
    return {
        "extension": [_points_at(line)],
        "code": {"coding": [{"system": KLE, "code": line.kle}] if line.kle else [], "text": _shown(line.text)},
        "status": "scheduled" if day else ACTIVITY_STATUS.get(line.target, "not-started"),
        "scheduledPeriod": {"end": day.isoformat()} if day else {},
        "performer": [{"display": _shown(who.text)}] if who and not who.skipped else [],
        "description": _shown(f"{line.label}: {line.text}"),
    }


def _is_goal(line: Line) -> bool:
    return line.target == "goal.statement" and not line.skipped


def _goal(plan: Plan, line: Line) -> Data:
    wording = _shown(line.wording or "")
    return {
        "resourceType": "Goal", "id": id_of(plan, "Goal", line), "extension": [_points_at(line)],
        "lifecycleStatus": GOAL_STATUS[plan.status], "description": {"text": _shown(line.text) or line.label},
        "subject": _subject(plan), "expressedBy": {"display": SPEAKER[line.said_by]},
        "note": [{"authorString": SPEAKER.get(line.wording_by or "", ""), "text": _markdown(wording)}]
        if wording else [],
    }


def _questionnaire(plan: Plan) -> Data:
    id, script = id_of(plan, "Questionnaire"), plan.header.script
    return {"resourceType": "Questionnaire", "id": id, "url": urn(id), "version": str(script.version),
            "title": "Spørgsmålene bag planen", "status": "active", "subjectType": ["Patient"],
            "item": _items(plan, lambda name, shape: {"type": "group"}, _question)}


def _question(line: Line) -> Data:
    kind = next(iter(_answer(line)), "valueString")
    return {"linkId": str(line.id), "code": [{"system": f"{PREFIX}target", "code": line.target, "display": line.label}],
            "text": _shown(line.asked), "type": ANSWER_TYPE[kind]}


def _response(plan: Plan) -> Data:
    """Every line as it was answered, in the order of the document."""
    return {
        "resourceType": "QuestionnaireResponse", "id": id_of(plan, "QuestionnaireResponse"),
        "questionnaire": urn(id_of(plan, "Questionnaire")), "status": "completed" if plan.agreed else "in-progress",
        "subject": _subject(plan), "authored": plan.header.updated.isoformat(), "item": _items(plan, _own, _answered),
    }


def _answered(line: Line) -> Data:
    answer = _answer(line)
    return {"linkId": str(line.id), **_own("line", line), "text": _shown(line.asked),
            "answer": [answer] if answer else []}


def _items(plan: Plan, group: Callable[[str, Shape], Data], leaf: Callable[[Line], Data]) -> list[Data]:
    """Part → entry → line, alike for the questions and the answers."""
    return [{"linkId": section.part, "text": _shown(section.title), **group("section", section), "item": [
        {"linkId": str(entry.id), "text": _shown(entry.title), **group("entry", entry),
         "item": [leaf(line) for line in entry.lines]}
        for entry in section.entries]} for section in plan.sections]


def _own(name: str, shape: Shape) -> Data:
    """A section's, an entry's or a line's own fields, without what it holds."""
    data = shape.model_dump(mode="json", exclude={"entries", "lines"}, exclude_defaults=True)
    return {"extension": [field(name, data)]}


def _answer(line: Line) -> Data:
    """The answer as FHIR types it; in words where it has no type of its own, and for a question that was passed."""
    value, day = line.value, line.day()
    match value:
        case bool():
            return {"valueBoolean": value}
        case str() if day:
            return {"valueDate": day.isoformat()}
        case int() if SMALLEST <= value <= LARGEST:
            return {"valueInteger": value}
        case int() | float():
            return {"valueDecimal": value}
    return {"valueString": _shown(line.text)} if _shown(line.text) else {}


def _consent(plan: Plan, line: Line, terms: Terms) -> Data:
    rule = ", ".join(filter(None, (_shown(terms.law), f"oplæst tekst {_shown(terms.text_version)}")))
    return {
        "resourceType": "Consent", "id": id_of(plan, "Consent", line), "extension": [_points_at(line)],
        "status": "active" if terms.given else "rejected",
        "scope": {"coding": [{"system": f"{TERMS}consentscope", "code": "patient-privacy"}]},
        "category": [{"text": line.label}], "patient": _subject(plan), "dateTime": line.at.isoformat(),
        "performer": [{"display": SPEAKER[line.said_by]}], "sourceReference": _to(plan, "QuestionnaireResponse"),
        "policyRule": {"text": rule},
        "provision": {
            "type": "permit" if terms.given else "deny",
            "actor": [{"role": {"text": "Må vide eller dele"}, "reference": {"display": _shown(terms.party)}}]
            if _shown(terms.party) else [],
            "purpose": [{"display": _shown(terms.purpose)}], "code": [{"text": _shown(terms.what)}]},
    }


def _provenance(plan: Plan, line: Line) -> Data:
    """From a line to the answers it rests on, and who said and wrote it."""
    also = ["Goal"] * _is_goal(line) + ["Consent"] * bool(line.terms)
    said, typed = (
        {"type": {"coding": [{"system": f"{TERMS}provenance-participant-type", "code": code}]},
         "who": {"display": SPEAKER[voice]}} for code, voice in (("author", line.said_by), ("enterer", line.typed_by)))
    return {
        "resourceType": "Provenance", "id": id_of(plan, "Provenance", line),
        "target": [{"extension": [_points_at(line)], **_to(plan, "QuestionnaireResponse")},
                   *(_to(plan, each, line) for each in also)],
        "recorded": line.at.isoformat(), "agent": [said, typed],
        "entity": [{"role": "source", "what": {"identifier": {"system": URI, "value": urn(root)}}}
                   for root in line.roots],
    }


def _points_at(line: Line) -> Data:
    """Which item of the QuestionnaireResponse something is about."""
    return field("linkId", str(line.id))


def _subject(plan: Plan) -> Data:
    """The Patient where there is one; else the municipality's own case reference."""
    if plan.header.cpr is not None:
        return _to(plan, "Patient")
    return {"identifier": {"value": _shown(plan.header.case_reference)},
            "display": _shown(plan.header.citizen) or SPEAKER["citizen"]}


def _to(plan: Plan, type: str, line: Line | None = None) -> Data:
    return {"reference": urn(id_of(plan, type, line))}


def id_of(plan: Plan, type: str, line: Line | None = None) -> str:
    """The same each time, for each resource its own."""
    return str(uuid5(plan.id, f"{type}/{line.id}" if line else type))


def urn(id: UUID | str) -> str:
    return f"urn:uuid:{id}"


def _shown(text: str) -> str:
    """A text as a FHIR string may be: no control characters, not longer than there is room for, not blank."""
    text = CONTROL.sub("", text)[:LONGEST]
    return text if text.strip() else ""


def _markdown(text: str) -> str:
    """A note is Markdown in FHIR; what was said is text."""
    return escape_markdown(_shown(text))
