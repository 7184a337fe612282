"""Markdown in which every answer arrives as it was said.

An answer is text, whatever it looks like: `<script>`, `[x](javascript:…)`, a leading `#` or `1.` mean nothing. Only
signs that could mean something where they stand are escaped, so that the file is still pleasant to read as it is.
"""

from __future__ import annotations

import re
from typing import Any

from markupsafe import Markup

_SPECIAL = re.compile(
    r"[\\`*_\[\]<>|~$#&@^]"  # emphasis, code, links, raw HTML, tables, maths, mentions, entities
    r"|^(?:[-+=:](?=[-+=:\s]|$)|[0-9]+[.)](?=\s|$))"  # a list, a rule, a heading's underline, a numbered list
    r"|(?<=:)//|(?<=www)\.|!(?=\[)|[{}]|:(?=[a-z+-][\w+-]*:)",  # bare addresses, pictures, attributes, emoji by name
    re.MULTILINE | re.IGNORECASE,
)
_HINT = re.compile(r"[\\`*_\[\]<>|~$#&@^{}\n\r\x85\u2028\u2029:wW]")
_FIRST = "-+=0123456789"
"""Whether there may be anything to do at all: most answers hold none of these, and are printed as they are."""
_BREAK = re.compile(r" *(?:\r\n?|\n|\x85|\u2028|\u2029) *")


def escape_markdown(value: Any) -> str:
    """What a Markdown template prints. A line break becomes a hard one; what is Markdown already (Markup) stays."""
    if type(value) is not str:
        return value if isinstance(value, Markup) else escape_markdown(str(value))
    if not _HINT.search(value) and value[:1] not in _FIRST and value == value.strip():
        return value
    return _SPECIAL.sub(_escaped, _BREAK.sub("\n", value.strip())).replace("\n", "\\\n")


def _escaped(found: re.Match[str]) -> str:
    """A backslash before the sign that would have meant something, and nothing changed but that."""
    sign = found[0]
    if sign == "//":
        return "/\\/"
    return f"{sign[:-1]}\\{sign[-1]}"


def inline(value: Any) -> str:
    """A text on one line, for a heading or a table."""
    return " ".join(str(value).split())
