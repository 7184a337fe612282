"""Everybody's plans out of the program, one package each: seen, stopped and taken up again, and none stops the rest.

The store stays in this process; a worker gets what one plan is made of, as it lies in the file, and makes the plan and
its package. The package's id stands in its name and in its manifest and is known before a form is made: what lies there
is not made again, and no two cases share a name.
"""

from __future__ import annotations

import argparse
import gc
import signal
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, TextIO
from uuid import UUID

from dialog.command.crew import Outcome, Worker, deal
from dialog.command.plan import Wish, closed, zip_name
from dialog.conversation.state import fold
from dialog.errors import ExportError, reason
from dialog.language.format import local_date, number_text
from dialog.library import kept_script, profile
from dialog.plan.draft import draft
from dialog.plan.model import Header, Plan
from dialog.plan_in_use import edition_of, header_of, take_out_cpr
from dialog.render import seal
from dialog.render.document import FORMS
from dialog.render.package import MANIFEST, package_id, package_of
from dialog.render.profile import Profile
from dialog.render.receive import read_manifest
from dialog.render.write import file_name, sweep, write_file
from dialog.store.journal import Kept, to_events
from dialog.store.record import Citizen, Conversation, Edition

if TYPE_CHECKING:
    from dialog.store import Store

WIDTH = 24
Whose = tuple[Citizen, Conversation]


class Job(NamedTuple):
    """What a worker gets: what a plan is made of, as it lies in the file."""

    script: str
    header: Header
    events: list[Kept]
    editions: list[Edition]


class Made(NamedTuple):
    """What came of it. The edition is what the store is told; there is none of an empty plan."""

    edition: Edition | None = None
    there: bool = False
    """It lay there already."""
    left_out: tuple[tuple[str, str], ...] = ()
    """Form and why."""


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

    def one_more(self, case: str, outcome: Outcome) -> None:
        if outcome.fault:
            self.faults.append((case, outcome.fault))
        else:
            self.there += outcome.made.there
            self.empty += outcome.made.edition is None
            self.left_out.update(outcome.made.left_out)
        self.done += 1
        self._tell()

    def _tell(self) -> None:
        bar, ended = self.out.isatty(), self.done == self.total
        if not bar and not ended and self.done % max(1, self.total // 10):
            return
        told, full = f"{number_text(self.done)} af {number_text(self.total)} planer", WIDTH * self.done // self.total
        drawn = f"\r  {'█' * full}{'░' * (WIDTH - full)}  " if bar else ""
        self.out.write(f"{drawn}{told}{chr(10) * (ended or not bar)}")
        self.out.flush()


def export_all(options: argparse.Namespace, wish: Wish, open_store: Callable[[], Store]) -> int:
    """Writes a package for every plan that has changed since the day, if one is given. Returns the exit status."""
    gc.enable()  # thousands of plans leave much to collect
    if wish.to is None or wish.form:
        raise ExportError("Skriv en mappe til pakkerne.", next_step="For eksempel: --all --to planer")
    _make_folder(wish.to)
    own = profile()
    with open_store() as store, _stop_between() as stopped:
        talks = list(changed(store, options.since))
        scripts = {sha256: store.canonical(sha256) for sha256 in {talk.script_sha256 for _, talk in talks}}
        tally = Tally(len(talks), sys.stderr)
        jobs = _jobs(store, talks, with_cpr=options.with_cpr, stopped=stopped)
        for (citizen, talk), outcome in deal(jobs, lambda: Worker(made, wish, own, scripts), options.workers):
            if outcome.made and outcome.made.edition:  # also when it lay there: it may have been stopped before this
                store.keep_edition(talk.id, outcome.made.edition)
            tally.one_more(citizen.case_reference, outcome)
    return _told(tally, wish.to, stopped=bool(stopped))


def changed(store: Store, since: date | None) -> Iterator[Whose]:
    """Each citizen with the newest talk, but for those that were an exercise."""
    for each in store.overview():
        if each.last is None:
            continue
        talks = [each.last] if each.conversations == 1 else store.conversations(each.citizen.id)
        talk = next((talk for talk in talks if not talk.practice), None)
        if talk is not None and (since is None or local_date(talk.last_at or talk.started_at) >= since):
            yield each.citizen, talk


def _jobs(store: Store, talks: Iterable[Whose], *, with_cpr: bool, stopped: list[bool]) -> Iterator[tuple[Whose, Job]]:
    """What each talk's plan is made of, until it is stopped."""
    settings = cache(store.setting)  # the same for all
    for citizen, talk in talks:
        if stopped:
            return
        events = store.kept(talk.id)
        updated = datetime.fromisoformat(events[-1][3]) if events else talk.started_at
        cpr = take_out_cpr(store, citizen, datetime.now(UTC)) if with_cpr else None
        header = header_of(settings, talk, citizen, updated, cpr)
        yield (citizen, talk), Job(talk.script_sha256, header, events, store.editions(talk.id))


def made(job: Job, wish: Wish, own: Profile, scripts: Mapping[str, str]) -> Made:
    """A worker's work: the plan, and its package on the disk. Raises ExportError, NewerStore."""
    script, events = kept_script(job.script, scripts.__getitem__), to_events(job.events)
    plan = draft(script, fold(script, events), job.header, job.editions)
    if not plan.sections:
        return Made()
    edition = edition_of(plan, events[-1].seq, datetime.now(UTC))
    id = package_id(plan, own, wish.asked, seal.public_of(wish.seed) if wish.seed else "")
    to = _place(wish, plan, id)
    if _lies_there(to, id):
        return Made(edition, there=True)
    package = package_of(plan, own, wish.asked, wish.seed, strict=wish.strict)
    write_file(to, closed(package, wish))
    return Made(edition, left_out=tuple((each.form, each.why) for each in package.manifest.left_out))


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
