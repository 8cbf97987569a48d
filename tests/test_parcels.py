"""A task that travels takes what it reads and nothing else, and gives the same result there."""

from __future__ import annotations

import json
import os
import pickle
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from briefgen.building.examine import Examine, examine
from briefgen.cluster import parcels
from briefgen.cluster.parcels import Home, Parcel, Unshippable
from briefgen.errors import BriefgenError
from briefgen.printing import task as printing
from briefgen.project import find_project
from briefgen.render import Design
from briefgen.roots import BUILT_IN
from briefgen.values import replace
from support.command import ROOT
from support.projects import make_project

TODAY = date(2026, 11, 22)
PICTURE = ROOT / "briefs/veldra-map.png"
OVERLAY = '{"checked_by": "Ada", "sources": {"other": {"verdict": "verbatim"}}}'


def task_of(path: Path) -> Examine:
    project = find_project(path.parent)
    return Examine(path, project, Design.of(project), TODAY, ("md", "pdf"))


def home_of(task: Examine) -> Home:
    return Home.of(task.project, task.design)


def packed(task: Examine) -> Parcel:
    return parcels.parcel((examine, (task,)), home_of(task))


def copied(content: Any) -> Any:
    """Return what another process gets."""
    return pickle.loads(pickle.dumps(content))  # noqa: S301


def abroad(task: Examine, folder: Path) -> Any:
    """Return what a task gives in another folder, as it arrives at home."""
    shared = copied(parcels.common(task.project, task.design))
    sent = copied(packed(task))
    folder.mkdir()
    home = parcels.settle(shared, folder)
    here = Path.cwd()
    os.chdir(folder)
    try:
        answer = parcels.run(sent, home, shared.built_in)
    finally:
        os.chdir(here)
    return home_of(task).unpack(answer)


@pytest.fixture
def brief(tmp_path: Path, minimal: dict[str, Any]) -> Path:
    """A brief with a map, an overlay, and a source that is missing beside one that is there."""
    sources = [
        {"id": "article", **minimal["source"], "file": "seeds/article.txt"},
        {"id": "other", "title": "Minutes", "file": "seeds/none.txt"},
    ]
    content = {k: v for k, v in minimal.items() if k != "source"} | {
        "sources": sources,
        "map": {"image": "briefs/map.png", "alt": "The harbour"},
    }
    briefs = make_project(tmp_path / "desk", {"two": minimal}) / "briefs"
    (briefs / "one.yaml").write_text(json.dumps(content), encoding="utf-8")
    (briefs / "map.png").write_bytes(PICTURE.read_bytes())
    (briefs / "one.checks.yaml").write_text(OVERLAY, encoding="utf-8")
    return briefs / "one.yaml"


def test_a_brief_takes_along_what_it_names(brief: Path) -> None:
    sent = packed(task_of(brief))
    assert sorted(sent.files) == [
        *("briefs/map.png", "briefs/one.checks.yaml", "briefs/one.yaml", "seeds/article.txt")
    ]
    assert sent.places["seeds/none.txt"] == "seeds/none.txt"


