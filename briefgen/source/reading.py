"""A source's file as numbered paragraphs."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from html.parser import HTMLParser
from itertools import pairwise

from briefgen.characters import decode
from briefgen.source.article import Article
from briefgen.source.layout import Paragraph

_BLOCKS = frozenset("p h1 h2 h3 h4 h5 h6 li blockquote div tr dt dd figcaption pre section".split())
_SILENT = frozenset(("script", "style", "head", "title", "template", "noscript"))


def read_article(data: bytes, name: str) -> Article:
    """Split a text, Markdown or HTML file into paragraphs; raise BriefError if it is not UTF-8."""
    text = unicodedata.normalize("NFC", decode(data, name).removeprefix("\ufeff"))
    blocks = _html_blocks(text) if name.lower().endswith((".html", ".htm")) else _text_blocks(text)
    return Article(tuple(Paragraph(n, line, words) for n, (line, words) in enumerate(blocks, 1)))


def _text_blocks(text: str) -> Iterator[tuple[int, str]]:
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
    for number, parts in blocks:
        yield number, " ".join(parts)


def _html_blocks(text: str) -> Iterator[tuple[int, str]]:
    reader = _Blocks()
    reader.feed(text)
    reader.close()
    reader.end_block()
    yield from reader.blocks


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
