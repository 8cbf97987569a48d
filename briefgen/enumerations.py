"""Lists of names in running text: "Germany, France, the Netherlands, and Finland"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from briefgen.memo import kept
from briefgen.quantities import base, table_of
from briefgen.source import fold
from briefgen.values import frozen

SHORTEST = 3
_WORD = re.compile(r"[^\W\d_][\w'’-]*(?:\.(?=\w)[\w'’-]*)*")
_AND = "and|or|und|oder|et|ou|og|eller|samt|sowie|y|e|o|u|ed|as well as"
_BETWEEN = re.compile(rf"\s*[,;]\s*(?:(?:{_AND})\s+)?|\s+(?:{_AND}|&)\s+", re.IGNORECASE)
_ARTICLES = frozenset("the le la les l der die das el los las il lo gli".split())
_PARTICLES = frozenset("of de del della di du des da do von van der den al bin el la le".split())
_CASELESS = {
    "ja": re.compile(r"[、・]|(?<=[\u30a1-\u30fc\u4e00-\u9fff])と(?=[\u30a1-\u30fc\u4e00-\u9fff])"),
    "ar": re.compile(r"\s*[،,]\s*و?|\sو"),
    "he": re.compile(r"\s*,\s*ו?|\sו"),
}
_ENDS = re.compile(r"[.!?。:;()\n—–「」“”\"]")
_UNCASED = re.compile(r"[\u0590-\u06ff\u3040-\u9fff]")
MAX_WORDS = 4


@frozen
class Name:
    """A name in a list: its place, its words, and a form to compare it by."""

    start: int
    end: int
    text: str
    key: str


@kept
def key(name: str) -> str:
    """Return a name to compare: without case, article, possessive and the shapes of signs."""
    words = re.sub(r"['’]s?(?=\s|\Z)", "", fold(name).casefold()).replace(".", "").split()
    while len(words) > 1 and words[0] in _ARTICLES:
        del words[0]
    return " ".join(words)


def same(one: str, two: str) -> bool:
    """Compare two keys: a title or a letter that belongs to the sentence may stand before one."""
    if one == two or f" {one} " in f" {two} " or f" {two} " in f" {one} ":
        return True
    # Hebrew and Arabic join letters to a name, and Japanese leaves no spaces.
    return bool(_UNCASED.search(one)) and min(len(one), len(two)) > 1 and (one in two or two in one)


def enumerations(text: str, language: str, shortest: int = SHORTEST) -> list[list[Name]]:
    """Return the lists of names that stand in a text; each has at least `shortest`."""
    tag = base(language)
    runs = _split(text, _CASELESS[tag], language) if tag in _CASELESS else _joined(text, language)
    return [run for run in runs if len(run) >= shortest]


def _joined(text: str, language: str) -> Iterator[list[Name]]:
    """Yield the runs of names with nothing but commas and "and" between them."""
    names = list(_names(text, language))
    run: list[Name] = names[:1]
    for before, after in pairwise(names):
        if not _BETWEEN.fullmatch(_gap(text, before, after)):
            yield run
            run = []
        run.append(after)
    yield run


def _gap(text: str, before: Name, after: Name) -> str:
    return text[before.end : after.start] if after.start - before.end < 20 else "."


def _names(text: str, language: str) -> Iterator[Name]:
    """Yield runs of capitalised words, with their article and the particles between them."""
    stop = table_of(language).stop
    words = list(_WORD.finditer(text))
    at = 0
    while at < len(words):
        first = last = at
        if not _capital(words[at][0]) or words[at][0].casefold() in stop:
            at += 1
            continue
        while last + 1 < len(words) and last - first < 6:
            ahead = last + 1
            while ahead < len(words) and words[ahead][0] in _PARTICLES and ahead - last < 3:
                ahead += 1
            reached = ahead < len(words) and _capital(words[ahead][0])
            if not reached or not _spaced(text, words[last : ahead + 1]):
                break
            last = ahead
        article = first > 0 and words[first - 1][0].casefold() in _ARTICLES
        start = words[first - 1 if article else first].start()
        shown = text[start : words[last].end()]
        yield Name(start, words[last].end(), shown, key(shown))
        at = last + 1


def _capital(word: str) -> bool:
    return word[0].isupper()


def _spaced(text: str, words: list[re.Match[str]]) -> bool:
    return all(text[a.end() : b.start()] == " " for a, b in pairwise(words))


def _split(text: str, separator: re.Pattern[str], language: str) -> Iterator[list[Name]]:
    """Yield the pieces between separators, where writing has no capitals."""
    small = table_of(language).stop
    for start, end in _clauses(text):
        run: list[Name] = []
        at = start
        for match in (*separator.finditer(text, start, end), None):
            stop = match.start() if match else end
            words = [w for w in _WORD.finditer(text, at, stop) if w[0] not in small]
            if len(words) > MAX_WORDS:
                # Where a list begins and ends, the sentence stands beside its names.
                yield [*run, _piece(text, words[:MAX_WORDS])]
                run = []
            if words:
                run.append(_piece(text, words[-MAX_WORDS:]))
            at = match.end() if match else end
        yield run


def _piece(text: str, words: list[re.Match[str]]) -> Name:
    start, end = words[0].start(), words[-1].end()
    return Name(start, end, text[start:end], key(text[start:end]))


def has_capitals(language: str) -> bool:
    """Tell whether names are known by their capitals, and lists by where those end."""
    return base(language) not in _CASELESS


def _clauses(text: str) -> Iterator[tuple[int, int]]:
    at = 0
    for match in _ENDS.finditer(text):
        yield at, match.start()
        at = match.end()
    yield at, len(text)
