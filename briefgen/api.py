"""The verbs, in Python."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from briefgen import pool, render
from briefgen.building import builder
from briefgen.building.options import Options
from briefgen.errors import BriefError, Diagnostic
from briefgen.prepare import Prepared, prepare
from briefgen.printing import printed
from briefgen.project import Project, find_project


def today() -> date:
    """Return the day on which briefs are checked."""
    return date.today()  # noqa: DTZ011 - the calendar on the reader's wall is the one meant


def load(path: str | Path, *, today: date | None = None) -> Prepared:
    """Return a brief that may be printed; raise BriefError with all findings if it may not."""
    prepared = _prepared(path, today)
    if prepared.fails():
        raise BriefError(*prepared.diagnostics)
    return prepared


def check(path: str | Path, *, today: date | None = None) -> tuple[Diagnostic, ...]:
    """Return all findings on one brief; raise UsageError when it cannot be read."""
    return _prepared(path, today).diagnostics


def _prepared(path: str | Path, day: date | None) -> Prepared:
    return prepare(Path(path), find_project(Path(path)), day or today())


def render_markdown(path: str | Path, *, flavor: str | None = None) -> str:
    """Return the wiki page of a brief, as its flavor writes it; raise BriefgenError."""
    project = find_project(Path(path))
    return render.wiki_page(load(path), render.Design.of(project, flavor=flavor), today())


def render_html(path: str | Path, *, template: str | None = None, paper: str | None = None) -> str:
    """Return the page of a brief as HTML; raise BriefgenError."""
    design = render.Design.of(find_project(Path(path)), template=template, paper=paper)
    return render.html(load(path), design, today())


def render_pdf(path: str | Path, *, template: str | None = None, paper: str | None = None) -> bytes:
    """Return the PDF of a brief; raise BriefgenError."""
    design = render.Design.of(find_project(Path(path)), template=template, paper=paper)
    return printed.pdf_bytes(load(path), design, today())


def build(
    folder: str | Path = ".",
    *,
    output: str | Path = "dist",
    paths: Sequence[str | Path] = (),
    jobs: int | None = None,
    **design: Any,
) -> builder.Built:
    """Build the project in a folder; see `Built.failed` for what could not be printed."""
    project: Project = find_project(Path(folder))
    options = Options(Path(output), jobs or pool.cores(), today())
    return builder.build(
        project, render.Design.of(project, **design), options, [Path(p) for p in paths]
    )
