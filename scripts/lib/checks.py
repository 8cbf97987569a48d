"""Measure a check against reading and normalising its source once, as both grow."""

from __future__ import annotations

import json
import statistics
import tempfile
import time
from collections.abc import Callable
from datetime import date
from itertools import cycle, islice
from pathlib import Path
from typing import Any

from briefgen.prepare import prepare
from briefgen.project import Project
from briefgen.source import fold, read_article

ROOT = Path(__file__).resolve().parents[2]
TODAY = date(2026, 11, 22)
RUNS = 5
#: size of the source in bytes, quotations in the brief
SIZES = ((50_000, 200), (100_000, 100), (100_000, 200), (100_000, 400), (200_000, 200))


def source(size: int) -> str:
    """Return an article of a size, made of the texts of the tests, with a number a paragraph."""
    texts = sorted((ROOT / "tests" / "quotations").glob("*.txt"))
    lines = [line for t in texts for line in t.read_text("utf-8").splitlines() if line.strip()]
    parts: list[str] = []
    while sum(map(len, parts)) < size:
        parts += [f"{len(parts) // len(lines)}. {line}" for line in lines]
    return "\n".join(parts)[:size]


def brief(text: str, quotations: int, *, altered: bool) -> dict[str, Any]:
    """Return a brief with so many quotations of a text, each with a wrong word if altered."""
    article = read_article(text.encode(), "a.txt")
    spans = [
        paragraph.text[span.start : span.end].strip()
        for paragraph, spans in zip(article.paragraphs, article.spans, strict=True)
        for span in spans
    ]
    said = islice(cycle(span for span in spans if 3 < len(span.split()) < 60), quotations)
    texts = [" ".join(("zebra", *q.split()[1:])) if altered else q for q in said]
    return {
        "title": "A brief with very many quotations",
        "date": "2026-11-20",
        "bottom_line": "The texts say many things, all of which stand in quotation marks here, and"
        " each of them is compared with what was said in the article.",
        "details": ["Much was said."],
        "counterpoints": "none",
        "counterpoints_note": "The article has none.",
        "stakes": {"Readers": "They rely on the words."},
        "quotes": [{"text": t, "speaker": "Ida Falk", "role": "Mayor"} for t in texts],
        "source": {"file": "a.txt"},
    }


def seconds(action: Callable[[], object]) -> float:
    """Return the median time of an action."""
    times = []
    for _ in range(RUNS):
        start = time.perf_counter()
        action()
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def normalised(text: str) -> None:
    """Read a text and normalise it once."""
    for paragraph in read_article(text.encode(), "a.txt").paragraphs:
        fold(paragraph.text)


def main() -> None:
    """Print a line a size."""
    print("source   quotations  read once   check, verbatim   check, all altered")
    for size, quotations in SIZES:
        text = source(size)
        once = seconds(lambda text=text: normalised(text))
        row = f"{size // 1000:4} kB   {quotations:10}  {once * 1000:6.0f} ms"
        for altered in (False, True):
            with tempfile.TemporaryDirectory() as folder:
                root = Path(folder)
                (root / "a.txt").write_text(text, encoding="utf-8")
                data = json.dumps(brief(text, quotations, altered=altered)).encode()
                path = root / "brief.yaml"
                taken = seconds(
                    lambda path=path, root=root, data=data: prepare(
                        path, Project(root), TODAY, data=data
                    )
                )
            row += f"   {taken * 1000:6.0f} ms {taken / once:5.1f} ×"
        print(row)


if __name__ == "__main__":
    main()
