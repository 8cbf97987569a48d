"""The manifest of a published folder: which pages are ours, and what we wrote there."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from briefgen.errors import UsageError, file_error
from briefgen.publishing.files import MANIFEST, MAX_BYTES, Tree, in_git, printable, wrong
from briefgen.values import field, frozen

FORMAT = 1
#: In place of a digest: that the page is to go.
REMOVAL = "removal"
_DIGEST = re.compile(r"[0-9a-f]{64}")
_HINT = (
    "restore it from the folder's history, or delete it: pages that are as briefgen would write"
    " them are then taken up again, all others count as somebody's own"
)


@frozen
class Entry:
    """A page: its brief's key, and the SHA-256 of what we wrote, empty before the first time.

    `intent` is what a publication that did not end was about to write, `declined` what people
    chose not to have; each a SHA-256 or "removal".
    """

    owner: str
    sha256: str
    intent: str = ""
    declined: str = ""


@frozen
class Manifest:
    """The pages of a folder by their paths."""

    flavor: str = ""
    pages: Mapping[str, Entry] = field(default_factory=dict)

    def places(self) -> dict[str, str]:
        """Return the path of each owner's page: of several the first, Markdown before others."""
        found: dict[str, str] = {}
        ours = [
            path
            for path, entry in self.pages.items()
            if entry.owner and (entry.sha256 or entry.intent)
        ]
        for path in sorted(ours, key=lambda path: (not path.endswith(".md"), path)):
            found.setdefault(self.pages[path].owner, path)
        return found

    def encoded(self) -> bytes:
        """Return the file: a line for each page, sorted, so that git can merge it."""
        pages = ",\n".join(
            f"    {_json(path)}: {_json(_record(entry))}"
            for path, entry in sorted(self.pages.items())
        )
        body = f"{{\n{pages}\n  }}" if pages else "{}"
        head = f'  "flavor": {_json(self.flavor)},\n  "format": {FORMAT},\n'
        return f'{{\n{head}  "pages": {body}\n}}\n'.encode()


def _record(entry: Entry) -> dict[str, str]:
    marks = {"intent": entry.intent, "declined": entry.declined}
    said = {name: mark for name, mark in marks.items() if mark}
    return {"owner": entry.owner, "sha256": entry.sha256} | said


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True)


def read(folder: Path) -> Manifest:
    """Return the manifest of a folder, empty when there is none; raise UsageError."""
    if in_git(folder):
        raise UsageError(file_error("unsafe-folder", "belongs to git", str(folder)))
    tree = Tree(folder)
    seen, data = tree.look(MANIFEST)
    if seen.absent:
        _check_folder(folder)
        return Manifest()
    if seen.obstacle or not data or len(data) > MAX_BYTES:
        raise _refused(folder, seen.obstacle or "is empty or too large")
    try:
        content = json.loads(data, object_pairs_hook=_unique)
    except (ValueError, RecursionError) as error:
        raise _refused(folder, "cannot be read as JSON") from error
    found = _manifest(folder, content)
    for path in found.pages:
        if tree.leads_out(path):
            hint = "put a folder in place of the link, or take the page out of the manifest"
            raise _refused(folder, f'"{path}" leads out of the folder by a link', hint)
    return found


def _check_folder(folder: Path) -> None:
    if folder.exists() and not folder.is_dir():
        raise UsageError(file_error("cannot-read", "is not a folder", str(folder)))


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError
    return found


def _manifest(folder: Path, content: Any) -> Manifest:
    if not isinstance(content, dict) or "format" not in content:
        raise _refused(folder, "is not a manifest of briefgen")
    if content["format"] != FORMAT:
        hint = "publish with the version of briefgen that wrote it, or a later one"
        raise _refused(folder, "has a format that this version does not know", hint)
    pages, flavor = content.get("pages"), content.get("flavor")
    if content.keys() != {"format", "flavor", "pages"} or not isinstance(pages, dict):
        raise _refused(folder, "was changed: it needs format, flavor and pages")
    if not _is_text(flavor):
        raise _refused(folder, "was changed: its flavor is no text")
    return Manifest(str(flavor), {path: _entry(folder, path, pages[path]) for path in pages})


def _entry(folder: Path, path: str, content: Any) -> Entry:
    reason = wrong(path)
    if reason:
        raise _refused(folder, f'was changed: the path "{printable(path)}" {reason}')
    if not isinstance(content, dict) or not all(_is_text(value) for value in content.values()):
        raise _refused(folder, f'was changed: the page "{path}" is no record of texts')
    try:
        entry = Entry(**content)
    except TypeError as error:
        raise _refused(folder, f'was changed: the page "{path}" has other fields') from error
    marks = (entry.intent, entry.declined)
    known = all(mark in ("", REMOVAL) or _DIGEST.fullmatch(mark) for mark in marks)
    if not known or not (_DIGEST.fullmatch(entry.sha256) or (not entry.sha256 and any(marks))):
        raise _refused(folder, f'was changed: a digest of the page "{path}" is none')
    return entry


def _is_text(value: object) -> bool:
    """Tell whether a value is text that can be written again."""
    return isinstance(value, str) and not any("\ud800" <= c <= "\udfff" for c in value)


def _refused(folder: Path, message: str, hint: str = _HINT) -> UsageError:
    return UsageError(file_error("bad-manifest", message, str(folder / MANIFEST), hint))
