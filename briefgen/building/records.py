"""What a build finds out about each brief, and remembers for the next one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from briefgen import serialization
from briefgen.building.inputs import Inputs
from briefgen.checks.tally import Tally
from briefgen.errors import Diagnostic, Location, has_errors
from briefgen.values import field, frozen, replace
from briefgen.wiki.cards import Card


@frozen
class Record:
    """One language of a brief: its findings, its card, and the digests of what it would print.

    `views` has the digest of a view by its output; it and the card are missing where the brief
    could not be read or has no labels.
    """

    name: str
    shown: str
    owner: str
    reference: str
    readable: bool
    places: tuple[Location, Location]
    diagnostics: tuple[Diagnostic, ...]
    silenced: tuple[Diagnostic, ...]
    tally: Tally
    card: Card | None = None
    views: Mapping[str, str] = field(default_factory=dict)
    #: Name and digest.
    picture: tuple[str, str] | None = None

    @property
    def key(self) -> tuple[str, str]:
        """What tells it from all others, those of the same name in other folders too."""
        return self.shown, self.name

    def fails(self, *, strict: bool = False) -> bool:
        """Tell whether nothing may be printed of it."""
        return not self.readable or has_errors(self.diagnostics, strict=strict)

    def with_findings(self, found: Sequence[Diagnostic]) -> Record:
        """Return it with more findings."""
        return replace(self, diagnostics=(*self.diagnostics, *found)) if found else self


@frozen
class Examined:
    """A brief's file: the files that were read for it, with their digests, and its languages."""

    inputs: Inputs
    records: tuple[Record, ...]


@frozen
class Memory:
    """All that a build remembers; `common` is what every brief depends on."""

    common: Inputs = field(default_factory=dict)
    pdf: Inputs = field(default_factory=dict)
    wiki: Inputs = field(default_factory=dict)
    briefs: Mapping[str, Examined] = field(default_factory=dict)


def dump(memory: Memory) -> bytes:
    """Return a memory as JSON."""
    return serialization.dumps(memory)


def load(data: bytes) -> Memory:
    """Return a memory from JSON; an empty one for anything else, for it is only a memory."""
    try:
        return serialization.loads(Memory, data)
    except ValueError:
        return Memory()
