"""One brief to files or to standard output: what `render` does while its engine starts."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from briefgen import output
from briefgen import render as rendering
from briefgen.errors import UsageError, file_error
from briefgen.loader import MAX_BYTES
from briefgen.prepare import Prepared, prepare_versions
from briefgen.project import find_project
from briefgen.render import Design
from briefgen.values import replace
from briefgen.verbs.shared import complain, day_of, say


def run(
    brief: Path,
    kinds: Sequence[str],
    target: Path | None,
    design: Mapping[str, Any],
    workers: Any,
    *,
    language: str,
    strict: bool,
    draft: bool,
    today: str,
) -> int:
    """Render a brief; `workers` make its PDF."""
    data = _stdin() if str(brief) == "-" else None
    place = Path.cwd() / "brief.yaml" if data is not None else brief
    project = find_project(place)
    day = day_of(today)
    path = Path("brief.yaml") if data is not None else brief
    versions = _in_language(
        [alone(p) for p in prepare_versions(path, project, day, data=data)], language
    )
    complain(dict.fromkeys(d for p in versions for d in p.diagnostics))
    pages = [page for p in versions if (page := p.printed(strict=strict, draft=draft))]
    if len(pages) < len(versions):
        return 1
    look = Design.of(project, **design)
    status = 1 if any(p.unverified for p in pages) else 0
    wanted = [(p, kind) for p in pages for kind in dict.fromkeys(kinds)]
    if str(target) == "-" and len(wanted) > 1:
        raise UsageError(
            file_error(
                "usage",
                f"standard output takes one page, not {len(wanted)}",
                "--output",
                "give one --to, and --language for a brief in several",
            )
        )
    made = [(p, kind, _one(p, look, kind, day, workers)) for p, kind in wanted]
    if str(target) == "-":
        sys.stdout.buffer.write(made[0][2])
        sys.stdout.flush()
        return status
    for p, kind, content in made:
        suffix = look.flavor.suffix if kind == "md" else f".{kind}"
        place = _target(target, f"{p.name}{suffix}", several=len(made) > 1)
        output.write(place, content)
        say(str(place))
        if kind == "md" and p.image:
            output.write(place.parent / rendering.picture_name(p), p.image.data)
    return status


def _in_language(versions: list[Prepared], language: str) -> list[Prepared]:
    chosen = [
        p for p in versions if not language or p.brief is None or p.brief.language == language
    ]
    if not chosen:
        known = ", ".join(p.brief.language for p in versions if p.brief)
        text = f'the brief is not written in "{language}"'
        raise UsageError(file_error("no-language", text, "--language", f"languages: {known}"))
    return chosen


def alone(prepared: Prepared) -> Prepared:
    """Make missing sources a warning: a brief rendered by itself may be far from them."""
    softened = tuple(
        d.at_severity("warning") if d.code == "source-missing" else d for d in prepared.diagnostics
    )
    return replace(prepared, diagnostics=softened)


def _one(prepared: Prepared, look: Design, kind: str, day: date, workers: Any) -> bytes:
    if kind == "md":
        return rendering.wiki_page(prepared, look, day).encode()
    if kind == "html":
        return rendering.html(prepared, look, day).encode()
    # What prints takes a while to import, and Markdown has no use of it.
    pdf: bytes = importlib.import_module("briefgen.printing.printed").pdf_bytes(
        prepared, look, day, workers
    )
    return pdf


def _target(target: Path | None, name: str, *, several: bool) -> Path:
    if target is None:
        return Path(name)
    return target / name if several or target.is_dir() else target


def _stdin() -> bytes:
    return sys.stdin.buffer.read(MAX_BYTES + 1)
