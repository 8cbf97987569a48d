"""What a rule is, and what it gets to see."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from itertools import islice

from briefgen.errors import Diagnostic, Severity
from briefgen.loader import Document, field_name
from briefgen.project import Project
from briefgen.schema import Brief
from briefgen.schema.overlay import Overlay
from briefgen.source import Article
from briefgen.values import field, frozen, replace
from briefgen.yamltree import KeyPath

MAX_FINDINGS = 100


@frozen
class Checked:
    """A brief with the text it was written as, and the day on which it is checked."""

    brief: Brief
    document: Document
    project: Project
    today: date
    #: The sources that could be read, by their ids.
    articles: Mapping[str, Article] = field(default_factory=dict)
    #: What the desk found when it compared the brief with originals.
    overlay: Overlay = field(default_factory=Overlay)
    #: For the rules about findings: what the others found, and the ids of all of them.
    found: tuple[Diagnostic, ...] = ()
    known_rules: frozenset[str] = frozenset()


@frozen
class Finding:
    """What a rule found, before it has a line: the path, the words, and what to write instead."""

    path: KeyPath
    message: str
    hint: str = ""
    key: bool = False
    #: Words of the value to point at, when it is longer than they are.
    words: str = ""
    #: What stands before them in the value, when they stand there more than once.
    before: str = ""
    #: Line, column and length, for what is no value: a comment.
    at: tuple[int, int, int] | None = None
    #: Where the case is lighter or graver than the rule's own severity.
    severity: Severity | None = None


@frozen
class Rule:
    """One editorial rule: id, severity, why it exists, and the function that applies it."""

    id: str
    severity: Severity
    why: str
    find: Callable[[Checked], Iterator[Finding]]

    def run(self, checked: Checked) -> Iterator[Diagnostic]:
        """Yield the rule's findings with their places in the file, as the project wants them."""
        given = checked.project.rules.get(self.id)
        if given == "off":
            return
        for found in islice(self.find(checked), MAX_FINDINGS):
            path = checked.document.written(found.path)
            place = checked.document.locate(path, key=found.key)
            if found.words:
                place = checked.document.locate_words(place, found.words, found.before)
            if found.at:
                line, column, length = found.at
                text = checked.document.line(line)
                place = replace(place, line=line, column=column, length=length, text=text)
            name = field_name(path)
            yield Diagnostic(
                given or found.severity or self.severity,
                self.id,
                found.message,
                place,
                found.hint,
                name,
            )
