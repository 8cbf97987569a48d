"""Sources, and where in them a statement stands."""

import re
from datetime import date
from typing import Annotated, Any, Literal

from briefgen.schema.base import (
    STRING,
    Day,
    Id,
    OneOrMany,
    Text,
    Texts,
    Url,
    Words,
)
from briefgen.schema.markers import Before, Pattern, Short, fail
from briefgen.schema.model import Model, field

Origin = Literal["source", "editor"]
_LOCATOR = r"p[0-9]+(?:-p?[0-9]+)?\Z"


class Reference(Model):
    """Where something stands: a source of the brief and a place in it."""

    ref: Id | None = field(
        default=None,
        description="The id of a source; the only source may be left out.",
        examples=["article"],
    )
    at: Annotated[tuple[Words, ...], OneOrMany] = field(
        default=(),
        description="Paragraphs (p3, p3-p5, a list of them) or a place in words.",
        examples=["p3", ["p2", "p11"]],
    )


def _reference(value: Any) -> Any:
    if isinstance(value, str):
        return {"at": value} if re.match(_LOCATOR, value) else {"ref": value}
    return value


def _references(value: Any) -> Any:
    if isinstance(value, list) and all(isinstance(v, str) and re.match(_LOCATOR, v) for v in value):
        return [{"at": value}]
    return [_reference(v) for v in value] if isinstance(value, list) else [_reference(value)]


References = Annotated[
    tuple[Reference, ...],
    Short(_references, items=(STRING,), single=True),
]


class Sourced(Model):
    """What any statement of the brief may carry."""

    source: References = field(
        default=(),
        description="Where it stands: {ref, at}, a source's id, or a paragraph such as p3.",
        examples=[{"ref": "article", "at": "p3"}, "p3"],
    )
    origin: Origin = field(
        default="source",
        description="`editor` for what the desk adds and no source says; printed with a dagger.",
        examples=["editor"],
    )
    note: Text | None = field(
        default=None,
        description="A remark for the people who edit this file; never printed.",
        examples=["Do not add [sic] without seeing the post."],
    )


def _date_or_words(value: Any) -> Any:
    if isinstance(value, str) and re.match(r"\d{4}-\d{2}-\d{2}", value, re.ASCII):
        try:
            date.fromisoformat(value)
        except ValueError:
            fail("bad-date", f"{value} is not a day in the calendar", "check the month and the day")
    return value


class Source(Model):
    """A document that the brief rests on, or that such a document cites."""

    id: Id = field(description="The name that `source: {ref: …}` uses.", examples=["article"])
    type: Text | None = field(
        default=None, description="What kind of document.", examples=["news article"]
    )
    title: Text | None = field(
        default=None, description="Its title.", examples=["Canada looks north"]
    )
    author: Texts | None = field(
        default=None,
        description="Who wrote it; an actor's or group's id may be used.",
        examples=["A. Writer"],
    )
    publisher: Text | None = field(
        default=None, description="Who published it.", examples=["CBC News"]
    )
    date: Annotated[Words | None, Before(_date_or_words)] = field(
        default=None, description="When it was published.", examples=["2026-01-19"]
    )
    url: Url | None = field(
        default=None, description="Where it can be read.", examples=["https://example.org/article"]
    )
    accessed: Day | None = field(
        default=None, description="When the desk read it.", examples=["2026-11-22"]
    )
    file: Text | None = field(
        default=None,
        description="Its text, as a path from the project's folder.",
        examples=["seeds/article.txt"],
    )
    sha256: Annotated[Text, Pattern(r"^[0-9a-f]{64}$")] | None = field(
        default=None,
        description="The digest of the file that the brief was written from.",
        examples=["dbdb49d233e68c9a82127ff9fbd1eac97f3015231a313a2db02b31da261ed411"],
    )
    seen: bool = field(
        default=True,
        description="Whether the desk has read it itself; if not, say who cites it.",
        examples=[False],
    )
    cited_in: Id | None = field(
        default=None, description="The id of the source that cites it.", examples=["article"]
    )
    at: Annotated[tuple[Words, ...], OneOrMany] = field(
        default=(), description="Where it is cited.", examples=["p1", ["p1", "p2"]]
    )
    reliability: Text | None = field(
        default=None, description="How far the desk trusts it.", examples=["usually reliable"]
    )
    note: Text | None = field(
        default=None, description="A remark, never printed.", examples=["paywalled"]
    )


def expand_sources(value: Any) -> Any:
    """Turn `source: path-or-URL` or `source: {…}` into the list of sources."""
    if isinstance(value, str):
        key = "url" if re.match(r"https?://", value) else "file"
        return [{"id": "source", key: value}]
    if isinstance(value, dict):
        return [{"id": "source", **value}]
    return value


class SourceOpinion(Model):
    """Words of the source's author that are opinion: kept apart and never printed as fact."""

    ref: Id | None = field(default=None, description="The source's id.", examples=["article"])
    at: Words | None = field(default=None, description="Where it stands.", examples=["p6"])
    text: Text = field(description="The words, verbatim.", examples=["this gem"])
    treatment: Text | None = field(
        default=None,
        description="What the brief does with it: omitted, attributed, neutralised, kept ….",
        examples=["omitted"],
    )
