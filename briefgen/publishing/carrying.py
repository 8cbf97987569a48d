"""Carries a plan out under the folder's lock, so that it can be ended at any moment."""

from __future__ import annotations

import re
import stat
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from briefgen import output
from briefgen.errors import UsageError, file_error
from briefgen.publishing.files import MANIFEST, MAX_BYTES, Tree, fingerprint
from briefgen.publishing.manifest import REMOVAL, Entry, Manifest, read
from briefgen.publishing.planning import CHANGES, Conflict, Plan, Step, judge
from briefgen.values import as_dict, frozen, replace

_PART = re.compile(r"\.(.+)\.[a-z0-9_]{8}\.part", re.DOTALL)


@frozen
class Done:
    """Which paths were written and removed, and all conflicts: also those that arose meanwhile."""

    written: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    conflicts: tuple[Conflict, ...] = ()


def carry_out(folder: Path, plan: Plan) -> Done:
    """Do what a plan says, wherever the folder is still as it was seen; raise UsageError.

    Nothing is written when nothing changes, the manifest last otherwise.
    """
    changing = [step for step in plan.steps if step.action in CHANGES]
    same = not changing and _manifest(plan, plan.steps) == plan.manifest
    if same and not any(_litter(folder, plan.steps)):
        return Done(conflicts=plan.conflicts)
    with output.locked(folder):
        if read(folder).pages != plan.manifest.pages:
            message, hint = "was published to in the meantime", "publish again"
            raise UsageError(file_error("folder-changed", message, str(folder), hint))
        for part in list(_litter(folder, plan.steps)):
            _unlink(part)
        if changing:
            _save(folder, _intents(plan))
        # Pages come before others go, so that readers find what has moved.
        order = sorted(changing, key=lambda step: (step.action == "remove", step.path))
        done = {step.path: _do(folder, step) for step in order}
        steps = [done.get(step.path, step) for step in plan.steps]
        for step in steps:
            if step.action == "remove" or (step.known and step.known.intent == REMOVAL):
                _prune(folder, step.path)
        if not same:
            _save(folder, _manifest(plan, steps))
    return Done(
        tuple(step.path for step in steps if step.action in ("add", "update")),
        tuple(step.path for step in steps if step.action == "remove"),
        tuple(step.conflict for step in steps if step.conflict),
    )


def _manifest(plan: Plan, steps: Iterable[Step]) -> Manifest:
    return Manifest(plan.flavor, {step.path: step.entry for step in steps if step.entry})


def _intents(plan: Plan) -> Manifest:
    """Return a manifest that holds of a page before and after its step."""
    begun = [replace(s, entry=_intent(s)) if s.action in CHANGES else s for s in plan.steps]
    return _manifest(plan, begun)


def _intent(step: Step) -> Entry:
    known = step.known or Entry("", "")
    # A person's bytes never become a base, also where they are to be overwritten.
    base = known.intent if step.seen.digest == known.intent else known.sha256
    if step.seen.absent and known.intent == REMOVAL:
        base = ""
    return Entry(
        step.page.owner if step.page else known.owner,
        base,
        step.entry.sha256 if step.entry else REMOVAL,
        known.declined,
    )


def _save(folder: Path, manifest: Manifest) -> None:
    path = folder / MANIFEST
    output.write(path, manifest.encoded(), keep_mode=path.exists())


def _do(folder: Path, step: Step) -> Step:
    """Carry out a step; where something else stands by now, what may be done with that."""
    found = Tree(folder).look(step.path)
    if found[0] != step.seen:
        step = judge(step.path, step.page, step.known, found, "")
    path = folder / step.path
    if step.action in ("add", "update") and step.page:
        output.write(path, step.page.data, keep_mode=step.action == "update")
    elif step.action == "remove":
        _unlink(path)
    return step


def _unlink(path: Path) -> None:
    try:
        path.unlink(missing_ok=True)
    except OSError as error:
        message = f"cannot be removed: {error.strerror}"
        raise UsageError(file_error("cannot-write", message, str(path))) from error


def _prune(folder: Path, path: str) -> None:
    """Remove the folders above a removed page that hold nothing else."""
    with suppress(OSError):
        for parent in list(Path(path).parents)[:-1]:
            if Tree(folder).way(parent.as_posix()):
                return
            (folder / parent).rmdir()


def _litter(folder: Path, steps: Sequence[Step]) -> Iterator[Path]:
    """Yield the unfinished files that a publication left which was ended."""
    for part in folder.glob(f".{MANIFEST}.????????.part"):
        if stat.S_ISREG(part.lstat().st_mode):
            yield part
    begun = {step.path: step for step in steps if step.known and step.known.intent}
    tree = Tree(folder)
    for parent in {path.rpartition("/")[0] for path in begun}:
        for part in () if tree.way(parent) else (folder / parent).glob(".*.part"):
            match = _PART.fullmatch(part.name)
            step = begun.get(f"{parent}/{match.group(1)}".lstrip("/")) if match else None
            if step and _is_left(part, step):
                yield part


def _is_left(part: Path, step: Step) -> bool:
    """Tell whether a file has nothing but what we were writing there."""
    found = part.lstat()
    if not stat.S_ISREG(found.st_mode) or found.st_size > MAX_BYTES:
        return False
    data = part.read_bytes()
    begun = step.page is not None and step.page.data.startswith(data)
    return begun or (step.known is not None and fingerprint(data) == step.known.intent)


def report(plan: Plan, done: Done | None = None) -> dict[str, Any]:
    """Return what was done, or without `done` what would be, for a program to read."""
    by = {action: [s.path for s in plan.steps if s.action == action] for action in CHANGES}
    kept = plan.conflicts if done is None else done.conflicts
    found = sum(step.action == "unchanged" for step in plan.steps)
    if done is not None:
        changed = {*done.written, *done.removed}
        known = {*changed, *(conflict.path for conflict in kept)}
        found += sum(path not in known for path in by["add"] + by["update"])
        by = {action: [path for path in paths if path in changed] for action, paths in by.items()}
    return {
        "added": by["add"],
        "updated": by["update"],
        "removed": by["remove"],
        "unchanged": found,
        "declined": sum(step.action == "declined" for step in plan.steps),
        "kept": [as_dict(conflict) for conflict in kept],
    }
