"""What CI systems read is what they expect, for any path and any words."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from urllib.parse import unquote
from xml.etree import ElementTree as ET

import jsonschema
import pytest

from briefgen.checks import ALL_RULES
from briefgen.errors import Diagnostic, Location, Severity, file_error
from briefgen.reporters.github import github
from briefgen.reporters.junit import junit
from briefgen.reporters.sarif import sarif
from support.commands import parsed
from support.sarif import SCHEMA

ROOT = Path(__file__).parent.parent
ODD = "briefs/été à l’Éé, 50%: x/brief 1.yaml"


def finding(
    severity: Severity = "error",
    line: int = 3,
    *,
    file: str = ODD,
    message: str = "is wrong",
    field: str = "quotes[2].text",
) -> Diagnostic:
    place = Location(file, line, 5, 4, "  - text: words") if line else Location(file)
    return Diagnostic(severity, "a-rule", message, place, "50% right\nor: so, and so", field)


def check(*args: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "briefgen", "check", "--today", "2026-11-22", "-q", *args]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


def validators() -> list[jsonschema.protocols.Validator]:
    """Our schema, and the official one where BRIEFGEN_SARIF_SCHEMA names its file."""
    schemas = [SCHEMA]
    if path := os.environ.get("BRIEFGEN_SARIF_SCHEMA"):
        schemas.append(json.loads(Path(path).read_text(encoding="utf-8")))
    kinds = [
        jsonschema.validators.validator_for(s, jsonschema.Draft202012Validator) for s in schemas
    ]
    return [
        kind(schema, format_checker=kind.FORMAT_CHECKER)
        for kind, schema in zip(kinds, schemas, strict=True)
    ]


@pytest.mark.parametrize("paths", [("briefs",), ("tests/bad",), ("tests/pages",)])
def test_a_run_is_valid_sarif(paths: tuple[str, ...]) -> None:
    log = json.loads(check(*paths, "--format", "sarif").stdout)
    for validator in validators():
        validator.validate(log)
    (run,) = log["runs"]
    for result in run["results"]:
        assert run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == result["ruleId"]
    as_json = json.loads(check(*paths, "--format", "json").stdout)["diagnostics"]
    assert [r["ruleId"] for r in run["results"]] == [d["code"] for d in as_json]


def test_the_schema_refuses_what_sarif_has_not() -> None:
    log = json.loads(sarif([finding()], ALL_RULES))
    log["runs"][0]["results"][0]["line"] = 3
    for validator in validators():
        with pytest.raises(jsonschema.ValidationError):
            validator.validate(log)


def test_sarif_of_nothing_and_of_whole_files() -> None:
    for found in ([], [file_error("unreadable-file", "cannot be read", "/tmp/a b.yaml")]):  # noqa: S108
        log = json.loads(sarif(found, ALL_RULES))
        for validator in validators():
            validator.validate(log)
        assert log["runs"][0]["invocations"] == [{"executionSuccessful": True}]
        assert len(log["runs"][0]["results"]) == len(found)


def test_a_sarif_place_is_a_relative_address() -> None:
    (result,) = json.loads(sarif([finding()], ALL_RULES))["runs"][0]["results"]
    place = result["locations"][0]["physicalLocation"]
    uri = place["artifactLocation"]["uri"]
    assert re.fullmatch(r"[A-Za-z0-9/%._~-]+", uri)
    assert unquote(uri) == ODD
    assert place["region"]["startLine"] == 3
    assert (place["region"]["startColumn"], place["region"]["endColumn"]) == (5, 9)


def prints(*found: Diagnostic) -> list[str]:
    results = json.loads(sarif(found, ALL_RULES))["runs"][0]["results"]
    return [result["partialFingerprints"]["finding/v1"] for result in results]


def test_fingerprints_stay_when_lines_come_above_and_differ_otherwise() -> None:
    assert prints(finding(line=3)) == prints(finding(line=40, field="quotes[5].text"))
    assert len({*prints(finding(), finding()), *prints(finding(message="other"))}) == 3
    assert prints(finding()) != prints(finding(file="b.yaml"))


def test_an_annotation_is_read_back_by_the_runner() -> None:
    (line,) = github([finding()]).splitlines()
    kind, given, message = parsed(line)
    assert kind == "error"
    assert given == {"file": ODD, "line": "3", "col": "5", "endColumn": "9", "title": "a-rule"}
    assert message == "is wrong\n50% right\nor: so, and so"


def test_annotations_come_with_errors_first_and_without_a_line_for_files() -> None:
    found = [finding("info"), finding("warning"), finding("error", line=0)]
    commands = [parsed(line) for line in github(found).splitlines()]
    assert [kind for kind, _, _ in commands] == ["error", "warning", "notice"]
    assert "line" not in commands[0][1]


def test_junit_counts_failures_and_shows_clean_briefs() -> None:
    found = [finding(), finding("warning"), finding(message="bad \x00 <&> \ud800")]
    suites = ET.fromstring(junit(found, [ODD, "clean.yaml"]))  # noqa: S314 - our own
    assert (suites.get("tests"), suites.get("failures")) == ("3", "2")
    first, clean = suites
    assert [case.find("failure") is not None for case in first.iter("testcase")] == [True, True]
    assert first.find("system-out") is not None
    assert [case.get("name") for case in clean] == ["check"]
    strict = ET.fromstring(junit(found, [ODD], strict=True))  # noqa: S314 - our own
    assert strict.get("failures") == "3"


@pytest.mark.parametrize("form", ["sarif", "github", "junit"])
def test_a_report_goes_to_a_file_and_the_status_stays(form: str, tmp_path: Path) -> None:
    report = tmp_path / "report"
    run = check("tests/bad/count-mismatch.yaml", "--format", form, "--output", str(report))
    assert run.returncode == 1
    assert run.stdout == ""
    assert "count-mismatch" in report.read_text(encoding="utf-8")
