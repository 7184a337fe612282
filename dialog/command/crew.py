"""Workers: processes that each do one job at a time, and are replaced when they die.

Each has a pipe of its own, with one job under way and one that waits, so none stands still and memory stays flat. When
one dies (a library that crashes) it is known which job it took with it, and the one that waited goes to another. When
all hang, they are ended, and others are hired.
"""

from __future__ import annotations

import gc
import os
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from typing import Any, Generic, NamedTuple, TypeVar

from dialog.errors import EmpowerError

T = TypeVar("T")
AHEAD = 2
"""Jobs that a worker has at a time: what it is at, and what it goes on with."""
PATIENCE = 120.0
"""Seconds without a word from any of them before it is certain that they hang; a plan takes one."""
BROKEN = "Den kunne ikke laves: en fejl i programmet. Samtalen og planen er gemt."


class Outcome(NamedTuple):
    """What came of a job: why it failed, or what was made of it."""

    fault: str = ""
    made: Any = None


class Worker(Generic[T]):
    """A process that does `work(job, *given)` for each job it is sent, in order."""

    def __init__(self, work: Callable[..., Any], *given: object) -> None:
        context = get_context("spawn")
        self.pipe, there = context.Pipe()
        self.process = context.Process(target=_live, args=(there, work, given), daemon=True)
        self.has: deque[tuple[T, object]] = deque()
        """The tasks and jobs it has been sent and not told of."""
        before = signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C goes to all; it is for us to stop between jobs
        try:
            self.process.start()
        finally:
            signal.signal(signal.SIGINT, before)
        there.close()

    def send(self, task: T, job: object) -> None:
        self.has.append((task, job))
        with suppress(OSError):  # it died while it waited: `recv` will tell
            self.pipe.send(job)

    def dismiss(self) -> None:
        """Lets it finish what it is at, unless it hangs."""
        self.pipe.close()
        self.process.join(PATIENCE)
        self.end()

    def end(self) -> None:
        self.process.kill()
        self.process.join()


def deal(tasks: Iterable[tuple[T, object]], hire: Callable[[], Worker[T]], count: int) -> Iterator[tuple[T, Outcome]]:
    """What came of each task's job, as it comes. A worker that dies has failed its job, and another is hired."""
    crew: list[Worker[T]] = []
    try:
        for task, job in tasks:
            while len(crew) == count and all(len(each.has) == AHEAD for each in crew):
                yield from _finished(crew, hire)
            if len(crew) < count:
                crew.append(hire())
            min(crew, key=lambda each: len(each.has)).send(task, job)
        while any(each.has for each in crew):
            yield from _finished(crew, hire)
    finally:
        for worker in crew:
            worker.dismiss()


def _finished(crew: list[Worker[T]], hire: Callable[[], Worker[T]]) -> Iterator[tuple[T, Outcome]]:
    """Waits until one has done something, and tells of each that has. Of those that hang none has."""
    at_work = {each.pipe: each for each in crew if each.has}
    heard: list[Any] = wait(list(at_work), PATIENCE)
    for pipe in heard or list(at_work):
        worker = at_work[pipe]
        if not heard:
            worker.end()
        try:
            outcome = worker.pipe.recv()
        except (EOFError, OSError):
            outcome = Outcome(BROKEN)
        (task, _), *waiting = worker.has
        worker.has.popleft()
        if outcome.fault == BROKEN:
            worker.dismiss()
            crew[crew.index(worker)] = another = hire()
            for each in waiting:
                another.send(*each)
        yield task, outcome


def _live(pipe: Connection, work: Callable[..., Any], given: tuple[object, ...]) -> None:
    gc.set_threshold(20_000)  # a job makes much and leaves little: to look for it after every 700 things costs a tenth
    with suppress(EOFError, OSError):  # dismissed
        while True:
            job = pipe.recv()
            try:
                outcome = Outcome(made=work(job, *given))
            except EmpowerError as error:
                outcome = Outcome(str(error))
            except BaseException:  # noqa: BLE001  # a library's panic is no Exception; a traceback may show an answer
                os._exit(1)
            pipe.send(outcome)
