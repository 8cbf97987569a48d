"""Sentences of running text, in the languages whose briefs are checked."""

from __future__ import annotations

import re

from briefgen.memo import kept

_END = re.compile(r"[.!?؟]+[”\"»“’)]*\s+|[。！？]+[」』]*")
# What ends with a full stop and ends no sentence; a single letter never does.
_ABBREVIATED = frozenset(
    (
        "mr mrs ms dr prof st no nr vs etc inc ca bzw ggf usw vgl bl kl ca sr sra sig dott mme gen"
        " gov sen rep jan feb mar apr jun jul aug sep sept oct nov dec d.h z.b u.a f.eks bl.a p.ex"
    ).split()
)
#: Words that start a sentence even after "U.S.".
_STARTS = re.compile(r"(?:The|He|She|It|They|This|That|In|But|And|A|An|We|At|On)\b")


@kept
def sentences(text: str) -> tuple[tuple[int, str], ...]:
    """Return (offset, sentence) for each sentence of a text."""
    found, start = [], 0
    for end in _END.finditer(text):
        if text[end.start()] == "." and _goes_on(text, end):
            continue
        found.append((start, text[start : end.end()].strip()))
        start = end.end()
    if text[start:].strip():
        found.append((start, text[start:].strip()))
    return tuple(found)


def _goes_on(text: str, end: re.Match[str]) -> bool:
    """Tell the full stop of an abbreviation or an ordinal from the end of a sentence."""
    word = text[max(end.start() - 12, 0) : end.start()].split()[-1:]
    last = word[0].lstrip("(“„«\"'").lower() if word else ""
    if re.fullmatch(r"(?:[a-zà-ÿ]\.)+[a-zà-ÿ]", last):
        return not _STARTS.match(text, end.end())
    short_number = last.isdigit() and len(last) < 3
    return short_number or last in _ABBREVIATED or (len(last) == 1 and last.isalpha())
