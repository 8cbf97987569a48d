"""Briefs rendered in this process, as tests look at them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

from briefgen import pool, render
from briefgen.errors import BriefgenError
from briefgen.loader import load
from briefgen.prepare import Prepared, prepare
from briefgen.printing import printed
from briefgen.printing import task as printing
from briefgen.project import find_project
from support.pdf import Pdf


@dataclass(frozen=True)
class Page:
    """One brief on one paper: its findings, its PDF, its HTML and its wiki page."""

    prepared: Prepared
    design: render.Design
    made: printing.Pdf
    today: date

    @cached_property
    def pdf(self) -> Pdf:
        assert self.made.data, f"over by {self.made.over} lines"
        return Pdf(self.made.data)

    @cached_property
    def html(self) -> str:
        return render.html(self.prepared, self.design, self.today)

    @cached_property
    def markdown(self) -> str:
        return render.wiki_page(self.prepared, self.design, self.today)

    @property
    def data(self) -> Any:
        """The YAML as it is written."""
        assert self.prepared.document
        return load(Path(str(self.prepared.document.path))).data


def render_page(path: Path, paper: str, today: date, **design: str) -> Page:
    """Render a brief that has no errors."""
    project = find_project(path)
    prepared = prepare(path, project, today)
    assert not prepared.fails(), prepared.diagnostics
    look = render.Design.of(project, paper=paper, **design)
    return Page(prepared, look, made(printed.pdf_task(prepared, look, today)), today)


def made(task: printing.PdfTask) -> printing.Pdf:
    """Return what a process of its own makes of a task; raise what it raises."""
    ((_, outcome),) = pool.run_all(printing.run, [task], jobs=1, name=lambda t: t.name)
    if isinstance(outcome, BriefgenError):
        raise outcome
    return outcome
