"""A process that runs calls one after another, and is started anew when one ends it."""

from __future__ import annotations

import functools
import operator
import os
import pickle
import signal
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from briefgen import pool
from briefgen.cluster import children, parcels
from briefgen.cluster.children import Child
from briefgen.project import Project, find_project
from briefgen.render import Design


@pytest.fixture
def child(tmp_path: Path) -> Iterator[Child]:
    made = Child(None, str(tmp_path))
    yield made
    made.close()


def ask(child: Child, function: Any, *arguments: Any) -> Any:
    answer = child.run(pickle.dumps((function, arguments)))
    kind, content = answer[:1], answer[1:]
    return pickle.loads(content) if kind == children.RESULT else kind  # noqa: S301


def test_one_process_runs_all_calls(child: Child) -> None:
    first = ask(child, os.getpid)
    assert first != os.getpid()
    assert ask(child, pow, 2, 5) == 32
    assert ask(child, os.getpid) == first


def test_it_runs_where_the_files_lie(child: Child) -> None:
    assert ask(child, os.getcwd) == str(Path.cwd())


@pytest.mark.parametrize(
    "call",
    [
        functools.partial(signal.raise_signal, signal.SIGKILL),
        functools.partial(os._exit, 0),
        functools.partial(bytes, pool.MEMORY + 1),
    ],
)
def test_a_call_that_ends_it_costs_only_itself(child: Child, call: Any) -> None:
    assert ask(child, operator.call, call) == children.DIED
    assert ask(child, pow, 2, 5) == 32


def test_a_call_ends_with_its_time(child: Child) -> None:
    assert ask(child, pool.timed, time.sleep, 60, 1) == children.DIED


def test_an_error_that_people_can_mend_comes_back(child: Child, tmp_path: Path) -> None:
    assert ask(child, Design.of, Project(tmp_path, template="none")) == children.ERROR


def test_its_folder_goes_with_it(tmp_path: Path) -> None:
    made = Child(None, str(tmp_path))
    assert ask(made, pow, 2, 5) == 32
    assert len(list(tmp_path.iterdir())) == 1
    made.close()
    assert list(tmp_path.iterdir()) == []


def test_it_ends_when_it_is_killed_from_outside(child: Child) -> None:
    number = ask(child, os.getpid)
    child.kill()
    assert ask(child, os.getpid) != number


def test_another_version_runs_nothing(tmp_path: Path) -> None:
    project = find_project(tmp_path)
    shared = parcels.common(project, Design.of(project))
    shared.versions["package weasyprint"] = "1.0"
    made = Child(children.greeting(shared), str(tmp_path))
    try:
        answer = made.run(b"is not looked at")
    finally:
        made.close()
    assert answer[:1] == children.DIFFERS
    assert answer[1:].decode().endswith(" there and 1.0 here")
