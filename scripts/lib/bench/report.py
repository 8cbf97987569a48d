"""Prints what was found, and writes it into its section of docs/benchmarks.md."""

from __future__ import annotations

import os
import platform
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from bench.corpus import ROOT

PAGE = ROOT / "docs/benchmarks.md"
IMAGES = ROOT / "docs/images"


@dataclass(frozen=True)
class Target:
    """One ratio or amount, and what must be true of it; `seconds` is the time of ours."""

    what: str
    beside: str
    found: float
    limit: float | None
    seconds: float | None = None

    def cells(self) -> tuple[str, ...]:
        """Return what stands in the row of the table."""
        taken = "" if self.seconds is None else f"{self.seconds:.2f}"
        found = f"{self.found:.2f} {self.beside}"
        if self.limit is None:
            return self.what, taken, found, "", ""
        met = "met" if self.found <= self.limit else "**not met**"
        return self.what, taken, found, f"{self.limit:g}", met


TARGETS = ("what", "seconds", "found", "at most", "")


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Return a table in Markdown; the first row says which columns are numbers."""
    rule = ["--:" if re.fullmatch(r"[\d.,]+", cell) else "---" for cell in rows[0]]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in (head, rule, *rows))


def targets(found: Iterable[Target]) -> str:
    """Return the table of what must be true."""
    return table(TARGETS, [target.cells() for target in found])


def machine() -> str:
    """Return when and on what this is measured."""
    cpu, memory = platform.processor() or platform.machine(), ""
    if (info := Path("/proc/cpuinfo")).exists():
        model = re.search(r"^model name\s*: (.+)$", info.read_text(), re.MULTILINE)
        cpu = model[1] if model else cpu
    if (info := Path("/proc/meminfo")).exists():
        amount = re.search(r"MemTotal: +(\d+)", info.read_text())
        memory = f", {int(amount[1]) >> 20} GiB" if amount else ""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    try:
        system = platform.freedesktop_os_release()["PRETTY_NAME"]
    except OSError:
        system = platform.platform()
    return (
        f"Measured on {datetime.now(UTC):%Y-%m-%d}: {cpu}, {cores} cores{memory}, {system};"
        f" Python {platform.python_version()}, briefgen {version('briefgen')},"
        f" WeasyPrint {version('weasyprint')}."
    )


def write(section: str, body: str, page: Path = PAGE) -> None:
    """Print a section and put it between its marks on the page."""
    body = f"{machine()}\n\n{body}"
    print(f"\n{body}\n", flush=True)
    begin, end = f"<!-- {section} -->", f"<!-- /{section} -->"
    before, found, rest = page.read_text("utf-8").partition(begin)
    _, closed, after = rest.partition(end)
    if not found or not closed:
        raise SystemExit(f"{page} has no place for {begin} … {end}")
    page.write_text(f"{before}{begin}\n{body}\n{end}{after}", encoding="utf-8")
