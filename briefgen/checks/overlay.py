"""The overlay of a brief: what the desk found when it compared statements with their originals."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from pathlib import Path

from briefgen.checks.rule import Checked, Finding, Rule
from briefgen.errors import BriefError, Diagnostic, file_error
from briefgen.loader import Document, field_name, parse, read_bytes
from briefgen.project import Project
from briefgen.schema import Brief
from briefgen.schema.overlay import CLAIM, Overlay, Verdict
from briefgen.validate import validate_as
from briefgen.yamltree import KeyPath

ENDING = ".checks.yaml"
_FAILED = {
    "altered": "the original has other words than this",
    "not found": "this was not found in the original",
    "differs": "the original says something else",
}
_LISTS = ("quotes", "figures", "sources")


def read_overlay(brief_path: Path, project: Project) -> tuple[Overlay, Document | None]:
    """Return the overlay that lies beside a brief, and its text; an empty one if there is none.

    Raises BriefError with all findings in that file, UsageError when it cannot be read.
    """
    path = brief_path.with_name(f"{brief_path.stem}{ENDING}")
    if not _is_file(path):
        project.note(path, None)
        return Overlay(), None
    shown = project.show(path)
    if not path.resolve().is_relative_to(project.root.resolve()):
        message = "it is a link out of the project's folder"
        raise BriefError(file_error("unreadable-file", message, shown, "copy the file here"))
    data = read_bytes(path, name=shown)
    project.note(path, data)
    document = parse(data, shown, path=path)
    if document.data is None:
        return Overlay(), document
    return validate_as(Overlay, document), document


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except OSError:
        return False


def strangers(overlay: Overlay, document: Document, brief: Brief) -> Iterator[Diagnostic]:
    """Yield the verdicts on what the brief does not have."""
    for key in _LISTS:
        known = [item.id for item in getattr(brief, key) if item.id]
        for name in getattr(overlay, key):
            if name not in known:
                close = difflib.get_close_matches(name, known, n=1)
                listed = f"ids: {', '.join(known[:12])}" if known else f"the brief lists no {key}"
                hint = f'did you mean "{close[0]}"?' if close else listed
                message = f'the brief has no {key.removesuffix("s")} "{name}"'
                yield _stranger(document, (key, name), message, hint)
    for place in overlay.claims:
        if not _there(brief, _path(place)):
            hint = "items count from 0, as in the findings of briefgen check"
            yield _stranger(document, ("claims", place), f"the brief has no {place}", hint)


def _stranger(document: Document, path: KeyPath, message: str, hint: str) -> Diagnostic:
    place = document.locate(path, key=True)
    return Diagnostic("error", "unknown-reference", message, place, hint, field_name(path))


def _path(place: str) -> KeyPath:
    found = CLAIM.fullmatch(place)
    if not found:
        return ()
    path: KeyPath = (found[1], int(found[2]))
    return (*path, found[3]) if found[3] else path


def _there(brief: Brief, path: KeyPath) -> bool:
    items = getattr(brief, str(path[0]))
    number = int(path[1])
    return number < len(items) and (
        len(path) == 2 or getattr(items[number], str(path[2]), None) is not None
    )


def check_failed(checked: Checked) -> Iterator[Finding]:
    """Yield statements that are not in their originals as the brief has them."""
    for path, verdict in _verdicts(checked):
        if verdict.status in _FAILED:
            note = f": {verdict.note}" if verdict.note else ""
            where = f"see {verdict.url}; " if verdict.url else ""
            yield Finding(
                path,
                f"{_FAILED[verdict.status]}{note}",
                f"{where}say in the text that the source reports it so, or leave it out",
            )


def _verdicts(checked: Checked) -> Iterator[tuple[KeyPath, Verdict]]:
    """Yield verdicts with the place in the brief of what they are on."""
    overlay, brief = checked.overlay, checked.brief
    texts = {"quotes": "text", "figures": "value", "sources": "id"}
    for key, field in texts.items():
        verdicts: dict[str, Verdict] = getattr(overlay, key)
        for n, item in enumerate(getattr(brief, key)):
            if item.id in verdicts:
                yield (key, n, field), verdicts[item.id]
    for place, verdict in overlay.claims.items():
        if _there(brief, path := _path(place)):
            yield path, verdict


RULES = (Rule("check-failed", "warning", "Faithful to the article is not yet true.", check_failed),)
