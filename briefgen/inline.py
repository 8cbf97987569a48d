"""Inline Markdown of a text field to styled spans; the only user of `markdown` and `nh3`."""

from __future__ import annotations

import re
from functools import cache
from html.parser import HTMLParser
from typing import Any

import nh3
from markdown import Markdown
from markupsafe import Markup, escape

from briefgen.memo import kept
from briefgen.values import frozen, replace

_TAGS = {"em", "strong", "code", "a"}
_SCHEMES = {"http", "https", "mailto"}
_FOLLOWED = re.compile(rf"(?:{'|'.join(sorted(_SCHEMES))}):", re.IGNORECASE)
_SPACES = re.compile(r"[ \t\r\n]+")
# Stands for "&" while Markdown runs, so that "&copy;" in a brief stays the text it is.
_AMPERSAND = "\ufdd0"
# The marks of Python-Markdown's own placeholders.
_UNRESOLVED = re.compile("[\x02\x03]")
_INLINE = {
    "backtick",
    "escape",
    "link",
    "autolink",
    "automail",
    "em_strong",
    "em_strong2",
    "not_strong",
}


@frozen
class Span:
    """A run of text in one style."""

    text: str
    strong: bool = False
    emphasis: bool = False
    code: bool = False
    href: str = ""


@cache
def _converter() -> Markdown:
    """Return a converter that knows emphasis, strong, code and links, and nothing else."""
    converter = Markdown(extensions=[], output_format="html")
    kept: tuple[tuple[Any, set[str]], ...] = (
        (converter.preprocessors, {"normalize_whitespace"}),
        (converter.parser.blockprocessors, {"paragraph"}),
        (converter.inlinePatterns, _INLINE),
        (converter.postprocessors, {"amp_substitute"}),
    )
    for registry, keep in kept:
        for name in [item.name for item in registry._priority]:  # noqa: SLF001 - no public listing
            if name not in keep:
                registry.deregister(name)
    return converter


@kept
def one_line(text: str) -> str:
    """Return text with line breaks and runs of spaces as one space; no-break spaces stay."""
    return _SPACES.sub(" ", text).strip(" ")


@kept
def spans(text: str) -> tuple[Span, ...]:
    """Return the styled runs of one paragraph; a link that is not http, https or mailto is text."""
    line = one_line(text)
    if not any(c in line for c in "*_`[<\\&"):
        return (Span(line),)
    html = nh3.clean(
        _converter().reset().convert(line.replace("&", _AMPERSAND)),
        tags=_TAGS,
        attributes={"a": {"href"}},
        url_schemes=_SCHEMES,
        link_rel=None,
    )
    if _UNRESOLVED.search(html):
        # Python-Markdown has lost its way in marks that cross each other.
        return (Span(line),)
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return tuple(reader.spans)


@kept
def plain(text: str) -> str:
    """Return the words of a field without their Markdown."""
    return "".join(span.text for span in spans(text))


def html(text: str) -> Markup:
    """Return safe HTML; each link holds text alone, which tagged PDF asks for."""
    return Markup("").join(_element(span) for span in spans(text))


def _element(span: Span) -> Markup:
    """Return a span's element; its outer spaces stay outside, where a line may end.

    A link that began with one would be left without words at the end of the line.
    """
    words = span.text.strip() if span.href else span.text
    if not words:
        return escape(span.text)
    before, _, after = span.text.partition(words)
    out = escape(words)
    if span.href:
        out = Markup('<a href="{}">{}</a>').format(span.href, out)
    if span.code:
        out = Markup("<code>{}</code>").format(out)
    if span.emphasis:
        out = Markup("<em>{}</em>").format(out)
    if span.strong:
        out = Markup("<strong>{}</strong>").format(out)
    return escape(before) + out + escape(after)


class _Reader(HTMLParser):
    """Reads the four tags that are left after cleaning."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.spans: list[Span] = []
        self._style = [Span("")]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        now = self._style[-1]
        if tag == "a":
            href = (dict(attrs).get("href") or "").replace(_AMPERSAND, "&")
            # A relative link would become a file:// address in the PDF.
            now = replace(now, href=href if _FOLLOWED.match(href) else "")
        else:
            now = replace(
                now,
                strong=now.strong or tag == "strong",
                emphasis=now.emphasis or tag == "em",
                code=now.code or tag == "code",
            )
        self._style.append(now)

    def handle_endtag(self, tag: str) -> None:
        if tag in _TAGS and len(self._style) > 1:
            self._style.pop()

    def handle_data(self, data: str) -> None:
        if data:
            self.spans.append(replace(self._style[-1], text=data.replace(_AMPERSAND, "&")))
