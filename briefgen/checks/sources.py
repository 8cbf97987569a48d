"""Sources: their files are what the brief was written from, and each statement names one."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from briefgen.checks.rule import Checked, Finding, Rule
from briefgen.errors import BriefgenError
from briefgen.loader import read_bytes
from briefgen.project import Project
from briefgen.schema import Brief
from briefgen.schema.sources import Sourced
from briefgen.source import Article, read_article
from briefgen.yamltree import KeyPath

MAX_FILE = 16 << 20
_STATEMENTS = ("details", "counterpoints", "figures", "measures", "quotes")


def source_missing(checked: Checked) -> Iterator[Finding]:
    """Yield files that are not in the project, or cannot be read."""
    for path, name in _named_files(checked):
        if checked.project.resolve(name) is None:
            message = f'"{name}" does not lie in the project\'s folder'
            yield Finding(path, message, "copy the file into the project: seeds/article.txt")
        elif _read(checked, name) is None:
            message = f'the file "{name}" cannot be read'
            yield Finding(path, message, "its path starts from the project's folder")


def source_changed(checked: Checked) -> Iterator[Finding]:
    """Yield source files that are not the text the brief was written from."""
    for n, source in enumerate(checked.brief.sources):
        data = _read(checked, source.file) if source.file and source.sha256 else None
        digest = hashlib.sha256(data).hexdigest() if data is not None else source.sha256
        if digest != source.sha256:
            yield Finding(
                ("sources", n, "sha256"),
                f'"{source.file}" is not the text that this brief was written from',
                f"read it again; its digest is now {digest}",
            )


def _named_files(checked: Checked) -> Iterator[tuple[KeyPath, str]]:
    for n, source in enumerate(checked.brief.sources):
        if source.file:
            yield ("sources", n, "file"), source.file


def _read(checked: Checked, name: str) -> bytes | None:
    return source_bytes(checked.project, name)


def source_bytes(project: Project, name: str) -> bytes | None:
    """Return what a file of the project holds; None when it may not or cannot be read."""
    path = project.resolve(name)
    try:
        data = read_bytes(path, limit=MAX_FILE) if path else None
    except BriefgenError:
        data = None
    project.note(path, data)
    return data


def articles(brief: Brief, project: Project) -> dict[str, Article]:
    """Return the texts of the sources that the desk has seen and that can be read."""
    found = {}
    for source in brief.sources:
        data = source_bytes(project, source.file) if source.file and source.seen else None
        if data is not None:
            try:
                found[source.id] = read_article(data, source.file or "")
            except BriefgenError:
                # A file that is no text is a source still; there is nothing to compare with.
                continue
    return found


def unseen_uncited(checked: Checked) -> Iterator[Finding]:
    """Yield sources that nobody here has read and nobody else is said to cite."""
    for n, source in enumerate(checked.brief.sources):
        if not source.seen and not source.cited_in:
            yield Finding(
                ("sources", n, "seen"),
                f'nobody has seen "{source.id}", and nothing says who cites it',
                "add cited_in with the id of the source that cites it",
            )
        elif source.cited_in == source.id:
            yield Finding(
                ("sources", n, "cited_in"),
                f'"{source.id}" cites itself',
                "name the source that cites it",
            )


def missing_source(checked: Checked) -> Iterator[Finding]:
    """Yield statements that could stand in any of several sources.

    With one source they are lighter, and only found where other statements have their place.
    """
    brief = checked.brief
    statements: list[tuple[KeyPath, Sourced]] = [
        ((key, n), item)
        for key in (*_STATEMENTS, "charts")
        for n, item in enumerate(getattr(brief, key))
        if item.origin != "editor"
    ]
    bare = [path for path, item in statements if not item.source]
    if len(brief.sources) > 1:
        for path in bare:
            yield Finding(
                path,
                "nothing says which of the sources this stands in",
                "add source: {ref: ID, at: p3}; or origin: editor if it is ours",
            )
    elif bare and len(bare) < len(statements):
        others = f", nor of {len(bare) - 1} more" if len(bare) > 1 else ""
        yield Finding(
            bare[0],
            f"other statements say where they stand; nothing says it of this one{others}",
            "add source: p3 with the number of the paragraph; or origin: editor if it is ours",
            severity="warning",
        )


RULES = (
    Rule("source-missing", "error", "What cannot be read cannot be checked.", source_missing),
    Rule(
        "source-changed",
        "error",
        "The article was edited after the brief was written.",
        source_changed,
    ),
    Rule("unseen-uncited", "error", "Hearsay has to name its hearer.", unseen_uncited),
    Rule("missing-source", "error", "A statement has to be traceable.", missing_source),
)
