"""A paragraph without the words it quotes: what is told there, and of whom."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from briefgen.source.marks import Span
from briefgen.source.names import Mention

SENTENCE_END = re.compile(
    r"(?<!\bMr)(?<!\bMs)(?<!\bDr)(?<!\bMrs)(?<!\bSt)(?<!\bNo)(?<!\bM)(?<![A-Z]\.[A-Z])(?<!\b[A-Z])"
    r"[.!?؟][”\"»“’']?\s+(?=[^\sa-zß-öø-ÿ])|[。！？]"
)
_PREPOSITIONS = (
    "to|of|by|with|from|about|against|after|before|for|on|at|in|under|between|than|like|via|told"
    "|called|asked|urged|warned|accused|criticised|criticized|thanked|meeting|replaced|succeeded"
    "|à|de|du|des|avec|par|pour|contre|d[’']|chez|dans|en|au|aux|sur|vers"
    "|von|vom|mit|zu|zum|zur|bei|beim|über|gegen|an|am|für|im|aus|nach|auf"
    "|til|af|med|mod|om|fra|i|på|hos|ved"
    "|con|por|para|contra|a|al|sobre|desde|del"
    "|di|della|dei|delle|da|dal|dalla|su|sul|alla|nel|nella|per|tra"
)
_PREPOSITION = re.compile(
    rf"\b(?:{_PREPOSITIONS})\s*(?:the|la|le|les|el|los|las|il|lo|l[’']|der|den|dem|die|des)?\s*\Z",
    re.IGNORECASE,
)
_ANY_PREPOSITION = re.compile(rf"\b(?:{_PREPOSITIONS})\b", re.IGNORECASE)


class Narration:
    """A paragraph with its quoted words blanked, and the names outside them."""

    def __init__(self, text: str, spans: Sequence[Span], mentions: Sequence[Mention]) -> None:
        self.text = _blanked(text, spans)
        starts = [span.start for span in spans]
        self._mentions = [m for m in mentions if not _quoted(m.start, spans, starts)]
        self._starts = [m.start for m in self._mentions]

    def names(self, start: int = 0, end: int | None = None) -> list[Mention]:
        """Return the names between two offsets."""
        end = len(self.text) if end is None else end
        found = self._mentions[bisect_left(self._starts, start) : bisect_left(self._starts, end)]
        return [m for m in found if m.end <= end]

    def subjects(self, start: int = 0, end: int | None = None) -> list[Mention]:
        """Return the names between two offsets that no preposition makes an object."""
        found = self.names(start, end)
        return [
            m
            for m in found
            if not _PREPOSITION.search(self.text[max(start, m.start - 40) : m.start])
        ]

    def last_subject(self, start: int, end: int) -> Mention | None:
        """Return the first name of the last sentence that has one."""
        return self.first_of_last(self.subjects(start, end), start, end)

    def first_of_last(self, found: list[Mention], start: int, end: int) -> Mention | None:
        """Return of some names the first that stands in the sentence of the last."""
        if not found:
            return None
        ends = (start + m.end() for m in SENTENCE_END.finditer(self.text[start:end]))
        last = max(bound for bound in (start, *ends) if bound <= found[-1].start)
        return next(mention for mention in found if mention.start >= last)


def _blanked(text: str, spans: Sequence[Span]) -> str:
    """Return text with quoted words blanked: they attribute nothing, but may end a sentence."""
    parts, at = [], 0
    for span in spans:
        inside = text[span.start : span.end]
        stop = inside[-1:] if inside[-1:] in ".!?" else "\x00"
        parts += [text[at : span.start], ("\x00" * (len(inside) - 1) + stop) if inside else ""]
        at = span.end
    return "".join((*parts, text[at:]))


def _quoted(at: int, spans: Sequence[Span], starts: list[int]) -> bool:
    n = bisect_left(starts, at + 1) - 1
    return n >= 0 and spans[n].start <= at < spans[n].end


def has_preposition(text: str) -> bool:
    """Tell whether a text holds a word that makes what follows an object."""
    return bool(_ANY_PREPOSITION.search(text))


def sentence_start(text: str) -> int:
    """Return where the last sentence of a text starts, which a quotation may follow."""
    ends = [0, *(end.end() for end in SENTENCE_END.finditer(f"{text}“"))]
    return min(ends[-1], len(text))


def sentence_end(text: str) -> int:
    """Return where the first sentence of a text ends."""
    end = SENTENCE_END.search(text)
    return end.end() if end else len(text)
