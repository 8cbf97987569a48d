"""The verb that makes a project."""

from __future__ import annotations

from pathlib import Path

from briefgen import scaffold
from briefgen.verbs.shared import say


def run(folder: Path) -> int:
    """Make a project that builds at once."""
    made = scaffold.make(folder)
    for path in made:
        print(path)
    say(f"next: cd {folder} && briefgen build")
    return 0
