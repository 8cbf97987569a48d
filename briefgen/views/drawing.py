"""The timeline as a Mermaid diagram, for wikis that draw one."""

from __future__ import annotations

import re
from collections.abc import Sequence

from briefgen import inline
from briefgen.schema.evidence import Event
from briefgen.views.people import Cast

# Mermaid reads "#35;" as the sign of that number, and nothing else in a word that holds only these.
_PLAIN = re.compile(r"[^\w ,.()’‘“”«»–—-]")


def drawing(events: Sequence[Event], cast: Cast) -> tuple[str, ...]:
    """Return the lines of a Mermaid timeline; none for fewer than two events."""
    if len(events) < 2:
        return ()
    return ("timeline", *(f"    {_when(event, cast)} : {_words(event.event)}" for event in events))


def _when(event: Event, cast: Cast) -> str:
    return _words(cast.dated(event.when, event.as_written)) or "–"


def _words(text: str) -> str:
    return _PLAIN.sub(lambda m: f"#{ord(m[0])};", inline.one_line(inline.plain(text)))
