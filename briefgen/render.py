"""One prepared brief to Markdown, HTML or PDF."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from briefgen import inline, pool
from briefgen.errors import BriefgenError, Diagnostic, RenderError, UsageError
from briefgen.escaping import HTML, Writer
from briefgen.flavors import Flavor, load_flavor
from briefgen.loader import Document
from briefgen.pdf import Carried
from briefgen.prepare import Prepared
from briefgen.printing import Pdf, PdfTask, run
from briefgen.project import Project
from briefgen.schema import Brief
from briefgen.templating import (
    Roots,
    Template,
    load_labels,
    load_template,
    render_html,
    render_wiki_page,
    template_roots,
)
from briefgen.views.brief import Edition, view
from briefgen.views.model import BriefView
from briefgen.wiki.views import BriefLinks

_WORDS_A_LINE = 15


@dataclass(frozen=True)
class Design:
    """How a project's pages look: template, paper, flavors, and the folders they come from."""

    roots: Roots
    template: Template
    flavors: tuple[Flavor, ...]
    paper: str
    organisation: str
    #: Of the pages between the briefs; "" for that of the briefs.
    language: str

    @classmethod
    def of(
        cls,
        project: Project,
        *,
        template: str | None = None,
        flavor: str | Sequence[str] | None = None,
        paper: str | None = None,
    ) -> Design:
        """Return the project's design with what is given replaced; raise UsageError."""
        roots = template_roots(project.templates)
        asked = (flavor,) if isinstance(flavor, str) else flavor
        names = dict.fromkeys(asked or project.flavors)
        return cls(
            roots=roots,
            template=load_template(roots, template or project.template),
            flavors=tuple(load_flavor(roots, name) for name in names),
            paper=paper or project.paper,
            organisation=project.organisation,
            language=project.language,
        )

    @property
    def flavor(self) -> Flavor:
        """The first flavor: that of a brief rendered by itself."""
        return self.flavors[0]


def wiki_page(
    prepared: Prepared,
    design: Design,
    today: date,
    *,
    flavor: Flavor | None = None,
    here: str = "",
    links: BriefLinks | None = None,
) -> str:
    """Return the wiki page of a brief; `links` are those of its wiki, `here` its place there."""
    flavor = flavor or design.flavor
    page = wiki_view(prepared, design, flavor.writer, today)
    return render_wiki_page(page, flavor, design.roots, here, links)


def wiki_view(prepared: Prepared, design: Design, writer: Writer, today: date) -> BriefView:
    """Return what the wiki page of a brief shows, in one kind of markup."""
    return _view(prepared, design, writer, today, picture=picture_name(prepared))


def picture_name(prepared: Prepared) -> str:
    """Return the name of the picture that lies beside the wiki page, if there is one."""
    return f"{prepared.name}-map{prepared.image.suffix}" if prepared.image else ""


def html(prepared: Prepared, design: Design, today: date) -> str:
    """Return the page of a brief as one HTML file, with every section."""
    return html_of(_view(prepared, design, HTML, today, picture=_address(prepared)), design)


def html_of(page: BriefView, design: Design) -> str:
    """Return a view as one HTML file."""
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


def finished(prepared: Prepared, design: Design, result: Pdf) -> bytes:
    """Return the bytes of a PDF; raise RenderError when it does not keep its page budget."""
    brief, document = _ready(prepared)
    if not result.over:
        return result.data
    pages = brief.budget.pages if brief.budget else design.template.pages
    raise RenderError(*_over_budget(brief, document, result, pages))


def pdf_bytes(
    prepared: Prepared, design: Design, today: date, workers: pool.Workers | None = None
) -> bytes:
    """Render a PDF in a process of its own, or in one that is warm; raise RenderError."""
    if workers is None:
        with pool.Workers(1) as own:
            return pdf_bytes(prepared, design, today, own)
    task = pdf_task(prepared, design, today)
    for _, outcome in workers.run(run, [task], name=lambda t: t.name):
        if isinstance(outcome, BriefgenError):
            raise located(prepared, outcome)
        return finished(prepared, design, outcome)
    raise AssertionError("a task gives one outcome")


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


def labels_of(prepared: Prepared, design: Design) -> dict[str, Any]:
    """Return the labels of a brief's language; raise RenderError where it names the language."""
    brief, document = _ready(prepared)
    try:
        return load_labels(design.roots, brief.language)
    except UsageError as error:
        place = document.locate(("language",))
        raise RenderError(*(replace(d, location=place) for d in error.diagnostics)) from error


def _view(
    prepared: Prepared, design: Design, writer: Writer, today: date, *, picture: str
) -> BriefView:
    brief, document = _ready(prepared)
    labels = labels_of(prepared, design)
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
