"""What goes wrong when text is written as YAML, in words that a writer can act on."""

from __future__ import annotations

import re
from typing import Any

from briefgen.values import frozen

KeyPath = tuple[str | int, ...]

_QUOTE = "put the whole value in quotation marks, or start it with >- and write it on the next line"
_KEY = r"[A-Za-z_][\w-]*"
_KEY_VALUE = re.compile(r"(?P<before>\s*(?:-\s+)*(?:[\w -]+:\s+)?)(?P<value>\S.*?)\s*\Z")
_CLOSED = re.compile(
    r"(?:^|[:,\[{-]\s+)(\[[^\[\]]*\]|\"(?:[^\"\\]|\\.)*\"|'[^']*'|\{[^{}]*\})\s*(?=\S)"
)
_NO_START = r"start any token|(?:entries|keys) are not allowed|node content"
_SPACED_COMMENT = re.compile(r"(\s+)(#.*)")
_COMMENT = re.compile(r"\s#")


@frozen
class Span:
    """Where a key or a value stands: 1-based line and column, length on that line."""

    line: int
    column: int
    length: int


@frozen
class Fault:
    """A mistake at a 0-based line and column."""

    line: int
    column: int
    code: str
    message: str
    hint: str
    length: int = 1


def cut_by_comment(lines: list[str], value: str, end: Any) -> Fault | None:
    """Return the fault of a plain value that a `#` meant as text has cut off."""
    comment = _SPACED_COMMENT.match(lines[end.line], end.column) if value else None
    if not comment:
        return None
    space, text = comment.groups()
    looks_like_comment = text[1:2] in ("", " ", "#", "-", "=")
    prose = space == " " and (" " in value or re.match(r"# ?\d", text))
    if looks_like_comment and not prose:
        return None
    return Fault(
        end.line,
        end.column + len(space),
        "yaml-truncated",
        f'the value stops before "{shorten(text)}": YAML reads it as a comment',
        'put the whole value in quotation marks; before a real comment, write two spaces, "#" and'
        " a space",
        len(text.rstrip()),
    )


def joined_item(lines: list[str], start: Any, end: Any) -> Fault | None:
    """Return the fault of a list item that has become part of the text above it."""
    for number in range(start.line + 1, end.line + 1):
        item = re.match(r"(\s*)-\s", lines[number])
        if item:
            return Fault(
                number,
                len(item[1]),
                "yaml-joined",
                "this line looks like an item of a list, but YAML joins it to the text above",
                "give it the indentation of the items above; or put the text in quotation marks",
            )
    return None


def open_quote(lines: list[str], start: int, column: int, end: int, indent: int) -> Fault | None:
    """Return the fault of a quoted text that runs on into lines that are no part of it."""
    for number in range(start + 1, end + 1):
        line = lines[number]
        if line.strip() and len(line) - len(line.lstrip()) <= indent:
            return _unclosed(lines, start, column)
    return None


def explain(error: Any, lines: list[str]) -> Fault:
    """Return the fault behind a parser's error."""
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    seen = _Seen(
        lines,
        str(getattr(error, "problem", None) or "it cannot be read as YAML"),
        str(getattr(error, "context", None) or ""),
        min(mark.line, len(lines) - 1) if mark else 0,
        mark.column if mark else 0,
        getattr(error, "context_mark", None),
    )
    for look in (
        _tab,
        _first_character,
        _starred,
        _quotation,
        _bracket,
        _colon,
        _after_close,
        _layout,
    ):
        fault = look(seen)
        if fault:
            return fault
    return seen.fault(f"this is not YAML: {seen.problem}", _QUOTE)


@frozen
class _Seen:
    """What the parser said, and where it was."""

    lines: list[str]
    problem: str
    context: str
    line: int
    column: int
    opened: Any

    @property
    def text(self) -> str:
        return self.lines[self.line]

    @property
    def above(self) -> int | None:
        """The nearest line above that is not empty."""
        return next((n for n in range(self.line - 1, -1, -1) if self.lines[n].strip()), None)

    def fault(self, message: str, hint: str, column: int | None = None) -> Fault:
        at = self.column if column is None else column
        return Fault(self.line, at, "yaml-syntax", message, hint)


def _tab(seen: _Seen) -> Fault | None:
    blank = seen.text[: len(seen.text) - len(seen.text.lstrip())]
    if "\t" not in blank or seen.column > len(blank):
        return None
    return seen.fault("a tab cannot be used to indent", "use spaces", blank.index("\t"))


def _first_character(seen: _Seen) -> Fault | None:
    """A character that means something to YAML at the start of a value."""
    column = seen.column
    if re.search(r"an alias|an anchor|a tag|a directive", seen.context):
        column = seen.opened.column
    elif "comment or line break" in seen.problem:
        mark = seen.lines[seen.opened.line][seen.opened.column]
        return seen.fault(
            f'text cannot follow "{mark}" on the same line',
            f'start the text on the next line, indented; if it begins with "{mark}",'
            " put it in quotation marks",
        )
    elif not re.search(_NO_START, seen.problem):
        return None
    value = seen.text[column:].rstrip()
    first = value[:2] if value[:1] in ("-", "?") else value[:1]
    if not first:
        return seen.fault("a value is missing here", "write it, or delete the comma before it")
    hint = _in_quotes(value)
    if first == "- ":
        hint += "; a list starts on a line of its own"
    return seen.fault(f'a value cannot start with "{first}"', hint, column)


def _starred(seen: _Seen) -> Fault | None:
    """`*word* and more`: YAML takes the first word for an alias, and stumbles over the rest."""
    found = _KEY_VALUE.match(seen.text)
    if not found or not found["value"].startswith("*") or seen.column <= found.start("value"):
        return None
    hint = _in_quotes(found["value"])
    return seen.fault('a value cannot start with "*"', hint, found.start("value"))


