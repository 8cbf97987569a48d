"""What stands at the place of a page: looked at, never followed out of the folder."""

from __future__ import annotations

import hashlib
import os
import re
import stat
import unicodedata
from collections.abc import Iterable, Iterator
from pathlib import Path

from briefgen.characters import FORBIDDEN
from briefgen.values import frozen

MANIFEST = ".briefgen.json"
#: No page is larger; a file more than twice as large (all its lines grown) cannot be one of ours.
MAX_BYTES = 32 << 20
#: How many bytes a path may have, and each name in it: a file being written has a longer name.
MAX_PATH, MAX_NAME = 1024, 230
UNPRINTABLE = re.compile(FORBIDDEN.pattern + "|[\t\n\r]")


@frozen
class Seen:
    """What stands at a path: a file with a digest, an obstacle that is no page, or nothing.

    `barred` when the obstacle is a folder above, which may even be a link out.
    """

    digest: str = ""
    obstacle: str = ""
    barred: bool = False

    @property
    def absent(self) -> bool:
        return not self.digest and not self.obstacle


def lf(data: bytes) -> bytes:
    """Return text with the line ends that a checkout may have changed as they were."""
    return data if b"\r\n" not in data or b"\0" in data else data.replace(b"\r\n", b"\n")


def fingerprint(data: bytes) -> str:
    """Return the SHA-256 of bytes; of text with CRLF, that of the same text with LF."""
    return hashlib.sha256(lf(data)).hexdigest()


def fold(path: str) -> str:
    """Return a path as file systems compare it that ignore case and composition."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", path).casefold())


def wrong(path: str) -> str:
    """Return why a path cannot be that of a page; nothing when it can."""
    parts = path.split("/")
    try:
        sizes = [len(part.encode()) for part in parts]
    except UnicodeEncodeError:
        return "is not text"
    if path.startswith("/"):
        return "is absolute"
    if ".." in parts:
        return 'leads out by ".."'
    if "" in parts or "." in parts:
        return "is not written plainly"
    if "\\" in path or UNPRINTABLE.search(path):
        return "has characters that no path of a page may have"
    if any(_is_git(part) for part in parts):
        return "belongs to git"
    if fold(parts[0]) == MANIFEST:
        return "is that of the manifest"
    too_long = max(sizes) > MAX_NAME or sum(sizes) + len(sizes) > MAX_PATH
    return "is too long" if too_long else ""


def _is_git(name: str) -> bool:
    """Tell whether some file system takes a name for `.git`: they drop dots, blanks and marks."""
    if "git" not in name.casefold() and name.isascii():
        return False
    plain = "".join(c for c in name if unicodedata.category(c) != "Cf").casefold()
    return plain.partition(":")[0].rstrip(". ") in (".git", "git~1")


def printable(text: str) -> str:
    """Return text with a sign in place of whatever a terminal could take for a command."""
    return "".join(c if c.isprintable() else "\ufffd" for c in text[:MAX_PATH])


def in_git(folder: Path) -> bool:
    """Tell whether a folder is git's own."""
    return any(_is_git(part) for part in Path(os.path.realpath(folder)).parts)


def clashes(paths: Iterable[str]) -> Iterator[str]:
    """Yield the paths that are, somewhere, the place of another page or of its folder."""
    folders: dict[str, str] = {}
    pages: set[str] = set()
    for path in sorted(paths):
        ends = [i for i, character in enumerate(path) if character == "/"]
        above = [path[:end] for end in ends]
        strange = any(folders.setdefault(fold(name), name) != name for name in above)
        if strange or fold(path) in pages or any(fold(name) in pages for name in above):
            yield path
        pages.add(fold(path))
    yield from (folders[name] for name in sorted(pages & folders.keys()))


class Tree:
    """A folder as it was when each of its folders was first looked at."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._ways: dict[str, str] = {"": ""}

    def look(self, path: str) -> tuple[Seen, bytes]:
        """Return what stands at a path, and the bytes of the file if it is one."""
        bar = self.way(path.rpartition("/")[0])
        if bar:
            return Seen(obstacle=bar, barred=True), b""
        try:
            return _look(self.root / path)
        except (FileNotFoundError, NotADirectoryError):
            return Seen(), b""
        except OSError as error:
            return Seen(obstacle=f"cannot be read: {error.strerror}"), b""

    def way(self, parent: str) -> str:
        """Return what bars the way to a folder; nothing when it is open, or not there yet."""
        if parent not in self._ways:
            above = self.way(parent.rpartition("/")[0])
            self._ways[parent] = above or self._bar(parent)
        return self._ways[parent]

    def _bar(self, parent: str) -> str:
        try:
            mode = (self.root / parent).lstat().st_mode
        except (FileNotFoundError, NotADirectoryError):
            return ""
        except OSError as error:
            return f"lies in a folder that cannot be read: {error.strerror}"
        if stat.S_ISLNK(mode):
            return "lies behind a link"
        return "" if stat.S_ISDIR(mode) else "lies behind a file"

    def leads_out(self, path: str) -> bool:
        """Tell whether the folder of a path is, by a link, not below the root."""
        parent = path.rpartition("/")[0]
        if self.way(parent) != "lies behind a link":
            return False
        root = Path(os.path.realpath(self.root))
        return not Path(os.path.realpath(root / parent)).is_relative_to(root)


def _look(path: Path) -> tuple[Seen, bytes]:
    mode = path.lstat().st_mode
    if stat.S_ISLNK(mode):
        return Seen(obstacle="is a link"), b""
    if not stat.S_ISREG(mode):
        return Seen(obstacle="is no file"), b""
    descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    with open(descriptor, "rb") as stream:  # noqa: PTH123 - a descriptor
        found = os.fstat(descriptor)
        if found.st_size > 2 * MAX_BYTES:
            return Seen(obstacle="is larger than any page"), b""
        data = stream.read()
    return Seen(fingerprint(data)), data
