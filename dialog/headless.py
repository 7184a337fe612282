"""A whole talk without a screen: plays a scenario through the same session and store, and writes what came of it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from dialog.conversation.event import Event, pack
from dialog.errors import ExportError, reason
from dialog.play import Player, clock_of, ids_of, practise
from dialog.scenario import Scenario
from dialog.script.model import Voice
from dialog.session import Session

WRITTEN = ("markdown", "html", "json", "page_html")
"""The forms of the plan that a run writes: those a person or a program reads without more."""


def play(scenario: Scenario) -> Session:
    """The talk, played to its end in a throw-away file that the caller closes. Raises ScenarioError for any misfit."""
    clock, new_id = clock_of(scenario), ids_of(scenario)
    session = practise(scenario, clock=clock, new_id=new_id)
    try:
        player = Player(scenario, session)
        while (action := player.next_action()) is not None:
            if action.kind == "break":
                session = Session.resume(session.store, session.conversation.id, clock=clock, new_id=new_id)
                player.session = session
            else:
                player.perform(action)
        player.finish()
        _end(session, scenario)
    except BaseException:
        session.store.close()
        raise
    return session


def run(scenario: Scenario, out: Path) -> list[Path]:
    """Plays the scenario and writes transcript, plan in every form and the event list into `out`; returns the files."""
    session = play(scenario)
    try:
        return _write(session, out)
    finally:
        session.store.close()


def _end(session: Session, scenario: Scenario) -> None:
    for remark in scenario.remarks:
        session.remark(remark["text"], disagrees=remark.get("disagrees") == "true")
    for voice in scenario.agree:
        by: Voice = "citizen" if voice == "citizen" else "caseworker"
        session.agree(by, typed_by=by)
    session.close()


def _write(session: Session, out: Path) -> list[Path]:
    from dialog.library import profile
    from dialog.render.document import FORMS, make, transcript
    from dialog.render.write import write_file

    plan = session.plan()
    contents = {FORMS[name].file: make(plan, name, profile()) for name in WRITTEN}
    contents["samtale.md"] = transcript(session)
    contents["events.json"] = events_json(session.events)
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ExportError(f"Mappen {out} kan ikke oprettes ({reason(error)}).") from None
    for name, content in contents.items():
        write_file(out / name, content)
    return [out / name for name in contents]


def events_json(events: list[Event]) -> bytes:
    """The event list as JSON, one event a line, for those who replay or study a talk."""
    return b"[\n" + b",\n".join(_dump(event) for event in events) + b"\n]\n"


def _dump(event: Event) -> bytes:
    whole: dict[str, Any] = {"seq": event.seq, "id": str(event.id), "at": event.at.isoformat(), "kind": event.kind}
    return json.dumps({**whole, **pack(event)}, ensure_ascii=False).encode()
