"""Quotations in an article: verbatim, or how they differ from the nearest passage."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from difflib import SequenceMatcher
from functools import cached_property
from itertools import islice
from typing import Literal

from briefgen.source.layout import MARKS, Layout, Paragraph, Place
from briefgen.source.marks import fold, is_boundary
from briefgen.source.names import name_words
from briefgen.source.negation import ends_negated, negates
from briefgen.values import frozen

Status = Literal["exact", "typographic", "elided", "unquoted", "altered", "missing"]

_CUT = re.compile(r"\s*\[(?:…|\.\.\.)\]\s*")
_BRACKETS = re.compile(r"\s*\[[^\]]*\]\s*")
#: A cut may leave out this many words, an insertion may replace this many.
CUT_WORDS, INSERTED_WORDS = 60, 4
# What may follow in the source where a quotation ends with a stop of its own.
_STOPPED = re.compile(r"[.,;،。、]?\s?[\"'.]|[.?!。]?$|[.?!。]?\n")
# A letter of a script without spaces counts as a word.
_TOKEN = re.compile(
    r"[\u3040-\u30ff\u3400-\u9fff\u0e00-\u0eff]|[^\s\u3040-\u30ff\u3400-\u9fff\u0e00-\u0eff]+"
)
_FINAL = frozenset(".!?…:;。！？؟")
_FEW, _CANDIDATES, _SHARE, _SLACK = 40, 6, 0.5, 4


@frozen
class Match:
    """How a quotation stands in a source, and the passage it was compared with."""

    status: Status
    paragraph: Paragraph | None = None
    passage: str = ""
    place: Place | None = None

    @property
    def found(self) -> bool:
        """Whether the words are there as quoted; typesetting and declared cuts aside."""
        return self.status in ("exact", "typographic", "elided")


@frozen
class Difference:
    """One change from a source's words to ours; either may be empty."""

    theirs: str
    ours: str
    #: How many of our words stand before it.
    at: int


