"""Runs tasks in processes of their own, with limits, so that no page can take the build down."""

from __future__ import annotations

import ctypes
import multiprocessing
import os
import resource
import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from typing import TypeVar

from briefgen.errors import BriefgenError, RenderError, file_error

SECONDS = 120
MEMORY = 4 << 30
FILE_SIZE = 256 << 20
_DIE_WITH_PARENT = 1

Task = TypeVar("Task")
Result = TypeVar("Result")
Outcome = tuple[int, "Result | BriefgenError"]


def cores() -> int:
    """Return how many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def run_all(
    function: Callable[[Task], Result],
    tasks: Sequence[Task],
    *,
    jobs: int,
    name: Callable[[Task], str],
    seconds: int = SECONDS,
) -> Iterator[tuple[int, Result | BriefgenError]]:
    """Yield each task's number with its result or error, as they finish.

    A process that dies, of a limit or a crash, costs its own task an error and others a retry.
    """
    waiting = list(range(len(tasks)))
    suspects: list[int] = []
    for numbers, workers in ((waiting, jobs), (suspects, 1)):
        while numbers:
            batch = numbers[:1] if workers == 1 and numbers is suspects else numbers[:]
            del numbers[: len(batch)]
            for number, outcome in _batch(function, tasks, batch, workers, seconds):
                if outcome is not None:
                    yield number, outcome
                elif numbers is suspects:
                    yield number, _died(name(tasks[number]), seconds)
                else:
                    suspects.append(number)


def _batch(
    function: Callable[[Task], Result],
    tasks: Sequence[Task],
    numbers: list[int],
    workers: int,
    seconds: int,
) -> Iterator[tuple[int, Result | BriefgenError | None]]:
    method = "fork" if sys.platform == "linux" else "spawn"
    with ProcessPoolExecutor(
        min(workers, len(numbers)), multiprocessing.get_context(method), _limit
    ) as pool:
        futures: dict[Future[Result], int] = {}
        lost = []
        for number in numbers:
            try:
                futures[pool.submit(_timed, function, tasks[number], seconds)] = number
            except BrokenProcessPool:
                lost.append(number)
        for future in as_completed(futures):
            try:
                yield futures[future], future.result()
            except BriefgenError as error:
                yield futures[future], error
            except (BrokenProcessPool, MemoryError):
                yield futures[future], None
        for number in lost:
            yield number, None


def _limit() -> None:
    """Bound what a worker may take; the default action of its alarm ends it at once."""
    if sys.platform == "linux":
        # A worker that outlives a killed build would hold the lock that it has inherited.
        ctypes.CDLL(None).prctl(_DIE_WITH_PARENT, signal.SIGKILL)
    for kind, amount in (
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_FSIZE, FILE_SIZE),
        (resource.RLIMIT_CORE, 0),
    ):
        with suppress(ValueError, OSError):
            hard = resource.getrlimit(kind)[1]
            bound = amount if hard == resource.RLIM_INFINITY else min(amount, hard)
            resource.setrlimit(kind, (bound, hard))
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _timed(function: Callable[[Task], Result], task: Task, seconds: int) -> Result:
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        return function(task)
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)


def _died(name: str, seconds: int) -> RenderError:
    return RenderError(
        file_error(
            "render-died",
            f"could not be rendered in {seconds} seconds and {MEMORY >> 30} GiB",
            name,
            "look for very long words, deep nesting or very large tables",
        )
    )
