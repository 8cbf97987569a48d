"""A build on a Dask cluster gives what any other build gives, whatever becomes of its machines."""

from __future__ import annotations

import functools
import json
import operator
import os
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from briefgen import pool
from briefgen.building import builder
from briefgen.building.options import Options
from briefgen.cluster import scheduler as cluster
from briefgen.errors import UsageError
from briefgen.project import find_project
from briefgen.render import Design
from support.command import ROOT, Done, briefgen
from support.machines import Machines, can_isolate, free_port, machines, until
from support.projects import contents, make_project

DAY = ("--today", "2026-11-22")
PICTURE = ROOT / "briefs/veldra-map.png"
BLOCKED = "import sys; sys.modules['distributed'] = None; from briefgen.cli import main; main()"


def build(project: Path, output: Path, *options: str | Path, **given: Any) -> Done:
    where = ("-o", output, "--cache", f"{output}-cache")
    return briefgen("build", *DAY, *where, *options, cwd=project, **given)


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The briefs of this repository, and others that use all that a brief may have or lack."""
    folder = tmp_path_factory.mktemp("desk")
    for name in ("briefs", "seeds"):
        shutil.copytree(ROOT / name, folder / name)
    (folder / "tests").mkdir()
    shutil.copytree(ROOT / "tests/bad", folder / "tests/bad")
    (folder / "briefgen.yaml").write_text("wiki: [plain, mediawiki]\norganisation: Harbour desk\n")
    labels = folder / "templates/labels"
    labels.mkdir(parents=True)
    (labels / "en.yaml").write_text("contact: Ask\n", encoding="utf-8")
    return folder


@pytest.fixture
def small(tmp_path: Path, minimal: dict[str, Any]) -> Path:
    """A project of twelve briefs."""
    briefs = {f"b{n}": {**minimal, "title": f"The levy of quay {n}"} for n in "abcdefghijkl"}
    return make_project(tmp_path / "small", briefs)


def more(desk: Path, minimal: dict[str, Any]) -> None:
    """Add briefs with a map, an overlay, links, two languages, and errors of all kinds."""
    whole = {**minimal, "source": {**minimal["source"], "id": "article"}}
    briefs: dict[str, dict[str, Any]] = {
        "map": {**whole, "map": {"image": "briefs/link.png", "alt": "The harbour"}},
        "misspelt": {**whole, "titel": "x"},
        "outside": {**whole, "source": {**whole["source"], "file": "../../etc/passwd"}},
        "missing": {**whole, "source": {**whole["source"], "file": "seeds/none.txt"}},
        "overlaid": {**whole, "quotes": [{"id": "q", "text": "No.", "by": "Ada"}]},
        "no-labels": {**whole, "language": "tlh"},
    }
    for name, content in briefs.items():
        text = json.dumps({**content, "title": f"Levy and {name}"})
        (desk / f"briefs/{name}.yaml").write_text(text, encoding="utf-8")
    (desk / "briefs/link.png").symlink_to("veldra-map.png")
    (desk / "briefs/torn.yaml").write_text("title: [\n", encoding="utf-8")
    verdict = '{"quotes": {"q": "altered", "z": "confirmed"}, "sources": {"article": "x"}}'
    (desk / "briefs/overlaid.checks.yaml").write_text(verdict, encoding="utf-8")


def run(grid: Machines, project: Path, tasks: list[Any], seconds: int = 60) -> list[Any]:
    """Return what calls give on the cluster."""
    found = find_project(project)
    with cluster.workers(grid.address, found, Design.of(found), 1) as workers:
        outcomes = dict(workers.run(operator.call, tasks, name=lambda _: "task", seconds=seconds))
    return [outcomes[n] for n in range(len(tasks))]


def findings(done: Done) -> Any:
    report = json.loads(done.out)
    return {key: report[key] for key in ("failed", "diagnostics", "artifacts")}


@pytest.mark.heavy
@pytest.mark.parametrize("here", [".", "briefs"])
def test_machines_that_see_no_file_of_the_project_give_the_same_bytes(
    desk: Path, tmp_path: Path, minimal: dict[str, Any], here: str
) -> None:
    if not can_isolate():
        pytest.skip("needs root, and ip from iproute2")
    project = tmp_path / "project"
    shutil.copytree(desk, project)
    more(project, minimal)
    local = build(project / here, tmp_path / "local", "--format", "json")
    with machines(tmp_path) as grid:
        grid.scheduler("--idle-timeout", "300", host="0.0.0.0")  # noqa: S104
        names = [f"bg{os.getpid()}{letter}" for letter in "ab"]
        for name in names:
            grid.worker(name, "--nthreads", "1", hidden=project)
        grid.joined(2)
        tasks = [functools.partial(os.listdir, project), socket.if_nameindex]
        listed, networks = run(grid, project, tasks)
        assert listed == []
        assert {name for _, name in networks} in [{"lo", f"{name}-w"} for name in names]
        away = build(
            project / here, tmp_path / "away", "--format", "json", "--cluster", grid.address
        )
    assert away.status == local.status == 1
    assert findings(away) == findings(local)
    assert contents(tmp_path / "away") == contents(tmp_path / "local")


@pytest.fixture(scope="module")
def grid(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Machines]:
    """A scheduler and a worker that runs two tasks at once."""
    with machines(tmp_path_factory.mktemp("grid")) as made:
        made.scheduler()
        made.worker("worker", "--nthreads", "2")
        made.joined(1)
        yield made


@pytest.mark.heavy
def test_a_task_that_kills_its_process_costs_only_itself(grid: Machines, small: Path) -> None:
    good = functools.partial(pow, 2, 5)
    deadly = functools.partial(signal.raise_signal, signal.SIGKILL)
    endless = functools.partial(time.sleep, 60)
    hungry = functools.partial(bytes, pool.MEMORY + 1)
    found = run(grid, small, [good, deadly, good, endless, good, hungry, good], seconds=2)
    assert [found[n] for n in (0, 2, 4, 6)] == [32, 32, 32, 32]
    assert [found[n].diagnostics[0].code for n in (1, 3, 5)] == ["render-died"] * 3


@pytest.mark.heavy
def test_nothing_that_can_travel_stays(
    grid: Machines, small: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stayed: list[Any] = []
    stay = cluster._Remote._stay
    monkeypatch.setattr(
        cluster._Remote, "_stay", lambda *call: (stayed.append(call[2]), stay(*call))
    )
    (small / "briefs/torn.yaml").write_text("title: [\n", encoding="utf-8")
    project = find_project(small)
    options = Options(tmp_path / "away", 1, date(2026, 11, 22), cache=tmp_path / "cache")
    design = Design.of(project)
    workers = cluster.workers(grid.address, project, design, 1)
    built = builder.build(project, design, options, workers=workers)
    assert [call[1][1].path.name for call in stayed] == ["torn.yaml"]
    assert [Path(name).name for name in built.failed] == ["torn.yaml"]
    assert len(list((tmp_path / "away/pdf").iterdir())) == 12


@pytest.mark.heavy
def test_a_build_leaves_nothing_on_a_worker(grid: Machines, small: Path, tmp_path: Path) -> None:
    assert build(small, tmp_path / "out", "--cluster", grid.address).status == 0
    left = grid.folder / "worker"
    until(lambda: not list(left.rglob("briefgen-*")), "the folders of the build to go")
    listed = subprocess.run(["ps", "-eo", "args"], check=True, capture_output=True, text=True)
    assert [line for line in listed.stdout.splitlines() if f"{left}/" in line] == []


@pytest.mark.heavy
@pytest.mark.parametrize("what", ["machine", "process", "child"])
def test_a_worker_that_dies_costs_a_retry(what: str, small: Path, tmp_path: Path) -> None:
    assert build(small, tmp_path / "local").status == 0
    with machines(tmp_path) as grid:
        grid.scheduler()
        grid.worker("first", "--nthreads", "1")
        grid.worker("second", "--nthreads", "1")
        grid.joined(2)
        done: list[Done] = []
        command = (tmp_path / "away", "--cluster", grid.address)
        builder = threading.Thread(target=lambda: done.append(build(small, *command)))
        builder.start()
        objects = tmp_path / "away-cache/objects"
        until(lambda: objects.is_dir() and len(list(objects.iterdir())) > 20, "some pages")
        if what == "machine":
            grid.kill("first")
        else:
            found = rendering(grid.pid("first"), deep=what == "child")
            assert found
            for number in found:
                os.kill(number, signal.SIGKILL)
        builder.join()
    assert done[0].status == 0, done[0].err
    assert contents(tmp_path / "away") == contents(tmp_path / "local")


def rendering(nanny: int, *, deep: bool) -> list[int]:
    """Return the worker that a nanny has started, or else the processes that render for it."""
    (worker,) = [
        n for n in below(nanny) if b"spawn_main" in Path(f"/proc/{n}/cmdline").read_bytes()
    ]
    return below(worker) if deep else [worker]


def below(parent: int) -> list[int]:
    tasks = Path(f"/proc/{parent}/task").iterdir()
    listed = [(task / "children").read_text(encoding="ascii").split() for task in tasks]
    return [int(number) for numbers in listed for number in numbers]


@pytest.mark.heavy
def test_a_scheduler_that_dies_ends_the_build_with_one_error(small: Path, tmp_path: Path) -> None:
    with machines(tmp_path) as grid:
        grid.scheduler()
        grid.worker("worker", "--nthreads", "1")
        command = (tmp_path / "away", "--cluster", grid.address)
        done: list[Done] = []
        builder = threading.Thread(target=lambda: done.append(build(small, *command)))
        builder.start()
        objects = tmp_path / "away-cache/objects"
        until(lambda: objects.is_dir() and len(list(objects.iterdir())) > 20, "some pages")
        grid.kill("scheduler")
        builder.join()
    assert done[0].status == 2
    assert done[0].err.count("error[") == 1
    assert "--cluster: error[cluster-lost]" in done[0].err
    assert not (tmp_path / "away").exists() or contents(tmp_path / "away") == {}
    again = build(small, tmp_path / "away")
    assert (again.status, build(small, tmp_path / "local").status) == (0, 0)
    assert contents(tmp_path / "away") == contents(tmp_path / "local")


@pytest.mark.heavy
def test_workers_that_all_die_end_the_build(
    small: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cluster, "ALONE", 3)
    with machines(tmp_path) as grid:
        grid.scheduler()
        grid.worker("worker", "--nthreads", "1")
        grid.joined(1)
        killer = threading.Timer(2, grid.kill, ["worker"])
        killer.start()
        with pytest.raises(UsageError) as caught:
            run(grid, small, [functools.partial(time.sleep, 30)])
        killer.join()
        assert caught.value.diagnostics[0].code == "cluster-lost"
        with pytest.raises(UsageError) as caught:
            run(grid, small, [functools.partial(pow, 2, 5)])
        assert "has no workers" in caught.value.diagnostics[0].message


@pytest.mark.heavy
def test_a_scheduler_that_falls_silent_ends_the_build(
    small: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cluster, "ALONE", 3)
    monkeypatch.setattr(cluster, "CONNECT", 2)
    with machines(tmp_path) as grid:
        grid.scheduler()
        grid.worker("worker", "--nthreads", "1")
        grid.joined(1)
        stop = threading.Timer(3, os.kill, [grid.pid("scheduler"), signal.SIGSTOP])
        stop.start()
        with pytest.raises(pool.Lost):
            run(grid, small, [functools.partial(time.sleep, 1)] * 50)
        stop.join()


@pytest.mark.heavy
def test_a_worker_that_lacks_the_task_is_an_error(small: Path, tmp_path: Path) -> None:
    other = tmp_path / "other/briefgen"
    other.mkdir(parents=True)
    shutil.copy(ROOT / "briefgen/__init__.py", other)
    with machines(tmp_path) as grid:
        grid.scheduler()
        grid.worker("worker", "--nthreads", "1", env={"PYTHONPATH": str(other.parent)})
        done = build(small, tmp_path / "out", "--cluster", grid.address)
    assert (done.status, done.err.count("error[cluster-lost]")) == (2, 1)
    assert "install the same briefgen" in done.err


@pytest.mark.heavy
def test_a_worker_with_another_briefgen_is_named(small: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    shutil.copytree(ROOT / "briefgen", other / "briefgen")
    shutil.copytree(ROOT / "templates", other / "templates")
    with (other / "briefgen/fit.py").open("a", encoding="utf-8") as stream:
        stream.write("# Another.\n")
    with machines(tmp_path) as grid:
        grid.scheduler()
        grid.worker("worker", "--nthreads", "1", env={"PYTHONPATH": str(other)})
        done = build(small, tmp_path / "out", "--cluster", grid.address)
    assert done.status == 2
    assert "error[cluster-differs]: the worker tcp://127.0.0.1:" in done.err
    assert "briefgen is 0.1.0" in done.err
    assert not (tmp_path / "out").exists()


@pytest.mark.heavy
@pytest.mark.skipif(not shutil.which("openssl"), reason="needs openssl")
def test_with_certificates_all_speak_tls(small: Path, tmp_path: Path) -> None:
    made = ("-keyout", tmp_path / "key.pem", "-out", tmp_path / "cert.pem", "-subj", "/CN=desk")
    command = ("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", *made)
    subprocess.run(command, check=True, capture_output=True)
    prefix = "DASK_DISTRIBUTED__COMM__"
    env = {f"{prefix}REQUIRE_ENCRYPTION": "true"}
    env[f"{prefix}TLS__CA_FILE"] = str(tmp_path / "cert.pem")
    for who in ("SCHEDULER", "WORKER", "CLIENT"):
        env[f"{prefix}TLS__{who}__CERT"] = str(tmp_path / "cert.pem")
        env[f"{prefix}TLS__{who}__KEY"] = str(tmp_path / "key.pem")
    with machines(tmp_path) as grid:
        grid.scheduler("--protocol", "tls", env=env)
        grid.worker("worker", "--nthreads", "1", scheme="tls", env=env)
        address = grid.address.replace("tcp", "tls")
        done = build(small, tmp_path / "away", "--cluster", address, "--to", "md", env=env)
        assert done.status == 0, done.err
        refused = build(small, tmp_path / "other", "--cluster", grid.address, "--to", "md")
        assert (refused.status, refused.err.count("error[no-cluster]")) == (2, 1)
    assert build(small, tmp_path / "local", "--to", "md").status == 0
    assert contents(tmp_path / "away") == contents(tmp_path / "local")


@pytest.mark.parametrize(
    "address",
    ["tcp://", "nonsense://host:1", "host:port", "tls://127.0.0.1:1", "tcp://127.0.0.1:{port}"],
)
def test_an_address_without_a_scheduler_is_an_error(
    small: Path, monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    monkeypatch.setattr(cluster, "CONNECT", 1)
    address = address.format(port=free_port())
    project = find_project(small)
    with (
        cluster.workers(address, project, Design.of(project), 1) as workers,
        pytest.raises(UsageError) as caught,
    ):
        list(workers.run(operator.call, [os.getpid], name=str))
    (found,) = caught.value.diagnostics
    assert found.code == "no-cluster"
    assert found.message.startswith(f"there is no scheduler at {address}: ")


@pytest.mark.heavy
def test_nobody_at_the_address_is_one_error(small: Path, tmp_path: Path) -> None:
    start = time.monotonic()
    done = build(small, tmp_path / "out", "--cluster", f"tcp://127.0.0.1:{free_port()}")
    assert time.monotonic() - start < 60
    assert (done.status, done.err.count("error[no-cluster]")) == (2, 1)
    assert "dask scheduler" in done.err
    assert not (tmp_path / "out").exists()


def test_without_its_package_it_says_what_to_install(small: Path, tmp_path: Path) -> None:
    command = (sys.executable, "-c", BLOCKED)
    done = build(small, tmp_path / "out", "--cluster", "tcp://127.0.0.1:1", command=command)
    assert done.status == 2
    assert "pip install 'briefgen[cluster]'" in done.err
    assert build(small, tmp_path / "out", "--to", "md", command=command).status == 0
