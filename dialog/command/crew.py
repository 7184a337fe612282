"""Workers: processes that each do one job at a time, and are replaced when they die.

Each has a pipe of its own, so what is under way is never more than there are workers, memory stays flat, and when one
dies (a library that crashes) it is known which job it took with it. The next job is prepared while they are busy. When
all hang, they are ended, and others are hired.
"""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from typing import Any, NamedTuple, TypeVar

from dialog.errors import EmpowerError

T = TypeVar("T")
PATIENCE = 120.0
"""Seconds without a word from any of them before it is certain that they hang; a plan takes one."""
BROKEN = "Den kunne ikke laves: en fejl i programmet. Samtalen og planen er gemt."


class Outcome(NamedTuple):
    """What came of a job: why it failed, or what was made of it."""

    fault: str = ""
    made: Any = None


class Worker:
    """A process that does `work(job, *given)` for each job it is sent."""

    def __init__(self, work: Callable[..., Any], *given: object) -> None:
        context = get_context("spawn")
        self.pipe, there = context.Pipe()
        self.process = context.Process(target=_live, args=(there, work, given), daemon=True)
        before = signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C goes to all; it is for us to stop between jobs
        try:
            self.process.start()
        finally:
            signal.signal(signal.SIGINT, before)
        there.close()

    def send(self, job: object) -> None:
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


def deal(tasks: Iterable[tuple[T, object]], hire: Callable[[], Worker], count: int) -> Iterator[tuple[T, Outcome]]:
    """What came of each task's job, as it comes. A worker that dies has failed its job, and another is hired."""
    busy: dict[Any, tuple[Worker, T]] = {}  # pipe → who, and with what
    idle: list[Worker] = []
    try:
        for task, job in tasks:
            while not idle and len(busy) >= count:
                yield from _finished(busy, idle)
            worker = idle.pop() if idle else hire()
            busy[worker.pipe] = worker, task
            worker.send(job)
        while busy:
            yield from _finished(busy, idle)
    finally:
        for worker in (*idle, *(each for each, _ in busy.values())):
            worker.dismiss()


def _finished(busy: dict[Any, tuple[Worker, T]], idle: list[Worker]) -> Iterator[tuple[T, Outcome]]:
    heard = wait(list(busy), PATIENCE)
    for pipe in heard or list(busy):
        worker, task = busy.pop(pipe)
        if not heard:
            worker.end()
        try:
            outcome = worker.pipe.recv()
            idle.append(worker)
        except (EOFError, OSError):
            worker.dismiss()
            outcome = Outcome(BROKEN)
        yield task, outcome


def _live(pipe: Connection, work: Callable[..., Any], given: tuple[object, ...]) -> None:
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
