"""The chain of a conversation's events: one hash that stands for all that was said, in the order it was said.

Each link is the sha256 of the link before and one event. Whoever holds the last link (an agreed plan does) can tell
whether any event before it was changed, left out, put in or moved.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from hashlib import sha256
from uuid import UUID

from dialog.conversation.event import Event, pack


def log_head(conversation: UUID, events: Iterable[Event]) -> str:
    """The last link, as 64 hex digits; for a conversation without events, the link it begins with."""
    link = sha256(conversation.bytes).hexdigest()
    for event in events:
        told = [link, str(event.id), event.seq, event.at.isoformat(), event.kind, pack(event)]
        link = sha256(json.dumps(told, separators=(",", ":")).encode()).hexdigest()
    return link
