"""From what has been said to a draft of the plan: one line for each relevant answer that the script maps to a place.

Pure and total: the same conversation gives the same plan, to the letter and to the id. Dormant answers never reach it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal
from uuid import UUID

from dialog.conversation.about_plan import both
from dialog.conversation.event import Place
from dialog.conversation.state import State
from dialog.language.clean import cleaned
from dialog.plan.completeness import filed_by_place, missing, requirements
from dialog.plan.cover import NOTHING_OWNED, ownership, what_is_done
from dialog.plan.edition import NO_EDITION, Edition, version_of, versions, with_edition
from dialog.plan.line import Maker, orders_entries, stable_id
from dialog.plan.model import Entry, Header, Line, Plan, Remark, Section
from dialog.plan.shape import Shape
from dialog.plan.standing import Agreement, Ended
from dialog.script.model import Script
from dialog.script.target import PARTS, Part

Filed = dict[str, dict[str | None, list[Line]]]
"""Part → item (None where the line is about no item) → its lines."""


def draft(script: Script, state: State, header: Header, editions: Sequence[Edition] = ()) -> Plan:
    """The plan as the conversation stands. `editions` are those taken out of the program, in the order they were."""
    filed: Filed = {}
    for line in _lines(script, state, header.conversation):
        filed.setdefault(line.target.partition(".")[0], {}).setdefault(line.item, []).append(line)
    order = _item_order(script, state)
    plan = Plan(
        id=stable_id(header.conversation, "plan"), version=1, edition=NO_EDITION, replaces=None, status="draft",
        agreed=False, ended=_ended(state), header=_without_marks(header), remarks=_remarks(state),
        ownership=NOTHING_OWNED,
        sections=tuple(_section(part, filed[part.id], order, state, header.conversation)
                       for part in PARTS if part.id in filed),
        agreements=(), gaps=(), requirements=(), covers=(),
    )
    fingerprint = plan.fingerprint()
    agreements = _agreements(state, fingerprint)
    agreed = both([each.by for each in agreements if each.valid])
    by_place = filed_by_place(plan)
    covers = what_is_done(script, state, plan)
    found = plan.model_copy(update={
        "version": version_of(fingerprint, versions(state.about_plan.agreed, editions)), "agreed": agreed,
        "status": _status(plan, agreed), "agreements": agreements, "requirements": requirements(plan, by_place),
        "gaps": missing(script, state, plan, by_place, covers), "covers": covers, "ownership": ownership(plan),
    })
    return with_edition(found, editions)


def _without_marks(header: Header) -> Header:
    """Names without control marks, as every other text in a plan."""
    def clean(*names: str, of: Shape) -> dict[str, str]:
        return {name: cleaned(getattr(of, name)) for name in names}

    municipality, coordinator = header.municipality, header.coordinator
    return header.model_copy(update={
        **clean("case_reference", "citizen", of=header),
        "municipality": municipality.model_copy(update=clean("name", of=municipality)),
        "coordinator": coordinator.model_copy(update=clean("name", "contact", of=coordinator)),
    })


def _status(plan: Plan, agreed: bool) -> Literal["draft", "reviewed", "agreed", "ended"]:
    if plan.ended:
        return "ended"
    if agreed:
        return "agreed"
    lines = list(plan.lines())
    return "reviewed" if lines and all(line.reviewed for line in lines) else "draft"


def _lines(script: Script, state: State, conversation: UUID) -> Iterator[Line]:
    maker = Maker(script, state, conversation)
    for place in state.relevant():
        turn = script.by_id[place.turn]
        if turn.plan is not None:
            given = state.given(place)
            if given is not None:
                yield from maker.lines(turn, turn.plan, given)


def _item_order(script: Script, state: State) -> dict[str | None, int]:
    """Item → its place among the entries: the citizen's rank where one was given, else the order of saying."""
    order: dict[str | None, int] = {None: 1_000_000}
    for name in script.lists:
        for item in state.items(name):
            order[item] = len(order)
    for turn in filter(orders_entries, script.turns):
        given = state.given(Place(turn.id)) if state.is_relevant(Place(turn.id)) else None
        ranked = getattr(given, "value", None) or ()
        places = sorted(order[item] for item in ranked if item in order)
        order.update(zip((item for item in ranked if item in order), places, strict=True))
    return order


def _section(part: Part, entries: dict[str | None, list[Line]], order: dict[str | None, int], state: State,
             conversation: UUID) -> Section:
    fields = {f"{part.id}.{name}": number for number, name in enumerate(part.fields)}
    return Section(part=part.id, title=part.title, entries=tuple(
        Entry(id=stable_id(conversation, "entry", part.id, item), item=item,
              title=cleaned(state.title(item)) if item else "",
              lines=tuple(sorted(entries[item], key=lambda line: fields[line.target])))
        for item in sorted(entries, key=order.__getitem__)
    ))


def _remarks(state: State) -> tuple[Remark, ...]:
    return tuple(
        Remark(id=each.remark, text=cleaned(each.text), disagrees=each.disagrees, by=each.by, at=each.at,
               root=each.id)
        for each in state.about_plan.remarks.values() if each.text.strip()
    )


def _agreements(state: State, now: str) -> tuple[Agreement, ...]:
    return tuple(
        Agreement(by=each.by, at=each.at, fingerprint=each.plan_sha256, log_head=each.log_head,
                  valid=each.plan_sha256 == now, root=each.id)
        for each in state.about_plan.agreements.values()
    )


def _ended(state: State) -> Ended | None:
    event = state.about_plan.ended
    return Ended(at=event.at, by=event.by, why=cleaned(event.why), root=event.id) if event else None
