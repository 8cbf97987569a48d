"""One prepared brief to its PDF, and what is wrong with a page to its place in the brief."""

from __future__ import annotations

from datetime import date

from briefgen import inline, pool
from briefgen.errors import BriefgenError, Diagnostic, RenderError
from briefgen.loader import Document
from briefgen.prepare import Prepared
from briefgen.printing.pdf import Carried
from briefgen.printing.task import Pdf, PdfTask, run
from briefgen.render import Design, html_view, ready
from briefgen.schema import Brief
from briefgen.values import replace

_WORDS_A_LINE = 15


def pdf_task(prepared: Prepared, design: Design, today: date) -> PdfTask:
    """Return the task that makes the PDF of a brief."""
    brief, document = ready(prepared)
    page = html_view(prepared, design, today)
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
    brief, document = ready(prepared)
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
