"""How much of its paper a page will fill, by counting letters: a guess that a layout confirms."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from math import ceil

#: Height of the text area of a page, in CSS pixels.
AREA = {"a4": 967.0, "letter": 908.0}
#: What the compact density saves.
COMPACT = 0.93
_TOKEN = re.compile(r"<(/?)(\w+)([^>]*)>|([^<]+)")
_DRAWING = re.compile(r'viewBox="0 0 ([\d.]+) ([\d.]+)"')
_ID = re.compile(r'\bid="([\w-]+)"')
_WIDTH = 514.0
_LETTERS, _LINE, _GAP = 86, 16.0, 4.0
_CELL_LETTERS, _CELL_LINE, _CELL_GAP = 105, 13.2, 6.6
_SECTION = 22.0


@dataclass
class Estimate:
    """Heights in CSS pixels, in the standard density: of all, and of each section by its id."""

    total: float = 0.0
    sections: dict[str, float] = field(default_factory=dict)


def estimate(html: str) -> Estimate:
    """Estimate a page of HTML; within a tenth for the shipped template."""
    found = Estimate()
    section, letters, drawing = "", 0, False
    row: list[int] | None = None
    for close, tag, attributes, text in _TOKEN.findall(html.partition("</head>")[2]):
        height = 0.0
        if text:
            letters += 0 if drawing else len(text.strip())
        elif tag == "svg":
            drawing = not close
            height = 0.0 if close else _drawn(attributes)
        elif tag in {"td", "th"} and row is not None:
            row += [letters] if close else []
            letters = 0
        elif tag == "tr":
            height = _row(row) if close and row else 0.0
            row, letters = None if close else [], 0
        elif tag in {"p", "li", "h1", "h2"} and row is None:
            height = ceil(letters / _LETTERS) * _LINE + _GAP if letters and tag != "h2" else 0.0
            letters = 0
        elif tag == "section":
            section = "" if close else "".join(_ID.findall(attributes)[:1])
            height = 0.0 if close else _SECTION
        found.total += height
        if section:
            found.sections[section] = found.sections.get(section, 0.0) + height
    return found


def _row(cells: list[int]) -> float:
    """Return the height of a row whose cells have so many letters."""
    lines = max(ceil(letters * len(cells) / _CELL_LETTERS) for letters in cells)
    return lines * _CELL_LINE + _CELL_GAP


def _drawn(attributes: str) -> float:
    size = _DRAWING.search(attributes)
    return _WIDTH * float(size[2]) / float(size[1]) if size and float(size[1]) else 0.0
