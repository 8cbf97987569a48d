"""A build after which nothing changed is answered at once; whatever did change is seen."""

from __future__ import annotations

import json
import os
import shutil
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from briefgen.building import unchanged
from briefgen.building.store import FOLDER
from support.command import Done, briefgen
from support.projects import contents, make_project

HEAVY = ("briefgen.schema", "jinja2", "typer", "briefgen.building.builder")


OFF = "rules: {number-not-in-source: off, date-not-in-source: off, name-not-in-source: off}\n"


@pytest.fixture
def project(tmp_path: Path, minimal: dict[str, Any]) -> Path:
    titles = {name: f"Norhavn weighs a levy, part {name}" for name in "ab"}
    make_project(tmp_path, {name: {**minimal, "title": title} for name, title in titles.items()})
    (tmp_path / "briefgen.yaml").write_text(OFF, encoding="utf-8")
    return tmp_path


def build(folder: Path, *more: str, env: dict[str, str] | None = None) -> tuple[Done, bool]:
    """Build Markdown; tell as well whether what builds was imported for it."""
    command = (sys.executable, "-X", "importtime", "-m", "briefgen")
    args = ("build", "--to", "md", *more)
    done = briefgen(*args, cwd=folder, command=command, env=env)
    lines = done.err.splitlines()
    imported = {line.rpartition("|")[2].strip() for line in lines if line.startswith("import time")}
    said = "".join(f"{x}\n" for x in lines if not x.startswith("import time"))
    return Done(done.status, done.out, said), bool(imported & set(HEAVY))


def test_it_says_the_same_and_imports_nothing_that_builds(project: Path) -> None:
    first, built = build(project)
    assert built
    before = contents(project / "dist")
    again, built = build(project)
    assert not built
    assert (again.status, again.out) == (first.status, first.out)
    assert again.err.splitlines()[:-1] == first.err.splitlines()[:-1]
    assert again.err.splitlines()[-1].endswith(", 0 of them new or changed")
    assert contents(project / "dist") == before


def test_a_broken_brief_fails_again(project: Path) -> None:
    (project / "briefs/c.yaml").write_text("titel: x\n", encoding="utf-8")
    first, _ = build(project)
    again, built = build(project)
    assert not built
    assert first.status == again.status == 1
    assert again.err.endswith("not built: briefs/c.yaml\n")


def same_size(path: Path) -> None:
    """Change a byte, and nothing else that a listing shows."""
    about = path.stat()
    data = path.read_bytes()
    path.write_bytes(data[:-2] + b"!\n")
    os.utime(path, ns=(about.st_atime_ns, about.st_mtime_ns))


CHANGES = {
    "source": lambda p: same_size(p / "seeds/article.txt"),
    "brief": lambda p: (p / "briefs/a.yaml").write_bytes(
        (p / "briefs/a.yaml").read_bytes() + b"\n"
    ),
    "new brief": lambda p: shutil.copy(p / "briefs/a.yaml", p / "briefs/n.yaml"),
    "brief gone": lambda p: (p / "briefs/b.yaml").unlink(),
    "overlay": lambda p: (p / "briefs/a.checks.yaml").write_text("claims: {}\n"),
    "settings": lambda p: (p / "briefgen.yaml").write_text(OFF + "organisation: Desk\n"),
    "template": lambda p: (
        (p / "templates/wiki").mkdir(parents=True),
        (p / "templates/wiki/topic.j2").write_text("x\n"),
    ),
    "page": lambda p: (p / "dist/wiki/a.md").write_text("mine\n"),
    "page gone": lambda p: (p / "dist/wiki/a.md").unlink(),
    "page a link": lambda p: (
        (p / "dist/wiki/a.md").rename(p / "elsewhere.md"),
        (p / "dist/wiki/a.md").symlink_to(p / "elsewhere.md"),
    ),
    "manifest gone": lambda p: (p / "dist/manifest.json").unlink(),
}


@pytest.mark.parametrize("change", CHANGES)
def test_whatever_changed_is_built(project: Path, change: str) -> None:
    build(project)
    CHANGES[change](project)
    _, built = build(project)
    assert built
    assert not (project / "dist/wiki/a.md").is_symlink()
    _, built = build(project)
    assert not built


@pytest.mark.parametrize(
    ("more", "env"),
    [(("--strict",), {}), (("--flavor", "mkdocs"), {}), ((), {"SOURCE_DATE_EPOCH": "1"})],
)
def test_another_wish_is_another_build(
    project: Path, more: tuple[str, ...], env: dict[str, str]
) -> None:
    build(project)
    assert build(project, *more, env=env)[1]


def test_from_another_folder_names_are_others(project: Path) -> None:
    build(project)
    done, built = build(project / "briefs")
    assert built
    assert "\nbriefs/a.yaml" not in done.err


def test_a_cache_of_ones_own_is_asked(project: Path, tmp_path: Path) -> None:
    for form in (("--cache", "own"), ("--cache=other",)):
        assert build(project, *form)[1]
        assert not build(project, *form)[1]
    assert not (project / FOLDER).exists()


def test_a_summary_is_written_although_nothing_changed(project: Path) -> None:
    build(project)
    briefgen("build", "--to", "md", "--summary", "summary.md", cwd=project)
    assert "| briefs/a.yaml | built " in (project / "summary.md").read_text(encoding="utf-8")


def last(project: Path, name: str) -> Path:
    (found,) = (project / FOLDER).glob(f"*.last.{name}")
    return found


def test_what_stands_in_a_cache_moves_no_cursor(project: Path) -> None:
    build(project)
    said = b"\x1b[2J\x1b]0;owned\x07done\n"
    last(project, "plain").write_bytes(said)
    assert build(project)[1]
    index = last(project, "json")
    content = json.loads(index.read_bytes())
    last(project, "plain").write_bytes(said)
    content["plain"] = unchanged.inputs.digest(said)
    index.write_text(json.dumps(content), encoding="utf-8")
    done, built = build(project)
    assert not built
    assert "\x1b" not in done.err
    assert "\x07" not in done.err


@pytest.mark.parametrize("content", [b"", b"[]", b"{}", b'{"world": 1}', b"\xff", b"[" * 100_000])
def test_a_cache_that_is_wrong_only_costs_time(project: Path, content: bytes) -> None:
    build(project)
    last(project, "json").write_bytes(content)
    done, built = build(project)
    assert built
    assert done.status == 0


def test_a_settled_file_is_known_by_its_change_time_and_no_other(project: Path) -> None:
    time.sleep(unchanged._TICK + 0.1)
    build(project)
    known = json.loads(last(project, "json").read_bytes())["files"]["seeds/article.txt"]
    assert known[0] is not None
    same_size(project / "seeds/article.txt")
    assert build(project)[1]
    assert not build(project)[1]


def test_a_file_that_changed_late_is_known_by_its_content_alone(project: Path) -> None:
    source = project / "seeds/article.txt"
    changed = source.stat().st_ctime_ns
    assert unchanged._signature(str(source), changed) is not None
    assert unchanged._signature(str(source), changed - 1) is None
    assert unchanged._signature(str(project / "nothing")) is None


def test_answers_do_not_pile_up(project: Path) -> None:
    for n in range(1, 12):
        build(project, "--shard", f"1/{n}")
    assert len(list((project / FOLDER).glob("*.last.*"))) == 8 * 3
