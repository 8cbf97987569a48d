"""YAML text to plain data that knows where each part of it stands."""

from __future__ import annotations

import hashlib
import os
import re
import stat
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from pathlib import Path
from typing import Any

from briefgen.characters import decode, split_lines
from briefgen.errors import BriefError, Location, UsageError, file_error
from briefgen.yamltree import KeyPath, Span, TreeBuilder

__all__ = ["Document", "decode", "field_name", "load", "parse", "read_bytes"]

#: How far down from its first line the words of a value are looked for.
MAX_VALUE_LINES = 60
MAX_BYTES = 1 << 20

# What the key and the value of a pair stand for in the shorthands.
_KEY_PARTS = {"label", "who", "when", "name", "id", "value", "unit", "as_written"}
_TEXT_PARTS = {"text", "event", "meaning", "role"}


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
        return self.text.encode("utf-8")

    @property
    def folder(self) -> Path:
        """The folder that holds the file; the current one for standard input."""
        return self.path.parent if self.path else Path.cwd()

    @cached_property
    def lines(self) -> list[str]:
        """The lines of the text, without their ends and without a leading BOM."""
        return split_lines(self.text.removeprefix("\ufeff"))

    def written(self, path: KeyPath) -> KeyPath:
        """Return the path of the model as the file has it: `source` may stand for `sources`."""
        single = isinstance(self.data, dict) and "sources" not in self.data
        if path[:1] != ("sources",) or not single or "source" not in self.data:
            return path
        return ("source", *path[2:]) if path[1:2] == (0,) else ("source", *path[1:])

    def line(self, number: int) -> str:
        """Return a line of the text, empty when there is none."""
        return self.lines[number - 1] if 0 < number <= len(self.lines) else ""

    def locate(self, path: KeyPath, *, key: bool = False) -> Location:
        """Return the place of a value (or of its key), or of the nearest parent that exists."""
        actual, rest = self._resolve(path)
        key = key or rest in _KEY_PARTS
        for table in (self.keys, self.values) if key else (self.values, self.keys):
            if actual and actual in table:
                return self._location(table[actual])
        return self.locate(path[:-1], key=True) if path else self._location(self._top())

    def locate_words(self, place: Location, words: str, before: str = "") -> Location:
        """Return where words stand in a value that starts at a place; the place if not found.

        `before` is the part of the value before them: it tells which of several places is meant.
        """
        parts = words.split()
        last = min(place.line + MAX_VALUE_LINES, len(self.lines) + 1)
        text = "\n".join(self.line(number) for number in range(place.line, last))
        # In Arabic and Hebrew a short word may be written to the front of another.
        for pattern in (_words(parts), _words(parts, apart=False), _words(parts[:1])):
            skipped = len(pattern.findall(before))
            found = list(islice(pattern.finditer(text, place.column - 1), skipped + 1))
            if parts and found:
                return self._location(_span(text, found[-1], place.line))
        return place

    def _top(self) -> Span:
        """The first key stands for the whole file."""
        return next(iter(self.keys.values()), Span(1, 1, 1))

    def _location(self, span: Span) -> Location:
        return Location(self.name, span.line, span.column, span.length, self.line(span.line))

    def _resolve(self, path: KeyPath) -> tuple[KeyPath, str | int | None]:
        """Follow a path of the model into the data as written, to the part that is not there.

        Shorthands turn mappings into lists, strings into mappings, and single values into lists.
        """
        actual: list[str | int] = []
        node = self.data
        for part in path:
            step = _step(node, part)
            if step is not None:
                actual.append(step)
                node = node[step]
            elif part in _KEY_PARTS and isinstance(node, dict) and len(node) == 1:
                return (*actual, *node), part
            elif part != 0:
                return tuple(actual), part
        return tuple(actual), None


def _words(parts: list[str], *, apart: bool = True) -> re.Pattern[str]:
    """Return the pattern of words that stand apart; they may run over the end of a line."""
    words = r"\s+".join(re.escape(part) for part in parts)
    start = r"(?<!\w)(?<!\d[.,])" if apart and parts and parts[0][:1].isalnum() else ""
    end = r"(?!\w)(?![.,]\d)" if apart and parts and parts[-1][-1:].isalnum() else ""
    return re.compile(start + words + end)


def _span(text: str, found: re.Match[str], first: int) -> Span:
    """Return the place of a match in lines that start with line `first`."""
    line = text.count("\n", 0, found.start())
    column = found.start() - text.rfind("\n", 0, found.start())
    return Span(first + line, column, len(found[0].partition("\n")[0].rstrip()))


def _step(node: Any, part: str | int) -> str | int | None:
    if isinstance(node, dict):
        if part in node:
            return part
        keys: list[str] = list(node)
        if isinstance(part, int):
            return keys[part] if part < len(keys) else None
        return keys[0] if part in _TEXT_PARTS and len(keys) == 1 else None
    inside = isinstance(node, list) and isinstance(part, int) and part < len(node)
    return part if inside else None


def field_name(path: KeyPath) -> str:
    """Return a path as people write it: `quotes[3].text`."""
    parts = [f"[{p}]" if isinstance(p, int) else f".{p}" for p in path]
    return "".join(parts).removeprefix(".")


def load(path: Path, *, name: str | None = None) -> Document:
    """Read a brief; raise BriefError with all findings, or UsageError when it cannot be read."""
    name = name or str(path)
    return parse(read_bytes(path, name=name), name, path=path)


def read_bytes(path: Path, *, limit: int = MAX_BYTES, name: str | None = None) -> bytes:
    """Read a regular file of at most `limit` bytes, never waiting on a pipe or a device."""
    name = name or str(path)
    try:
        data = _read(path, limit)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise UsageError(
            file_error("unreadable-file", f"the file cannot be read: {reason}", name)
        ) from error
    if len(data) > limit:
        size = f"{limit >> 20} MiB" if limit >= 1 << 20 else f"{limit:,} bytes"
        message = f"the file is larger than {size}"
        raise BriefError(file_error("file-too-large", message, name, "split it or shorten it"))
    return data


def _read(path: Path, limit: int) -> bytes:
    descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC | os.O_NOCTTY)
    try:
        mode = os.fstat(descriptor).st_mode
        if not stat.S_ISREG(mode):
            kind = "a folder" if stat.S_ISDIR(mode) else "no regular file"
            raise ValueError(f"it is {kind}")
        with os.fdopen(descriptor, "rb", closefd=False) as stream:
            return stream.read(limit + 1)
    finally:
        os.close(descriptor)


def parse(data: bytes, name: str, *, path: Path | None = None) -> Document:
    """Turn the bytes of a YAML file into a Document; raise BriefError with all findings."""
    text = decode(data, name)
    builder = TreeBuilder(name, text.removeprefix("\ufeff"))
    root = builder.build()
    if builder.findings:
        raise BriefError(*builder.findings)
    return Document(
        name=name,
        text=text,
        data=root,
        keys=builder.keys,
        values=builder.values,
        sha256=hashlib.sha256(data).hexdigest(),
        path=path,
    )
