"""What a quantity is, and what has to be known of a language to read one."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Literal

from briefgen.values import field, frozen

Kind = Literal[
    "cardinal",
    "article",
    "ordinal",
    "percent",
    "money",
    "measure",
    "fraction",
    "year",
    "date",
    "time",
    "name",
    "code",
    "list",
]
#: A value and its unit, as one of several ways to read the same signs.
Reading = tuple[Decimal, str]

#: Kinds whose unit is a measure: the same number with another unit is another quantity.
MEASURED: frozenset[Kind] = frozenset(("percent", "money", "measure"))


@frozen
class Quantity:
    """A number in a text: where it stands, its value, and what it counts or measures.

    `unit` is canonical ("percent", "EUR", "km"), or the stem of the noun that is counted, or "".
    """

    start: int
    end: int
    text: str
    value: Decimal
    unit: str = ""
    kind: Kind = "cardinal"
    #: The number before its scale: 1.2 in "1.2 billion".
    written: Decimal = Decimal(0)
    #: Stems of the words after the number and its unit; the noun is the last.
    phrase: tuple[str, ...] = ()
    #: Other ways to read it: "half" is 50 percent too, "1.200" may be 1200.
    also: tuple[Reading, ...] = ()
    #: The word of a name that the number belongs to: "article" of "Article 5".
    name: str = ""

    @property
    def measured(self) -> bool:
        """Whether the unit is a measure."""
        return self.kind in MEASURED

    @property
    def noun(self) -> str:
        """The stem of the noun after the number, or empty."""
        return self.phrase[-1] if self.phrase else ""

    @property
    def readings(self) -> tuple[Reading, ...]:
        """Every (value, unit); the unit is empty when it is no measure."""
        return ((self.value, self.unit if self.measured else ""), *self.also)


@frozen
class Table:
    """The numbers of one language: signs, words, units and the words around them."""

    #: The decimal sign; in `either`, a lone sign before three digits may be the other one.
    decimal: str
    either: bool = False
    words: Mapping[str, int] = field(default_factory=dict)
    #: Words for one that are articles too: "a", "un", "eine"; and those that are hardly.
    ones: frozenset[str] = frozenset()
    single: frozenset[str] = frozenset()
    hundreds: frozenset[str] = frozenset()
    scales: Mapping[str, int] = field(default_factory=dict)
    #: Scale words that are numbers without another number before them.
    bare_scales: frozenset[str] = frozenset()
    #: Abbreviated scales, behind digits only.
    shorts: Mapping[str, int] = field(default_factory=dict)
    joiners: frozenset[str] = frozenset()
    #: Where "and" stands: before tens ("five and twenty"), after them, or after hundreds.
    joined: Literal["", "before", "after", "hundreds"] = ""
    #: Whether seventy is sixty-ten, and eighty four twenties.
    twenties: bool = False
    #: Letters that are written together with the next word.
    prefixes: tuple[str, ...] = ()
    #: The article that is written together with its noun.
    article: str = ""
    halves: frozenset[str] = frozenset()
    and_half: tuple[str, ...] = ()
    #: What makes a lone "half" or "a third" a part of something.
    parts: frozenset[str] = frozenset()
    fractions: Mapping[str, int] = field(default_factory=dict)
    out_of: tuple[str, ...] = ()
    ordinals: Mapping[str, int] = field(default_factory=dict)
    ordinal_ends: frozenset[str] = frozenset()
    units: Mapping[str, str] = field(default_factory=dict)
    #: Currencies whose bare name belongs to several countries.
    names: frozenset[str] = frozenset()
    stop: frozenset[str] = frozenset()
    #: Abbreviations of a scale and a unit: "bcm" is billion cubic meters.
    scaled_units: Mapping[str, tuple[int, str]] = field(default_factory=dict)
    #: Words between a number and its noun: "two more votes".
    more: frozenset[str] = frozenset()
    of: frozenset[str] = frozenset()
    to: frozenset[str] = frozenset()
    #: Words that say two of what has been named: "both", "twice".
    pairs: frozenset[str] = frozenset()
    vague: frozenset[str] = frozenset()
    months: frozenset[str] = frozenset()
    #: Nouns that groups are counted by, as stems.
    members: frozenset[str] = frozenset()
    #: How a derivation begins that counts a list.
    count_of: tuple[str, ...] = ()
    plurals: Mapping[str, str] = field(default_factory=dict)
    #: Endings that a stem is without, longest first.
    endings: tuple[str, ...] = ()
    #: Endings of adjectives, where they stand before the noun.
    adjectives: tuple[str, ...] = ()
    same: Mapping[str, str] = field(default_factory=dict)
    #: Where the noun stands among the words after the number.
    head: Literal["plural", "capital", "first"] = "first"


def alternatives(table: Mapping[str, str]) -> dict[str, str]:
    """Turn {canonical: "form|form"} into {form: canonical}."""
    return {form: name for name, forms in table.items() for form in forms.split("|")}


def words(text: str) -> frozenset[str]:
    """Return the words of a text as a set."""
    return frozenset(text.split())
