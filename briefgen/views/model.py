"""What a template sees: frozen, finished strings, already safe for their output."""

from __future__ import annotations

from collections.abc import Mapping

from briefgen.values import frozen

#: A finished string: HTML (a Markup) or escaped Markdown, as the view's writer made it.
Out = str


@frozen
class Ref:
    """A source's number and the place in it (`¶3`, `¶10, 13`); either may be empty."""

    number: str
    place: Out


@frozen
class Evidence:
    """Where a statement stands, and whether the editors added it."""

    refs: tuple[Ref, ...] = ()
    editor: bool = False
    #: What footnotes call it: the same for the same places.
    label: str = ""


@frozen
class Pair:
    """A label and its value; `key` is the field it comes from."""

    label: Out
    value: Out
    key: str = ""


@frozen
class Band:
    """A condition that the reader must not miss; `kind` is red, amber or new."""

    kind: str
    label: Out
    texts: tuple[Out, ...]


@frozen
class QuoteView:
    """A quotation in its marks, and who said it where."""

    text: Out
    attribution: Out
    evidence: Evidence


@frozen
class FigureView:
    """A number with its unit and what it says."""

    value: Out
    unit: Out
    meaning: Out
    evidence: Evidence


@frozen
class DetailView:
    """A labelled paragraph, its tag when it is not plain fact, and its pull quotes."""

    label: Out
    tag: Out
    by: Out
    text: Out
    evidence: Evidence
    quotes: tuple[QuoteView, ...]


@frozen
class CounterpointView:
    """A row of claim and response; `missing` when no response is reported."""

    issue: Out
    by: Out
    claim: Out
    claim_evidence: Evidence
    response: Out
    response_by: Out
    response_evidence: Evidence
    missing: bool
    assessment: Out


@frozen
class StakeView:
    """A row of who, what, effect and when."""

    who: Out
    text: Out
    effect: Out
    horizon: Out
    evidence: Evidence


@frozen
class GroupView:
    """A named set with its count in words and its members."""

    name: Out
    count: str
    members: Out
    evidence: Evidence


@frozen
class ActorView:
    """An actor with role and position."""

    name: Out
    role: Out
    position: Out
    evidence: Evidence


@frozen
class Matrix:
    """Issues down, actors across."""

    heads: tuple[Out, ...]
    rows: tuple[tuple[Out, tuple[Out, ...]], ...]


@frozen
class MeasureView:
    """A measure: what, by whom, how far, and its terms."""

    name: Out
    by: Out
    status: Out
    terms: tuple[Pair, ...]
    evidence: Evidence


@frozen
class EventView:
    """A row of the timeline; `marker` names the shape before the date."""

    marker: str
    when: Out
    event: Out
    status: Out
    evidence: Evidence


@frozen
class Mark:
    """A bar or a point of a chart, in its drawing's units."""

    label: Out
    value: Out
    x: float
    y: float
    width: float
    height: float


@frozen
class ChartView:
    """A chart: words for those who do not see it, geometry for those who do."""

    kind: str
    title: Out
    unit: Out
    alt: Out
    width: float
    height: float
    marks: tuple[Mark, ...]
    path: str
    evidence: Evidence


@frozen
class StripMark:
    """An event on the timeline's drawing: place, shape, date and lines of words."""

    x: float
    text_x: float
    anchor: str
    shape: str
    when: Out
    lines: tuple[Out, ...]


@frozen
class Strip:
    """The timeline as a drawing; `alt` holds all of it in words."""

    width: float
    height: float
    alt: Out
    marks: tuple[StripMark, ...]


@frozen
class MapView:
    """A picture with its words; `source` is an address that this output can show."""

    source: str
    alt: Out
    caption: Out
    evidence: Evidence


@frozen
class TermView:
    """A term, its long form and its meaning."""

    term: Out
    expansion: Out
    meaning: Out
    evidence: Evidence


@frozen
class SourceView:
    """A numbered source in a line; `href` is its address."""

    number: str
    text: Out
    href: str
    note: Out


@frozen
class LinkView:
    """Another brief or page."""

    text: Out
    relation: Out
    href: str


@frozen
class BriefView:
    """One brief, finished for one output; empty means that nothing is printed."""

    name: str
    language: str
    direction: str
    labels: Mapping[str, object]
    organisation: Out
    title: Out
    heading: Out
    title_words: str
    reference: str
    status: str
    subtitle: Out
    purpose: Out
    marking: Out
    scheme: str
    running: Out
    draft: Out
    unverified: Out
    stamp: Out
    authors: tuple[str, ...]
    keywords: tuple[str, ...]
    tags: tuple[Out, ...]
    description: str
    created: str
    modified: str
    meta: tuple[Pair, ...]
    bands: tuple[Band, ...]
    bottom_line: Out
    key_points: tuple[Out, ...]
    context: tuple[Out, ...]
    figures: tuple[FigureView, ...]
    details: tuple[DetailView, ...]
    detail_quotes: tuple[QuoteView, ...]
    counterpoints: tuple[CounterpointView, ...]
    counterpoint_quotes: tuple[QuoteView, ...]
    counterpoints_note: Out
    stakes: tuple[StakeView, ...]
    groups: tuple[GroupView, ...]
    outside_groups: Out
    actors: tuple[ActorView, ...]
    positions: Matrix | None
    measures: tuple[MeasureView, ...]
    timeline: tuple[EventView, ...]
    timeline_heading: Out
    drawing: tuple[str, ...]
    has_watch: bool
    strip: Strip | None
    charts: tuple[ChartView, ...]
    places: tuple[Pair, ...]
    map: MapView | None
    quotes: tuple[QuoteView, ...]
    loose_quotes: tuple[QuoteView, ...]
    gaps: tuple[Out, ...]
    glossary: tuple[TermView, ...]
    related: tuple[LinkView, ...]
    clearance: tuple[Out, ...]
    changes: tuple[tuple[Out, Out, Out], ...]
    sources: tuple[SourceView, ...]
    source_note: tuple[Out, ...]
    compared: Out
    tally: str
    handling_note: Out
    contact: Out
    has_editor: bool
    notes: tuple[Evidence, ...]
    url: str
    digest: str
