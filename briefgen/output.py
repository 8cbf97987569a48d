"""Writes artifacts: whole or not at all, and never through a link."""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import stat
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from pathlib import Path

from briefgen import __version__
from briefgen.errors import UsageError, file_error

MANIFEST = "manifest.json"


@dataclass(frozen=True, slots=True, order=True)
class Artifact:
    """A file of the output folder, and the brief that it was made from."""

    path: str
    kind: str
    brief: str
    sha256: str
    bytes: int


def write(path: Path, data: bytes, *, keep_mode: bool = False) -> bool:
    """Put bytes at a path in one step; return False when they were there already.

    A link at the path is replaced, not followed. `keep_mode` leaves a file to those who could
    read it before. Raises UsageError when it cannot be written.
    """
    try:
        if not path.is_symlink() and path.is_file() and path.read_bytes() == data:
            return False
        path.parent.mkdir(parents=True, exist_ok=True)
        mode = stat.S_IMODE(path.lstat().st_mode) if keep_mode else 0o666 & ~_umask()
        _replace(path, data, mode)
    except OSError as error:
        raise UsageError(
            file_error("cannot-write", f"cannot be written: {error.strerror}", str(path))
        ) from error
    return True


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
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def _umask() -> int:
    mask = os.umask(0o022)
    os.umask(mask)
    return mask


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Hold the output folder for one build; the kernel lets go when the process ends."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(folder, os.O_RDONLY)
    except OSError as error:
        raise UsageError(
            file_error("cannot-write", f"cannot be used: {error.strerror}", str(folder))
        ) from error
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


def artifact(folder: Path, path: Path, kind: str, brief: str, data: bytes) -> Artifact:
    """Return the manifest's entry for a file."""
    digest = hashlib.sha256(data).hexdigest()
    return Artifact(path.relative_to(folder).as_posix(), kind, brief, digest, len(data))


def manifest(artifacts: list[Artifact]) -> bytes:
    """Return the manifest of a build, sorted by path."""
    content = {"briefgen": __version__, "artifacts": [asdict(a) for a in sorted(artifacts)]}
    return (json.dumps(content, indent=2, ensure_ascii=False) + "\n").encode()
