"""Findings as people read them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from briefgen.characters import FORBIDDEN
from briefgen.errors import Diagnostic, Location

WIDTH = 100
TAB = 4
_COLORS = {"error": "1;31", "warning": "1;33", "info": "1;36"}
_UNPRINTABLE = re.compile(FORBIDDEN.pattern + "|[\n\r]")


def text(diagnostics: Iterable[Diagnostic], *, color: bool = False) -> str:
    """Return each finding with its line, a caret under the place, and the hint."""
    return "".join(_entry(d, color=color) for d in diagnostics)


def _entry(diagnostic: Diagnostic, *, color: bool) -> str:
    place = diagnostic.location
    paint = _paint(_COLORS[diagnostic.severity]) if color else str
    position = f":{place.line}:{place.column}" if place.line else ""
    kind = paint(f"{diagnostic.severity}[{diagnostic.code}]")
    lines = [f"{_clean(place.file)}{position}: {kind}: {_clean(diagnostic.message)}"]
    if place.line and place.text.strip():
        shown, offset, length = _excerpt(place)
        lines.append(f"{place.line:5} | {shown}")
        lines.append(f"      | {' ' * offset}{paint('^' * length)}")
    if diagnostic.hint:
        lines.append(f"  hint: {_clean(diagnostic.hint)}")
    return "\n".join(lines) + "\n"


def _excerpt(place: Location) -> tuple[str, int, int]:
    """Return the line as shown, the cells before the place in it, and the cells it takes."""
    cells = _cells(place.text)
    start = min(place.column - 1, len(cells))
    end = min(start + max(place.length, 1), len(cells))
    first, last = _window(cells, start)
    head, tail = "…" if first else "", "…" if last < len(cells) else ""
    shown = head + "".join(cells[first:last]) + tail
    offset = len(head) + _width(cells[first:start])
    return shown.rstrip(), offset, max(_width(cells[start : min(end, last)]), 1)


def _cells(line: str) -> list[str]:
    """Return what is shown of each character; tabs become spaces, the unprintable a sign."""
    if line.isascii() and line.isprintable():
        return list(line)
    cells: list[str] = []
    column = 0
    for character in line:
        cell = _UNPRINTABLE.sub("\ufffd", character)
        if character == "\t":
            cell = " " * (TAB - column % TAB)
        cells.append(cell)
        column += _width([cell])
    return cells


def _window(cells: list[str], start: int) -> tuple[int, int]:
    """Return which characters of a long line to show: those around the place."""
    if _width(cells) <= WIDTH:
        return 0, len(cells)
    first = start
    while first > 0 and _width(cells[first - 1 : start]) <= WIDTH // 3:
        first -= 1
    last = first
    width = 0
    while last < len(cells) and width + _width([cells[last]]) <= WIDTH:
        width += _width([cells[last]])
        last += 1
    return first, last


def _width(cells: list[str]) -> int:
    shown = "".join(cells)
    return len(shown) if shown.isascii() else sum(map(_character_width, shown))


@lru_cache(maxsize=4096)
def _character_width(character: str) -> int:
    if unicodedata.combining(character) or unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def _clean(words: str) -> str:
    return _UNPRINTABLE.sub("\ufffd", words.replace("\n", " "))


def _paint(code: str) -> Any:
    return lambda words: f"\x1b[{code}m{words}\x1b[0m"
