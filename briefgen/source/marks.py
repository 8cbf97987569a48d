"""Quotation marks of all languages: where quoted words start and end, and text without shapes."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from functools import cached_property
from typing import NamedTuple

from briefgen.memo import kept

#: Each mark that opens, with those that may close it.
_CLOSING = {
    "“": '”“"',
    "”": "”“",
    "„": '“”‟"',
    "‟": "”",
    "«": "»",
    "»": "«",
    "「": "」",
    "『": "』",
    "《": "》",
    "״": '״"”',
    '"': '"”',
    "＂": "＂",
    "‘": "’'",
    "‚": "‘’",
    "‹": "›",
    "›": "‹",
    "'": "'’",
}
_ENCLOSING = frozenset("「『《")
_SINGLE = frozenset("‘‚'")
_DOUBLE = '"“”„‟«»＂「」『』《》״'
_LONE = "'‘’‚‛‹›′＇׳"
_SHAPES = {
    **dict.fromkeys(_DOUBLE, '"'),
    **dict.fromkeys(_LONE, "'"),
    # Invisible: hints for hyphens and direction, joiners, and the stretching of Arabic letters.
    **dict.fromkeys("\u00ad\u200b\u2060\ufeff\u200e\u200f\u061c\u0640", ""),
    **dict.fromkeys("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069", ""),
    "\u2010": "-",
    "\u2011": "-",
    "…": "...",
    "ﬀ": "ff",
    "ﬁ": "fi",
    "ﬂ": "fl",
    "ﬃ": "ffi",
    "ﬄ": "ffl",
}
# Scripts written without spaces have no word boundaries to respect.
_UNSPACED = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]")
# Hebrew and Arabic write short words (and, in, the, to) in front without a space.
_PREFIX = re.compile(
    r"(?:^|[^\u0590-\u05ff\u0600-\u06ff])(?:[משהוכלב]{1,3}|(?:[وفبكلس]|ال|ـ){1,3})\Z"
)
_ELIDED = re.compile(r"(?:\d\d(?:s|\b)|tis|twas|em|til|cause|n|cos|bout|round)\b", re.IGNORECASE)
_POSSESSIVE = re.compile(r"[sz]\Z|in\Z", re.IGNORECASE)
_TABLE = str.maketrans(_SHAPES)
_OPENING = re.compile(f"[{re.escape(''.join(_CLOSING))}]")
# Each mark that opens, with the pattern of all that matters behind it.
_BEHIND = {mark: re.compile(f"[{re.escape(mark + closing)}]") for mark, closing in _CLOSING.items()}


@kept
def fold(text: str) -> str:
    """Return text with spaces, quotation marks, apostrophes and Unicode form made alike."""
    return " ".join(unicodedata.normalize("NFC", text).translate(_TABLE).split())


class Span(NamedTuple):
    """What stands between quotation marks: offsets of the words, and whether it is closed."""

    start: int
    end: int
    closed: bool


class Folded:
    """Folded text that remembers where each character stood in the text's composed form (NFC)."""

    def __init__(self, text: str) -> None:
        self._written = text
        self.text = fold(text)

    @cached_property
    def _origins(self) -> list[int]:
        origins: list[int] = []
        spaced = True
        for at, char in enumerate(unicodedata.normalize("NFC", self._written)):
            if char.isspace():
                origins += () if spaced else (at,)
                spaced = True
                continue
            shape = _SHAPES.get(char, char)
            origins += [at] * len(shape)
            spaced = spaced and not shape
        return origins[: len(self.text)]

    def origin(self, at: int) -> int:
        """Return the offset in the original text of a folded one."""
        return self._origins[min(at, len(self._origins) - 1)] if self._origins else 0

    def folded(self, origin: int) -> int:
        """Return the folded offset of an original one."""
        return bisect_left(self._origins, origin)


def is_boundary(text: str, at: int) -> bool:
    """Tell whether a word may start or end at an offset of a folded text."""
    if not 0 < at < len(text):
        return True
    left, right = text[at - 1], text[at]
    inside = left == "'" and at > 1 and text[at - 2].isalnum()
    letters = (left.isalnum() or inside) and right.isalnum()
    digits = left in ".," and right.isdigit() and at > 1 and text[at - 2].isdigit()
    cut = right in ".,'" and left.isalnum() and text[at + 1 : at + 2].isalnum()
    number = cut and (right == "'" or (left.isdigit() and text[at + 1].isdigit()))
    return not (letters or digits or number) or bool(
        _UNSPACED.match(left) or _UNSPACED.match(right)
    )


@kept
def quoted_spans(text: str) -> tuple[Span, ...]:
    """Return what stands in quotation marks, outermost only, in order."""
    found, at = [], 0
    while mark := _OPENING.search(text, at):
        at = mark.start()
        end = _end(text, at) if _opens(text, at) else None
        if end is not None:
            found.append(Span(at + 1, end, end < len(text)))
            at = end
        at += 1
    return tuple(found)


def opens_with_mark(text: str) -> bool:
    """Tell whether a paragraph starts with an opening quotation mark."""
    return bool(text) and text[0] in _CLOSING


def _opens(text: str, at: int) -> bool:
    mark, before, after = text[at], text[at - 1 : at], text[at + 1 : at + 2]
    if mark in _ENCLOSING:
        return True
    if mark in _SINGLE and _ELIDED.match(text, at + 1):
        return False
    if before.isalnum() and not _UNSPACED.match(before):
        return _attached(text, at)
    if mark == "«":
        return not before.strip() or not before.isalnum()
    return bool(after.strip()) and (after.isalnum() or after in "¿¡([…$€£“‘„«'\"—–-*")


def _attached(text: str, at: int) -> bool:
    """Tell a mark after a Hebrew or Arabic prefix from the one inside an acronym."""
    if text[at] in _SINGLE or not _PREFIX.search(text[max(at - 4, 0) : at]):
        return False
    rest = text[at + 1 : at + 3]
    return len(rest) == 2 and rest[0].isalnum() and (rest[1].isalnum() or rest[1] == " ")


def _end(text: str, at: int) -> int | None:
    """Return where a quotation that opens here ends: the end of the text when it stays open."""
    if text[at] in _SINGLE:
        return _single_end(text, at)
    nested = _double_end(text, at, nesting=True)
    if nested == len(text):
        return _double_end(text, at, nesting=False)
    return nested


def _double_end(text: str, at: int, *, nesting: bool) -> int:
    mark, closing, depth = text[at], _CLOSING[text[at]], 1
    for found in _BEHIND[mark].finditer(text, at + 1):
        char, place = found[0], found.start()
        if char == mark and nesting and mark not in closing[:1] and _opens(text, place):
            depth += 1
        elif char in closing and _closes(text, place):
            depth -= 1
            if not depth:
                return place
    return len(text)


def _closes(text: str, at: int) -> bool:
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    if text[at] in "」』》»«":
        return True
    if after.isalnum() and not _UNSPACED.match(after):
        return text[at] == "”" and not before.isspace()
    return not before.isspace() or not after.strip()


def _single_end(text: str, at: int) -> int | None:
    """Return where a single-quoted text ends; apostrophes are passed over."""
    closing, first = _CLOSING[text[at]], None
    for found in _BEHIND[text[at]].finditer(text, at + 1):
        char, place = found[0], found.start()
        if first is not None and char == text[at] and _opens(text, place):
            break
        before, after = text[place - 1], text[place + 1 : place + 2]
        if char not in closing or before.isspace() or after.isalnum():
            continue
        if not _POSSESSIVE.search(text[at + 1 : place][-2:]) or after != " ":
            return place
        first = place if first is None else first
    return first
