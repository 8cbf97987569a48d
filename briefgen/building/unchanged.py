"""The answer of a build after which nothing changed, without importing what builds."""

from __future__ import annotations

import json
import os
import re
import stat
import time
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from briefgen.building import inputs
from briefgen.building.store import FOLDER, Store
from briefgen.characters import FORBIDDEN
from briefgen.roots import SETTINGS, brief_files, find_root, template_roots
from briefgen.values import frozen

#: Seconds within which a file system may give two changes of a file the same time.
_TICK = 2.0
_PLAIN, _COLORED = "plain", "colored"
_PAINT = re.compile(r"(\x1b\[[0-9;]{0,9}m)")
_Signature = list[int] | None


@frozen
class Asked:
    """What a command line asks of a build, and when: seconds since the epoch."""

    arguments: tuple[str, ...]
    began: float

    @property
    def root(self) -> Path:
        """The project's folder."""
        return find_root(Path.cwd())

    @property
    def name(self) -> str:
        """What the last answer to this is called in the cache."""
        return inputs.together({}, "last", str(Path.cwd()), *self.arguments)[:16]

    def store(self, root: Path) -> Store:
        """Return the cache: that of the project, or the one that the command line names."""
        folder = root / FOLDER
        for place, word in enumerate(self.arguments):
            if word == "--cache" and place + 1 < len(self.arguments):
                folder = Path(self.arguments[place + 1])
            elif word.startswith("--cache="):
                folder = Path(word.removeprefix("--cache="))
        return Store(folder)


@frozen
class Answer:
    """What a build said on standard error, with and without colors, and its exit status."""

    status: int
    plain: str
    colored: str


@frozen
class Basis:
    """What an answer rests on: `world` as the build found it, files and artifacts with digests.

    Files are named from the project's folder, artifacts from `folder`.
    """

    world: str
    files: Mapping[str, str]
    libraries: Mapping[str, str]
    folder: Path
    artifacts: Iterable[tuple[str, str]]


def asked(arguments: Sequence[str]) -> Asked | None:
    """Return what a command line asks for, if it asks for a build."""
    return Asked(tuple(arguments), time.time()) if arguments[:1] == ["build"] else None


def last(wish: Asked, *, color: bool) -> tuple[int, str] | None:
    """Return the status and the words of the last build, if everything is as it was."""
    root = wish.root
    store = wish.store(root)
    known = store.index(f"{wish.name}.last.json")
    try:
        if (
            known["world"] != world(root)
            or not _same(root, known["files"], links=True)
            or not _same(root / known["folder"], known["outputs"], links=False)
            or (known["libraries"] and not inputs.same_libraries(known["libraries"]))
        ):
            return None
        form = _COLORED if color else _PLAIN
        said = store.read(f"{wish.name}.last.{form}")
        if inputs.digest(said) != known[form]:
            return None
        return int(known["status"]), _harmless(said.decode("utf-8", "surrogatepass"))
    except (KeyError, TypeError, ValueError, AttributeError, IndexError, OSError):
        # Whatever a cache holds, it may only make a build slower.
        return None


def remember(wish: Asked, answer: Answer, basis: Basis) -> None:
    """Keep an answer with all that it rests on."""
    root = wish.root
    store = wish.store(root)
    # A file that changed since the build began may have done so after it was read.
    settled = int((wish.began - _TICK) * 1e9)
    said = {_PLAIN: answer.plain, _COLORED: answer.colored}
    forms = {form: text.encode("utf-8", "surrogatepass") for form, text in said.items()}
    folder = basis.folder
    content = {
        "world": basis.world,
        "files": {n: [_signature(f"{root}/{n}", settled), v] for n, v in basis.files.items()},
        "folder": str(folder),
        "outputs": {n: [_signature(f"{folder}/{n}"), v] for n, v in basis.artifacts},
        "libraries": dict(basis.libraries),
        "status": answer.status,
        **{form: inputs.digest(data) for form, data in forms.items()},
    }
    for form, data in forms.items():
        store.write(f"{wish.name}.last.{form}", data)
    store.write(f"{wish.name}.last.json", json.dumps(content).encode())
    store.forget("*.last.json")


def world(root: Path) -> str:
    """Return one digest of all that every brief depends on, and of which briefs there are."""
    reach: dict[str, str] = {}
    for part in inputs.templates(template_roots(root / "templates")):
        reach |= part
    return inputs.together(
        reach | inputs.code(),
        inputs.file_digest(root / SETTINGS),
        os.path.relpath(Path.cwd(), root),
        time.strftime("%Y-%m-%d"),
        os.environ.get("SOURCE_DATE_EPOCH", "-"),
        *_names(root / "briefs"),
    )


def _harmless(said: str) -> str:
    """Return what a cache says without anything that moves a terminal's cursor."""
    parts = _PAINT.split(said)
    return "".join(p if n % 2 else FORBIDDEN.sub("\ufffd", p) for n, p in enumerate(parts))


def _names(folder: Path) -> list[str]:
    try:
        return [path.name for path in brief_files(folder)]
    except OSError:
        return []


def _same(folder: Path, files: Mapping[str, tuple[_Signature, str]], *, links: bool) -> bool:
    return all(_is(f"{folder}/{name}", *known, links=links) for name, known in files.items())


def _is(path: str, known: _Signature, value: str, *, links: bool) -> bool:
    """Tell whether a file is what it was; a link in its place is not, unless `links`."""
    now = _signature(path)
    if now is not None and now == known:
        return True
    return (links or now is not None) and inputs.file_digest(path) == value


def _signature(path: str, settled: int | None = None) -> _Signature:
    """Return what tells a file that nobody wrote to since; its content decides where this differs.

    The change time, which no program can set, and not the modification time. None where there is
    no regular file, or one that changed after `settled`, in nanoseconds.
    """
    try:
        about = os.lstat(path)
    except OSError:
        return None
    if not stat.S_ISREG(about.st_mode) or (settled and about.st_ctime_ns > settled):
        return None
    return [about.st_size, about.st_ino, about.st_ctime_ns]
