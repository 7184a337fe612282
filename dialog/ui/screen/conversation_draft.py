"""Half-written words, kept so that at most a second of them can be lost."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dialog.errors import EmpowerError

if TYPE_CHECKING:
    from dialog.conversation.event import Place
    from dialog.session import Session

KEEP_AFTER = 0.8
"""Seconds from the first letter that is not kept until it is."""


class Drafts:
    """Knows what is on disk, so that nothing is written twice. `keep` never raises: it runs while things go wrong."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self._on_disk: tuple[Place, str] | None = None
        self._offered = False
        """Whether what was found is offered, and neither taken nor let go: it stays on disk."""

    def found(self) -> tuple[Place, str] | None:
        """What was being written when the talk was cut, where its question still applies."""
        draft = self.session.draft()
        self._on_disk = (draft.place, draft.text) if draft else None
        self._offered = draft is not None
        return self._on_disk

    def keep(self, place: Place | None, text: str) -> bool:
        """Whether it is on disk now."""
        now = (place, text) if place is not None and text else None
        self._offered = self._offered and now is None
        if self._offered or now == self._on_disk:
            return True
        try:
            if now is None:
                self.session.drop_draft()
            else:
                self.session.keep_draft(*now)
        except EmpowerError:
            return False  # told when they leave or send; a message in the middle of a word helps nobody
        self._on_disk = now
        return True

    def forget(self) -> None:
        """It has been sent, or let go."""
        self._offered = False
        self.keep(None, "")
