"""Measures one brief, in a process of its own, beside other ways to a PDF."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from bench.browser import CHROMIUM
from bench.chart import bars
from bench.corpus import ROOT, project
from bench.report import IMAGES, table, write
from bench.speed import BRIEFGEN, chromium, compare, weasyprint
from bench.timing import BIN, Command, Pairs, middle, run

OTHERS = ROOT / ".bench/bin"
TYPST = "import sys, typst; typst.compile(sys.argv[1], output=sys.argv[2])"
VERSION = "from importlib.metadata import version; print(version({!r}))"
PAGES = "import pypdf, sys; print(len(pypdf.PdfReader(sys.argv[1]).pages))"
#: Runs `A -s FROM -o TO` and then `B… TO PDF`, given as A FROM TO PDF B….
CHAIN = '"$1" -s "$2" -o "$3" && typ=$3 pdf=$4 && shift 4 && "$@" "$typ" "$pdf"'
#: RenderCV would fetch its icons for each environment, and ask for its latest version in each
#: run. Here it finds a package without icons, and is refused at once.
ICONS = "share/typst/packages/preview/fontawesome/0.5.0"
MANIFEST = '[package]\nname = "fontawesome"\nversion = "0.5.0"\nentrypoint = "lib.typ"\n'
OFFLINE = "https_proxy=http://127.0.0.1:9"
HEAD = ("", "version", "× briefgen", "seconds", "MiB", "pages", "made from")


@dataclass(frozen=True)
class Peer:
    """Another way to a PDF: how to ask its version, its command, its PDF, what it is made from."""

    name: str
    version: Command
    command: Command
    made: Path
    start: str


@dataclass(frozen=True)
class Found:
    """What was found; where there are no pairs, `start` says why."""

    name: str
    start: str
    pairs: Pairs | None = None
    version: str = ""
    pages: str = ""

    @property
    def ratio(self) -> float:
        """Return how many times the time of briefgen it takes."""
        return 1 / self.pairs.ratio if self.pairs else 0

    def cells(self) -> tuple[str, ...]:
        """Return what stands in the row of the table."""
        if not self.pairs:
            return self.name, "missing", "", "", "", "", self.start
        taken = self.pairs.peer
        numbers = f"{self.ratio:.2f}", f"{taken.seconds:.2f}", f"{taken.peak:.0f}", self.pages
        return self.name, self.version, *numbers, self.start


def peers(work: Path) -> Iterator[Peer]:
    """Yield all that there could be, beside page.html and page.md in a folder."""
    html, markdown, typst, pdf = (work / f"page.{kind}" for kind in ("html", "md", "typ", "pdf"))
    wheels = OTHERS.parent.glob("lib/python*/site-packages/pypandoc/files/pandoc")
    pandoc = next(wheels, Path("pandoc"))
    engine = f"--pdf-engine={BIN / 'weasyprint'}"
    compiled = [OTHERS / "python", "-c", TYPST]
    curriculum = ["Ada_Example_CV.yaml", "-nomd", "-nohtml", "-nopng"]
    elsewhere = ["env", f"XDG_DATA_HOME={work / 'share'}", OFFLINE, OTHERS / "rendercv"]
    chain = ["sh", "-c", CHAIN, "sh", pandoc, markdown, typst, pdf, *compiled]
    yield Peer("WeasyPrint", of("weasyprint", BIN), weasyprint(html, pdf), pdf, "the same HTML")
    browser = [CHROMIUM or "chromium", "--version"]
    yield Peer("Chromium", browser, chromium(html, pdf), pdf, "the same HTML")
    asked = [pandoc, "--version"]
    command = [pandoc, markdown, engine, "-o", pdf]
    yield Peer("pandoc + WeasyPrint", asked, command, pdf, "the page for the wiki")
    yield Peer("pandoc + Typst", asked, chain, pdf, "the page for the wiki")
    yield Peer("Typst", of("typst"), [*compiled, typst, pdf], pdf, "what pandoc makes for it")
    made = work / "rendercv_output/Ada_Example_CV.pdf"
    yield Peer("RenderCV", of("rendercv"), [*elsewhere, "render", *curriculum], made, "its sample")


def of(package: str, where: Path = OTHERS) -> Command:
    """Return the command that prints the version of a package."""
    return [where / "python", "-c", VERSION.format(package)]


def prepare(work: Path) -> Command:
    """Make what the peers start from; return the command that makes the PDF with briefgen."""
    render = [BRIEFGEN, "render", project(work, 1) / "briefs/brief-0.yaml"]
    for kind in ("html", "md"):
        run([*render, "--to", kind, "-o", f"page.{kind}"], work)
    icons = work / ICONS
    icons.mkdir(parents=True)
    (icons / "typst.toml").write_text(MANIFEST, encoding="utf-8")
    (icons / "lib.typ").write_text("#let fa-icon(..) = none\n", encoding="utf-8")
    if (OTHERS / "rendercv").exists():
        run(["env", OFFLINE, OTHERS / "rendercv", "new", "Ada Example"], work)
    return [*render, "-o", "own.pdf"]


def find(peer: Peer, ours: Command, work: Path, pairs: int) -> Found:
    """Measure a peer, if it is there and makes a PDF."""
    peer.made.unlink(missing_ok=True)
    try:
        taken = compare(ours, peer.command, work, pairs)
        numbers = re.findall(r"\d[\d.]*", said(peer.version))
        pages = said([BIN / "python", "-c", PAGES, peer.made])
        return Found(peer.name, peer.start, taken, numbers[0], pages)
    except FileNotFoundError as error:
        return Found(peer.name, f"`{Path(error.filename).name}` was not found")
    except subprocess.CalledProcessError as error:
        print(f"{peer.name}: {error}\n{error.stderr}")
        return Found(peer.name, "it failed")


def said(command: Command) -> str:
    """Return what a command prints."""
    found = subprocess.run(command, check=True, capture_output=True, encoding="utf-8")
    return found.stdout.strip()


def measure(work: Path, pairs: int) -> None:
    """Write the section and its chart."""
    work.mkdir()
    ours = prepare(work)
    found = [find(peer, ours, work, pairs) for peer in peers(work)]
    own = [one.pairs.ours for one in found if one.pairs]
    pages = said([BIN / "python", "-c", PAGES, work / "own.pdf"])
    whole = middle(own)
    numbers = "1.00", f"{whole.seconds:.2f}", f"{whole.peak:.0f}", pages
    rows = [("**briefgen**", version("briefgen"), *numbers, "the YAML, checked")]
    write("peers", table(HEAD, [*rows, *(one.cells() for one in found)]))
    shown = [("briefgen", 1.0), *((one.name, one.ratio) for one in found if one.pairs)]
    (IMAGES / "benchmarks.svg").write_text(bars(shown), encoding="utf-8")
