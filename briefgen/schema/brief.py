"""The brief itself: every top-level key, in the order of the page."""

from typing import Annotated, Any, Literal

from briefgen.schema import body, control, evidence
from briefgen.schema.base import (
    PAIR,
    PAIRS,
    STRING,
    Day,
    DayOrUnknown,
    HttpsUrl,
    OneOrMany,
    Text,
    Texts,
    from_text,
)
from briefgen.schema.markers import After, Before, Form, Length, Pattern, Short, fail
from briefgen.schema.model import Model, field
from briefgen.schema.sources import Source, SourceOpinion, expand_sources

REFERENCE_NUMBER = r"^[A-Z0-9][A-Z0-9._/-]{2,31}$"
LANGUAGE = r"^[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?$"
TITLE_LENGTH = (10, 90)


def _title(value: str) -> str:
    shortest, longest = TITLE_LENGTH
    if not shortest <= len(value) <= longest:
        fail(
            "title-form",
            f"the title has {len(value)} characters",
            f"write {shortest} to {longest}",
        )
    if value.endswith(".") and not value.endswith(("...", " U.S.", " U.K.")):
        fail("title-form", "the title ends with a full stop", "delete the full stop")
    return value


def _paragraphs(value: Any) -> Any:
    if isinstance(value, str):
        return [p for p in value.split("\n\n") if p.strip()] or [value]
    return value


def _persons(value: Any) -> Any:
    items = [] if value is None else value if isinstance(value, list) else [value]
    return [{"name": v} if isinstance(v, str) else v for v in items]


Paragraphs = Annotated[tuple[Text, ...], Short(_paragraphs, (STRING,))]
ReferenceNumber = Annotated[Text, Pattern(REFERENCE_NUMBER)]


