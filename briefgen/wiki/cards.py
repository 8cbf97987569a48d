"""What a wiki knows of a brief without its YAML: small, frozen, and kept between builds."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from briefgen.dates import read_dates
from briefgen.escaping import Writer
from briefgen.language import Language
from briefgen.schema import Brief
from briefgen.schema.base import EDTF
from briefgen.values import frozen
from briefgen.views import evidence
from briefgen.views.brief import timeline_label
from briefgen.views.model import EventView
from briefgen.views.people import Cast
from briefgen.wiki.names import unique

# Texts as the brief has them: each wiki finishes them in its own markup.
_RAW = Writer(prose=str, plain=str, linked=str, label=str, heading=str)


@frozen
class Occasion:
    """An event by the year and day that sort it, "" for none; its texts with the brief's markup."""

    year: str
    day: str
    when: str
    event: str
    status: str


@frozen
class Card:
    """What the pages between the briefs show of one; `file` is shared by its other languages.

    `timeline` is the label that heads its events on its page, "" when it shows none.
    """

    name: str
    file: str
    language: str
    id: str
    title: str
    date: str
    status: str
    bottom_line: str
    supersedes: str
    superseded_by: str
    timeline: str
    tags: tuple[str, ...]
    #: Names with roles.
    actors: tuple[tuple[str, str], ...]
    #: Reference number, title, address, relation.
    related: tuple[tuple[str, str, str, str], ...]
    #: Term, long form, meaning.
    terms: tuple[tuple[str, str, str], ...]
    occasions: tuple[Occasion, ...]

    @property
    def day(self) -> datetime.date:
        """The date of the brief."""
        return datetime.date.fromisoformat(self.date)


@dataclass(frozen=True)
class Entry:
    """A card with the labels of its language."""

    card: Card
    labels: Mapping[str, Any]

    @property
    def name(self) -> str:
        """What the brief's files are called."""
        return self.card.name

    @property
    def file(self) -> str:
        """The YAML of the brief, which its other languages share."""
        return self.card.file

    @cached_property
    def language(self) -> Language:
        """The language that it is written in."""
        return Language(self.card.language, self.labels)

    @cached_property
    def tags(self) -> frozenset[str]:
        """Its tags, case-folded."""
        return frozenset(unique(self.card.tags))

    @cached_property
    def actors(self) -> frozenset[str]:
        """The names of its actors, case-folded."""
        return frozenset(unique(name for name, _ in self.card.actors))


def card(name: str, file: str, brief: Brief, labels: Mapping[str, Any]) -> Card:
    """Return the card of a brief."""
    cast = Cast(brief, Language(brief.language, labels), _RAW)
    valid = brief.status not in {"superseded", "withdrawn"} and not brief.superseded_by
    return Card(
        name=name,
        file=file,
        language=brief.language,
        id=brief.id or "",
        title=brief.title,
        date=brief.date.isoformat(),
        status=brief.status,
        bottom_line=brief.bottom_line,
        supersedes=brief.supersedes or "",
        superseded_by=brief.superseded_by or "",
        timeline=timeline_label(cast) if brief.timeline or brief.watch else "",
        tags=tuple(brief.tags),
        actors=tuple((a.name, a.role or "") for a in brief.actors),
        related=tuple(
            (r.id or "", r.title or "", r.url or "", r.relation or "") for r in brief.related
        ),
        terms=tuple((t.term, t.expansion or "", t.meaning or "") for t in brief.glossary)
        if valid
        else (),
        occasions=tuple(_occasions(cast)) if valid else (),
    )


def _occasions(cast: Cast) -> Iterator[Occasion]:
    for when, event in _events(cast):
        year, day = first_day(when, cast.brief.language)
        if year or event.marker not in {"occurred", "cancelled"}:
            yield Occasion(year, day, event.when, event.event, event.status)


def _events(cast: Cast) -> Iterator[tuple[str, EventView]]:
    brief = cast.brief
    for event in brief.timeline:
        yield event.when, evidence.event_view(event, cast)
    for watch in evidence.open_watches(cast):
        yield watch.when or "", evidence.watch_view(watch, cast)
    if brief.deadline:
        yield (
            brief.deadline.date.isoformat(),
            EventView(
                marker="deadline",
                when=cast.language.day(brief.deadline.date),
                event=brief.deadline.reason,
                status=cast.language.label("event_status.deadline"),
                evidence=cast.evidence(brief.details[0]),
            ),
        )


def first_day(when: str, language: str) -> tuple[str, str]:
    """Return the year of a date, in EDTF or in words, and a key that sorts it; "" for no year."""
    if not EDTF.match(when):
        named = [m.date.isoformat() for m in read_dates(when, language) if m.date]
        when = min(named, default="")
    match = re.match(r"(?:\.\./)?([12]\d{3})(-\d\d)?(-\d\d)?", when, re.ASCII)
    return (match[1], f"{match[1]}{match[2] or '-00'}{match[3] or '-00'}") if match else ("", "")
