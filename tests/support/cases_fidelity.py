"""Cases of the rules that compare quotations, speakers, names and statements with the source."""

from __future__ import annotations

from support.parts import FALK, Case, quoted

UNION = {"id": "union", "name": "Ferry Owners’ Union", "kind": "organisation", "role": "x"}

CASES: list[Case] = [
    (
        "speaker-differs",
        {
            "actors": [FALK, UNION],
            "quotes": [{"text": "The pier will not wait", "speaker": "union"}],
        },
        {
            "actors": [FALK, UNION],
            "quotes": [{"text": "The pier will not wait", "speaker": "falk"}],
        },
    ),
    (
        "speaker-differs",
        {"actors": [FALK, UNION], "quotes": [{"text": "a small price", "speaker": "union"}]},
        {"actors": [FALK, UNION], "quotes": [{"text": "a small price", "speaker": "falk"}]},
    ),
    (
        "sentence-cut",
        quoted(text="pier will not wait", extent="sentence"),
        quoted(extent="sentence"),
    ),
    (
        "negation-differs",
        {"details": ["The Ferry Owners’ Union said the levy would not cost its members 40 jobs."]},
        {"details": ["The Ferry Owners’ Union said the levy would cost its members 40 jobs."]},
    ),
    (
        "negation-differs",
        {"details": ["A levy of 2 crowns on each ticket could never start on March 1, 2027."]},
        {"details": ["A levy of 2 crowns on each ticket could start on March 1, 2027."]},
    ),
    (
        "name-not-in-source",
        {"details": ["The mayor of Skarvik, Ida Falck, said so."]},
        {"details": ["The mayor, Ida Falk, said so in Norhavn."]},
    ),
    (
        "name-not-in-source",
        {"actors": [FALK | {"name": "Eda Falk"}]},
        {"actors": [FALK | {"name": "Eda Falk", "origin": "editor"}]},
    ),
]
