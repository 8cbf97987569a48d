"""What the docs say about a rule."""

from __future__ import annotations

import re
from pathlib import Path

_PACKAGE = Path(__file__).parent.parent
# A wheel carries the pages inside the package; a checkout has them beside it.
_FOLDERS = (_PACKAGE / "rules", _PACKAGE.parent / "docs" / "rules")


def explanation(rule: str) -> str | None:
    """Return a rule's section of the docs, or None for no rule."""
    section = re.compile(rf"^## `{re.escape(rule)}`\n\n(.*?)(?=^## |\Z)", re.MULTILINE | re.DOTALL)
    for page in sorted(page for folder in _FOLDERS for page in folder.glob("*.md")):
        found = section.search(page.read_text(encoding="utf-8"))
        if found:
            return found[1].strip()
    return None
