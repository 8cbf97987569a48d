"""How much of a brief was compared with its sources, and how much of it stands there."""

from __future__ import annotations

from collections import Counter

from briefgen.checks.ledger import DIFFERENT, VERBATIM, Ledger
from briefgen.values import frozen


@frozen
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


def tally(book: Ledger) -> Tally:
    """Count what was compared; a brief whose sources cannot be read compares nothing."""
    statuses = Counter(entry.status for entry in book.entries)
    return Tally(
        quotations=sum(statuses[status] for status in (*VERBATIM, *DIFFERENT)),
        verbatim=sum(statuses[status] for status in VERBATIM),
        figures=statuses["found"] + statuses["not found"],
        found=statuses["found"],
    )
