"""Japanese: numerals in digits and characters, and the counters that touch them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from briefgen.quantities import units
from briefgen.quantities.model import Kind, Quantity, Reading
from briefgen.quantities.special import specials
from briefgen.quantities.tables import table
from briefgen.quantities.tokens import MAX_DIGITS
from briefgen.values import frozen

_DIGITS = {char: n for n, char in enumerate("〇一二三四五六七八九")} | {"零": 0}
_TENS = {"十": 10, "百": 100, "千": 1000}
_MYRIADS = {"": 1, "万": 10**4, "億": 10**8, "兆": 10**12}
_CHARACTERS = "".join((*_DIGITS, *_TENS))
_PART = rf"(?:\d+(?:,\d{{3}})*(?:\.\d+)?[十百千]?|[{_CHARACTERS}]+)[万億兆]?"
_NUMBER = re.compile(rf"(?<![\d.])(?:{_PART})+")
_PIECE = re.compile(rf"(\d[\d,]*(?:\.\d+)?)?([{_CHARACTERS}]*)([万億兆]?)")
_KANJI = re.compile(r"[\u4e00-\u9fff々]")
_NOUN = re.compile(r"[\u4e00-\u9fff々]{1,4}|[\u30a1-\u30fcー]{1,12}")
_COUNTERS = frozenset("校社隻件台回票頭匹本枚個つ歳軒棟機州県市町村区党団組倍割条章項号位期次発点")
_WHOLE = frozenset(("person", "country"))


@frozen
class _Unit:
    name: str
    end: int


def read_japanese(text: str) -> list[Quantity]:
    """Return the quantities of a Japanese text, in order."""
    special, free = specials(text, "ja")
    found: list[Quantity] = []
    for match in _NUMBER.finditer(free):
        if not found or match.start() >= found[-1].end:
            found += _quantity(match, free, text)
    return sorted((*special, *found), key=lambda q: q.start)


def _quantity(match: re.Match[str], free: str, text: str) -> Iterator[Quantity]:
    start, end = match.span()
    unit = _unit(free, end)
    if not match[0][0].isdigit() and not _countable(match, free, unit):
        return
    if len(match[0]) > MAX_DIGITS:
        return
    value = _value(match[0])
    if free[start - 1 : start] == "第" and start:
        noun = _NOUN.match(free, end)
        name = noun[0][:2] if noun else "第"
        yield Quantity(start, end, text[start:end], value, kind="name", written=value, name=name)
        return
    below = re.compile(rf"分の(?P<n>{_PART})").match(free, end)
    if below and value:
        share, stop = _value(below["n"]) / value, below.end()
        also: tuple[Reading, ...] = ((share * 100, "percent"),)
        yield Quantity(start, stop, text[start:stop], share, "", "fraction", share, (), also)
        return
    sign = units.SIGNS.get(free[start - 1 : start], "") if start else ""
    name, stop = (unit.name, unit.end) if unit else (sign, end)
    if name == "tenth":
        name, value = "percent", value * 10
    phrase = (name,) if name in _WHOLE else _noun(free, stop)
    measured = name and name not in _WHOLE
    kind: Kind = units.kind_of(name) if measured else "cardinal"
    also = tuple((value, units.canonical(other)) for other in units.shared(name))
    unit_name = units.canonical(name) or (phrase[0] if phrase else "")
    first = start - (bool(sign) and not unit)
    yield Quantity(first, stop, text[first:stop], value, unit_name, kind, value, phrase, also)


def _noun(free: str, at: int) -> tuple[str, ...]:
    """Return the counter that touches a number, or the word after it."""
    if free[at : at + 1] in _COUNTERS:
        return (free[at],)
    noun = _NOUN.match(free, at + (free[at : at + 1] == "の"))
    return (noun[0],) if noun else ()


def _countable(match: re.Match[str], free: str, unit: _Unit | None) -> bool:
    """Tell a number from a character of a word: 一部, 千葉, 統一."""
    before = free[match.start() - 1 : match.start()] if match.start() else ""
    inside = bool(_KANJI.match(before)) and before not in "約計全各第同総延"
    long = len(match[0]) > 1 and any(c in "十百千万億兆" for c in match[0])
    return not inside and (bool(unit) or long or free[match.end() : match.end() + 1] in _COUNTERS)


def _unit(free: str, at: int) -> _Unit | None:
    longest = max((len(form) for form in table("ja").units), default=0)
    for length in range(min(longest, len(free) - at), 0, -1):
        form = free[at : at + length]
        if form in table("ja").units:
            return _Unit(table("ja").units[form], at + length)
    return None


def _value(written: str) -> Decimal:
    total = Decimal(0)
    for match in _PIECE.finditer(written):
        digits, characters, myriad = match.groups()
        if match[0]:
            total += _below_myriad(digits, characters) * _MYRIADS[myriad]
    return total


def _below_myriad(digits: str | None, characters: str) -> Decimal:
    if digits:
        value = Decimal(digits.replace(",", ""))
        for character in characters:
            value *= _TENS.get(character, 1)
        return value
    if characters and not any(c in _TENS for c in characters):
        return Decimal("".join(str(_DIGITS[c]) for c in characters))
    total = last = 0
    for character in characters:
        if character in _DIGITS:
            last = _DIGITS[character]
        else:
            total, last = total + max(last, 1) * _TENS[character], 0
    return Decimal(total + last if characters else 1)
