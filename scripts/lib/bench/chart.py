"""Draws the charts of docs/benchmarks.md, on a ground of their own: pages are light or dark."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape

WIDTH, EDGE = 720, 24
INK, SOFT, RULE, GROUND = "#1b2530", "#55626f", "#d5dbe1", "#ffffff"
#: Told apart by lightness too.
COLORS = ("#0b4f8a", "#c2561a", "#2f8f5b")
OURS, THEIRS = COLORS[0], "#9aa7b3"
BAR, STEP, NAMES, NUMBERS = 22, 34, 170, 60


@dataclass(frozen=True)
class Line:
    """A name and its points, as (briefs, seconds)."""

    name: str
    points: Sequence[tuple[float, float]]


def text(x: float, y: float, said: str, anchor: str = "start", **style: str) -> str:
    """Return a text; `style` holds attributes, with `_` for `-`."""
    more = "".join(f' {key.replace("_", "-")}="{value}"' for key, value in style.items())
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}"{more}>{escape(said)}</text>'


def sheet(height: float, title: str, description: str, parts: Sequence[str]) -> str:
    """Return a whole picture with its title on top."""
    root = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" role="img"'
        f' aria-labelledby="title desc" font-family="system-ui, sans-serif" font-size="14"'
        f' fill="{INK}">'
    )
    head = (
        root,
        f'<title id="title">{escape(title)}</title>',
        f'<desc id="desc">{escape(description)}</desc>',
        f'<rect width="{WIDTH}" height="{height}" rx="8" fill="{GROUND}"/>',
        text(EDGE, 38, title, font_size="17", font_weight="600"),
    )
    return "\n".join([*head, *parts, "</svg>\n"])


def bars(values: Sequence[tuple[str, float]]) -> str:
    """Return the times of ways to a PDF as bars; the first is ours, and is 1."""
    full = WIDTH - 2 * EDGE - NAMES - NUMBERS
    most, left, top = max(value for _, value in values), EDGE + NAMES, 86
    parts = [text(EDGE, 60, "time of a cold process, × briefgen; shorter is faster", fill=SOFT)]
    for number, (name, value) in enumerate(values):
        y, own = top + number * STEP, number == 0
        length, weight = value / most * full, "600" if own else "400"
        color = OURS if own else THEIRS
        parts.append(text(left - 12, y + 16, name, "end", font_weight=weight))
        parts.append(
            f'<rect x="{left}" y="{y}" width="{length:.1f}" height="{BAR}" fill="{color}"/>'
        )
        parts.append(text(left + length + 8, y + 16, f"{value:.2f}", font_weight=weight))
    end = top + len(values) * STEP - 6
    one = left + full / most
    parts.append(f'<path d="M{one:.1f} {top - 6}V{end}" stroke="{INK}" stroke-dasharray="2 3"/>')
    said = ", ".join(f"{name} {value:.2f}" for name, value in values)
    return sheet(end + EDGE, "One two-page brief to PDF", f"Time as a multiple: {said}.", parts)


def lines(found: Sequence[Line]) -> str:
    """Return times over numbers of briefs as lines, on logarithmic scales."""
    left, right, top, bottom = EDGE + 50, WIDTH - EDGE - 130, 80, 380
    xs = [math.log10(x) for line in found for x, _ in line.points]
    ys = [math.log10(y) for line in found for _, y in line.points]
    low_x, high_x, low_y, high_y = min(xs), max(xs), math.floor(min(ys)), math.ceil(max(ys))

    def at(x: float, y: float) -> tuple[float, float]:
        along = (math.log10(x) - low_x) / (high_x - low_x)
        up = (math.log10(y) - low_y) / (high_y - low_y)
        return left + along * (right - left), bottom - up * (bottom - top)

    parts = [text(EDGE, 60, "seconds, over the number of briefs; both logarithmic", fill=SOFT)]
    for power in range(low_y, high_y + 1):
        _, y = at(10**low_x, 10**power)
        parts.append(f'<path d="M{left} {y:.1f}H{right}" stroke="{RULE}"/>')
        parts.append(text(left - 10, y + 5, f"{10.0**power:,g}", "end", fill=SOFT))
    for count, _ in found[0].points:
        x, _ = at(count, 10**low_y)
        parts.append(text(x, bottom + 22, f"{count:,}", "middle", fill=SOFT))
    ends = apart([at(*line.points[-1])[1] for line in found])
    for line, color, y in zip(found, COLORS, ends, strict=False):
        places = [at(*point) for point in line.points]
        path = " ".join(f"{x:.1f},{y:.1f}" for x, y in places)
        parts.append(f'<polyline points="{path}" fill="none" stroke="{color}" stroke-width="2.5"/>')
        parts += [f'<circle cx="{x:.1f}" cy="{y:.1f}" r="4" fill="{color}"/>' for x, y in places]
        parts.append(text(right + 14, y + 5, line.name, fill=color, font_weight="600"))
    said = "; ".join(
        f"{line.name}: " + ", ".join(f"{x:,} briefs {y:.2f} s" for x, y in line.points)
        for line in found
    )
    return sheet(bottom + 46, "Builds as a project grows", f"{said}.", parts)


def apart(heights: Sequence[float], least: float = 18) -> list[float]:
    """Return the heights of labels, moved down where they would lie on each other."""
    placed: dict[int, float] = {}
    last = -math.inf
    for number, height in sorted(enumerate(heights), key=lambda pair: pair[1]):
        last = placed[number] = max(height, last + least)
    return [placed[number] for number in range(len(heights))]
