"""Locators: which paragraphs of a source `p3`, `p3-p5` and lists of them name."""

from __future__ import annotations

import re
from collections.abc import Iterable

from briefgen.source import Article, Paragraph
from briefgen.values import frozen

_LOCATOR = re.compile(r"p(\d+)(?:-p?(\d+))?\Z", re.ASCII)
# Python refuses to read numbers of thousands of digits; no source has this many paragraphs.
_DIGITS = 9


@frozen
class Resolved:
    """The paragraphs that locators name, in their order, and the locators that name none."""

    paragraphs: tuple[Paragraph, ...] = ()
    #: Locators in the form of paragraph numbers that the source does not have.
    lost: tuple[str, ...] = ()
    #: Places in words, which only people can find.
    words: tuple[str, ...] = ()


def paragraph_range(place: str) -> tuple[int, int] | None:
    """Return the first and the last paragraph number of `p3` or `p3-p5`; None for words."""
    match = _LOCATOR.match(place)
    if match is None:
        return None
    first, last = (_number(digits) for digits in (match[1], match[2] or match[1]))
    return first, last


def _number(digits: str) -> int:
    bare = digits.lstrip("0") or "0"
    return int(bare) if len(bare) <= _DIGITS else 10**_DIGITS


def resolve(places: Iterable[str], article: Article, *, most: int = 100) -> Resolved:
    """Find the paragraphs that locators name: at most `most`, each once.

    A range that starts or ends outside of the article, or runs backwards, is lost as a whole.
    """
    numbers: dict[int, None] = {}
    lost, words = [], []
    count = len(article.paragraphs)
    for place in places:
        named = paragraph_range(place)
        if named is None:
            words.append(place)
        elif 1 <= named[0] <= named[1] <= count:
            room = max(most - len(numbers), 0)
            numbers.update(dict.fromkeys(range(named[0], min(named[1], named[0] + room - 1) + 1)))
        else:
            lost.append(place)
    found = tuple(article.paragraphs[number - 1] for number in numbers)
    return Resolved(found, tuple(lost), tuple(words))
