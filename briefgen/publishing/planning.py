"""What is to happen to each page of a folder; nothing is written here."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Literal

from briefgen.errors import UsageError, file_error
from briefgen.publishing.diffs import diff
from briefgen.publishing.files import (
    MAX_BYTES,
    Seen,
    Tree,
    clashes,
    fingerprint,
    fold,
    in_git,
    printable,
    wrong,
)
from briefgen.publishing.manifest import REMOVAL, Entry, Manifest
from briefgen.values import frozen, replace

Take = Literal["", "ours", "theirs"]
Why = Literal["edited", "foreign", "edited-removed", "deleted"]
#: "declined" leaves what people chose, "forget" drops what is gone, "keep" is a conflict.
Action = Literal["add", "update", "unchanged", "remove", "declined", "forget", "keep"]
CHANGES: tuple[Action, ...] = ("add", "update", "remove")
_HINTS: Mapping[Why, str] = {
    "edited": "--take-ours overwrites it, --take-theirs leaves it",
    "foreign": "it is not ours and stays: rename the brief, or move the page",
    "edited-removed": "--take-ours removes it, --take-theirs leaves it",
    "deleted": "--take-ours writes it again, --take-theirs leaves it deleted",
}


@frozen
class Page:
    """A file to publish: its POSIX path in the folder, and the key of its brief or nothing."""

    path: str
    data: bytes
    owner: str


@frozen
class Conflict:
    """A page that people changed, with a difference from theirs to ours that is safe to print."""

    path: str
    why: Why
    diff: str
    hint: str


@frozen
class Step:
    """What happens at a path, on the condition that there still stands what was seen."""

    path: str
    action: Action
    seen: Seen
    page: Page | None
    #: What the manifest says now, and what it says once this is done.
    known: Entry | None
    entry: Entry | None
    conflict: Conflict | None = None


@frozen
class Plan:
    """All steps, sorted by path, and the manifest that they start from."""

    manifest: Manifest
    flavor: str
    steps: tuple[Step, ...]

    @property
    def conflicts(self) -> tuple[Conflict, ...]:
        return tuple(step.conflict for step in self.steps if step.conflict)


def plan(
    folder: Path,
    pages: Iterable[Page],
    manifest: Manifest,
    *,
    take: Take = "",
    flavor: str | None = None,
) -> Plan:
    """Compare a folder with the pages it is to have, reading each file once; raise UsageError.

    The flavor stays what the manifest says unless another is given.
    """
    if in_git(folder):
        raise UsageError(file_error("unsafe-folder", "belongs to git", str(folder)))
    wanted = _checked(pages)
    known = _renamed(folder, wanted, manifest)
    tree = Tree(folder)
    steps = []
    for path in sorted(wanted.keys() | known.keys()):
        seen, data = tree.look(path)
        steps.append(judge(path, wanted.get(path), known.get(path), (seen, data), take))
    return Plan(manifest, manifest.flavor if flavor is None else flavor, tuple(steps))


def _checked(pages: Iterable[Page]) -> dict[str, Page]:
    """Return the pages by path; raise UsageError for those that no folder could hold."""
    pages = list(pages)
    found = []
    for page in pages:
        reason = wrong(page.path) or ("has too many bytes" if len(page.data) > MAX_BYTES else "")
        if reason:
            message, shown = f"the path of a page {reason}", printable(page.path)
            found.append(file_error("bad-page", message, shown, "rename the brief"))
    if not found:
        found += [
            file_error(
                "page-clash",
                "two pages have this path, or paths that some file systems take for the same",
                path,
                "rename one of the briefs",
            )
            for path in clashes(page.path for page in pages)
        ]
    if found:
        raise UsageError(*found)
    return {page.path: page for page in pages}


def _renamed(folder: Path, wanted: Mapping[str, Page], manifest: Manifest) -> dict[str, Entry]:
    """Return what is known of each path, after pages whose path changed in case alone."""
    known = dict(manifest.pages)
    owners = {page.owner for page in wanted.values()}
    twins = {fold(path): path for path in wanted}
    for path in sorted(known.keys() - wanted.keys()):
        twin = twins.get(fold(path))
        if twin and _same(folder / path, folder / twin):
            # Where case means nothing, removing the old page would remove the new one.
            known.setdefault(twin, known.pop(path))
        elif known[path].owner in owners:
            # An owner has moved: the page that it left is not its place any more.
            known[path] = replace(known[path], owner="")
    return known


def _same(one: Path, other: Path) -> bool:
    try:
        return one.samefile(other)
    except OSError:
        return False


def judge(
    path: str, page: Page | None, known: Entry | None, found: tuple[Seen, bytes], take: Take
) -> Step:
    """Return what happens at a path where this page is wanted, and that was found."""
    seen, data = found
    step = Step(path, "forget", seen, page, known, None)
    if page:
        return _wanted(step, page, data, take)
    return _unwanted(step, known, data, take) if known else step


def _wanted(step: Step, page: Page, data: bytes, take: Take) -> Step:
    known, seen = step.known or Entry("", ""), step.seen
    ours = fingerprint(page.data)
    done = Entry(page.owner, ours)
    kept = replace(known, owner=page.owner) if step.known else None
    vacated = known.intent == REMOVAL
    if seen.digest == ours:
        return replace(step, action="unchanged", entry=done)
    if seen.absent and (vacated or not known.sha256):
        return replace(step, action="add", entry=done)
    if seen.digest and seen.digest in (known.sha256, known.intent):
        return replace(step, action="update", entry=done)
    why: Why = "deleted" if seen.absent else "edited"
    if seen.obstacle or vacated or not known.sha256:
        why = "foreign"
    if take == "ours" and why != "foreign":
        return replace(step, action="add" if seen.absent else "update", entry=done)
    # What leads out of the folder has no place in the manifest.
    if take == "theirs" and not seen.barred:
        return replace(
            step,
            action="declined",
            entry=replace(kept or Entry(page.owner, ""), declined=ours),
        )
    if known.declined == ours and take != "ours":
        return replace(step, action="declined", entry=kept)
    return _conflict(replace(step, entry=kept), why, data, page.data)


def _unwanted(step: Step, known: Entry, data: bytes, take: Take) -> Step:
    seen = step.seen
    if not seen.digest or not (known.sha256 or known.intent):
        return step
    if seen.digest in (known.sha256, known.intent):
        return replace(step, action="remove")
    # After a removal that was begun, a file there may be another one of somebody's own.
    if take == "ours" and known.sha256 and known.intent != REMOVAL:
        return replace(step, action="remove")
    if take == "theirs":
        return replace(step, action="declined", entry=replace(known, declined=REMOVAL))
    if known.declined == REMOVAL and take != "ours":
        return replace(step, action="declined", entry=known)
    return _conflict(replace(step, entry=known), "edited-removed", data, b"")


def _conflict(step: Step, why: Why, theirs: bytes, ours: bytes) -> Step:
    if step.seen.obstacle:
        shown = f"{step.path} {step.seen.obstacle}\n"
    else:
        shown = diff(step.path, theirs, ours)
    return replace(step, action="keep", conflict=Conflict(step.path, why, shown, _HINTS[why]))
