"""Every broken brief gives the findings that stand beside it, to the letter."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

import pytest

from briefgen.characters import split_lines
from briefgen.checks import Checked, check
from briefgen.errors import BriefgenError, Diagnostic
from briefgen.loader import load
from briefgen.project import Project
from briefgen.reporters.text import text
from briefgen.validate import validate

ROOT = Path(__file__).parent.parent
BAD = sorted((ROOT / "tests" / "bad").glob("*.yaml"))
TODAY = date(2026, 11, 22)


def findings(path: Path) -> tuple[Diagnostic, ...]:
    try:
        document = load(path, name=path.relative_to(ROOT).as_posix())
        brief = validate(document)
    except BriefgenError as error:
        return error.diagnostics
    return check(Checked(brief, document, Project(ROOT), TODAY)).findings


@pytest.mark.parametrize("path", BAD, ids=lambda path: path.stem)
def test_broken_brief_gives_the_expected_findings(path: Path) -> None:
    found = text(findings(path))
    expected = path.with_suffix(".txt")
    if os.environ.get("BRIEFGEN_RENEW"):
        expected.write_text(found, encoding="utf-8")
    assert found == expected.read_text(encoding="utf-8")
    assert found


@pytest.mark.parametrize("path", BAD, ids=lambda path: path.stem)
def test_every_finding_says_where_and_what_to_do(path: Path) -> None:
    lines = split_lines(path.read_bytes().decode("utf-8", "replace").removeprefix("\ufeff"))
    for found in findings(path):
        assert 1 <= found.location.line <= len(lines)
        assert 1 <= found.location.column <= len(lines[found.location.line - 1]) + 1
        assert found.message
        assert found.hint


def test_no_expectation_is_left_over() -> None:
    texts = {path.stem for path in (ROOT / "tests" / "bad").glob("*.txt")} - {"article"}
    assert texts == {path.stem for path in BAD}


def test_all_findings_of_several_files_come_in_one_go() -> None:
    found = [d for path in BAD for d in findings(path)]
    assert {d.location.file for d in found} == {p.relative_to(ROOT).as_posix() for p in BAD}
    assert len(found) > len(BAD)


@pytest.mark.parametrize("path", sorted((ROOT / "briefs").glob("*.yaml")), ids=lambda p: p.stem)
def test_the_briefs_of_this_repository_have_no_error(path: Path) -> None:
    assert [d for d in findings(path) if d.severity == "error"] == []
