"""All briefs of a wiki side by side: who and what they name, and how they belong together."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from briefgen.dates import read_dates
from briefgen.language import Language
from briefgen.schema import Brief
from briefgen.schema.base import EDTF
from briefgen.wiki.names import unique

#: How many briefs that share a tag a page leads to.
_ALIKE = 5


@dataclass(frozen=True)
class Entry:
    """A brief of the wiki; `file` is its YAML, which its other languages share."""

    name: str
    file: str
    brief: Brief
    labels: Mapping[str, Any]

    @cached_property
    def language(self) -> Language:
        """The language that it is written in."""
        return Language(self.brief.language, self.labels)

    @property
    def valid(self) -> bool:
        """Tell whether what it says still holds."""
        return self.brief.status not in {"superseded", "withdrawn"} and not self.brief.superseded_by

    @cached_property
    def tags(self) -> frozenset[str]:
        """Its tags, case-folded."""
        return frozenset(unique(self.brief.tags))

    @cached_property
    def actors(self) -> frozenset[str]:
        """The names of its actors, case-folded."""
        return frozenset(unique(actor.name for actor in self.brief.actors))


class Catalogue:
    """Briefs by date, the latest first; each tag and actor by its case-folded name."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        by_name = sorted(entries, key=lambda e: e.name)
        self.entries = sorted(by_name, key=lambda e: e.brief.date, reverse=True)
        self.tags = unique(tag for e in self.entries for tag in e.brief.tags)
        self.actors = unique(a.name for e in self.entries for a in e.brief.actors)
        self.by_tag = _grouped(self.entries, lambda e: e.tags)
        self.by_actor = _grouped(self.entries, lambda e: e.actors)
        self._by_id: dict[str, Entry] = {}
        for entry in self.entries:
            if entry.brief.id:
                self._by_id.setdefault(entry.brief.id, entry)

    def find(self, reference: str | None, beside: Entry) -> Entry | None:
        """Return the brief of a reference number: in the language of another, if it is there."""
        found = self._by_id.get(reference or "")
        for entry in self.entries if found else ():
            same = entry.brief.id == reference and entry.brief.language == beside.brief.language
            if same:
                return entry
        return found

    def versions(self, entry: Entry) -> Iterator[Entry]:
        """Yield the brief in its other languages."""
        same = (e for e in self._files[entry.file] if e is not entry)
        yield from sorted(same, key=lambda e: e.brief.language)

    def replacing(self, entry: Entry) -> Iterator[Entry]:
        """Yield the briefs that say they replace this one."""
        if entry.brief.id:
            yield from self._replacing[entry.brief.id]

    def alike(self, entry: Entry) -> list[tuple[Entry, list[str]]]:
        """Return those that share most tags, with the tags, in this brief's spelling."""
        shared: Counter[int] = Counter()
        for tag in entry.tags:
            shared.update(id(e) for e in self.by_tag[tag])
        language = entry.brief.language
        others = [
            e
            for e in self.entries
            if shared[id(e)] and e.file != entry.file and e.brief.language == language
        ]
        others.sort(key=lambda e: -shared[id(e)])
        spelling = unique(entry.brief.tags)
        return [(e, [spelling[t] for t in sorted(e.tags & entry.tags)]) for e in others[:_ALIKE]]

    @cached_property
    def _files(self) -> dict[str, list[Entry]]:
        return _grouped(self.entries, lambda e: (e.file,))

    @cached_property
    def _replacing(self) -> defaultdict[str, list[Entry]]:
        found = _grouped(self.entries, lambda e: (e.brief.supersedes or "",))
        return defaultdict(list, found)


def _grouped(
    entries: Iterable[Entry], keys: Callable[[Entry], Iterable[str]]
) -> dict[str, list[Entry]]:
    groups: dict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        for key in keys(entry):
            groups[key].append(entry)
    return groups


def first_day(when: str, language: str) -> tuple[str, str]:
    """Return the year of a date, in EDTF or in words, and a key that sorts it; "" for no year."""
    if not EDTF.match(when):
        named = [m.date.isoformat() for m in read_dates(when, language) if m.date]
        when = min(named, default="")
    match = re.match(r"(?:\.\./)?([12]\d{3})(-\d\d)?(-\d\d)?", when, re.ASCII)
    return (match[1], f"{match[1]}{match[2] or '-00'}{match[3] or '-00'}") if match else ("", "")
