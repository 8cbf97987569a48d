"""Writes artifacts: whole or not at all, and never through a link."""

from __future__ import annotations

import errno
import fcntl
import hashlib
import json
import os
import re
import stat
import tempfile
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import Any

from briefgen import __version__
from briefgen.errors import UsageError, file_error
from briefgen.values import as_dict, frozen

MANIFEST = "manifest.json"
#: What a build is about to write, as long as its manifest does not say so.
INTENTS = ".manifest.json.part"
_PART = re.compile(r"\..+\.[a-z0-9_]{8}\.part", re.DOTALL)
#: How many files are made safe at once.
_AT_ONCE = 16


@frozen(order=True)
class Artifact:
    """A file of the output folder, and the brief that it was made from."""

    path: str
    kind: str
    brief: str
    sha256: str
    bytes: int
    #: Of a PDF; 0 for what has none.
    pages: int = 0


def write(path: Path, data: bytes, *, keep_mode: bool = False) -> bool:
    """Put bytes at a path in one step; return False when they were there already.

    A link at the path is replaced, not followed. `keep_mode` leaves a file to those who could
    read it before. Raises UsageError when it cannot be written.
    """
    try:
        if _holds(path, data):
            return False
        path.parent.mkdir(parents=True, exist_ok=True)
        mode = stat.S_IMODE(path.lstat().st_mode) if keep_mode else 0o666 & ~_umask()
        _replace(path, data, mode)
        _sync(path.parent)
    except OSError as error:
        raise _unwritten(path, error) from error
    return True


class Writing:
    """Writes many files, each in one step; all of them are safe on the disk when it ends.

    A disk makes several files safe in the time of one. Raises UsageError, perhaps for an earlier
    file than the one that it was given last.
    """

    def __init__(self) -> None:
        self._mode = 0o666 & ~_umask()
        self._threads = ThreadPoolExecutor(_AT_ONCE)
        self._under_way: deque[tuple[Path, Future[None]]] = deque()
        self._folders: set[Path] = set()

    def __enter__(self) -> Writing:
        return self

    def __exit__(self, kind: object, *error: object) -> None:
        with self._threads:
            while self._under_way and kind is None:
                self._wait()
        for folder in sorted(self._folders) if kind is None else ():
            try:
                _sync(folder)
            except OSError as problem:
                raise _unwritten(folder, problem) from problem

    def write(self, path: Path, data: bytes) -> bool:
        """Put bytes at a path as `write` does; return False when they were there already."""
        try:
            if _holds(path, data):
                return False
            if path.parent not in self._folders:
                path.parent.mkdir(parents=True, exist_ok=True)
                self._folders.add(path.parent)
        except OSError as error:
            raise _unwritten(path, error) from error
        if len(self._under_way) > 2 * _AT_ONCE:
            self._wait()
        self._under_way.append((path, self._threads.submit(_replace, path, data, self._mode)))
        return True

    def _wait(self) -> None:
        path, writing = self._under_way.popleft()
        try:
            writing.result()
        except OSError as error:
            raise _unwritten(path, error) from error


def _holds(path: Path, data: bytes) -> bool:
    """Tell whether a file that is no link has these bytes; raise OSError."""
    try:
        about = path.lstat()
        kind = path.stat().st_mode
    except FileNotFoundError:
        return False
    if not stat.S_ISREG(kind) and not stat.S_ISDIR(kind):
        # /dev/stdout is a link, and who may replace it would.
        raise OSError(errno.EINVAL, "is a device; write - for standard output")
    same = stat.S_ISREG(about.st_mode) and about.st_size == len(data)
    return same and path.read_bytes() == data


def _unwritten(path: Path, error: OSError) -> UsageError:
    message = f"cannot be written: {error.strerror}"
    return UsageError(file_error("cannot-write", message, str(path)))


