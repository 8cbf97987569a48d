"""The verb that joins the shards of a build."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Iterator
from pathlib import Path

from briefgen import __version__, output
from briefgen.errors import Diagnostic, UsageError, file_error
from briefgen.output import Artifact

_Files = dict[str, tuple[Artifact, bytes]]
_Parts = dict[tuple[int, int], Path]


def run(folders: list[Path], target: Path) -> int:
    """Join shards; nothing is written unless they are all there and belong together."""
    count = merge(folders, target)
    print(f"{count} files in {target}/", file=sys.stderr)
    return 0


def merge(folders: list[Path], target: Path) -> int:
    """Return how many artifacts were joined; raise UsageError with all that is in the way."""
    files: _Files = {}
    parts: _Parts = {}
    wrong = [finding for folder in folders for finding in _take(folder, files, parts)]
    for count in sorted({count for _, count in parts}):
        missing = sorted(set(range(1, count + 1)) - {which for which, _ in parts})
        if missing:
            names = ", ".join(f"{n}/{count}" for n in missing)
            wrong.append(file_error("missing-shard", f"{names} of the build is missing", "merge"))
    if wrong:
        raise UsageError(*wrong)
    with output.locked(target):
        begun = output.begin(target, [one for one, _ in files.values()])
        for path, (_, data) in files.items():
            output.write(target / path, data)
        for old in (*output.listed(target), *begun):
            if old.path not in files:
                output.remove(target, old)
        artifacts = [one for one, _ in files.values()]
        output.write(target / output.MANIFEST, output.manifest(artifacts))
        output.settle(target, [])
    return len(files)


def _take(folder: Path, files: _Files, parts: _Parts) -> Iterator[Diagnostic]:
    """Add a shard to those before it; yield why it does not belong with them."""

    def bad(message: str, place: Path = folder) -> Diagnostic:
        return file_error("bad-shard", message, str(place))

    try:
        about = output.about(folder)
    except UsageError as error:
        yield from error.diagnostics
        return
    if about.version != __version__:
        yield bad(f"was built by briefgen {about.version}, this is {__version__}")
    if about.shard in parts:
        yield bad(f"is the same shard as {parts[about.shard]}")
    elif parts and next(iter(parts))[1] != about.shard[1]:
        yield bad("is of another number of shards")
    parts.setdefault(about.shard, folder)
    for one in output.listed(folder):
        data = output.read(folder, one)
        if data is None or hashlib.sha256(data).hexdigest() != one.sha256:
            yield bad("is not what its manifest says", folder / one.path)
        elif one.path in files and files[one.path][0] != one:
            yield bad(f"{one.path} stands in two shards")
        else:
            files[one.path] = one, data
