"""The verb that renders one brief, anywhere."""

from __future__ import annotations

import importlib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any


def run(
    brief: Path,
    kinds: Sequence[str],
    target: Path | None,
    design: Mapping[str, Any],
    **options: Any,
) -> int:
    """Render one brief to files or to standard output."""
    if "pdf" not in kinds:
        return _single(brief, kinds, target, design, None, **options)
    pool = importlib.import_module("briefgen.pool")
    with pool.Workers(1) as workers:
        # It takes as long to start as what reads and checks a brief, and needs none of that.
        workers.warm("briefgen.printing.task", str(brief))
        return _single(brief, kinds, target, design, workers, **options)


def _single(*args: Any, **options: Any) -> int:
    status: int = importlib.import_module("briefgen.verbs.single").run(*args, **options)
    return status
