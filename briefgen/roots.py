"""The folders that templates, labels, fonts and flavors come from."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

from briefgen.errors import UsageError, file_error

_HERE = Path(__file__).parent
#: The shipped templates: inside an installed package, or beside it in a checkout.
BUILT_IN = next(p for p in (_HERE / "templates", _HERE.parent / "templates") if p.is_dir())
Roots = tuple[Path, ...]
#: The file that makes a folder a project.
SETTINGS = "briefgen.yaml"


def find_root(start: Path) -> Path:
    """Return the folder of the project that a brief or folder belongs to."""
    start = Path(os.path.realpath(start))
    folder = start if exists(start.is_dir) else start.parent
    for candidate in (folder, *folder.parents):
        if exists((candidate / SETTINGS).is_file):
            return candidate
    if folder.name == "briefs":
        return folder.parent
    here = Path.cwd().resolve()
    return here if folder.is_relative_to(here) else folder


def exists(test: Callable[[], bool]) -> bool:
    """Ask about a path; one that may not be looked at, or cannot exist, is nothing."""
    try:
        return test()
    except (OSError, ValueError):
        return False


def brief_files(folder: Path) -> list[Path]:
    """Return the briefs in a folder by name; raise OSError."""
    return [folder / name for name in sorted(os.listdir(folder)) if _is_brief(name)]  # noqa: PTH208


def _is_brief(name: str) -> bool:
    if name.startswith(".") or name.endswith((".checks.yaml", ".checks.yml")):
        return False
    return name.endswith((".yaml", ".yml")) and name != SETTINGS


def template_roots(project_templates: Path) -> Roots:
    """Return the folders that templates come from, the project's first.

    Raises UsageError when the project's folder is a link out of the project.
    """
    if not project_templates.is_dir() or project_templates.resolve() == BUILT_IN.resolve():
        return (BUILT_IN,)
    if not project_templates.resolve().is_relative_to(project_templates.parent.resolve()):
        raise UsageError(
            file_error("unsafe-template", "is a link out of the project", str(project_templates))
        )
    return (project_templates, BUILT_IN)


def find_file(roots: Roots, name: str) -> Path | None:
    """Return the first folder's file of this name that really lies in it."""
    for root in roots:
        path = root / name
        if path.is_file() and path.resolve().is_relative_to(root.resolve()):
            return path
    return None
