"""The links of a wiki's briefs, and the views of the pages between them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from functools import cached_property

from briefgen.escaping import Writer
from briefgen.flavors import Flavor
from briefgen.language import Language
from briefgen.values import replace
from briefgen.wiki.cards import Entry
from briefgen.wiki.catalogue import Catalogue
from briefgen.wiki.names import Names, Target, folded
from briefgen.wiki.views import (
    BriefLinks,
    EntryOfGlossary,
    EntryView,
    Link,
    OccasionView,
    PageView,
    TopicView,
    YearView,
)

_LATEST = 10


class Site:
    """A wiki in one flavor and, for the pages between the briefs, one language.

    `kept` gives the paths of pages that briefs, by their names, had before and keep.
    """

    def __init__(
        self,
        catalogue: Catalogue,
        flavor: Flavor,
        language: Language,
        kept: dict[str, str] | None = None,
    ) -> None:
        self.catalogue, self.flavor, self.language = catalogue, flavor, language
        names = Names(flavor)
        self.home, self.calendar, self.glossary = (
            names.target(kind) for kind in ("index", "calendar", "glossary")
        )
        #: The names of briefs whose page would lie where one of the wiki's own does.
        self.refused = [e.name for e in catalogue.entries if names.takes("brief", e.name)]
        self._briefs = {name: names.keep(path) for name, path in (kept or {}).items()}
        for entry in catalogue.entries:
            if entry.name not in self._briefs:
                self._briefs[entry.name] = names.target("brief", entry.name)
        self.tags = {key: names.target("tag", tag) for key, tag in catalogue.tags.items()}
        self.actors = {key: names.target("actor", name) for key, name in catalogue.actors.items()}

    @property
    def writer(self) -> Writer:
        """What turns texts into this wiki's markup."""
        return self.flavor.writer

    def page_of(self, name: str) -> Target:
        """Return the page of a brief."""
        return self._briefs[name]

    def links_of(self, entry: Entry) -> BriefLinks:
        """Return what a brief's page leads to."""
        plain = self.writer.plain
        actors = {plain(name): name for name, _ in entry.card.actors}
        tags = tuple(self.link(tag, self.tags[folded(tag)]) for tag in entry.card.tags)
        return BriefLinks(
            home=self._home(entry.language),
            tags=tags,
            actors={
                shown: self.link(name, self.actors[folded(name)]) for shown, name in actors.items()
            },
            see_also=tuple(self._see_also(entry)),
            categories=(self._category(), *tags),
        )

    def grounds_of(self, entry: Entry) -> tuple[object, ...]:
        """Return all that `links_of` makes its links of, which takes longer than to compare it."""
        card = entry.card
        return (
            [(tag, self.tags[folded(tag)]) for tag in card.tags],
            [(name, self.actors[folded(name)]) for name, _ in card.actors],
            [
                (other.card.title, self._briefs[other.name], relation)
                if isinstance(other, Entry)
                else (*other, relation)
                for other, relation in self._related(entry)
            ],
        )

    def _see_also(self, entry: Entry) -> Iterator[Link]:
        for other, relation in self._related(entry):
            if isinstance(other, Entry):
                yield self._to(other, relation)
            else:
                words, url = other
                link = replace(self.link(words, None), href=url)
                yield replace(link, relation=self.writer.plain(relation))

    def _related(self, entry: Entry) -> Iterator[tuple[Entry | tuple[str, str], str]]:
        """Yield each brief to look at as well, or words and an address, and why."""
        card, catalogue, language = entry.card, self.catalogue, entry.language
        seen = {entry.name}

        def to(other: Entry, relation: str) -> Iterator[tuple[Entry, str]]:
            if other.name not in seen:
                seen.add(other.name)
                yield other, relation

        for version in catalogue.versions(entry):
            yield from to(version, language.language_name(version.card.language))
        for way in ("supersedes", "superseded_by"):
            other = catalogue.find(getattr(card, way), entry)
            if other:
                yield from to(other, language.label(f"wiki.{way}"))
        for other in catalogue.replacing(entry):
            yield from to(other, language.label("wiki.superseded_by"))
        for id_, title, url, relation in card.related:
            other = catalogue.find(id_, entry)
            if other:
                yield from to(other, relation)
                continue
            words = language.label("comma").join(
                w for w in (id_, title or ("" if id_ else url)) if w
            )
            yield (words, url), relation
        for other, tags in catalogue.alike(entry):
            yield from to(other, language.label("wiki.shares", tags=language.join(tags)))

    def link(self, words: str, target: Target | None) -> Link:
        """Return a link with words in all their forms."""
        return Link(self.writer.linked(words), self.writer.label(words), words, target)

    def _to(self, entry: Entry, relation: str = "") -> Link:
        link = self.link(entry.card.title, self._briefs[entry.name])
        return replace(link, relation=self.writer.plain(relation))

    def _home(self, language: Language) -> Link:
        return self.link(language.label("wiki.title"), self.home)

    def _category(self) -> Link:
        """Return the category of all briefs, where a tag is one."""
        return self.link("", Target(f"Category:{self.home.page}", ""))

    def view(self, entry: Entry) -> EntryView:
        """Return a brief as a line of a list."""
        card, plain = entry.card, self.writer.plain
        return EntryView(
            link=self._to(entry),
            date=plain(self.language.short_day(card.day)),
            status=plain(self.language.label(f"status.{card.status}")),
            bottom_line=self.writer.prose(card.bottom_line),
        )

    @cached_property
    def _entries(self) -> dict[str, EntryView]:
        return {e.name: self.view(e) for e in self.catalogue.entries}

    def page(self, title: str, **parts: object) -> PageView:
        """Return the view of a page between the briefs."""
        label = self.language.label
        ways = (("title", self.home), ("calendar", self.calendar), ("glossary", self.glossary))
        view = PageView(
            title=self.writer.heading(title),
            home=self._home(self.language),
            links=tuple(self.link(label(f"wiki.{way}"), target) for way, target in ways),
            footer=self.writer.plain(label("wiki.note")),
            categories=(self._category(),),
        )
        return replace(view, **parts)  # the names of its own fields

    def index(self) -> PageView:
        """Return the first page, which also holds all that the files beside the pages need."""
        entries = self._list(self.catalogue.entries)
        years = defaultdict(list)
        for entry in self.catalogue.entries:
            years[entry.card.date[:4]].append(entry)
        return self.page(
            self.language.label("wiki.title"),
            entries=entries,
            latest=entries[:_LATEST],
            years=tuple(YearView(y, entries=self._list(found)) for y, found in years.items()),
            tags=self._topics(self.catalogue.tags, self.tags, self.catalogue.by_tag),
            actors=self._topics(self.catalogue.actors, self.actors, self.catalogue.by_actor),
        )

    def _list(self, entries: Iterable[Entry]) -> tuple[EntryView, ...]:
        return tuple(self._entries[e.name] for e in entries)

    def _topics(
        self,
        names: dict[str, str],
        targets: dict[str, Target],
        entries: dict[str, list[Entry]],
    ) -> tuple[TopicView, ...]:
        number = self.language.number
        return tuple(
            TopicView(self.link(names[key], targets[key]), number(Decimal(len(entries[key]))))
            for key in sorted(names)
        )

    def topics(self) -> Iterator[tuple[Target, PageView]]:
        """Yield the page of each tag and of each actor."""
        for key, tag in self.catalogue.tags.items():
            yield self.tags[key], self.page(tag, entries=self._list(self.catalogue.by_tag[key]))
        for key, name in self.catalogue.actors.items():
            entries = self.catalogue.by_actor[key]
            view = self.page(name, entries=self._list(entries), roles=self._roles(key, entries))
            yield self.actors[key], view

    def _roles(self, key: str, entries: Sequence[Entry]) -> tuple[str, ...]:
        actors = (actor for e in entries for actor in e.card.actors)
        roles = (role for name, role in actors if role and folded(name) == key)
        return tuple(dict.fromkeys(self.writer.plain(role) for role in roles))

    def calendar_page(self) -> PageView:
        """Return all events in the order of their days, at the end what is expected on none yet."""
        found: dict[str, list[tuple[str, OccasionView]]] = defaultdict(list)
        plain, prose = self.writer.plain, self.writer.prose
        for entry in self.catalogue.entries:
            if not entry.card.occasions:
                continue
            link = self._events_of(entry)
            for one in entry.card.occasions:
                view = OccasionView(plain(one.when), prose(one.event), plain(one.status), link)
                found[one.year or "~"].append((one.day, view))
        undated = self.language.label("wiki.undated")
        years = tuple(
            YearView(
                self.writer.heading(undated if year == "~" else year),
                events=tuple(view for _, view in sorted(found[year], key=lambda item: item[0])),
            )
            for year in sorted(found)
        )
        return self.page(self.language.label("wiki.calendar"), years=years)

    def _events_of(self, entry: Entry) -> Link:
        link, heading = self._to(entry), entry.card.timeline
        if not heading:
            return link
        place = self._briefs[entry.name].at(entry.language.label(heading), self.flavor)
        return replace(link, target=place)

    def glossary_page(self) -> PageView:
        """Return all terms; one in two meanings stands twice."""
        found: dict[tuple[str, str, str], list[Entry]] = defaultdict(list)
        for entry in self.catalogue.entries:
            for term in entry.card.terms:
                found[term].append(entry)
        plain, prose = self.writer.plain, self.writer.prose
        terms = tuple(
            EntryOfGlossary(
                plain(term),
                plain(expansion),
                prose(meaning) if meaning else "",
                tuple(self._explained(e) for e in entries),
            )
            for (term, expansion, meaning), entries in sorted(
                found.items(), key=lambda item: (item[0][0].casefold(), item[0])
            )
        )
        return self.page(self.language.label("wiki.glossary"), terms=terms)

    def _explained(self, entry: Entry) -> Link:
        heading = entry.language.label("sections.glossary")
        return replace(self._to(entry), target=self._briefs[entry.name].at(heading, self.flavor))
