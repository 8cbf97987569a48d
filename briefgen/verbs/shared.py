"""What several verbs share: the day, the project, and how they talk to people."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path

from briefgen.errors import Diagnostic, UsageError, file_error
from briefgen.project import Project, find_project
from briefgen.reporters.text import text
from briefgen.terminal import color


def project_of(paths: Sequence[Path]) -> Project:
    """Return the project of the first path, or of the folder one is in."""
    return find_project(paths[0] if paths else Path.cwd())


def day_of(text: str) -> date:
    """Return the day of an option; today when it is empty."""
    if not text:
        return date.today()  # noqa: DTZ011 - the calendar on the reader's wall
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise UsageError(
            file_error("usage", f'"{text}" is not a date', "--today", "write 2026-11-22")
        ) from None


def say(line: str) -> None:
    """Tell people something that is no result."""
    print(line, file=sys.stderr)


def complain(diagnostics: Iterable[Diagnostic]) -> None:
    """Print findings for people."""
    sys.stderr.write(text(diagnostics, color=color(sys.stderr)))
