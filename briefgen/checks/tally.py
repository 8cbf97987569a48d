"""How much of a brief was compared with its sources, and how much of it stands there."""

from __future__ import annotations

from dataclasses import dataclass

from briefgen.checks.fidelity import compared_quotes
from briefgen.checks.numbers import stands
from briefgen.checks.rule import Checked


@dataclass(frozen=True, slots=True)
class Tally:
    """How many quotations and figures were compared with a source, and how many stand in it."""

    quotations: int = 0
    verbatim: int = 0
    figures: int = 0
    found: int = 0

    def __str__(self) -> str:
        """Return the counts as a PDF notes them, so that its pages can be made again."""
        counts = f", {self.verbatim}/{self.quotations} {self.found}/{self.figures}"
        return counts if self.quotations + self.figures else ""


NOTHING = Tally()


def tally(checked: Checked) -> Tally:
    """Count what was compared; a brief whose sources cannot be read compares nothing."""
    if not checked.articles:
        return NOTHING
    matches = [match for _, match in compared_quotes(checked)]
    figures = [f for f in checked.brief.figures if f.as_written]
    return Tally(
        quotations=len(matches),
        verbatim=sum(match.found for match in matches),
        figures=len(figures),
        found=sum(stands(checked, figure) for figure in figures),
    )
