"""An article as numbered paragraphs, and its words laid out for comparing."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import cached_property

from briefgen.source.marks import Folded, Span, fold, is_boundary, opens_with_mark, quoted_spans
from briefgen.values import frozen

#: An attribution that stands inside a sentence is short and ends no sentence.
ATTRIBUTION_WORDS = 16
MARKS = "\"'“”„‟«»「」『』‘’‚״＂ \u00a0\u202f"
_PAUSES = (",", "—", "–", "-", "…", "...", "،", "、", ":", ";")


@frozen
class Paragraph:
    """A paragraph, its number as locators count (`p3`), and the line it starts on."""

    number: int
    line: int
    text: str


@frozen
class Place:
    """Where words stand: the paragraph's index, and offsets in its text."""

    index: int
    start: int
    end: int


@frozen
class Speech:
    """Quoted words that read as one though an attribution or a paragraph's end parts them."""

    text: str
    place: Place


class Layout:
    """The text of a source, folded, and what stands in quotation marks in it."""

    def __init__(self, paragraphs: tuple[Paragraph, ...]) -> None:
        self.paragraphs = paragraphs

    @cached_property
    def _folds(self) -> tuple[Folded, ...]:
        return tuple(Folded(paragraph.text) for paragraph in self.paragraphs)

    @cached_property
    def _body(self) -> tuple[str, str, list[int]]:
        """All paragraphs folded, the same with one kind of mark, and where each starts."""
        starts, at = [], 0
        for folded in self._folds:
            starts.append(at)
            at += len(folded.text) + 1
        body = "\n".join(folded.text for folded in self._folds)
        return body, body.replace('"', "'"), starts

    @property
    def body(self) -> str:
        """The folded text, a line a paragraph."""
        return self._body[0]

    @cached_property
    def spans(self) -> tuple[tuple[Span, ...], ...]:
        """What stands in quotation marks, paragraph by paragraph."""
        return tuple(quoted_spans(paragraph.text) for paragraph in self.paragraphs)

    @cached_property
    def speeches(self) -> tuple[Speech, ...]:
        """Quotations that an attribution splits, or that go on in the next paragraph, joined."""
        return (*self._split(), *self._continued())

    def places(self, needle: str, start: int = 0) -> Iterator[tuple[int, int]]:
        """Yield (start, end) in the body of each place where folded whole words stand."""
        body, same, _ = self._body
        wanted = needle.replace('"', "'")
        at = same.find(wanted, start) if wanted else -1
        while at >= 0:
            end = at + len(wanted)
            if is_boundary(body, at) and is_boundary(body, end):
                yield at, end
            at = same.find(wanted, at + 1)

    def place(self, start: int, end: int) -> Place:
        """Return the place in the paragraphs of a range of the body."""
        starts = self._body[2]
        index = max(bisect_right(starts, start) - 1, 0)
        folded = self._folds[index]
        first = folded.origin(start - starts[index])
        last = folded.origin(min(end - starts[index], len(folded.text)) - 1) + 1
        return Place(index, first, last)

    def quoted(self, place: Place) -> Span | None:
        """Return the quotation that words stand in, if they do."""
        for span in self.spans[place.index]:
            if span.start - 1 <= place.start and place.end <= span.end + 1:
                return span
        return None

    def _split(self) -> Iterator[Speech]:
        for index, spans in enumerate(self.spans):
            text = self.paragraphs[index].text
            run: list[Span] = []
            for span in spans:
                if run and not interrupts(text[: run[-1].end], text[run[-1].end : span.start]):
                    yield from _joined(text, run, index)
                    run = []
                run.append(span)
            yield from _joined(text, run, index)

    def _continued(self) -> Iterator[Speech]:
        """Yield quotations left open at a paragraph's end and reopened in the next."""
        pieces: list[str] = []
        first: Place | None = None
        for index, (paragraph, spans) in enumerate(zip(self.paragraphs, self.spans, strict=True)):
            if pieces and not (opens_with_mark(paragraph.text) and spans):
                pieces, first = [], None
            if pieces and first:
                pieces.append(paragraph.text[spans[0].start : spans[0].end])
                yield Speech(fold(" ".join(pieces)), first)
                if spans[0].closed or len(spans) > 1:
                    pieces, first = [], None
            if not pieces and spans and not spans[-1].closed:
                pieces = [paragraph.text[spans[-1].start : spans[-1].end]]
                first = Place(index, spans[-1].start, spans[-1].end)


def _joined(text: str, run: list[Span], index: int) -> Iterator[Speech]:
    """Yield the parts of a sentence as one, with and without the comma of the typesetting."""
    if len(run) < 2:
        return
    place = Place(index, run[0].start, run[-1].end)
    parts = [text[span.start : span.end].strip() for span in run]
    yield Speech(fold(" ".join(parts)), place)
    bare = [part.rstrip(" ,،、") for part in parts[:-1]]
    yield Speech(fold(" ".join((*bare, parts[-1]))), place)
    yield Speech(fold("".join((*bare, parts[-1]))), place)


def interrupts(before: str, gap: str) -> bool:
    """Tell an attribution inside a sentence from the end of one quotation and the next."""
    inside = gap.strip(MARKS)
    paused = before.rstrip(MARKS).endswith(_PAUSES) or gap.lstrip(MARKS)[:1] in (
        ",",
        "،",
        "、",
        "—",
        "–",
    )
    return (
        paused
        and len(inside.split()) <= ATTRIBUTION_WORDS
        and not re.search(r"[.!?؟。](?:\s|$)", inside.rstrip(",،"))
        and inside.endswith((",", "،", "、", ":", "—", "–"))
    )
