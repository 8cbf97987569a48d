"""A view to a finished PDF: what a worker does, with as few imports as that takes."""

from __future__ import annotations

from pathlib import Path

from briefgen.printing.fit import fit
from briefgen.printing.pdf import Carried, load_fonts
from briefgen.roots import find_root, template_roots
from briefgen.templating import Roots, Template
from briefgen.values import frozen
from briefgen.views.model import BriefView


@frozen
class PdfTask:
    """Everything that a process needs to make one PDF, wherever it runs."""

    name: str
    view: BriefView
    template: Template
    roots: Roots
    paper: str
    pages: int
    carried: Carried


@frozen
class Pdf:
    """A finished PDF and how it was made to fit; `over` counts lines beyond the budget."""

    data: bytes
    pages: int
    density: str
    moved: tuple[str, ...]
    over: int


def run(task: PdfTask) -> Pdf:
    """Make a PDF; raise RenderError when a page cannot be as it should be."""
    fitted = fit(task.view, task.template, task.roots, paper=task.paper, pages=task.pages)
    if fitted.over:
        return Pdf(b"", fitted.layout.pages, fitted.density, fitted.moved, fitted.over)
    data = fitted.layout.write(task.name, task.carried)
    return Pdf(data, fitted.layout.pages, fitted.density, fitted.moved, 0)


def warm(brief: str) -> None:
    """Have the engine ready, with the fonts of a brief's project; raise BriefgenError."""
    load_fonts(template_roots(find_root(Path(brief)) / "templates"))
