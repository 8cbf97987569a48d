"""Numbers of a brief changed one by one, in the file as people write it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

from briefgen.checks import Checked, check
from briefgen.checks.items import ours, printed
from briefgen.checks.sources import articles
from briefgen.errors import BriefgenError, Diagnostic
from briefgen.loader import Document, field_name, parse
from briefgen.project import Project
from briefgen.quantities import Quantity
from briefgen.validate import validate
from briefgen.yamltree import KeyPath

WORDS = "zero one two three four five six seven eight nine ten eleven twelve".split()
TODAY = date(2026, 11, 22)


@dataclass(frozen=True)
class Mutant:
    """A brief with one number changed: where, what stood there, and what stands there now."""

    field: str
    line: int
    column: int
    was: str
    now: str
    data: bytes

    def __str__(self) -> str:
        return f"{self.field}:{self.was}>{self.now}"


def errors(data: bytes, root: Path) -> list[Diagnostic]:
    """Return the errors of a brief."""
    try:
        document = parse(data, "a.yaml")
        brief = validate(document)
    except BriefgenError as error:
        return list(error.diagnostics)
    project = Project(root)
    checked = Checked(brief, document, project, TODAY, articles(brief, project))
    return [d for d in check(checked).findings if d.severity == "error"]


def mutants(data: bytes) -> Iterator[Mutant]:
    """Yield a brief with each number of its own words, figures, steps and charts changed."""
    document = parse(data, "a.yaml")
    brief = validate(document)
    for text in printed(brief):
        for quantity in () if text.added else ours(text.words, brief.language):
            if quantity.kind in ("date", "list", "article", "time"):
                continue
            number = re.split(r"[^\w.,]", quantity.text.lstrip("$€£"))[0]
            before = text.words[: quantity.start]
            yield from _changed(document, text.path, number, before, others(number, quantity))
    values: list[tuple[KeyPath, Decimal]] = []
    values += [(("figures", n, "value"), f.value) for n, f in enumerate(brief.figures)]
    values += [
        (("measures", n, "steps", i, "rate"), step.rate)
        for n, measure in enumerate(brief.measures)
        for i, step in enumerate(measure.steps)
        if step.rate is not None
    ]
    values += [
        (("charts", n, "data", label), value)
        for n, chart in enumerate(brief.charts)
        for label, value in chart.data.items()
    ]
    values += [
        (("groups", n, "count"), Decimal(g.count))
        for n, g in enumerate(brief.groups)
        if g.count is not None
    ]
    for path, value in values:
        written = str(abs(value))
        yield from _changed(document, path, written, "", others(written))
    for n, figure in enumerate(brief.figures):
        for match in re.finditer(r"\d[\d.,]*\d|\d|\b(?:six|eight)\b", figure.as_written or ""):
            yield from _changed(
                document, ("figures", n, "as_written"), match[0], "", others(match[0])
            )


def others(number: str, quantity: Quantity | None = None) -> list[str]:
    """Return numbers that look like one, and are not."""
    low = number.casefold()
    if low in WORDS:
        near = {WORDS[(WORDS.index(low) + step) % len(WORDS)] for step in (1, 2, 5)} - {"one"}
        near |= {"six", "eight"} - {low}
        return [w.capitalize() if number[0].isupper() else w for w in sorted(near)]
    if not any(c.isdigit() for c in number):
        return []
    if quantity is not None and quantity.kind == "year":
        return [str(int(number) - 31)]
    digits = [c for c in number if c.isdigit()]
    turned = "".join(reversed(digits))
    shapes = {
        _filled(number, turned),
        _filled(number, str(int("".join(digits)) + 1)),
        f"{number[0]}{number}",
        _filled(number, "".join(str((int(d) + 3) % 10 or 4) for d in digits)),
    }
    return sorted(s for s in shapes if s != number and not s.startswith("0"))


def _filled(number: str, digits: str) -> str:
    """Put digits in the places of the old ones; what is left over goes first."""
    left = list(digits)
    out = [left.pop() if char.isdigit() and left else char for char in reversed(number)]
    return "".join(left) + "".join(reversed(out))


def _changed(
    document: Document, path: KeyPath, number: str, before: str, new: list[str]
) -> Iterator[Mutant]:
    written = document.written(path)
    place = document.locate_words(document.locate(written, key="stances" in path), number, before)
    lines = document.text.split("\n")
    line = lines[place.line - 1]
    start = place.column - 1
    assert line[start : start + len(number)] == number, (path, number, line)
    for now in new:
        changed = line[:start] + now + line[start + len(number) :]
        text = "\n".join((*lines[: place.line - 1], changed, *lines[place.line :]))
        yield Mutant(
            field_name(written), place.line, place.column, number, now, text.encode("utf-8")
        )
