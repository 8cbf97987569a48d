"""An article as numbered paragraphs; finds a quotation in it, character for character."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from html.parser import HTMLParser
from itertools import pairwise
from typing import Literal

from briefgen.characters import decode

Status = Literal["exact", "typographic", "elided", "unquoted", "altered", "missing"]

#: What counts as the same sign in any shape: it is typesetting, not words.
_SHAPES = {
    **dict.fromkeys("“”„‟«»″＂「」『』《》", '"'),
    **dict.fromkeys("‘’‚‛‹›′＇", "'"),
    "\u00ad": "",
}
_PAIRS = {
    "“": "”“",
    "”": "”",
    "„": "“”",
    "‟": "”",
    "«": "»",
    "»": "«",
    "「": "」",
    "『": "』",
    "《": "》",
    '"': '"',
}
_CUT = re.compile(r"\s*\[(?:…|\.\.\.)\]\s*")
_INSERTED = re.compile(r"\s*\[[^\]]*\]\s*")
#: A cut may leave out this many words, an insertion may replace this many.
CUT_WORDS, INSERTED_WORDS = 60, 4
#: An attribution that stands inside a sentence is short and ends no sentence.
ATTRIBUTION_WORDS = 14
_BLOCKS = frozenset("p h1 h2 h3 h4 h5 h6 li blockquote div tr dt dd figcaption pre section".split())
_SILENT = frozenset(("script", "style", "head", "title", "template", "noscript"))
# Scripts written without spaces have no word boundaries to respect.
_UNSPACED = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph, its number as locators count (`p3`), and the line it starts on."""

    number: int
    line: int
    text: str


@dataclass(frozen=True, slots=True)
class Match:
    """How a quotation stands in a source, and the passage it was compared with."""

    status: Status
    paragraph: Paragraph | None = None
    passage: str = ""

    @property
    def found(self) -> bool:
        """Whether the words are there as quoted; typesetting and declared cuts aside."""
        return self.status in ("exact", "typographic", "elided")


