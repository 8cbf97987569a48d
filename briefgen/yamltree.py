"""YAML events to plain data with the place of each key and value; the only user of `yaml`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import yaml

from briefgen.errors import Diagnostic, Location

MAX_EVENTS = 50_000
MAX_DEPTH = 32

KeyPath = tuple[str | int, ...]

_INT = re.compile(r"[-+]?(?:0|[1-9][0-9]{0,17})\Z")
_FLOAT = re.compile(r"[-+]?(?:0|[1-9][0-9]{0,17})\.[0-9]{1,17}\Z")
_CORE = {"": None, "~": None, "null": None, "true": True, "false": False}
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True, slots=True)
class Span:
    """Where a key or a value stands: 1-based line and column, length on that line."""

    line: int
    column: int
    length: int


class TreeBuilder:
    """Builds plain data from parse events, so that depth never costs the process its stack.

    `keys` and `values` say where things stand; `findings` holds what a brief may not contain.
    """

    def __init__(self, name: str, text: str) -> None:
        self.name = name
        self.lines = text.split("\n")
        self.text = text
        self.keys: dict[KeyPath, Span] = {}
        self.values: dict[KeyPath, Span] = {}
        self.findings: list[Diagnostic] = []

    def build(self) -> Any:
        events = self._events()
        try:
            return self._document(events)
        except _Stop:
            return None
        except yaml.YAMLError as error:
            self._syntax(error)
            return None

    def _events(self) -> Iterator[Any]:
        for number, event in enumerate(yaml.parse(self.text, Loader=_LOADER)):
            if number >= MAX_EVENTS:
                self._report(
                    "too-many-nodes",
                    f"the file has more than {MAX_EVENTS:,} YAML nodes",
                    event.start_mark,
                    "split the file",
                )
                raise _Stop
            yield event

    def _document(self, events: Iterator[Any]) -> Any:
        root: Any = None
        documents = 0
        # Each frame: container, its path, the pending key (mappings only).
        stack: list[_Frame] = []
        for event in events:
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    self._report(
                        "many-documents",
                        "a second document starts here; a brief is one document",
                        event.start_mark,
                        'delete the line "---", or move what follows to a file of its own',
                    )
                    raise _Stop
                if event.tags or event.version:
                    self._report(
                        "yaml-directive", "YAML directives are not allowed", event.start_mark
                    )
            elif isinstance(event, yaml.CollectionEndEvent):
                stack.pop()
            elif isinstance(event, yaml.NodeEvent):
                self._refuse_node(event)
                value = self._value(event)
                if stack and stack[-1].awaits_key:
                    self._key(stack[-1], event, value)
                    if isinstance(event, yaml.CollectionStartEvent):
                        raise _Stop
                    continue
                path: KeyPath = ()
                if stack:
                    path = stack[-1].place(value)
                else:
                    root = value
                self._note(self.values, path, event)
                if isinstance(event, yaml.CollectionStartEvent):
                    stack.append(_Frame(value, path))
                    if len(stack) > MAX_DEPTH:
                        self._report(
                            "too-deep",
                            f"lists and mappings are nested more than {MAX_DEPTH} deep",
                            event.start_mark,
                        )
                        raise _Stop
        return root

    def _refuse_node(self, event: Any) -> None:
        if isinstance(event, yaml.AliasEvent):
            self._report(
                "yaml-alias",
                f'"*{event.anchor}" is a YAML alias, which a brief may not use',
                event.start_mark,
                "if the text starts with an asterisk, put it in quotation marks",
                length=len(event.anchor) + 1,
            )
        elif event.anchor:
            self._report(
                "yaml-anchor",
                f'"&{event.anchor}" is a YAML anchor, which a brief may not use',
                event.start_mark,
                "write the value out; if the text starts with &, put it in quotation marks",
                length=len(event.anchor) + 1,
            )
        elif event.tag:
            self._report(
                "yaml-tag",
                f'"{event.tag}" is a YAML tag, which a brief may not use',
                event.start_mark,
                "delete it; if the text starts with !, put it in quotation marks",
            )

    def _value(self, event: Any) -> Any:
        if isinstance(event, yaml.MappingStartEvent):
            return {}
        if isinstance(event, yaml.SequenceStartEvent):
            return []
        if isinstance(event, yaml.AliasEvent):
            return None
        if not event.style and event.tag is None:
            self._truncated(event)
            return _plain(event.value)
        return event.value

    def _key(self, frame: _Frame, event: Any, value: Any) -> None:
        if isinstance(value, Decimal | int) and not isinstance(value, bool):
            value = event.value
        if not isinstance(value, str):
            self._report(
                "bad-key",
                "a key must be a word or a phrase",
                event.start_mark,
                'put the key in quotation marks; text that starts with "{" or "[" needs them too',
            )
            frame.key = str(value)
            return
        path = (*frame.path, value)
        if value == "<<":
            self._report("yaml-merge", "merge keys (<<) are not allowed", event.start_mark)
        elif value in frame.node:
            first = self.keys[path].line
            self._report(
                "duplicate-key",
                f'"{value}" is already given in line {first}',
                event.start_mark,
                "keep one of the two",
                length=len(value),
            )
        self._note(self.keys, path, event)
        frame.key = value

    def _truncated(self, event: Any) -> None:
        end = event.end_mark
        rest = self.lines[end.line][end.column :].rstrip("\r") if event.value else ""
        comment = re.match(r"(\s+)#(.?)", rest)
        if not comment:
            return
        prose = " " in event.value and comment[1] == " "
        if prose or comment[2] not in ("", " ", "#", "-", "="):
            self.findings.append(
                Diagnostic(
                    "error",
                    "yaml-truncated",
                    f'YAML reads "{rest.strip()[:40]}" as a comment: the value stops before it',
                    self._location(end.line, end.column + len(comment[1]), len(rest.strip())),
                    "put the whole value in quotation marks; if it is a comment,"
                    ' put two spaces before "#" and one after it',
                )
            )

    def _syntax(self, error: yaml.YAMLError) -> None:
        mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
        problem = getattr(error, "problem", None) or "cannot be read as YAML"
        line = min(mark.line, len(self.lines) - 1) if mark else 0
        column = mark.column if mark else 0
        message, hint, column = _explain(problem, self.lines[line], column)
        self.findings.append(
            Diagnostic("error", "yaml-syntax", message, self._location(line, column, 1), hint)
        )

    def _note(self, table: dict[KeyPath, Span], path: KeyPath, event: Any) -> None:
        start, end = event.start_mark, event.end_mark
        length = end.column - start.column if end.line == start.line else 0
        if length < 1:
            length = max(len(self.lines[start.line].rstrip()) - start.column, 1)
        table[path] = Span(start.line + 1, start.column + 1, length)

    def _location(self, line: int, column: int, length: int) -> Location:
        return Location(self.name, line + 1, column + 1, length, self.lines[line].rstrip("\r"))

    def _report(self, code: str, message: str, mark: Any, hint: str = "", length: int = 1) -> None:
        place = self._location(mark.line, mark.column, length)
        self.findings.append(Diagnostic("error", code, message, place, hint))


class _Frame:
    """An open list or mapping while its events arrive."""

    __slots__ = ("key", "node", "path")

    def __init__(self, node: Any, path: KeyPath) -> None:
        self.node, self.path = node, path
        self.key: str | None = None

    @property
    def awaits_key(self) -> bool:
        return isinstance(self.node, dict) and self.key is None

    def place(self, value: Any) -> KeyPath:
        if isinstance(self.node, dict):
            key, self.key = self.key, None
            self.node[key] = value
            return (*self.path, str(key))
        self.node.append(value)
        return (*self.path, len(self.node) - 1)


class _Stop(Exception):
    """What follows cannot be read; the findings say why."""


def _plain(text: str) -> Any:
    """Give a plain scalar its YAML 1.2 value; a decimal keeps its digits, a date stays text."""
    if text in _CORE:
        return _CORE[text]
    if _INT.match(text):
        return int(text)
    return Decimal(text) if _FLOAT.match(text) else text


def _explain(problem: str, line: str, column: int) -> tuple[str, str, int]:
    """Return message, hint and column for a syntax problem in words that a writer can act on."""
    quote = "put the whole value in quotation marks, or start it with >- on a line of its own"
    if "\t" in line[: max(column, 1)] and not line[:column].strip():
        at = line.index("\t")
        return "a tab cannot be used to indent", "use spaces", at
    if "mapping values are not allowed" in problem:
        return (
            'a value that holds ": " has to be in quotation marks',
            quote,
            column,
        )
    if "cannot start any token" in problem:
        char = line[column : column + 1]
        return f'a value cannot start with "{char}"', quote, column
    opened = re.search(r"(?:^|[:-]\s+)(\[[^\]]*\]|\"[^\"]*\"|'[^']*'|\{[^}]*\})\s*\S", line)
    if opened:
        mark = opened.group(1)
        return (
            f"text goes on after the closing {mark[-1]}",
            quote,
            opened.end() - 1,
        )
    if "found unexpected end of stream" in problem or "unexpected end" in problem:
        return "a quotation mark or bracket is never closed", "close it", column
    if "did not find expected key" in problem or "block end" in problem:
        return (
            "this line does not line up with the lines above it",
            "indent it like its neighbours; text with special characters needs quotation marks",
            column,
        )
    if "could not find expected ':'" in problem:
        return (
            'this looks like a key without its ":"',
            f"write KEY: VALUE, or indent the line to join the text above it; else {quote}",
            column,
        )
    return problem, quote, column
