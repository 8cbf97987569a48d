"""Real Markdown engines, and what a reader of their HTML sees."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from html.parser import HTMLParser

import cmarkgfm
import markdown
from markdown_it import MarkdownIt

_COMMON = MarkdownIt("commonmark").enable(["table", "strikethrough"])


def _python_markdown(text: str) -> str:
    return markdown.markdown(text, extensions=["tables"])


def _commonmark(text: str) -> str:
    html: str = _COMMON.render(text)
    return html


def _github(text: str) -> str:
    html: str = cmarkgfm.github_flavored_markdown_to_html(text)
    return html


_MKDOCS = markdown.Markdown(
    extensions=[
        # What MkDocs sets itself, and what sites with Material usually add.
        *("toc", "tables", "fenced_code", "admonition", "footnotes", "attr_list", "md_in_html"),
        *("abbr", "def_list", "pymdownx.superfences", "pymdownx.details", "pymdownx.emoji"),
        *("pymdownx.tilde", "pymdownx.caret", "pymdownx.mark", "pymdownx.keys", "pymdownx.critic"),
        *("pymdownx.tasklist", "pymdownx.snippets", "pymdownx.betterem"),
    ],
)


def mkdocs(text: str) -> str:
    """Return what Python-Markdown makes of a page as a MkDocs site sets it up."""
    html: str = _MKDOCS.reset().convert(text)
    return html


ENGINES: dict[str, Callable[[str], str]] = {
    "cmarkgfm": _github,
    "markdown-it": _commonmark,
    "python-markdown": _python_markdown,
}

HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_BLOCKS = {*HEADINGS, "p", "li", "td", "th", "blockquote", "pre", "hr", "ul", "ol", "tr", "table"}


@dataclass
class Seen:
    """What a page shows: all tags, headings, tables as rows of cells, list items, paragraphs."""

    text: str = ""
    tags: list[str] = field(default_factory=list)
    headings: list[tuple[str, str]] = field(default_factory=list)
    tables: list[list[list[str]]] = field(default_factory=list)
    items: list[str] = field(default_factory=list)
    links: list[tuple[str, str]] = field(default_factory=list)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.seen = Seen()
        self._open: list[tuple[str, int]] = []
        self._href = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.tags.append(tag)
        if tag in _BLOCKS:
            self.seen.text += "\n"
        if tag == "table":
            self.seen.tables.append([])
        if tag == "tr":
            self.seen.tables[-1].append([])
        if tag == "a":
            self._href = dict(attrs).get("href") or ""
        self._open.append((tag, len(self.seen.text)))

    def handle_endtag(self, tag: str) -> None:
        while self._open:
            name, start = self._open.pop()
            if name == tag:
                self._close(tag, " ".join(self.seen.text[start:].split()))
                break
        if tag in _BLOCKS:
            self.seen.text += "\n"

    def _close(self, tag: str, text: str) -> None:
        if tag in HEADINGS:
            self.seen.headings.append((tag, text))
        elif tag in {"td", "th"}:
            self.seen.tables[-1][-1].append(text)
        elif tag == "li":
            self.seen.items.append(text)
        elif tag == "a":
            self.seen.links.append((self._href, text))

    def handle_data(self, data: str) -> None:
        self.seen.text += data


def read(html: str) -> Seen:
    """Return what HTML shows to a reader."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.seen
