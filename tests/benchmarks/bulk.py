"""All 3,748 plans of the project out of one encrypted file: `python -m tests.benchmarks bulk` (ten minutes or more).

Ours is the real command in a process of its own, against a store with as many citizens and talks. The references are
what the libraries alone need for the same documents on two workers: no store, no plan made, no package, no checks.
`PLANS` in the environment makes it fewer.
"""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter, sleep
from typing import Any
from uuid import UUID, uuid5

import jinja2

from dialog import resources
from dialog.conversation.event import Answered, Event, ItemAdded, pack
from dialog.headless import play
from dialog.library import profile
from dialog.plan.model import Plan
from dialog.render.template import FILTERS
from dialog.render.view import plan_view
from dialog.scenario import load_scenario
from dialog.session import Session
from dialog.store import Store, statement
from dialog.store.column import HERE, to_json, to_text
from dialog.store.key import Cost
from dialog.store.record import Citizen, Conversation
from tests.benchmarks.documents import bare_compiler, bare_inputs
from tests.benchmarks.measure import Bar, Row
from tests.render.golden import SCENARIOS

PLANS = int(os.environ.get("PLANS", "3748"))
WORKERS = 2
PASSPHRASE = "kun til at måle med"
PEOPLE = UUID(int=3748)


def rows() -> Iterator[Row]:
    with TemporaryDirectory() as name:
        folder = Path(name)
        plans = _store(folder / "home")
        told = f"all {PLANS:,} plans as"
        ours, _ = _command(folder, "pdf", "pdf")
        yield Row(f"{told} PDF (reference: typst alone)", ours, _loop(_typst, plans), Bar(times=1.2))
        ours, _ = _command(folder, "light", "markdown,html,json")
        yield Row(f"{told} Markdown, HTML, JSON (Jinja alone)", ours, _loop(_jinja, plans), Bar(times=2))
        ours, most = _command(folder, "every", "")
        yield Row(f"{told} every form there is (6 minutes)", ours, 360 * PLANS / 3748, Bar(times=1))
        yield Row(f"{told} every form: memory of a process", most, 300 * 2**20, Bar(times=1), "B")


def _store(home: Path) -> list[bytes]:
    """A store in which every citizen has had one of the scenarios' talks; those talks' plans, as JSON."""
    played = [play(load_scenario(each)) for each in SCENARIOS]
    plans = [each.plan().model_dump_json().encode() for each in played]
    store, _ = Store.create(home, PASSPHRASE, cost=Cost(operations=1, memory=8192))
    with store:
        store.set_setting("municipality_cvr", "12345678")
        for number in range(PLANS):
            _citizen(store, played[number % len(played)], number)
    for each in played:
        each.store.close()
    return plans


def _citizen(store: Store, played: Session, number: int) -> None:
    """Somebody who said the same, each answer marked as theirs: two plans alike would be laid out once by typst."""
    citizen = Citizen(uuid5(PEOPLE, str(number)), f"Borger {number}", f"2026-{number:05}")
    id, script, first = uuid5(citizen.id, "talk"), played.script, played.events[0]
    store.add_citizen(citizen)
    store.begin(Conversation(id, citizen.id, script.id, script.version, script.sha256, first.at, False), script)
    with store._database.writing() as connection:
        connection.executemany(statement.APPEND, (_line(id, _own(event, number)) for event in played.events))


def _own(event: Event, number: int) -> Event:
    told = isinstance(event, Answered | ItemAdded) and isinstance(event.value, str) and not event.value[:1].isdigit()
    return replace(event, value=f"{event.value} ({number})") if told else event  # type: ignore[call-arg, attr-defined]


def _line(conversation: UUID, event: Event) -> tuple[Any, ...]:
    id = uuid5(conversation, str(event.seq))
    return (HERE, conversation.hex, event.seq, id.hex, to_text(event.at), event.kind, to_json(pack(event)))


def _command(folder: Path, name: str, forms: str) -> tuple[float, float]:
    """The seconds that the command takes, and the most memory that one of its processes held, in bytes."""
    command = [sys.executable, "-m", "dialog.cli", "--folder", str(folder / "home"), "plan", "export", "--all",
               "--to", str(folder / name), "--workers", str(WORKERS), *(["--forms", forms] if forms else [])]
    start = perf_counter()
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as run:
        most: list[int] = [0]
        watching = threading.Thread(target=_watch, args=(run, most))
        watching.start()
        run.communicate(f"{PASSPHRASE}\n".encode())
        watching.join()
    written = len(list((folder / name).glob("*.zip")))
    if run.returncode or written != PLANS:
        raise AssertionError(f"{written} of {PLANS} plans, exit {run.returncode}")
    return perf_counter() - start, float(most[0])


def _watch(run: subprocess.Popen[bytes], most: list[int]) -> None:
    """Notes the most that the process or one of its children held, from the system's own account."""
    while run.poll() is None:
        children = Path(f"/proc/{run.pid}/task/{run.pid}/children")
        try:
            ids = [str(run.pid), *children.read_text().split()]
            for id in ids:
                lines = Path(f"/proc/{id}/status").read_text().splitlines()
                held = next((line for line in lines if line.startswith("VmHWM")), "VmHWM: 0 kB")
                most[0] = max(most[0], int(held.split()[1]) * 1024)
        except OSError:
            pass  # it ended while it was looked at
        sleep(0.2)


def _loop(work: Callable[[list[bytes], range], None], plans: list[bytes]) -> float:
    """The seconds that the bare work takes for as many plans, shared by the workers."""
    context = get_context("spawn")
    workers = [context.Process(target=work, args=(plans, range(first, PLANS, WORKERS))) for first in range(WORKERS)]
    start = perf_counter()
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    if any(worker.exitcode for worker in workers):
        raise AssertionError("the reference failed")
    return perf_counter() - start


def _typst(plans: list[bytes], numbers: range) -> None:
    """typst alone, its compiler kept; every own word marked, so that no two documents are the same."""
    compiler, given = bare_compiler(), [bare_inputs(Plan.model_validate_json(plan)) for plan in plans]
    for number in numbers:
        data = given[number % len(given)]
        view = data["sys_inputs"]["view"].replace('","own_words":true', f' ({number})","own_words":true')
        compiler.compile(**{**data, "sys_inputs": {**data["sys_inputs"], "view": view}})


def _jinja(plans: list[bytes], numbers: range) -> None:
    """Jinja and pydantic alone, the data laid out beforehand."""
    read = [Plan.model_validate_json(plan) for plan in plans]
    views = [plan_view(plan, profile()) for plan in read]
    environment = jinja2.Environment(loader=jinja2.FileSystemLoader(resources.folders("prompts")), autoescape=True,
                                     trim_blocks=True, lstrip_blocks=True, keep_trailing_newline=True)
    environment.filters.update(FILTERS)
    templates = [environment.get_template(f"plan/plan.{form}.j2") for form in ("md", "html")]
    for number in numbers:
        for template in templates:
            template.render(views[number % len(views)]).encode()
        read[number % len(read)].model_dump_json(indent=2).encode()
