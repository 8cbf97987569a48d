"""YAML text to plain data that knows where each part of it stands."""

from __future__ import annotations

import hashlib
import os
import re
import stat
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any

from briefgen.errors import BriefError, Diagnostic, Location, UsageError, file_error
from briefgen.yamltree import KeyPath, Span, TreeBuilder

MAX_BYTES = 1 << 20

# C0 and C1 controls, bidi embeddings, overrides and isolates, zero-width space and joiners that
# hide text, line and paragraph separators, a BOM inside the text, noncharacters. LRM, RLM, ZWNJ
# and ZWJ stay: Arabic, Hebrew, Persian and Indic text needs them.
_FORBIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u200b\u2028-\u202e\u2060-\u2069\ufeff"
    "\ufff9-\ufffb\ufffe\uffff\U000e0000-\U000e007f]"
)


@dataclass(frozen=True)
class Document:
    """A YAML file as plain data, with the place of each key and value by its path."""

    name: str
    text: str
    data: Any
    keys: Mapping[KeyPath, Span]
    values: Mapping[KeyPath, Span]
    sha256: str
    path: Path | None = None

    @property
    def raw(self) -> bytes:
        """The bytes of the file, as they were read."""
        return self.text.encode("utf-8", "surrogateescape")

    @property
    def folder(self) -> Path:
        """The folder that holds the file; the current one for standard input."""
        return self.path.parent if self.path else Path.cwd()

    def line(self, number: int) -> str:
        """Return a line of the text, empty when there is none."""
        lines = self.text.split("\n")
        return lines[number - 1].rstrip("\r") if 0 < number <= len(lines) else ""

    def locate(self, path: KeyPath, *, key: bool = False) -> Location:
        """Return the place of a value (or of its key), or of the nearest parent that exists."""
        actual = self._resolve(path)
        for table in (self.keys, self.values) if key else (self.values, self.keys):
            if actual in table and len(actual) > 0:
                return self._location(table[actual])
        return self.locate(path[:-1], key=True) if path else self._location(Span(1, 1, 1))

    def _location(self, span: Span) -> Location:
        return Location(self.name, span.line, span.column, span.length, self.line(span.line))

    def _resolve(self, path: KeyPath) -> KeyPath:
        """Follow a path of the model into the data as written.

        Shorthands turn mappings into lists, strings into mappings, and single values into lists.
        """
        actual: list[str | int] = []
        node = self.data
        for part in path:
            if isinstance(node, dict):
                if part in node:
                    step: str | int = part
                elif isinstance(part, int) and part < len(node):
                    step = list(node)[part]
                else:
                    break
            elif isinstance(node, list) and isinstance(part, int) and part < len(node):
                step = part
            elif isinstance(part, int) and part == 0:
                continue
            else:
                break
            actual.append(step)
            node = node[step]
        return tuple(actual)


def field_name(path: KeyPath) -> str:
    """Return a path as people write it: `quotes[3].text`."""
    parts = [f"[{p}]" if isinstance(p, int) else f".{p}" for p in path]
    return "".join(parts).lstrip(".")


def load(path: Path, *, name: str | None = None) -> Document:
    """Read a brief; raise BriefError with all findings, or UsageError when it cannot be read."""
    return parse(read_bytes(path), name or str(path), path=path)


def read_bytes(path: Path, *, limit: int = MAX_BYTES) -> bytes:
    """Read a regular file of at most `limit` bytes, never waiting on a pipe or a device."""
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
        with open(descriptor, "rb") as stream:  # noqa: PTH123 - opened from a descriptor
            if not stat.S_ISREG(os.fstat(descriptor).st_mode):
                raise UsageError(file_error("unreadable-file", "is not a regular file", str(path)))
            data = stream.read(limit + 1)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise UsageError(
            file_error("unreadable-file", f"cannot be read: {reason}", str(path))
        ) from error
    if len(data) > limit:
        raise BriefError(
            file_error(
                "file-too-large", f"is larger than {limit // 1024} KiB", str(path), "split the file"
            )
        )
    return data


def parse(data: bytes, name: str, *, path: Path | None = None) -> Document:
    """Turn the bytes of a YAML file into a Document; raise BriefError with all findings."""
    text = decode(data, name)
    body = text.removeprefix("\ufeff")
    builder = TreeBuilder(name, body)
    root = builder.build()
    if builder.findings:
        raise BriefError(*builder.findings)
    return Document(
        name=name,
        text=text,
        data=root,
        keys=MappingProxyType(builder.keys),
        values=MappingProxyType(builder.values),
        sha256=hashlib.sha256(data).hexdigest(),
        path=path,
    )


def decode(data: bytes, name: str) -> str:
    """Decode strict UTF-8 without control or hidden direction characters; raise BriefError."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        start = data.rfind(b"\n", 0, error.start) + 1
        column = len(data[start : error.start].decode("utf-8", "replace")) + 1
        shown = data[start:].split(b"\n", 1)[0].decode("utf-8", "replace")
        raise BriefError(
            Diagnostic(
                "error",
                "not-utf8",
                f"byte 0x{data[error.start]:02X} is not UTF-8 text",
                Location(name, line, column, 1, shown),
                "save the file as UTF-8",
            )
        ) from error
    found = []
    for match in _FORBIDDEN.finditer(text):
        if match.start() == 0 and match.group() == "\ufeff":
            continue
        before = text[: match.start()]
        line = before.count("\n") + 1
        column = match.start() - (before.rfind("\n") + 1) + 1
        shown = _FORBIDDEN.sub("\ufffd", text.split("\n")[line - 1].rstrip("\r"))
        found.append(
            Diagnostic(
                "error",
                "forbidden-character",
                f"the character U+{ord(match.group()):04X} is not allowed: it is invisible or"
                " changes how the text around it is read",
                Location(name, line, column, 1, shown),
                "delete it",
            )
        )
        if len(found) == 20:  # noqa: PLR2004 - a binary file would give thousands
            break
    if found:
        raise BriefError(*found)
    return text
