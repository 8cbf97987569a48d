"""Findings that a brief accepts or a project rates otherwise are counted, never lost."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from conftest import TODAY

from briefgen.errors import BriefError
from briefgen.prepare import prepare_all
from briefgen.project import find_project

ARTICLE = Path(__file__).parent / "bad" / "article.txt"


@pytest.fixture
def project(tmp_path: Path, minimal: dict[str, Any]) -> Path:
    """A project of one brief with a warning (no response) and an error (a wrong word)."""
    (tmp_path / "briefs").mkdir()
    (tmp_path / "a.txt").write_bytes(ARTICLE.read_bytes())
    (tmp_path / "briefgen.yaml").touch()
    write(tmp_path, minimal)
    return tmp_path


def write(project: Path, minimal: dict[str, Any], **changes: Any) -> None:
    broken = {
        "source": {"file": "a.txt", "date": "2026-11-18", "reliability": "x"},
        "counterpoints": [{"claim": "It would cost 40 jobs.", "by": "The union"}],
        "bottom_line": minimal["bottom_line"] + " The plan is “a big price”.",
    }
    text = json.dumps(minimal | broken | changes, indent=1)
    (project / "briefs" / "a.yaml").write_text(text, encoding="utf-8")


def found(project: Path) -> tuple[list[str], list[str]]:
    here = find_project(project / "briefs")
    (one,) = prepare_all([project / "briefs" / "a.yaml"], here, TODAY)
    return [d.code for d in one.diagnostics], [d.code for d in one.silenced]


def ignoring(rule: str, path: str | None = None) -> list[dict[str, str]]:
    return [{"rule": rule, "reason": "Agreed."} | ({"path": path} if path else {})]


def test_nothing_is_silent_by_itself(project: Path) -> None:
    assert found(project) == (["quote-not-verbatim", "response-missing"], [])


@pytest.mark.parametrize("path", [None, "counterpoints[0]", "counterpoints"])
def test_a_finding_is_silenced_at_its_field_or_above(
    project: Path, minimal: dict[str, Any], path: str | None
) -> None:
    write(project, minimal, lint_ignore=ignoring("response-missing", path))
    assert found(project) == (["quote-not-verbatim"], ["response-missing"])


@pytest.mark.parametrize("path", ["counterpoints[1]", "counterpoint", "details"])
def test_an_entry_elsewhere_silences_nothing_and_is_reported(
    project: Path, minimal: dict[str, Any], path: str
) -> None:
    write(project, minimal, lint_ignore=ignoring("response-missing", path))
    assert found(project) == (["quote-not-verbatim", "response-missing", "ignore-unused"], [])


def test_an_entry_needs_a_rule_that_exists_and_a_reason(
    project: Path, minimal: dict[str, Any]
) -> None:
    write(project, minimal, lint_ignore=ignoring("respons-missing"))
    assert "unknown-rule" in found(project)[0]
    write(project, minimal, lint_ignore=[{"rule": "response-missing", "reason": " "}])
    assert found(project) == (["empty-text"], [])


def test_a_project_rates_rules_otherwise(project: Path) -> None:
    text = "rules: {quote-not-verbatim: warning, response-missing: off}\n"
    (project / "briefgen.yaml").write_text(text, encoding="utf-8")
    (one,) = prepare_all([project / "briefs" / "a.yaml"], find_project(project), TODAY)
    assert [(d.code, d.severity) for d in one.diagnostics] == [("quote-not-verbatim", "warning")]


@pytest.mark.parametrize(
    ("text", "code", "hint"),
    [
        ("rules: {quote-not-verbatm: off}", "unknown-rule", 'did you mean "quote-not-verbatim"?'),
        ("rules: {no-counterpoint: fatal}", "wrong-value", "one of: off, info, warning, error"),
        ("rules: [a]", "wrong-type", "for example: rules: {single-source: off}"),
    ],
)
def test_wrong_rules_in_the_settings_are_refused(
    project: Path, text: str, code: str, hint: str
) -> None:
    (project / "briefgen.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(BriefError) as caught:
        found(project)
    (finding,) = caught.value.diagnostics
    assert (finding.code, finding.hint, finding.location.line) == (code, hint, 1)


def test_the_summary_counts_what_is_silenced_and_names_what_is_off(
    project: Path, minimal: dict[str, Any]
) -> None:
    write(project, minimal, lint_ignore=ignoring("response-missing"))
    (project / "briefgen.yaml").write_text("rules: {no-counterpoint: off}\n", encoding="utf-8")
    command = [sys.executable, "-m", "briefgen", "check", "--today", str(TODAY)]
    run = subprocess.run(command, cwd=project, capture_output=True, text=True, check=False)
    assert "0 warnings, 1 silenced;" in run.stderr
    assert "switched off: no-counterpoint" in run.stderr
    run = subprocess.run(
        [*command, "--format", "json"], cwd=project, capture_output=True, text=True, check=False
    )
    assert json.loads(run.stdout)["summary"]["silenced"] == 1
