"""The words of each language that pages are labeled with."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from briefgen.errors import UsageError, file_error
from briefgen.loader import load
from briefgen.roots import BUILT_IN, Roots, find_file


@cache
def load_labels(roots: Roots, language: str) -> dict[str, Any]:
    """Return the labels of a language: English, below its own, below the project's own.

    Raises UsageError when no folder has any for `de-AT` or `de`.
    """
    own: list[Path] = []
    for tag in dict.fromkeys((language.split("-", 1)[0], language)):
        files = [find_file((root,), f"labels/{tag}.yaml") for root in reversed(roots)]
        own += [path for path in files if path]
    if not own:
        text = f'there are no labels for the language "{language}"'
        raise UsageError(file_error("no-labels", text, "labels/"))
    labels: dict[str, Any] = {}
    for path in (BUILT_IN / "labels/en.yaml", *own):
        labels = _merged(labels, load(path).data)
    return labels


def _merged(below: Any, above: Any) -> Any:
    if isinstance(below, dict) and isinstance(above, dict):
        return below | {key: _merged(below.get(key), value) for key, value in above.items()}
    return above
