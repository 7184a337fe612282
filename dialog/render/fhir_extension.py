"""What FHIR has no field for, as extensions: one codec for all plain data, so that nothing of a plan is left behind.

A record is an extension that holds one for each field, a list one for each place (`0`, `1` …). What a FHIR text may not
be (nothing at all, white space alone, a control character) is said by a code, or as base64 of its JSON.
"""

from __future__ import annotations

import re
from base64 import b64decode, b64encode
from typing import Any

from pydantic_core import from_json, to_json

from dialog.plan.model import SCHEMA_VERSION

Data = dict[str, Any]

PREFIX = f"urn:empowerment-dialog:plan:{SCHEMA_VERSION}:"
CODES = {"null": b"null", "no-text": b'""', "no-items": b"[]", "no-fields": b"{}"}
_CODE = {written: code for code, written in CODES.items()}
_KEY = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
LONGEST = 2**18
"""Signs in a FHIR string, whatever they are: it may take up 1 MB."""
SMALLEST, LARGEST = -(2**31), 2**31 - 1
"""FHIR's integer."""


def field(name: str, value: Any) -> Data:
    """The plan's field of that name as an extension of a resource or an item. `value` is plain JSON data."""
    return extension(PREFIX + name, value)


def extension(url: str, value: Any) -> Data:
    """One extension; those inside it are named by their field alone, as FHIR has it."""
    match value:
        case bool():
            return {"url": url, "valueBoolean": value}
        case int() if SMALLEST <= value <= LARGEST:
            return {"url": url, "valueInteger": value}
        case int() | float():
            return {"url": url, "valueDecimal": value}
        case str() if value.strip() and len(value) <= LONGEST and not CONTROL.search(value):
            return {"url": url, "valueString": value}
        case [_, *_]:
            return {"url": url, "extension": [extension(str(place), each) for place, each in enumerate(value)]}
        case dict() if value and all(_KEY.fullmatch(key) for key in value):
            return {"url": url, "extension": [extension(key, each) for key, each in value.items()]}
    written = to_json(value)
    if written in _CODE:
        return {"url": url, "valueCode": _CODE[written]}
    return {"url": url, "valueBase64Binary": b64encode(written).decode()}


def value_of(extension: Data) -> Any:
    """The plain data in an extension. Raises KeyError, ValueError or TypeError where it is none of ours."""
    ((kind, value),) = [(kind, value) for kind, value in extension.items() if kind != "url"]
    match kind:
        case "extension" if value[0]["url"] == "0":
            return [value_of(each) for each in value]
        case "extension":
            return {each["url"]: value_of(each) for each in value}
        case "valueCode":
            return from_json(CODES[value])
        case "valueBase64Binary":
            return from_json(b64decode(value, validate=True))
        case "valueBoolean" | "valueInteger" | "valueDecimal" | "valueString":
            return value
    raise ValueError(kind)


def fields(extensions: list[Data]) -> Data:
    """Every field of the plan that is kept in these extensions; those of others are left out."""
    return {each["url"].removeprefix(PREFIX): value_of(each) for each in extensions if each["url"].startswith(PREFIX)}
