"""A statement in our words against the sentence of a source that says nearly the same."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

from briefgen import inline
from briefgen.checks.prose import prose
from briefgen.checks.rule import Checked, Finding, Rule
from briefgen.memo import kept
from briefgen.source import Article, is_negation
from briefgen.yamltext import shorten

_SENTENCE = re.compile(r"(?<=[.!?؟])[\s”\"»’']+(?=[^\sa-zß-öø-ÿ])|\n")
_WORD = re.compile(r"[^\W_]+(?:[’'.-][^\W_]+)*")
_CONTRACTED = {"won't": "will", "can't": "can", "cannot": "can", "shan't": "shall"}
# Words that come and go with a "not".
_HELPERS = frozenset(
    "do does did be been is are was were has have had will would can could".split()
)
#: Sentences are compared when they share this many longer words, and this part of ours.
SHARED_WORDS, SHARED_PART = 5, 0.7
_LONG = 3
_CANDIDATES = 4


class _Token(NamedTuple):
    word: str
    start: int
    end: int


class _Sentence(NamedTuple):
    """A part of a text, and its longer words."""

    text: str
    start: int
    end: int
    words: frozenset[str]

    def tokens(self) -> list[_Token]:
        """Return its words with their places."""
        return [
            _Token(part, *match.span())
            for match in _WORD.finditer(self.text, self.start, self.end)
            for part in _parts(match[0].replace("’", "'").casefold())
        ]


def negation_differs(checked: Checked) -> Iterator[Finding]:
    """Yield sentences that say yes where a source says no, in the same words otherwise."""
    sources = [_Sentences(article) for article in checked.articles.values()]
    for path, text, added in prose(checked.brief) if sources else ():
        if added:
            continue
        words = inline.plain(text)
        for ours in _sentences(words):
            for source in sources:
                found = source.turned(ours)
                if found is None:
                    continue
                place, theirs, missing = found
                what = "leaves out" if missing else "adds"
                yield Finding(
                    path,
                    f"the sentence {what} “{missing or place.word}”, which turns it round",
                    f"the source has: {shorten(theirs, 200)}",
                    words=words[place.start : place.end],
                    before=words[: place.start],
                )
                break


class _Sentences:
    """The sentences of a source, by their words."""

    def __init__(self, article: Article) -> None:
        self._all: list[_Sentence] = []
        self._index: dict[str, list[int]] = {}
        for paragraph in article.paragraphs:
            for sentence in _sentences(paragraph.text):
                for word in sentence.words:
                    self._index.setdefault(word, []).append(len(self._all))
                self._all.append(sentence)

    def turned(self, ours: _Sentence) -> tuple[_Token, str, str] | None:
        """Return our word, their sentence and the word we left out, if one negation differs."""
        for theirs in self._alike(ours.words):
            tokens = theirs.tokens()
            found = _turned(ours.tokens(), tokens)
            if found:
                return found[0], theirs.text[tokens[0].start : tokens[-1].end], found[1]
        return None

    def _alike(self, words: frozenset[str]) -> Iterator[_Sentence]:
        counts = Counter(n for word in words for n in self._index.get(word, ())[:200])
        for number, shared in counts.most_common(_CANDIDATES):
            if shared >= SHARED_WORDS and shared >= SHARED_PART * len(words):
                yield self._all[number]


def _turned(ours: list[_Token], theirs: list[_Token]) -> tuple[_Token, str] | None:
    left, right = [t.word for t in theirs], [t.word for t in ours]
    changes = SequenceMatcher(None, left, right, autojunk=False).get_opcodes()
    for (before, *_), (kind, a, b, c, d), (after, *_) in zip(
        changes, changes[1:], changes[2:], strict=False
    ):
        if (before, after) != ("equal", "equal"):
            continue
        if kind == "delete" and _only_negates(left[a:b]):
            return ours[c - 1], next(w for w in left[a:b] if is_negation(w))
        if kind == "insert" and _only_negates(right[c:d]):
            return next(t for t in ours[c:d] if is_negation(t.word)), ""
    return None


def _only_negates(words: Sequence[str]) -> bool:
    """Tell one negation, with no more than the verbs that it needs."""
    rest = [word for word in words if not is_negation(word)]
    return len(words) - len(rest) == 1 and all(word in _HELPERS for word in rest)


@kept
def _sentences(text: str) -> tuple[_Sentence, ...]:
    found, start = [], 0
    alike = text.replace("’", "'")
    for end in [*(m.start() for m in _SENTENCE.finditer(text)), len(text)]:
        words = [word.casefold() for word in _WORD.findall(alike, start, end)]
        if words:
            longer = {part for word in words for part in _parts(word) if len(part) > _LONG}
            found.append(_Sentence(text, start, end, frozenset(longer)))
        start = end
    return tuple(found)


def _parts(word: str) -> tuple[str, ...]:
    """Return the parts of a word: "didn't" is "did" and "not"."""
    if word in _CONTRACTED or word.endswith("n't"):
        return _CONTRACTED.get(word, word[:-3]), "not"
    return (word,)


RULES = (Rule("negation-differs", "error", "A “not” is easily lost.", negation_differs),)
