"""The geometry of bar and line charts."""

from __future__ import annotations

from briefgen.schema.evidence import Chart
from briefgen.views.model import ChartView, Mark
from briefgen.views.people import Cast

WIDTH = 400.0
ROW = 20.0
LABELS = 96.0
VALUES = 44.0
LINE_HEIGHT = 120.0
MARGIN = 24.0


def chart_view(chart: Chart, cast: Cast) -> ChartView:
    """Return a chart's words and drawing; bars start at zero, lines span their values."""
    out = cast.writer.plain
    draw = _bars if chart.type == "bar" else _points
    marks = tuple(
        Mark(out(label), out(cast.language.number(value)), *box)
        for (label, value), box in zip(
            chart.data.items(), draw([float(v) for v in chart.data.values()]), strict=True
        )
    )
    points = " ".join(f"{m.x:g},{m.y:g}" for m in marks) if chart.type == "line" else ""
    height = ROW * len(marks) if chart.type == "bar" else LINE_HEIGHT
    return ChartView(
        kind=chart.type,
        title=out(chart.title or ""),
        unit=out(chart.unit),
        alt=out(chart.alt),
        width=WIDTH,
        height=height,
        marks=marks,
        path=points,
        evidence=cast.evidence(chart),
    )


def _bars(values: list[float]) -> list[tuple[float, float, float, float]]:
    low, high = min([0.0, *values]), max([0.0, *values])
    scale = (WIDTH - LABELS - VALUES) / ((high - low) or 1)
    return [
        (
            round(LABELS + (min(v, 0.0) - low) * scale, 2),
            n * ROW + 4,
            round(abs(v) * scale, 2),
            ROW - 8,
        )
        for n, v in enumerate(values)
    ]


def _points(values: list[float]) -> list[tuple[float, float, float, float]]:
    low, high = min(values), max(values)
    step = (WIDTH - 2 * MARGIN) / max(len(values) - 1, 1)
    scale = (LINE_HEIGHT - 3 * MARGIN) / ((high - low) or 1)
    top = LINE_HEIGHT - 1.6 * MARGIN
    return [
        (round(MARGIN + n * step, 2), round(top - (v - low) * scale, 2), 0.0, 0.0)
        for n, v in enumerate(values)
    ]
