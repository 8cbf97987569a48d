"""Findings as SARIF 2.1.0, which code hosts show beside the lines."""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import PurePath
from typing import Any, Protocol
from urllib.parse import quote

from briefgen import __version__
from briefgen.errors import Diagnostic, Location, Severity

SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)
_LEVELS = {"error": "error", "warning": "warning", "info": "note"}


class RuleText(Protocol):
    """What the log says of a rule."""

    @property
    def id(self) -> str: ...
    @property
    def why(self) -> str: ...
    @property
    def severity(self) -> Severity: ...


def sarif(diagnostics: Iterable[Diagnostic], known: Sequence[RuleText]) -> str:
    """Return the log of one run, with all rules that there are."""
    found = list(diagnostics)
    rules = _rules(found, known)
    index = {rule["id"]: n for n, rule in enumerate(rules)}
    driver = {"name": "briefgen", "version": __version__, "rules": rules}
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "invocations": [{"executionSuccessful": True}],
        "results": _results(found, index),
    }
    log = {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}
    return json.dumps(log, ensure_ascii=False, indent=2) + "\n"


def _rules(found: Sequence[Diagnostic], every: Sequence[RuleText]) -> list[dict[str, Any]]:
    """Return every rule, and the errors of reading a file that occur."""
    rules = [
        {
            "id": rule.id,
            "shortDescription": {"text": rule.why},
            "defaultConfiguration": {"level": _LEVELS[rule.severity]},
        }
        for rule in every
    ]
    known = {rule.id for rule in every}
    other = dict.fromkeys(d.code for d in found if d.code not in known)
    return rules + [{"id": code, "shortDescription": {"text": code}} for code in other]


def _results(found: Sequence[Diagnostic], index: dict[str, int]) -> list[dict[str, Any]]:
    seen: Counter[str] = Counter()
    results = []
    for diagnostic in found:
        identity = _identity(diagnostic)
        seen[identity] += 1
        message = f"{diagnostic.message}. {diagnostic.hint}" if diagnostic.hint else ""
        results.append(
            {
                "ruleId": diagnostic.code,
                "ruleIndex": index[diagnostic.code],
                "level": _LEVELS[diagnostic.severity],
                "message": {"text": message or diagnostic.message},
                "locations": [{"physicalLocation": _place(diagnostic.location)}],
                "partialFingerprints": {"finding/v1": f"{identity}:{seen[identity]}"},
            }
        )
    return results


def _place(place: Location) -> dict[str, Any]:
    artifact = {"artifactLocation": _uri(place.file)}
    if not place.line:
        return artifact
    region = {
        "startLine": place.line,
        "startColumn": max(place.column, 1),
        "endColumn": max(place.column, 1) + max(place.length, 1),
        "snippet": {"text": place.text},
    }
    return artifact | {"region": region}


def _uri(file: str) -> dict[str, str]:
    path = PurePath(file)
    if path.is_absolute():
        return {"uri": path.as_uri()}
    return {"uri": quote(path.as_posix()), "uriBaseId": "%SRCROOT%"}


def _identity(diagnostic: Diagnostic) -> str:
    """Return what stays the same when lines are added above: no line, and no place in a list."""
    place = diagnostic.location
    field = re.sub(r"\[\d+\]", "[]", diagnostic.field)
    parts = (diagnostic.code, place.file, field, " ".join(place.text.split()), diagnostic.message)
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:32]
