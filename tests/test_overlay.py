"""The overlay beside a brief: what the desk found in the originals."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from briefgen.errors import Diagnostic
from briefgen.prepare import prepare, prepare_versions
from briefgen.project import find_project
from support.projects import make_project

TODAY = date(2026, 11, 22)
QUOTE = {
    "id": "pier",
    "text": "The pier will not wait",
    "speaker": "Ida Falk",
    "role": "Mayor",
    "extent": "sentence",
    "highlight": True,
}


@pytest.fixture
def brief(minimal: dict[str, Any], tmp_path: Path) -> Path:
    make_project(tmp_path, {"one": {**minimal, "quotes": [QUOTE]}})
    return tmp_path / "briefs/one.yaml"


def findings(brief: Path, overlay: str | None) -> tuple[Diagnostic, ...]:
    if overlay is not None:
        brief.with_name("one.checks.yaml").write_text(overlay, encoding="utf-8")
    return prepare(brief, find_project(brief), TODAY).diagnostics


@pytest.mark.parametrize(
    "overlay",
    [
        None,
        "",
        "# nothing yet\n",
        "quotes: {pier: confirmed}\n",
        "quotes: {pier: {status: not checked, by: M. Reader, date: 2026-11-20, x-shelf: 4}}\n",
        "claims: {'details[0]': confirmed, 'counterpoints[0].response': confirmed}\n",
    ],
)
def test_an_overlay_without_a_fault_gives_no_finding(brief: Path, overlay: str | None) -> None:
    assert findings(brief, overlay) == ()


def test_a_quotation_that_is_altered_is_found_in_the_brief(brief: Path) -> None:
    overlay = (
        "quotes:\n  pier:\n    status: altered\n    note: It begins with “And”.\n"
        "    url: https://example.org/speech\n"
    )
    (found,) = findings(brief, overlay)
    assert (found.severity, found.code, found.field) == (
        "warning",
        "check-failed",
        "quotes[0].text",
    )
    assert found.location.file.endswith("briefs/one.yaml")
    assert "The pier will not wait" in found.location.text
    assert "It begins with “And”." in found.message
    assert "https://example.org/speech" in found.hint


@pytest.mark.parametrize(
    ("overlay", "code", "line", "hint"),
    [
        ("quotes: {peir: confirmed}\n", "unknown-reference", 1, 'did you mean "pier"?'),
        ("quotes:\n  a-b-c: altered\n", "unknown-reference", 2, "ids: pier"),
        ("figures: {rate: confirmed}\n", "unknown-reference", 1, "the brief lists no figures"),
        ("claims:\n  details[1]: differs\n", "unknown-reference", 2, "items count from 0"),
        ("claims: {'stakes[0].response': differs}\n", "unknown-reference", 1, "items count from 0"),
        ("claims: {'timeline[9999]': differs}\n", "unknown-reference", 1, "items count from 0"),
        ("claims: {'details[one]': differs}\n", "wrong-value", 1, "details[0]"),
        ("quotes: {pier: comfirmed}\n", "wrong-value", 1, 'did you mean "confirmed"?'),
        ("quotes: {pier: {status: altered, who: A}}\n", "unknown-key", 1, "keys: status, url"),
        ("quote: {pier: altered}\n", "unknown-key", 1, 'did you mean "quotes"?'),
        ("quotes: {pier: {note: x}}\n", "missing-key", 1, "for example: status: confirmed"),
        ("quotes: {pier: {status: altered, date: soon}}\n", "bad-date", 1, "2026-11-22"),
        ("quotes: {pier: {status: altered, url: 'javascript:x'}}\n", "wrong-value", 1, "https://"),
        ("quotes: [pier]\n", "wrong-type", 1, "quotes:"),
        ("- pier\n", "not-an-overlay", 1, "keys: quotes, figures, sources, claims"),
        ("quotes: &a {pier: *a}\n", "yaml-anchor", 1, ""),
    ],
)
def test_a_fault_of_the_overlay_is_found_in_its_own_file(
    brief: Path, overlay: str, code: str, line: int, hint: str
) -> None:
    found = findings(brief, overlay)
    assert found
    assert {d.severity for d in found} == {"error"}
    assert found[0].location.file.endswith("briefs/one.checks.yaml")
    assert (found[0].location.line, hint in found[0].hint) == (line, True), found[0]
    assert found[0].code == code


def test_an_overlay_behind_a_link_out_of_the_project_is_not_read(
    brief: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    outside = tmp_path_factory.mktemp("outside") / "secret.yaml"
    outside.write_text("quotes: {secret: altered}\n", encoding="utf-8")
    brief.with_name("one.checks.yaml").symlink_to(outside)
    (found,) = findings(brief, None)
    assert (found.severity, found.code) == ("error", "unreadable-file")
    assert "secret:" not in found.message + found.location.text


def test_a_folder_or_a_dangling_link_of_that_name_is_no_overlay(brief: Path) -> None:
    brief.with_name("one.checks.yaml").symlink_to("none.yaml")
    assert findings(brief, None) == ()
    brief.with_name("one.checks.yaml").unlink()
    brief.with_name("one.checks.yaml").mkdir()
    assert findings(brief, None) == ()


def test_a_brief_from_standard_input_has_no_overlay(brief: Path) -> None:
    brief.with_name("one.checks.yaml").write_text("quotes: {pier: altered}\n", encoding="utf-8")
    project = find_project(brief)
    (given,) = prepare_versions(brief, project, TODAY, data=brief.read_bytes())
    assert given.diagnostics == ()
