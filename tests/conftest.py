"""What several test modules share."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

from support.page import Page, render_page

# The same examples in each run, so that a run can be repeated; BRIEFGEN_RANDOM=1 looks for others.
settings.register_profile(
    "briefgen",
    deadline=None,
    database=None,
    derandomize="BRIEFGEN_RANDOM" not in os.environ,
)
settings.load_profile("briefgen")

ROOT = Path(__file__).parent.parent
#: The day on which the briefs of this repository are checked and rendered.
TODAY = date(2026, 11, 22)


@pytest.fixture(scope="session")
def root() -> Path:
    """The folder of this repository, which is a project with briefs."""
    return ROOT


@pytest.fixture(scope="session")
def page() -> Callable[[str, str], Page]:
    """Render a brief (a path from the root) on a paper, once a session."""

    @cache
    def rendered(brief: str, paper: str) -> Page:
        return render_page(ROOT / brief, paper, TODAY)

    return rendered


@pytest.fixture(autouse=True)
def _plain_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep what a shell or a CI system sets from deciding what tests see."""
    for name in ("SOURCE_DATE_EPOCH", "NO_COLOR", "CI", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def minimal() -> dict[str, Any]:
    """The data of a brief that gives no finding; JSON of it is YAML too."""
    return {
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
        "handling": "UNCLASSIFIED",
        "source": {
            "file": "tests/bad/article.txt",
            "date": "2026-11-18",
            "reliability": "a local paper",
        },
    }
