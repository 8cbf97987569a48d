"""The geometry of a timeline of three to six dated events."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from datetime import date
from itertools import pairwise

from briefgen import inline
from briefgen.schema.evidence import Event
from briefgen.views.model import Strip, StripMark
from briefgen.views.people import Cast

WIDTH = 386.0
EDGE = 6.0
FEWEST, MOST = 3, 6
LINES = 3
_SHAPES = {
    "occurred": "disc",
    "planned": "ring",
    "conditional": "diamond",
    "possible": "dotted",
    "deadline": "square",
    "cancelled": "bar",
}


def strip(events: Sequence[Event], cast: Cast) -> Strip | None:
    """Return the drawing of a timeline, or None when not all its dates are days in order."""
    days = [_day(event.when) for event in events]
    known = [day for day in days if day is not None]
    if not FEWEST <= len(events) <= MOST or len(known) < len(events) or known != sorted(known):
        return None
    if cast.language.direction == "rtl":
        return None
    places = _spread(known)
    room = min(later - earlier for earlier, later in pairwise(places))
    characters = max(10, int(room / 3.7))
    marks = []
    for number, (event, day, x) in enumerate(zip(events, known, places, strict=True)):
        anchor = "start" if number == 0 else "end" if number == len(events) - 1 else "middle"
        text_x = {"start": 0.0, "end": WIDTH}.get(anchor, x)
        lines = textwrap.wrap(
            inline.plain(event.event), characters, max_lines=LINES, placeholder="…"
        )
        marks.append(
            StripMark(
                x=round(x, 2),
                text_x=round(text_x, 2),
                anchor=anchor,
                shape=_SHAPES.get(event.status or "", "disc"),
                when=cast.writer.plain(cast.language.short_day(day)),
                lines=tuple(cast.writer.plain(line) for line in lines),
            )
        )
    colon = cast.language.label("colon")
    told = [
        cast.language.day(day) + colon + inline.plain(event.event)
        for event, day in zip(events, known, strict=True)
    ]
    deepest = max(len(mark.lines) for mark in marks)
    return Strip(
        WIDTH,
        32 + 8.6 * deepest,
        cast.writer.plain(cast.language.label("semicolon").join(told)),
        tuple(marks),
    )


def _day(when: str) -> date | None:
    try:
        return date.fromisoformat(when)
    except ValueError:
        return None


def _spread(days: Sequence[date]) -> list[float]:
    """Place days to scale, but never closer than two thirds of an even spacing."""
    inner = WIDTH - 2 * EDGE
    even = inner / (len(days) - 1)
    gaps = [max((b - a).days, 0) for a, b in pairwise(days)]
    least = even * 2 / 3
    spare = inner - least * len(gaps)
    total = sum(gaps) or 1
    places = [EDGE]
    for gap in gaps:
        places.append(places[-1] + least + spare * gap / total)
    return places
