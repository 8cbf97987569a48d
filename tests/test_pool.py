"""Tasks run in processes of their own; one that dies costs itself and no other."""

from __future__ import annotations

import os
import signal
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Executor
from pathlib import Path
from typing import Any

import pytest

from briefgen import pool
from briefgen.errors import BriefgenError, Diagnostic, Location, RenderError


def double(task: int) -> int:
    return task * 2


def refuse_three(task: int) -> int:
    if task == 3:
        raise RenderError(Diagnostic("error", "three", "is refused", Location("x.yaml", 3, 1)))
    return task


def die_on_three(task: int) -> int:
    if task == 3:
        os.kill(os.getpid(), signal.SIGKILL)
    return task


def sleep_on_three(task: int) -> int:
    if task == 3:
        time.sleep(60)
    return task


def spin_on_three(task: int) -> int:
    while task == 3:
        pass
    return task


def eat_on_three(task: int) -> int:
    if task == 3:
        return len([bytes(1 << 24) for _ in range(1 << 10)])
    return task


def run(function: Callable[[int], Any], tasks: list[int], **options: Any) -> dict[int, Any]:
    given = {"jobs": 2, "name": lambda task: f"brief-{task}", **options}
    outcomes = list(pool.run_all(function, tasks, **given))
    assert sorted(n for n, _ in outcomes) == list(range(len(tasks)))
    return {tasks[n]: outcome for n, outcome in outcomes}


@pytest.mark.parametrize("jobs", [1, 2, 5])
def test_every_task_gives_one_result(jobs: int) -> None:
    assert run(double, [1, 2, 3], jobs=jobs) == {1: 2, 2: 4, 3: 6}


def test_no_task_gives_no_result() -> None:
    assert run(double, []) == {}


def test_an_error_comes_back_with_its_findings() -> None:
    outcomes = run(refuse_three, [1, 3, 4])
    assert (outcomes[1], outcomes[4]) == (1, 4)
    assert isinstance(outcomes[3], RenderError)
    assert outcomes[3].diagnostics[0].location == Location("x.yaml", 3, 1)


@pytest.mark.parametrize("function", [die_on_three, sleep_on_three, spin_on_three, eat_on_three])
@pytest.mark.parametrize("jobs", [1, 2])
def test_a_process_that_dies_costs_only_its_own_task(
    function: Callable[[int], int], jobs: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pool, "MEMORY", 1 << 30)
    start = time.monotonic()
    outcomes = run(function, [1, 2, 3, 4, 5], jobs=jobs, seconds=1)
    assert {t: outcomes[t] for t in (1, 2, 4, 5)} == {1: 1, 2: 2, 4: 4, 5: 5}
    error = outcomes[3]
    assert isinstance(error, BriefgenError)
    assert error.diagnostics[0].code == "render-died"
    assert error.diagnostics[0].location.file == "brief-3"
    assert time.monotonic() - start < 20


def test_the_limit_of_time_is_for_each_task_alone() -> None:
    tasks = [1, 2, 3, 4]
    assert list(run(nap_briefly, tasks, jobs=1, seconds=1)) == tasks


def nap_briefly(task: int) -> int:
    time.sleep(0.4)
    return task


def test_a_task_whose_process_is_gone_somewhere_else_is_tried_once_more() -> None:
    outcomes = run(vanish_on_three, [1, 3, 4])
    assert (outcomes[1], outcomes[4]) == (1, 4)
    assert outcomes[3].diagnostics[0].code == "render-died"


def vanish_on_three(task: int) -> int:
    if task == 3:
        raise pool.Died
    return task


def test_when_nothing_runs_tasks_any_more_all_end() -> None:
    with pytest.raises(pool.Lost):
        run(lose, [1, 2, 3])


def lose(task: int) -> int:
    raise pool.Lost(Diagnostic("error", "lost", "is lost", Location("x.yaml")))


def test_how_much_runs_at_once_may_be_known_only_when_it_runs() -> None:
    taken: list[int] = []

    def tasks() -> Iterator[int]:
        for number in range(20):
            taken.append(number)
            yield number

    class Late(pool.Workers):
        def start(self) -> Executor:
            self.jobs = 4
            return super().start()

    with Late(1) as workers:
        assert next(workers.run(double, tasks(), name=str))[1] in range(0, 40, 2)
        assert len(taken) == 4 * pool.WAITING


def leave_a_folder(task: int) -> str:
    folder = tempfile.mkdtemp(prefix="left-")
    (Path(folder) / "font").touch()
    if task == 3:
        os.kill(os.getpid(), signal.SIGKILL)
    return folder


def test_nothing_stays_in_the_temporary_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    made = [*run(leave_a_folder, [1, 2, 3, 4]).values()]
    assert all(str(tmp_path) in str(folder) for folder in made if isinstance(folder, str))
    assert [*tmp_path.iterdir()] == []


def test_cores_are_those_that_this_process_may_use() -> None:
    allowed = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {min(allowed)})
    try:
        assert pool.cores() == 1
    finally:
        os.sched_setaffinity(0, allowed)


def test_a_process_whose_builder_is_gone_ends(tmp_path: Path) -> None:
    """Before it can ask to be ended with it: a lock that it inherits would never be let go."""
    child = os.fork()
    if child == 0:
        pool._begin(os.getpid(), None)
        os._exit(0)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 1
