"""The plan as JSON: the plan itself, by its published schema, and back again."""

from __future__ import annotations

from pydantic import ValidationError

from dialog.errors import ExportError
from dialog.plan.model import Plan
from dialog.render.profile import Profile


def json(plan: Plan, profile: Profile) -> bytes:
    return plan.model_dump_json(indent=2).encode() + b"\n"


def read_json(content: bytes) -> Plan:
    """The plan that `json` wrote. Raises ExportError, never showing what the file holds."""
    try:
        return Plan.model_validate_json(content)
    except ValidationError as error:
        where = " → ".join(map(str, error.errors(include_input=False, include_url=False)[0]["loc"])) or "begyndelsen"
        raise ExportError(f"Filen er ikke en plan, som programmet kan læse ({where}).",
                          next_step="Hent den igen fra den, der sendte den.") from None
