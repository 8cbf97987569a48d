"""Tokens to quantities."""

from __future__ import annotations

from decimal import Decimal
from functools import cache

from briefgen.quantities import units
from briefgen.quantities.model import Kind, Quantity, Reading
from briefgen.quantities.numerals import Number, Numerals
from briefgen.quantities.ranges import ranged
from briefgen.quantities.roman import ROMAN, roman_value
from briefgen.quantities.special import specials
from briefgen.quantities.tables import base
from briefgen.quantities.tables import table as table_of
from briefgen.quantities.tokens import Token, numeral, tokens
from briefgen.quantities.words import spelled
from briefgen.values import replace

_YEARS = range(1900, 2101)
_TIMES = frozenset(("year", "month", "week", "day", "hour", "minute", "second"))
_HUNDRED = Decimal(100)
_ROMAN = frozenset("IVX")


@cache
def _starts(language: str) -> frozenset[str]:
    """Return the words that a number of a language may start with."""
    table = table_of(language)
    counted = (*table.words, *table.scales, *table.ordinals)
    return frozenset(counted) | table.ones | table.hundreds | table.halves | table.pairs


class Reader(Numerals):
    """Reads one text in one language, from left to right."""

    def __init__(self, text: str, language: str) -> None:
        self.text, self.language = text, base(language)
        self.special, free = specials(text, self.language)
        super().__init__(tokens(free), table_of(language))
        self.found: list[Quantity] = []

    def read(self) -> list[Quantity]:
        """Return all quantities of the text, in order."""
        at = 0
        while at < len(self.tokens):
            at = self._step(at)
        return sorted((*self.special, *ranged(self.found, self.text)), key=lambda q: q.start)

    def _step(self, at: int) -> int:
        """Read what starts at a token; return the index of the token to go on with."""
        token = self.tokens[at]
        if token.kind == "word":
            if not self._may_start(token):
                return at + 1
            return self._roman(at) or self._ordinal(at) or self._amount(at, self.spelled(at))
        if token.kind in ("num", "vulgar"):
            if self._inside(at):
                return at + 1
            return self._coded(at) or self._amount(at, self.digits(at))
        return at + 1

    def _may_start(self, token: Token) -> bool:
        """Tell whether a word can be or start a number, where none is joined to a prefix."""
        known = token.low in _starts(self.language) or token.text[0] in _ROMAN
        return known or bool(self.table.prefixes)

    def _inside(self, at: int) -> bool:
        """Tell digits inside a word ("video2brain") from those behind a prefix or a currency."""
        glued = self.tight(at) and self.tokens[at - 1].kind == "word" and not self.table.prefixes
        return glued and units.before(self.tokens, at) is None

    def _coded(self, at: int) -> int:
        """Read digits with letters or signs that make them a code, an ordinal or a decade."""
        token, suffix = self.tokens[at], self.low(at + 1)
        if token.kind == "vulgar":
            return 0
        if not numeral(token.text, self.table):
            return self._emit(at, at + 1, Decimal(0), kind="code")
        if not self.tight(at + 1) or self.tokens[at + 1].kind != "word":
            return 0
        value = numeral(token.text, self.table)[0]
        if suffix in self.table.ordinal_ends:
            return self._named_ordinal(at, at + 2, value)
        if suffix == "s" and value % 10 == 0:
            year = value if value in _YEARS else value + 1900
            return self._emit(at, at + 2, year, kind="year")
        measured = units.unit(self.tokens, at + 1, self.table)
        known = measured or suffix in self.table.shorts or suffix in self.table.scales
        return 0 if known else self._emit(at, at + 2, value, kind="code")

    def _ordinal(self, at: int) -> int:
        value = self.table.ordinals.get(self.low(at))
        number = spelled(self.tokens, at, self.table)
        return 0 if value is None or number else self._named_ordinal(at, at + 1, Decimal(value))

    def _named_ordinal(self, at: int, end: int, value: Decimal) -> int:
        words = units.phrase(self.tokens, end, self.table, plural=False)
        if not words and not self.tokens[at].text.isdigit():
            return 0
        return self._emit(at, end, value, kind="ordinal", phrase=words[:3])

    def _roman(self, at: int) -> int:
        token = self.tokens[at]
        if not ROMAN.match(token.text) or at == 0:
            return 0
        name = self.tokens[at - 1]
        stem = units.stem(name.low, self.table)
        capital = name.kind == "word" and name.text[0].isupper() and not self.tight(at)
        if not capital or not (len(token.text) > 1 or self._names(stem)):
            return 0
        return self._emit(at, at + 1, Decimal(roman_value(token.text)), kind="name", name=stem)

    def _names(self, stem: str) -> bool:
        return stem in self.table.names or (self.table.head != "plural" and stem in self._stems())

    def _stems(self) -> frozenset[str]:
        return frozenset(units.stem(name, self.table) for name in self.table.names)

    def _name(self, at: int, number: Number, words: tuple[str, ...]) -> str:
        """Return the word of a name ("article" of "Article 5") that a number belongs to."""
        before = at - 1
        if self.low(before) in (".", "№", "§") and before > 0:
            if self.low(before) != ".":
                return "§"
            before -= 1
        token = self.tokens[before] if before >= 0 else None
        if token is None or number.scaled or number.values[0] % 1 or number.kind != "cardinal":
            return ""
        stem = units.stem(token.low, self.table)
        if token.kind == "word" and self._names(stem):
            return stem if not token.text[0].islower() or not words else ""
        return self._continued(at, words)

    def _continued(self, at: int, words: tuple[str, ...]) -> str:
        """Return the name that a list goes on with: "Articles 5 and 6"."""
        last = self.found[-1] if self.found else None
        if last is None or not last.name or words:
            return ""
        between = self.text[last.end : self.tokens[at].start].strip()
        joins = between in (",", "–", "-", "—") or between.casefold().strip(", ") in self.table.to
        return last.name if joins else ""

    def _amount(self, at: int, number: Number | None) -> int:
        """Add units, currencies and the noun to a number, and note it."""
        if number is None:
            return at + 1
        factor, known_unit = self.table.scaled_units.get(self.low(number.end), (1, ""))
        if known_unit:
            number = number.times(factor, number.end)
        end = number.end
        currency = units.before(self.tokens, at)
        measured = units.unit(self.tokens, end, self.table) or self._after_of(number)
        if number.kind == "fraction" and not measured and self.low(end) in self.table.ones:
            measured = units.unit(self.tokens, end + 1, self.table)
        measured = units.Unit(known_unit, end + 1) if known_unit else measured
        name = currency[0] if currency else measured.name if measured else ""
        start = currency[1] if currency else at
        if measured and (not currency or units.kind_of(measured.name) == "money"):
            end = measured.end
        single = number.kind == "article" and not name
        after = units.phrase(self.tokens, end, self.table, plural=not name, single=single)
        if number.kind == "fraction":
            after = ()
        if name == "year" and after[:1] == ("old",):
            return self._noted((start, end), at, number, "", ("old",))
        if not name:
            after = after or self._of_noun(number)
            known = self._name(at, number, after)
            if known:
                return self._emit(at, end, number.values[0], kind="name", name=known)
        return self._noted((start, end), at, number, name, after)

    def _after_of(self, number: Number) -> units.Unit | None:
        """Read a unit behind "of": "5 milliards d’euros"."""
        here = number.end
        if not number.scaled or self.low(here) not in self.table.of:
            return None
        return units.unit(self.tokens, here + 1 + (self.low(here + 1) == "'"), self.table)

    def _of_noun(self, number: Number) -> tuple[str, ...]:
        here = number.end
        if not number.scaled or self.low(here) not in self.table.of or self.table.head == "plural":
            return ()
        here += 1 + (self.low(here + 1) == "'")
        return units.phrase(self.tokens, here, self.table, plural=False)

    def _noted(
        self, span: tuple[int, int], at: int, number: Number, unit: str, words: tuple[str, ...]
    ) -> int:
        kind = number.kind
        if unit:
            # "one day" may be any day; "one days" is a count.
            once = kind == "article" and unit in _TIMES and not self._plural(span[1] - 1)
            kind = kind if once else units.kind_of(unit)
        elif kind == "article" and len(words) > 1 and self._plural(number.end + len(words) - 1):
            kind = "cardinal"
        elif kind == "cardinal" and self._is_year(at, number):
            kind = "year"
        value = -number.values[0] if self._negative(at) else number.values[0]
        also: list[Reading] = [(v, units.canonical(unit)) for v in number.values[1:]]
        also += [(value, units.canonical(other)) for other in units.shared(unit)]
        if kind == "fraction":
            share = value * _HUNDRED
            # Two thirds are 66 or 67 percent where people round.
            rough = (share, round(share), share // 1) if share % 1 else (share,)
            also += [(Decimal(one), "percent") for one in rough]
        found = Quantity(
            self.tokens[span[0]].start,
            self.tokens[span[1] - 1].end,
            "",
            value,
            units.canonical(unit) or (words[-1] if words else ""),
            kind,
            number.written,
            words,
            tuple(also),
        )
        self.found.append(replace(found, text=self.text[found.start : found.end]))
        return span[1]

    def _plural(self, at: int) -> bool:
        low = self.low(at)
        plural = self.table.head == "plural" and units.stem(low, self.table) != low
        return plural and not self.tight(at)

    def _is_year(self, at: int, number: Number) -> bool:
        plain_digits = number.digits and len(self.tokens[at].text) == 4 and not number.scaled
        return plain_digits and number.values[0] in _YEARS

    def _negative(self, at: int) -> bool:
        minus = self.low(at - 1) == "-" and self.tight(at) and not self.tight(at - 1)
        return minus or self.low(at - 1) == "minus"

    def _emit(
        self,
        at: int,
        end: int,
        value: Decimal,
        *,
        kind: Kind,
        name: str = "",
        phrase: tuple[str, ...] = (),
    ) -> int:
        start, stop = self.tokens[at].start, self.tokens[end - 1].end
        self.found.append(
            Quantity(
                start,
                stop,
                self.text[start:stop],
                value,
                phrase[-1] if phrase else "",
                kind,
                value,
                phrase,
                (),
                name,
            )
        )
        return end
