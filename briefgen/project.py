"""Where a brief belongs: the project's folder, its settings, and the files it may read."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from briefgen.errors import BriefError, Diagnostic, UsageError, file_error
from briefgen.loader import Document, load

SETTINGS = "briefgen.yaml"
PAPERS = ("a4", "letter")
Paper = Literal["a4", "letter"]
_KEYS = {"paper", "template", "wiki", "organisation"}


@dataclass(frozen=True, slots=True)
class Project:
    """A folder of briefs and the settings that hold for all of them."""

    root: Path
    paper: Paper = "a4"
    template: str = "policy-brief"
    flavor: str = "plain"
    organisation: str = ""

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
        path = (root / written).resolve()
        return path if path.is_relative_to(root) and not Path(written).is_absolute() else None

    def show(self, path: Path) -> str:
        """Return a path as people see it: from the current folder when it lies below."""
        shown = os.path.relpath(path)
        return str(path) if shown.startswith("..") else shown


def find_project(start: Path) -> Project:
    """Return the project of a brief or folder; raise BriefError for bad settings."""
    start = start.resolve()
    folder = start if start.is_dir() else start.parent
    for candidate in (folder, *folder.parents):
        if (candidate / SETTINGS).is_file():
            return _settings(candidate)
    if folder.name == "briefs":
        return Project(folder.parent)
    here = Path.cwd().resolve()
    return Project(here if folder.is_relative_to(here) else folder)


def _settings(root: Path) -> Project:
    path = root / SETTINGS
    document = load(path, name=os.path.relpath(path))
    data = document.data if document.data is not None else {}
    if not isinstance(data, dict):
        raise BriefError(file_error("wrong-type", "holds no keys and values", document.name))
    findings = [_unknown(document, key) for key in data if key not in _KEYS]
    findings += [_wrong(document, k, v) for k, v in data.items() if k in _KEYS and not _fits(k, v)]
    if findings:
        raise BriefError(*findings)
    return Project(
        root,
        paper=data.get("paper", "a4"),
        template=data.get("template", "policy-brief"),
        flavor=data.get("wiki", "plain"),
        organisation=data.get("organisation", ""),
    )


def _fits(key: str, value: Any) -> bool:
    return value in PAPERS if key == "paper" else isinstance(value, str)


def _unknown(document: Document, key: str) -> Diagnostic:
    place = document.locate((key,), key=True)
    hint = f"settings: {', '.join(sorted(_KEYS))}"
    return Diagnostic("error", "unknown-key", f'"{key}" is not a setting', place, hint, key)


def _wrong(document: Document, key: str, value: Any) -> Diagnostic:
    place = document.locate((key,))
    hint = f"write one of {', '.join(PAPERS)}" if key == "paper" else "write a name"
    return Diagnostic("error", "wrong-value", f'"{value}" is not a {key}', place, hint, key)


def find_briefs(paths: list[Path], project: Project) -> list[Path]:
    """Return the YAML files named, and those in the folders named; raise UsageError if none."""
    found: list[Path] = []
    for path in paths or [project.briefs]:
        if path.is_dir():
            found += sorted(p for p in path.iterdir() if _is_brief(p))
        elif path.exists():
            found.append(path)
        else:
            raise UsageError(file_error("no-such-file", "does not exist", str(path)))
    if not found:
        where = ", ".join(str(p) for p in paths or [project.briefs])
        raise UsageError(
            file_error("no-briefs", "holds no brief (*.yaml)", where, "briefgen new DIR makes one")
        )
    return list(dict.fromkeys(found))


def _is_brief(path: Path) -> bool:
    if path.name.startswith(".") or path.name.endswith((".checks.yaml", ".checks.yml")):
        return False
    return path.suffix in (".yaml", ".yml") and path.name != SETTINGS
