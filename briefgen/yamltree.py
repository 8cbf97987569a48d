"""YAML events to plain data with the place of each key and value; the only user of `yaml`."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

import yaml

from briefgen.characters import FORBIDDEN, split_lines
from briefgen.errors import Diagnostic, Location
from briefgen.yamltext import (
    Fault,
    KeyPath,
    Span,
    cut_by_comment,
    explain,
    joined_item,
    open_quote,
    shorten,
)

__all__ = ["KeyPath", "Span", "TreeBuilder"]

MAX_EVENTS = 50_000
MAX_DEPTH = 32
MAX_FINDINGS = 100
MAX_ATTEMPTS = 10

# A leading plus sign is part of a telephone number, and "-0" is no count: both stay text.
_INT = re.compile(r"(?:0|-?[1-9][0-9]{0,17})\Z")
_FLOAT = re.compile(r"-?(?:0|[1-9][0-9]{0,17})\.[0-9]{1,17}\Z")
_NUMERIC = frozenset("-0123456789")
_CORE = {"": None, "~": None, "null": None, "true": True, "false": False}
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_TOP_LEVEL = re.compile(r"[^\s#\-\]}]")


class TreeBuilder:
    """Builds plain data from parse events, so that depth never costs the process its stack.

    `keys` and `values` say where things stand; `findings` holds what a brief may not contain.
    """

    def __init__(self, name: str, text: str) -> None:
        self.name = name
        self.lines = split_lines(text)
        self.keys: dict[KeyPath, Span] = {}
        self.values: dict[KeyPath, Span] = {}
        self.findings: list[Diagnostic] = []
        self._stack: list[_Frame] = []
        self._root: Any = None
        self._documents = 0

    def build(self) -> Any:
        """Return the data; after a syntax error go on behind the top-level key that holds it."""
        faults: list[Diagnostic] = []
        text = list(self.lines)
        for _ in range(MAX_ATTEMPTS):
            self._start()
            fault = self._attempt("\n".join(text))
            if fault is None:
                break
            faults.append(self._diagnostic(fault))
            if not _blank_block(text, fault.line):
                break
        found = {(d.location, d.code): d for d in (*faults, *self.findings)}
        self.findings = sorted(found.values(), key=lambda d: d.location)[:MAX_FINDINGS]
        return self._root

    def _start(self) -> None:
        self.keys, self.values, self.findings = {}, {}, []
        self._stack, self._root, self._documents = [], None, 0

    def _attempt(self, text: str) -> Fault | None:
        """Read the text to its end, or to the first fault that hides what follows."""
        try:
            for number, event in enumerate(yaml.parse(text, Loader=_LOADER)):
                if number >= MAX_EVENTS:
                    message = f"the file has more than {MAX_EVENTS:,} keys and values"
                    self._report("too-many-nodes", message, event, "split the file")
                    break
                self._take(event)
        except _Stop:
            return None
        except _Unreadable as stop:
            return stop.fault
        except (yaml.YAMLError, ValueError) as error:
            return explain(error, self.lines)
        return None

    def _take(self, event: Any) -> None:
        if isinstance(event, yaml.DocumentStartEvent):
            self._document(event)
        elif isinstance(event, yaml.CollectionEndEvent):
            self._stack.pop()
        elif isinstance(event, yaml.NodeEvent):
            self._node(event)

    def _document(self, event: Any) -> None:
        self._documents += 1
        if self._documents > 1:
            self._report(
                "many-documents",
                "a second document starts here; a brief is one document",
                event,
                'delete the line "---", or move what follows it to a file of its own',
                length=3,
            )
            raise _Stop
        if event.tags or event.version:
            hint = 'delete the lines before "---"'
            self._report("yaml-directive", "YAML directives are not allowed", event, hint)

    def _node(self, event: Any) -> None:
        refused = bool(event.anchor or getattr(event, "tag", None)) and self._refused(event)
        value = self._value(event)
        if self._stack and self._stack[-1].awaits_key:
            self._key(self._stack[-1], event, value, refused=refused)
            return
        path: KeyPath = ()
        if self._stack:
            path = self._stack[-1].place(value)
        else:
            self._root = value
        self.values[path] = self._span(event)
        if isinstance(event, yaml.CollectionStartEvent):
            self._stack.append(_Frame(value, path, self._indent(event)))
            if len(self._stack) > MAX_DEPTH:
                message = f"lists and mappings are nested more than {MAX_DEPTH} deep"
                self._report("too-deep", message, event, "a brief needs no more than six levels")
                raise _Stop

    def _indent(self, event: Any) -> int:
        """The column that the text of a block has to stand right of; inside brackets, any."""
        if event.flow_style:
            return self._stack[-1].indent if self._stack else -1
        column: int = event.start_mark.column
        return column

    def _refused(self, event: Any) -> bool:
        for code, kind, found in (
            ("yaml-alias", "alias", isinstance(event, yaml.AliasEvent)),
            ("yaml-anchor", "anchor", event.anchor),
            ("yaml-tag", "tag", getattr(event, "tag", None)),
        ):
            if found:
                line, column = self._at(event.start_mark)
                word = self.lines[line][column:].partition(" ")[0].rstrip(",]}")
                message = f'"{shorten(word)}" is a YAML {kind}, which a brief may not use'
                hint = f"if it is text that starts with {word[:1]}, put it in quotation marks"
                self._report(code, message, event, f"{hint}; else delete it", length=len(word))
                return True
        return False

    def _value(self, event: Any) -> Any:
        if isinstance(event, yaml.MappingStartEvent):
            return {}
        if isinstance(event, yaml.SequenceStartEvent):
            return []
        if isinstance(event, yaml.AliasEvent):
            return None
        if event.style in ("'", '"'):
            self._quoted(event)
        if event.style or event.tag:
            return event.value
        self._plain_text(event)
        return _plain(event.value)

    def _quoted(self, event: Any) -> None:
        indent = self._stack[-1].indent if self._stack else -1
        start = event.start_mark
        fault = open_quote(self.lines, start.line, start.column, event.end_mark.line, indent)
        if fault:
            raise _Unreadable(fault)
        hidden = FORBIDDEN.search(event.value.replace("\r", "\0"))
        if hidden:
            self._report(
                "forbidden-character",
                f"an escape stands for the character U+{ord(hidden.group()):04X},"
                " which is not allowed",
                event,
                "delete it; a backslash that is meant as such is written twice",
            )

    def _plain_text(self, event: Any) -> None:
        start, end = event.start_mark, event.end_mark
        ends = not event.value or end.column >= len(self.lines[end.line])
        if ends and start.line == end.line:
            return
        faults = (cut_by_comment(self.lines, event.value, end), joined_item(self.lines, start, end))
        self.findings += [self._diagnostic(fault) for fault in faults if fault]

    def _key(self, frame: _Frame, event: Any, value: Any, *, refused: bool) -> None:
        if isinstance(value, Decimal | int) and not isinstance(value, bool):
            value = event.value
        if not isinstance(value, str):
            if not refused:
                self._report(
                    "bad-key",
                    "a key has to be a word or a phrase",
                    event,
                    'put it in quotation marks, as text that starts with "{" or "[" has to be',
                )
            if isinstance(event, yaml.CollectionStartEvent):
                raise _Stop
            frame.key = event.value if isinstance(event, yaml.ScalarEvent) else ""
            return
        path = (*frame.path, value)
        if value == "<<":
            hint = "write the keys out"
            self._report("yaml-merge", "merge keys (<<) are not allowed", event, hint, length=2)
        elif path in self.keys:
            self._report(
                "duplicate-key",
                f'"{value}" is already given in line {self.keys[path].line}',
                event,
                "keep one of the two",
                length=self._span(event).length,
            )
        self.keys[path] = self._span(event)
        frame.key = value

    def _span(self, event: Any) -> Span:
        line, column = self._at(event.start_mark)
        end = event.end_mark
        length = end.column - column if end.line == line else 0
        if length < 1:
            length = max(len(self.lines[line].rstrip()) - column, 1)
        return Span(line + 1, column + 1, length)

    def _at(self, mark: Any) -> tuple[int, int]:
        """The place of a mark; the parser puts the end of the text on a line of its own."""
        line = min(mark.line, len(self.lines) - 1)
        width = len(self.lines[line])
        return line, min(mark.column, width) if line == mark.line else width

    def _diagnostic(self, fault: Fault) -> Diagnostic:
        text = self.lines[fault.line]
        column = min(fault.column, len(text))
        place = Location(self.name, fault.line + 1, column + 1, max(fault.length, 1), text)
        return Diagnostic("error", fault.code, fault.message, place, fault.hint)

    def _report(self, code: str, message: str, event: Any, hint: str = "", length: int = 1) -> None:
        line, column = self._at(event.start_mark)
        fault = Fault(line, column, code, message, hint, length)
        self.findings.append(self._diagnostic(fault))


class _Frame:
    """An open list or mapping while its events arrive."""

    __slots__ = ("indent", "key", "node", "path")

    def __init__(self, node: Any, path: KeyPath, indent: int) -> None:
        self.node, self.path, self.indent = node, path, indent
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
    """What follows is not wanted; the findings say why."""


class _Unreadable(Exception):
    """What follows would be misread."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault)
        self.fault = fault


def _plain(text: str) -> Any:
    """Give a plain scalar its YAML 1.2 value; a decimal keeps its digits, a date stays text."""
    if text in _CORE:
        return _CORE[text]
    if text[0] not in _NUMERIC:
        return text
    if _INT.match(text):
        return int(text)
    return Decimal(text) if _FLOAT.match(text) else text


def _blank_block(lines: list[str], fault: int) -> bool:
    """Empty the top-level key around a line; False where there is nothing to go on with."""
    tops = [n for n, line in enumerate(lines) if _TOP_LEVEL.match(line)]
    if not tops or lines[tops[0]][0] in "{[":
        return False
    start = max((n for n in tops if n <= fault), default=0)
    end = min((n for n in tops if n > fault), default=len(lines))
    left = any(n >= end or n < start for n in tops)
    lines[start:end] = [""] * (end - start)
    return left
