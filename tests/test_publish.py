"""`briefgen publish`: a wiki of a thousand briefs, and one that people write in."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from support.command import briefgen
from support.projects import contents, make_project

DAY = ("--today", "2026-11-22")


@pytest.fixture
def project(tmp_path: Path, minimal: dict[str, Any]) -> Path:
    """Two briefs that share a tag."""
    one = {**minimal, "id": "BN-1", "tags": ["Harbours"], "related": ["BN-2"]}
    two = {**minimal, "id": "BN-2", "title": "Norhavn builds a pier", "tags": ["Harbours", "Piers"]}
    folder = make_project(tmp_path / "project", {"one": one, "two": two})
    (tmp_path / "wiki").mkdir()
    return folder


def publish(project: Path, *more: str) -> Any:
    return briefgen("publish", str(project.parent / "wiki"), *DAY, *more, cwd=project)


def wiki(project: Path) -> dict[str, str]:
    return {name: data.decode() for name, data in contents(project.parent / "wiki").items()}


def test_a_wiki_is_published_once(project: Path) -> None:
    assert publish(project, "--flavor", "github-wiki").status == 0
    pages = wiki(project)
    assert {"Home.md", "_Sidebar.md", "one.md", "two.md", "tag-harbours.md"} <= set(pages)
    assert "[[Norhavn builds a pier|two]]" in pages["one.md"]
    times = {p: p.stat().st_mtime_ns for p in (project.parent / "wiki").rglob("*")}
    again = publish(project)
    assert again.status == 0
    assert "0 added, 0 updated, 0 removed" in again.err
    assert {p: p.stat().st_mtime_ns for p in (project.parent / "wiki").rglob("*")} == times


def test_a_page_edited_by_hand_is_kept_and_shown(project: Path) -> None:
    publish(project)
    page = project.parent / "wiki/one.md"
    page.write_text(page.read_text(encoding="utf-8") + "\nBy hand.\n", encoding="utf-8")
    done = publish(project)
    assert done.status == 1
    assert "-By hand." in done.err
    assert "kept (edited): one.md" in done.err
    assert "By hand." in wiki(project)["one.md"]
    assert publish(project, "--take-theirs").status == 0
    assert publish(project).status == 0
    assert "By hand." in wiki(project)["one.md"]
    assert publish(project, "--take-ours").status == 0
    assert "By hand." not in wiki(project)["one.md"]


def test_pages_of_other_people_are_never_touched(project: Path) -> None:
    (project.parent / "wiki/two.md").write_text("# Ours for years\n", encoding="utf-8")
    (project.parent / "wiki/more.md").write_text("# More\n", encoding="utf-8")
    for more in ((), ("--take-ours",), ("--take-theirs",)):
        publish(project, *more)
        assert wiki(project)["two.md"] == "# Ours for years\n"
        assert wiki(project)["more.md"] == "# More\n"


def test_a_renamed_brief_keeps_its_page(project: Path) -> None:
    publish(project)
    (project / "briefs/two.yaml").rename(project / "briefs/pier.yaml")
    done = publish(project)
    assert done.status == 0, done.err
    assert "0 added, 0 updated, 0 removed" in done.err
    assert "pier.md" not in wiki(project)
    assert "](two.md)" in wiki(project)["one.md"]


def test_pages_of_a_removed_brief_go(project: Path) -> None:
    publish(project)
    (project / "briefs/two.yaml").unlink()
    assert publish(project).status == 0
    assert not {"two.md", "tags/piers.md"} & set(wiki(project))
    assert "tags/harbours.md" in wiki(project)


def test_a_brief_with_errors_stops_the_publication(project: Path) -> None:
    publish(project)
    before = contents(project.parent / "wiki")
    brief = project / "briefs/two.yaml"
    brief.write_text(brief.read_text("utf-8").replace('"title"', '"titel"'), encoding="utf-8")
    done = publish(project)
    assert done.status == 1
    assert "two.yaml:" in done.err
    assert contents(project.parent / "wiki") == before


def test_a_dry_run_writes_nothing_and_says_what_would_be(project: Path) -> None:
    done = publish(project, "--dry-run", "--format", "json")
    assert wiki(project) == {}
    report = json.loads(done.out)
    assert {"one.md", "two.md", "index.md"} <= set(report["added"])
    assert report["kept"] == []


def test_several_wikis_need_a_choice(project: Path) -> None:
    (project / "briefgen.yaml").write_text("wiki: [github-wiki, mkdocs]\n", encoding="utf-8")
    done = publish(project)
    assert done.status == 2
    assert "github-wiki, mkdocs" in done.err
    assert publish(project, "--flavor", "mkdocs").status == 0
    assert publish(project).status == 0


def test_what_cannot_be_published_to_is_refused(project: Path) -> None:
    done = briefgen("publish", str(project / "nowhere"), *DAY, cwd=project)
    assert done.status == 2
    assert "is not a folder" in done.err
    assert publish(project, "--take-ours", "--take-theirs").status == 2
    assert publish(project, "--flavor", "word").status == 2


@pytest.mark.heavy
def test_a_thousand_briefs_are_published_once(tmp_path: Path, minimal: dict[str, Any]) -> None:
    briefs = {
        f"note-{n:04}": {
            **minimal,
            "id": f"BN-{n:04}",
            "title": f"Norhavn weighs levy number {n}",
            "date": f"20{20 + n % 7}-0{1 + n % 9}-1{n % 10}",
            "tags": [f"Subject {n % 40}", f"Region {n % 12}"],
            "actors": [{"name": f"Party {n % 90}", "role": "party"}],
            "timeline": [{"when": f"2027-0{1 + n % 9}-1{n % 10}", "event": f"Vote {n}"}],
            "source": {**minimal["source"], "date": "2020-01-01"},
        }
        for n in range(1_000)
    }
    project = make_project(tmp_path / "project", briefs)
    off = ("future-date", "stale-brief", "date-order", "number-not-in-source", "date-not-in-source")
    rules = "rules: {" + ", ".join(f"{rule}: off" for rule in off) + "}\n"
    (project / "briefgen.yaml").write_text(rules, encoding="utf-8")
    (tmp_path / "wiki").mkdir()
    done = publish(project)
    assert done.status == 0, done.err[-3000:]
    pages = wiki(project)
    assert len(pages) == 1 + 1_000 + 3 + 40 + 12 + 90
    assert len(re.findall(r"^\| .*\]\(note-\d{4}\.md\)", pages["index.md"], re.MULTILINE)) == 1_000
    assert pages["calendar.md"].count("| Vote ") == 1_000
    assert pages["tags/subject-7.md"].count("](../note-") == 25
    assert pages["actors/party-7.md"].count("](../note-") == 12
    page = tmp_path / "wiki/note-0500.md"
    page.write_text(page.read_text(encoding="utf-8") + "\nBy hand.\n", encoding="utf-8")
    times = {p: p.stat().st_mtime_ns for p in (tmp_path / "wiki").rglob("*")}
    done = publish(project)
    assert done.status == 1
    assert "kept (edited): note-0500.md" in done.err
    assert "0 added, 0 updated, 0 removed, 1144 unchanged, 1 kept" in done.err
    assert {p: p.stat().st_mtime_ns for p in (tmp_path / "wiki").rglob("*")} == times
