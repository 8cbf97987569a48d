"""The verbs in Python, as `import briefgen` offers them."""

from __future__ import annotations

import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest

import briefgen
from briefgen.errors import BriefError, BriefgenError, UsageError
from support.pdf import Pdf
from support.projects import contents, make_project


@pytest.fixture
def brief(tmp_path: Path, minimal: dict[str, Any]) -> Path:
    return make_project(tmp_path, {"one": minimal}) / "briefs/one.yaml"


def test_names_are_those_that_the_package_lists() -> None:
    assert all(hasattr(briefgen, name) for name in briefgen.__all__)
    with pytest.raises(AttributeError):
        _ = briefgen.no_such_name


def test_the_package_alone_imports_nothing_heavy() -> None:
    code = "import sys, briefgen; print(*{'yaml', 'briefgen.schema', 'jinja2'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""


def test_load_gives_the_brief(brief: Path) -> None:
    loaded = briefgen.load(brief)
    assert loaded.brief
    assert loaded.brief.title == "Norhavn weighs a levy on ferry tickets"


def test_load_raises_all_findings(brief: Path) -> None:
    text = brief.read_text(encoding="utf-8").replace('"title"', '"titel"')
    brief.write_text(text.replace('"date"', '"dat"'), encoding="utf-8")
    with pytest.raises(BriefError) as caught:
        briefgen.load(brief)
    assert len(caught.value.diagnostics) >= 2
    assert {d.code for d in caught.value.diagnostics} >= {"unknown-key"}


def test_check_returns_findings_and_raises_none(brief: Path) -> None:
    assert briefgen.check(brief) == ()
    found = briefgen.check(str(brief), today=date(2026, 1, 1))
    assert [d.code for d in found] == ["future-date"]


def test_renders_each_kind(brief: Path) -> None:
    assert "# Norhavn weighs a levy" in briefgen.render_markdown(brief)
    assert "<h1" in briefgen.render_html(brief, paper="letter")
    data = briefgen.render_pdf(brief, paper="letter")
    assert Pdf(data).attachments[0][1] == brief.read_bytes()


def test_builds_a_folder(brief: Path, tmp_path: Path) -> None:
    built = briefgen.build(tmp_path, output=tmp_path / "out", jobs=1)
    assert built.failed == []
    assert sorted(contents(tmp_path / "out")) == [
        *("manifest.json", "pdf/one.pdf"),
        *(f"wiki/{page}.md" for page in ("calendar", "glossary", "index", "one")),
    ]


@pytest.mark.parametrize(
    "render", ["load", "check", "render_markdown", "render_html", "render_pdf"]
)
def test_a_missing_file_is_an_error_of_use(tmp_path: Path, render: str) -> None:
    with pytest.raises(UsageError):
        getattr(briefgen, render)(tmp_path / "no-such.yaml")


def test_an_unknown_design_is_an_error_of_use(brief: Path) -> None:
    for wrong in ({"template": "no-such"}, {"flavor": "no-such"}):
        verb = briefgen.render_markdown if "flavor" in wrong else briefgen.render_html
        with pytest.raises(BriefgenError):
            verb(brief, **wrong)
