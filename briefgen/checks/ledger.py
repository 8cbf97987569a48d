"""The evidence ledger: each statement of a brief with the passages that it rests on."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from briefgen.checks.fidelity import articles_of, compared_quotes
from briefgen.checks.numbers import stands
from briefgen.checks.rule import Checked
from briefgen.checks.tracing import source_of
from briefgen.locators import resolve
from briefgen.schema.body import NOT_REPORTED
from briefgen.schema.evidence import Figure, Measure
from briefgen.schema.sources import Origin, Sourced
from briefgen.source import Match, Paragraph
from briefgen.source.article import Status as Verbatim
from briefgen.values import frozen
from briefgen.yamltext import shorten
from briefgen.yamltree import KeyPath

Kind = Literal["detail", "claim", "response", "stake", "quotation", "figure", "measure", "event"]
Status = Literal[
    # of a statement, by its locators
    "traced",
    "editor",
    "untraced",
    "unreadable",
    "unresolved",
    # of a quotation
    Verbatim,
    "translated",
    # of a figure
    "found",
    "not found",
    "derived",
    # of either
    "not compared",
]
#: Quotations that stand in a source as they are quoted, and those that do not.
VERBATIM: tuple[Status, ...] = ("exact", "typographic", "elided")
DIFFERENT: tuple[Status, ...] = ("unquoted", "altered", "missing")
#: What stands in a source, as words or as a place that is there.
_COVERED = frozenset(("traced", "found", *VERBATIM))
#: What has other words than its source: the passage that it was made of stands for it.
_OWN_WORDS = frozenset(("translated", "derived"))
#: How many characters of its sources an entry shows.
MAX_PASSAGE = 8000


@frozen
class Place:
    """A source, the locators as the brief gives them, and the paragraphs that they name."""

    source: str
    at: tuple[str, ...] = ()
    paragraphs: tuple[int, ...] = ()


@frozen
class Passage:
    """A paragraph of a source; `text` ends with … when it is longer than an entry may be."""

    source: str
    paragraph: int
    text: str


@frozen
class Entry:
    """One statement: what it says, where it says that it stands, and what stands there."""

    kind: Kind
    path: KeyPath
    text: str
    origin: Origin
    status: Status
    covered: bool
    places: tuple[Place, ...]
    passages: tuple[Passage, ...]


@frozen
class Ledger:
    """All entries of a brief; what the editors added is shown and not counted."""

    entries: tuple[Entry, ...] = ()

    @property
    def counted(self) -> int:
        """How many entries have to stand in a source."""
        return sum(entry.origin != "editor" for entry in self.entries)

    @property
    def covered(self) -> int:
        """How many of them do."""
        return sum(entry.covered and entry.origin != "editor" for entry in self.entries)

    @property
    def coverage(self) -> float:
        """Their share in percent, rounded down to a tenth: 100 is all of them, 0 also nothing."""
        return self.covered * 1000 // max(self.counted, 1) / 10


@frozen
class _Trace:
    """Where an item stands: its places, and the paragraphs there with their sources."""

    status: Status
    places: tuple[Place, ...]
    found: tuple[tuple[str, Paragraph], ...]


def ledger(checked: Checked) -> Ledger:
    """Return the ledger of a brief."""
    return Ledger((*_statements(checked), *_quotations(checked), *_figures(checked)))


def _statements(checked: Checked) -> Iterator[Entry]:
    brief = checked.brief
    for n, detail in enumerate(brief.details):
        yield _statement(checked, "detail", ("details", n, "text"), detail.text, detail)
    for n, point in enumerate(brief.counterpoints):
        yield _statement(checked, "claim", ("counterpoints", n, "claim"), point.claim, point)
        response = point.response
        if response and response.text not in NOT_REPORTED:
            path = ("counterpoints", n, "response", "text")
            # Where only the counterpoint has a source, it holds for both sides.
            sources = response.source or point.source
            placed = response.replace(source=sources)
            yield _statement(checked, "response", path, response.text, placed)
    for n, stake in enumerate(brief.stakes):
        yield _statement(checked, "stake", ("stakes", n, "text"), stake.text, stake)
    for n, measure in enumerate(brief.measures):
        yield _statement(checked, "measure", ("measures", n), _terms(measure), measure)
    for n, event in enumerate(brief.timeline):
        text = f"{event.as_written or event.when}: {event.event}"
        yield _statement(checked, "event", ("timeline", n, "event"), text, event)


def _statement(checked: Checked, kind: Kind, path: KeyPath, text: str, item: Sourced) -> Entry:
    trace = _trace(checked, item)
    status: Status = "editor" if item.origin == "editor" else trace.status
    return _entry(kind, path, text, item, status, trace)


def _terms(measure: Measure) -> str:
    steps = (" ".join(str(p) for p in (s.text, s.rate, s.unit, s.when) if p) for s in measure.steps)
    given = (
        measure.name,
        measure.type,
        measure.status,
        measure.to,
        measure.size,
        *steps,
        measure.condition,
        measure.when,
        measure.until,
        measure.scope,
        measure.legal_basis,
    )
    return "; ".join(part for part in given if part)


def _quotations(checked: Checked) -> Iterator[Entry]:
    matches = dict(compared_quotes(checked)) if checked.articles else {}
    for n, quote in enumerate(checked.brief.quotes):
        trace, match = _trace(checked, quote), matches.get(n)
        status: Status = match.status if match else "not compared"
        if match is None and quote.translated_from and not quote.translator:
            status = "translated"
        if match and match.paragraph:
            trace = _found_at(checked, trace, match)
        yield _entry("quotation", ("quotes", n, "text"), quote.text, quote, status, trace)


def _found_at(checked: Checked, trace: _Trace, match: Match) -> _Trace:
    """Return a trace to the paragraph in which words were found instead of the one named."""
    paragraph = match.paragraph
    for source, article in checked.articles.items():
        if paragraph and paragraph in article.paragraphs[paragraph.number - 1 : paragraph.number]:
            return _Trace(trace.status, trace.places, ((source, paragraph),))
    return trace


def _figures(checked: Checked) -> Iterator[Entry]:
    for n, figure in enumerate(checked.brief.figures):
        amount = f"{figure.value} {figure.unit}" if figure.unit else str(figure.value)
        text = f"{amount}: {figure.meaning}"
        trace, status = _trace(checked, figure), _figure_status(checked, figure)
        if status == "found" and not trace.found:
            words, articles = figure.as_written or "", articles_of(checked, figure)
            tried = (article.find(words, spoken=False) for article in articles)
            match = next((match for match in tried if match.found), None)
            trace = _found_at(checked, trace, match) if match else trace
        yield _entry("figure", ("figures", n), text, figure, status, trace)


def _figure_status(checked: Checked, figure: Figure) -> Status:
    if figure.as_written and checked.articles:
        return "found" if stands(checked, figure) else "not found"
    if figure.origin == "editor":
        return "editor"
    return "derived" if figure.derived else "not compared"


def _entry(
    kind: Kind, path: KeyPath, text: str, item: Sourced, status: Status, trace: _Trace
) -> Entry:
    covered = status in _COVERED or (status in _OWN_WORDS and trace.status == "traced")
    passages = tuple(_passages(trace))
    return Entry(kind, path, text, item.origin, status, covered, trace.places, passages)


def _passages(trace: _Trace) -> Iterator[Passage]:
    room = MAX_PASSAGE
    for source, paragraph in trace.found:
        if room > 0:
            yield Passage(source, paragraph.number, shorten(paragraph.text, room))
        room -= len(paragraph.text)


def _trace(checked: Checked, item: Sourced) -> _Trace:
    """Follow the locators of an item: one that is lost outweighs others that are there."""
    places: list[Place] = []
    found: list[tuple[str, Paragraph]] = []
    lost = unreadable = False
    for reference in item.source:
        source = source_of(checked.brief, reference.ref)
        article = checked.articles.get(source)
        resolved = resolve(reference.at, article) if article else None
        paragraphs = resolved.paragraphs if resolved else ()
        places.append(Place(source, reference.at, tuple(p.number for p in paragraphs)))
        found += [(source, paragraph) for paragraph in paragraphs]
        lost = lost or bool(resolved and resolved.lost)
        unreadable = unreadable or bool(source and article is None)
    status: Status = "unresolved" if lost else "traced" if found else "untraced"
    if status == "untraced" and unreadable:
        status = "unreadable"
    return _Trace(status, tuple(places), tuple(found))
