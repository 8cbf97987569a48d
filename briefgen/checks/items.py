"""Every text that is printed in our own words, with the item that it belongs to."""

from __future__ import annotations

import re
from collections.abc import Iterator

from briefgen import inline
from briefgen.checks.prose import prose
from briefgen.locators import paragraph_range
from briefgen.quantities import TABLES, Quantity, base, language_of, read
from briefgen.schema import Brief
from briefgen.schema.base import EDTF
from briefgen.schema.sources import Sourced
from briefgen.source import quoted_spans
from briefgen.values import frozen
from briefgen.yamltree import KeyPath

#: A horizon of the desk's own: P4Y.
_DURATION = re.compile(r"P\d+[DWMY]\Z", re.ASCII)
_WORDS: dict[str, tuple[str, ...]] = {
    "actors": ("name", "role"),
    "stakes": ("horizon",),
    "glossary": ("term", "expansion"),
    "watch": ("when",),
}
_CODE = " \x00 "


@frozen
class Printed:
    """A text of ours, its path, and the item whose source and origin hold for it."""

    path: KeyPath
    text: str
    added: bool = False
    item: Sourced | None = None

    @property
    def words(self) -> str:
        """The text without its markup; code leaves a gap."""
        return "".join(_CODE if span.code else span.text for span in inline.spans(self.text))


def printed(brief: Brief) -> Iterator[Printed]:
    """Yield every text of the brief in our own words."""
    for path, text, added in prose(brief):
        yield Printed(path, text, added, item_of(brief, path))
    for key, fields in _WORDS.items():
        for n, item in enumerate(getattr(brief, key)):
            for field in fields:
                yield from _words((key, n, field), getattr(item, field), item)
    for n, position in enumerate(brief.positions):
        for actor, stance in position.stances.items():
            yield from _words(("positions", n, "stances", actor), stance, position)
    for n, measure in enumerate(brief.measures):
        for i, step in enumerate(measure.steps):
            yield from _words(("measures", n, "steps", i, "text"), step.text, measure)
    if brief.map:
        yield from _words(("map", "alt"), brief.map.alt, brief.map)
        yield from _words(("map", "caption"), brief.map.caption, brief.map)
    yield from _words(("counterpoints_note",), brief.counterpoints_note, None)


def _words(path: KeyPath, text: str | None, item: Sourced | None) -> Iterator[Printed]:
    if text and not EDTF.match(text) and not _DURATION.match(text):
        yield Printed(path, text, item is not None and item.origin == "editor", item)


def item_of(brief: Brief, path: KeyPath) -> Sourced | None:
    """Return the item that a path of a text leads into; None for the texts at the top."""
    if len(path) < 3 or not isinstance(path[0], str) or not isinstance(path[1], int):
        return None
    item = getattr(brief, path[0])[path[1]]
    if path[2] == "response" and item.response.source:
        return item.response if isinstance(item.response, Sourced) else None
    return item if isinstance(item, Sourced) else None


def tongue(brief: Brief) -> str:
    """Return the language to read a brief in: its own, or the likeliest where that has no table."""
    if base(brief.language) in TABLES:
        return brief.language
    return language_of(
        " ".join((brief.bottom_line, *(d.text for d in brief.details))), brief.language
    )


def ours(text: str, language: str) -> list[Quantity]:
    """Return the quantities of a text without those in quotation marks, which are not ours."""
    quoted = [(start, end) for start, end, _ in quoted_spans(text)]
    found, at = [], 0
    for quantity in read(text, language):
        while at < len(quoted) and quoted[at][1] <= quantity.start:
            at += 1
        if at == len(quoted) or quantity.end <= quoted[at][0]:
            found.append(quantity)
    return found


#: A source's id (None for the only one) and a run of its paragraphs (None for the whole).
Place = tuple[str | None, tuple[int, int] | None]


def places(item: Sourced | None) -> list[Place]:
    """Return where an item says that it stands; empty when it does not say."""
    found: list[Place] = []
    for reference in item.source if item else ():
        spans = [paragraph_range(at) for at in reference.at]
        if not spans or None in spans:
            found.append((reference.ref, None))
        found += [(reference.ref, span) for span in spans if span]
    return found


def meet(one: Sourced | None, two: Sourced | None) -> bool:
    """Tell whether two items may stand at the same place; one without a place may anywhere."""
    first, second = places(one), places(two)
    return not first or not second or any(_meet(a, b) for a in first for b in second)


def _meet(one: Place, two: Place) -> bool:
    if one[0] != two[0] and one[0] and two[0]:
        return False
    if one[1] is None or two[1] is None:
        return True
    return one[1][0] <= two[1][1] and two[1][0] <= one[1][1]


def within(number: int, source: str, places_: list[Place]) -> bool:
    """Tell whether a paragraph of a source lies at one of the places; without any, it does."""
    return not places_ or any(
        ref in (None, source) and (span is None or span[0] <= number <= span[1])
        for ref, span in places_
    )
