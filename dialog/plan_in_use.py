"""The plan of a conversation in use: as it stands, as it stood, what is said of it, and taking it out of the program.

The half of the session that is about the plan. Everything heavy (the plan's models, the documents) is imported when it
is asked for: a talk needs none of it.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from re import fullmatch
from typing import TYPE_CHECKING, Any
from uuid import UUID

from dialog.conversation.chain import log_head
from dialog.conversation.event import Agreed, Event, LineReviewed, LineReworded, PlanEnded, Remarked
from dialog.conversation.state import State, fold
from dialog.conversation.turn import Effect
from dialog.errors import AnswerError, NotFound
from dialog.language.clean import cleaned
from dialog.script.model import Script, Voice
from dialog.store.record import Citizen, Conversation, Edition

if TYPE_CHECKING:
    from dialog.plan.change import Change
    from dialog.plan.edition import Version
    from dialog.plan.model import Header, Plan
    from dialog.render.profile import Profile
    from dialog.store import Store


class PlanInUse(ABC):
    """What a session does with the plan. Each change is an event of the conversation, like an answer."""

    store: Store
    conversation: Conversation
    citizen: Citizen
    script: Script
    events: list[Event]
    state: State
    _clock: Callable[[], datetime]
    _new_id: Callable[[], UUID]

    @abstractmethod
    def _commit(self, event: Event) -> Effect: ...
    @abstractmethod
    def _envelope(self) -> dict[str, Any]: ...

    # As it stands

    def plan(self, *, with_cpr: bool = False) -> Plan:
        """The plan as it stands, derived from what holds now. With the CPR number it is one that leaves the program,
        and stands in the access log; raises StoreError where it cannot be noted."""
        from dialog.plan.draft import draft

        return draft(self.script, self.state, self._header(self.events, with_cpr), self.editions())

    def editions(self) -> list[Edition]:
        """The plans of this conversation that were taken out of the program, in the order they first were."""
        return self.store.editions(self.conversation.id)

    def plan_at(self, seq: int) -> Plan:
        """The plan as it stood after the event with that number."""
        from dialog.plan.draft import draft

        events = self.events[:seq]
        kept = [each for each in self.editions() if each.seq < seq]
        return draft(self.script, fold(self.script, events), self._header(events, False), kept)

    def versions(self) -> tuple[Version, ...]:
        """The plans that were kept, the first one first: both agreed to it, or it was taken out of the program."""
        from dialog.plan.edition import versions

        return versions(self.state.about_plan.agreed, self.editions())

    def changes(self, before: Version, after: Version | None = None) -> tuple[Change, ...]:
        """What the plan says otherwise than that version, each with its cause; `after` None: as it stands now."""
        from dialog.plan.change import changes

        end = after.seq if after else self.state.seq
        then = fold(self.script, self.events[:before.seq])
        return changes(self.script, self.plan_at(before.seq), self.plan_at(end), then, self.events[before.seq:end])

    # What is said of it

    def reword_line(self, line: UUID, text: str, by: Voice) -> Effect:
        """Sets a wording beside the citizen's words in the plan; an empty text takes it back."""
        return self._commit(LineReworded(**self._envelope(), line=line, wording=cleaned(text), by=by))

    def remark(self, text: str, *, disagrees: bool = False, by: Voice = "citizen",
               remark: UUID | None = None) -> Effect:
        """Adds a remark to the plan, or rewords the one with the given id; an empty text takes it back."""
        return self._commit(Remarked(**self._envelope(), remark=remark or self._new_id(), by=by,
                                     text=cleaned(text), disagrees=disagrees))

    def review(self, line: UUID) -> Effect:
        """The citizen, going through the plan, says that this line stands right. Raises NotFound."""
        found = self.plan().line(line)
        if found is None:
            raise NotFound("Den linje står ikke i planen mere.")
        return self._commit(LineReviewed(**self._envelope(), line=line, line_sha256=found.fingerprint()))

    def agree(self, by: Voice, *, typed_by: Voice) -> Effect:
        """One of the two says yes to the plan exactly as it stands, at the keys themselves. Raises AnswerError."""
        if by != typed_by or by == "together":  # one key press is one person's
            raise AnswerError("Et ja kan kun gives af den, det er.", next_step="Lad den anden få tasterne.")
        plan = self.plan()
        if not plan.sections:
            raise AnswerError("Planen er tom endnu.")
        head = log_head(self.conversation.id, self.events)
        return self._commit(Agreed(**self._envelope(), by=by, plan_sha256=plan.fingerprint(), log_head=head))

    def end_plan(self, by: Voice, why: str = "") -> Effect:
        """Brings the plan to an end; it can be taken up again. Raises AnswerError while it is empty."""
        if not self.plan().sections:
            raise AnswerError("Planen er tom endnu.")
        return self._commit(PlanEnded(**self._envelope(), by=by, why=cleaned(why)))

    def take_up_plan(self, by: Voice) -> Effect:
        """The plan lives again, as it stands."""
        return self._commit(PlanEnded(**self._envelope(), by=by, ended=False))

    # Out of the program

    def export(self, path: Path, *, with_cpr: bool = False) -> Path:
        """Writes the plan to `path` in the form its suffix names. Raises ExportError."""
        from dialog.render.document import render

        self.take_out(path, lambda plan, own: render(plan, path.suffix, own), with_cpr=with_cpr)
        return path

    def take_out(self, path: Path, make: Callable[[Plan, Profile], bytes], *, with_cpr: bool = False) -> None:
        """Writes what `make` makes of the plan to `path`, and notes that it has left. Raises ExportError.

        Waits for the disk, and for libraries that are heavy.
        """
        from dialog.library import profile
        from dialog.render.write import write_file

        plan = self.plan(with_cpr=with_cpr)
        write_file(path, make(plan, profile()))
        self.note_taken_out(plan)

    def note_taken_out(self, plan: Plan) -> None:
        """Keeps that this plan has left the program; the next one that differs says which it takes the place of.

        The talk may have gone on while it was written: the plan's own last event counts.
        """
        seq = next((each.seq for each in reversed(self.events) if each.at == plan.header.updated), 0)
        self.store.keep_edition(self.conversation.id, edition_of(plan, seq, self._clock()))

    # Within

    def _header(self, events: Sequence[Event], with_cpr: bool) -> Header:
        updated = events[-1].at if events else self.conversation.started_at
        cpr = take_out_cpr(self.store, self.citizen, self._clock()) if with_cpr else None
        return header_of(self.store.setting, self.conversation, self.citizen, updated, cpr)


