"""Cases of the rules about silenced findings."""

from __future__ import annotations

from support.parts import Case

CASES: list[Case] = [
    (
        "unknown-rule",
        {"lint_ignore": [{"rule": "no-counterpont", "reason": "x"}]},
        {"lint_ignore": [{"rule": "no-counterpoint", "reason": "x"}]},
    ),
    (
        "ignore-unused",
        {"lint_ignore": [{"rule": "no-counterpoint", "reason": "x"}]},
        {
            "counterpoints": "none",
            "counterpoints_note": "Nobody was asked.",
            "lint_ignore": [{"rule": "no-counterpoint", "reason": "x"}],
        },
    ),
]
