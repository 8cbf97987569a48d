"""Where a brief belongs: the project's folder, its settings, and the files it may read."""

from __future__ import annotations

import difflib
import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from briefgen.errors import BriefError, Diagnostic, UsageError, file_error
from briefgen.loader import Document, load
from briefgen.yamltext import shorten

SETTINGS = "briefgen.yaml"
PAPERS = ("a4", "letter")
Paper = Literal["a4", "letter"]
_KEYS = ("paper", "template", "wiki", "organisation")


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
    start = Path(os.path.realpath(start))
    folder = start if _is(start.is_dir) else start.parent
    for candidate in (folder, *folder.parents):
        if _is((candidate / SETTINGS).is_file):
            return _settings(candidate)
    if folder.name == "briefs":
        return Project(folder.parent)
    here = Path.cwd().resolve()
    return Project(here if folder.is_relative_to(here) else folder)


def _is(test: Callable[[], bool]) -> bool:
    """Ask about a path; one that may not be looked at, or cannot exist, is nothing."""
    try:
        return test()
    except (OSError, ValueError):
        return False


def _settings(root: Path) -> Project:
    path = root / SETTINGS
    document = load(path, name=_shown(path))
    data = document.data if document.data is not None else {}
    if not isinstance(data, dict):
        place = document.locate(())
        hint = f"settings: {', '.join(_KEYS)}"
        raise BriefError(
            Diagnostic("error", "wrong-type", "the file holds no keys and values", place, hint)
        )
    given = {k: v for k, v in data.items() if not k.startswith("x-")}
    findings = [_unknown(document, key) for key in given if key not in _KEYS]
    findings += [_wrong(document, k, v) for k, v in given.items() if k in _KEYS and not _fits(k, v)]
    if findings:
        raise BriefError(*sorted(findings, key=lambda d: d.location))
    return Project(
        root,
        paper=data.get("paper", "a4"),
        template=data.get("template", "policy-brief"),
        flavor=data.get("wiki", "plain"),
        organisation=data.get("organisation", ""),
    )


def _fits(key: str, value: Any) -> bool:
    return value in PAPERS if key == "paper" else isinstance(value, str) and bool(value.strip())


def _unknown(document: Document, key: str) -> Diagnostic:
    place = document.locate((key,), key=True)
    close = difflib.get_close_matches(key.lower(), _KEYS, n=1)
    hint = f'did you mean "{close[0]}"?' if close else f"settings: {', '.join(_KEYS)}"
    message = f'"{shorten(key)}" is not a setting'
    return Diagnostic("error", "unknown-key", message, place, hint, shorten(key))


def _wrong(document: Document, key: str, value: Any) -> Diagnostic:
    place = document.locate((key,), key=value is None)
    if key == "paper":
        message, hint = f'"{shorten(str(value))}" is no paper', f"write {' or '.join(PAPERS)}"
    else:
        message, hint = f"{key} is not text", "write a name, or delete the line"
    return Diagnostic("error", "wrong-value", message, place, hint, key)


def find_briefs(paths: list[Path], project: Project) -> list[Path]:
    """Return the YAML files named, and those in the folders named; raise UsageError if none."""
    found: list[Path] = []
    for path in paths or [project.briefs]:
        found += _folder(path) if _is(path.is_dir) else _file(path)
    if not found:
        where = ", ".join(_shown(p) for p in paths or [project.briefs])
        raise UsageError(
            file_error("no-briefs", "holds no brief (*.yaml)", where, "briefgen new DIR makes one")
        )
    return list(dict.fromkeys(found))


def _folder(path: Path) -> list[Path]:
    try:
        return sorted(p for p in path.iterdir() if _is_brief(p))
    except OSError as error:
        message = f"the folder cannot be read: {error.strerror}"
        raise UsageError(file_error("unreadable-file", message, _shown(path))) from error


def _file(path: Path) -> list[Path]:
    if not _is(path.exists):
        raise UsageError(file_error("no-such-file", "does not exist", _shown(path)))
    return [path]


def _is_brief(path: Path) -> bool:
    if path.name.startswith(".") or path.name.endswith((".checks.yaml", ".checks.yml")):
        return False
    return path.suffix in (".yaml", ".yml") and path.name != SETTINGS


def _shown(path: Path) -> str:
    shown = os.path.relpath(path)
    return str(path) if shown.startswith("..") else shown
