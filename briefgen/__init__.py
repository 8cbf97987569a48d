"""briefgen: YAML summaries of articles to wiki pages and policy briefings.

The names below are loaded on first use, so that `briefgen --help` imports nothing heavy.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from briefgen.api import build, check, load, render_html, render_markdown, render_pdf

__version__ = "0.1.0"
__all__ = [
    "__version__",
    "build",
    "check",
    "load",
    "render_html",
    "render_markdown",
    "render_pdf",
]


def __getattr__(name: str) -> Any:
    if name in __all__:
        return getattr(importlib.import_module("briefgen.api"), name)
    raise AttributeError(name)
