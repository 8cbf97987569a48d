"""`briefgen new` makes a project that builds at once and overwrites nothing."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from briefgen import scaffold
from briefgen.errors import UsageError
from support.command import briefgen
from support.projects import contents


def test_a_new_project_builds_without_a_finding(tmp_path: Path) -> None:
    made = briefgen("new", "desk", cwd=tmp_path)
    assert made.status == 0
    assert sorted(made.text.split()) == sorted(f"desk/{p}" for p in contents(tmp_path / "desk"))
    done = briefgen("build", "--format", "json", "--today", "2026-11-22", cwd=tmp_path / "desk")
    report = json.loads(done.out)
    assert done.status == 0
    assert [d for d in report["diagnostics"] if d["severity"] != "info"] == []
    assert {a["kind"] for a in report["artifacts"]} == {"pdf", "md", "wiki"}


def test_the_brief_is_short_and_explained(tmp_path: Path) -> None:
    scaffold.make(tmp_path / "desk")
    lines = (tmp_path / "desk/briefs/harbor-fees.yaml").read_text(encoding="utf-8").splitlines()
    assert len(lines) <= 26
    assert sum(line.startswith("#") for line in lines) >= 4


@pytest.mark.parametrize("name", ["briefgen.yaml", "briefs/harbor-fees.yaml", ".gitignore"])
def test_nothing_is_overwritten(tmp_path: Path, name: str) -> None:
    (tmp_path / name).parent.mkdir(exist_ok=True)
    (tmp_path / name).write_text("mine", encoding="utf-8")
    with pytest.raises(UsageError) as caught:
        scaffold.make(tmp_path)
    assert [d.location.file for d in caught.value.diagnostics] == [str(tmp_path / name)]
    assert contents(tmp_path) == {name: b"mine"}


def test_a_dangling_link_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "briefgen.yaml").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(UsageError, match="file-exists"):
        scaffold.make(tmp_path)
    assert not (tmp_path / "elsewhere").exists()
