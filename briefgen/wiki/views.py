"""What the templates of a wiki see: frozen, finished strings, and where links lead."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from briefgen.wiki.names import Target


@dataclass(frozen=True, slots=True)
class Link:
    """A link: its words for this output, for the wiki's own brackets, and as they are.

    Without a target it leads to `href`, or nowhere.
    """

    text: str
    label: str
    words: str
    target: Target | None = None
    href: str = ""
    relation: str = ""


@dataclass(frozen=True, slots=True)
class BriefLinks:
    """What the page of a brief leads to; `actors` by their finished names."""

    home: Link
    tags: tuple[Link, ...]
    actors: Mapping[str, Link]
    see_also: tuple[Link, ...]
    categories: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class EntryView:
    """A brief in a list."""

    link: Link
    date: str
    status: str
    bottom_line: str


@dataclass(frozen=True, slots=True)
class TopicView:
    """A tag or an actor in a list, with the number of its briefs."""

    link: Link
    count: str


@dataclass(frozen=True, slots=True)
class YearView:
    """The briefs, or the events, of a year."""

    name: str
    entries: tuple[EntryView, ...] = ()
    events: tuple[OccasionView, ...] = ()


@dataclass(frozen=True, slots=True)
class OccasionView:
    """An event in the calendar, and the brief that names it."""

    when: str
    event: str
    status: str
    link: Link


@dataclass(frozen=True, slots=True)
class EntryOfGlossary:
    """A term in one of its meanings, and the briefs that explain it so."""

    term: str
    expansion: str
    meaning: str
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class PageView:
    """A page between the briefs; each template takes of it what it shows."""

    title: str
    home: Link
    links: tuple[Link, ...]
    footer: str
    entries: tuple[EntryView, ...] = ()
    latest: tuple[EntryView, ...] = ()
    years: tuple[YearView, ...] = ()
    tags: tuple[TopicView, ...] = ()
    actors: tuple[TopicView, ...] = ()
    terms: tuple[EntryOfGlossary, ...] = ()
    roles: tuple[str, ...] = ()
    categories: tuple[Link, ...] = ()