class Article:
    """The text of a source."""

    def __init__(self, paragraphs: tuple[Paragraph, ...]) -> None:
        self.paragraphs = paragraphs

    @cached_property
    def _folded(self) -> tuple[str, list[int]]:
        """All paragraphs as one comparable text, and where each starts in it."""
        parts, starts, at = [], [], 0
        for text in self._continued:
            folded = fold(text)
            starts.append(at)
            parts.append(folded)
            at += len(folded) + 1
        return " ".join(parts), starts

    @cached_property
    def _continued(self) -> tuple[str, ...]:
        """Paragraph texts without the mark that reopens a quotation left open above."""
        texts, opened = [], False
        for paragraph in self.paragraphs:
            text = paragraph.text
            if opened and text[:1] in _PAIRS:
                text = text[1:]
            spans = list(quoted_spans(("“" if opened else "") + text))
            opened = bool(spans) and not spans[-1][2]
            texts.append(text)
        return tuple(texts)

    @cached_property
    def _spoken(self) -> tuple[str, ...]:
        """What stands in quotation marks; sentences that an attribution splits are joined too."""
        spoken: list[str] = []
        for text in self._continued:
            spans = list(quoted_spans(text))
            said = [text[a:b] for a, b, _ in spans]
            spoken += [fold(s) for s in said]
            run = said[0] if said else ""
            for (_, end, _), (start, stop, _) in pairwise(spans):
                if not _interrupts(text[:end], text[end:start]):
                    run = text[start:stop]
                    continue
                spoken.append(fold(f"{run} {text[start:stop]}"))
                spoken.append(fold(f"{run.rstrip(' ,')} {text[start:stop]}"))
                run = f"{run} {text[start:stop]}"
        for before, after in pairwise(self._continued):
            spans = list(quoted_spans(before))
            if spans and not spans[-1][2]:
                rest = "“" + after
                start, stop, _ = next(quoted_spans(rest))
                spoken.append(fold(f"{before[spans[-1][0] :]} {rest[start:stop]}"))
        return tuple(spoken)

    def find(self, text: str, *, spoken: bool = True, cuts: tuple[str, ...] = ()) -> Match:
        """Find words in the article; `spoken` asks for them in quotation marks there.

        `cuts` are the words that the brief says it left out at each […].
        """
        if _CUT.search(text) or _INSERTED.search(text):
            return self._find_parts(text, cuts)
        needle = fold(text)
        for tried in dict.fromkeys((needle, needle.rstrip(".,;:! "))):
            at = _locate(self._folded[0], tried)
            joined = next((s for s in self._spoken if _locate(s, tried) >= 0), None)
            if at < 0 and joined is None:
                continue
            paragraph = self._paragraph(at) if at >= 0 else None
            if spoken and joined is None:
                return Match("unquoted", paragraph)
            same = paragraph is not None and _nfc(text) in _nfc(paragraph.text)
            return Match("exact" if same else "typographic", paragraph)
        return self._nearest(needle)

    def _find_parts(self, text: str, cuts: tuple[str, ...]) -> Match:
        """Find the parts of a quotation with cuts or insertions: in order, and close together."""
        body = self._folded[0]
        pieces = re.split(r"(\[[^\]]*\])", text)
        at, first, allowed = 0, -1, 0
        left_out = [fold(cut) for cut in cuts]
        for piece in pieces:
            if piece.startswith("["):
                allowed = CUT_WORDS if _CUT.fullmatch(piece) else INSERTED_WORDS
                continue
            part = fold(piece).strip(" ")
            if not part:
                continue
            start = _locate(body, part, at)
            if start < 0 and first < 0:
                return self._nearest(fold(_INSERTED.sub(" ", text)))
            gap = body[at:start].strip() if first >= 0 else ""
            bad = start < 0 or len(gap.split()) > allowed or '"' in gap
            if first >= 0 and not bad and allowed == CUT_WORDS and left_out:
                bad = gap.strip(" ,;") != left_out.pop(0).strip(" ,;")
            if bad:
                return Match(
                    "altered", self._paragraph(max(first, 0)), body[max(first, 0) : at + 120]
                )
            first = start if first < 0 else first
            at = start + len(part)
        return Match("elided", self._paragraph(max(first, 0)))

    def _paragraph(self, at: int) -> Paragraph:
        return self.paragraphs[max(bisect_right(self._folded[1], at) - 1, 0)]

    def _nearest(self, needle: str) -> Match:
        """Return the passage that shares most words in order, if it shares enough."""
        wanted = _words(needle)
        best, place = 0.0, (0, "")
        for number, text in enumerate(self._continued):
            words = _words(fold(text))
            for start in range(max(len(words) - len(wanted) + 1, 1)):
                window = words[start : start + len(wanted)]
                score = _overlap(wanted, window) + (window[:1] == wanted[:1]) / 1000
                if score > best:
                    best, place = score, (number, " ".join(window))
        if best >= 0.5:
            return Match("altered", self.paragraphs[place[0]], place[1])
        return Match("missing")


def _words(folded: str) -> list[str]:
    """Return words without the quotation marks around them."""
    return folded.replace('"', "").split()


def _plain(word: str) -> str:
    return word.strip(".,;:!?").casefold()


def _overlap(wanted: list[str], window: list[str]) -> float:
    """Return the share of words in common, counted as often as they occur."""
    left = [_plain(word) for word in window]
    shared = 0
    for word in map(_plain, wanted):
        if word in left:
            left.remove(word)
            shared += 1
    return shared / max(len(wanted), len(window), 1)


def _interrupts(before: str, gap: str) -> bool:
    """Tell an attribution inside a sentence from the end of one quotation and the next."""
    inside = gap.strip('“”„‟«»"「」 ')
    return (
        before.rstrip().endswith((",", "—", "–", "…"))
        and len(inside.split()) <= ATTRIBUTION_WORDS
        and not re.search(r"[.!?](?:\s|$)", inside.rstrip(","))
        and inside.endswith(",")
    )


