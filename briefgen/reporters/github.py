"""Findings as the workflow commands that GitHub Actions turns into annotations."""

from __future__ import annotations

from collections.abc import Iterable

from briefgen.errors import Diagnostic

_LEVELS = {"error": "error", "warning": "warning", "info": "notice"}


def github(diagnostics: Iterable[Diagnostic]) -> str:
    """Return one command a finding, errors first: GitHub shows ten of a kind at most."""
    ranked = sorted(diagnostics, key=lambda d: list(_LEVELS).index(d.severity))
    return "".join(_command(d) for d in ranked)


def _command(diagnostic: Diagnostic) -> str:
    place = diagnostic.location
    properties = {"file": place.file.replace("\\", "/")}
    if place.line:
        properties["line"] = str(place.line)
        properties["col"] = str(place.column)
        properties["endColumn"] = str(place.column + place.length)
    properties["title"] = diagnostic.code
    given = ",".join(f"{key}={_property(value)}" for key, value in properties.items())
    hint = f"\n{diagnostic.hint}" if diagnostic.hint else ""
    return f"::{_LEVELS[diagnostic.severity]} {given}::{_data(diagnostic.message + hint)}\n"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
