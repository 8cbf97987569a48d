"""Numbers in a text: their values, units and nouns, in nine languages."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache

from briefgen.quantities.japanese import read_japanese
from briefgen.quantities.languages import language_of, scripts
from briefgen.quantities.model import Quantity, Reading, Table
from briefgen.quantities.reading import Reader
from briefgen.quantities.tables import TABLES, base
from briefgen.quantities.tables import table as table_of
from briefgen.quantities.tokens import plain
from briefgen.quantities.units import SIGNS, stem

__all__ = [
    "TABLES",
    "Quantity",
    "Reading",
    "amount",
    "base",
    "language_of",
    "read",
    "scripts",
    "stem",
    "table_of",
]

_PARTS = re.compile(r"[^\W\d_]+|\d+|[^\w\s]")
_MYRIADS = {"万": 10**4, "億": 10**8, "兆": 10**12}


@lru_cache(maxsize=4096)
def _read(text: str, language: str) -> tuple[Quantity, ...]:
    if base(language) == "ja":
        return tuple(read_japanese(text))
    return tuple(Reader(text, language).read())


def read(text: str, language: str = "en") -> list[Quantity]:
    """Return the quantities of a text, in order; `language` is a BCP 47 tag."""
    return list(_read(text, language))


def amount(value: Decimal, unit: str, language: str = "en") -> Quantity:
    """Return the quantity of a value and a unit such as "billion dollars" or "USD bn".

    Units of measure may be in English in any language, as "percent" is.
    """
    found = _amount(value, unit, language)
    english = found if found.measured or base(language) == "en" else _amount(value, unit, "en")
    return english if english.measured else found


def _amount(value: Decimal, unit: str, language: str) -> Quantity:
    factor, rest = _scale(unit, table_of(language), language)
    # A plain 2 stands for the number, so that any noun after it is a plural.
    found = _read(f"2 {rest}" if base(language) != "ja" else f"2{rest}", language)
    like = next((q for q in found if q.value == 2), None)
    text, total = f"{value:f} {unit}".strip(), value * factor
    if like is None or not rest:
        return Quantity(0, 0, text, total, written=value)
    also = tuple((total, other) for _, other in like.also)
    kind = like.kind if like.measured else "cardinal"
    return Quantity(0, 0, text, total, like.unit, kind, value, like.phrase, also)


def _scale(unit: str, table: Table, language: str) -> tuple[int, str]:
    """Return the factor that the scale words of a unit stand for, and the words without them."""
    if base(language) == "ja" and unit[:1] in _MYRIADS:
        return _MYRIADS[unit[0]], unit[1:]
    factor, rest = 1, []
    money = any(sign in unit for sign in SIGNS) or bool(re.search(r"\b[A-Z]{3}\b", unit))
    for match in _PARTS.finditer(plain(unit)):
        word = match[0].casefold()
        short = table.shorts.get(word, 0) if money or len(word) > 1 else 0
        scale = table.scales.get(word, 0) or short
        factor *= scale or 1
        rest += [] if scale else [unit[match.start() : match.end()]]
    return (factor, " ".join(rest)) if factor > 1 else (1, unit)
