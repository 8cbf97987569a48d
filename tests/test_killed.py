"""A build that is killed, starved of disk or doubled loses nothing, and the next one completes."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import pytest

from briefgen.building.store import FOLDER
from support import generated
from support.command import ROOT, briefgen
from support.ways import DAY, differences, tree

pytestmark = pytest.mark.heavy
MARKDOWN = ("--to", "md")
#: Generated briefs without an error in them.
GOOD = [
    n
    for n in range(60)
    if n % 13 != 5 and n % 17 != 3 and n % 31 != 7 and n % 29 != 11 and n % 6 != 4
]


@dataclass
class Case:
    """A project in a folder of its own, and what a build that nobody disturbs makes of it."""

    folder: Path
    whole: dict[str, bytes]

    def start(self, *asked: str) -> subprocess.Popen[str]:
        """Start a build in a process group of its own."""
        temporary = self.folder.parent / "tmp"
        temporary.mkdir(exist_ok=True)
        return subprocess.Popen(
            [sys.executable, "-m", "briefgen", "build", *DAY, *asked],
            cwd=self.folder,
            env={**os.environ, "PYTHONPATH": str(ROOT), "TMPDIR": str(temporary)},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )

    def clean(self) -> None:
        """Remove what builds left."""
        for name in ("dist", FOLDER):
            shutil.rmtree(self.folder / name, ignore_errors=True)

    def found(self) -> dict[str, bytes]:
        """Return what lies in the output folder; parts of files lie under other names."""
        return {p: d for p, d in tree(self.folder / "dist").items() if not p.endswith(".part")}

    def finished(self) -> dict[str, int]:
        """Return what the cache holds, and when each was put there."""
        objects = (self.folder / FOLDER / "objects").glob("[0-9a-f]*")
        return {path.name: path.stat().st_ctime_ns for path in objects}


def case(folder: Path, count: int, *asked: str) -> Case:
    generated.write(folder / "project", GOOD[:count])
    made = Case(folder / "project", {})
    done = briefgen("build", *DAY, *asked, cwd=made.folder)
    assert done.status == 0, done.err
    made.whole = tree(made.folder / "dist")
    made.clean()
    return made


@pytest.fixture(scope="module")
def thirty(tmp_path_factory: pytest.TempPathFactory) -> Case:
    return case(tmp_path_factory.mktemp("thirty"), 30)


@pytest.fixture(scope="module")
def few(tmp_path_factory: pytest.TempPathFactory) -> Case:
    return case(tmp_path_factory.mktemp("few"), 4)


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Case:
    return case(tmp_path_factory.mktemp("pages"), 4, *MARKDOWN)


def group(leader: int) -> list[int]:
    """Return the processes of a group that run."""
    found = []
    for about in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = about.read_text(encoding="utf-8").rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[2]) == leader and fields[0] != "Z":
            found.append(int(about.parent.name))
    return found


def until(condition: Callable[[], bool], seconds: float = 30) -> None:
    """Wait until a condition holds."""
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "it did not come to that"
        time.sleep(0.005)


@pytest.mark.parametrize("seed", range(5))
def test_a_killed_worker_costs_a_retry(thirty: Case, seed: int) -> None:
    thirty.clean()
    chance = random.Random(seed)  # noqa: S311 - the same each time, on purpose
    build = thirty.start("-j", "2")
    wanted = chance.randrange(2 * len(thirty.whole) // 3)
    until(lambda: len(thirty.finished()) >= wanted or build.poll() is not None)
    until(lambda: len(group(build.pid)) > 1 or build.poll() is not None)
    workers = [process for process in group(build.pid) if process != build.pid]
    if workers:
        os.kill(chance.choice(workers), signal.SIGKILL)
    said = build.communicate(timeout=120)[1]
    assert (build.returncode, workers != []) == (0, True), said
    assert "Traceback" not in said
    assert differences(thirty.whole, tree(thirty.folder / "dist")) == []


def test_workers_that_are_killed_again_and_again_cost_their_briefs(few: Case) -> None:
    few.clean()
    build = few.start("-j", "2")
    while build.poll() is None:
        # The first artifact is a PDF; the others are made while the pages of the wiki are.
        for process in group(build.pid) if few.finished() else ():
            if process != build.pid:
                with suppress(ProcessLookupError):
                    os.kill(process, signal.SIGKILL)
        time.sleep(0.01)
    said = build.communicate(timeout=120)[1]
    assert build.returncode == 1, said
    assert "render-died" in said
    assert "Traceback" not in said
    left = few.found()
    assert {p: d for p, d in left.items() if p.startswith("wiki/")} == {
        p: d for p, d in few.whole.items() if p.startswith("wiki/")
    }
    assert briefgen("build", *DAY, cwd=few.folder).status == 0
    assert differences(few.whole, tree(few.folder / "dist")) == []


@pytest.mark.parametrize("seed", range(7))
@pytest.mark.parametrize("name", ["SIGKILL", "SIGTERM", "SIGINT"])
def test_a_build_may_end_at_any_moment(few: Case, name: str, seed: int) -> None:
    few.clean()
    chance = random.Random(f"{name} {seed}")  # noqa: S311 - the same each time, on purpose
    build = few.start("-j", "2")
    until(lambda: len(group(build.pid)) > 1)
    wanted = chance.randrange(len(few.whole) // 2)
    until(lambda: len(few.finished()) >= wanted or build.poll() is not None)
    time.sleep(chance.uniform(0, 0.3))
    # A key on the keyboard reaches the workers as well.
    (os.killpg if name == "SIGINT" else os.kill)(build.pid, getattr(signal, name))
    said = build.communicate(timeout=60)[1]
    assert "Traceback" not in said
    if build.returncode == 130:
        assert said.splitlines()[-1] == "stopped"
    assert build.returncode in {0, 130, -getattr(signal, name)}
    until(lambda: group(build.pid) == [], seconds=3)
    assert few.found().items() <= few.whole.items()
    finished = few.finished()
    again = briefgen("build", *DAY, cwd=few.folder)
    assert again.status == 0, again.err
    assert differences(few.whole, tree(few.folder / "dist")) == []
    assert finished.items() <= few.finished().items()


def test_two_builds_at_once_make_one_whole_set(pages: Case) -> None:
    for turn in range(20):
        if turn % 3 == 0:
            pages.clean()
        how = [("--force",), ("--cache", "elsewhere")][turn % 2]
        both = [pages.start(*MARKDOWN), pages.start(*MARKDOWN, *how)]
        said = [build.communicate(timeout=120)[1] for build in both]
        assert [build.returncode for build in both] == [0, 0], said
        assert differences(pages.whole, tree(pages.folder / "dist")) == []


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of its own with little room."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=64k", "briefgen", folder],
        capture_output=True,
        text=True,
        check=False,
    )
    if mounted.returncode:
        pytest.skip(f"no file system can be mounted: {mounted.stderr.strip()}")
    yield folder
    subprocess.run(["umount", folder], check=True)


def resize(disk: Path, kib: int) -> None:
    subprocess.run(["mount", "-o", f"remount,size={kib}k", disk], check=True)


def test_a_full_disk_is_said_and_leaves_whole_files(few: Case, disk: Path) -> None:
    few.clean()
    reached = set()
    for kib in (12, 40, 96, 320):
        resize(disk, kib)
        done = briefgen("build", *DAY, "-o", disk / "dist", cwd=few.folder)
        # What it was about to write is noted for the next build, if there is room for that.
        found = {p: d for p, d in tree(disk / "dist").items() if not p.endswith(".part")}
        reached.add(len(found))
        assert found.items() <= few.whole.items()
        assert done.status == 2, done.err
        assert "cannot-write" in done.err
        assert "No space left on device" in done.err
    assert len(reached) > 2
    resize(disk, 1 << 14)
    assert briefgen("build", *DAY, "-o", disk / "dist", cwd=few.folder).status == 0
    assert differences(few.whole, tree(disk / "dist")) == []


@pytest.mark.parametrize("kib", [4, 32, 200])
def test_a_full_disk_under_the_cache_costs_only_time(few: Case, disk: Path, kib: int) -> None:
    few.clean()
    resize(disk, kib)
    for _ in range(2):
        done = briefgen("build", *DAY, "--cache", disk / "cache", cwd=few.folder)
        assert done.status == 0, done.err
        assert differences(few.whole, tree(few.folder / "dist")) == []


def test_a_full_disk_for_temporary_files_is_said(few: Case, disk: Path) -> None:
    few.clean()
    resize(disk, 4)
    done = briefgen("build", *DAY, cwd=few.folder, env={"TMPDIR": str(disk)})
    assert done.status in {0, 2}, done.err
    if done.status == 2:
        assert "No space left on device" in done.err
    assert few.found().items() <= few.whole.items()
