"""The plan as JSON: the plan itself, by its published schema, and back again."""

from __future__ import annotations

from pydantic import ValidationError

from dialog.errors import ExportError
from dialog.plan.model import Plan
from dialog.render.profile import Profile

AGAIN = "Hent den igen fra den, der sendte den."
LARGEST = 20_000_000
"""Bytes in a data form; the largest plan is a tenth, its PDF included."""
MOST = 300_000
"""Signs in it that may begin something new. A reader makes much of little: two bytes of JSON, a thousand in memory."""


def bounded(content: bytes) -> bytes:
    """The content, once it is sure that it can be read in reasonable time and room. Raises ExportError."""
    if len(content) > LARGEST or sum(map(content.count, (b"<", b",", b"[", b"{"))) > MOST:
        raise ExportError("Filen rummer mere, end en plan kan.", next_step=AGAIN)
    return content


def json(plan: Plan, profile: Profile) -> bytes:
    return plan.model_dump_json(indent=2).encode() + b"\n"


def read_json(content: bytes) -> Plan:
    """The plan that `json` wrote. Raises ExportError, never showing what the file holds."""
    try:
        return Plan.model_validate_json(content)
    except ValidationError as error:
        raise ExportError(f"Filen er ikke en plan, som programmet kan læse ({where(error)}).",
                          next_step=AGAIN) from None


def where(error: ValidationError) -> str:
    """The way to the first field that does not fit; never what stands there."""
    return " → ".join(map(str, error.errors(include_input=False, include_url=False)[0]["loc"])) or "begyndelsen"
