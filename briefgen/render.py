"""One prepared brief to Markdown, HTML or PDF."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from briefgen import inline
from briefgen.errors import BriefgenError, Diagnostic, RenderError, UsageError, file_error
from briefgen.fit import fit
from briefgen.flavors import FLAVORS, HTML, Flavor, Writer
from briefgen.loader import Document
from briefgen.pdf import Carried
from briefgen.prepare import Prepared
from briefgen.project import Project
from briefgen.schema import Brief
from briefgen.templating import (
    Roots,
    Template,
    load_labels,
    load_template,
    render_html,
    render_markdown,
    template_roots,
)
from briefgen.views import BriefView, Edition, view

_WORDS_A_LINE = 15


@dataclass(frozen=True)
class Design:
    """How a project's pages look: template, paper, flavor, and the folders they come from."""

    roots: Roots
    template: Template
    flavor: Flavor
    paper: str
    organisation: str

    @classmethod
    def of(
        cls,
        project: Project,
        *,
        template: str | None = None,
        flavor: str | None = None,
        paper: str | None = None,
    ) -> Design:
        """Return the project's design with what is given replaced; raise UsageError."""
        roots = template_roots(project.templates)
        name = flavor or project.flavor
        if name not in FLAVORS:
            raise UsageError(
                file_error(
                    "no-flavor", f'there is no flavor "{name}"', "flavor", ", ".join(FLAVORS)
                )
            )
        return cls(
            roots=roots,
            template=load_template(roots, template or project.template),
            flavor=FLAVORS[name],
            paper=paper or project.paper,
            organisation=project.organisation,
        )


@dataclass(frozen=True)
class PdfTask:
    """Everything that a process needs to make one PDF, wherever it runs."""

    name: str
    view: BriefView
    template: Template
    roots: Roots
    paper: str
    pages: int
    carried: Carried


@dataclass(frozen=True)
class Pdf:
    """A finished PDF and how it was made to fit; `over` counts lines beyond the budget."""

    data: bytes
    pages: int
    density: str
    moved: tuple[str, ...]
    over: int


def markdown(prepared: Prepared, design: Design, today: date) -> str:
    """Return the wiki page of a brief that has no errors."""
    page = _view(prepared, design, design.flavor.writer, today, picture=picture_name(prepared))
    return render_markdown(page, design.flavor, design.roots)


def picture_name(prepared: Prepared) -> str:
    """Return the name of the picture that lies beside the wiki page, if there is one."""
    return f"{prepared.name}-map{prepared.image.suffix}" if prepared.image else ""


def html(prepared: Prepared, design: Design, today: date) -> str:
    """Return the page of a brief as one HTML file, with every section."""
    page = _view(prepared, design, HTML, today, picture=_address(prepared))
    return render_html(page, design.template, design.roots, paper=design.paper)


def pdf_task(prepared: Prepared, design: Design, today: date) -> PdfTask:
    """Return the task that makes the PDF of a brief."""
    brief, document = _ready(prepared)
    page = _view(prepared, design, HTML, today, picture=_address(prepared))
    return PdfTask(
        name=prepared.shown,
        view=page,
        template=design.template,
        roots=design.roots,
        paper=design.paper,
        pages=brief.budget.pages if brief.budget else design.template.pages,
        carried=Carried(
            name=f"{prepared.name}.yaml",
            data=document.raw,
            description=f"The source of this brief: {brief.title}",
            created=page.created,
            modified=page.modified,
        ),
    )


def run(task: PdfTask) -> Pdf:
    """Make a PDF; raise RenderError when a page cannot be as it should be."""
    fitted = fit(task.view, task.template, task.roots, paper=task.paper, pages=task.pages)
    if fitted.over:
        return Pdf(b"", fitted.layout.pages, fitted.density, fitted.moved, fitted.over)
    data = fitted.layout.write(task.name, task.carried)
    return Pdf(data, fitted.layout.pages, fitted.density, fitted.moved, 0)


def finished(prepared: Prepared, design: Design, result: Pdf) -> bytes:
    """Return the bytes of a PDF; raise RenderError when it does not keep its page budget."""
    brief, document = _ready(prepared)
    if not result.over:
        return result.data
    pages = brief.budget.pages if brief.budget else design.template.pages
    raise RenderError(*_over_budget(brief, document, result, pages))


def located(prepared: Prepared, error: BriefgenError) -> RenderError:
    """Give findings about characters the line of the brief on which they stand."""
    document = prepared.document
    return RenderError(*(_place(d, document) for d in error.diagnostics))


def _place(diagnostic: Diagnostic, document: Document | None) -> Diagnostic:
    if diagnostic.code != "missing-glyph" or document is None:
        return diagnostic
    before, found, _ = document.text.partition(diagnostic.field)
    if not found:
        return diagnostic
    line = before.count("\n") + 1
    column = len(before) - (before.rfind("\n") + 1) + 1
    place = replace(
        document.locate(()), line=line, column=column, length=1, text=document.line(line)
    )
    return replace(diagnostic, location=place, field="")


def _ready(prepared: Prepared) -> tuple[Brief, Document]:
    if prepared.brief is None or prepared.document is None:
        raise BriefgenError(*prepared.diagnostics)
    return prepared.brief, prepared.document


def _address(prepared: Prepared) -> str:
    return prepared.image.address if prepared.image else ""


def _view(
    prepared: Prepared, design: Design, writer: Writer, today: date, *, picture: str
) -> BriefView:
    brief, document = _ready(prepared)
    try:
        labels = load_labels(design.roots, brief.language)
    except UsageError as error:
        place = document.locate(("language",))
        raise RenderError(*(replace(d, location=place) for d in error.diagnostics)) from error
    edition = Edition(design.organisation, today, picture, prepared.tally, prepared.unverified)
    return view(brief, document, labels, writer, edition)


def _over_budget(brief: Brief, document: Document, result: Pdf, pages: int) -> list[Diagnostic]:
    texts: list[tuple[tuple[str | int, ...], str]] = [
        (("details", n, "text"), d.text) for n, d in enumerate(brief.details)
    ]
    texts += [(("context", n), t) for n, t in enumerate(brief.context)]
    texts += [(("counterpoints", n, "claim"), c.claim) for n, c in enumerate(brief.counterpoints)]
    texts += [(("stakes", n, "text"), s.text) for n, s in enumerate(brief.stakes)]
    longest = sorted(texts, key=lambda item: -len(inline.plain(item[1]).split()))[:3]
    words = result.over * _WORDS_A_LINE
    where = document.locate(("budget",), key=True) if brief.budget else document.locate(("title",))
    found = [
        Diagnostic(
            "error",
            "length-over-budget",
            f"the brief fills {result.pages} pages of {pages}: about {result.over} lines too many",
            where,
            f"cut about {words} words, or set budget: {{pages: {result.pages}}}",
        )
    ]
    for path, text in longest:
        count = len(inline.plain(text).split())
        cut = min(max(count - 20, 0), words)
        found.append(
            Diagnostic(
                "info",
                "length-over-budget",
                f"one of the three longest items: {count} words",
                document.locate(path),
                f"cut up to {cut} words here",
            )
        )
    return found


def output_path(folder: Path, name: str, kind: str) -> Path:
    """Return where an artifact goes: `pdf/NAME.pdf`, `wiki/NAME.md`, `html/NAME.html`."""
    places = {"pdf": ("pdf", ".pdf"), "md": ("wiki", ".md"), "html": ("html", ".html")}
    place, suffix = places[kind]
    return folder / place / f"{name}{suffix}"
