"""Which line a reading of the plan was left at to be mended; both the talk and the reading ask."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID
from weakref import WeakKeyDictionary

if TYPE_CHECKING:
    from dialog.session import Session

MENDING: WeakKeyDictionary[Session, UUID] = WeakKeyDictionary()
"""Coming back to the plan goes on at this line."""
