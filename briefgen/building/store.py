"""The cache folder: finished artifacts by the digest of what they were made from, and memories.

Nothing in it is trusted: each artifact is compared with the digest in its name before it is used.
"""

from __future__ import annotations

import io
import json
import os
import pickle
import re
import tempfile
import time
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import IO, Any

from briefgen.building.inputs import digest

FOLDER = ".briefgen_cache"
_TAG = "Signature: 8a477f597d28d172789f06886806bc55\n# Made by briefgen; may be deleted.\n"
_NAME = re.compile(r"([0-9a-f]{64})-([0-9a-f]{64})-(\d{1,6})\Z", re.ASCII)
#: Seconds after which nobody writes a part of a file any more.
_ABANDONED = 3600
#: How many ways to build a project are remembered side by side.
_MEMORIES = 8


class Store:
    """A cache folder; whatever is wrong with it, it only knows less."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._objects = folder / "objects"
        self._known: dict[str, tuple[str, int]] | None = None
        # What the disk had no room for.
        self._held: dict[str, bytes] = {}

    @property
    def known(self) -> dict[str, tuple[str, int]]:
        """The digest of each artifact's bytes and its number of pages, by its key."""
        if self._known is None:
            self._known = {m[1]: (m[2], int(m[3])) for m in map(_NAME.match, self._names()) if m}
        return self._known

    def _names(self) -> list[str]:
        try:
            return os.listdir(self._objects)  # noqa: PTH208 - thousands of them
        except OSError:
            return []

    def get(self, key: str) -> bytes | None:
        """Return an artifact if it is there and whole; forget it otherwise."""
        if key in self._held or key not in self.known:
            return self._held.get(key)
        try:
            data = self._place(key).read_bytes()
        except OSError:
            data = b""
        if digest(data) == self.known[key][0]:
            return data
        self.drop(key)
        return None

    def put(self, key: str, data: bytes, pages: int = 0) -> None:
        """Keep an artifact: in memory where the disk is full."""
        self.known[key] = digest(data), pages
        if not self._write(self._place(key), data):
            self._held[key] = data

    def drop(self, key: str) -> None:
        """Forget an artifact."""
        place = self._place(key)
        del self.known[key]
        with suppress(OSError):
            place.unlink(missing_ok=True)

    def _place(self, key: str) -> Path:
        name, pages = self.known[key]
        return self._objects / f"{key}-{name}-{pages}"

    def read(self, name: str) -> bytes:
        """Return a memory; b"" when there is none."""
        with suppress(OSError):
            return (self.folder / name).read_bytes()
        return b""

    def index(self, name: str) -> dict[str, Any]:
        """Return a memory that is a JSON object; {} when it is anything else."""
        with suppress(ValueError, RecursionError):
            found = json.loads(self.read(name) or b"{}")
            return found if isinstance(found, dict) else {}
        return {}

    def write(self, name: str, data: bytes) -> None:
        """Keep a memory."""
        if not (self.folder / "CACHEDIR.TAG").is_file():
            self._write(self.folder / "CACHEDIR.TAG", _TAG.encode())
            self._write(self.folder / ".gitignore", b"*\n")
        self._write(self.folder / name, data)

    def prune(self, wanted: Iterable[str]) -> None:
        """Forget the artifacts that no remembered build uses."""
        keep = set(wanted)
        for memory in self.forget("*.keys"):
            keep |= set(self.read(memory.name).decode(errors="replace").split())
        for key in [key for key in self.known if key not in keep]:
            self.drop(key)
        parts = (self._objects / name for name in self._names() if name.endswith(".part"))
        for part in (*parts, *self.folder.glob(".*.part")):
            with suppress(OSError):
                # Another build may be writing it.
                if time.time() - part.stat().st_mtime > _ABANDONED:
                    part.unlink()

    def forget(self, kind: str) -> list[Path]:
        """Remove all but the newest memories of a kind, with what belongs to them; return those."""
        found = sorted(self.folder.glob(kind), key=lambda p: p.stat().st_mtime, reverse=True)
        for memory in found[_MEMORIES:]:
            for old in self.folder.glob(f"{memory.stem}.*"):
                with suppress(OSError):
                    old.unlink()
        return found[:_MEMORIES]

    def _write(self, path: Path, data: bytes) -> bool:
        """Put bytes in place in one step; what a crash tears is noticed by its digest."""
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=".part")
            try:
                with os.fdopen(descriptor, "wb") as stream:
                    stream.write(data)
                Path(name).replace(path)
            except BaseException:
                with suppress(OSError):
                    Path(name).unlink()
                raise
        except OSError:
            return False
        return True


class Spool:
    """Values that wait on disk under their names, so that any number of them may wait.

    What the disk has no room for waits in memory.
    """

    def __init__(self) -> None:
        # Without a name in any folder: nobody else can write what is read back from it.
        try:
            self._file: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115 - open as long as this is
        except OSError:
            self._file = io.BytesIO()
        self._end = 0
        self._places: dict[tuple[str, str], tuple[int, int] | bytes] = {}

    def __contains__(self, name: object) -> bool:
        return name in self._places

    def __setitem__(self, name: tuple[str, str], value: Any) -> None:
        data = pickle.dumps(value, pickle.HIGHEST_PROTOCOL)
        written = 0
        # What is no file has no number, which is the same error as a disk without room.
        with suppress(OSError):
            written = os.pwrite(self._file.fileno(), data, self._end)
        if written == len(data):
            self._places[name] = self._end, written
            self._end += written
        else:
            self._places[name] = data

    def __getitem__(self, name: tuple[str, str]) -> Any:
        place = self._places[name]
        data = place if isinstance(place, bytes) else os.pread(self._file.fileno(), *place[::-1])
        return pickle.loads(data)  # noqa: S301 - this process wrote it

    def __enter__(self) -> Spool:
        return self

    def __exit__(self, *error: object) -> None:
        self._file.close()
