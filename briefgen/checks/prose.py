"""The texts of a brief in our own words, each with its path."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from briefgen import inline
from briefgen.memo import kept
from briefgen.schema import Brief
from briefgen.schema.sources import Sourced
from briefgen.source import quoted_spans
from briefgen.yamltree import KeyPath

# Which keys of which lists hold prose; names, ids and verbatim words are no prose.
_LISTS: dict[str, tuple[str, ...]] = {
    "details": ("label", "text"),
    "counterpoints": ("topic", "claim", "assessment"),
    "stakes": ("who", "text"),
    "actors": ("position",),
    "groups": ("name",),
    "positions": ("issue",),
    "figures": ("meaning",),
    "measures": ("name", "type", "size", "condition", "until", "scope", "legal_basis"),
    "timeline": ("event",),
    "places": ("note",),
    "charts": ("title", "alt"),
    "watch": ("what", "threshold"),
    "glossary": ("meaning",),
}
_TEXTS = ("title", "subtitle", "bottom_line")
_PARAGRAPHS = ("key_points", "whats_new", "context", "gaps")


def prose(brief: Brief) -> Iterator[tuple[KeyPath, str, bool]]:
    """Yield (path, text, whether the editors added it) for everything printed as our words."""
    for key in _TEXTS:
        if getattr(brief, key):
            yield (key,), getattr(brief, key), False
    for key in _PARAGRAPHS:
        for n, text in enumerate(getattr(brief, key)):
            yield (key, n), text, False
    for key, fields in _LISTS.items():
        for n, item in enumerate(getattr(brief, key)):
            for field in fields:
                value: Any = getattr(item, field)
                if value:
                    yield (key, n, field), value, getattr(item, "origin", "") == "editor"
    for n, point in enumerate(brief.counterpoints):
        if point.response:
            response = point.response
            yield (
                ("counterpoints", n, "response", "text"),
                response.text,
                response.origin == "editor",
            )


@kept
def own_words(text: str) -> str:
    """Return a text without what stands in it as code or in quotation marks."""
    words = "".join(span.text for span in inline.spans(text) if not span.code)
    kept, at = [], 0
    for start, end, _ in quoted_spans(words):
        kept.append(words[at:start])
        at = end
    return " ".join([*kept, words[at:]])


def holder(brief: Brief, path: KeyPath) -> Sourced | None:
    """Return the item of the brief that holds a text, if it is one that can name its source."""
    item: Any = brief
    for part in path[: 3 if "response" in path else 2]:
        item = item[part] if isinstance(part, int) else getattr(item, part)
    return item if isinstance(item, Sourced) else None
