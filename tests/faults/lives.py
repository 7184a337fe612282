"""Many short lives of a typist, each ended by SIGKILL at a random moment, and what the file holds afterwards.

A process of its own (`python -m tests.faults.lives`): everything is imported once, and each life is a fork of it, so
that 300 lives cost seconds. The typist tells of each event before and after it is appended, on a pipe that outlives it;
the ledger made of that is compared with the file. `--twin` breaks the program on purpose: the ledger must then see it.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import select
import shutil
import signal
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from random import Random
from typing import Any, cast
from uuid import UUID, uuid4

from dialog.conversation.event import Answered, Event, ItemAdded, Place, PutOff, Skipped, pack, unpack
from dialog.conversation.state import fold
from dialog.conversation.turn import next_turn
from dialog.errors import EmpowerError
from dialog.library import load_script
from dialog.script.model import Script
from dialog.session import Session
from dialog.store import Store
from dialog.store.key import Cost
from dialog.store.record import Citizen, Draft
from tests.faults.answerer import move
from tests.tiny import picture

CHEAP = Cost(operations=1, memory=8192)
PASSPHRASE = "kaffe på bænken"
MARK = "§"
"""Stands in every half-typed text and in nothing that is sent, so that a draft applied by itself gives itself away."""
TWINS = ("uncommitted", "crossed", "applied", "altered")


@dataclass(slots=True)
class Report:
    """What the lives showed. Everything from `lost` on must be zero."""

    lives: int = 0
    acknowledged: int = 0
    in_append: int = 0
    in_draft: int = 0
    drafts_back: int = 0
    seconds: float = 0.0
    lost: int = 0
    wrong: int = 0
    unknown: int = 0
    displaced: int = 0
    drafts_wrong: int = 0
    drafts_applied: int = 0
    refused: list[str] = field(default_factory=list)

    def harm(self) -> dict[str, Any]:
        names = ("lost", "wrong", "unknown", "displaced", "drafts_wrong", "drafts_applied", "refused")
        return {name: value for name in names if (value := getattr(self, name))}


@dataclass(slots=True)
class Talk:
    """What a conversation must hold: acknowledged events, the kept draft, and what was under way at the end."""

    events: list[Event] = field(default_factory=list)
    draft: tuple[Place, str] | None = None
    trying: Event | None = None
    typing: tuple[tuple[Place, str] | None] | None = None


# The typist's side


class Telling:
    """A store that tells of every write before and after it. All else is the store's own."""

    def __init__(self, store: Store, pipe: int) -> None:
        self._store, self._pipe = store, pipe

    def __getattr__(self, name: str) -> Any:
        return getattr(self._store, name)

    def tell(self, **line: Any) -> None:
        os.write(self._pipe, json.dumps(line).encode() + b"\n")

    def append(self, conversation: UUID, event: Event) -> None:
        whole = {"id": str(event.id), "seq": event.seq, "at": event.at.isoformat(), "kind": event.kind}
        self.tell(what="try", talk=str(conversation), event=whole, body=pack(event))
        self._store.append(conversation, event)
        self.tell(what="ok", talk=str(conversation))

    def keep_draft(self, conversation: UUID, draft: Draft) -> None:
        self.tell(what="typing", talk=str(conversation), place=draft.place, text=draft.text)
        self._store.keep_draft(conversation, draft)
        self.tell(what="kept", talk=str(conversation))


def type_until_killed(folder: Path, talks: list[UUID], pipe: int, seed: int, twin: str) -> None:
    rng = Random(seed)
    store = Store.open(folder, PASSPHRASE)
    _break(store, talks, twin)
    telling: Any = Telling(store, pipe)
    sessions = [Session.resume(telling, talk) for talk in talks]
    for number in range(10**9):
        session = rng.choice(sessions)
        place = session.next()
        if place is not None and rng.random() < 0.5:
            words = f"{MARK}{session.conversation.id}{MARK}{seed}.{number}"
            for end in range(1, 4):
                session.keep_draft(place, words + " hvad jeg var ved at sige"[: end * 8])
        move(session, rng)


