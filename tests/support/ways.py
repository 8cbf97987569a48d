"""The ways to build a project, each from a copy of its own; all have to give one tree."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from briefgen.building.store import FOLDER
from support.command import ROOT, briefgen
from support.machines import machines

DAY = ("--today", "2026-11-22")


@dataclass(frozen=True)
class Place:
    """A folder for copies of a project, how to write the project, and what is asked of each build.

    `before` writes an earlier state of it, and `after` brings that to the present one.
    """

    folder: Path
    write: Callable[[Path], None]
    before: Callable[[Path], None]
    after: Callable[[Path], None]
    asked: tuple[str, ...]

    def project(self, name: str = "project") -> Path:
        """Return a fresh copy of the project."""
        folder = self.folder / name
        folder.mkdir(parents=True)
        self.write(folder)
        return folder

    def build(self, project: Path, *how: str) -> Path:
        """Build a copy; return its output folder."""
        done = briefgen("build", *self.command(*how), cwd=project, seconds=900)
        assert done.status in {0, 1}, done.err
        return project / "dist"

    def command(self, *how: str) -> tuple[str, ...]:
        """Return the arguments of a build."""
        return (*DAY, "--quiet", *self.asked, *(how if "-j" in how else ("-j", "1", *how)))


def one_job(place: Place) -> Path:
    """Build with nothing that was there before."""
    return place.build(place.project())


def two_jobs(place: Place) -> Path:
    """Build in two processes."""
    return place.build(place.project(), "-j", "2")


def by_force(place: Place) -> Path:
    """Build everything anew over what another build left."""
    project = place.project()
    place.build(project)
    return place.build(project, "--force", "-j", "2")


def in_steps(place: Place) -> Path:
    """Build an earlier state first: other words, briefs that are gone, briefs that are missing."""
    project = place.folder / "project"
    place.before(project)
    place.build(project)
    place.after(project)
    return place.build(project)


def in_shards(place: Place) -> Path:
    """Build three thirds on machines that know nothing of each other, and join them."""
    parts = [
        place.build(place.project(f"machine-{n}"), "--shard", f"{n}/3", "-j", str(n % 2 + 1))
        for n in (1, 2, 3)
    ]
    done = briefgen("merge", *reversed(parts), "-o", place.folder / "dist")
    assert done.status == 0, done.err
    return place.folder / "dist"


def shards_in_steps(place: Place) -> Path:
    """Build thirds of an earlier state in one project, then those of the present one."""
    project = place.folder / "project"
    for step in (place.before, place.after):
        step(project)
        parts = [f"part-{n}" for n in (1, 2, 3)]
        for n, part in enumerate(parts, 1):
            place.build(project, "--shard", f"{n}/3", "-o", part)
        done = briefgen("merge", *parts, cwd=project)
        assert done.status == 0, done.err
    return project / "dist"


def with_a_cache_from_elsewhere(place: Place) -> Path:
    """Build where there is nothing but the cache of another folder, of an earlier state."""
    other = place.folder / "other"
    place.before(other)
    place.build(other)
    project = place.project()
    shutil.copytree(other / FOLDER, project / FOLDER)
    return place.build(project, "-j", "2")


def killed_and_resumed(place: Place) -> Path:
    """Kill a build three times, each further on, and build once more."""
    project = place.project()
    briefs = len(list(project.glob("briefs/*.yaml")))
    for part in (0.2, 0.6, 1.2):
        kill_at(project, place.command("-j", "2"), int(part * briefs))
    return place.build(project, "-j", "2")


def on_a_cluster(place: Place) -> Path:
    """Build with the workers of a cluster, which have none of the project's files."""
    project, folder = place.project(), place.folder / "machines"
    folder.mkdir()
    with machines(folder) as grid:
        grid.scheduler()
        for name in ("first", "second"):
            grid.worker(name, "--nthreads", "1")
        grid.joined(2)
        return place.build(project, "--cluster", grid.address)


def kill_at(project: Path, arguments: tuple[str, ...], finished: int) -> None:
    """Start a build, and kill it when so many artifacts lie in the cache."""
    process = subprocess.Popen(
        [sys.executable, "-m", "briefgen", "build", *arguments],
        cwd=project,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stderr=subprocess.DEVNULL,
    )
    objects = project / FOLDER / "objects"
    while process.poll() is None:
        if objects.is_dir() and len(os.listdir(objects)) >= finished:  # noqa: PTH208
            process.send_signal(signal.SIGKILL)
        time.sleep(0.005)


#: Each takes a place and returns the output folder.
WAYS: dict[str, Callable[[Place], Path]] = {
    "two jobs": two_jobs,
    "by force": by_force,
    "in steps": in_steps,
    "in shards": in_shards,
    "shards in steps": shards_in_steps,
    "cache from elsewhere": with_a_cache_from_elsewhere,
    "killed and resumed": killed_and_resumed,
    "on a cluster": on_a_cluster,
}


def tree(folder: Path) -> dict[str, bytes]:
    """Return every file of a folder by its path; a folder in it has no bytes."""
    return {
        f"{path.relative_to(folder).as_posix()}{'/' if path.is_dir() else ''}": (
            b"" if path.is_dir() else path.read_bytes()
        )
        for path in sorted(folder.rglob("*"))
    }


def differences(one: dict[str, bytes], other: dict[str, bytes]) -> list[str]:
    """Return the paths that two trees do not have alike."""
    return sorted(p for p in one.keys() | other.keys() if one.get(p) != other.get(p))
