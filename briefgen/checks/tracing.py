"""Locators against the sources: the paragraphs that they name have to be there."""

from __future__ import annotations

from collections.abc import Iterator

from briefgen.checks.references import sourced
from briefgen.checks.rule import Checked, Finding, Rule
from briefgen.locators import resolve
from briefgen.schema import Brief
from briefgen.yamltext import shorten
from briefgen.yamltree import KeyPath


def source_of(brief: Brief, ref: str | None) -> str:
    """Return the id of the source that a reference means; empty when it could be any."""
    if ref:
        return ref
    return brief.sources[0].id if len(brief.sources) == 1 else ""


def locator_unresolved(checked: Checked) -> Iterator[Finding]:
    """Yield locators that name a paragraph which their source does not have."""
    several = len(checked.brief.sources) > 1
    for path, source, places in _places(checked.brief):
        article = checked.articles.get(source)
        for n, place in enumerate(places if article else ()):
            if article and resolve((place,), article, most=1).lost:
                name, count = f'"{source}"' if several else "the source", len(article.paragraphs)
                yield Finding(
                    (*path, n),
                    f"{name} has no {shorten(place)}: it has {count} paragraphs",
                    "count again in the source; a range runs from the earlier paragraph, p3-p5",
                    words=place,
                )


def _places(brief: Brief) -> Iterator[tuple[KeyPath, str, tuple[str, ...]]]:
    """Yield the path of each list of locators, the id of the source, and the locators."""
    for path, item in sourced(brief):
        for i, reference in enumerate(item.source):
            yield (*path, "source", i, "at"), source_of(brief, reference.ref), reference.at
    for n, source in enumerate(brief.sources):
        yield ("sources", n, "at"), source.cited_in or "", source.at
    for n, opinion in enumerate(brief.source_opinion):
        at = (opinion.at,) if opinion.at else ()
        yield ("source_opinion", n, "at"), source_of(brief, opinion.ref), at


RULES = (
    Rule(
        "locator-unresolved",
        "error",
        "A reader who looks the statement up has to find it.",
        locator_unresolved,
    ),
)
