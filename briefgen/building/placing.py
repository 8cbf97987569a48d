"""From the cache to the output folder: artifacts, then the manifest, and what is no longer made."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from briefgen import output
from briefgen.building.artifacts import Wanted
from briefgen.building.options import Options
from briefgen.building.store import Store
from briefgen.output import Artifact


@dataclass
class Placed:
    """What lies in the output folder, how much of it was written, and what the cache had not."""

    artifacts: list[Artifact] = field(default_factory=list)
    written: int = 0
    lost: list[Wanted] = field(default_factory=list)


def intents(wanted: Iterable[Wanted], store: Store) -> Iterator[Artifact]:
    """Yield what is about to be placed."""
    for one in wanted:
        if one.key in store.known:
            yield Artifact(one.path, one.kind, "", store.known[one.key][0], 0)


def place(wanted: Iterable[Wanted], store: Store, folder: Path) -> Placed:
    """Put artifacts into a folder; raise UsageError when one cannot be written."""
    placed = Placed()
    with output.Writing() as writing:
        for one in wanted:
            data = store.get(one.key)
            if data is None:
                placed.lost.append(one)
                continue
            placed.written += writing.write(folder / one.path, data)
            digest, pages = store.known[one.key]
            brief = one.record.shown if one.record else ""
            made = Artifact(one.path, one.kind, brief, digest, len(data), pages)
            placed.artifacts.append(made)
    return placed


def finish(
    options: Options, placed: Sequence[Artifact], begun: Iterable[Artifact], *, partial: bool
) -> list[Artifact]:
    """Remove what an earlier build wrote and this one does not, and write the manifest.

    Returns what stays of earlier builds: under `partial` everything, else other kinds of files.
    """
    folder, left = options.folder, list[Artifact]()
    kinds = {*options.kinds} | ({"wiki", "image"} if "md" in options.kinds else set())
    ours = {a.path for a in placed}
    stays = list[Artifact]()
    for earlier, kept in ((output.listed(folder), stays), (begun, left)):
        for old in earlier:
            if old.path in ours:
                continue
            if partial or old.kind not in kinds:
                kept.append(old)
            else:
                output.remove(folder, old)
    output.write(folder / output.MANIFEST, output.manifest([*placed, *stays], options.shard))
    output.settle(folder, left)
    return stays
