"""Accept a new text of a source: show what it does to a brief, and renew its digest there."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import islice
from pathlib import Path

from briefgen import output
from briefgen.characters import line_starts
from briefgen.checks.ledger import DIFFERENT, VERBATIM, Entry
from briefgen.checks.sources import source_bytes
from briefgen.errors import BriefgenError
from briefgen.history import version
from briefgen.loader import Document, field_name, parse
from briefgen.prepare import Prepared, prepare_versions
from briefgen.project import Project
from briefgen.schema.sources import Source
from briefgen.source import Article, read_article
from briefgen.translation import versions
from briefgen.validate import validate
from briefgen.values import frozen
from briefgen.worddiff import word_changes
from briefgen.yamltext import shorten

#: How many changed paragraphs, and how many items that no longer stand, are shown of a source.
MAX_SHOWN = 40
_LOST = ("not found", *DIFFERENT, "unresolved")


@frozen
class Change:
    """A source of a brief whose text has another digest than the brief says."""

    number: int
    source: Source
    old: str
    new: str
    data: bytes


@dataclass
class Plan:
    """What would be written, what there is to say about it, and why nothing may be written."""

    files: dict[Path, bytes] = field(default_factory=dict)
    report: list[str] = field(default_factory=list)
    refusals: list[str] = field(default_factory=list)
    digests: int = 0


def plan(paths: Iterable[Path], project: Project, today: date) -> Plan:
    """Compare the digests of all briefs with their sources; raise UsageError for no file."""
    found = Plan()
    for path in paths:
        try:
            _plan_brief(found, path, project, today)
        except BriefgenError as error:
            found.refusals += [f"{project.show(path)}: {d.message}" for d in error.diagnostics]
    return found


def carry_out(found: Plan) -> None:
    """Write the briefs of a plan that nothing refuses; raise UsageError."""
    for path, data in found.files.items() if not found.refusals else ():
        output.write(path, data, keep_mode=True)


def _plan_brief(found: Plan, path: Path, project: Project, today: date) -> None:
    prepared = prepare_versions(path, project, today)
    first, changes = prepared[0], list[Change]()
    for one in prepared:
        if one.brief is None:
            found.refusals.append(f"{one.shown}: cannot be read as a brief")
            return
        for number, source in enumerate(one.brief.sources):
            change = _change(number, source, project)
            if isinstance(change, str):
                found.refusals.append(f"{one.shown}: {change}")
            elif change and change not in changes:
                changes.append(change)
                found.report += _report(change, one, project)
    if not changes or first.document is None:
        return
    if path.is_symlink():
        found.refusals.append(f"{first.shown}: is a link; name the file that it leads to")
        return
    data = _replaced(first.document, changes)
    if data is None:
        found.refusals.append(f"{first.shown}: a digest is not written plainly; write it anew")
        return
    found.files[path] = data
    found.digests += len(changes)


def _change(number: int, source: Source, project: Project) -> Change | str | None:
    """Return what changed about a source, a refusal, or nothing."""
    if not source.file or not source.sha256:
        return None
    data = source_bytes(project, source.file)
    if data is None:
        return f'the file "{source.file}" of {source.id} cannot be read'
    digest = hashlib.sha256(data).hexdigest()
    same = digest == source.sha256
    return None if same else Change(number, source, source.sha256, digest, data)


def _replaced(document: Document, changes: Sequence[Change]) -> bytes | None:
    """Return a brief with new digests where the old ones stand, and not a byte changed beside."""
    text = document.text
    starts = line_starts(text.removeprefix("\ufeff"))
    shift = len(text) - len(text.removeprefix("\ufeff"))
    for change in changes:
        # Both digests have 64 characters, so places hold from one change to the next.
        value = document.locate(document.written(("sources", change.number, "sha256")))
        place = document.locate_words(value, change.old)
        at = shift + starts[place.line - 1] + place.column - 1
        if text[at : at + len(change.old)] != change.old:
            return None
        text = text[:at] + change.new + text[at + len(change.old) :]
    data = text.encode()
    return data if _say(data, document.name, changes) else None


def _say(data: bytes, name: str, changes: Sequence[Change]) -> bool:
    """Tell whether a brief says the new digests of its sources."""
    said = {
        (number, source.sha256)
        for _, document in versions(parse(data, name))
        for number, source in enumerate(validate(document).sources)
    }
    return {(change.number, change.new) for change in changes} <= said


def _report(change: Change, prepared: Prepared, project: Project) -> Iterator[str]:
    source = change.source
    yield f"{prepared.shown}: {source.file} was {change.old[:12]}…, is {change.new[:12]}…"
    concerned = [e for e in prepared.ledger.entries if _concerns(e, source.id)]
    for kind, good in (("quotation", VERBATIM), ("figure", ("found",))):
        compared = [e for e in concerned if e.kind == kind and e.status in (*good, *_LOST)]
        stand = sum(e.status in good for e in compared)
        if compared:
            yield f"  {kind}s that stand in the new text: {stand} of {len(compared)}"
    lost = [entry for entry in concerned if entry.status in _LOST]
    for entry in lost[:MAX_SHOWN]:
        yield _lost(entry, prepared)
    if len(lost) > MAX_SHOWN:
        yield f"  and {len(lost) - MAX_SHOWN} more that do not stand there"
    yield from _words(change, project)


def _concerns(entry: Entry, source: str) -> bool:
    named = {place.source for place in entry.places}
    return not named or bool(named & {source, ""})


def _lost(entry: Entry, prepared: Prepared) -> str:
    document = prepared.document
    line = document.locate(entry.path).line if document else 0
    name = field_name(document.written(entry.path) if document else entry.path)
    return f"  line {line}, {name}: {entry.status}: {shorten(entry.text, 80)}"


def _words(change: Change, project: Project) -> Iterator[str]:
    """Yield the words that changed since the version whose digest the brief says."""
    place = project.resolve(change.source.file or "")
    earlier = version(place, change.old) if place else None
    if earlier is None:
        yield "  git keeps no version with the old digest: what changed is not known"
        return
    old, new = (_article(data, change.source) for data in (earlier.data, change.data))
    if old is None or new is None:
        yield "  it is no text: what changed is not known"
        return
    yield f"  since {earlier.commit}:"
    lines = word_changes(old, new)
    yield from (f"    {line}" for line in islice(lines, MAX_SHOWN))
    more = sum(1 for _ in lines)
    if more:
        yield f"    and {more} more changed paragraphs"


def _article(data: bytes, source: Source) -> Article | None:
    try:
        return read_article(data, source.file or "")
    except BriefgenError:
        return None