class Article(Layout):
    """The text of a source, in which quotations are found."""

    def find(self, text: str, *, spoken: bool = True, cuts: tuple[str, ...] = ()) -> Match:
        """Find words in the article; `spoken` asks for them in quotation marks there.

        `cuts` are the words that the brief says it left out at each […].
        """
        asked = (text, spoken, cuts)
        if asked not in self._asked:
            self._asked[asked] = self._find(text, cuts, spoken=spoken)
        return self._asked[asked]

    @cached_property
    def _asked(self) -> dict[tuple[str, bool, tuple[str, ...]], Match]:
        """What was found before: several rules ask for the same quotation."""
        return {}

    def _find(self, text: str, cuts: tuple[str, ...], *, spoken: bool) -> Match:
        needle = fold(text)
        refused: Match | None = None
        for place in self._verbatim(needle):
            match = self._judged(place, text, spoken=spoken)
            if match.found:
                return match
            refused = refused or match
        for speech in self.speeches:
            if _stands_in(speech.text, needle):
                return self._match("typographic", speech.place)
        if refused:
            return refused
        if _BRACKETS.search(text):
            return self._in_parts(text, cuts, spoken=spoken)
        return self._nearest(needle)

    def has(self, text: str) -> bool:
        """Tell whether words stand in the article, in whatever typesetting; looks for no others."""
        if "[" in text:
            return self.find(text, spoken=False).found
        return next(self._verbatim(fold(text)), None) is not None

    def occurrences(self, text: str) -> tuple[Place, ...]:
        """Return every place where words stand in quotation marks."""
        return tuple(p for p in islice(self._verbatim(fold(text)), _FEW) if self.quoted(p))

    def _judged(self, place: Place, text: str, *, spoken: bool) -> Match:
        """Return how verbatim words stand where they were found."""
        span = self.quoted(place)
        if spoken and not span:
            return self._match("unquoted", place)
        words = self.paragraphs[place.index].text
        if span and ends_negated(fold(words[span.start : place.start])):
            return self._match("altered", place, words[span.start : span.end])
        same = words[place.start : place.end] == text
        return self._match("exact" if same else "typographic", place)

    @cached_property
    def words(self) -> frozenset[str]:
        """Every word of the article, in small letters."""
        return frozenset(word for p in self.paragraphs for word in name_words(p.text))

    def sentence(self, place: Place) -> str:
        """Return the sentence that quoted words are cut out of; nothing if they are whole."""
        span, text = self.quoted(place), self.paragraphs[place.index].text
        if span is None:
            return ""
        before, after = text[span.start : place.start], text[place.end : span.end]
        whole = text[place.start : place.end].rstrip("\"'”’»")[-1:] in _FINAL
        nested = before[-1:] in MARKS.strip() and after[:1] in MARKS.strip()
        if nested and before and after:
            return ""
        starts = not before.strip(MARKS) or before.rstrip(MARKS)[-1:] in _FINAL
        ends = whole or not after.strip(MARKS + ",،、—–-") or after.lstrip()[:1] in _FINAL
        return "" if starts and ends else text[span.start : span.end]

    def _verbatim(self, needle: str) -> Iterator[Place]:
        body = self.body
        for start, end in self.places(needle):
            yield self.place(start, end)
        if needle[-1:] in (".", ","):
            for start, end in self.places(needle[:-1]):
                if _STOPPED.match(body, end):
                    yield self.place(start, end)

    def _match(self, status: Status, place: Place, passage: str = "") -> Match:
        return Match(status, self.paragraphs[place.index], passage, place)

    def _in_parts(self, text: str, cuts: tuple[str, ...], *, spoken: bool) -> Match:
        """Find the parts of a quotation with cuts or insertions: in order, and close together."""
        parts, allowed = _parts(text)
        left_out = [fold(cut).strip(" ,;") for cut in cuts]
        if not parts:
            return Match("missing")
        for start, end in islice(self.places(parts[0]), _FEW):
            last = self._follow(parts[1:], allowed, left_out, end)
            place = self.place(start, last if last > 0 else end)
            # Brackets of the source's own are words like others, and were not found as they are.
            theirs = text.startswith("[") and self.body[:start].rstrip().endswith("]")
            theirs |= text.endswith("]") and self.body[last:].lstrip().startswith("[")
            if last > 0 and not theirs and (not spoken or self.quoted(place)):
                return self._match("elided", place)
        return self._nearest(fold(_BRACKETS.sub(" ", text)))

    def _follow(
        self, parts: list[str], allowed: list[tuple[int, str]], left_out: list[str], at: int
    ) -> int:
        """Return where the last part ends, or 0 when one does not follow the one before."""
        cuts = list(left_out)
        for part, (words, added) in zip(parts, allowed, strict=False):
            body = self.body
            found = next(self.places(part, at), None)
            gap = body[at : found[0]] if found else ""
            if found is None or set('\n"[') & set(gap) or _too_much(gap, words, added):
                return 0
            if not added and cuts and gap.strip(" ,;") != cuts.pop(0):
                return 0
            at = found[1]
        return at

    def _nearest(self, needle: str) -> Match:
        """Return the passage that shares most words in order, if it shares enough."""
        wanted = split_words(needle)
        if not wanted:
            return Match("missing")
        best, place = 0.0, range(0)
        for first in self._windows(wanted):
            window = range(max(first, 0), min(first + len(wanted), len(self._words)))
            score = _overlap(wanted, [self._words[n] for n in window])
            score += (self._plain(window.start) == _bare(wanted[0])) / 1000
            if score > best:
                best, place = score, window
        if best < _SHARE:
            return Match("missing")
        place = self._aligned(wanted, place)
        found = self.place(self._places[place.start][0], self._places[place.stop - 1][1])
        paragraph = self.paragraphs[found.index]
        start, end = self._clipped(found)
        return Match("altered", paragraph, paragraph.text[start:end].strip(MARKS), found)

    def _clipped(self, place: Place) -> tuple[int, int]:
        """Return the part of a passage that stands in one quotation, if most of it does."""
        for span in self.spans[place.index]:
            start, end = max(span.start, place.start), min(span.end, place.end)
            if end - start > (place.end - place.start) / 2:
                return start, end
        return place.start, place.end

    def _aligned(self, wanted: list[str], place: range) -> range:
        """Return the passage that starts and ends where ours does."""
        first, last = max(place.start - _SLACK, 0), min(place.stop + _SLACK, len(self._words))
        theirs = [self._plain(n) for n in range(first, last)]
        ours = [_bare(word) for word in wanted]
        same = SequenceMatcher(None, theirs, ours, autojunk=False).get_matching_blocks()[:-1]
        if not same:
            return place
        start = first + same[0].a - same[0].b
        stop = first + same[-1].a + len(ours) - same[-1].b
        return range(max(start, 0), min(max(stop, start + 1), len(self._words)))

    def _windows(self, wanted: list[str]) -> list[int]:
        """Return where in the words a passage like these may start, best first.

        Each word votes for the starts that its own places ask for; the rarest words vote, so the
        cost does not grow with the square of the text.
        """
        places = [(self._index.get(_bare(word), []), n) for n, word in enumerate(wanted)]
        telling = sorted((p for p in places if p[0]), key=lambda p: len(p[0]))[:12]
        votes: Counter[int] = Counter()
        for found, n in telling:
            for at in found[: _FEW * 4]:
                votes.update((at - n - 1, at - n, at - n + 1))
        return [start for start, _ in votes.most_common(_CANDIDATES)]

    @cached_property
    def _places(self) -> list[tuple[int, int]]:
        return word_places(self.body)

    @cached_property
    def _words(self) -> list[str]:
        return [self.body[start:end] for start, end in self._places]

    def _plain(self, n: int) -> str:
        return _bare(self._words[n]) if n < len(self._words) else ""

    @cached_property
    def _index(self) -> dict[str, list[int]]:
        index: dict[str, list[int]] = {}
        for n, word in enumerate(self._words):
            index.setdefault(_bare(word), []).append(n)
        return index