def _break(store: Store, talks: list[UUID], twin: str) -> None:
    """The twins: a store that says "kept" too early, mixes citizens up, types for people, or changes a letter."""
    append, keep_draft, any_store = store.append, store.keep_draft, cast("Any", store)
    match twin:
        case "uncommitted":
            _commit_seldom(store)
        case "crossed":
            any_store.keep_draft = lambda talk, draft: keep_draft(talks[(talks.index(talk) + 1) % len(talks)], draft)
        case "applied":
            any_store.append = lambda talk, event: append(talk, _typed_in(store, talk, event))
        case "altered":
            any_store.append = lambda talk, event: append(talk, _altered(event))


def _commit_seldom(store: Store) -> None:
    database, calls = store._database, iter(range(1, 10**9))

    @contextlib.contextmanager
    def writing() -> Iterator[Any]:
        connection = database.connection
        if not connection.in_transaction:
            connection.execute("BEGIN IMMEDIATE")
        yield connection
        if next(calls) % 5 == 0:
            connection.execute("COMMIT")

    any_store: Any = store
    any_store._database.writing, any_store.keep_draft = writing, lambda talk, draft: None


def _typed_in(store: Store, talk: UUID, event: Event) -> Event:
    draft = store.draft(talk)
    if isinstance(event, Answered) and isinstance(event.value, str) and draft:
        return replace(event, value=draft.text)
    return event


def _altered(event: Event) -> Event:
    if isinstance(event, Answered | ItemAdded) and isinstance(event.value, str):
        return replace(event, value=event.value + "?")
    return event


# The killer's side


class Lives:
    def __init__(self, seed: int, twin: str) -> None:
        self.rng, self.twin = Random(seed), twin
        self.report = Report()
        self.script = load_script("first_conversation")
        self.folder = Path()
        self.talks: dict[UUID, Talk] = {}

    def new_file(self) -> None:
        """A fresh file with two citizens and three conversations, so that there is somebody to mix up."""
        self.end()
        self.folder = Path(tempfile.mkdtemp(prefix="empower-lives-"))
        store, _ = Store.create(self.folder / "home", PASSPHRASE, cost=CHEAP)
        with store:
            people = [Citizen(uuid4(), f"Opdigtet {number}", f"SAG-{number}") for number in (1, 2)]
            for person in people:
                store.add_citizen(person)
            sessions = [Session.begin(store, person, self.script) for person in (*people, people[0])]
        self.talks = {session.conversation.id: Talk() for session in sessions}

    def end(self) -> None:
        if self.folder != Path():
            shutil.rmtree(self.folder)

    def live(self) -> None:
        """One life: born, types, is killed; then the file is compared with what was told."""
        told, pipe = os.pipe()
        child = os.fork()
        if child == 0:
            try:
                os.close(told)
                type_until_killed(self.folder / "home", list(self.talks), pipe, self.rng.getrandbits(32), self.twin)
            except BaseException as error:  # noqa: BLE001 - a fork must never return into its parent's work
                os.write(pipe, json.dumps({"what": "died", "why": f"{type(error).__name__}: {error}"}).encode() + b"\n")
            finally:
                os._exit(1)
        os.close(pipe)
        lines = _read_until(told, child, self.rng.uniform(0.02, 0.12))
        self.report.lives += 1
        for line in lines:
            self._hear(line)
        self._compare()

    def _hear(self, line: dict[str, Any]) -> None:
        if line["what"] == "died":
            self.report.refused.append(line["why"])
            return
        talk = self.talks[UUID(line["talk"])]
        match line["what"]:
            case "try":
                talk.trying = _event(line)
            case "ok" if talk.trying is not None:
                talk.events.append(talk.trying)
                talk.draft = None if _settles(talk.trying, talk.draft) else talk.draft
                talk.trying = None
                self.report.acknowledged += 1
            case "typing":
                talk.typing = ((Place(*line["place"]), line["text"]),)
            case "kept" if talk.typing is not None:
                talk.draft, talk.typing = talk.typing[0], None

    def _compare(self) -> None:
        try:
            with Store.open(self.folder / "home", PASSPHRASE) as store:
                for number, talk in self.talks.items():
                    self._compare_talk(Session.resume(store, number), talk)
        except EmpowerError as error:
            self.report.refused.append(str(error))

    def _compare_talk(self, session: Session, talk: Talk) -> None:
        report, there = self.report, {event.id: event for event in session.events}
        known = {event.id for event in talk.events}
        report.lost += sum(event.id not in there for event in talk.events)
        report.wrong += sum(there.get(event.id, event) != event for event in talk.events)
        report.in_append += talk.trying is not None
        report.in_draft += talk.typing is not None
        allowed = {talk.draft, talk.typing[0] if talk.typing else talk.draft}
        if talk.trying is not None and talk.trying.id in there:
            report.wrong += there[talk.trying.id] != talk.trying
            talk.events.append(talk.trying)
            known.add(talk.trying.id)
            allowed = {None if _settles(talk.trying, each) else each for each in allowed}
        report.unknown += sum(number not in known for number in there)
        report.displaced += not _stands(self.script, session, talk.events)
        report.drafts_applied += sum(MARK in json.dumps(pack(event), ensure_ascii=False) for event in session.events)
        self._compare_draft(session, allowed)
        talk.events, talk.trying, talk.typing = list(session.events), None, None
        kept = session.store.draft(session.conversation.id)
        talk.draft = (kept.place, kept.text) if kept else None

    def _compare_draft(self, session: Session, allowed: set[tuple[Place, str] | None]) -> None:
        kept, offered = session.store.draft(session.conversation.id), session.draft()
        self.report.drafts_back += offered is not None
        at = (kept.place, kept.text) if kept else None
        self.report.drafts_wrong += at not in allowed
        if kept is not None:
            own = kept.text.startswith(f"{MARK}{session.conversation.id}{MARK}")
            self.report.drafts_wrong += not own or (offered is not None) != session.state.is_relevant(kept.place)


