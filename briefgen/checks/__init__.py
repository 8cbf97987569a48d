"""Rules that a valid brief has to keep; each is a pure function with an id."""

from __future__ import annotations

from collections.abc import Sequence

from briefgen.checks import (
    control,
    evidence,
    fidelity,
    images,
    length,
    names,
    negation,
    numbers,
    quotes,
    references,
    sources,
    speakers,
    voices,
)
from briefgen.checks.rule import Checked, Rule
from briefgen.errors import Diagnostic

RULES: tuple[Rule, ...] = (
    *control.RULES,
    *voices.RULES,
    *references.RULES,
    *quotes.RULES,
    *evidence.RULES,
    *sources.RULES,
    *images.RULES,
    *fidelity.RULES,
    *speakers.RULES,
    *names.RULES,
    *negation.RULES,
    *numbers.RULES,
    *length.RULES,
)


def check(checked: Checked, rules: Sequence[Rule] = RULES) -> tuple[Diagnostic, ...]:
    """Return the findings of all rules on one brief, in the order of the file."""
    findings = [d for rule in rules for d in rule.run(checked)]
    return tuple(sorted(findings, key=lambda d: (d.location, d.code)))


__all__ = ["RULES", "Checked", "Rule", "check"]
