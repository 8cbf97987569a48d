"""Findings as other programs read them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from briefgen.errors import Diagnostic


def as_json(diagnostics: Iterable[Diagnostic], summary: Mapping[str, Any]) -> str:
    """Return the findings and the summary of a run as JSON; a whole file has no line or column."""
    found = [_record(d) for d in diagnostics]
    return (
        json.dumps({"diagnostics": found, "summary": summary}, ensure_ascii=False, indent=2) + "\n"
    )


def _record(diagnostic: Diagnostic) -> dict[str, Any]:
    place = diagnostic.location
    return {
        "severity": diagnostic.severity,
        "code": diagnostic.code,
        "message": diagnostic.message,
        "file": place.file,
        "line": place.line or None,
        "column": place.column or None,
        "field": diagnostic.field,
        "hint": diagnostic.hint,
    }
