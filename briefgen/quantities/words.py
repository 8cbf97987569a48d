"""Number words: "two hundred and fifty", "quatre-vingt-dix", "fünfundzwanzig", "חמש מאות"."""

from __future__ import annotations

from collections.abc import Sequence

from briefgen.quantities.model import Table
from briefgen.quantities.tokens import Token
from briefgen.values import frozen

MAX_WORDS = 12


@frozen
class Spelled:
    """The value of number words, the index after them, and whether they are only an article."""

    value: int
    end: int
    article: bool = False


def spelled(tokens: Sequence[Token], at: int, table: Table) -> Spelled | None:
    """Read the number words that start at a token; None if none do."""
    first = _bare(tokens[at].low, table)
    if first in table.ones:
        return _after_one(tokens, at, table)
    total = _Sum(table)
    end = total.take(tokens, at)
    return Spelled(total.value, end) if end > at else None


def _after_one(tokens: Sequence[Token], at: int, table: Table) -> Spelled:
    """Read what starts with "one" or "a": a number before a scale, else perhaps an article."""
    following = next_word(tokens, at + 1)
    low = tokens[following].low if following < len(tokens) else ""
    if table.prefixes and table.words.get(low) == 10:
        return Spelled(11, following + 1)
    if low in table.hundreds or low in table.scales:
        total = _Sum(table, group=1)
        end = total.take(tokens, following)
        return Spelled(total.value, end)
    return Spelled(1, at + 1, article=True)


def next_word(tokens: Sequence[Token], at: int) -> int:
    """Return the index of the next token, past a hyphen that joins two words."""
    hyphen = at < len(tokens) and tokens[at].text == "-"
    joined = hyphen and at + 1 < len(tokens) and tokens[at - 1].end == tokens[at].start
    return at + 1 if joined and tokens[at].end == tokens[at + 1].start else at


def _bare(word: str, table: Table) -> str:
    """Return a word without the letters that some languages write together with it."""
    if word in table.words or word in table.scales:
        return word
    for prefix in sorted(table.prefixes, key=len, reverse=True) if table.prefixes else ():
        rest = word.removeprefix(prefix)
        if rest != word and len(rest) > 1 and _known(rest, table):
            return rest
    return word


def _known(word: str, table: Table) -> bool:
    return (
        word in table.words or word in table.scales or word in table.ones or word in table.hundreds
    )


class _Sum:
    """Adds number words up, as long as each fits what stands before it."""

    def __init__(self, table: Table, group: int = 0) -> None:
        self.table = table
        self.total, self.group = 0, group
        self.empty = not group
        self.scale = 10**15

    @property
    def value(self) -> int:
        return self.total + self.group

    def take(self, tokens: Sequence[Token], at: int) -> int:
        """Add words from a token on; return the index after the last that fits."""
        end = at
        for _ in range(MAX_WORDS):
            here = at if end == at else next_word(tokens, end)
            if here >= len(tokens) or tokens[here].kind != "word":
                return end
            step = here if self.empty else self._joined(tokens, here)
            # "twenty-one", but "twenty a day".
            tied = here > end or tokens[here].low == "one"
            if step is None or not self._add(tokens[step].low, tied=tied or step > here):
                return end
            end = step + 1
        return end

    def _joined(self, tokens: Sequence[Token], here: int) -> int | None:
        """Return the index of the word after "and", if it may continue this number."""
        if tokens[here].low not in self.table.joiners:
            return here
        step = next_word(tokens, here + 1)
        if step >= len(tokens) or tokens[step].kind != "word":
            return None
        low = tokens[step].low
        after = next_word(tokens, step + 1)
        hundreds = after < len(tokens) and tokens[after].low in self.table.hundreds
        value = 1 if low in self.table.ones else self.table.words.get(low, 0)
        if not 0 < value < 100 or hundreds:
            return None
        if self.table.joined == "after":
            fits = self.group % 10 == 0 and self.group % 100 >= 20 and (value < 10 or value == 11)
            return step if fits else None
        return step if self.value >= 100 and self.group % 100 == 0 else None

    def _add(self, low: str, *, tied: bool) -> bool:
        word = _bare(low, self.table)
        tied = tied or word != low
        if word in self.table.hundreds:
            return self._hundred(word)
        if word in self.table.scales:
            return self._scale(self.table.scales[word], word)
        value = self.table.words.get(word)
        if value is None and word in self.table.ones and tied:
            value = 1
        if value is None or not self._fits(value, tied=tied):
            return False
        self.group += 76 if self._twenties(value) else value
        self.empty = False
        return True

    def _twenties(self, value: int) -> bool:
        """Tell the French eighty, four times twenty."""
        return self.table.twenties and value == 20 and self.group % 100 == 4

    def _fits(self, value: int, *, tied: bool) -> bool:
        if self.empty:
            return True
        if value == 0:
            return False
        if self.group == 0:
            return value < self.scale
        rest = self.group % 100
        if rest == 0:
            return value < 100
        if value == 10:
            # "three ten" is thirteen in Hebrew and Arabic, and seventy is sixty-ten in French.
            return (bool(self.table.prefixes) and rest < 10) or self._tenfold(value, rest)
        if self.table.joined == "before":
            return tied and rest < 10 and value >= 20 and value % 10 == 0
        if value < 10:
            return rest >= 20 and rest % 10 == 0
        return self._twenties(value) or self._tenfold(value, rest)

    def _tenfold(self, value: int, rest: int) -> bool:
        return self.table.twenties and value < 20 and rest in (60, 80)

    def _hundred(self, word: str) -> bool:
        if self.group >= 100 or (not self.group and (self.total or not self._alone(word))):
            return False
        self.group = max(self.group, 1) * 100
        self.empty = False
        return True

    def _alone(self, word: str) -> bool:
        return word in self.table.bare_scales

    def _scale(self, scale: int, word: str) -> bool:
        if self.empty and not self._alone(word):
            return False
        if self.group == 0 and self.total:
            # "mil millones": one scale multiplies the other.
            self.total *= scale
        elif self.total % (scale * 10):
            self.total, self.group = (self.total + self.group) * scale, 0
        else:
            self.total, self.group = self.total + max(self.group, 1) * scale, 0
        self.empty, self.scale = False, scale
        return True
