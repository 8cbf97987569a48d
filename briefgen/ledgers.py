"""Evidence ledgers as programs read them, and as editors hand them on."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from pathlib import Path
from typing import Any

from briefgen import output
from briefgen.checks.ledger import Entry, Ledger
from briefgen.errors import Diagnostic, UsageError, file_error
from briefgen.escaping import PLAIN, Writer
from briefgen.loader import Document, field_name
from briefgen.prepare import Prepared
from briefgen.schema import Brief
from briefgen.values import as_dict, frozen

FORMS = (".json", ".md")
_PROSE = ("detail", "claim", "response", "stake", "event")
_HEADS = {
    "detail": "Details",
    "claim": "Counterpoints",
    "response": "Counterpoints",
    "stake": "Stakes",
    "measure": "Measures",
    "event": "Timeline",
    "quotation": "Quotations",
    "figure": "Figures",
}
_PREAMBLE = (
    "Quotations and figures are compared with their source word for word. A statement is traced"
    " when the paragraphs that it names are there; whether they say it is for readers to judge, and"
    " so each is followed by them."
)


@frozen
class _Book:
    """The ledger of a brief that could be read."""

    file: str
    name: str
    brief: Brief
    document: Document
    ledger: Ledger

    def field(self, entry: Entry) -> str:
        return field_name(self.document.written(entry.path))

    def line(self, entry: Entry) -> int:
        return self.document.locate(entry.path).line


def _books(prepared: Iterable[Prepared]) -> list[_Book]:
    return [
        _Book(p.shown, p.name, p.brief, p.document, p.ledger)
        for p in prepared
        if p.brief and p.document
    ]


def form_of(path: Path) -> str:
    """Return the form that a file's name asks for; raise UsageError when it asks for none."""
    form = path.suffix.lower()
    if form not in FORMS:
        message, hint = f'"{path.name}" names no form of a ledger', " or ".join(FORMS)
        raise UsageError(file_error("usage", message, "--evidence", f"end the name in {hint}"))
    return form


def write(path: Path, prepared: Sequence[Prepared], writer: Writer) -> None:
    """Write the ledgers of all briefs that could be read; raise UsageError."""
    form = form_of(path)
    text = as_json(prepared) if form == ".json" else markdown(prepared, writer)
    output.write(path, text.encode())


def below(prepared: Prepared, least: int) -> Diagnostic | None:
    """Return a finding on a brief of which less than `least` percent is covered."""
    book = prepared.ledger
    enough = least == 0 or (book.counted > 0 and book.covered * 100 >= least * book.counted)
    if enough or not (prepared.brief and prepared.document):
        return None
    return Diagnostic(
        "error",
        "coverage-too-low",
        f"{_coverage(book)}; {least}% are asked for",
        prepared.document.locate(("title",)),
        "--evidence FILE.md shows what each item rests on",
    )


def _coverage(book: Ledger) -> str:
    return f"{book.covered} of {book.counted} items are traced to a source: {book.coverage:g}%"


def as_json(prepared: Iterable[Prepared]) -> str:
    """Return the ledgers as JSON: a record for each brief, and one for each of its entries."""
    books = _books(prepared)
    content = {
        "briefs": [_summary(book) for book in books],
        "entries": [_record(book, entry) for book in books for entry in book.ledger.entries],
    }
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"


def _summary(book: _Book) -> dict[str, Any]:
    return {
        "brief": book.file,
        "name": book.name,
        "language": book.brief.language,
        "title": book.brief.title,
        "counted": book.ledger.counted,
        "covered": book.ledger.covered,
        "coverage": book.ledger.coverage,
        "sources": [
            {"source": source.id, "file": source.file, "url": source.url, "sha256": source.sha256}
            for source in book.brief.sources
        ],
    }


def _record(book: _Book, entry: Entry) -> dict[str, Any]:
    return {
        "brief": book.file,
        "name": book.name,
        "field": book.field(entry),
        "line": book.line(entry),
        "kind": entry.kind,
        "text": entry.text,
        "origin": entry.origin,
        "status": entry.status,
        "covered": entry.covered,
        "places": [as_dict(place) for place in entry.places],
        "passages": [as_dict(passage) for passage in entry.passages],
    }


def markdown(prepared: Iterable[Prepared], writer: Writer) -> str:
    """Return the ledgers as a page: for each brief what is open, then every item."""
    blocks = ["# Evidence", _PREAMBLE]
    for book in _books(prepared):
        blocks += _section(book, writer)
    return "\n\n".join(blocks) + "\n"


def _section(book: _Book, writer: Writer) -> Iterator[str]:
    yield f"## {writer.plain(book.brief.title)}"
    statuses = Counter(entry.status for entry in book.ledger.entries)
    counts = ", ".join(f"{count} {status}" for status, count in statuses.most_common())
    yield writer.plain(f"{book.file}, {book.brief.language}: {_coverage(book.ledger)} ({counts})")
    sources = [
        (s.id, writer.plain(s.file or s.url or "–"), s.sha256 or "–") for s in book.brief.sources
    ]
    yield _table(("Source", "File or address", "SHA-256"), sources)
    numbered = list(enumerate(book.ledger.entries, 1))
    lost = [
        (str(number), f"`{book.field(entry)}`", entry.status)
        for number, entry in numbered
        if not entry.covered and entry.origin != "editor"
    ]
    if lost:
        yield "### What is not traced"
        yield _table(("No.", "Field", "Status"), lost)
    for head, entries in groupby(numbered, key=lambda pair: _HEADS[pair[1].kind]):
        yield f"### {head}"
        for number, entry in entries:
            yield from _item(number, entry, book, writer)


def _table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [heads, ["---"] * len(heads), *([PLAIN.cell(text) for text in row] for row in rows)]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _item(number: int, entry: Entry, book: _Book, writer: Writer) -> Iterator[str]:
    places = "; ".join(f"{place.source} {', '.join(place.at)}".strip() for place in entry.places)
    added = "added by the editors" if entry.origin == "editor" else ""
    facts = (f"`{book.field(entry)}`, line {book.line(entry)}", writer.plain(places), added)
    where = " · ".join(fact for fact in facts if fact)
    yield f"**{number}. {entry.kind}: {entry.status}** · {where}"
    text = writer.prose(entry.text) if entry.kind in _PROSE else writer.plain(entry.text)
    yield f"“{text}”" if entry.kind == "quotation" else text
    for passage in entry.passages:
        source = writer.plain(f"{passage.source} ¶{passage.paragraph}")
        yield f"> {source}: {writer.plain(passage.text)}"
