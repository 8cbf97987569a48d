"""Small projects in a temporary folder."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

ARTICLE = "The council of Norhavn said on Tuesday that a levy could start on March 1, 2027.\n"


def make_project(folder: Path, briefs: dict[str, dict[str, Any]]) -> Path:
    """Write a project with briefs (JSON is YAML) that name `seeds/article.txt`."""
    (folder / "briefs").mkdir(parents=True, exist_ok=True)
    (folder / "seeds").mkdir(exist_ok=True)
    (folder / "briefgen.yaml").touch()
    (folder / "seeds/article.txt").write_text(ARTICLE, encoding="utf-8")
    for name, data in briefs.items():
        content = {**data, "source": "seeds/article.txt"}
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
