"""The folders that templates, labels, fonts and flavors come from."""

from __future__ import annotations

from pathlib import Path

from briefgen.errors import UsageError, file_error

_HERE = Path(__file__).parent
#: The shipped templates: inside an installed package, or beside it in a checkout.
BUILT_IN = next(p for p in (_HERE / "templates", _HERE.parent / "templates") if p.is_dir())
Roots = tuple[Path, ...]


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
