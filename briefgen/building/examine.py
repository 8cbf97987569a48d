"""From a brief's file to what a build remembers of it, and to the views that it prints."""

from __future__ import annotations

import pickle
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from briefgen import render
from briefgen.building import inputs
from briefgen.building.records import Examined, Record
from briefgen.errors import BriefgenError, RenderError
from briefgen.escaping import WRITERS
from briefgen.prepare import Prepared, prepare_versions
from briefgen.printing.printed import pdf_task
from briefgen.printing.task import PdfTask
from briefgen.project import Project
from briefgen.render import Design
from briefgen.values import frozen, replace
from briefgen.views.model import BriefView
from briefgen.wiki.cards import card
from briefgen.wikis import owner


@frozen
class Sheet:
    """What is printed of a brief: a task for its PDF, and a view for each kind of markup.

    The views are pickled by who makes them: nobody reads one before its page is rendered.
    """

    pdf: PdfTask | None
    views: Mapping[str, bytes]
    picture: tuple[str, bytes] | None

    def parts(self) -> Iterator[tuple[str, Any]]:
        """Yield what each kind of page is made of, by its name."""
        yield from self.views.items()
        if self.pdf:
            yield "pdf", self.pdf
        if self.picture:
            yield "picture", self.picture[1]


@frozen
class Examine:
    """A brief to look at; `unverified` prints it as such whatever is found in it alone."""

    path: Path
    project: Project
    design: Design
    today: date
    kinds: tuple[str, ...]
    strict: bool = False
    draft: bool = False
    unverified: bool = False


@frozen
class Found:
    """What was found, with a sheet for each of its languages that can be printed."""

    examined: Examined
    sheets: Mapping[tuple[str, str], Sheet]


def examine(task: Examine) -> Found:
    """Load, validate and check a brief; raise UsageError when its file cannot be read."""
    root = task.project.root
    read: dict[str, str] = {}
    project = replace(task.project, read=read)
    prepared = prepare_versions(task.path, project, task.today)
    document = prepared[0].document
    read[str(task.path)] = (
        inputs.digest(document.raw) if document else inputs.file_digest(task.path)
    )
    records: list[Record] = []
    sheets: dict[tuple[str, str], Sheet] = {}
    for one in prepared:
        record, sheet = _record(one, task)
        records.append(record)
        if sheet:
            sheets[record.key] = sheet
    files = {inputs.relative(path, root): value for path, value in read.items()}
    return Found(Examined(files, tuple(records)), sheets)


def died(task: Examine, error: RenderError) -> Found:
    """Return what is known of a brief that took down every process that looked at it."""
    name, shown = inputs.relative(task.path, task.project.root), task.project.show(task.path)
    record, _ = _record(Prepared(task.path.stem, shown, None, None, tuple(error.diagnostics)), task)
    # No file has this digest: the next build looks again.
    return Found(Examined({name: ""}, (record,)), {})


def _record(one: Prepared, task: Examine) -> tuple[Record, Sheet | None]:
    record = Record(
        name=one.name,
        shown=one.shown,
        owner=owner(one),
        reference=one.reference,
        readable=one.brief is not None,
        places=one.places,
        diagnostics=one.diagnostics,
        silenced=one.silenced,
        tally=one.tally,
    )
    printed = one.printed(strict=task.strict, draft=task.draft)
    if one.brief is None or printed is None:
        return record, None
    printed = replace(printed, unverified=printed.unverified or task.unverified)
    try:
        labels = render.labels_of(one, task.design)
        views = _views(printed, task)
        sheet = _sheet(printed, views, task)
    except BriefgenError as error:
        return record.with_findings(error.diagnostics), None
    digests: dict[str, str] = {key: _digest(view) for key, view in views.items()}
    if sheet.pdf:
        digests["pdf"] = _digest((sheet.pdf.view, sheet.pdf.pages, sheet.pdf.carried))
    return (
        replace(
            record,
            card=card(one.name, one.shown, one.brief, labels),
            views=digests,
            picture=(sheet.picture[0], inputs.digest(sheet.picture[1])) if sheet.picture else None,
        ),
        sheet,
    )


def _views(one: Prepared, task: Examine) -> dict[str, BriefView]:
    design = task.design
    return {
        key: render.wiki_view(one, design, writer, task.today)
        for key, writer in WRITERS.items()
        if "md" in task.kinds and any(f.markup == key for f in design.flavors)
    }


def _sheet(one: Prepared, views: Mapping[str, BriefView], task: Examine) -> Sheet:
    printed = {"pdf", "html"} & {*task.kinds}
    pdf = pdf_task(one, task.design, task.today) if printed else None
    pickled = {key: pickle.dumps(view, pickle.HIGHEST_PROTOCOL) for key, view in views.items()}
    name = render.picture_name(one)
    return Sheet(pdf, pickled, (name, one.image.data) if one.image else None)


def _digest(view: Any) -> str:
    return inputs.digest(repr(view).encode("utf-8", "surrogatepass"))
