"""Source files: they exist, lie in the project, and are the text the brief was written from."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from briefgen.checks.rule import Checked, Finding, Rule
from briefgen.errors import BriefgenError
from briefgen.loader import KeyPath, read_bytes


def _files(checked: Checked) -> Iterator[tuple[KeyPath, str, bytes | None]]:
    for n, source in enumerate(checked.brief.sources):
        if source.file:
            path = checked.project.resolve(source.file)
            data = None
            if path and path.is_file():
                try:
                    data = read_bytes(path)
                except BriefgenError:
                    data = None
            yield ("sources", n), source.file, data


def source_missing(checked: Checked) -> Iterator[Finding]:
    """Yield source files that are not in the project."""
    for here, name, data in _files(checked):
        if data is None:
            yield Finding(
                (*_written(checked, here), "file"),
                f'the source file "{name}" cannot be read in the project',
                f"paths start from {checked.project.show(checked.project.root)}/",
            )


def source_changed(checked: Checked) -> Iterator[Finding]:
    """Yield source files that are not the text the brief was written from."""
    for here, name, data in _files(checked):
        wanted = checked.brief.sources[int(here[1])].sha256
        if data is not None and wanted and hashlib.sha256(data).hexdigest() != wanted:
            yield Finding(
                (*_written(checked, here), "sha256"),
                f'"{name}" is not the text that this brief was written from',
                f"read it again; its digest is now {hashlib.sha256(data).hexdigest()}",
            )


def _written(checked: Checked, here: KeyPath) -> KeyPath:
    single = "sources" not in (checked.document.data or {})
    return ("source",) if single else here


RULES = (
    Rule("source-missing", "error", "What cannot be read cannot be checked.", source_missing),
    Rule(
        "source-changed",
        "error",
        "The article was edited after the brief was written.",
        source_changed,
    ),
)