def _locate(body: str, part: str, start: int = 0) -> int:
    """Return where whole words stand in a text, or -1."""
    at = body.find(part, start) if part else -1
    while at >= 0:
        if _boundary(body, at) and _boundary(body, at + len(part)):
            return at
        at = body.find(part, at + 1)
    return -1


def _boundary(text: str, at: int) -> bool:
    if not 0 < at < len(text):
        return True
    left, right = text[at - 1], text[at]
    letters = (left.isalnum() or left == "'") and right.isalnum()
    digits = left in ".," and right.isdigit() and at > 1 and text[at - 2].isdigit()
    return not (letters or digits) or bool(_UNSPACED.match(left) or _UNSPACED.match(right))


def _nfc(text: str) -> str:
    return unicodedata.normalize("NFC", text)


def fold(text: str) -> str:
    """Return text with spaces, quotation marks, apostrophes and Unicode form made alike."""
    shaped = "".join(_SHAPES.get(c, c) for c in _nfc(text))
    return " ".join(shaped.split())


def quoted_spans(text: str) -> Iterator[tuple[int, int, bool]]:
    """Yield (start, end, closed) of what stands in double quotation marks, outermost only."""
    start, closing = -1, ""
    for at, char in enumerate(text):
        if start < 0:
            if char in _PAIRS and not _closes(text, at):
                start, closing = at + 1, _PAIRS[char]
        elif char in closing:
            yield start, at, True
            start = -1
    if start >= 0:
        yield start, len(text), False


def _closes(text: str, at: int) -> bool:
    """Tell by the characters beside it whether a mark that some languages open with closes."""
    before, after = text[:at][-1:], text[at + 1 : at + 2]
    if text[at] == "”":
        return before.isalnum() or not after.strip()
    return text[at] == "»" and bool(before.strip()) and not after.strip()


def read_article(data: bytes, name: str) -> Article:
    """Split a text, Markdown or HTML file into paragraphs; raise BriefError if it is not UTF-8."""
    text = decode(data, name).removeprefix("\ufeff")
    if name.lower().endswith((".html", ".htm")):
        return Article(_html_paragraphs(text))
    return Article(tuple(_text_paragraphs(text)))


def _text_paragraphs(text: str) -> Iterator[Paragraph]:
    """Yield blocks between blank lines; without any, each line is a paragraph."""
    lines = text.replace("\r\n", "\n").split("\n")
    blocks: list[tuple[int, list[str]]] = []
    blank = any(not a.strip() and b.strip() for a, b in pairwise(lines[1:]))
    fresh = True
    for number, line in enumerate(lines, 1):
        if not line.strip():
            fresh = True
        elif fresh or not blank:
            blocks.append((number, [line.strip()]))
            fresh = False
        else:
            blocks[-1][1].append(line.strip())
    for number, (line_number, parts) in enumerate(blocks, 1):
        yield Paragraph(number, line_number, " ".join(parts))


def _html_paragraphs(text: str) -> tuple[Paragraph, ...]:
    reader = _Blocks()
    reader.feed(text)
    reader.close()
    reader.end_block()
    return tuple(Paragraph(n, line, words) for n, (line, words) in enumerate(reader.blocks, 1))


class _Blocks(HTMLParser):
    """Collects the text of block elements."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.blocks: list[tuple[int, str]] = []
        self._words: list[str] = []
        self._line = 1
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: object) -> None:  # noqa: ARG002 - the parser's
        self._silent += tag in _SILENT
        if tag in _BLOCKS or tag == "br":
            self.end_block()

    def handle_endtag(self, tag: str) -> None:
        self._silent = max(self._silent - (tag in _SILENT), 0)
        if tag in _BLOCKS:
            self.end_block()

    def handle_data(self, data: str) -> None:
        if not self._silent:
            if not self._words:
                self._line = self.getpos()[0]
            self._words.append(data)

    def end_block(self) -> None:
        """Close the paragraph that is open."""
        words = " ".join("".join(self._words).split())
        if words:
            self.blocks.append((self._line, words))
        self._words = []
