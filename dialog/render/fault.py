"""What is wrong with a template, told in Danish to the one who changed it: never a value, which may be an answer.

The commonest messages of Jinja and typst have Danish words here; the others stand as they are.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator
from typing import Any

NOTHING_WRITTEN = "Der er ikke skrevet noget dokument."
LOOK = "Se i prompts/README.md, hvad den kan bruge."
TAGS = ("if", "elif", "else", "endif", "for", "endfor", "set", "include")
BEGINS = {"elif": "if", "else": "if", "endif": "if", "endfor": "for"}
TAG = re.compile(r"unknown tag '(\w+)'(?:.*needs to be closed is '(\w+)')?")
JINJA = (
    (r"is '(if|for)'", "her mangler {{% end{0} %}}"),
    (r"closed is 'set'", "et navn gives sådan: {{% set navn = … %}}"),
    (r"end of template, expected 'end of print statement'", "her mangler }}}}"),
    (r"end of template, expected 'end of statement block'", "her mangler %}}"),
    (r"expected token 'end of print statement', got '(.+)'", "her mangler }}}} før »{0}«"),
    (r"expected token 'end of statement block', got '='", "to ting sammenlignes med =="),
    (r"expected token 'end of statement block', got '(.+)'", "her mangler %}} før »{0}«"),
    (r"^unexpected '\}'$", "et mærke slutter med }}}} eller %}}, aldrig med ét }}"),
    (r"expected token 'in'", "her mangler »in«: {{% for linje in linjer %}}"),
    (r"Expected an expression|unexpected 'end of|expected (?:token 'name'|name)", "her mangler et navn i mærket"),
    (r"Missing end of comment", "her mangler #}}"),
    (r"unexpected char (.+) at", "tegnet {0} kan ikke stå i et mærke"),
)
"""A message of Jinja's → what it says in Danish, with what was found at {0}."""
TYPST = {
    "unclosed delimiter": "en parentes eller et tegn, der begynder her, mangler sin slutning",
    "unclosed string": 'her mangler et "', "unclosed raw text": "her mangler et `",
    "expected expression": "her mangler noget efter # eller =", "file not found": "filen findes ikke i samme mappe",
    "unknown variable": "navnet findes ikke", "dictionary does not contain key": "navnet findes ikke",
    "unexpected argument": "dette kan ikke stå i parentesen", "could not be displayed": "skriften mangler et tegn",
}
"""How a message of typst's begins, or what stands in it → what it says in Danish."""
NAMED = re.compile(r'^(?:unknown variable: |dictionary does not contain key ")([\w-]+)')
UNDEFINED = re.compile(r"^'(\w+)' is undefined|has no attribute '(\w+)'$")
VALUE = re.compile(r"[:\"'`({\[].*", re.DOTALL)
"""From here on an error of typst's may hold an answer."""
STANDARD = re.compile("^PDF/[^:]*: ")


def names(data: Any) -> Iterator[str]:
    """Every name that a template can find in its data."""
    if isinstance(data, dict):
        yield from data
    for each in data.values() if isinstance(data, dict) else data if isinstance(data, (list, tuple)) else ():
        yield from names(each)


def unknown(name: str, known: Iterable[str]) -> str:
    return f"navnet »{name}« findes ikke{_nearest(name, known, '»', '«')}"


def undefined(message: str, known: Iterable[str]) -> str:
    """What Jinja says when a template is filled in: most often of a name that is not there."""
    found = UNDEFINED.search(message)
    return unknown(found[1] or found[2], known) if found else message


def jinja(message: str) -> str:
    """What Jinja says of a template that it cannot read."""
    tag = TAG.search(message)
    if tag and tag[2] and tag[1] in TAGS:
        return f"her mangler {{% end{tag[2]} %}} før {{% {tag[1]} %}}"
    if tag and tag[1] in BEGINS:
        return f"{{% {tag[1]} %}} står her uden et {{% {BEGINS[tag[1]]} … %}} før sig"
    if tag:
        return f"mærket {{% {tag[1]} %}} findes ikke{_nearest(tag[1], TAGS, '{% ', ' %}')}"
    for pattern, told in JINJA:
        found = re.search(pattern, message)
        if found:
            return told.format(*found.groups())
    return message


def typst(message: str, written: str, known: Iterable[str]) -> str:
    """What typst says; a name only where it stands in what was `written` as the template."""
    found = NAMED.search(message)
    words = re.findall(r"[\w-]+", written)
    if found and found[1] in words:
        return unknown(found[1], {*known, *re.findall(r"#let ([\w-]+)", written)})
    return next((told for said, told in TYPST.items() if said in message),
                VALUE.sub("", STANDARD.sub("", message)).strip())


def sentence(text: str) -> str:
    return text if text.endswith(("?", ".")) else f"{text}."


def _nearest(name: str, known: Iterable[str], before: str, after: str) -> str:
    near = difflib.get_close_matches(name, sorted(set(known) - {name}), 1, 0.6)
    return f". Mente du {before}{near[0]}{after}?" if near else ""
