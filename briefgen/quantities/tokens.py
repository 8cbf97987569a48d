"""Text to tokens: numerals, words and signs, each with its place."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import NamedTuple

from briefgen.quantities.model import Table

MAX_DIGITS = 24
_DIGITS = {
    ord(char): str(n % 10) for n, char in enumerate("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹０１２３４５６７８９")
}
_SIGNS = {
    **dict.fromkeys(map(ord, "٪％"), "%"),
    **dict.fromkeys(map(ord, "−‐‑－"), "-"),
    **dict.fromkeys(map(ord, "\u200e\u200f\u061c\u2066\u2067\u2068\u2069"), " "),
    ord("٬"): "'",
    ord("’"): "'",
    ord("．"): ".",
    ord("，"): ",",
    ord("／"): "/",
}
_PLAIN = {**_DIGITS, **_SIGNS}
_INITIALS = re.compile(r"\b([A-Z])\.([A-Z])\.(?:([A-Z])\.)?")
_VULGAR = {
    "½": "1/2",
    "⅓": "1/3",
    "⅔": "2/3",
    "¼": "1/4",
    "¾": "3/4",
    "⅕": "1/5",
    "⅖": "2/5",
    "⅗": "3/5",
    "⅘": "4/5",
    "⅙": "1/6",
    "⅛": "1/8",
    "⅜": "3/8",
    "⅝": "5/8",
    "⅞": "7/8",
}
_MARKS = r"\u064b-\u0652\u0670\u0591-\u05c7"
_SPACES = "\u00a0\u202f\u2009"
_TOKEN = re.compile(
    rf"(?P<num>\d{{1,3}}(?:[{_SPACES} ]\d{{3}})+(?!\d)(?:[.,٫]\d+)?|\d+(?:[.,'٫]\d+)*)"
    rf"|(?P<word>[^\W\d_][^\W\d_{_MARKS}]*(?:[{_MARKS}][^\W\d_]*)*(?:[״׳](?:[^\W\d_]+)?)?)"
    r"|(?P<sign>\S)"
)


class Token(NamedTuple):
    """A numeral, a word or a sign."""

    kind: str
    text: str
    start: int
    end: int
    #: The text without case.
    low: str


def plain(text: str) -> str:
    """Return text of the same length with one form of each digit and sign; "U.S." is "US"."""
    shaped = text.translate(_PLAIN)
    return _INITIALS.sub(lambda m: "".join(g or "" for g in m.groups()).ljust(len(m[0])), shaped)


_MARK = re.compile(f"[{_MARKS}]")


def tokens(text: str) -> list[Token]:
    """Split text (as `plain` returns it) into tokens."""
    found = []
    for match in _TOKEN.finditer(text):
        word = match[0]
        low = word.casefold() if word.isascii() else _MARK.sub("", word.casefold())
        kind = "vulgar" if word in _VULGAR else str(match.lastgroup)
        found.append(Token(kind, word, *match.span(), low))
    return found


def vulgar(sign: str) -> Decimal:
    """Return the value of a sign such as ½."""
    top, bottom = _VULGAR[sign].split("/")
    return Decimal(top) / Decimal(bottom)


def numeral(text: str, table: Table) -> tuple[Decimal, ...]:
    """Return the values of digits with separators, likeliest first; none if it is no number."""
    if len(text) > MAX_DIGITS:
        return ()
    bare = re.sub(rf"[{_SPACES} ]", "", text).replace("٫", ".") if "٫" in text else text
    bare = re.sub(rf"[{_SPACES} ']", "", bare)
    signs = [c for c in bare if c in ".,"]
    if not signs:
        return (Decimal(bare),)
    parts = re.split("[.,]", bare)
    grouped = all(len(part) == 3 for part in parts[1:]) and 0 < len(parts[0]) <= 3
    if len(set(signs)) == 2:
        whole, last = "".join(parts[:-1]), parts[-1]
        once = signs.count(signs[-1]) == 1 and all(len(part) == 3 for part in parts[1:-1])
        return (Decimal(f"{whole}.{last}"),) if once else ()
    if len(signs) > 1:
        indian = signs[0] == "," and len(parts[-1]) == 3 and all(len(p) == 2 for p in parts[1:-1])
        return (Decimal("".join(parts)),) if grouped or indian else ()
    return _one_sign(parts, signs[0], table, grouped=grouped, spaced="٫" in text)


def _one_sign(
    parts: list[str], sign: str, table: Table, *, grouped: bool, spaced: bool
) -> tuple[Decimal, ...]:
    fraction, whole = Decimal(".".join(parts)), Decimal("".join(parts))
    if not grouped or parts[0] == "0" or spaced:
        return (fraction,)
    first = (fraction, whole) if sign == table.decimal else (whole, fraction)
    return first if table.either else first[:1]
