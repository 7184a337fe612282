"""Everybody's plans out of the program, one package each: seen, stopped and taken up again, and none stops the rest.

The store stays in this process; the workers get one plan at a time, as JSON. The package's id stands in its name and in
its manifest and is known before a form is made: what lies there is not made again, and no two cases share a name.
"""

from __future__ import annotations

import argparse
import gc
import signal
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, TextIO
from uuid import UUID

from dialog.command.crew import BROKEN, Outcome, Worker, deal
from dialog.command.plan import Wish, closed, zip_name
from dialog.errors import EmpowerError, ExportError, NewerStore, StoreError, reason
from dialog.language.format import local_date, number_text
from dialog.library import profile
from dialog.plan.model import Plan
from dialog.render import seal
from dialog.render.data import read_json
from dialog.render.document import FORMS
from dialog.render.package import MANIFEST, package_id, package_of
from dialog.render.profile import Profile
from dialog.render.receive import read_manifest
from dialog.render.write import file_name, sweep, write_file
from dialog.session import Session

if TYPE_CHECKING:
    from dialog.store import Store
    from dialog.store.record import Conversation

WIDTH = 24


class Job(NamedTuple):
    """What a worker gets: the plan as JSON, and where its package is to lie."""

    plan: bytes
    to: Path


class Task(NamedTuple):
    """What the store is told when the job is done."""

    session: Session
    plan: Plan


