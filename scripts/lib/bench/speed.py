"""Measures one brief, a hundred, and the pages of a wiki of a thousand."""

from __future__ import annotations

import statistics
import time
from collections.abc import Iterator
from pathlib import Path

from bench.browser import CHROMIUM, FLAGS, open_browser
from bench.corpus import BRIEF, ROOT, clean, project
from bench.report import Target, targets, write
from bench.timing import BARE, BIN, FONTS, Command, Pairs, Run, middle, paired, ratio, run

BRIEFGEN = BIN / "briefgen"
ROUNDS = 3
#: Runs of WeasyPrint in each round; their median stands for each of a hundred.
SAMPLE = 8
MKDOCS = """\
INHERIT: dist/wiki/nav.yml
site_name: Briefs
docs_dir: dist/wiki
markdown_extensions: [admonition, footnotes, tables]
"""


def weasyprint(html: Path, target: Path) -> Command:
    """Return the command that makes the same PDF of the same HTML, with the same fonts."""
    same = ["-s", FONTS / "fonts.css", "-u", f"{FONTS.parent}/", "--pdf-variant", "pdf/a-3a"]
    return [BIN / "weasyprint", "-q", *same, html, target]


def chromium(html: Path, target: Path) -> Command:
    """Return the command that prints the same HTML in a browser that starts for it."""
    profile = f"--user-data-dir={target.parent / 'profile'}"
    printed = [f"--print-to-pdf={target}", "--no-pdf-header-footer"]
    return [CHROMIUM or "chromium", *FLAGS, profile, *printed, html.as_uri()]


def compare(ours: Command, peer: Command, cwd: Path, pairs: int) -> Pairs:
    """Return what two commands take, each run once before."""
    for command in (ours, peer):
        run(command, cwd)
    return paired(lambda: run(ours, cwd), lambda: run(peer, cwd), pairs)


def one(folder: Path, pairs: int) -> Iterator[Target]:
    """Measure one brief in a process of its own."""
    project(folder, 1)
    render = [BRIEFGEN, "render", "briefs/brief-0.yaml"]
    html = folder / "page.html"
    run([*render, "--to", "html", "-o", html], folder)
    pdf = [*render, "-o", "own.pdf"]
    peer, markdown = weasyprint(html, folder / "peer.pdf"), [*render, "--to", "md", "-o", "-"]
    longer = [BRIEFGEN, "render", ROOT / BRIEF, "-o", folder / "longer.pdf"]
    what = "one brief to PDF"
    wanted: list[tuple[str, Command, str, Command, float | None]] = [
        (what, pdf, "× weasyprint", peer, 0.75),
        (f"{what}, set more tightly to fit", longer, "× weasyprint", peer, None),
        ("one brief to Markdown", markdown, "× `python -c pass`", BARE, 15),
        ("`--help`", [BRIEFGEN, "--help"], "× `python -c pass`", BARE, 7),
    ]
    if CHROMIUM:
        wanted.insert(1, (what, pdf, "× Chromium", chromium(html, folder / "browser.pdf"), 1))
    for what, ours, beside, peer, limit in wanted:
        found = compare(ours, peer, folder, pairs)
        yield Target(what, beside, found.ratio, limit, found.ours.seconds)


def hundred(folder: Path, rounds: int) -> Iterator[Target]:
    """Measure a hundred briefs, with two workers and with one, in rounds with the peers."""
    project(folder, 100)
    run([BRIEFGEN, "build", "-q", "--to", "html", "-o", "pages"], folder)
    pages = sorted((folder / "pages").rglob("brief-*.html"))
    names = {"2": "a hundred briefs, 2 workers", "1": "a hundred briefs, 1 worker"}
    cold: dict[str, list[float]] = {jobs: [] for jobs in names}
    peer, warm = [], []
    for number in range(rounds):
        some = pages[number * SAMPLE : (number + 1) * SAMPLE]
        taken = []
        # Half of the sample after each of the builds, so that a drift of the machine meets both.
        for (jobs, runs), half in zip(cold.items(), (some[::2], some[1::2]), strict=True):
            clean(folder)
            runs.append(run([BRIEFGEN, "build", "-q", "-j", jobs], folder).seconds)
            taken += [run(weasyprint(page, folder / "peer.pdf"), folder) for page in half]
        peer.append(100 * middle(taken).seconds)
        if CHROMIUM:
            warm.append(printed(pages, folder))
    for jobs, limit in (("2", 0.13), ("1", 0.24)):
        seconds = statistics.median(cold[jobs])
        yield Target(names[jobs], "× 100 weasyprint", ratio(cold[jobs], peer), limit, seconds)
        if warm and jobs == "2":
            yield Target(names[jobs], "× one warm Chromium", ratio(cold[jobs], warm), 1, seconds)


def printed(pages: list[Path], folder: Path) -> float:
    """Return the seconds that a browser takes for all pages; its first page is not counted."""
    with open_browser() as browser:
        browser.print_page(pages[0], folder / "browser.pdf")
        start = time.perf_counter()
        for page in pages:
            browser.print_page(page, folder / "browser.pdf")
        return time.perf_counter() - start


def wiki(folder: Path, rounds: int, count: int = 1000) -> Iterator[Target]:
    """Measure the pages of a wiki, beside the site that MkDocs makes of them."""
    project(folder, count)
    (folder / "mkdocs.yml").write_text(MKDOCS, encoding="utf-8")
    ours = [BRIEFGEN, "build", "-q", "--to", "md", "--flavor", "mkdocs"]
    site = [BIN / "mkdocs", "build", "-q", "-d", folder / "site"]

    def cold() -> Run:
        clean(folder)
        return run(ours, folder)

    found = paired(cold, lambda: run(site, folder), rounds)
    what = f"{count:,} briefs to Markdown"
    yield Target(what, "× MkDocs", found.ratio, 0.25, found.ours.seconds)


def measure(work: Path, pairs: int) -> None:
    """Write the section."""
    rounds = min(pairs, ROUNDS)
    found = [*one(work / "one", pairs), *hundred(work / "hundred", rounds)]
    found += wiki(work / "wiki", rounds)
    write("speed", targets(found))
