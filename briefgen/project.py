"""Where a brief belongs: the project's folder, its settings, and the files it may read."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Literal

from briefgen.errors import Severity, UsageError, file_error
from briefgen.loader import Document
from briefgen.roots import SETTINGS, brief_files, exists, find_root
from briefgen.settings import STALE_AFTER, Paper, Words, read_settings
from briefgen.values import field, frozen


@frozen
class Project:
    """A folder of briefs and the settings that hold for all of them."""

    root: Path
    paper: Paper = "a4"
    template: str = "policy-brief"
    flavors: tuple[str, ...] = ("plain",)
    #: The language of the pages between the briefs; "" for that of the briefs.
    language: str = ""
    organisation: str = ""
    #: Severities that the project gives to rules, by their ids.
    rules: Mapping[str, Severity | Literal["off"]] = field(default_factory=dict)
    #: The file that the settings were read from.
    settings: Document | None = field(default=None, compare=False)
    #: How many days after its `as_of` a brief is stale.
    stale_after: int = STALE_AFTER
    #: What the project adds to the lists of words, and takes from them.
    words: Mapping[str, Words] = field(default_factory=dict)
    #: Where the digests of the files that are read are noted, if anybody wants to know.
    read: dict[str, str] | None = field(default=None, compare=False)

    def note(self, path: Path | None, data: bytes | None) -> None:
        """Note that a file was read, or was not there."""
        if self.read is not None and path is not None:
            self.read[str(path)] = hashlib.sha256(data).hexdigest() if data is not None else ""

    @property
    def briefs(self) -> Path:
        """The folder whose briefs are built."""
        return self.root / "briefs"

    @property
    def templates(self) -> Path:
        """The folder whose files go before the built-in ones of the same name."""
        return self.root / "templates"

    def resolve(self, written: str) -> Path | None:
        """Return the real path of a project file named in a brief, or None if it lies outside."""
        root = self.root.resolve()
        try:
            path = Path(os.path.realpath(root / written))
        except ValueError:
            return None
        return path if path.is_relative_to(root) and not Path(written).is_absolute() else None

    def show(self, path: Path) -> str:
        """Return a path as people see it: from the current folder when it lies below."""
        return _shown(path)


def find_project(start: Path) -> Project:
    """Return the project of a brief or folder; raise BriefError for bad settings."""
    root = find_root(start)
    return _configured(root) if exists((root / SETTINGS).is_file) else Project(root)


def _configured(root: Path) -> Project:
    settings = read_settings(root / SETTINGS, name=_shown(root / SETTINGS))
    return Project(
        root,
        paper=settings.paper,
        template=settings.template,
        flavors=settings.wiki,
        language=settings.language,
        organisation=settings.organisation,
        rules=settings.rules,
        stale_after=settings.stale_after,
        words=settings.words,
        settings=settings.document,
    )


def find_briefs(paths: list[Path], project: Project) -> list[Path]:
    """Return the YAML files named, and those in the folders named; raise UsageError if none."""
    found: list[Path] = []
    for path in paths or [project.briefs]:
        found += _folder(path) if exists(path.is_dir) else _file(path)
    if not found:
        where = ", ".join(_shown(p) for p in paths or [project.briefs])
        raise UsageError(
            file_error("no-briefs", "holds no brief (*.yaml)", where, "briefgen new DIR makes one")
        )
    return list(dict.fromkeys(found))


def _folder(path: Path) -> list[Path]:
    try:
        return brief_files(path)
    except OSError as error:
        message = f"the folder cannot be read: {error.strerror}"
        raise UsageError(file_error("unreadable-file", message, _shown(path))) from error


def _file(path: Path) -> list[Path]:
    if not exists(path.exists):
        raise UsageError(file_error("no-such-file", "does not exist", _shown(path)))
    return [path]


def _shown(path: Path) -> str:
    shown = os.path.relpath(path)
    return str(path) if shown.startswith("..") else shown
