"""A PDF gives back its YAML, and tells whether its pages are what that YAML gives."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from briefgen.errors import UsageError
from briefgen.verbs import extract
from support.command import briefgen


@pytest.fixture(scope="module")
def greenland(tmp_path_factory: pytest.TempPathFactory, root: Path) -> Path:
    target = tmp_path_factory.mktemp("extract") / "greenland.pdf"
    done = briefgen("render", str(root / "briefs/greenland.yaml"), "-o", str(target), cwd=root)
    assert done.status == 0
    return target


def test_the_yaml_comes_back_byte_for_byte(greenland: Path, root: Path, tmp_path: Path) -> None:
    carried = extract.extract(greenland)
    assert carried.yaml == (root / "briefs/greenland.yaml").read_bytes()
    assert (carried.name, carried.template, carried.paper) == (
        "greenland.yaml",
        "policy-brief",
        "a4",
    )
    target = tmp_path / "back.yaml"
    assert briefgen("extract", str(greenland), "-o", str(target), cwd=tmp_path).status == 0
    assert target.read_bytes() == carried.yaml


def test_pages_are_verified_far_from_the_sources(greenland: Path, tmp_path: Path) -> None:
    done = briefgen("extract", "--verify", str(greenland), cwd=tmp_path)
    assert (done.status, "byte for byte" in done.text) == (0, True)


def test_a_pdf_that_was_changed_is_not_verified(greenland: Path, tmp_path: Path) -> None:
    changed = tmp_path / "changed.pdf"
    changed.write_bytes(greenland.read_bytes() + b"\n% a remark\n")
    done = briefgen("extract", "--verify", str(changed), cwd=tmp_path)
    assert (done.status, "byte for byte" in done.text) == (1, False)


@pytest.mark.parametrize(
    "spoil",
    [
        lambda data: data[:0] + b"no PDF at all",
        lambda data: data[:0],
        lambda data: data[: len(data) // 2],
    ],
)
def test_another_file_is_refused(
    greenland: Path, tmp_path: Path, spoil: Callable[[bytes], bytes]
) -> None:
    other = tmp_path / "other.pdf"
    other.write_bytes(spoil(greenland.read_bytes()))
    with pytest.raises(UsageError, match="not-a-briefgen-pdf"):
        extract.extract(other)


def test_a_missing_file_is_refused_with_status_2(tmp_path: Path) -> None:
    assert briefgen("extract", "none.pdf", cwd=tmp_path).status == 2
    shutil.copy(__file__, tmp_path / "x.pdf")
    assert briefgen("extract", "x.pdf", cwd=tmp_path).status == 2


def test_a_draft_is_verified_as_the_draft_it_is(root: Path, tmp_path: Path) -> None:
    text = (root / "briefs/greenland.yaml").read_text(encoding="utf-8")
    wrong = tmp_path / "wrong.yaml"
    wrong.write_text(text.replace("date: 2026-11-22", "date: 2026-11-30", 1), encoding="utf-8")
    drafted = tmp_path / "wrong.pdf"
    args = ("render", str(wrong), "--draft", "--today", "2026-11-22", "-o", str(drafted))
    assert briefgen(*args, cwd=tmp_path).status == 1
    assert extract.extract(drafted).unverified
    done = briefgen("extract", "--verify", str(drafted), cwd=tmp_path)
    assert (done.status, "byte for byte" in done.text) == (0, True)
