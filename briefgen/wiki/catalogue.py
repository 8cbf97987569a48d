"""All briefs of a wiki side by side: who and what they name, and how they belong together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from functools import cached_property
from itertools import islice

from briefgen.wiki.cards import Entry
from briefgen.wiki.names import unique

#: How many briefs that share a tag a page leads to.
_ALIKE = 5
#: How many briefs of a tag are looked at for those.
_LATEST = 100


class Catalogue:
    """Briefs by date, the latest first; each tag and actor by its case-folded name."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        by_name = sorted(entries, key=lambda e: e.name)
        self.entries = sorted(by_name, key=lambda e: e.card.date, reverse=True)
        self.tags = unique(tag for e in self.entries for tag in e.card.tags)
        self.actors = unique(name for e in self.entries for name, _ in e.card.actors)
        self.by_tag = _grouped(self.entries, lambda e: e.tags)
        self.by_actor = _grouped(self.entries, lambda e: e.actors)
        self._by_id = _grouped(self.entries, lambda e: (e.card.id,) if e.card.id else ())
        self._sorted: dict[tuple[frozenset[str], str], list[Entry]] = {}
        self._latest = {key: found[:_LATEST] for key, found in self.by_tag.items()}

    def find(self, reference: str | None, beside: Entry) -> Entry | None:
        """Return the brief of a reference number: in the language of another, if it is there."""
        same = self._by_id.get(reference or "", ())
        ours = (entry for entry in same if entry.card.language == beside.card.language)
        return next(ours, same[0] if same else None)

    def versions(self, entry: Entry) -> Iterator[Entry]:
        """Yield the brief in its other languages."""
        same = (e for e in self._files[entry.file] if e is not entry)
        yield from sorted(same, key=lambda e: e.card.language)

    def replacing(self, entry: Entry) -> Iterator[Entry]:
        """Yield the briefs that say they replace this one."""
        if entry.card.id:
            yield from self._replacing[entry.card.id]

    def alike(self, entry: Entry) -> list[tuple[Entry, list[str]]]:
        """Return those that share most tags, with the tags, in this brief's spelling.

        Of each tag, its latest briefs are looked at: a wiki may have ten thousand of one.
        """
        near = self._near(entry.tags, entry.card.language)
        others = islice((e for e in near if e.file != entry.file), _ALIKE)
        spelling = unique(entry.card.tags)
        return [(e, [spelling[t] for t in sorted(e.tags & entry.tags)]) for e in others]

    def _near(self, tags: frozenset[str], language: str) -> list[Entry]:
        """Return the briefs of a language that share tags; those with most and the latest first."""
        if (tags, language) not in self._sorted:
            found = {e.name: e for tag in tags for e in self._latest[tag]}
            near = sorted(
                (e for e in found.values() if e.card.language == language), key=lambda e: e.name
            )
            near.sort(key=lambda e: (len(e.tags & tags), e.card.date), reverse=True)
            self._sorted[tags, language] = near
        return self._sorted[tags, language]

    @cached_property
    def _files(self) -> dict[str, list[Entry]]:
        return _grouped(self.entries, lambda e: (e.file,))

    @cached_property
    def _replacing(self) -> defaultdict[str, list[Entry]]:
        found = _grouped(self.entries, lambda e: (e.card.supersedes,))
        return defaultdict(list, found)


def _grouped(
    entries: Iterable[Entry], keys: Callable[[Entry], Iterable[str]]
) -> dict[str, list[Entry]]:
    groups: dict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        for key in keys(entry):
            groups[key].append(entry)
    return groups
