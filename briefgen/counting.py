"""How many briefs there are, what was found in them, and how much was compared with a source."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Protocol

from briefgen.checks.tally import Tally
from briefgen.errors import Diagnostic
from briefgen.project import Project


class Counted(Protocol):
    """What a summary counts of a brief."""

    @property
    def tally(self) -> Tally: ...
    @property
    def silenced(self) -> tuple[Diagnostic, ...]: ...


def summary(prepared: Sequence[Counted], diagnostics: Sequence[Diagnostic]) -> dict[str, Any]:
    return {
        "briefs": len(prepared),
        "errors": sum(d.severity == "error" for d in diagnostics),
        "warnings": sum(d.severity == "warning" for d in diagnostics),
        "silenced": len({d for p in prepared for d in p.silenced}),
        "quotations": {
            "checked": sum(p.tally.quotations for p in prepared),
            "verbatim": sum(p.tally.verbatim for p in prepared),
        },
        "figures": {
            "checked": sum(p.tally.figures for p in prepared),
            "found": sum(p.tally.found for p in prepared),
        },
    }


def count(prepared: Sequence[Counted], diagnostics: Sequence[Diagnostic], project: Project) -> str:
    """Say what was found, and what was compared with a source: nothing never looks like a pass."""
    totals = summary(prepared, diagnostics)
    quotations, figures = totals["quotations"], totals["figures"]
    compared = (
        f"{quotations['verbatim']} of {plural(quotations['checked'], 'quotation')} verbatim, "
        f"{figures['found']} of {plural(figures['checked'], 'figure')} found"
    )
    if not quotations["checked"] + figures["checked"]:
        compared = "no listed quotation or figure was compared with a source"
    silenced = f", {totals['silenced']} silenced" if totals["silenced"] else ""
    switched = sorted(rule for rule, severity in project.rules.items() if severity == "off")
    off = f"; switched off: {', '.join(switched)}" if switched else ""
    return (
        f"{plural(totals['briefs'], 'brief')}: {plural(totals['errors'], 'error')}, "
        f"{plural(totals['warnings'], 'warning')}{silenced}; {compared}{off}"
    )


def plural(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"
