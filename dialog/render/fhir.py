"""The plan as FHIR R4, and back again: a Bundle that a health system can read and that loses nothing.

Patient (only with a CPR number), CarePlan, Goal, Questionnaire, QuestionnaireResponse, Consent, and for each line a
Provenance that points at its answers. Base R4; no profile is claimed. All of the plan that FHIR has no field for stands
in extensions where it belongs: the plan's own on the CarePlan, a line's on its item. What is read is read from these;
everything else is written anew from what was read, and has to be the same: a field that was changed on the way is
found, and nobody's words are taken for another's.
"""

from __future__ import annotations

from typing import Any

from pydantic_core import from_json, to_json

from dialog.errors import ExportError
from dialog.plan.model import Plan
from dialog.render.data import AGAIN
from dialog.render.fhir_extension import Data, fields
from dialog.render.fhir_resource import id_of, resources, urn
from dialog.render.profile import Profile

EMPTY: tuple[Any, ...] = ("", [], {})


def bundle(plan: Plan, profile: Profile) -> bytes:
    """FHIR R4 as JSON. The plan says all there is to say; nothing is taken from the profile."""
    return to_json({
        "resourceType": "Bundle", "id": id_of(plan, "Bundle"), "type": "collection",
        "timestamp": plan.header.updated.isoformat(),
        "entry": [{"fullUrl": urn(each["id"]), "resource": each} for each in _written(plan)],
    }, indent=2) + b"\n"


def read_bundle(content: bytes) -> Plan:
    """The plan that `bundle` wrote. Raises ExportError, never showing what the file holds.

    The order of the resources does not matter, nor their `meta`, which a server writes; all else has to be as it was.
    """
    try:
        given = [each["resource"] for each in from_json(content)["entry"]]
        found = {each["id"]: each for each in given}
        plan = Plan.model_validate_json(to_json(_plan_data(given)))
    except (ValueError, KeyError, TypeError, AttributeError, IndexError):
        raise ExportError("Filen er ikke en plan i FHIR, som programmet kan læse.",
                          next_step=AGAIN) from None
    written = _written(plan)
    for ours in written:
        theirs = found.get(ours["id"], {})
        if {**theirs, "meta": None} != {**ours, "meta": None}:
            raise _differs(f"»{ours['resourceType']}/{ours['id']}« siger noget andet end resten af planen.")
    if len(given) != len(written):
        raise _differs("Der er lagt noget i filen, som ikke er en del af planen.")
    return plan


def _differs(message: str) -> ExportError:
    return ExportError(message, kept="Planen er ikke læst ind.",
                       next_step="Hent filen igen fra den, der sendte den, og ret planen i en samtale.")


def _plan_data(given: list[Data]) -> Data:
    """The plan as plain data, from the extensions alone."""
    (care,) = [each for each in given if each["resourceType"] == "CarePlan"]
    (response,) = [each for each in given if each["resourceType"] == "QuestionnaireResponse"]
    plan = fields(care["extension"])
    for patient in (each for each in given if each["resourceType"] == "Patient"):
        plan["header"].update(fields(patient["extension"]))
    plan["sections"] = [_kept(section, "section", entries=[
        _kept(entry, "entry", lines=[_kept(line, "line") for line in entry.get("item", ())])
        for entry in section["item"]]) for section in response.get("item", ())]
    return plan


def _kept(item: Data, name: str, **inside: list[Data]) -> Data:
    return {**fields(item["extension"])[name], **inside}


def _written(plan: Plan) -> list[Data]:
    return [_tidy(each) for each in resources(plan)]


def _tidy(data: Any) -> Any:
    """Without what is empty, which FHIR does not allow; an extension has nothing empty."""
    match data:
        case dict():
            kept = {key: value if key == "extension" else _tidy(value) for key, value in data.items()}
            return {key: value for key, value in kept.items() if value not in EMPTY}
        case list():
            return [value for value in map(_tidy, data) if value not in EMPTY]
    return data