def _quotation(seen: _Seen) -> Fault | None:
    if "quoted scalar" not in seen.context:
        return None
    if "end of stream" in seen.problem or "document indicator" in seen.problem:
        return _unclosed(seen.lines, seen.opened.line, seen.opened.column)
    return seen.fault(
        "a backslash in double quotation marks starts an escape, and this is none",
        r"write the backslash twice, or put the text in 'single' quotation marks",
    )


def _unclosed(lines: list[str], line: int, column: int) -> Fault:
    mark = lines[line][column]
    return Fault(
        line,
        column,
        "yaml-syntax",
        f"the quotation mark {mark} is opened here and not closed",
        f"close it with {mark} at the end of the text; if the text goes on, indent its lines",
    )


def _bracket(seen: _Seen) -> Fault | None:
    if "a flow" not in seen.context or "did not find expected ','" not in seen.problem:
        return None
    line, column = seen.opened.line, seen.opened.column
    mark = seen.lines[line][column]
    closing = "]" if mark == "[" else "}"
    if line == seen.line:
        return seen.fault(f'a "," or "{closing}" is missing before this', _QUOTE)
    hint = f'close it with "{closing}"; if the text begins with "{mark}", use quotation marks'
    if _COMMENT.search(seen.lines[line][column:]):
        hint = 'YAML reads what follows " #" as a comment: put that item in quotation marks'
    message = f'the bracket "{mark}" is opened here and not closed'
    return Fault(line, column, "yaml-syntax", message, hint)


def _colon(seen: _Seen) -> Fault | None:
    if "mapping values are not allowed" not in seen.problem:
        return None
    before = seen.text[: seen.column]
    if re.fullmatch(rf"\s*(?:-\s+)?(?:{_KEY}|\"[^\"]*\")\s*", before) and seen.above is not None:
        return _key_in_text(seen, seen.above)
    found = _KEY_VALUE.match(seen.text)
    hint = _in_quotes(found["value"]) if found and found["before"].strip() else _QUOTE
    return seen.fault('a value that holds ": " has to be in quotation marks', hint)


def _key_in_text(seen: _Seen, above: int) -> Fault:
    """A key that YAML takes for a part of the value in the line above."""
    line = seen.lines[above]
    glued = re.match(rf"\s*(?:-\s+)?({_KEY}):(?=\S)", line)
    if glued:
        message = f'a space is missing after "{glued[1]}:"'
        hint = f"write {line[: glued.end()].strip()} {shorten(line[glued.end() :].strip())}"
        return Fault(above, glued.end() - 1, "yaml-syntax", message, hint)
    indent = len(seen.text) - len(seen.text.lstrip())
    return seen.fault(
        "this key stands further right than the one above, and YAML joins it to the text there",
        "indent it like the key above; a key with keys below it has no value on its own line",
        indent,
    )


def _after_close(seen: _Seen) -> Fault | None:
    """Text that goes on behind a quotation mark or bracket."""
    for closed in _CLOSED.finditer(seen.text):
        if closed.end() == seen.column or closed.end(1) == seen.column:
            mark = closed[1][-1]
            found = _KEY_VALUE.match(seen.text)
            hint = _in_quotes(_bare(found["value"], mark)) if found else _QUOTE
            return seen.fault(f"the text goes on after the closing {mark}", hint, closed.end())
    return None


def _layout(seen: _Seen) -> Fault | None:
    """A line that fits nowhere."""
    above = seen.lines[seen.above] if seen.above is not None else ""
    comment = re.search(r"\S(\s+)(#.*)", above)
    if comment and seen.above is not None and not seen.text[: seen.column].strip():
        return Fault(
            seen.above,
            comment.start(2),
            "yaml-truncated",
            f'the value stops before "{shorten(comment[2])}": YAML reads it as a comment',
            "put the whole value in quotation marks",
            len(comment[2].rstrip()),
        )
    if "could not find expected ':'" in seen.problem:
        return _keyless(seen)
    if re.search(r"expected key|expected '-'|block|document", seen.problem):
        return seen.fault(
            "this does not line up with the lines above it",
            "indent it like its neighbours; text that runs over several lines starts with >-",
        )
    return None


def _keyless(seen: _Seen) -> Fault:
    line = seen.opened.line
    text = seen.lines[line]
    start = len(text) - len(text.lstrip())
    glued = re.match(rf"\s*({_KEY}):(?=\S)", text)
    if glued:
        message = f'a space is missing after "{glued[1]}:"'
        hint = f"write {glued[1]}: {shorten(text[glued.end() :].strip())}"
        return Fault(line, glued.end() - 1, "yaml-syntax", message, hint)
    return Fault(
        line,
        start,
        "yaml-syntax",
        "this line is no key: it has no colon with a space after it",
        "write KEY: VALUE; or indent the line if it belongs to the text above",
    )


def _bare(value: str, mark: str) -> str:
    """Take off the outer marks of text that holds the same marks inside."""
    outer = len(value) > 1 and value[0] == value[-1] == mark
    return value[1:-1] if outer else value


def _in_quotes(value: str) -> str:
    """Say how to write a value that YAML misreads."""
    if len(value) > 60 or _COMMENT.search(value):
        return _QUOTE
    if '"' not in value and "\\" not in value:
        return f'put it in quotation marks: "{value}"'
    return f"put it in quotation marks: '{value}'" if "'" not in value else _QUOTE


def shorten(text: str, limit: int = 40) -> str:
    """Return text on one line, cut to a length that a message can hold."""
    line = " ".join(text.split())
    return line if len(line) <= limit else line[: limit - 1].rstrip() + "…"