def _replace(path: Path, data: bytes, mode: int) -> None:
    descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".part")
    try:
        with os.fdopen(descriptor, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fchmod(stream.fileno(), mode)
            os.fsync(stream.fileno())
        Path(name).replace(path)
    except BaseException:
        with suppress(OSError):
            Path(name).unlink()
        raise


def _sync(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _umask() -> int:
    mask = os.umask(0o022)
    os.umask(mask)
    return mask


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Hold the output folder for one build; the kernel lets go when the process ends."""
    with ExitStack() as stack:
        try:
            folder.mkdir(parents=True, exist_ok=True)
            descriptor = os.open(folder, os.O_RDONLY)
            stack.callback(os.close, descriptor)
            fcntl.flock(descriptor, fcntl.LOCK_EX)
        except OSError as error:
            raise UsageError(
                file_error("cannot-write", f"cannot be used: {error.strerror}", str(folder))
            ) from error
        yield


def artifact(
    folder: Path, path: Path, kind: str, brief: str, data: bytes, pages: int = 0
) -> Artifact:
    """Return the manifest's entry for a file."""
    digest = hashlib.sha256(data).hexdigest()
    return Artifact(path.relative_to(folder).as_posix(), kind, brief, digest, len(data), pages)


def manifest(artifacts: list[Artifact], shard: tuple[int, int] = (1, 1)) -> bytes:
    """Return the manifest of a build, sorted by path."""
    content: dict[str, Any] = {"briefgen": __version__}
    if shard[1] > 1:
        content["shard"] = list(shard)
    content["artifacts"] = [entry(a) for a in sorted(artifacts)]
    return (json.dumps(content, indent=2, ensure_ascii=False) + "\n").encode()


def entry(artifact: Artifact) -> dict[str, Any]:
    """Return an artifact as the manifest has it: with pages if it has any."""
    content = as_dict(artifact)
    return content if artifact.pages else {k: v for k, v in content.items() if k != "pages"}


@frozen
class About:
    """Which briefgen wrote a folder, and which shard of how many it is."""

    version: str
    shard: tuple[int, int]


def about(folder: Path) -> About:
    """Return what a folder's manifest says of it; raise UsageError when it has none."""
    try:
        found = json.loads((folder / MANIFEST).read_bytes())
        which, count = found.get("shard", (1, 1))
        return About(str(found["briefgen"]), (int(which), int(count)))
    except (OSError, ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise UsageError(
            file_error("bad-shard", "has no manifest of a build", str(folder))
        ) from error


def begin(folder: Path, artifacts: Iterable[Artifact]) -> list[Artifact]:
    """Note what is about to be written, so that no build loses sight of it if this one is killed.

    Removes what killed builds left of files; returns what they wrote and no manifest lists. The
    folder has to be locked.
    """
    before, known = listed(folder, INTENTS), listed(folder)
    written = {(a.path, a.sha256) for a in known}
    intents = [a for a in artifacts if (a.path, a.sha256) not in written]
    for parent in {(folder / a.path).parent for a in (*before, *known, *intents)} | {folder}:
        _sweep(folder, parent)
    if intents:
        settle(folder, [*before, *intents])
    return before


def settle(folder: Path, left: list[Artifact]) -> None:
    """Keep in mind only what is left of what was about to be written."""
    if left:
        content = {"artifacts": [entry(a) for a in dict.fromkeys(left)]}
        write(folder / INTENTS, json.dumps(content).encode())
    elif (folder / INTENTS).exists():
        _unlink(folder / INTENTS)


def _sweep(folder: Path, parent: Path) -> None:
    with suppress(OSError, ValueError):
        names = os.listdir(parent) if parent.resolve().is_relative_to(folder.resolve()) else ()  # noqa: PTH208
        for name in filter(_PART.fullmatch, names):
            (parent / name).unlink()


def _unlink(path: Path) -> None:
    try:
        path.unlink()
    except OSError as error:
        raise UsageError(
            file_error("cannot-write", f"cannot be removed: {error.strerror}", str(path))
        ) from error


def read(folder: Path, artifact: Artifact) -> bytes | None:
    """Return what an artifact's file holds; None when it does not lie in the folder."""
    path = folder / artifact.path
    try:
        return path.read_bytes() if path.resolve().is_relative_to(folder.resolve()) else None
    except (OSError, ValueError):
        return None


def listed(folder: Path, name: str = MANIFEST) -> list[Artifact]:
    """Return what the manifest in a folder lists; nothing for anything that is no manifest.

    Raises UsageError for one that is there and cannot be read: what it lists would stay for good.
    """
    try:
        data = (folder / name).read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        return []
    except OSError as error:
        message = f"cannot be read: {error.strerror}"
        raise UsageError(file_error("unreadable-file", message, str(folder / name))) from error
    try:
        return [_listed(**one) for one in json.loads(data)["artifacts"]]
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return []


def _listed(**one: Any) -> Artifact:
    found = Artifact(**one)
    texts = (found.path, found.kind, found.brief, found.sha256)
    if not all(isinstance(t, str) for t in texts) or not isinstance(found.bytes + found.pages, int):
        raise TypeError
    return found


def remove(folder: Path, artifact: Artifact) -> bool:
    """Remove a file that is still as it was written, and the folders that it leaves empty.

    Raises UsageError for one that is but cannot be removed: it has to stay in the manifest.
    """
    path = folder / artifact.path
    try:
        inside = path.parent.resolve().is_relative_to(folder.resolve())
        if not inside or path.is_symlink() or not path.is_file():
            return False
    except (OSError, ValueError):
        return False
    try:
        if hashlib.sha256(path.read_bytes()).hexdigest() != artifact.sha256:
            return False
        path.unlink()
    except OSError as error:
        raise UsageError(
            file_error("cannot-write", f"cannot be removed: {error.strerror}", str(path))
        ) from error
    with suppress(OSError):
        for above in path.relative_to(folder).parents[:-1]:
            (folder / above).rmdir()
    return True
