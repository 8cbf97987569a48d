"""The dated parts of a brief, and findings that stand for the same fact in several fields."""

from __future__ import annotations

import calendar
from collections.abc import Iterable, Iterator
from datetime import date

from briefgen.checks.rule import Checked, Finding
from briefgen.dates import DateMention
from briefgen.loader import field_name
from briefgen.schema import Brief
from briefgen.schema.body import Watch
from briefgen.schema.evidence import Event, Measure, Quote, Step
from briefgen.schema.sources import Sourced
from briefgen.values import frozen
from briefgen.yamltree import KeyPath

#: How many other places a finding names.
MAX_PLACES = 6


@frozen
class Dated:
    """An item with a `when`: where it stands, its words, and the item that names its source."""

    path: KeyPath
    item: Sourced
    when: str
    as_written: str | None = None
    resolved_by: str | None = None


def dated(brief: Brief) -> Iterator[Dated]:
    """Yield every `when` of a brief."""
    for key in ("quotes", "measures", "timeline", "watch"):
        items: tuple[Quote | Measure | Event | Watch, ...] = getattr(brief, key)
        for n, item in enumerate(items):
            yield from _one((key, n), item, item)
            for i, step in enumerate(item.steps if isinstance(item, Measure) else ()):
                yield from _one((key, n, "steps", i), item, step)


def _one(
    path: KeyPath, item: Sourced, part: Quote | Measure | Event | Watch | Step
) -> Iterator[Dated]:
    if part.when and isinstance(part, Watch):
        yield Dated(path, item, part.when)
    elif part.when and not isinstance(part, Watch):
        yield Dated(path, item, part.when, part.as_written, part.resolved_by)


def last_day(mention: DateMention) -> date | None:
    """Return the last day that a date may mean; None without a year, or for no day there is."""
    if mention.year is None or not 0 < mention.year < 10_000:
        return None
    month = mention.month or 12
    day = mention.day or calendar.monthrange(mention.year, month)[1]
    try:
        return date(mention.year, month, day)
    except ValueError:
        return None


class Places:
    """The fields that have the same fault, so that it is found once."""

    def __init__(self, checked: Checked) -> None:
        self._checked = checked
        self._found: dict[object, list[tuple[KeyPath, str]]] = {}

    def add(self, key: object, path: KeyPath, words: str = "") -> None:
        """Note a fault, with the words that show it."""
        self._found.setdefault(key, []).append((path, words))

    def findings(self, message: str, hint: str) -> Iterator[Finding]:
        """Yield one finding a fault, at its first field; {words} in the message are its words."""
        for found in self._found.values():
            yield self._finding(found, found[0][1], message, hint)

    def findings_by_field(self, message: str, hint: str) -> Iterator[Finding]:
        """Yield one finding for all faults that have the same first field."""
        fields: dict[KeyPath, list[list[tuple[KeyPath, str]]]] = {}
        for found in self._found.values():
            fields.setdefault(found[0][0], []).append(found)
        for faults in fields.values():
            words = "”, “".join(found[0][1] for found in faults)
            yield self._finding(
                [place for found in faults for place in found], words, message, hint
            )

    def _finding(
        self, found: list[tuple[KeyPath, str]], words: str, message: str, hint: str
    ) -> Finding:
        path, first = found[0]
        others = dict.fromkeys(p for p, _ in found if p != path)
        text = message.format(words=words) + self._also(others)
        return Finding(path, text, hint, words=first)

    def _also(self, paths: Iterable[KeyPath]) -> str:
        names = [field_name(self._checked.document.written(path)) for path in paths]
        shown = ", ".join(names[:MAX_PLACES])
        more = len(names) - MAX_PLACES
        return f"; also {shown}{f' and {more} more' if more > 0 else ''}" if names else ""
