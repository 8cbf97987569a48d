"""What several test modules share."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import settings

settings.register_profile("briefgen", deadline=None, database=None)
settings.load_profile("briefgen")


@pytest.fixture
def minimal() -> dict[str, Any]:
    """The data of a brief that gives no finding; JSON of it is YAML too."""
    return {
        "title": "Norhavn weighs a levy on ferry tickets",
        "date": "2026-11-20",
        "bottom_line": "The council of Norhavn is considering a levy of 2 crowns on each ferry"
        " ticket, to pay for a new pier; it could start on March 1, 2027.",
        "details": [{"text": "The council said so on Tuesday."}],
        "counterpoints": [
            {"claim": "It would cost 40 jobs.", "by": "The union", "response": "none reported"}
        ],
        "stakes": [{"who": "Commuters", "text": "Each ticket would cost 2 crowns more."}],
        "contact": "Harbour desk",
        "source": "tests/bad/article.txt",
    }
