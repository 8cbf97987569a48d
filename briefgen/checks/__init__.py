"""Rules that a valid brief has to keep; each is a pure function with an id."""

from __future__ import annotations

from collections.abc import Iterable

from briefgen.checks import (
    control,
    counts,
    dates,
    derived,
    evidence,
    fidelity,
    freshness,
    images,
    length,
    names,
    negation,
    numbers,
    overlay,
    quotes,
    reading,
    references,
    silence,
    sources,
    sourcing,
    speakers,
    tracing,
    voices,
    wording,
)
from briefgen.checks.rule import Checked, Rule
from briefgen.errors import Diagnostic
from briefgen.values import frozen, replace

RULES: tuple[Rule, ...] = (
    *control.RULES,
    *voices.RULES,
    *references.RULES,
    *quotes.RULES,
    *evidence.RULES,
    *sources.RULES,
    *sourcing.RULES,
    *tracing.RULES,
    *dates.RULES,
    *freshness.RULES,
    *images.RULES,
    *fidelity.RULES,
    *speakers.RULES,
    *names.RULES,
    *negation.RULES,
    *numbers.RULES,
    *derived.RULES,
    *counts.RULES,
    *length.RULES,
    *wording.RULES,
    *reading.RULES,
    *overlay.RULES,
)


ALL_RULES = (*RULES, *silence.RULES)
KNOWN = frozenset(rule.id for rule in ALL_RULES)


@frozen
class Outcome:
    """The findings on a brief in the order of the file, and those that it silences."""

    findings: tuple[Diagnostic, ...]
    silenced: tuple[Diagnostic, ...] = ()


def check(checked: Checked) -> Outcome:
    """Apply all rules to one brief."""
    found = tuple(d for rule in RULES for d in rule.run(checked))
    checked = replace(checked, found=found, known_rules=KNOWN)
    found += tuple(d for rule in silence.RULES for d in rule.run(checked))
    entries = checked.brief.lint_ignore
    silenced = {d for d in found if any(silence.covers(entry, d) for entry in entries)}
    return Outcome(
        tuple(d for d in _sorted(found) if d not in silenced),
        tuple(d for d in _sorted(found) if d in silenced),
    )


def _sorted(found: Iterable[Diagnostic]) -> list[Diagnostic]:
    return sorted(found, key=lambda d: (d.location, d.code))


__all__ = ["ALL_RULES", "KNOWN", "RULES", "Checked", "Outcome", "Rule", "check"]
