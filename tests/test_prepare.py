"""From a path to a brief that may be printed, or to its findings; and briefs beside each other."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from briefgen.errors import UsageError
from briefgen.prepare import prepare, prepare_all
from briefgen.project import Project, find_project
from support.projects import make_project

TODAY = date(2026, 11, 22)


def test_a_good_brief_has_no_finding(tmp_path: Path, minimal: dict[str, Any]) -> None:
    make_project(tmp_path, {"one": minimal})
    one = prepare(tmp_path / "briefs/one.yaml", Project(tmp_path), TODAY)
    assert (one.name, one.diagnostics, one.fails(), one.fails(strict=True)) == (
        "one",
        (),
        False,
        False,
    )
    assert one.brief
    assert one.brief.title == minimal["title"]
    assert one.document
    assert one.document.raw == (tmp_path / "briefs/one.yaml").read_bytes()


def test_a_warning_fails_only_under_strict(tmp_path: Path, minimal: dict[str, Any]) -> None:
    make_project(tmp_path, {"one": {**minimal, "as_of": "unknown"}})
    one = prepare(tmp_path / "briefs/one.yaml", Project(tmp_path), TODAY)
    assert (one.fails(), one.fails(strict=True)) == (False, True)


@pytest.mark.parametrize("text", ["title: [", "[]", "", "titel: x"])
def test_what_is_no_brief_has_findings_and_fails(tmp_path: Path, text: str) -> None:
    make_project(tmp_path, {})
    path = tmp_path / "briefs/one.yaml"
    path.write_text(text, encoding="utf-8")
    one = prepare(path, Project(tmp_path), TODAY)
    assert one.brief is None
    assert one.fails()
    assert one.diagnostics
    assert all(d.location.file.endswith("briefs/one.yaml") for d in one.diagnostics)


def test_a_file_that_cannot_be_read_is_an_error_of_use(tmp_path: Path) -> None:
    with pytest.raises(UsageError):
        prepare(tmp_path / "no-such.yaml", Project(tmp_path), TODAY)


def test_data_stands_in_for_the_file(tmp_path: Path, minimal: dict[str, Any]) -> None:
    make_project(tmp_path, {"one": minimal})
    data = (tmp_path / "briefs/one.yaml").read_bytes()
    one = prepare(Path("brief.yaml"), find_project(tmp_path), TODAY, data=data)
    assert (one.name, one.shown, one.fails()) == ("brief", "brief.yaml", False)


@pytest.mark.parametrize("names", [("a/one", "b/one"), ("a/One", "b/one")])
def test_two_briefs_of_one_name_are_refused(
    tmp_path: Path, minimal: dict[str, Any], names: tuple[str, str]
) -> None:
    make_project(tmp_path, {"one": minimal})
    data = (tmp_path / "briefs/one.yaml").read_bytes()
    paths = [tmp_path / f"{name}.yaml" for name in names]
    for path in paths:
        path.parent.mkdir()
        path.write_bytes(data)
    first, second = prepare_all(paths, Project(tmp_path), TODAY)
    assert first.diagnostics == ()
    (found,) = second.diagnostics
    assert (found.code, found.severity) == ("same-name", "error")
    assert "a/" in found.hint
    assert second.fails()


def test_two_briefs_of_one_id_are_refused(tmp_path: Path, minimal: dict[str, Any]) -> None:
    briefs = {name: {**minimal, "id": "BN-2026-001"} for name in ("one", "two")}
    make_project(tmp_path, {**briefs, "three": {**minimal, "id": "BN-2026-002"}})
    paths = [tmp_path / f"briefs/{name}.yaml" for name in ("one", "two", "three")]
    one, two, three = prepare_all(paths, Project(tmp_path), TODAY)
    assert (one.diagnostics, three.diagnostics) == ((), ())
    (found,) = two.diagnostics
    assert (found.code, found.field) == ("duplicate-id", "id")
    lines = paths[1].read_text(encoding="utf-8").splitlines()
    assert "BN-2026-001" in lines[found.location.line - 1]
