"""What a rule is, and what it gets to see."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import islice

from briefgen.errors import Diagnostic, Severity
from briefgen.loader import Document, field_name
from briefgen.project import Project
from briefgen.schema import Brief
from briefgen.yamltree import KeyPath

MAX_FINDINGS = 100


@dataclass(frozen=True, slots=True)
class Checked:
    """A brief with the text it was written as, and the day on which it is checked."""

    brief: Brief
    document: Document
    project: Project
    today: date


@dataclass(frozen=True, slots=True)
class Finding:
    """What a rule found, before it has a line: the path, the words, and what to write instead."""

    path: KeyPath
    message: str
    hint: str = ""
    key: bool = False


@dataclass(frozen=True, slots=True)
class Rule:
    """One editorial rule: id, severity, why it exists, and the function that applies it."""

    id: str
    severity: Severity
    why: str
    find: Callable[[Checked], Iterator[Finding]]

    def run(self, checked: Checked) -> Iterator[Diagnostic]:
        """Yield the rule's findings with their places in the file."""
        for found in islice(self.find(checked), MAX_FINDINGS):
            path = checked.document.written(found.path)
            place = checked.document.locate(path, key=found.key)
            field = field_name(path)
            yield Diagnostic(self.severity, self.id, found.message, place, found.hint, field)
