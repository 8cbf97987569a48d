"""Cases of the rule that looks locators up in the source; the article has five paragraphs."""

from __future__ import annotations

from typing import Any

from support.parts import ARTICLE, SOURCES, Case, quoted


def detail(source: Any) -> dict[str, Any]:
    return {"details": [{"text": "The council said so.", "source": source}]}


def answered(place: str) -> dict[str, Any]:
    response = {"text": "No.", "source": place}
    return {"counterpoints": [{"claim": "One.", "by": "A", "response": response}]}


CASES: list[Case] = [
    ("locator-unresolved", detail("p99"), detail("p3")),
    ("locator-unresolved", detail("p0"), detail("p1-p2")),
    ("locator-unresolved", detail("p3-p2"), detail("p2-3")),
    ("locator-unresolved", detail(["p1", "p99"]), detail(["p1", "p2"])),
    ("locator-unresolved", detail({"at": ["p2", "p3-p99"]}), detail({"at": "the headline"})),
    ("locator-unresolved", answered("p99"), answered("p2")),
    ("locator-unresolved", quoted(source="p99"), quoted()),
    (
        "locator-unresolved",
        SOURCES | detail({"ref": "article", "at": "p99"}),
        SOURCES | detail({"ref": "post", "at": "p99"}),
    ),
    (
        "locator-unresolved",
        SOURCES
        | {
            "sources": [
                {"id": "article", "file": ARTICLE},
                {"id": "post", "cited_in": "article", "seen": False, "at": "p99"},
            ]
        },
        SOURCES,
    ),
    (
        "locator-unresolved",
        {"source_opinion": [{"text": "alas", "at": "p99"}]},
        {"source_opinion": [{"text": "alas", "at": "p2"}]},
    ),
    (
        "locator-unresolved",
        {"map": {"image": "briefs/veldra-map.png", "alt": "The pier", "source": "p99"}},
        {"map": {"image": "briefs/veldra-map.png", "alt": "The pier", "source": "p2"}},
    ),
]
