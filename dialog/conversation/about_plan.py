"""What was said of the plan itself: wordings beside its lines, remarks, the walk through it, each yes, and its end.

A part of the state, folded from the same events. It knows no plan: lines are ids, plans are fingerprints.
"""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from dialog.conversation.event import Agreed, Event, LineReviewed, LineReworded, PlanEnded, Remarked
from dialog.script.model import Voice


class AboutPlan:
    """The latest of each, and in `agreed` every yes that made both stand on the same plan."""

    def __init__(self) -> None:
        self.wordings: dict[UUID, LineReworded] = {}
        self.remarks: dict[UUID, Remarked] = {}
        self.reviews: dict[UUID, LineReviewed] = {}
        self.agreements: dict[Voice, Agreed] = {}
        self.agreed: list[Agreed] = []
        self.ended: PlanEnded | None = None

    def copy(self) -> AboutPlan:
        other = AboutPlan()
        for name, value in self.__dict__.items():
            setattr(other, name, value.copy() if isinstance(value, dict | list) else value)
        return other

    def apply(self, event: Event) -> None:
        """Takes the event in; one that is not about the plan changes nothing."""
        match event:
            case LineReworded():
                self.wordings[event.line] = event
            case Remarked():
                self.remarks[event.remark] = event
            case LineReviewed():
                self.reviews[event.line] = event
            case Agreed():
                self._agree(event)
            case PlanEnded():
                self.ended = event if event.ended else None

    def _agree(self, event: Agreed) -> None:
        if event.plan_sha256:
            self.agreements[event.by] = event
        else:
            self.agreements.pop(event.by, None)
        if event.undoes:  # nobody agrees by undoing: an earlier yes that holds again has made its version already
            self.agreed = [each for each in self.agreed if each.seq != event.undoes]
        elif both([yes.by for yes in self.agreements.values() if yes.plan_sha256 == event.plan_sha256]):
            self.agreed.append(event)


def both(voices: Collection[str]) -> bool:
    """Whether these are both of the two: each on their own, or together."""
    return "together" in voices or {"citizen", "caseworker"} <= set(voices)