def header_of(settings: Callable[[str], str | None], talk: Conversation, citizen: Citizen, updated: datetime,
              cpr: str | None = None) -> Header:
    """Whose plan it is, who answers for it, and when something was last said."""
    from dialog.library import profile
    from dialog.plan.model import Coordinator, Header, Municipality, ScriptPin

    def setting(name: str) -> str:
        return settings(name) or ""

    own = profile()
    cvr = setting("municipality_cvr") or own.cvr
    name = setting("municipality_name") or own.name
    return Header(
        conversation=talk.id, case_reference=citizen.case_reference, citizen=citizen.name, cpr=cpr,
        municipality=Municipality(name=name, cvr=cvr if fullmatch("[0-9]{8}", cvr) else ""),
        coordinator=Coordinator(name=setting("coordinator_name"), contact=setting("coordinator_contact")),
        started=talk.started_at, updated=updated,
        script=ScriptPin(id=talk.script_id, version=talk.script_version, sha256=talk.script_sha256),
        practice=talk.practice)


def take_out_cpr(store: Store, citizen: Citizen, at: datetime) -> str | None:
    """The number, for a plan that leaves the program. Noted first: without a row in the access log there is none."""
    return (store.take_out_cpr(citizen.id, at) or None) if citizen.cpr else None


def edition_of(plan: Plan, seq: int, at: datetime) -> Edition:
    """What is kept of a plan that was taken out then; `seq` is its last event."""
    return Edition(seq, at, plan.edition, plan.fingerprint(), plan.version)