def _read_until(told: int, child: int, seconds: float) -> list[dict[str, Any]]:
    """What the child tells until it is killed after so many seconds of typing (counted from its first word)."""
    data, end, killed = b"", time.monotonic() + 10, False
    while True:
        left = end - time.monotonic()
        if left <= 0 and not killed:
            os.kill(child, signal.SIGKILL)
            killed = True
        if killed or select.select([told], [], [], max(0, left))[0]:
            got = os.read(told, 65536)
            if not got:
                break
            if not data:
                end = time.monotonic() + seconds
            data += got
    os.waitpid(child, 0)
    os.close(told)
    return [json.loads(line) for line in data.split(b"\n")[:-1]]


def _event(line: dict[str, Any]) -> Event:
    from datetime import datetime

    head = line["event"]
    return unpack(head["kind"], UUID(head["id"]), head["seq"], datetime.fromisoformat(head["at"]), line["body"])


def _settles(event: Event, draft: tuple[Place, str] | None) -> bool:
    """Whether the event makes this draft superfluous: it was typed where the event belongs."""
    if draft is None or not isinstance(event, Answered | Skipped | ItemAdded | PutOff):
        return False
    here = {event.place, Place(event.place.turn)} if isinstance(event, ItemAdded) else {event.place}
    return draft[0] in here


def _stands(script: Script, session: Session, events: list[Event]) -> bool:
    """Whether the talk stands where the told events leave it; the fold is of what was told, not of the file."""
    state = fold(script, events)
    return picture(session.state) == picture(state) and session.next() == next_turn(script, state)


def main() -> None:
    options = argparse.ArgumentParser()
    options.add_argument("--lives", type=int, required=True)
    options.add_argument("--seed", type=int, required=True)
    options.add_argument("--twin", default="", choices=("", *TWINS))
    wanted = options.parse_args()
    started = time.monotonic()
    lives = Lives(wanted.seed, wanted.twin)
    for number in range(wanted.lives):
        if number % 30 == 0:
            lives.new_file()
        lives.live()
    lives.end()
    lives.report.seconds = time.monotonic() - started
    json.dump(asdict(lives.report), sys.stdout)


if __name__ == "__main__":
    main()
