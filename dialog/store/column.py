"""How a value lies in its column: the same whether a statement of ours or SQLAlchemy puts it there.

Words that a person typed are JSON with escapes: NUL and half signs come back as they went in, on any database.
Ids are 32 hex digits, instants UTC text that sorts by time.
"""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

HERE = ""
"""The municipality of a store on one machine."""

_to_json = json.JSONEncoder(ensure_ascii=True, allow_nan=False, separators=(",", ":")).encode


def to_json(value: Any) -> str:
    """Plain data as compact ASCII JSON. Raises TypeError or ValueError for what JSON cannot hold."""
    return _to_json(value)


def to_words(value: str) -> str:
    """The words that `to_json` kept."""
    return str(json.loads(value))


def to_text(at: datetime) -> str:
    """An instant as UTC text that sorts by time. Raises ValueError for a time that belongs to no zone."""
    if at.tzinfo is None:
        raise ValueError("a time must say its zone")
    return at.astimezone(UTC).isoformat(timespec="microseconds")
