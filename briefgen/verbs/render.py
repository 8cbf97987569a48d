"""The verb that renders one brief, anywhere."""

from __future__ import annotations

import importlib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from briefgen.pool import Workers


def run(
    brief: Path,
    kinds: Sequence[str],
    target: Path | None,
    design: Mapping[str, Any],
    **options: Any,
) -> int:
    """Render one brief to files or to standard output."""
    with Workers(1) as workers:
        if "pdf" in kinds:
            # It takes as long to start as what reads and checks a brief, and needs none of that.
            workers.warm("briefgen.printing", str(brief))
        single = importlib.import_module("briefgen.verbs.single")
        status: int = single.run(brief, kinds, target, design, workers, **options)
        return status
