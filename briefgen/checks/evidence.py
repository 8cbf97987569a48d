"""Figures, measures and events: where numbers come from, and steps and days in order."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from briefgen.checks.rule import Checked, Finding, Rule

_DATE = re.compile(r"\d{4}(?:-\d{2}){0,2}\Z", re.ASCII)
_OPEN = ("planned", "conditional", "possible", "deadline")


def figure_unwritten(checked: Checked) -> Iterator[Finding]:
    """Yield figures that neither a source has nor anybody worked out."""
    for n, figure in enumerate(checked.brief.figures):
        if not figure.as_written and not figure.derived:
            yield Finding(
                ("figures", n),
                f"nothing says where the number {figure.value} comes from",
                "add as_written with the words of the source, or derived: how it was worked out",
            )


def step_order(checked: Checked) -> Iterator[Finding]:
    """Yield steps of a measure that come before the one above."""
    for n, measure in enumerate(checked.brief.measures):
        dated = [(i, s.when) for i, s in enumerate(measure.steps) if s.when and _DATE.match(s.when)]
        for (_, earlier), (i, later) in pairwise(dated):
            shorter = min(len(earlier), len(later))
            if later[:shorter] < earlier[:shorter]:
                yield Finding(
                    ("measures", n, "steps", i, "when"),
                    f"{later} is before {earlier} of the step above",
                    "earliest step first",
                )


def event_in_past(checked: Checked) -> Iterator[Finding]:
    """Yield events that were still to come, on a day that is over."""
    for n, event in enumerate(checked.brief.timeline):
        day = _last_day(event.when)
        if event.status in _OPEN and day and day < checked.today:
            yield Finding(
                ("timeline", n, "status"),
                f"{day} is over, and the event is still {event.status}",
                "find out what came of it, and set status: occurred or cancelled",
            )


def _last_day(when: str) -> date | None:
    last = when.rpartition("/")[2]
    return date.fromisoformat(last) if _DATE.match(last) and len(last) == 10 else None


RULES = (
    Rule("figure-unwritten", "warning", "A number has to come from somewhere.", figure_unwritten),
    Rule("step-order", "error", "Steps out of order are slips of the pen.", step_order),
    Rule("event-in-past", "warning", "The brief has been overtaken.", event_in_past),
)
