"""The published JSON Schema of the plan: what a municipality's robot reads `.json` by.

Made from the models, so that it cannot say anything else than they do. The places, kinds and fields are listed in it.
"""

from __future__ import annotations

from typing import Any

from dialog.plan.model import SCHEMA_VERSION, Plan

DIALECT = "https://json-schema.org/draft/2020-12/schema"
NAME = f"urn:empowerment-dialog:plan:{SCHEMA_VERSION}"


def plan_schema() -> dict[str, Any]:
    """JSON Schema 2020-12 for a plan in JSON, as plain data."""
    body = Plan.model_json_schema(mode="serialization")
    return {"$schema": DIALECT, "$id": NAME, "title": "Plan", "version": SCHEMA_VERSION, **body}
