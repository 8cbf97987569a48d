"""Measure the commands against their peers in one run; print ratios, which other machines share."""

from __future__ import annotations

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
BIN = ROOT / ".venv/bin"
FONTS = ROOT / "templates/fonts"
PAIRS = 7
BRIEF, ARTICLE = "briefs/school-meals.yaml", "seeds/001_brackmere-school-meals.txt"
OFF = "rules: {name-not-in-source: off, number-not-in-source: off, date-not-in-source: off}\n"

Command = Sequence[str | Path]


def project(folder: Path, count: int) -> Path:
    """Make a project of so many briefs, each with a title and an article of its own."""
    for name in ("briefs", "seeds"):
        (folder / name).mkdir(parents=True)
    text = (ROOT / BRIEF).read_text(encoding="utf-8")
    title = next(line for line in text.splitlines() if line.startswith("title:"))
    for n in range(count):
        shutil.copy(ROOT / ARTICLE, folder / f"seeds/{n}.txt")
        own = text.replace(ARTICLE, f"seeds/{n}.txt").replace(title, f"{title} in ward {n}")
        (folder / f"briefs/brief-{n}.yaml").write_text(own, encoding="utf-8")
    (folder / "briefgen.yaml").write_text(OFF, encoding="utf-8")
    return folder


def seconds(command: Command, cwd: Path) -> float:
    """Return how long a command takes; its byte code is cached, as on a desk."""
    env = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    env["FONTCONFIG_FILE"] = str(FONTS / "fonts.conf")
    start = time.perf_counter()
    subprocess.run(command, cwd=cwd, env=env, check=True, capture_output=True)
    return time.perf_counter() - start


def ratio(command: Command, peer: Command, cwd: Path, pairs: int = PAIRS) -> tuple[float, float]:
    """Return the medians of paired runs as (ratio, seconds of the command)."""
    taken = [(seconds(command, cwd), seconds(peer, cwd)) for _ in range(pairs)]
    return statistics.median(a / b for a, b in taken), statistics.median(a for a, _ in taken)


def line(what: str, peer: str, found: tuple[float, float], target: float) -> None:
    """Print one result beside its target."""
    met = "met" if found[0] <= target else "not met"
    print(f"{what:42} {found[0]:7.2f} × {peer:22} {found[1]:7.2f} s   at most {target}: {met}")


def main() -> None:
    """Measure one brief, a hundred, and builds after which nothing or one brief changed."""
    briefgen, bare = BIN / "briefgen", [sys.executable, "-c", "pass"]
    with tempfile.TemporaryDirectory() as name:
        one = project(Path(name) / "one", 1)
        path = "briefs/brief-0.yaml"
        html = one / "page.html"
        seconds([briefgen, "render", path, "--to", "html", "-o", html], one)
        address = f"{ROOT / 'templates'}/"
        cli = [BIN / "weasyprint", "-q", "-s", FONTS / "fonts.css", "-u", address]
        cli += ["--pdf-variant", "pdf/a-3a", html, one / "peer.pdf"]
        pdf = [briefgen, "render", path, "-o", one / "own.pdf"]
        line("one brief to PDF, with checks", "weasyprint CLI", ratio(pdf, cli, one), 0.75)
        chromium = shutil.which("chromium")
        if chromium:
            printed = [chromium, "--headless", "--no-sandbox", "--disable-gpu"]
            printed += [f"--print-to-pdf={one / 'chromium.pdf'}", html]
            line("one brief to PDF, with checks", "Chromium", ratio(pdf, printed, one, 3), 1)
        markdown = [briefgen, "render", path, "--to", "md", "-o", "-"]
        line("one brief to Markdown, with checks", "python -c pass", ratio(markdown, bare, one), 15)
        line("--help", "python -c pass", ratio([briefgen, "--help"], bare, one), 7)

        hundred = project(Path(name) / "hundred", 100)
        peer = statistics.median(seconds(cli, one) for _ in range(PAIRS)) * 100
        for jobs, target in (("2", 0.13), ("1", 0.24)):
            taken = seconds([briefgen, "build", "-q", "-j", jobs, "--force"], hundred)
            what = f"a hundred briefs, {jobs} at a time"
            line(what, "100 weasyprint CLIs", (taken / peer, taken), target)

        thousand = project(Path(name) / "thousand", 1000)
        again = [briefgen, "build", "-q", "--to", "md"]
        taken = seconds(again, thousand)
        print(f"a thousand briefs, Markdown only: {taken:.1f} s")
        line("nothing changed of 1,000", "python -c pass", ratio(again, bare, thousand), 15)
        changed = thousand / "briefs/brief-7.yaml"
        changed.write_text(changed.read_text("utf-8").replace("ward 7", "ward seven"), "utf-8")
        print(f"one changed of 1,000: {seconds(again, thousand):.2f} s")


if __name__ == "__main__":
    main()
