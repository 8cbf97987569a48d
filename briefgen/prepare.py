"""Load, validate and check: from a path to a brief that may be printed, or to its findings."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import Protocol

from briefgen.checks import KNOWN, Checked, check
from briefgen.checks.ledger import Ledger, ledger
from briefgen.checks.overlay import read_overlay, strangers
from briefgen.checks.silence import known_only
from briefgen.checks.sources import articles
from briefgen.checks.tally import NOTHING, Tally, tally
from briefgen.errors import BriefgenError, Diagnostic, Location, UsageError, has_errors
from briefgen.images import Image, load_image
from briefgen.loader import Document, parse, read_bytes
from briefgen.memo import forget
from briefgen.project import Project
from briefgen.schema import Brief
from briefgen.translation import versions
from briefgen.validate import validate
from briefgen.values import field, frozen, replace


@frozen
class Prepared:
    """One brief with its findings; `brief` is None when it could not be read as one."""

    name: str
    shown: str
    document: Document | None
    brief: Brief | None
    diagnostics: tuple[Diagnostic, ...]
    image: Image | None = None
    ledger: Ledger = field(default_factory=Ledger)
    tally: Tally = NOTHING
    silenced: tuple[Diagnostic, ...] = ()
    #: Whether its pages say that they were printed in spite of findings that fail it.
    unverified: bool = False

    @property
    def reference(self) -> str:
        """Its reference number, "" for none."""
        return (self.brief and self.brief.id) or ""

    @property
    def places(self) -> tuple[Location, Location]:
        """Where the brief begins, and where its reference number stands."""
        if self.document is None:
            return Location(self.shown), Location(self.shown)
        start = self.document.locate(())
        return start, self.document.locate(("id",)) if self.reference else start

    def fails(self, *, strict: bool = False) -> bool:
        """Tell whether nothing may be printed of it."""
        return self.brief is None or has_errors(self.diagnostics, strict=strict)

    def printed(self, *, strict: bool = False, draft: bool = False) -> Prepared | None:
        """Return what is printed of it: itself, under `draft` with a warning on it, or nothing."""
        if not self.fails(strict=strict):
            return self
        # Two briefs of one name have one place; the second would be printed over the first.
        taken = any(d.code == "same-name" for d in self.diagnostics)
        return replace(self, unverified=True) if draft and self.brief and not taken else None


def prepare(path: Path, project: Project, today: date, *, data: bytes | None = None) -> Prepared:
    """Take one brief through load, validate and check: its first version when it has several."""
    return prepare_versions(path, project, today, data=data)[0]


def prepare_versions(
    path: Path, project: Project, today: date, *, data: bytes | None = None
) -> list[Prepared]:
    """Take a brief through load, validate and check, once for each of its languages.

    Findings are collected, not raised. Raises UsageError when the file cannot be read.
    """
    known_only(project, KNOWN)
    forget()
    shown = project.show(path) if data is None else str(path)
    try:
        document = parse(read_bytes(path) if data is None else data, shown, path=path)
        written = versions(document)
    except UsageError:
        raise
    except BriefgenError as error:
        return [Prepared(path.stem, shown, None, None, _named(error, shown))]
    stored = data is None
    return [
        _version(f"{path.stem}.{tag}" if tag else path.stem, one, project, today, stored=stored)
        for tag, one in written
    ]


def _version(
    name: str, document: Document, project: Project, today: date, *, stored: bool
) -> Prepared:
    shown = document.name
    try:
        brief = validate(document)
    except BriefgenError as error:
        return Prepared(name, shown, document, None, error.diagnostics)
    checked = Checked(brief, document, project, today, articles(brief, project))
    checked, wrong = _overlaid(checked) if stored else (checked, ())
    outcome = check(checked)
    picture = load_image(project, brief.map.image) if brief.map else None
    image = picture if isinstance(picture, Image) else None
    found, silenced = (*outcome.findings, *wrong), outcome.silenced
    book = ledger(checked)
    return Prepared(name, shown, document, brief, found, image, book, tally(book), silenced)


def _overlaid(checked: Checked) -> tuple[Checked, tuple[Diagnostic, ...]]:
    """Return what is checked with the overlay beside its file, and the findings in that one."""
    if checked.document.path is None:
        return checked, ()
    try:
        overlay, document = read_overlay(checked.document.path, checked.project)
    except BriefgenError as error:
        return checked, error.diagnostics
    wrong = tuple(strangers(overlay, document, checked.brief)) if document else ()
    return replace(checked, overlay=overlay), wrong


def _named(error: BriefgenError, shown: str) -> tuple[Diagnostic, ...]:
    return tuple(replace(d, location=replace(d.location, file=shown)) for d in error.diagnostics)


def prepare_all(paths: Sequence[Path], project: Project, today: date) -> list[Prepared]:
    """Prepare every brief before anything is written, and compare them with each other."""
    prepared = [p for path in paths for p in prepare_versions(path, project, today)]
    more = clashes(prepared)
    return [
        replace(p, diagnostics=(*p.diagnostics, *more[p.shown])) if p.shown in more else p
        for p in prepared
    ]


class Comparable(Protocol):
    """What briefs are compared by: their names, reference numbers, and where these stand."""

    @property
    def name(self) -> str: ...
    @property
    def shown(self) -> str: ...
    @property
    def reference(self) -> str: ...
    @property
    def places(self) -> tuple[Location, Location]: ...


def clashes(briefs: Iterable[Comparable]) -> dict[str, list[Diagnostic]]:
    """Return the findings on briefs that take each other's names or reference numbers.

    Files that differ only in case, or lie in two folders, would overwrite each other.
    """
    names: dict[str, str] = {}
    numbers: dict[str, str] = {}
    found: dict[str, list[Diagnostic]] = {}
    for one in briefs:
        name, at_id = one.name.casefold(), one.places[1]
        if name in names:
            text = f'another brief of this build is also called "{one.name}"'
            finding = Diagnostic("error", "same-name", text, one.places[0], f"see {names[name]}")
            found.setdefault(one.shown, []).append(finding)
        names.setdefault(name, one.shown)
        # The versions of one file are one brief.
        if one.reference and numbers.setdefault(one.reference, one.shown) != one.shown:
            text = f'the reference number "{one.reference}" is already taken'
            hint = f"see {numbers[one.reference]}"
            finding = Diagnostic("error", "duplicate-id", text, at_id, hint, field="id")
            found.setdefault(one.shown, []).append(finding)
    return found
