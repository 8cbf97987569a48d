"""Findings as JUnit XML, which most CI systems show as tests."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from xml.etree import ElementTree as ET

from briefgen.errors import Diagnostic, Severity
from briefgen.reporters.text import text

# What XML 1.0 cannot hold at all, and what hides in a line.
_FORBIDDEN = re.compile("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def junit(diagnostics: Iterable[Diagnostic], briefs: Iterable[str], *, strict: bool = False) -> str:
    """Return a suite a file; a finding that fails the run is a failure, others are output."""
    failing: tuple[Severity, ...] = ("error", "warning") if strict else ("error",)
    by_file: dict[str, list[Diagnostic]] = {name: [] for name in briefs}
    for diagnostic in diagnostics:
        by_file.setdefault(diagnostic.location.file, []).append(diagnostic)
    suites = ET.Element("testsuites", name="briefgen check")
    for name, found in by_file.items():
        _suite(suites, name, found, failing)
    for key in ("tests", "failures"):
        suites.set(key, str(sum(int(suite.get(key, "0")) for suite in suites)))
    ET.indent(suites)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ET.tostring(suites, "unicode") + "\n"


def _suite(
    suites: ET.Element, name: str, found: Sequence[Diagnostic], failing: tuple[Severity, ...]
) -> None:
    failures = [d for d in found if d.severity in failing]
    name = _clean(name)
    cases = max(len(failures), 1)
    suite = ET.SubElement(
        suites, "testsuite", name=name, tests=str(cases), failures=str(len(failures)), errors="0"
    )
    for diagnostic in failures:
        place = diagnostic.location
        label = f"{diagnostic.code} {place.line}:{place.column}" if place.line else diagnostic.code
        case = ET.SubElement(
            suite, "testcase", classname=name, name=label, file=name, line=str(place.line or 1)
        )
        failure = ET.SubElement(
            case, "failure", type=diagnostic.code, message=_clean(diagnostic.message)
        )
        failure.text = _clean(text([diagnostic]))
    if not failures:
        ET.SubElement(suite, "testcase", classname=name, name="check", file=name)
    rest = [d for d in found if d.severity not in failing]
    if rest:
        ET.SubElement(suite, "system-out").text = _clean(text(rest))


def _clean(words: str) -> str:
    return _FORBIDDEN.sub("\ufffd", words)
