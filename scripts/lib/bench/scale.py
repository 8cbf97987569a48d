"""Measures builds as a project grows: cold, with nothing changed, with one brief changed."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.chart import Line, lines
from bench.corpus import clean, project, write_brief
from bench.report import IMAGES, Target, table, targets, write
from bench.speed import BRIEFGEN
from bench.timing import BARE, Pairs, Run, middle, paired, run

HEAD = ("briefs", "cold, seconds", "nothing changed", "one changed", "MiB of a worker")
HEAD += ("MiB of the largest process", "KiB of a PDF")
BUILD = (BRIEFGEN, "build", "-q")
#: Projects up to this size are built cold so many times.
SMALL, TIMES = 100, 3
#: How many times `python -c pass` a build may take in which nothing changed.
NOTHING = {1_000: 15, 10_000: 45}
NOT_ALL = "10,000 briefs were not measured in this run: `scripts/bench scale --all`."


@dataclass(frozen=True)
class Size:
    """What builds of so many briefs take: cold, with nothing changed, with one changed."""

    count: int
    cold: Run
    nothing: Pairs
    changed: Run
    bytes_each: float

    def cells(self) -> tuple[str, ...]:
        """Return what stands in the row of the table."""
        times = (self.cold.seconds, self.nothing.ours.seconds, self.changed.seconds)
        memory = (self.cold.worker, max(self.cold.peak, self.nothing.ours.peak))
        return (
            f"{self.count:,}",
            *(f"{seconds:.2f}" for seconds in times),
            *(f"{peak:.0f}" for peak in memory),
            f"{self.bytes_each / 1024:.0f}",
        )


def size(folder: Path, count: int, pairs: int) -> Size:
    """Measure the builds of one project."""
    project(folder, count)
    cold = [_cold(folder) for _ in range(min(pairs, TIMES) if count <= SMALL else 1)]
    pdfs = [path.stat().st_size for path in (folder / "dist").rglob("*.pdf")]
    nothing = paired(lambda: run(BUILD, folder), lambda: run(BARE, folder), pairs)
    changed = []
    for time in range(TIMES):
        write_brief(folder, count // 2, " again" * (time + 1))
        changed.append(run(BUILD, folder))
    return Size(count, middle(cold), nothing, middle(changed), sum(pdfs) / len(pdfs))


def _cold(folder: Path) -> Run:
    clean(folder)
    return run(BUILD, folder, watch=True)


def wanted(sizes: Sequence[Size], one: Run) -> Iterator[Target]:
    """Yield what must be true, given what one brief takes in a process of its own."""
    for found in sizes:
        if limit := NOTHING.get(found.count):
            what = f"nothing changed of {found.count:,}"
            took = found.nothing
            yield Target(what, "× `python -c pass`", took.ratio, limit, took.ours.seconds)
        if found.count == 1_000:
            both = found.nothing.ours.seconds + one.seconds
            took = found.changed.seconds
            beside = "× nothing changed and one brief cold"
            yield Target("one changed of 1,000", beside, took / both, 1, took)
    *_, before, last = sizes
    most = f"{last.count:,} briefs, cold"
    each = (last.cold.seconds / last.count) / (before.cold.seconds / before.count)
    yield Target(most, f"× the time a brief of {before.count:,}", each, 1.1, last.cold.seconds)
    yield Target(f"{most}: a worker", "MiB", last.cold.worker, 130)
    for found in sizes[:-1]:
        if found.count == 100:
            more = last.cold.worker - found.cold.worker
            yield Target(f"{most}: a worker", "MiB more than at 100", more, 10)
    yield Target(f"{most}: a PDF", "KiB", last.bytes_each / 1024, 60)


def measure(work: Path, counts: Sequence[int], pairs: int) -> None:
    """Write the section and its chart."""
    found = []
    for count in counts:
        found.append(size(work / "size", count, pairs))
        shutil.rmtree(work / "size")
        print(f"{count:,} briefs: {found[-1].cold.seconds:.1f} s", flush=True)
    render = [BRIEFGEN, "render", project(work / "one", 1) / "briefs/brief-0.yaml"]
    one = middle([run([*render, "-o", "own.pdf"], work) for _ in range(TIMES + 1)][1:])
    rows = table(HEAD, [one.cells() for one in found])
    more = "" if max(counts) >= max(NOTHING) else f"\n\n{NOT_ALL}"
    write("scale", f"{rows}\n\n{targets(wanted(found, one))}{more}")
    (IMAGES / "benchmarks-scale.svg").write_text(
        lines(
            [
                Line("cold", [(s.count, s.cold.seconds) for s in found]),
                Line("one changed", [(s.count, s.changed.seconds) for s in found]),
                Line("nothing changed", [(s.count, s.nothing.ours.seconds) for s in found]),
            ]
        ),
        encoding="utf-8",
    )
