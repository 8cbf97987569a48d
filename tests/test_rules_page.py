"""Every rule has a section in the docs, and its examples do what they say."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from test_checks import findings

from briefgen.checks import ALL_RULES
from briefgen.loader import parse

ROOT = Path(__file__).parent.parent
PAGES = sorted(p for p in (ROOT / "docs" / "rules").glob("*.md") if p.name != "README.md")
SECTION = re.compile(r"^## `([\w-]+)`\n\n(.*?)(?=^## |\Z)", re.MULTILINE | re.DOTALL)
EXAMPLE = re.compile(r"^(Wrong|Right):\n\n```yaml\n(.*?)^```", re.MULTILINE | re.DOTALL)
# Errors of reading and of printing, which people meet beside the rules.
ELSEWHERE = {"yaml-truncated", "length-over-budget"}
SECTIONS = [found for page in PAGES for found in SECTION.findall(page.read_text("utf-8"))]
EXAMPLES = [
    pytest.param(rule, kind, body, id=f"{rule}-{kind}")
    for rule, section in SECTIONS
    for kind, body in EXAMPLE.findall(section)
    if not body.startswith("#")
]


def test_every_rule_has_one_section_with_its_severity_and_reason() -> None:
    said = {rule: section.partition("\n\n")[0] for rule, section in SECTIONS}
    assert len(said) == len(SECTIONS)
    assert set(said) == {rule.id for rule in ALL_RULES} | ELSEWHERE
    for rule in ALL_RULES:
        # Lighter or graver cases are named behind the rule's own severity.
        assert re.match(rf"Severity: {rule.severity}[.;]", said[rule.id])
        assert said[rule.id].endswith(f". {rule.why}")


@pytest.mark.parametrize(("rule", "kind", "body"), EXAMPLES)
def test_an_example_fires_or_does_not(
    minimal: dict[str, Any], rule: str, kind: str, body: str
) -> None:
    given = parse(body.encode(), "a.yaml").data
    base = {k: v for k, v in minimal.items() if k != "source" or "sources" not in given}
    codes = [d.code for d in findings(base | given)]
    assert (rule in codes) == (kind == "Wrong")


def explain(*args: str, folder: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "briefgen", "check", "--explain", *args]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


def test_explain_prints_the_section_anywhere(tmp_path: Path) -> None:
    for rule, section in SECTIONS:
        if rule in ("no-counterpoint", "single-source", "length-over-budget"):
            run = explain(rule, folder=tmp_path)
            assert (run.returncode, run.stderr) == (0, "")
            assert run.stdout == f"# {rule}\n\n{section.strip()}\n"


def test_explain_knows_its_rules(tmp_path: Path) -> None:
    run = explain("no-counterpont", folder=tmp_path)
    assert run.returncode == 2
    assert 'did you mean "no-counterpoint"?' in run.stderr
