"""What the templates of a wiki see: frozen, finished strings, and where links lead."""

from __future__ import annotations

from collections.abc import Mapping

from briefgen.values import frozen
from briefgen.wiki.names import Target


@frozen
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


@frozen
class BriefLinks:
    """What the page of a brief leads to; `actors` by their finished names."""

    home: Link
    tags: tuple[Link, ...]
    actors: Mapping[str, Link]
    see_also: tuple[Link, ...]
    categories: tuple[Link, ...]


@frozen
class EntryView:
    """A brief in a list."""

    link: Link
    date: str
    status: str
    bottom_line: str


@frozen
class TopicView:
    """A tag or an actor in a list, with the number of its briefs."""

    link: Link
    count: str


@frozen
class YearView:
    """The briefs, or the events, of a year."""

    name: str
    entries: tuple[EntryView, ...] = ()
    events: tuple[OccasionView, ...] = ()


@frozen
class OccasionView:
    """An event in the calendar, and the brief that names it."""

    when: str
    event: str
    status: str
    link: Link


@frozen
class EntryOfGlossary:
    """A term in one of its meanings, and the briefs that explain it so."""

    term: str
    expansion: str
    meaning: str
    links: tuple[Link, ...]


@frozen
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
