"""What is asked of a build."""

from __future__ import annotations

import os
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from briefgen.building.inputs import Inputs, digest, together
from briefgen.render import Design
from briefgen.values import frozen

KINDS = ("md", "pdf")


@frozen
class Options:
    """How to build: where to, with how many processes, and what counts as failure.

    `shard` is (which, of how many); `cache` the folder that is kept from one build to the next.
    """

    folder: Path
    jobs: int
    today: date
    strict: bool = False
    draft: bool = False
    dry_run: bool = False
    kinds: tuple[str, ...] = KINDS
    cache: Path | None = None
    force: bool = False
    shard: tuple[int, int] = (1, 1)

    def builds(self, name: str) -> bool:
        """Tell whether a brief or page is of this shard: by its name alone, so it never moves."""
        which, count = self.shard
        return count == 1 or int(digest(name.encode())[:8], 16) % count == which - 1

    def inputs(self, root: Path, design: Design) -> Inputs:
        """Return what was asked for, as far as a page or a finding depends on it."""
        return {
            "day": self.today.isoformat(),
            "option template": design.template.name,
            "option paper": design.paper,
            "option flavor": " ".join(flavor.name for flavor in design.flavors),
            "option strict": str(self.strict),
            "option draft": str(self.draft),
            "option to": " ".join(self.kinds),
            "SOURCE_DATE_EPOCH": os.environ.get("SOURCE_DATE_EPOCH", "-"),
            # Findings name files from here.
            "folder": os.path.relpath(Path.cwd(), root),
        }

    def memory(self, paths: Sequence[Path]) -> str:
        """Return what the memory of builds like this one is called in the cache."""
        briefs = " ".join(sorted(str(path) for path in paths))
        asked = (self.folder.name, repr(self.kinds), repr(self.shard), briefs)
        return together({}, str(self.strict), str(self.draft), *asked)[:16]
