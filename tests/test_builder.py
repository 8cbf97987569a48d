"""A build: everything is checked first, what can be printed is, and what cannot is named."""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import signal
import subprocess
import sys
import time
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from test_checks import CASES

from briefgen import output, render
from briefgen.building import builder
from briefgen.building.examine import examine
from briefgen.building.options import Options
from briefgen.building.store import FOLDER
from briefgen.errors import BriefgenError, UsageError
from briefgen.prepare import prepare
from briefgen.project import Project, find_project
from briefgen.render import Design
from support.command import ROOT, briefgen
from support.projects import contents, make_project

TODAY = date(2026, 11, 22)


def build(folder: Path, name: str = "dist", **options: Any) -> builder.Built:
    project = find_project(folder)
    given = Options(folder / name, jobs=2, today=TODAY, **options)
    return builder.build(project, Design.of(project), given)


def test_builds_wiki_page_pdf_and_manifest(tmp_path: Path, minimal: dict[str, Any]) -> None:
    make_project(tmp_path, {"one": minimal, "two": {**minimal, "title": "Another brief at all"}})
    built = build(tmp_path)
    files = contents(tmp_path / "dist")
    made = ["pdf/one.pdf", "pdf/two.pdf"]
    made += [f"wiki/{page}.md" for page in ("calendar", "glossary", "index", "one", "two")]
    assert sorted(files) == sorted(["manifest.json", *made])
    assert (built.failed, built.diagnostics, built.written) == ([], [], 7)
    listed = json.loads(files["manifest.json"])["artifacts"]
    assert [a["path"] for a in listed] == made
    for artifact in listed:
        data = files[artifact["path"]]
        assert artifact["sha256"] == hashlib.sha256(data).hexdigest()
        assert artifact["bytes"] == len(data)
        if artifact["kind"] == "wiki":
            assert artifact["brief"] == ""
        else:
            assert artifact["brief"].endswith(f"briefs/{Path(artifact['path']).stem}.yaml")


def test_a_second_build_writes_nothing_and_changes_no_byte(
    tmp_path: Path, minimal: dict[str, Any]
) -> None:
    make_project(tmp_path, {"one": minimal})
    build(tmp_path)
    before = contents(tmp_path / "dist")
    times = {p: p.stat().st_mtime_ns for p in (tmp_path / "dist").rglob("*")}
    assert build(tmp_path).written == 0
    assert contents(tmp_path / "dist") == before
    assert {p: p.stat().st_mtime_ns for p in (tmp_path / "dist").rglob("*")} == times
    build(tmp_path, "again")
    assert contents(tmp_path / "again") == before


def test_a_broken_brief_is_named_and_the_others_are_built(
    tmp_path: Path, minimal: dict[str, Any]
) -> None:
    briefs = {"a": minimal, "b": {**minimal, "titel": "x"}, "c": minimal}
    make_project(tmp_path, briefs)
    (tmp_path / "briefs/d.yaml").write_text("title: [\n", encoding="utf-8")
    built = build(tmp_path)
    assert [Path(name).name for name in built.failed] == ["b.yaml", "d.yaml"]
    assert {d.code for d in built.diagnostics} >= {"unknown-key"}
    assert sorted(contents(tmp_path / "dist/pdf")) == ["a.pdf", "c.pdf"]


def test_nothing_is_written_by_a_dry_run(tmp_path: Path, minimal: dict[str, Any]) -> None:
    make_project(tmp_path, {"one": minimal})
    built = build(tmp_path, dry_run=True)
    assert {p.name for p in built.planned} == {
        *("one.md", "one.pdf", "index.md", "calendar.md", "glossary.md")
    }
    assert not (tmp_path / "dist").exists()


def test_strict_keeps_briefs_with_warnings_back(tmp_path: Path, minimal: dict[str, Any]) -> None:
    make_project(tmp_path, {"one": {**minimal, "as_of": "unknown"}, "two": minimal})
    assert [Path(name).stem for name in build(tmp_path, strict=True).failed] == ["one"]
    assert build(tmp_path).failed == []


def test_a_page_over_its_budget_costs_only_its_own_brief(
    tmp_path: Path, minimal: dict[str, Any]
) -> None:
    long = {**minimal, "details": [{"text": "One more fact of many. " * 14}] * 40}
    make_project(tmp_path, {"long": {**long, "budget": {"pages": 1}}, "short": minimal})
    built = build(tmp_path)
    assert [Path(name).stem for name in built.failed] == ["long"]
    over = [d for d in built.diagnostics if d.code == "length-over-budget"]
    assert [d.severity for d in over] == ["error", "info", "info", "info"]
    assert sorted(contents(tmp_path / "dist/pdf")) == ["short.pdf"]