@dataclass(slots=True)
class Tally:
    """How far it has come, told on `out`: a bar on a terminal, else a line for each tenth."""

    total: int
    out: TextIO
    done: int = 0
    there: int = 0
    empty: int = 0
    faults: list[tuple[str, str]] = field(default_factory=list)
    left_out: Counter[tuple[str, str]] = field(default_factory=Counter)

    def one_more(self) -> None:
        self.done += 1
        told = f"{number_text(self.done)} af {number_text(self.total)} planer"
        if self.out.isatty():
            full = WIDTH * self.done // self.total
            self.out.write(f"\r  {'█' * full}{'░' * (WIDTH - full)}  {told}{chr(10) * (self.done == self.total)}")
        elif self.done == self.total or self.done % max(1, self.total // 10) == 0:
            self.out.write(f"{told}\n")
        self.out.flush()

    def failed(self, case: str, why: str) -> None:
        self.faults.append((case, why))
        self.one_more()


def export_all(options: argparse.Namespace, wish: Wish, open_store: Callable[[], Store]) -> int:
    """Writes a package for every plan that has changed since the day, if one is given. Returns the exit status."""
    gc.enable()  # thousands of plans leave much to collect
    if wish.to is None or wish.form:
        raise ExportError("Skriv en mappe til pakkerne.", next_step="For eksempel: --all --to planer")
    _make_folder(wish.to)
    own = profile()
    with open_store() as store, _stop_between() as stopped:
        talks = list(changed(store, options.since))
        tally = Tally(len(talks), sys.stderr)
        tasks = _tasks(_plans(store, talks, tally, with_cpr=options.with_cpr, stopped=stopped), wish, own, tally)
        for task, outcome in deal(tasks, lambda: Worker(written, wish, own), options.workers):
            if outcome.fault:
                tally.failed(task.plan.header.case_reference, outcome.fault)
                continue
            task.session.note_taken_out(task.plan)
            tally.left_out.update(outcome.told)
            tally.one_more()
    return _told(tally, wish.to, stopped=bool(stopped))


def changed(store: Store, since: date | None) -> Iterator[tuple[str, Conversation]]:
    """The newest talk of each citizen, with the case reference; not those that were an exercise."""
    for each in store.overview():
        if each.last is None:
            continue
        talks = [each.last] if each.conversations == 1 else store.conversations(each.citizen.id)
        talk = next((talk for talk in talks if not talk.practice), None)
        if talk is not None and (since is None or local_date(talk.last_at or talk.started_at) >= since):
            yield each.citizen.case_reference, talk


def _plans(store: Store, talks: Iterable[tuple[str, Conversation]], tally: Tally, *, with_cpr: bool,
           stopped: list[bool]) -> Iterator[Task]:
    """The plan of each talk, until it is stopped; one that cannot be made is counted as failed."""
    for case, talk in talks:
        if stopped:
            return
        try:
            session = Session.resume(store, talk.id)
            plan = session.plan(with_cpr=with_cpr)
        except EmpowerError as error:
            if isinstance(error, StoreError) and not isinstance(error, NewerStore):
                raise  # the file itself: it would be the same for all
            tally.failed(case, str(error))
        except Exception:  # noqa: BLE001  # whatever is wrong with one talk, the others have their plans
            tally.failed(case, BROKEN)
        else:
            yield Task(session, plan)


def _tasks(plans: Iterable[Task], wish: Wish, own: Profile, tally: Tally) -> Iterator[tuple[Task, Job]]:
    """The packages to make: not of an empty plan, and not what lies there already."""
    signer = seal.public_of(wish.seed) if wish.seed else ""
    for task in plans:
        session, plan = task
        id = package_id(plan, own, wish.asked, signer)
        to = _place(wish, plan, id)
        if not plan.sections:
            tally.empty += 1
            tally.one_more()
        elif _lies_there(to, id):
            if plan.edition not in {each.edition for each in session.editions()}:
                session.note_taken_out(plan)  # it was stopped between the file and the note
            tally.there += 1
            tally.one_more()
        else:
            yield task, Job(plan.model_dump_json().encode(), to)


def written(job: Job, wish: Wish, own: Profile) -> Outcome:
    """A worker's work: the package on the disk. Raises ExportError."""
    package = package_of(read_json(job.plan), own, wish.asked, wish.seed, strict=wish.strict)
    write_file(job.to, closed(package, wish))
    return Outcome(told=tuple((each.form, each.why) for each in package.manifest.left_out))


def _place(wish: Wish, plan: Plan, id: UUID) -> Path:
    assert wish.to is not None
    day = local_date(plan.header.updated)
    return zip_name(wish.to / file_name(plan.header.case_reference, day, f"-{str(id)[:8]}.zip"), wish)


def _lies_there(place: Path, id: UUID) -> bool:
    """Whether that package is there already. A locked one is known by its name alone."""
    if not place.is_file():
        return False
    if place.suffix == ".age":
        return place.stat().st_size > 0
    try:
        return read_manifest({MANIFEST: seal.peek(place, MANIFEST)}).id == id
    except ExportError:
        return False


# Stopping and telling


@contextmanager
def _stop_between() -> Iterator[list[bool]]:
    """Ctrl+C once: no more is begun. Twice: as always."""
    stopped: list[bool] = []

    def note(*_: object) -> None:
        stopped.append(True)
        signal.signal(signal.SIGINT, signal.default_int_handler)

    before = signal.signal(signal.SIGINT, note)
    try:
        yield stopped
    finally:
        signal.signal(signal.SIGINT, before)


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
    except OSError as error:
        raise ExportError(f"Mappen {folder} kan ikke bruges ({reason(error)}).") from None
    sweep(folder)


def _told(tally: Tally, folder: Path, *, stopped: bool) -> int:
    """What came of it all; returns the exit status. Raises ExportError that names each plan that failed."""
    if tally.out.isatty() and tally.done < tally.total:
        tally.out.write("\n")
    made = tally.done - tally.there - tally.empty - len(tally.faults)
    for count, told in ((made, f"skrevet til {folder}"), (tally.there, "lå der i forvejen"),
                        (tally.empty, "er tomme endnu og er ikke med")):
        if count or told.startswith("skrevet"):
            print(f"{number_text(count)} {'plan' if count == 1 else 'planer'} {told}.")
    for (form, why), count in tally.left_out.items():
        sys.stderr.write(f"{number_text(count)} uden »{FORMS[form].title}«. {why}\n")
    unfinished = stopped and tally.done < tally.total
    if unfinished:
        sys.stderr.write(f"Stoppet efter {number_text(tally.done)} af {number_text(tally.total)} planer. "
                         "Skriv det samme igen, så fortsætter den, hvor den slap.\n")
    if tally.faults:
        named = "\n".join(f"Sag {case}: {why}" for case, why in tally.faults)
        raise ExportError("Disse planer kom ikke med:", next_step=f"\n{named}")
    return 130 if unfinished else 0