def split_words(text: str) -> list[str]:
    """Return the words of a text; letters of scripts without spaces count as words."""
    return _TOKEN.findall(text)


def word_places(text: str) -> list[tuple[int, int]]:
    """Return where the words of a text start and end."""
    return [match.span() for match in _TOKEN.finditer(text)]


def _stands_in(speech: str, needle: str) -> bool:
    """Tell whether whole words stand in quoted ones, with a stop where theirs has one."""
    stopped = needle[-1:] in (".", ",")
    for tried in (needle, needle[:-1]) if stopped else (needle,):
        at = speech.find(tried) if tried else -1
        while at >= 0:
            end = at + len(tried)
            whole = is_boundary(speech, at) and is_boundary(speech, end)
            if (
                whole
                and not ends_negated(speech[:at])
                and (tried is needle or _STOPPED.match(speech, end))
            ):
                return True
            at = speech.find(tried, at + 1)
    return False


def _parts(text: str) -> tuple[list[str], list[tuple[int, str]]]:
    """Return the parts between brackets, and for each gap the words allowed and those added."""
    parts: list[str] = []
    allowed: list[tuple[int, str]] = []
    gap = (0, "")
    for piece in re.split(r"(\[[^\]]*\])", text):
        if piece.startswith("[") and piece.endswith("]"):
            added = "" if _CUT.fullmatch(piece) else piece[1:-1]
            gap = (INSERTED_WORDS if added else CUT_WORDS, added)
            continue
        part = fold(piece)
        if part:
            allowed += [gap] if parts else []
            parts.append(part)
    return parts, allowed


def _too_much(gap: str, words: int, added: str) -> bool:
    """Tell a gap that leaves out too many words, or that turns a yes into a no."""
    left_out = gap.split()
    short = len(left_out) <= INSERTED_WORDS
    return len(left_out) > words or (short and negates(gap) != negates(added))


def _bare(word: str) -> str:
    return word.strip(".,;:!?\"'()").casefold()


def _overlap(wanted: list[str], window: list[str]) -> float:
    """Return the share of words in common, counted as often as they occur."""
    ours, theirs = Counter(map(_bare, wanted)), Counter(map(_bare, window))
    return sum((ours & theirs).values()) / max(len(wanted), len(window), 1)


def differences(ours: str, theirs: str) -> list[Difference]:
    """Return what was changed between a source's words and ours, in order."""
    left, right = split_words(fold(theirs)), split_words(fold(ours))
    changes = SequenceMatcher(None, left, right, autojunk=False).get_opcodes()
    return [
        Difference(" ".join(left[a:b]), " ".join(right[c:d]), c)
        for kind, a, b, c, d in changes
        if kind != "equal"
    ]
