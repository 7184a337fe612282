"""The plan as XML by the published XSD: each field an element with its own name, and back to the very same plan.

One mapping for every model: an object's fields are child elements in order, a list is the element repeated, null is no
element at all, and the raw answer (any JSON) carries its type. XML cannot hold every character that a text can; a text
with one of those stands as a JSON string and says so (`escaped="json"`), so nothing is lost and nothing is hidden.
What is read may come from anywhere: no document type, no entity, no network, and no word of it in an error.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from functools import cache
from math import isinf
from types import NoneType
from typing import Any, NamedTuple, NoReturn, TypeAlias, get_args, get_origin

from lxml import etree
from pydantic import JsonValue

from dialog.errors import ExportError
from dialog.plan.model import Plan
from dialog.plan.shape import Shape
from dialog.render.data import AGAIN, read_json
from dialog.render.profile import Profile
from dialog.render.schema import ESCAPED, NAME

Element: TypeAlias = etree._Element
PLAN, KEY, ITEM = (f"{{{NAME}}}{name}" for name in ("plan", "key", "item"))
NAMESPACES: Any = {None: NAME}
DRAFT = " UDKAST: planen er ikke godkendt af begge endnu "
PRACTICE = " ØVELSE: personen er opdigtet "
TYPES: Mapping[type, str] = {str: "string", bool: "boolean", int: "number", float: "number", list: "list",
                             dict: "object", NoneType: "null"}
NUMBER = re.compile(r"-?[0-9]{1,300}(\.[0-9]{1,300})?([eE][+-]?[0-9]{1,3})?")


class Field(NamedTuple):
    """A field of a model: its element, whether it repeats, and what it holds: another model (`inner`), or one value."""

    name: str
    tag: str
    many: bool
    inner: type[Shape] | None
    holds: Any


@cache
def fields_of(shape: type[Shape]) -> Mapping[str, Field]:
    """Element → field, in the order of the model."""
    found = (_field(name, info.annotation) for name, info in shape.model_fields.items())
    return {field.tag: field for field in found}


def _field(name: str, annotation: Any) -> Field:
    kinds = get_args(annotation)
    if NoneType in kinds:
        annotation = next(kind for kind in kinds if kind is not NoneType)
    many = get_origin(annotation) is tuple
    holds = get_args(annotation)[0] if many else annotation
    inner = holds if isinstance(holds, type) and issubclass(holds, Shape) else None
    return Field(name, f"{{{NAME}}}{name}", many, inner, holds)


# Writing


def plan_xml(plan: Plan, profile: Profile) -> bytes:
    """The whole plan. `read_xml` gives it back, and the same bytes can be made from that."""
    return written(plan_element(plan))


def written(root: Element) -> bytes:
    """A document of ours as it is kept in a file: indented, UTF-8, said so."""
    etree.indent(root)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8") + b"\n"


def plan_element(plan: Plan) -> Element:
    """The plan's element, to stand alone or in a case system's envelope."""
    root = etree.Element(PLAN, nsmap=NAMESPACES)
    if not plan.agreed:
        root.append(etree.Comment(DRAFT))
    if plan.header.practice:
        root.append(etree.Comment(PRACTICE))
    _fill(root, Plan, plan.model_dump(mode="json"))
    return root


def _fill(parent: Element, shape: type[Shape], data: Mapping[str, Any]) -> None:
    for name, tag, many, inner, holds in fields_of(shape).values():
        for each in data[name] if many else (data[name],):
            if each is None:
                continue
            child = etree.SubElement(parent, tag)
            if inner:
                _fill(child, inner, each)
            elif holds is JsonValue:
                _answer(child, each)
            else:
                _say(child, each if type(each) is str else json.dumps(each))


def _answer(element: Element, value: Any) -> None:
    """A raw answer. What it is stands beside it: XML knows only text."""
    element.set("type", TYPES[type(value)])
    match value:
        case str():
            _say(element, value)
        case dict():
            for key, each in value.items():
                _say(etree.SubElement(element, KEY), key)
                _answer(etree.SubElement(element, ITEM), each)
        case list():
            for each in value:
                _answer(etree.SubElement(element, ITEM), each)
        case None:
            pass
        case _:
            element.text = json.dumps(value)


def _say(element: Element, text: str) -> None:
    try:
        element.text = text
    except ValueError:  # a character that XML 1.0 has no place for
        element.text = json.dumps(text)
        element.set(ESCAPED, "json")


# Reading


class _Strange(Exception):
    """Not ours. Says nothing of what it is."""


def read_xml(content: bytes) -> Plan:
    """The plan that `plan_xml` wrote, alone or in an envelope. Raises ExportError, never showing what it read."""
    try:
        data = _read(_plan_in(content), Plan)
    except (_Strange, etree.XMLSyntaxError, ValueError, RecursionError):
        raise ExportError("Filen er ikke en plan, som programmet kan læse.",
                          next_step=AGAIN) from None
    return read_json(json.dumps(data).encode())


def parser() -> etree.XMLParser:
    """For what others wrote: nothing is fetched, and no sign stands for another."""
    return etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False,
                           remove_comments=True, remove_pis=True)


def _plan_in(content: bytes) -> Element:
    root: Element = etree.fromstring(content, parser())
    if root.getroottree().docinfo.internalDTD is not None:
        raise ExportError("Filen har en dokumenttype med sig, og det har en plan ikke. Derfor bliver den ikke læst.",
                          next_step=AGAIN)
    found: list[Element] = list(root.iter(PLAN))
    return found[0] if len(found) == 1 else _no()


def _no() -> NoReturn:
    raise _Strange


def _read(element: Element, shape: type[Shape]) -> dict[str, Any]:
    """The object as plain data. What is missing is null, and the model says whether it may be."""
    fields = fields_of(shape)
    data: dict[str, Any] = {field.name: [] if field.many else None for field in fields.values()}
    for child in _children(element):
        name, _, many, inner, holds = fields.get(child.tag) or _no()
        value = _read(child, inner) if inner else _heard_answer(child) if holds is JsonValue else _leaf(child, holds)
        if many:
            data[name].append(value)
        elif data[name] is None:
            data[name] = value
        else:
            _no()
    return data


def _children(element: Element) -> list[Element]:
    """The elements in it. Words between them would be lost, so they are not taken for a plan."""
    children = list(element)
    if any(text and not text.isspace() for text in (element.text, *(child.tail for child in children))):
        _no()
    return children


def _leaf(element: Element, holds: Any) -> Any:
    text = _heard(element)
    if holds is bool:
        return {"true": True, "false": False}.get(text.strip()) if text.strip() in ("true", "false") else _no()
    if holds is int:
        return int(text)
    return text if holds is str else text.strip()


def _heard(element: Element) -> str:
    if len(element):
        _no()
    text = element.text or ""
    if element.get(ESCAPED) is None:
        return text
    told = json.loads(text)
    return told if isinstance(told, str) else _no()


def _heard_answer(element: Element) -> Any:
    match element.get("type"):
        case "string":
            return _heard(element)
        case "boolean":
            return _leaf(element, bool)
        case "number":
            text = _heard(element).strip()
            return json.loads(text) if NUMBER.fullmatch(text) and not isinf(json.loads(text)) else _no()
        case "list":
            return [_heard_answer(child) if child.tag == ITEM else _no() for child in _children(element)]
        case "object":
            return _members(_children(element))
        case "null":
            return None if not _heard(element) else _no()
    return _no()


def _members(children: list[Element]) -> dict[str, Any]:
    """Key, value, key, value."""
    if [child.tag for child in children] != [KEY, ITEM] * (len(children) // 2):
        _no()
    return {_heard(key): _heard_answer(item) for key, item in zip(children[::2], children[1::2], strict=True)}
