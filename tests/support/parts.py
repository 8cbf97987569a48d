"""Parts of briefs for the cases of the rules."""

from __future__ import annotations

from typing import Any

#: rule, what it fires on, what it lets pass: changes to the minimal brief
Case = tuple[str, dict[str, Any], dict[str, Any]]

ARTICLE = "tests/bad/article.txt"
DETAIL = {"text": "The council said so.", "source": "article"}
POINT = {"claim": "One.", "by": "A", "response": "none reported", "source": "article"}
SOURCES = {
    "source": None,
    "sources": [
        {"id": "article", "file": ARTICLE},
        {"id": "post", "cited_in": "article", "seen": False},
    ],
    "details": [DETAIL],
    "counterpoints": [POINT],
}
FALK = {"id": "falk", "name": "Ida Falk", "kind": "person", "role": "Mayor"}
QUOTE = {"id": "pier", "text": "The pier will not wait", "speaker": "falk", "source": "article"}


def quoted(**changes: Any) -> dict[str, Any]:
    return {"actors": [FALK], "quotes": [QUOTE | {"source": "p3"} | changes]}


def changed(*entries: tuple[str, str]) -> dict[str, Any]:
    return {"changes": [{"version": v, "date": d, "note": "x"} for v, d in entries]}


def step(*days: str) -> dict[str, Any]:
    steps = [{"when": day} for day in days]
    return {"measures": [{"id": "levy", "type": "levy", "steps": steps}]}


def event(when: str, status: str) -> dict[str, Any]:
    return {"timeline": [{"when": when, "event": "x", "status": status}]}


def point(**changes: Any) -> dict[str, Any]:
    return {"counterpoints": [{"claim": "One.", "by": "A", "response": "Two."} | changes]}


def group(**changes: Any) -> dict[str, Any]:
    return {"groups": [{"id": "towns", "name": "Towns", "members": ["A", "B"]} | changes]}
