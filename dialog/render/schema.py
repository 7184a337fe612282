"""The published schemas of the plan: what a municipality's robot reads `.json` and `.xml` by.

Made from the models, so that they cannot say anything else than those do. The places, kinds and fields are listed.
What each field means stands on the line below it in the models; it is read from there when a schema is asked for
(pydantic would read it at every start of the program, which costs 15 ms). The XSD is made from the JSON Schema.
"""

from __future__ import annotations

import ast
import inspect
from collections.abc import Mapping
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from dialog.plan import model, standing
from dialog.plan.model import SCHEMA_VERSION, Plan

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

DIALECT = "https://json-schema.org/draft/2020-12/schema"
NAME = f"urn:empowerment-dialog:plan:{SCHEMA_VERSION}"
XSD = "http://www.w3.org/2001/XMLSchema"
ESCAPED = "escaped"
"""The attribute of a text that stands as a JSON string, because XML cannot hold a character in it."""
FORMATS = {"uuid": "Uuid", "date-time": "Time"}
SIMPLE = {"boolean": "Truth", "integer": "xs:integer"}
COMMON = f"""
<xs:schema xmlns:xs="{XSD}" xmlns="{NAME}" targetNamespace="{NAME}" elementFormDefault="qualified"
           version="{SCHEMA_VERSION}">
  <xs:element name="plan" type="Plan"/>
  <xs:complexType name="Text">
    <xs:annotation><xs:documentation xml:lang="en">What somebody said or wrote. {ESCAPED}="json": the text stands as a
      JSON string, because it holds a character that XML 1.0 cannot.</xs:documentation></xs:annotation>
    <xs:simpleContent><xs:extension base="xs:string">
      <xs:attribute name="{ESCAPED}"><xs:simpleType><xs:restriction base="xs:string">
        <xs:enumeration value="json"/></xs:restriction></xs:simpleType></xs:attribute>
    </xs:extension></xs:simpleContent>
  </xs:complexType>
  <xs:complexType name="JsonValue" mixed="true">
    <xs:annotation><xs:documentation xml:lang="en">Any JSON, with its type. A list holds items; an object holds a key
      before each item.</xs:documentation></xs:annotation>
    <xs:sequence minOccurs="0" maxOccurs="unbounded">
      <xs:element name="key" type="Text" minOccurs="0"/>
      <xs:element name="item" type="JsonValue"/>
    </xs:sequence>
    <xs:attribute name="type" use="required"><xs:simpleType><xs:restriction base="xs:string">
      <xs:enumeration value="string"/><xs:enumeration value="number"/><xs:enumeration value="boolean"/>
      <xs:enumeration value="list"/><xs:enumeration value="object"/><xs:enumeration value="null"/>
    </xs:restriction></xs:simpleType></xs:attribute>
    <xs:attribute name="{ESCAPED}"><xs:simpleType><xs:restriction base="xs:string">
      <xs:enumeration value="json"/></xs:restriction></xs:simpleType></xs:attribute>
  </xs:complexType>
  <xs:simpleType name="Uuid"><xs:restriction base="xs:string">
    <xs:pattern value="[0-9a-fA-F]{{8}}(-[0-9a-fA-F]{{4}}){{3}}-[0-9a-fA-F]{{12}}"/></xs:restriction></xs:simpleType>
  <xs:simpleType name="Time"><xs:restriction base="xs:dateTime">
    <xs:pattern value=".*(Z|[+\\-][0-9]{{2}}:[0-9]{{2}})"/></xs:restriction></xs:simpleType>
  <xs:simpleType name="Truth"><xs:restriction base="xs:boolean">
    <xs:pattern value="true|false"/></xs:restriction></xs:simpleType>
</xs:schema>
"""
"""What is the same for every model."""


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


def plan_xsd() -> bytes:
    """XSD 1.0 for a plan in XML: a type for each model, each field an element, null no element."""
    from lxml import etree

    schema = plan_schema()
    root = etree.fromstring(COMMON, etree.XMLParser(remove_blank_text=True))
    for name, shape in (("Plan", schema), *schema["$defs"].items()):
        if "properties" in shape:
            _complex_type(root, name, shape)
    etree.indent(root)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8") + b"\n"


def _complex_type(root: Element, name: str, shape: Mapping[str, Any]) -> None:
    made = _xs(root, "complexType", name=name)
    _explain(made, shape)
    sequence = _xs(made, "sequence")
    for field, told in shape["properties"].items():
        options = [each for each in told.get("anyOf", ()) if each.get("type") != "null"]
        held = options[0] if options else told
        many = held.get("type") == "array"
        optional = len(options) < len(told.get("anyOf", ())) or held.get("$ref", "").endswith("/JsonValue")
        times = {"minOccurs": str(held.get("minItems", 0)), "maxOccurs": "unbounded"} if many else (
            {"minOccurs": "0"} if optional else {})
        element = _xs(sequence, "element", name=field, **times)
        _explain(element, told)
        _type(element, held["items"] if many else held)


def _type(element: Element, held: Mapping[str, Any]) -> None:
    """The element's type: one with a name, or one made of the words, pattern or least number that it may hold."""
    words = held.get("enum", [held["const"]] if "const" in held else [])
    facets = [("enumeration", word) for word in words]
    facets += [("pattern", held["pattern"].removeprefix("^").removesuffix("$"))] if "pattern" in held else []
    facets += [("minInclusive", str(held["minimum"]))] if "minimum" in held else []
    named = held["$ref"].rpartition("/")[2] if "$ref" in held else FORMATS.get(held.get("format", ""), "")
    base = SIMPLE.get(held.get("type", ""), "")
    if not facets:
        element.set("type", named or base or "Text")
        return
    restriction = _xs(_xs(element, "simpleType"), "restriction", base=base or "xs:string")
    for facet, value in facets:
        _xs(restriction, facet, value=value)


def _explain(element: Element, told: Mapping[str, Any]) -> None:
    if told.get("description"):
        note = _xs(_xs(element, "annotation"), "documentation")
        note.set("{http://www.w3.org/XML/1998/namespace}lang", "en")
        note.text = told["description"]


def _xs(parent: Element, kind: str, /, **attributes: str) -> Element:
    from lxml.etree import SubElement

    return SubElement(parent, f"{{{XSD}}}{kind}", attributes)
