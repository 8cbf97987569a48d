"""Small projects in a temporary folder."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

ARTICLE = (Path(__file__).parents[1] / "bad/article.txt").read_bytes()


def make_project(folder: Path, briefs: dict[str, dict[str, Any]]) -> Path:
    """Write a project with briefs (JSON is YAML) that name `seeds/article.txt`."""
    (folder / "briefs").mkdir(parents=True, exist_ok=True)
    (folder / "seeds").mkdir(exist_ok=True)
    (folder / "briefgen.yaml").touch()
    (folder / "seeds/article.txt").write_bytes(ARTICLE)
    for name, data in briefs.items():
        content = {**data, "source": {**data["source"], "file": "seeds/article.txt"}}
        text = json.dumps(content, ensure_ascii=False, indent=1)
        (folder / "briefs" / f"{name}.yaml").write_text(text, encoding="utf-8")
    return folder


def contents(folder: Path) -> dict[str, bytes]:
    """Return every file of a folder by its relative path."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
