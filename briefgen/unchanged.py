"""The answer of a build after which nothing changed, without importing what builds."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any

from briefgen import inputs
from briefgen.errors import Diagnostic, Location
from briefgen.roots import SETTINGS, brief_files, find_root, template_roots
from briefgen.store import FOLDER, Store


@dataclass(frozen=True)
class Asked:
    """What the command line asks for, as it was written; `day` is the one to check against."""

    output: str
    cache: str
    day: str
    rest: tuple[str, ...]

    @property
    def name(self) -> str:
        """What the last answer to this is called in the cache."""
        return f"{inputs.together({}, self.output, self.cache, *self.rest)[:16]}.last.json"

    def places(self) -> tuple[Path, Path, Store]:
        """Return the project's folder, the output folder and the cache."""
        root = find_root(Path.cwd())
        output = Path(self.output) if self.output else root / "dist"
        return root, output, Store(Path(self.cache) if self.cache else root / FOLDER)


def asked(output: Path | None, cache: Path | None, day: str, options: object) -> Asked:
    """Return what is asked for by options whose written form says all there is to say."""
    today = day or date.today().isoformat()  # noqa: DTZ011 - the calendar on the reader's wall
    return Asked(str(output or ""), str(cache or ""), today, (repr(options),))


@dataclass(frozen=True)
class Answer:
    """What a build said: its line, its findings, and the names that it listed."""

    status: int
    said: str
    named: list[str]
    diagnostics: list[Diagnostic]


def last(wish: Asked) -> Answer | None:
    """Return what the last build said, if everything is as it was; else nothing."""
    root, folder, store = wish.places()
    known = store.index(wish.name)
    try:
        if known["world"] != world(wish) or any(
            inputs.file_digest(f"{root}/{name}") != value for name, value in known["files"].items()
        ):
            return None
        libraries = known["libraries"]
        if (libraries and not inputs.same_libraries(libraries)) or not all(
            _signature(f"{folder}/{path}") == value[0]
            or inputs.file_digest(f"{folder}/{path}") == value[1]
            for path, value in known["outputs"].items()
        ):
            return None
        return Answer(known["status"], known["said"], known["named"], _read(known["diagnostics"]))
    except (KeyError, TypeError, ValueError, AttributeError, IndexError, OSError):
        # Whatever a cache holds, it may only make a build slower.
        return None


def remember(
    wish: Asked,
    before: str,
    answer: Answer,
    files: Mapping[str, str],
    artifacts: Iterable[tuple[str, str]],
    libraries: Mapping[str, str],
) -> None:
    """Keep an answer with all that it rests on: `before` is the world as the build found it.

    Artifacts are paths with digests.
    """
    _, folder, store = wish.places()
    content: dict[str, Any] = {
        "world": before,
        "files": dict(files),
        "libraries": dict(libraries),
        "outputs": {path: [_signature(f"{folder}/{path}"), value] for path, value in artifacts},
        "status": answer.status,
        "said": answer.said,
        "named": answer.named,
        "diagnostics": [asdict(d) for d in answer.diagnostics],
    }
    store.write(wish.name, json.dumps(content, ensure_ascii=False).encode())


def world(wish: Asked) -> str:
    """Return one digest of all that every brief depends on, and of which briefs there are."""
    root = find_root(Path.cwd())
    reach: dict[str, str] = {}
    for part in inputs.templates(template_roots(root / "templates")):
        reach |= part
    return inputs.together(
        reach | inputs.code(),
        inputs.file_digest(root / SETTINGS),
        os.path.relpath(Path.cwd(), root),
        wish.day,
        os.environ.get("SOURCE_DATE_EPOCH", "-"),
        *_names(root / "briefs"),
    )


def _names(folder: Path) -> list[str]:
    try:
        return [path.name for path in brief_files(folder)]
    except OSError:
        return []


def _signature(path: str) -> list[int]:
    """Return what tells a file that nobody wrote to since; its content decides where this differs.

    The change time, which no program can set, and not the modification time.
    """
    about = os.lstat(path)
    return [about.st_size, about.st_ino, about.st_ctime_ns]


def _read(diagnostics: list[dict[str, Any]]) -> list[Diagnostic]:
    return [Diagnostic(**{**d, "location": Location(**d["location"])}) for d in diagnostics]