def test_a_template_that_never_ends_costs_only_its_own_brief(
    tmp_path: Path, minimal: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    make_project(tmp_path, {"calm": minimal, "wild": {**minimal, "title": "Endless loops at sea"}})
    page = (ROOT / "templates/policy-brief/page.html.j2").read_text(encoding="utf-8")
    loop = '{% if "Endless" in brief.title %}{% for a in range(99999) %}{% for b in range(99999) %}'
    loop += "{% endfor %}{% endfor %}{% endif %}"
    own = tmp_path / "templates/policy-brief/page.html.j2"
    own.parent.mkdir(parents=True)
    own.write_text(page + loop, encoding="utf-8")
    monkeypatch.setattr("briefgen.pool.Workers.run.__kwdefaults__", {"seconds": 3})
    built = build(tmp_path)
    assert [Path(name).stem for name in built.failed] == ["wild"]
    assert [d.code for d in built.diagnostics] == ["render-died"]
    assert "pdf/calm.pdf" in contents(tmp_path / "dist")


def test_a_brief_whose_check_takes_the_process_down_costs_only_itself(
    tmp_path: Path, minimal: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    make_project(tmp_path, {"calm": minimal, "wild": {**minimal, "title": "Endless loops at sea"}})
    with monkeypatch.context() as patched:
        patched.setattr("briefgen.building.builder.examine", _die_on_wild)
        built = build(tmp_path)
    assert [Path(name).stem for name in built.failed] == ["wild"]
    assert [(d.code, Path(d.location.file).stem) for d in built.diagnostics] == [
        ("render-died", "wild")
    ]
    assert "pdf/calm.pdf" in contents(tmp_path / "dist")
    assert build(tmp_path).failed == []


def _die_on_wild(task: Any) -> Any:
    if task.path.stem == "wild":
        os.kill(os.getpid(), signal.SIGKILL)
    return examine(task)


def test_a_killed_build_leaves_no_lock_and_no_part(tmp_path: Path, minimal: dict[str, Any]) -> None:
    make_project(tmp_path, {f"brief-{n}": minimal for n in range(12)})
    command = [sys.executable, "-m", "briefgen", "build", "-j", "2"]
    process = subprocess.Popen(
        command,
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stderr=subprocess.DEVNULL,
    )
    deadline = time.monotonic() + 60
    while (
        len(list(tmp_path.glob(f"{FOLDER}/objects/[0-9a-f]*"))) < 20 and time.monotonic() < deadline
    ):
        time.sleep(0.02)
    process.kill()
    process.wait()
    assert process.returncode == -signal.SIGKILL
    descriptor = os.open(tmp_path / "dist", os.O_RDONLY)
    try:
        for _ in range(100):
            try:
                fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError:
                time.sleep(0.05)
        else:
            pytest.fail("a worker of the killed build holds the lock")
    finally:
        os.close(descriptor)
    assert not (tmp_path / "dist/manifest.json").exists()
    assert contents(tmp_path / "dist") == {}
    finished = {p.name for p in tmp_path.glob(f"{FOLDER}/objects/*-1")}
    assert build(tmp_path).failed == []
    assert finished
    assert finished <= {p.name for p in tmp_path.glob(f"{FOLDER}/objects/*-1")}
    whole = contents(tmp_path / "dist")
    build(tmp_path, "again")
    again = contents(tmp_path / "again")
    assert whole == again


def test_a_brief_that_goes_after_a_killed_build_takes_its_pages_along(
    tmp_path: Path, minimal: dict[str, Any]
) -> None:
    make_project(tmp_path, {"one": minimal, "two": minimal})
    build(tmp_path, kinds=("md",))
    (tmp_path / "dist/manifest.json").unlink()
    pages = [p for p in contents(tmp_path / "dist") if "two" in p]
    output.begin(
        tmp_path / "dist",
        [
            output.artifact(
                tmp_path / "dist",
                tmp_path / "dist" / page,
                "md",
                "",
                contents(tmp_path / "dist")[page],
            )
            for page in pages
        ],
    )
    (tmp_path / "briefs/two.yaml").unlink()
    build(tmp_path, kinds=("pdf",))
    assert pages == ["wiki/two.md"]
    assert pages[0] in contents(tmp_path / "dist")
    build(tmp_path, kinds=("md",))
    assert [p for p in contents(tmp_path / "dist") if "two" in p or ".part" in p] == []


def test_one_worker_and_many_give_the_same_bytes(tmp_path: Path, minimal: dict[str, Any]) -> None:
    make_project(tmp_path, {"one": minimal, "two": minimal, "three": minimal})
    for jobs in ("1", "3"):
        done = briefgen("build", "-j", jobs, "-o", f"dist-{jobs}", cwd=tmp_path)
        assert done.status == 0
    assert contents(tmp_path / "dist-1") == contents(tmp_path / "dist-3")


def test_progress_counts_every_file(tmp_path: Path, minimal: dict[str, Any]) -> None:
    make_project(tmp_path, {"one": minimal, "two": minimal})
    seen: list[tuple[int, int]] = []
    project = find_project(tmp_path)
    options = Options(tmp_path / "dist", jobs=1, today=TODAY)
    builder.build(
        project,
        Design.of(project),
        options,
        progress=lambda done, total, _: seen.append((done, total)),
    )
    assert seen == [*((n, 2) for n in (1, 2)), *((n, 7) for n in range(1, 8))]


def test_a_project_without_briefs_is_an_error_of_use(tmp_path: Path) -> None:
    make_project(tmp_path, {})
    with pytest.raises(UsageError, match="no-briefs"):
        build(tmp_path)


def test_without_the_engine_markdown_is_still_written(
    tmp_path: Path, minimal: dict[str, Any]
) -> None:
    project = make_project(tmp_path / "project", {"one": minimal, "two": minimal})
    site = tmp_path / "site"
    site.mkdir()
    (site / "sitecustomize.py").write_text(
        "import sys\n"
        "class Missing:\n"
        "    def find_spec(self, name, path=None, target=None):\n"
        "        if name == 'weasyprint':\n"
        "            raise OSError(\"cannot load library 'libpango-1.0-0'\")\n"
        "sys.meta_path.insert(0, Missing())\n",
        encoding="utf-8",
    )
    env = {"PYTHONPATH": f"{site}{os.pathsep}{ROOT}"}
    done = briefgen("build", cwd=project, env=env)
    assert done.status == 1
    assert sorted(contents(project / "dist")) == [
        "manifest.json",
        *(f"wiki/{page}.md" for page in ("calendar", "glossary", "index", "one", "two")),
    ]
    assert done.err.count("pdf-engine-missing") == 1
    assert done.err.count("run: ") == 1
    assert "Markdown works without it" in done.err
    assert briefgen("render", "briefs/one.yaml", "--to", "md", cwd=project, env=env).status == 0
    failed = briefgen("render", "briefs/one.yaml", "--to", "pdf", cwd=project, env=env)
    assert (failed.status, failed.err.count("pdf-engine-missing")) == (1, 1)
    doctor = briefgen("doctor", env=env)
    assert doctor.status == 1
    assert "Markdown    works" in doctor.text
    assert "run: " in doctor.text


def test_a_draft_of_a_brief_with_errors_is_written_and_named(
    tmp_path: Path, minimal: dict[str, Any]
) -> None:
    wrong = {**minimal, "as_of": "2026-11-21"}
    make_project(tmp_path, {"right": minimal, "wrong": wrong, "unread": {**minimal, "titel": "x"}})
    built = build(tmp_path, draft=True)
    assert [Path(name).stem for name in built.drafts] == ["wrong"]
    assert [Path(name).stem for name in built.failed] == ["unread"]
    files = contents(tmp_path / "dist")
    assert {"pdf/wrong.pdf", "wiki/wrong.md"} <= set(files)
    assert files["wiki/wrong.md"].startswith("> **DRAFT — UNVERIFIED**\n\n".encode())
    build(tmp_path, "plain")
    for name in ("pdf/right.pdf", "wiki/right.md"):
        assert files[name] == (tmp_path / "plain" / name).read_bytes()


def test_a_draft_that_does_not_fit_is_named_as_not_built(
    tmp_path: Path, minimal: dict[str, Any]
) -> None:
    long = {**minimal, "details": [{"text": "One more fact of many. " * 14}] * 40}
    make_project(tmp_path, {"long": {**long, "budget": {"pages": 1}, "as_of": "2026-11-21"}})
    built = build(tmp_path, draft=True)
    assert (len(built.failed), built.drafts) == (1, [])


def test_warnings_make_a_draft_only_under_strict(tmp_path: Path, minimal: dict[str, Any]) -> None:
    make_project(tmp_path, {"one": {**minimal, "as_of": "unknown"}})
    assert build(tmp_path, draft=True, dry_run=True).drafts == []
    built = build(tmp_path, draft=True, strict=True)
    assert (len(built.drafts), built.failed) == (1, [])


def test_no_draft_is_written_over_the_brief_of_the_same_name(
    tmp_path: Path, minimal: dict[str, Any]
) -> None:
    make_project(tmp_path, {"one": minimal})
    other = make_project(tmp_path / "more", {"one": {**minimal, "title": "Another brief at all"}})
    project = find_project(tmp_path)
    options = Options(tmp_path / "dist", jobs=1, today=TODAY, draft=True)
    paths = [tmp_path / "briefs", other / "briefs"]
    built = builder.build(project, Design.of(project), options, paths)
    assert len(built.failed) == 1
    assert "same-name" in {d.code for d in built.diagnostics}
    assert "Norhavn weighs" in (tmp_path / "dist/wiki/one.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(("rule", "change"), [case[:2] for case in CASES])
def test_what_breaks_a_rule_can_be_looked_at(
    minimal: dict[str, Any], rule: str, change: dict[str, Any]
) -> None:
    data = {key: value for key, value in (minimal | change).items() if value is not None}
    text = json.dumps(data).encode()
    found = prepare(Path("brief.yaml"), Project(ROOT), TODAY, data=text)
    draft = found.printed(strict=True, draft=True)
    assert draft, rule
    look = Design.of(Project(ROOT))
    try:
        page = render.wiki_page(draft, look, TODAY)
    except BriefgenError as error:
        # A language without labels has no page, right or wrong.
        assert {d.code for d in error.diagnostics} == {"no-labels"}
        return
    assert page.startswith("> **") == found.fails(strict=True)
    assert "</html>" in render.html(draft, look, TODAY)
