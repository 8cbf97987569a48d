"""Compiled templates: those of the package are kept, those of a project never."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import pytest
from jinja2 import DictLoader, Environment, FileSystemLoader

from briefgen import bytecode


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    built_in = tmp_path / "templates"
    (built_in / "wiki").mkdir(parents=True)
    (built_in / "wiki/page.j2").write_text("{{ 'a' | filter }}", encoding="utf-8")
    monkeypatch.setattr(bytecode, "BUILT_IN", built_in)
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    monkeypatch.setattr(sys, "pycache_prefix", None)
    return built_in


def rendered(root: Path, writer: str = "markdown", sign: str = "!") -> str:
    """Render a template anew; `sign` is what a filter adds when the template is compiled."""
    environment = Environment(
        loader=FileSystemLoader(root), bytecode_cache=bytecode.Beside(writer), autoescape=True
    )
    environment.filters["filter"] = lambda text: text + sign
    return environment.get_template("wiki/page.j2").render()


def kept(folder: Path) -> list[Path]:
    return sorted(folder.glob("__pycache__/*"))


def test_a_template_is_compiled_once(folder: Path) -> None:
    assert rendered(folder) == "a!"
    (place,) = kept(folder)
    # The constant was filled in when it was compiled: what is kept was used.
    assert rendered(folder, sign="?") == "a!"
    assert kept(folder) == [place]


def test_an_output_has_code_of_its_own(folder: Path) -> None:
    assert rendered(folder) == "a!"
    assert rendered(folder, writer="html", sign="?") == "a?"
    assert len(kept(folder)) == 2


def test_another_source_or_other_code_is_compiled_anew(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rendered(folder)
    (folder / "wiki/page.j2").write_text("{{ 'b' | filter }}", encoding="utf-8")
    assert rendered(folder) == "b!"
    monkeypatch.setattr(bytecode, "_stamp", lambda: "later")
    assert rendered(folder, sign="?") == "b?"


def test_the_stamp_follows_the_code_that_compiles(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = tmp_path / "briefgen"
    shutil.copytree(bytecode._HERE, here, ignore=shutil.ignore_patterns("__pycache__"))
    monkeypatch.setattr(bytecode, "_HERE", here)
    before = bytecode._stamp.__wrapped__()
    assert bytecode._stamp.__wrapped__() == before
    (here / "escaping/markdown.py").write_text("# other\n", encoding="utf-8")
    assert bytecode._stamp.__wrapped__() != before


def test_what_lies_in_a_project_is_never_run(folder: Path, tmp_path: Path) -> None:
    rendered(folder)
    own = tmp_path / "project/templates"
    shutil.copytree(folder, own)
    assert rendered(own, sign="?") == "a?"
    assert len(kept(own)) == 1


@pytest.mark.parametrize("content", [b"", b"j2", b"not code at all"])
def test_what_is_torn_is_compiled_anew(folder: Path, content: bytes) -> None:
    rendered(folder)
    (place,) = kept(folder)
    place.write_bytes(place.read_bytes()[: len(place.read_bytes()) // 2])
    assert rendered(folder, sign="?") == "a?"
    place.write_bytes(content)
    assert rendered(folder, sign=".") == "a."


def test_python_is_told_to_keep_nothing(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    assert rendered(folder) == "a!"
    assert kept(folder) == []


def test_a_template_without_a_file_is_not_kept(folder: Path) -> None:
    environment = Environment(
        loader=DictLoader({"x": "text"}), bytecode_cache=bytecode.Beside("md"), autoescape=True
    )
    assert environment.get_template("x").render() == "text"
    assert kept(folder) == []
