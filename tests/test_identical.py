"""However a project is built, its output folder has the same files with the same bytes."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from support import generated
from support.command import ROOT
from support.ways import WAYS, Place, differences, one_job, tree


def generation(folder: Path, count: int, *asked: str) -> Place:
    """Return a project of generated briefs; before, it had others, fewer, and other words."""

    def write(project: Path) -> None:
        generated.write(project, range(count))

    def before(project: Path) -> None:
        generated.write(project, range(count // 4, count + count // 8))
        generated.write(project, range(count // 4, count, 5), edition=0)
        (project / "seeds/extra.txt").write_bytes(b"x")

    def after(project: Path) -> None:
        for number in range(count, count + count // 8):
            generated.remove(project, number)
        write(project)

    return Place(folder, write, before, after, asked)


def our_own(folder: Path) -> Place:
    """Return this repository's own project; before, one of its briefs was missing, one another."""

    def write(project: Path) -> None:
        for part in ("briefs", "seeds"):
            shutil.copytree(ROOT / part, project / part, dirs_exist_ok=True)
        shutil.copyfile(ROOT / "briefgen.yaml", project / "briefgen.yaml")

    def before(project: Path) -> None:
        write(project)
        (project / "briefs/greenland.yaml").rename(project / "briefs/iceland.yaml")
        meals = project / "briefs/school-meals.yaml"
        text = meals.read_text(encoding="utf-8")
        meals.write_text(text.replace("free school lunches", "free lunches"), encoding="utf-8")

    def after(project: Path) -> None:
        (project / "briefs/iceland.yaml").unlink()
        write(project)

    return Place(folder, write, before, after, ())


MARKDOWN = ("--to", "md")


def project(name: str, folder: Path) -> Place:
    """Return one of the projects that are built in every way."""
    match name:
        case "a dozen":
            return generation(folder, 12, *MARKDOWN)
        case "two dozen":
            return generation(folder, 24)
        case "two hundred":
            return generation(folder, 200, "--draft")
        case "two hundred pages":
            return generation(folder, 200, *MARKDOWN)
        case _:
            return our_own(folder)


@pytest.fixture(scope="module")
def cold(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], dict[str, bytes]]:
    """Return the tree of a project that one process built from nothing."""

    @cache
    def built(name: str) -> dict[str, bytes]:
        return tree(one_job(project(name, tmp_path_factory.mktemp("cold"))))

    return built


QUICK = ("two jobs", "in steps", "in shards", "killed and resumed")
#: Two hundred PDFs take a minute each time; Markdown shows what is planned as well.
CASES = [
    *(("a dozen", way) for way in QUICK),
    *(
        pytest.param(name, way, marks=pytest.mark.heavy)
        for name, ways in {
            "our own": WAYS,
            "two dozen": WAYS,
            "two hundred": ("two jobs", "in shards"),
            "two hundred pages": WAYS,
        }.items()
        for way in ways
    ),
]


@pytest.mark.parametrize(("name", "way"), CASES)
def test_every_way_gives_the_same_tree(
    cold: Callable[[str], dict[str, bytes]], tmp_path: Path, name: str, way: str
) -> None:
    expected = cold(name)
    listed = {a["path"] for a in json.loads(expected["manifest.json"])["artifacts"]}
    assert listed == {p for p in expected if not p.endswith("/")} - {"manifest.json"}
    found = tree(WAYS[way](project(name, tmp_path)))
    assert differences(expected, found) == []


def test_generated_briefs_pass_fail_and_differ(
    cold: Callable[[str], dict[str, bytes]],
) -> None:
    files = cold("a dozen")
    pages = {p for p in files if p.startswith("wiki/github/brief-") and p.endswith(".md")}
    briefs = {Path(p).name[:9] for p in pages}
    # Those left out have a wrong figure, words that nobody said, a key that is none, broken YAML.
    assert {f"brief-{n:03}" for n in range(12)} - briefs >= {f"brief-{n:03}" for n in (3, 5, 7, 11)}
    assert len(briefs) >= 6
    assert any(".de." in p for p in pages)
    assert any(p.endswith(".png") for p in files)
