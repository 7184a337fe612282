"""The published JSON Schema of the plan: what a municipality's robot reads `.json` by.

Made from the models, so that it cannot say anything else than they do. The places, kinds and fields are listed in it.
What each field means stands on the line below it in the models; it is read from there when the schema is asked for
(pydantic would read it at every start of the program, which costs 15 ms).
"""

from __future__ import annotations

import ast
import inspect
from itertools import pairwise
from typing import Any

from dialog.plan import model, standing
from dialog.plan.model import SCHEMA_VERSION, Plan

DIALECT = "https://json-schema.org/draft/2020-12/schema"
NAME = f"urn:empowerment-dialog:plan:{SCHEMA_VERSION}"


def plan_schema() -> dict[str, Any]:
    """JSON Schema 2020-12 for a plan in JSON, as plain data."""
    body = Plan.model_json_schema(mode="serialization")
    explained = _explained()
    for name, shape in ((Plan.__name__, body), *body["$defs"].items()):
        for field, told in explained.get(name, {}).items():
            shape["properties"][field]["description"] = told
    return {"$schema": DIALECT, "$id": NAME, "title": "Plan", "version": SCHEMA_VERSION, **body}


def _explained() -> dict[str, dict[str, str]]:
    """Class → field → what it means."""
    modules = [ast.parse(inspect.getsource(module)) for module in (model, standing)]
    classes = [node for module in modules for node in module.body if isinstance(node, ast.ClassDef)]
    return {each.name: dict(_fields(each)) for each in classes}


def _fields(node: ast.ClassDef) -> list[tuple[str, str]]:
    found = []
    for field, told in pairwise(node.body):
        match field, told:
            case ast.AnnAssign(target=ast.Name(id=name)), ast.Expr(value=ast.Constant(value=str() as text)):
                found.append((name, inspect.cleandoc(text)))
    return found
