"""Briefs that differ from the least one in one construct, for the conformance of their pages."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from briefgen import render
from briefgen.loader import load
from briefgen.prepare import prepare
from briefgen.printing import printed
from briefgen.printing import task as printing
from briefgen.project import Project
from briefgen.templating import BUILT_IN, find_file, render_html
from briefgen.values import replace
from support.pdf import Pdf

ROOT = Path(__file__).parents[2]
DATA = ROOT / "tests" / "conformance"
TODAY = date(2026, 11, 22)
#: Emphasis, strong, code and a link with each inside each other, a long word and signs.
MIXED = (
    "An *emphatic*, **strong *and* `coded`** text with [a **strong** `link`](https://example.org/m)"
    " and a Verbandsgemeindeverwaltungsvorschriftenänderungsverordnung <b>&amp;</b> “signs”."
)
LEAST: dict[str, Any] = {
    "title": "Norhavn weighs a levy on ferry tickets",
    "date": "2026-11-20",
    "bottom_line": "The council of Norhavn is considering a levy of 2 crowns on each ferry"
    " ticket, to pay for a new pier. The council said that it could start on March 1, 2027.",
    "details": [{"text": "The council said so."}],
    "counterpoints": [
        {"claim": "It would cost 40 jobs.", "by": "The union", "response": "none reported"}
    ],
    "stakes": [{"who": "Commuters", "text": "Each ticket would cost 2 crowns more."}],
    "contact": "Harbour desk",
    "source": "https://example.org/article",
    "budget": {"pages": 12},
}


@dataclass(frozen=True)
class Made:
    """A page of a construct: its HTML as it was laid out, and its PDF."""

    html: str
    pdf: Pdf


def design(labels: Path) -> render.Design:
    """Return the shipped design; `labels` holds English ones for languages that have none yet."""
    look = render.Design.of(Project(ROOT), paper="a4")
    folder = labels / "labels"
    folder.mkdir(exist_ok=True)
    for language in _data("scripts"):
        if not find_file((BUILT_IN,), f"labels/{language}.yaml"):
            (folder / f"{language}.yaml").write_bytes((BUILT_IN / "labels/en.yaml").read_bytes())
    return replace(look, roots=(BUILT_IN, labels))


def made(changes: dict[str, Any], look: render.Design, *, draft: bool = False) -> Made:
    """Render the least brief with changes; a finding that stops a build fails the test."""
    brief = {key: value for key, value in (LEAST | changes).items() if value is not None}
    text = json.dumps(brief, default=_number).encode()
    found = prepare(Path("construct.yaml"), Project(ROOT), TODAY, data=text)
    prepared = found.printed(draft=draft)
    assert prepared, found.diagnostics
    task = printed.pdf_task(prepared, look, TODAY)
    result = printing.run(task)
    html = render_html(
        task.view,
        task.template,
        task.roots,
        paper=task.paper,
        density=result.density,
        moved=result.moved,
    )
    return Made(html, Pdf(printed.finished(prepared, look, result)))


def _number(value: Decimal) -> int | float:
    return int(value) if value == int(value) else float(value)


@cache
def _data(name: str) -> dict[str, Any]:
    data: dict[str, Any] = load(DATA / f"{name}.yaml").data
    return data


def singles() -> dict[str, dict[str, Any]]:
    """Return every construct by name."""
    everywhere = _merged(_data("fields").values())
    return {
        **_data("constructs"),
        **dict(_generated()),
        **{f"field-{name}": _filled(change, MIXED) for name, change in _data("fields").items()},
        **{f"inline-{n}": _filled(everywhere, text) for n, text in _data("inline").items()},
        **{f"script-{name}": change for name, change in _data("scripts").items()},
    }


def _filled(data: Any, text: str) -> Any:
    if isinstance(data, dict):
        return {key: _filled(value, text) for key, value in data.items()}
    if isinstance(data, list):
        return [_filled(value, text) for value in data]
    return data.replace("TEXT", text) if isinstance(data, str) else data


def _merged(changes: Any) -> dict[str, Any]:
    """Return all changes in one brief: lists one after the other."""
    merged: dict[str, Any] = {}
    for change in changes:
        for key, value in change.items():
            both = isinstance(value, list) and key in merged
            merged[key] = merged[key] + value if both else value
    return merged


def _generated() -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield the constructs that are a matter of number."""
    figures = [
        {"value": n * 1000 + 0.5, "unit": "crowns" if n % 2 else "percent", "meaning": f"Cost {n}.",
         "as_written": f"{n},000.5"}
        for n in range(1, 8)
    ]  # fmt: skip
    for count in range(1, 8):
        yield f"figures-{count}", {"figures": figures[:count]}
    for kind in ("bar", "line"):
        data = {f"Year {n}": (n % 5 - 2) * 1.5 for n in range(24)}
        chart = {"type": kind, "title": "Ships", "data": data, "unit": "ships", "alt": "Up."}
        yield f"chart-{kind}-24", {"charts": [chart]}
        yield f"charts-{kind}-three", {"charts": [chart] * 3}
    words = " ".join(f"Sentence number {n} says a little more about the pier." for n in range(150))
    yield "detail-over-a-page", {"details": [{"label": "The pier", "text": words, "source": "p2"}]}
    yield "context-over-pages", {"context": [words, words]}
    row = "A row with enough words in it to fill a second line of its cell, and a little more."
    yield "stakes-three-pages", {"stakes": [{"who": f"Party {n}", "text": row} for n in range(120)]}
    sides = [
        {"topic": f"Issue {n}", "claim": row, "by": "The union", "response": row} for n in range(70)
    ]
    yield "counterpoints-three-pages", {"counterpoints": sides}
    events = [{"when": "2026", "event": f"{row} {n}", "status": "occurred"} for n in range(90)]
    yield "timeline-three-pages", {"timeline": events}
    yield "gaps-two-pages", {"gaps": [f"{row} {n}" for n in range(60)]}
    most = " ".join(words.split()[:500])
    yield "row-of-most-of-a-page", {"stakes": [{"who": "Owners", "text": most}]}
    news = [f"{row} {n}" for n in range(12)]
    yield "band-with-twelve-lines", {"whats_new": news}
    yield "everything", _filled(_merged(_data("fields").values()), "Some words.")