class Brief(Model):
    """A policy brief made from an article."""

    schema_: Literal["briefgen/1"] = field(
        default="briefgen/1",
        alias="schema",
        description="The version of this model.",
        examples=["briefgen/1"],
    )
    id: ReferenceNumber | None = field(
        default=None,
        description="Reference number, unique in the project.",
        examples=["BN-2026-001"],
    )
    title: Annotated[
        Text,
        After(_title),
        Form({"type": "string", "minLength": 10, "maxLength": 90}),
    ] = field(
        description="The headline: 10 to 90 characters, no full stop.",
        examples=["Canada considers sending troops to Greenland"],
    )
    subtitle: (
        Annotated[Text, Length(most=120), Form({"type": "string", "maxLength": 120})] | None
    ) = field(
        default=None,
        description="A line under the title.",
        examples=["Carney, the exercise, the tariffs"],
    )
    purpose: Literal["information", "decision", "discussion"] = field(
        default="information",
        description="What the reader is asked to do.",
        examples=["information"],
    )
    status: Literal["draft", "cleared", "final", "superseded", "withdrawn"] = field(
        default="draft", description="How far the brief itself has come.", examples=["draft"]
    )
    version: Text | None = field(
        default=None,
        description="In quotation marks: unquoted, 1.10 is the number 1.1 to other programs.",
        examples=["0.1"],
    )
    date: Day = field(description="The date of the brief.", examples=["2026-11-22"])
    as_of: DayOrUnknown | None = field(
        default=None,
        description="The day up to which information went in, or `unknown`.",
        examples=["2026-11-20", "unknown"],
    )
    review_by: Day | None = field(
        default=None, description="When it has to be looked at again.", examples=["2026-11-29"]
    )
    language: Annotated[Text, Pattern(LANGUAGE)] = field(
        default="en",
        description="BCP 47 tag; picks labels, quotation marks and dates.",
        examples=["en"],
    )
    audience: Texts = field(
        default=(), description="Whom it is for.", examples=["Arctic policy staff"]
    )
    author: Annotated[
        tuple[control.Person, ...],
        Short(_persons, items=(STRING,), single=True),
    ] = field(default=(), description="Who wrote the brief.", examples=["Briefing desk"])
    contact: Annotated[control.Contact, from_text("name")] | None = field(
        default=None,
        description="Who answers questions.",
        examples=["Briefing desk, briefs@example.org"],
    )
    clearance: tuple[control.Clearance, ...] = field(
        default=(),
        description="Who cleared it; required when status is `cleared`.",
        examples=[[{"name": "R. Singh", "date": "2026-11-22"}]],
    )
    handling: Annotated[control.Handling, from_text("marking")] | None = field(
        default=None,
        description="The marking, printed as typed on every page.",
        examples=["UNCLASSIFIED"],
    )
    deadline: control.Deadline | None = field(
        default=None,
        description="The critical date and why.",
        examples=[{"date": "2026-12-01", "reason": "The committee votes"}],
    )
    budget: control.Budget | None = field(
        default=None, description="How long the brief may be.", examples=[{"pages": 4}]
    )
    tags: Texts = field(default=(), description="Subject terms.", examples=[["NATO", "Arctic"]])
    url: HttpsUrl | None = field(
        default=None,
        description="The brief's own address, over https.",
        examples=["https://example.org/bn-2026-001"],
    )
    related: Annotated[
        tuple[control.Related, ...],
        Short(control.expand_related, items=(STRING,)),
    ] = field(default=(), description="Other briefs and pages.", examples=[["BN-2026-002"]])
    supersedes: ReferenceNumber | None = field(
        default=None,
        description="The id of the brief that this one replaces.",
        examples=["BN-2026-000"],
    )
    superseded_by: ReferenceNumber | None = field(
        default=None,
        description="The id of the brief that replaces this one.",
        examples=["BN-2026-009"],
    )
    changes: tuple[control.Change, ...] = field(
        default=(),
        description="The change log.",
        examples=[[{"version": "0.1", "date": "2026-11-22", "note": "First draft."}]],
    )

    bottom_line: Text = field(
        description="The answer first: 20 to 80 words, at most four sentences.",
        examples=["Canada is considering sending troops to Greenland, according to CBC News."],
    )
    key_points: Texts = field(
        default=(),
        description="Three to five points of at most 30 words.",
        examples=[["One.", "Two."]],
    )
    whats_new: Paragraphs = field(
        default=(),
        description="What changed since the last version.",
        examples=["The vote is now fixed."],
    )
    context: Paragraphs = field(
        default=(), description="The background.", examples=["The two met in May."]
    )
    details: Annotated[
        tuple[body.Detail, ...],
        Length(1),
        Short(body.expand_details, also=(PAIRS,), items=(STRING, PAIR)),
    ] = field(
        description="The facts: text, {Label: text}, or full mappings.",
        examples=[["Two officials told CBC of the plan."]],
    )
    counterpoints: Annotated[
        tuple[body.Counterpoint, ...],
        Short(body.expand_counterpoints, also=({"const": "none"},)),
    ] = field(
        description="Each side's claim and the answer to it; `none` needs counterpoints_note.",
        examples=[[{"claim": "It is a provocation.", "by": "trump"}]],
    )
    counterpoints_note: Text | None = field(
        default=None,
        description="Why there is no counterpoint.",
        examples=["No other party was heard."],
    )
    stakes: Annotated[
        tuple[body.Stake, ...],
        Length(1),
        Short(body.expand_stakes, also=(PAIRS,), items=(PAIR,)),
    ] = field(
        description="Who stands to gain or lose what: {who: text} or full mappings.",
        examples=[{"NATO": "Its unity may depend on it."}],
    )

    actors: Annotated[
        tuple[evidence.Actor, ...],
        Short(evidence.expand_actors, also=(PAIRS,), items=(STRING,)),
    ] = field(
        default=(), description="Who is involved.", examples=[["Mark Carney, Prime Minister"]]
    )
    groups: tuple[evidence.Group, ...] = field(
        default=(),
        description="Named sets, counted.",
        examples=[[{"id": "three", "name": "The three", "members": ["A", "B", "C"], "count": 3}]],
    )
    positions: tuple[evidence.Position, ...] = field(
        default=(),
        description="Who stands where, question by question.",
        examples=[[{"issue": "The exercise", "stances": {"trump": "objects"}}]],
    )
    quotes: Annotated[
        tuple[evidence.Quote, ...],
        Short(evidence.expand_quotes, items=(STRING,)),
    ] = field(
        default=(),
        description="What was said, verbatim.",
        examples=[["Words — A. Person, minister"]],
    )
    figures: Annotated[
        tuple[evidence.Figure, ...],
        Short(evidence.expand_figures, also=(PAIRS,), items=(STRING, PAIR)),
    ] = field(
        default=(), description="The numbers that matter.", examples=[["10 percent: Tariff rate"]]
    )
    measures: tuple[evidence.Measure, ...] = field(
        default=(),
        description="What is done, announced or threatened.",
        examples=[[{"id": "tariffs", "type": "tariff", "status": "announced"}]],
    )
    timeline: Annotated[
        tuple[evidence.Event, ...],
        Short(evidence.expand_timeline, also=(PAIRS,), items=(PAIR,)),
    ] = field(
        default=(),
        description="What happened and what may.",
        examples=[{"2026-02-01": "Tariffs start"}],
    )
    places: Annotated[tuple[Annotated[evidence.Place, from_text("name")], ...], OneOrMany] = field(
        default=(),
        description="Places that matter.",
        examples=[[{"name": "Greenland", "code": "GL"}]],
    )
    map: evidence.Map | None = field(
        default=None,
        description="A picture of the places.",
        examples=[{"image": "briefs/arctic.png", "alt": "The Arctic"}],
    )
    charts: tuple[evidence.Chart, ...] = field(
        default=(),
        description="Charts of a few numbers.",
        examples=[[{"type": "bar", "data": {"2024": 1, "2025": 2}, "unit": "ships", "alt": "Up."}]],
    )
    watch: tuple[Annotated[body.Watch, from_text("what")], ...] = field(
        default=(), description="What to look out for.", examples=[["Whether Ottawa decides"]]
    )
    gaps: Texts = field(
        default=(), description="What is not known.", examples=[["The size is not given."]]
    )
    glossary: tuple[body.Term, ...] = field(
        default=(),
        description="Terms and acronyms.",
        examples=[[{"term": "NATO", "expansion": "North Atlantic Treaty Organization"}]],
    )
    sources: Annotated[
        tuple[Source, ...],
        Length(1),
        Before(expand_sources),
    ] = field(
        description="What the brief rests on. A single one may be written `source: FILE-or-URL`.",
        examples=[[{"id": "article", "file": "seeds/article.txt"}]],
    )
    source_opinion: tuple[SourceOpinion, ...] = field(
        default=(),
        description="Opinions of the source's author, kept out of the page.",
        examples=[[{"at": "p8", "text": "this gem", "treatment": "omitted"}]],
    )

    lint_ignore: tuple[control.Ignore, ...] = field(
        default=(),
        description="Findings that the desk accepts, each with its reason; they are counted.",
        examples=[[{"rule": "single-source", "reason": "No second report exists yet."}]],
    )

    @classmethod
    def _before(cls, data: dict[str, Any]) -> dict[str, Any]:
        # Both: `source` stays and is refused as an unknown key, beside all other findings.
        if "source" in data and "sources" not in data:
            data = {**data, "sources": data["source"]}
            del data["source"]
        return data
