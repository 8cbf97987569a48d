"""Runs tasks in processes of their own, with limits, so that no page can take the build down."""

from __future__ import annotations

import ctypes
import gc
import importlib
import multiprocessing
import os
import resource
import signal
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import (
    FIRST_COMPLETED,
    BrokenExecutor,
    Executor,
    Future,
    ProcessPoolExecutor,
    wait,
)
from contextlib import suppress
from tempfile import TemporaryDirectory
from typing import Any, TypeVar

from briefgen.errors import BriefgenError, RenderError, UsageError, file_error

SECONDS = 120
MEMORY = 4 << 30
FILE_SIZE = 256 << 20
#: Tasks under way for each process: one runs, one waits, so that none is idle.
WAITING = 2
_DIE_WITH_PARENT = 1


class Died(Exception):
    """The process that ran a task is gone, and nothing is known about the task."""


class Lost(UsageError):
    """Nothing is left that runs tasks."""


Task = TypeVar("Task")
Result = TypeVar("Result")


def cores() -> int:
    """Return how many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def run_all(
    function: Callable[[Task], Result],
    tasks: Iterable[Task],
    *,
    jobs: int,
    name: Callable[[Task], str],
    seconds: int = SECONDS,
) -> Iterator[tuple[int, Result | BriefgenError]]:
    """Yield each task's number with its result or error, as they finish.

    A process that dies, of a limit or a crash, costs its own task an error and others a retry.
    """
    with Workers(jobs) as workers:
        yield from workers.run(function, tasks, name=name, seconds=seconds)


class Workers:
    """Processes that stay warm from one task to the next; they start with the first."""

    def __init__(self, jobs: int) -> None:
        self.jobs = jobs
        self._executor: Executor | None = None
        self._folder: TemporaryDirectory[str] | None = None

    def __enter__(self) -> Workers:
        return self

    def __exit__(self, *error: object) -> None:
        self._stop()

    def warm(self, module: str, *args: str) -> None:
        """Start a process on a module's `warm`, while this one imports and does something else."""
        self._submit(_warmed, (module, args), SECONDS)

    def run(
        self,
        function: Callable[[Task], Result],
        tasks: Iterable[Task],
        *,
        name: Callable[[Task], str],
        seconds: int = SECONDS,
    ) -> Iterator[tuple[int, Result | BriefgenError]]:
        """Yield each task's number with its result or error, as they finish.

        Tasks are taken from their source as there is room for them, so that any number will do.
        Raises Lost when nothing is left that could run them.
        """
        suspects: list[tuple[int, Task]] = []
        for number, task, outcome in self._window(
            function, enumerate(tasks), lambda: WAITING * self.jobs, seconds
        ):
            if outcome is None:
                suspects.append((number, task))
            else:
                yield number, outcome
        # One of these took a process down, and the others with it: each gets one by itself.
        for suspect in suspects:
            for number, task, outcome in self._window(
                function, iter([suspect]), lambda: 1, seconds
            ):
                yield number, _died(name(task), seconds) if outcome is None else outcome

    def _window(
        self,
        function: Callable[[Task], Result],
        tasks: Iterator[tuple[int, Task]],
        room: Callable[[], int],
        seconds: int,
    ) -> Iterator[tuple[int, Task, Result | BriefgenError | None]]:
        """Yield results; None for tasks that were under way when a process died."""
        running: dict[Future[Result], tuple[int, Task]] = {}
        while True:
            # How much room there is may be known only once something runs.
            while len(running) < room() and (following := next(tasks, None)):
                number, task = following
                try:
                    running[self._submit(function, task, seconds)] = (number, task)
                except BrokenExecutor:
                    self._stop()
                    yield number, task, None
            if not running:
                return
            for future in wait(running, return_when=FIRST_COMPLETED).done:
                number, task = running.pop(future)
                yield number, task, self._result(future)

    def _submit(
        self, function: Callable[[Task], Result], task: Task, seconds: int
    ) -> Future[Result]:
        if self._executor is None:
            self._executor = self.start()
        return self._executor.submit(timed, function, task, seconds)

    def start(self) -> Executor:
        """Return what runs the tasks; sets `jobs` to how many at once, if that was not known."""
        method = "fork" if sys.platform == "linux" else "spawn"
        with suppress(OSError):
            # Processes end without tidying up, so this one does: each copies the fonts.
            self._folder = TemporaryDirectory(prefix="briefgen-", ignore_cleanup_errors=True)
        given = (os.getpid(), self._folder.name if self._folder else None)
        context = multiprocessing.get_context(method)
        return ProcessPoolExecutor(self.jobs, context, _begin, given)

    def _result(self, future: Future[Any]) -> Result | BriefgenError | None:
        try:
            result: Result = future.result()
        except Lost:
            raise
        except BriefgenError as error:
            return error
        except (MemoryError, Died):
            return None
        except BrokenExecutor:
            self._stop()
            return None
        return result

    def _stop(self) -> None:
        if self._executor is not None:
            self._executor.shutdown(cancel_futures=True)
            self._executor = None
        if self._folder is not None:
            self._folder.cleanup()
            self._folder = None


def _begin(builder: int, folder: str | None) -> None:
    """Start a process that ends with its builder, and keeps what it has in a folder of that."""
    tempfile.tempdir = folder
    # What was imported before the fork stays for good; each full collection would walk through it.
    gc.freeze()
    limit()
    if os.getppid() != builder:
        # It was killed before this process had asked to be killed with it.
        os._exit(1)


def limit() -> None:
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


def timed(function: Callable[[Task], Result], task: Task, seconds: int) -> Result:
    """Run a task; the process ends when it takes too long."""
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        return function(task)
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)


def _warmed(wanted: tuple[str, tuple[str, ...]]) -> None:
    module, args = wanted
    # It makes the pages of one brief and ends; what is imported for them is no garbage.
    gc.disable()
    # The task that needs it meets the same error, and says it.
    with suppress(BriefgenError):
        importlib.import_module(module).warm(*args)


def _died(name: str, seconds: int) -> RenderError:
    return RenderError(
        file_error(
            "render-died",
            f"could not be rendered in {seconds} seconds and {MEMORY >> 30} GiB",
            name,
            "look for very long words, deep nesting or very large tables",
        )
    )
