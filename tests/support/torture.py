"""Builds in which one system call fails, or is the last that they come to."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from support.command import ROOT

#: What changes files, and what a build opens; each is attacked by itself.
CHANGING = ("write", "fsync", "rename", "unlink", "mkdir", "rmdir", "fchmod", "flock", "ftruncate")
CALLS = (*CHANGING, "openat")
_PATIENCE = 90
_FIRED = re.compile(r"\(INJECTED\)|\+\+\+ killed by SIGKILL")
_CALL = re.compile(r"(\d+) +(\w+)\((.*)")


def missing() -> str:
    """Return why nothing can be attacked here, "" if it can."""
    if not shutil.which("strace"):
        return "strace is not installed"
    tried = subprocess.run(
        ["strace", "-f", "-e", "trace=write", "-e", "inject=write:error=EIO:when=99", "true"],
        capture_output=True,
        text=True,
        check=False,
    )
    return "" if tried.returncode == 0 else f"strace may not trace here: {tried.stderr[:200]}"


@dataclass(frozen=True)
class Outcome:
    """How a build ended, what it said, and the system calls that were traced."""

    status: int
    said: str
    log: str

    @property
    def fired(self) -> bool:
        """Whether the fault was met."""
        return bool(_FIRED.search(self.log))


class Forker:
    """A process whose forks run the command line."""

    def __init__(self, folder: Path, warm: Path) -> None:
        self._said, self._log = folder / "said", folder / "log"
        self._errors = (folder / "errors").open("wb")
        self._server = subprocess.Popen(
            [sys.executable, Path(__file__).with_name("forker.py"), warm],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._errors,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            text=True,
        )

    def run(self, folder: Path, arguments: Sequence[str], *tracing: str) -> Outcome:
        """Run the command line in a folder, with options of strace if there are any."""
        assert self._server.stdin
        assert self._server.stdout
        self._log.unlink(missing_ok=True)
        print(json.dumps([str(folder), arguments, str(self._said)]), file=self._server.stdin)
        self._server.stdin.flush()
        process = int(self._server.stdout.readline() or self._broken())
        # A build that never ends is wrong too, and has to end the test and not the run of all.
        late = threading.Timer(_PATIENCE, self._server.kill)
        late.start()
        try:
            with self._traced(process, tracing):
                os.kill(process, signal.SIGCONT)
                status = int(self._server.stdout.readline() or self._broken())
        finally:
            late.cancel()
        log = self._log.read_text(encoding="utf-8", errors="replace") if tracing else ""
        return Outcome(status, self._said.read_text(encoding="utf-8"), log)

    @contextmanager
    def _traced(self, process: int, tracing: Sequence[str]) -> Iterator[None]:
        if not tracing:
            yield
            return
        strace = subprocess.Popen(
            ["strace", "-f", "-q", "-o", self._log, *tracing, "-p", str(process)],
            stderr=subprocess.PIPE,
        )
        about = Path(f"/proc/{process}/status")
        while "TracerPid:\t0" in about.read_text(encoding="ascii"):
            assert strace.poll() is None, strace.stderr and strace.stderr.read()
            time.sleep(0.001)
        yield
        try:
            strace.communicate(timeout=_PATIENCE)
        except subprocess.TimeoutExpired:
            strace.kill()
            raise

    def close(self) -> None:
        """End the process."""
        self._server.communicate()
        self._errors.close()

    def _broken(self) -> int:
        raise AssertionError(Path(self._errors.name).read_text(encoding="utf-8"))


def counted(outcome: Outcome) -> dict[str, list[str]]:
    """Return what each system call was given, in the process that made the most of it."""
    made = [m for line in outcome.log.splitlines() if (m := _CALL.match(line))]
    busiest: dict[str, str] = {}
    for (process, call), _ in reversed(Counter((m[1], m[2]) for m in made).most_common()):
        busiest[call] = process
    return {
        call: [m[3] for m in made if (m[1], m[2]) == (process, call)]
        for call, process in busiest.items()
    }


def spread(numbers: Sequence[int], most: int) -> list[int]:
    """Return at most so many of some numbers, evenly."""
    step = max(1.0, len(numbers) / most)
    return [numbers[int(n * step)] for n in range(int(len(numbers) / step))]
