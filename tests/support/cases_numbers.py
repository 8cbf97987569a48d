"""Cases of the rules about numbers and counts."""

from __future__ import annotations

from typing import Any

from support.parts import Case, group

TOWNS = ["Norhavn", "Skarvik", "Lunde"]


def towns(**changes: Any) -> dict[str, Any]:
    return group(members=TOWNS, source="p5") | changes


def derived(value: float, how: str, **more: Any) -> dict[str, Any]:
    figure = {"value": value, "meaning": "Towns on the line", "derived": how, "origin": "editor"}
    return towns(figures=[figure | more])


CASES: list[Case] = [
    ("derived-mismatch", derived(4, "count(towns)"), derived(3, "count(towns)")),
    ("derived-mismatch", derived(3, "count(ports)"), derived(3, "count(towns) * 2 / 2")),
    (
        "derived-mismatch",
        derived(4, "count of the towns", source="p5"),
        derived(3, "count of the towns", source="p5"),
    ),
    ("derived-unchecked", derived(3, "told by the port"), derived(3, "count(towns)")),
    (
        "count-mismatch",
        towns(details=[{"text": "The four towns share a line.", "groups": "towns"}]),
        towns(details=[{"text": "The three towns share a line.", "groups": "towns"}]),
    ),
    ("count-mismatch", group(name="The four towns"), group(name="The two towns")),
    (
        "group-not-in-source",
        group(members=[*TOWNS, "Corvel"], source="p5"),
        group(members=TOWNS, source="p5"),
    ),
    ("group-not-in-source", group(members=TOWNS[:2], source="p5"), towns()),
    (
        "group-not-in-source",
        {"gaps": ["Norhavn, Corvel, Skarvik and Lunde share the ferry line."]},
        {"gaps": ["Skarvik, Lunde and Norhavn share the ferry line."]},
    ),
    (
        "number-not-in-source",
        {"gaps": ["The levy is 2 percent."]},
        {"gaps": ["The levy is two crowns."]},
    ),
    (
        "number-not-in-source",
        {"gaps": ["It would cost 2 jobs."]},
        {"gaps": ["It would cost forty jobs."]},
    ),
    (
        "number-not-in-source",
        {"measures": [{"id": "levy", "type": "levy", "steps": [{"rate": 3, "unit": "crowns"}]}]},
        {"measures": [{"id": "levy", "type": "levy", "steps": [{"rate": 2, "unit": "crowns"}]}]},
    ),
    (
        "number-not-in-source",
        derived(7, "3 + 4"),
        derived(42, "40 + 2"),
    ),
    (
        "figure-not-in-source",
        {"figures": [{"value": 2, "unit": "euros", "meaning": "Levy", "as_written": "2 crowns"}]},
        {"figures": [{"value": 2, "unit": "crowns", "meaning": "Levy", "as_written": "2 crowns"}]},
    ),
]
