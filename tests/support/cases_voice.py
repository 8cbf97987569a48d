"""Cases of the rules on voices, words and reading."""

from __future__ import annotations

from typing import Any

from support.parts import Case, point


def said(text: str) -> dict[str, Any]:
    return {"details": [text]}


OPINION = {"source_opinion": [{"text": "a levy that nobody in his right mind would pay"}]}
CLAIM = "It would cost the ferries of Norhavn a great many jobs and more."
EVENT = {"when": "XXXX-03-01", "event": "x", "resolved_by": "x"}
OPEN = {"claim": "One.", "by": "A", "response": "none reported"}

CASES: list[Case] = [
    ("loaded-language", said("The council clearly said so."), said("It “clearly” said so.")),
    ("loaded-language", said("It is outrageous."), said("The union said it was outrageous.")),
    ("loaded-language", said("The regime said so."), said("The council said so.")),
    ("reporting-verb", said("The council admitted so."), said("The council said so.")),
    ("passive-attribution", said("Critics say so."), said("The Ferry Owners’ Union says so.")),
    ("likelihood-in-prose", said("The levy may start."), said("The council said it may start.")),
    (
        "confidence-with-likelihood",
        said("With high confidence, the levy is likely to start."),
        said("The council said that the levy is likely to start."),
    ),
    (
        "source-opinion-leak",
        OPINION | said("Nobody in his right mind likes it."),
        OPINION | said("The article says that nobody in his right mind likes it."),
    ),
    ("sentence-length", said("so " * 26 + "on."), said("so " * 24 + "on.")),
    ("reading-grade", said("Administrative considerations notwithstanding, " * 30), said("So.")),
    ("undefined-acronym", said("The HVK said so."), said("The Council (HVK) said so. HVK.")),
    ("undefined-acronym", said("The HVK said so."), said("NATO said so in Part IV.")),
    (
        "undefined-acronym",
        said("The HVK said so."),
        said("The HVK said so.") | {"glossary": [{"term": "HVK", "origin": "editor"}]},
    ),
    ("too-many", {"details": ["The council said so."] * 7}, {"details": ["It said so."] * 6}),
    ("marking-missing", {"handling": None}, {}),
    ("todo-left", said("The council said so. TODO"), said("The council said so: todo.")),
    ("likelihood-in-prose", said("The levy may start."), said("The levy starts on May 5.")),
    (
        "source-opinion-leak",
        OPINION | said("Nobody in his right mind likes it."),
        OPINION | said("The article says of the U.S. that nobody in his right mind likes it."),
    ),
    ("todo-left", said("The council said so. TODO"), {"timeline": [EVENT]}),
    ("title-form", {"title": "NORHAVN WEIGHS A LEVY"}, {}),
    (
        "counterpoint-lopsided",
        point(claim=CLAIM, response="No."),
        point(claim=CLAIM, response="It would cost fewer than that, the council said."),
    ),
    ("counterpoint-lopsided", {"counterpoints": [OPEN] * 2}, {"counterpoints": [OPEN]}),
]
