"""Ranges and lists of numbers that share the unit behind the last, or the sign before the first."""

from __future__ import annotations

import re
from decimal import Decimal

from briefgen.quantities import units
from briefgen.quantities.model import Quantity
from briefgen.values import replace


def ranged(found: list[Quantity], text: str) -> list[Quantity]:
    """Give the unit behind "10–15 percent" or "$10–15" to both of its ends."""
    done = list(found)
    for n in range(len(done) - 2, -1, -1):
        first, second = done[n], done[n + 1]
        if _joined(first, second, text):
            done[n] = _like(first, second)
    for n in range(1, len(done)):
        first, second = done[n - 1], done[n]
        if first.kind == "money" and first.text[:1] in units.SIGNS and _dashed(first, second, text):
            done[n] = replace(second, unit=first.unit, kind="money", also=())
    return done


_TO = re.compile(
    r"\s?[-–—~〜～‑]\s?|,?\s(?:to|and|or|bis|auf|und|oder|à|et|ou|til|og|eller|a|y|o|e|إلى|و|أو|עד|או)\s(?:ו)?"
    r"|,\s|から|\sو"
)


def _joined(first: Quantity, second: Quantity, text: str) -> bool:
    between = text[first.end : second.start]
    listed = between.strip() == ","
    bare = first.kind == "cardinal" or (first.kind == "article" and not listed)
    bare = bare and not first.phrase and not first.name and (second.measured or not listed)
    counted = bool(second.unit) or second.value >= 1000 > second.written > 0
    open_ = second.kind in ("cardinal", "percent", "money", "measure") and counted
    return bare and open_ and len(between) < 9 and bool(_TO.fullmatch(between))


def _dashed(first: Quantity, second: Quantity, text: str) -> bool:
    bare = second.kind == "cardinal" and not second.phrase
    return bare and text[first.end : second.start].strip() in ("-", "–", "—", "to", "and")


def _like(first: Quantity, second: Quantity) -> Quantity:
    """Return the first end of a range with the unit and, if it has none, its scale."""
    factor = second.value / second.written if second.written else Decimal(1)
    value, also = first.value, first.also
    if factor >= 1000 and first.value == first.written:
        also = (*also, (first.value, second.unit if second.measured else ""))
        value = first.value * factor
    kind = second.kind if second.measured else first.kind
    shared = tuple((value, u) for v, u in second.also if v == second.value)
    return replace(
        first,
        value=value,
        unit=second.unit,
        kind=kind,
        phrase=second.phrase,
        also=(*also, *shared),
    )