@pytest.mark.parametrize("here", ["", "desk", "desk/briefs", "elsewhere"])
def test_the_result_is_that_of_home(
    brief: Path, tmp_path: Path, here: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.chdir(tmp_path / here)
    task = task_of(Path(os.path.relpath(brief)))
    found, expected = abroad(task, tmp_path / "abroad"), examine(task)
    assert found == expected
    assert sorted(found.examined.inputs) == [
        *("briefs/map.png", "briefs/one.checks.yaml", "briefs/one.yaml"),
        *("seeds/article.txt", "seeds/none.txt"),
    ]
    assert found.examined.inputs["seeds/none.txt"] == ""
    codes = {d.code for d in found.examined.records[0].diagnostics}
    assert "source-missing" in codes


def test_a_page_is_that_of_home(brief: Path, tmp_path: Path) -> None:
    task = task_of(brief.with_name("two.yaml"))
    (sheet,) = examine(task).sheets.values()
    home = home_of(task)
    sent = parcels.parcel((printing.run, (sheet.pdf,)), home)
    assert (sent.files, len(sent.call) < 20_000) == ({}, True)
    (tmp_path / "abroad").mkdir()
    shared = parcels.common(task.project, task.design)
    there = parcels.settle(shared, tmp_path / "abroad")
    assert sheet.pdf is not None
    assert home.unpack(parcels.run(sent, there, shared.built_in)) == printing.run(sheet.pdf)


def test_nothing_outside_the_project_travels(brief: Path, tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("The council said so in confidence.", encoding="utf-8")
    (tmp_path / "desk/seeds/link.txt").symlink_to(secret)
    content = json.loads(brief.read_text(encoding="utf-8"))
    for written in ("seeds/link.txt", "../secret.txt", str(secret), "seeds/../../secret.txt"):
        content["sources"][1]["file"] = written
        brief.write_text(json.dumps(content), encoding="utf-8")
        task = task_of(brief)
        sent = packed(task)
        assert sent.places[written] is None
        assert b"in confidence" not in pickle.dumps(sent)
        assert abroad(task, tmp_path / f"abroad{len(written)}") == examine(task)


def test_a_link_within_the_project_is_followed_as_at_home(brief: Path, tmp_path: Path) -> None:
    source = tmp_path / "desk/seeds/article.txt"
    source.rename(source.with_name("real.txt"))
    source.symlink_to("real.txt")
    task = task_of(brief)
    found = abroad(task, tmp_path / "abroad")
    assert found == examine(task)
    assert "seeds/real.txt" in found.examined.inputs


@pytest.mark.parametrize("name", ["one.yaml", "one.checks.yaml"])
def test_a_brief_or_overlay_that_is_a_link_out_of_the_project_stays(
    brief: Path, tmp_path: Path, name: str
) -> None:
    place = brief.with_name(name)
    place.rename(tmp_path / name)
    place.symlink_to(tmp_path / name)
    with pytest.raises(Unshippable):
        packed(task_of(brief))


@pytest.mark.parametrize("content", [b"title: [\n", b"\xff\xfe\x00", b"x" * (1 << 21)])
def test_what_cannot_be_read_is_said_at_home(brief: Path, content: bytes) -> None:
    brief.write_bytes(content)
    with pytest.raises(Unshippable):
        packed(task_of(brief))


def test_a_source_that_is_no_file_is_said_at_home(brief: Path, tmp_path: Path) -> None:
    (tmp_path / "desk/seeds/article.txt").unlink()
    os.mkfifo(tmp_path / "desk/seeds/article.txt")
    with pytest.raises(Unshippable):
        packed(task_of(brief))


def test_a_file_that_was_not_foreseen_is_not_taken_for_missing(brief: Path, tmp_path: Path) -> None:
    task = task_of(brief)
    sent = packed(task)
    (tmp_path / "abroad").mkdir()
    shared = parcels.common(task.project, task.design)
    home = parcels.settle(shared, tmp_path / "abroad")
    with pytest.raises(Unshippable):
        parcels.run(replace(sent, places={}), home, shared.built_in)


def test_templates_travel_with_links_that_stay_inside(brief: Path, tmp_path: Path) -> None:
    own = tmp_path / "desk/templates"
    (own / "memo").mkdir(parents=True)
    (own / "memo/template.yaml").write_text("label: Memo\npages: 1\n", encoding="utf-8")
    (own / "memo/page.html.j2").symlink_to("../real.j2")
    (own / "real.j2").write_text("<p>{{ brief.title }}</p>", encoding="utf-8")
    (own / "labels").mkdir()
    (own / "labels/en.yaml").symlink_to(tmp_path / "secret.yaml")
    (tmp_path / "secret.yaml").write_text("secret: yes", encoding="utf-8")
    task = task_of(brief)
    shared = parcels.common(task.project, task.design)
    assert b"secret: yes" not in pickle.dumps(shared)
    (tmp_path / "abroad").mkdir()
    home = parcels.settle(shared, tmp_path / "abroad")
    assert home.templates is not None
    assert (home.templates / "memo/page.html.j2").read_text() == "<p>{{ brief.title }}</p>"
    assert not (home.templates / "labels/en.yaml").exists()
    assert home.design is not None
    assert home.design.roots == (home.templates, BUILT_IN)


def test_a_finding_that_names_a_folder_of_the_other_machine_is_made_at_home(
    brief: Path, tmp_path: Path
) -> None:
    labels = tmp_path / "desk/templates/labels"
    labels.mkdir(parents=True)
    (labels / "en.yaml").write_text("a: [", encoding="utf-8")
    task = task_of(brief.with_name("two.yaml"))
    assert "labels/en.yaml" in str(examine(task).examined.records[0].diagnostics)
    with pytest.raises(Unshippable):
        abroad(task, tmp_path / "abroad")


def test_the_date_of_a_reproducible_build_travels(
    brief: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1000000000")
    task = task_of(brief.with_name("two.yaml"))
    expected, sent = examine(task), packed(task)
    monkeypatch.delenv("SOURCE_DATE_EPOCH")
    assert examine(task) != expected
    shared = parcels.common(task.project, task.design)
    (tmp_path / "abroad").mkdir()
    home = parcels.settle(shared, tmp_path / "abroad")
    assert home_of(task).unpack(parcels.run(sent, home, shared.built_in)) == expected


def test_another_version_is_named() -> None:
    mine = parcels.versions()
    assert list(parcels.differences(mine, mine)) == []
    other = {**mine, "package weasyprint": "1.0", "template fonts/fonts.css": "0" * 64}
    found = list(parcels.differences(mine, other))
    assert found[0] == f"package weasyprint is 1.0 there and {mine['package weasyprint']} here"
    assert found[1].startswith("template fonts/fonts.css is 000000000000… there and ")


def test_an_error_of_a_task_comes_back(brief: Path, tmp_path: Path) -> None:
    task = task_of(brief)
    sent = packed(task)
    shared = parcels.common(replace(task.project, rules={"no-rule": "off"}), task.design)
    (tmp_path / "abroad").mkdir()
    home = parcels.settle(shared, tmp_path / "abroad")
    with pytest.raises(BriefgenError):
        parcels.run(sent, home, shared.built_in)
