"""The YAML that a PDF carries, and whether its pages are what that YAML gives."""

from __future__ import annotations

import io
import logging
import re
import sys
from datetime import date
from pathlib import Path

from pypdf import PdfReader
from pypdf.errors import PyPdfError

from briefgen import __version__, output, pool
from briefgen.checks.tally import NOTHING, Tally
from briefgen.errors import BriefgenError, UsageError, file_error
from briefgen.loader import read_bytes
from briefgen.prepare import Prepared, prepare_versions
from briefgen.printing.printed import pdf_bytes
from briefgen.project import find_project
from briefgen.render import Design
from briefgen.settings import PAPERS
from briefgen.values import frozen, replace
from briefgen.verbs.shared import complain, day_of, say
from briefgen.verbs.single import alone

MAX_BYTES = 64 << 20
_GENERATOR = re.compile(
    r"briefgen (\S+) \((\S+), ([a-z0-9]+)(, draft)?(?:, (\d+)/(\d+) (\d+)/(\d+))?\)\Z", re.ASCII
)


@frozen
class Carried:
    """What a PDF says of itself: its source, and what it was made with."""

    name: str
    yaml: bytes
    version: str
    template: str
    paper: str
    unverified: bool
    tally: Tally
    texts: tuple[str, ...]


def extract(path: Path) -> Carried:
    """Return what a PDF of briefgen carries; raise UsageError when it is none."""
    data = read_bytes(path, limit=MAX_BYTES)
    for _, outcome in pool.run_all(_read, [data], jobs=1, name=lambda _: str(path), seconds=30):
        if isinstance(outcome, BriefgenError):
            raise _foreign(path)
        return outcome
    raise AssertionError("a task gives one outcome")


def _read(data: bytes) -> Carried:
    """Read a PDF in a process with limits: the file may be anything."""
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        reader = PdfReader(io.BytesIO(data))
        creator = str(reader.metadata.creator) if reader.metadata else ""
        made = _GENERATOR.match(creator)
        found = [(name, parts[0]) for name, parts in reader.attachments.items() if parts]
        texts = tuple(page.extract_text() for page in reader.pages)
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise UsageError(file_error("not-a-briefgen-pdf", str(error), "")) from error
    if made is None or len(found) != 1:
        raise UsageError(file_error("not-a-briefgen-pdf", "carries no brief", ""))
    name, data = found[0]
    return Carried(name, data, made[1], made[2], made[3], bool(made[4]), _tally(made), texts)


def _tally(made: re.Match[str]) -> Tally:
    if made[5] is None:
        return NOTHING
    verbatim, quotations, found, figures = (int(n) for n in made.groups()[4:])
    return Tally(quotations, verbatim, figures, found)


def _foreign(path: Path) -> UsageError:
    return UsageError(
        file_error("not-a-briefgen-pdf", "is not a PDF that carries a brief", str(path))
    )


def compare(path: Path, carried: Carried, prepared: Prepared, design: Design, day: date) -> str:
    """Return what differs between a PDF and a new rendering of its YAML; empty when nothing does.

    The day shows on a page only when a review is overdue, so it is tried with and without.
    """
    data = read_bytes(path, limit=MAX_BYTES)
    texts: tuple[str, ...] = ()
    for clock in (day, prepared.brief.date if prepared.brief else day):
        again = pdf_bytes(prepared, design, clock)
        if again == data:
            return ""
        texts = _read(again).texts
        if texts == carried.texts:
            return "the words of all pages are the same, the files are not"
    pages = zip(carried.texts, texts, strict=False)
    different = [n for n, (old, new) in enumerate(pages, 1) if old != new]
    if len(texts) != len(carried.texts):
        return f"it has {len(carried.texts)} pages, the YAML gives {len(texts)}"
    return f"page {different[0]} differs"


def run(path: Path, target: Path | None, *, verify: bool, today: str) -> int:
    """Print the YAML that a PDF carries, or compare its pages with what that YAML gives."""
    carried = extract(path)
    if verify:
        return _verify(path, carried, day_of(today))
    if target is None or str(target) == "-":
        sys.stdout.buffer.write(carried.yaml)
        sys.stdout.flush()
    else:
        output.write(target, carried.yaml)
        say(str(target))
    return 0


def _verify(path: Path, carried: Carried, day: date) -> int:
    project = find_project(path)
    name = Path(f"{Path(carried.name).stem}.yaml")
    versions = [alone(p) for p in prepare_versions(name, project, day, data=carried.yaml)]
    tag = name.stem.rpartition(".")[2]
    several = len(versions) > 1
    prepared = next((p for p in versions if several and p.name.endswith(f".{tag}")), versions[0])
    prepared = replace(prepared, unverified=carried.unverified)
    if several:
        prepared = replace(prepared, name=name.stem)
    if prepared.tally == NOTHING:
        # Its sources are not here; what they once said of it is part of the pages.
        prepared = replace(prepared, tally=carried.tally)
    if prepared.brief is None:
        complain(prepared.diagnostics)
        return 1
    paper = carried.paper if carried.paper in PAPERS else None
    look = Design.of(project, template=carried.template, paper=paper)
    difference = compare(path, carried, prepared, look, day)
    if difference and carried.version != __version__:
        difference += f"; it was made by briefgen {carried.version}, this is {__version__}"
    sys.stdout.write(f"{path}: {difference or 'the same pages, byte for byte'}\n")
    return 1 if difference else 0
