"""Findings and the one exception family that carries them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from briefgen.values import field, frozen, replace

Severity = Literal["error", "warning", "info"]


@frozen(order=True)
class Location:
    """A place in a text file: 1-based line and column, and how many characters it spans."""

    file: str
    line: int = 0
    column: int = 0
    length: int = 1
    text: str = field(default="", compare=False)


@frozen
class Diagnostic:
    """One finding; `field` is the path in the YAML (`quotes[3].text`)."""

    severity: Severity
    code: str
    message: str
    location: Location
    hint: str = ""
    field: str = ""

    def at_severity(self, severity: Severity) -> Diagnostic:
        return replace(self, severity=severity)


class BriefgenError(Exception):
    """The root of every error that a user can mend; `diagnostics` says what to mend."""

    exit_code = 1

    def __init__(self, *diagnostics: Diagnostic) -> None:
        super().__init__(*diagnostics)
        self.diagnostics = diagnostics

    def __str__(self) -> str:
        return "\n".join(f"{d.code}: {d.message}" for d in self.diagnostics)


class BriefError(BriefgenError):
    """The text of a brief or of a file it names has to change."""


class RenderError(BriefgenError):
    """A page could not be made as it should be."""


class UsageError(BriefgenError):
    """The command was misused, or a file cannot be read or written."""

    exit_code = 2


def file_error(code: str, message: str, file: str, hint: str = "") -> Diagnostic:
    """Return an error about a whole file."""
    return Diagnostic("error", code, message, Location(file), hint)


def has_errors(diagnostics: Iterable[Diagnostic], *, strict: bool = False) -> bool:
    """Tell whether any finding fails the run; under `strict`, warnings do."""
    failing = ("error", "warning") if strict else ("error",)
    return any(d.severity in failing for d in diagnostics)
