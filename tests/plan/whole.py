"""A whole talk over the shipped script, with a fictional citizen, for tests and for looking at the documents."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from dialog.conversation.event import Agreed, Answered, LineReworded, Place, Remarked
from dialog.plan.draft import draft
from dialog.plan.model import Coordinator, Header, Municipality, Plan, ScriptPin
from dialog.resources import script_path, text
from dialog.script.model import Script, Turn
from dialog.script.read import read_text
from tests.tiny import SPACE, START, Talk

WORDS = {
    "expectation": "At nogen hører efter, og at jeg ved, hvad der sker bagefter.",
    "worked_before": "Da Lone ringede hver mandag. Så vidste jeg, at hun ikke havde glemt mig.",
    "failed_before": "Når jeg skal fortælle det hele forfra til en ny.",
    "life": "Jeg står op, fordi nogen venter på mig. Jeg har råd til at tage min søn i Tivoli.",
    "belief_basis": "Jeg passede køkkenet på højskolen i et halvt år.",
    "job_goal": "Noget i et køkken, hvor man laver rigtig mad.",
    "good_time": "Da vi lavede mad til 60 mennesker, og der ikke var noget tilbage.",
    "skills": "Jeg er god til at holde overblikket, når der er travlt.\nOg jeg kan få folk til at grine.",
    "caseworker_view": "Jeg ser, at søvnen fylder mere, end du selv siger.",
    "belief_job_reason": "Jeg har set dig møde op hver gang, også de dage det var svært.",
    "own_help": "En gåtur, før jeg lægger mig.", "municipality_help": "En tid hos gældsrådgiveren.",
    "tasks": "Forberede grønt, bage, tage imod varer.", "responsibility": "Morgenmaden. Helt selv.",
    "support": "Min søster Mona og naboen på anden.", "offers_first": "Gælden. Så kan jeg sove.",
    "running": "Jeg går hos lægen hver tredje uge.", "job_search": "Vi læser to opslag sammen hver tirsdag.",
    "importance": "Så min søn kan se, at det kan lade sig gøre.",
    "small_sign": "At jeg stiller vækkeuret.", "treatment": "Min egen læge, Birgit Holm",
}
"""What the citizen says; a question not named here gets `A word about …`."""
ITEMS = {
    "wish": ("Et job i et køkken, hvor der er ro", "At komme ud af gælden"),
    "obstacle": ("Jeg sover dårligt", "Gælden", "Ryggen, når jeg står længe"),
    "agreement": ("Ringe til køkkenet på Solvang", "Bestille tid hos gældsrådgiveren"),
}
OPTIONS: dict[str, list[str]] = {
    "today": ["calm"], "coordination": ["doctor", "family"], "offers": ["work", "health", "debt", "mind"],
    "mentor_wish": ["yes"], "work_picture": ["known"],
}


@cache
def shipped() -> Script:
    path = script_path("first_conversation")
    return read_text(text(path), str(path))


def value_of(turn: Turn, talk: Talk, voice: str | None) -> Any:
    """An answer that the question can take."""
    match turn.kind:
        case "text":
            return WORDS.get(turn.id, f"Et ord om {turn.id.replace('_', ' ')}.")
        case "choice":
            return {"chosen": OPTIONS.get(turn.id, [turn.options[0].id])[:1]}
        case "choices":
            chosen = {"chosen": OPTIONS.get(turn.id, [option.id for option in turn.options[:2]])}
            return {**chosen, "other": "En plads på et køkkenhold"} if turn.id == "offers" else chosen
        case "rank" if turn.over:
            return list(reversed(talk.state.items(turn.over)))
        case "rank":
            return [option.id for option in turn.options]
        case "scale":
            return 6 if voice == "caseworker" else 4
        case "number":
            return 8
        case "date":
            return "2026-03-16"
        case "read_back":
            return {"confirmed": True}
    return True


def talked(script: Script | None = None, *, skips: bool = True, items: Mapping[str, Sequence[str]] = ITEMS) -> Talk:
    """The talk, answered to its end; `items` are what is put on each list."""
    talk = Talk(script or shipped())
    while (place := talk.next()) is not None:
        turn = talk.script.by_id[place.turn]
        if turn.kind == "list":
            for number, words in enumerate(items.get(turn.id, ("Noget",)), 1):
                talk.add(turn.id, f"{turn.id}-{number}", words)
            talk.answer(place, True)
        elif skips and turn.id == "finished":
            talk.skip(place, "unknown")
        else:
            said_by = place.voice or turn.answers
            talk.do(Answered(**talk.envelope(), place=place, value=value_of(turn, talk, place.voice), said_by=said_by))
    return talk


def header_of(talk: Talk, **more: Any) -> Header:
    script = talk.script
    last = talk.events[-1].at if talk.events else START
    return Header(**{
        "conversation": SPACE, "case_reference": "2026-0142", "citizen": "Anna Holst",
        "started": START, "updated": last,
        "municipality": Municipality(name="Solby Kommune", cvr="12345678"),
        "coordinator": Coordinator(name="Bo Lund", contact="Telefon 12 34 56 78"),
        "script": ScriptPin(id=script.id, version=script.version, sha256=script.sha256), **more})


def plan_of(talk: Talk, **more: Any) -> Plan:
    return draft(talk.script, talk.state, header_of(talk, **more))


def worded(talk: Talk) -> Talk:
    """The talk with a wording beside a goal, and a disagreement."""
    line = next(line for line in plan_of(talk).lines() if line.target == "goal.statement")
    talk.do(LineReworded(**talk.envelope(), line=line.id, by="caseworker",
                         wording="Beskæftigelse i køkkenfunktion med skånehensyn"))
    talk.do(Remarked(**talk.envelope(), remark=SPACE, text="Jeg vil ikke kaldes syg.", disagrees=True, by="citizen"))
    return talk


def agreed(talk: Talk) -> Talk:
    """The talk with both having said yes to the plan as it stands."""
    for voice in ("citizen", "caseworker"):
        talk.do(Agreed(**talk.envelope(), by=voice, plan_sha256=plan_of(talk).fingerprint()))
    return talk


__all__ = ["Place", "agreed", "header_of", "plan_of", "shipped", "talked", "worded"]
