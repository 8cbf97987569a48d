"""Figures, measures and events: where numbers come from, and steps and days in order."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from briefgen.checks.rule import Checked, Finding, Rule
from briefgen.checks.whens import last_day
from briefgen.dates import DateMention, read_when
from briefgen.schema.evidence import Step

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
        starts = [(i, _start(s, checked.brief.language)) for i, s in enumerate(measure.steps)]
        dated = [(i, start) for i, start in starts if start and start.year]
        for (_, earlier), (i, later) in pairwise(dated):
            if _before(later, earlier):
                yield Finding(
                    ("measures", n, "steps", i, "when"),
                    f"{later.text} is before {earlier.text} of the step above",
                    "earliest step first",
                )


def _start(step: Step, language: str) -> DateMention | None:
    return next(iter(read_when(step.when, language)), None) if step.when else None


def _before(one: DateMention, other: DateMention) -> bool:
    """Tell whether a date is before another, as far as both are known."""
    pairs = ((one.year, other.year), (one.month, other.month), (one.day, other.day))
    for a, b in pairs:
        if a is None or b is None:
            return False
        if a != b:
            return a < b
    return False


def event_in_past(checked: Checked) -> Iterator[Finding]:
    """Yield events that were still to come, on a day that is over."""
    for n, event in enumerate(checked.brief.timeline):
        if event.status not in _OPEN or event.when.endswith(("/", "..")):
            continue
        ends = [last_day(mention) for mention in read_when(event.when, checked.brief.language)]
        day = max((end for end in ends if end), default=None)
        if day and None not in ends and day < checked.today:
            yield Finding(
                ("timeline", n, "status"),
                f"{day} is over, and the event is still {event.status}",
                "find out what came of it, and set status: occurred or cancelled",
            )


RULES = (
    Rule("figure-unwritten", "warning", "A number has to come from somewhere.", figure_unwritten),
    Rule("step-order", "error", "Steps out of order are slips of the pen.", step_order),
    Rule("event-in-past", "warning", "The brief has been overtaken.", event_in_past),
)
