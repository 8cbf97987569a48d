"""A build after a build: only what changed is made, whatever became of the cache."""

from __future__ import annotations

import json
import shutil
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from briefgen.building import builder, inputs
from briefgen.building.options import Options
from briefgen.building.store import FOLDER
from briefgen.errors import UsageError
from briefgen.project import find_project
from briefgen.render import Design
from briefgen.values import replace
from briefgen.verbs.merge import merge
from support.command import ROOT, briefgen
from support.projects import ARTICLE, contents, make_project

TODAY = date(2026, 11, 22)


class Builds:
    """Builds a project, and counts what was examined and what was made."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.folder = folder
        self.made: list[str] = []
        self.examined: list[str] = []
        steps = monkeypatch.setattr
        put, look_at = builder.Store.put, builder._Build._look_at

        def counted(store: Any, key: str, data: bytes, pages: int = 0) -> None:
            self.made.append(key)
            put(store, key, data, pages)

        def looked(build: Any, paths: list[Path], **how: bool) -> None:
            self.examined.extend(path.stem for path in paths)
            look_at(build, paths, **how)

        steps(builder.Store, "put", counted)
        steps(builder._Build, "_look_at", looked)

    def __call__(self, output: str = "dist", **options: Any) -> builder.Built:
        self.made.clear()
        self.examined.clear()
        project = find_project(self.folder)
        given = Options(self.folder / output, 1, TODAY, **options)
        return builder.build(project, Design.of(project), given)


@pytest.fixture
def builds(tmp_path: Path, minimal: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> Builds:
    briefs = {n: {**minimal, "title": f"Norhavn weighs a levy, part {n}"} for n in "abc"}
    make_project(tmp_path, briefs)
    edit(tmp_path / "briefs/a.yaml", "seeds/article.txt", "seeds/a.txt")
    (tmp_path / "seeds/a.txt").write_bytes(ARTICLE)
    (tmp_path / "briefgen.yaml").write_text(
        "rules: {number-not-in-source: off, date-not-in-source: off, name-not-in-source: off}\n",
        encoding="utf-8",
    )
    return Builds(tmp_path, monkeypatch)


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def reasons(built: builder.Built) -> dict[str, str]:
    return {Path(name).name: why for name, why in built.reasons.items()}


def test_after_nothing_changed_nothing_is_made(builds: Builds) -> None:
    first = builds()
    assert (first.failed, len(builds.made)) == ([], 9)
    again = builds()
    assert (builds.made, builds.examined, again.written, again.reasons) == ([], [], 0, {})
    assert again.artifacts == first.artifacts


def test_one_changed_brief_costs_its_own_pages_and_those_that_list_it(builds: Builds) -> None:
    builds()
    edit(builds.folder / "briefs/b.yaml", "part b", "part two")
    built = builds()
    assert builds.examined == ["b"]
    assert reasons(built) == {
        "b.yaml": "stale: briefs/b.yaml changed",
        "b.pdf": "stale: briefs/b.yaml changed",
        "b.md": "stale: briefs/b.yaml changed",
        "index.md": "stale: what it shows changed",
    }
    assert (len(builds.made), built.written) == (3, 3)


def test_a_source_that_changed_makes_its_brief_stale(builds: Builds) -> None:
    builds()
    (builds.folder / "seeds/a.txt").write_bytes(ARTICLE + b"More was said.\n")
    assert reasons(builds())["a.yaml"] == "stale: seeds/a.txt changed"
    assert builds.examined == ["a"]
    (builds.folder / "seeds/a.txt").unlink()
    gone = builds()
    assert reasons(gone)["a.yaml"] == "stale: seeds/a.txt is gone"
    assert [d.code for d in gone.diagnostics if d.severity == "error"] == ["source-missing"]
    (builds.folder / "seeds/a.txt").write_bytes(ARTICLE)
    assert builds().failed == []
    assert len(builds.made) == 3


def test_a_template_of_the_project_makes_its_pages_stale(builds: Builds) -> None:
    builds()
    own = builds.folder / "templates/policy-brief/style.css"
    own.parent.mkdir(parents=True)
    style = (ROOT / "templates/policy-brief/style.css").read_text(encoding="utf-8")
    own.write_text(style + "h1 { letter-spacing: 1pt }\n", encoding="utf-8")
    built = builds()
    assert {name: why for name, why in reasons(built).items() if name.endswith("pdf")} == {
        f"{n}.pdf": "stale: template policy-brief/style.css changed" for n in "abc"
    }
    assert len(builds.made) == 3
    page = builds.folder / "templates/wiki/page.j2"
    page.parent.mkdir(parents=True)
    text = (ROOT / "templates/wiki/page.j2").read_text(encoding="utf-8")
    page.write_text(f"{text}\nThe end.\n", encoding="utf-8")
    assert "a.pdf" not in reasons(builds())
    assert "The end." in (builds.folder / "dist/wiki/a.md").read_text(encoding="utf-8")


def test_another_release_makes_what_it_makes_anew(
    builds: Builds, monkeypatch: pytest.MonkeyPatch
) -> None:
    builds()
    known = inputs.code()
    kinds: dict[str, set[str]] = {}
    for name in ("package weasyprint", "package jinja2", "briefgen"):
        monkeypatch.setattr(inputs, "code", lambda name=name: known | {name: "1000.0"})
        builds(dry_run=True)
        made = builds(dry_run=True).reasons
        assert f"stale: {name} changed" in made.values()
        kinds[name] = {Path(path).suffix for path in made} - {".yaml"}
    assert kinds == {
        "package weasyprint": {".pdf"},
        "package jinja2": {".pdf", ".md"},
        "briefgen": {".pdf", ".md"},
    }


def test_another_day_checks_again_and_prints_nothing(builds: Builds) -> None:
    builds()
    project = find_project(builds.folder)
    builds.made.clear()
    options = Options(builds.folder / "dist", 1, date(2026, 11, 23))
    built = builder.build(project, Design.of(project), options)
    assert set(builds.examined) == {"a", "b", "c"}
    assert (builds.made, built.written) == ([], 0)


def test_files_that_are_lost_or_touched_come_back(builds: Builds) -> None:
    builds()
    before = contents(builds.folder / "dist")
    (builds.folder / "dist/pdf/a.pdf").unlink()
    (builds.folder / "dist/wiki/b.md").write_bytes(b"x")
    assert builds().written == 2
    assert builds.made == []
    assert contents(builds.folder / "dist") == before
    shutil.rmtree(builds.folder / "dist")
    assert builds().written == 9
    assert builds.made == []
    assert contents(builds.folder / "dist") == before


@pytest.mark.parametrize(
    "harm",
    [
        shutil.rmtree,
        lambda folder: [p.write_bytes(b"{}") for p in folder.glob("*.json")],
        lambda folder: [p.write_bytes(p.read_bytes()[:99]) for p in folder.rglob("*-*")],
        lambda folder: [p.write_bytes(b"%PDF-") for p in folder.glob("objects/*")],
        lambda folder: [p.unlink() for p in sorted(folder.glob("objects/*"))[::2]],
        lambda folder: [p.write_bytes(b"[1, 2") for p in folder.glob("*.json")],
    ],
    ids=["gone", "no memory", "cut off", "others", "half", "torn"],
)
def test_a_cache_that_is_stale_partly_there_or_wrong_only_costs_time(
    builds: Builds, harm: Any
) -> None:
    builds()
    before = contents(builds.folder / "dist")
    harm(builds.folder / FOLDER)
    shutil.rmtree(builds.folder / "dist")
    assert builds().failed == []
    assert contents(builds.folder / "dist") == before


def test_a_cache_from_another_machine_is_as_good(
    builds: Builds, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    builds()
    there = tmp_path / "there"
    there.mkdir()
    for part in ("briefs", "seeds", "briefgen.yaml", FOLDER):
        source = tmp_path / part
        (shutil.copytree if source.is_dir() else shutil.copy2)(source, there / part)
    builds.folder = there
    monkeypatch.chdir(there)
    builds()
    assert builds.made == []
    assert contents(there / "dist") == contents(tmp_path / "dist")


def test_artifacts_of_a_brief_that_is_gone_are_removed_unless_somebody_changed_them(
    builds: Builds,
) -> None:
    builds()
    (builds.folder / "briefs/c.yaml").unlink()
    kept = builds.folder / "dist/wiki/b.md"
    (builds.folder / "briefs/b.yaml").unlink()
    kept.write_text("my notes\n", encoding="utf-8")
    builds()
    left = {p.name for p in (builds.folder / "dist").rglob("*") if p.is_file()}
    assert left == {
        *("a.pdf", "a.md", "b.md", "index.md", "calendar.md", "glossary.md", "manifest.json")
    }
    assert "my notes" in kept.read_text(encoding="utf-8")


def test_a_manifest_that_names_files_elsewhere_removes_nothing(builds: Builds) -> None:
    builds()
    outside = builds.folder / "precious.txt"
    outside.write_bytes(b"")
    manifest = builds.folder / "dist/manifest.json"
    content = json.loads(manifest.read_bytes())
    empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    for path in ("../precious.txt", str(outside), "pdf/../../precious.txt"):
        one = {"path": path, "kind": "pdf", "brief": "", "sha256": empty, "bytes": 0}
        content["artifacts"].append(one)
    manifest.write_text(json.dumps(content), encoding="utf-8")
    builds()
    assert outside.is_file()


def test_force_makes_everything_anew(builds: Builds) -> None:
    builds()
    assert builds(force=True).written == 0
    assert len(builds.made) == 9


def test_a_dry_run_says_why(builds: Builds) -> None:
    env = {"--today": "2026-11-22"}
    asked = ("build", *(part for pair in env.items() for part in pair))
    new = briefgen(*asked, "--dry-run", cwd=builds.folder)
    assert "dist/pdf/a.pdf: new" in new.text
    assert briefgen(*asked, cwd=builds.folder).status == 0
    edit(builds.folder / "briefs/a.yaml", "part a", "part one")
    again = briefgen(*asked, "--dry-run", cwd=builds.folder)
    assert "dist/pdf/a.pdf: stale: briefs/a.yaml changed" in again.text
    assert "b.pdf" not in again.text


def test_shards_join_to_what_one_build_makes(builds: Builds) -> None:
    builds("whole")
    parts = []
    for which in (1, 2, 3):
        builds(f"part{which}", shard=(which, 3))
        parts.append(builds.folder / f"part{which}")
    assert merge(parts, builds.folder / "joined") == 9
    assert contents(builds.folder / "joined") == contents(builds.folder / "whole")
    with pytest.raises(UsageError, match=r"3/3 of the build is missing"):
        merge(parts[:2], builds.folder / "less")
    assert not (builds.folder / "less").exists()
    next(p for p in parts[0].rglob("*.*") if p.name != "manifest.json").write_bytes(b"")
    with pytest.raises(UsageError, match="is not what its manifest says"):
        merge(parts, builds.folder / "less")


def test_a_named_brief_leaves_the_others_artifacts(builds: Builds) -> None:
    builds()
    project = find_project(builds.folder)
    options = Options(builds.folder / "dist", 1, TODAY, kinds=("pdf",))
    builder.build(project, Design.of(project), options, [builds.folder / "briefs/a.yaml"])
    assert len(list((builds.folder / "dist/pdf").iterdir())) == 3
    listed = json.loads((builds.folder / "dist/manifest.json").read_bytes())["artifacts"]
    assert len(listed) == 9


def test_what_is_built_in_parallel_is_what_one_process_builds(builds: Builds) -> None:
    builds("one")
    project = find_project(builds.folder)
    options = Options(builds.folder / "two", 2, TODAY, cache=builds.folder / "other")
    builder.build(project, replace(Design.of(project)), options)
    assert contents(builds.folder / "one") == contents(builds.folder / "two")
