"""Runs commands and says what they took; two commands are compared in turns."""

from __future__ import annotations

import os
import re
import statistics
import subprocess
import tempfile
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from bench.corpus import ROOT

BIN = ROOT / ".venv/bin"
FONTS = ROOT / "templates/fonts"
BARE = (BIN / "python", "-c", "pass")
#: Seconds between two looks at the memory of workers.
LOOK = 0.1

Command = Sequence[str | Path]


@dataclass(frozen=True)
class Run:
    """One run: seconds; MiB of its largest process, and of the largest that it started."""

    seconds: float
    peak: float
    worker: float = 0.0


@dataclass(frozen=True)
class Pairs:
    """Medians of runs in turns: the ratio, and the seconds of either."""

    ratio: float
    ours: Run
    peer: Run


def environment() -> dict[str, str]:
    """Return what all run in: byte code cached, as on a desk, and the fonts that are shipped."""
    left_out = ("PYTHONDONTWRITEBYTECODE", "PYTHONPATH")
    kept = {key: value for key, value in os.environ.items() if key not in left_out}
    return kept | {"FONTCONFIG_FILE": str(FONTS / "fonts.conf")}


def run(command: Command, cwd: Path, *, watch: bool = False, **extra: str) -> Run:
    """Run a command; `watch` measures its children too. Raise CalledProcessError if it fails."""
    with tempfile.TemporaryFile() as errors:
        start = time.perf_counter()
        process = subprocess.Popen(
            command,
            cwd=cwd,
            env=environment() | extra,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=errors,
        )
        look = Look(process.pid) if watch else None
        _, status, used = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - start
        worker = look.stop() if look else 0.0
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            errors.seek(0)
            said = errors.read().decode(errors="replace")
            raise subprocess.CalledProcessError(process.returncode, command, stderr=said)
    return Run(seconds, used.ru_maxrss / 1024, worker)


class Look:
    """Looks at the children of a process until it is told to stop."""

    def __init__(self, process: int) -> None:
        self._process, self._peak, self._over = process, 0, threading.Event()
        self._thread = threading.Thread(target=self._watch)
        self._thread.start()

    def stop(self) -> float:
        """Return the most that one of them had in memory, in MiB."""
        self._over.set()
        self._thread.join()
        return self._peak / 1024

    def _watch(self) -> None:
        while not self._over.wait(LOOK):
            with suppress(OSError):
                for path in Path(f"/proc/{self._process}/task").glob("*/children"):
                    for child in path.read_text().split():
                        status = Path(f"/proc/{child}/status").read_text()
                        found = re.search(r"VmHWM:\s+(\d+)", status)
                        self._peak = max(self._peak, int(found[1]) if found else 0)


def paired(ours: Callable[[], Run], peer: Callable[[], Run], pairs: int) -> Pairs:
    """Return what the two take, run in turns."""
    taken = [(ours(), peer()) for _ in range(pairs)]
    one, other = [a for a, _ in taken], [b for _, b in taken]
    found = ratio([a.seconds for a in one], [b.seconds for b in other])
    return Pairs(found, middle(one), middle(other))


def ratio(ours: Sequence[float], peer: Sequence[float]) -> float:
    """Return the median of the ratios of pairs."""
    return statistics.median(a / b for a, b in zip(ours, peer, strict=True))


def middle(runs: Sequence[Run]) -> Run:
    """Return the median time of some runs, and the most memory that any of them took."""
    return Run(
        statistics.median(run.seconds for run in runs),
        max(run.peak for run in runs),
        max(run.worker for run in runs),
    )
