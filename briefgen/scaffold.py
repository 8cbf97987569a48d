"""`briefgen new`: a project that builds at once."""

from __future__ import annotations

from pathlib import Path

from briefgen import output
from briefgen.errors import UsageError, file_error
from briefgen.templating import BUILT_IN

_FILES = {
    "briefgen.yaml": "briefgen.yaml",
    "brief.yaml": "briefs/harbor-fees.yaml",
    "article.txt": "seeds/harbor-fees.txt",
    "workflow.yml": ".github/workflows/briefs.yml",
    "gitignore": ".gitignore",
}


def make(folder: Path) -> list[Path]:
    """Write the files of a new project and return their paths; existing files are refused."""
    targets = {folder / name: BUILT_IN / "project" / source for source, name in _FILES.items()}
    taken = [path for path in targets if path.exists() or path.is_symlink()]
    if taken:
        raise UsageError(
            *(
                file_error("file-exists", "exists already", str(p), "choose another folder")
                for p in taken
            )
        )
    for path, source in targets.items():
        output.write(path, source.read_bytes())
    return list(targets)
