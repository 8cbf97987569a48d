"""One number at a time: digits, words, scales, halves and parts."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from briefgen.quantities import units
from briefgen.quantities.model import Kind, Table
from briefgen.quantities.tokens import Token, numeral, vulgar
from briefgen.quantities.words import next_word, spelled
from briefgen.values import frozen, replace

_HALF, _TWO = Decimal("0.5"), Decimal(2)


@frozen
class Number:
    """A number as far as it has been read: its values, likeliest first, and where it ends."""

    values: tuple[Decimal, ...]
    written: Decimal
    end: int
    kind: Kind = "cardinal"
    scaled: bool = False
    digits: bool = False

    def times(self, factor: int, end: int) -> Number:
        values = tuple(value * factor for value in self.values)
        kind: Kind = "cardinal" if self.kind == "fraction" else self.kind
        return replace(self, values=values, end=end, scaled=True, kind=kind)


class Numerals:
    """Reads the number that starts at a token, up to what it counts."""

    def __init__(self, tokens: Sequence[Token], table: Table) -> None:
        self.tokens, self.table = tokens, table

    def low(self, at: int) -> str:
        """Return the text of a token without case; empty beyond the ends."""
        return self.tokens[at].low if 0 <= at < len(self.tokens) else ""

    def tight(self, at: int) -> bool:
        """Tell whether a token touches the one before it."""
        return 0 < at < len(self.tokens) and self.tokens[at - 1].end == self.tokens[at].start

    def spelled(self, at: int) -> Number | None:
        """Read number words, or a part such as "half of"."""
        part = self._part(at)
        if part:
            return part
        if self.low(at) in self.table.pairs:
            return Number((_TWO,), _TWO, at + 1, "article")
        read = spelled(self.tokens, at, self.table)
        if read is None or self.low(at - 1) in self.table.vague:
            return None
        token, value = self.tokens[at], Decimal(read.value)
        kind: Kind = "article" if read.article else "cardinal"
        number = self._after(Number((value,), value, read.end, kind, scaled=read.value >= 1000))
        if number.kind == "article" and token.low not in self.table.single:
            measured = units.unit(self.tokens, read.end, self.table)
            return number if measured and units.kind_of(measured.name) == "percent" else None
        return number

    def digits(self, at: int) -> Number | None:
        """Read the number that begins with digits."""
        token = self.tokens[at]
        if token.kind == "vulgar":
            value = vulgar(token.text)
            return self._after(Number((value,), value, at + 1, "fraction"))
        values = numeral(token.text, self.table)
        if not values:
            return None
        number = Number(values, values[0], at + 1, digits=True)
        following = self.tokens[at + 1] if at + 1 < len(self.tokens) else None
        if following and following.kind == "vulgar":
            value = values[0] + vulgar(following.text)
            number = Number((value,), value, at + 2)
        elif following and following.text == "/" and self.tight(at + 1) and self.tight(at + 2):
            return self._slashed(at, values[0])
        return self._after(number)

    def _slashed(self, at: int, top: Decimal) -> Number | None:
        below = self.tokens[at + 2]
        bottom = numeral(below.text, self.table) if below.kind == "num" else ()
        if not bottom or not 0 < top < bottom[0] <= 100:
            return None if not bottom else Number((top,), top, at + 1, digits=True)
        value = top / bottom[0]
        return Number((value,), value, at + 3, "fraction")

    def _after(self, number: Number) -> Number:
        """Add scales, halves and parts that follow a number."""
        number = self._halved(self._scaled(number))
        bottom = self._fraction_word(number.end, several=number.values[0] > 1)
        small = number.values[0] < 20 and not number.scaled
        if bottom and small and number.values[0] == int(number.values[0]):
            end = next_word(self.tokens, number.end) + 1
            value = number.values[0] / bottom
            return self._scaled(Number((value,), value, end, "fraction"))
        return self._out_of(number)

    def _fraction_word(self, at: int, *, several: bool) -> int:
        """Return the denominator named at a token, if it makes a part of something."""
        here = next_word(self.tokens, at)
        bottom = self.table.fractions.get(self.low(here), 0)
        if not bottom or not self.table.parts:
            return 0
        return bottom if several or here > at or self.low(here + 1) in self.table.parts else 0

    def _scaled(self, number: Number) -> Number:
        for _ in range(3):
            here = next_word(self.tokens, number.end)
            low = self.low(here)
            after_of = low in self.table.of and number.kind == "fraction"
            if after_of and self.low(here + 1) in self.table.ones:
                here, low = here + 2, self.low(here + 2)
            elif number.kind == "fraction" and low in self.table.ones:
                here, low = here + 1, self.low(here + 1)
            factor = self.table.scales.get(low.removeprefix(self.table.article)) or (
                100 if low in self.table.hundreds and not number.scaled else 0
            )
            if not factor and number.digits and not number.scaled:
                factor = self._short(here)
            if not factor or here >= len(self.tokens) or self.tokens[here].kind != "word":
                return number
            dot = self.low(here + 1) == "." and low in self.table.shorts and self.tight(here + 1)
            number = number.times(factor, here + 1 + dot)
        return number

    def _short(self, at: int) -> int:
        """Return the factor of an abbreviated scale; "5 m" with a space is five metres."""
        low = self.low(at)
        factor = self.table.shorts.get(low, 0)
        if len(low) > 1 or not factor:
            return factor
        money = units.before(self.tokens, at - 1) is not None
        return factor if money or (self.tight(at) and low != "m") or self._counts(at) else 0

    def _counts(self, at: int) -> bool:
        """Tell "5m people" from a wall of 5m: a plural follows."""
        return self.tight(at) and bool(units.phrase(self.tokens, at + 1, self.table, plural=True))

    def _halved(self, number: Number) -> Number:
        for words in self.table.and_half:
            parts = words.split()
            end = number.end + len(parts)
            if [self.low(n) for n in range(number.end, end)] == parts:
                return self._half_added(number, end)
        return number

    def _half_added(self, number: Number, end: int) -> Number:
        """Add a half: of one, or of the scale before it."""
        step = number.values[0] / number.written if number.scaled and number.written else Decimal(1)
        value = number.values[0] + _HALF * step
        halved = Number((value,), number.written + _HALF, end, number.kind, number.scaled)
        return halved if number.scaled else self._scaled(halved)

    def _out_of(self, number: Number) -> Number:
        """Read "one in five", with at most two words between."""
        value = number.values[0]
        if number.scaled or not 0 < value < 100:
            return number
        for skipped in range(3):
            at = number.end + skipped
            if skipped and (at > len(self.tokens) or self.tokens[at - 1].kind != "word"):
                return number
            for words in self.table.out_of:
                parts = words.split()
                # "einer von fünf" is a share; "drei von fünf" may be two counts.
                if words in self.table.of and (skipped or number.kind != "article"):
                    continue
                here = at + len(parts)
                if [self.low(n) for n in range(at, here)] == parts and here < len(self.tokens):
                    return self._share(number, here) or number
        return number

    def _share(self, number: Number, at: int) -> Number | None:
        token = self.tokens[at]
        if token.kind == "num":
            values, end = numeral(token.text, self.table), at + 1
        else:
            read = spelled(self.tokens, at, self.table) if token.kind == "word" else None
            values = (Decimal(read.value),) if read and not read.article else ()
            end = read.end if read else at
        if not values or not number.values[0] < values[0] <= 1000 or values[0] % 1:
            return None
        if units.unit(self.tokens, end, self.table) or self.low(end) in self.table.scales:
            return None
        share = number.values[0] / values[0]
        return Number((share,), share, end, "fraction")

    def _part(self, at: int) -> Number | None:
        """Read "half of", "half a million", "the half"."""
        low = self.low(at)
        if low not in self.table.halves:
            return None
        following = self.low(at + 1).removeprefix(self.table.article)
        share = units.unit(self.tokens, at + 1, self.table)
        counted = following in self.table.scales or (share and share.name == "percent")
        if following not in self.table.parts and not counted:
            return None
        return self._scaled(Number((_HALF,), _HALF, at + 1, "fraction"))
