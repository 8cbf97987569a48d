"""What people paste into their CI runs here as it runs there: steps, scripts and hooks."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
from fnmatch import translate
from pathlib import Path
from typing import Any

import pytest
import yaml

from briefgen.templating import BUILT_IN
from support.ci import COMPONENT, action, component, pasted, text, workflows
from support.command import briefgen
from support.engines import ENGINES, read
from support.parts import FALK, QUOTE
from support.pdf import Pdf
from support.projects import contents, make_project
from support.runner import Job, filled, install, interpolated, run_gitlab

TODAY = "2026-11-22"
#: PDFs take a second each; where they do not matter, none is made.
GIVEN = {"today": TODAY, "options": "--to=md"}
MISQUOTED = QUOTE | {"text": "The pier cannot wait", "source": "p3"}


@pytest.fixture
def desk(tmp_path: Path, minimal: dict[str, Any]) -> Path:
    """A project with a brief that is right and one whose quotation is not that of its source."""
    broken = minimal | {"actors": [FALK], "quotes": [MISQUOTED]}
    return make_project(tmp_path / "desk", {"good": minimal, "broken": broken})


@pytest.fixture
def wrong(desk: Path) -> int:
    """The line of the words that are not in the source."""
    lines = (desk / "briefs/broken.yaml").read_text(encoding="utf-8").splitlines()
    (line,) = [n for n, line in enumerate(lines, 1) if '"The pier cannot wait"' in line]
    assert line > 10
    return line


def installs(script: str) -> bool:
    return "apt-get" in script or "pip" in script


def job(folder: Path, workspace: Path, **contexts: Any) -> Job:
    """A machine on which all has been installed that the action installs."""
    install(folder / "briefgen/bin")
    return Job(workspace, folder, installs, contexts)


def run_action(workspace: Path, folder: Path, **given: Any) -> Job:
    ran = job(folder, workspace)
    ran.run_action(action(), {"today": TODAY} | {k.replace("_", "-"): v for k, v in given.items()})
    return ran


# ---------------------------------------------------------------- the action


def test_a_pull_request_from_annotation_to_artifact(desk: Path, wrong: int, tmp_path: Path) -> None:
    ran = run_action(desk, tmp_path / "temp")
    errors = [(given, words) for kind, given, words in ran.commands if kind == "error"]
    assert [(given["file"], given["line"]) for given, _ in errors] == [
        ("briefs/broken.yaml", str(wrong))
    ]
    assert "The pier will not wait" in errors[0][1]

    page = read(ENGINES["cmarkgfm"](ran.summary))
    briefs, findings = page.tables
    assert [row[:2] for row in briefs[1:]] == [
        ["briefs/broken.yaml", "not built"],
        ["briefs/good.yaml", "built"],
    ]
    assert briefs[2][2].isdecimal()
    assert findings[1][2].startswith(f"briefs/broken.yaml:{wrong}:")

    upload = ran.step("actions/upload-artifact")
    assert upload.given["path"] == "dist"
    assert upload.given["name"] == "briefs"
    assert "dist/pdf/good.pdf" in upload.files
    assert "dist/pdf/broken.pdf" not in upload.files
    assert ran.status == 1
    assert ran.steps[-1].name == "Status"
    assert {k: ran.outputs[k] for k in ("dist", "briefs", "failed")} == {
        "dist": "dist",
        "briefs": "2",
        "failed": "1",
    }


def test_a_run_of_right_briefs_passes(desk: Path, tmp_path: Path) -> None:
    (desk / "briefs/broken.yaml").unlink()
    ran = run_action(desk, tmp_path / "temp")
    assert ran.status == 0
    assert [kind for kind, _, _ in ran.commands if kind == "error"] == []
    assert ran.outputs["failed"] == "0"


def test_what_was_made_is_kept_for_the_next_run(desk: Path, tmp_path: Path) -> None:
    """Also when a brief fails, which an action that saves at the end of a job would not do."""
    ran = run_action(desk, tmp_path / "temp", **GIVEN)
    names = [step.name for step in ran.steps]
    assert names.index("Restore the cache") < names.index("Build") < names.index("Save the cache")
    restored, saved = (ran.step(f"actions/cache/{verb}") for verb in ("restore", "save"))
    assert restored.given["path"] == saved.given["path"] == "**/.briefgen_cache"
    starts = restored.given["restore-keys"].split()
    assert all(saved.given["key"].startswith(start) for start in starts)
    assert restored.given["key"] != saved.given["key"]
    assert any(path.startswith(".briefgen_cache/") for path in saved.files)


@pytest.mark.parametrize(
    ("given", "without"),
    [
        (
            {"cache": False},
            (
                "Restore the cache",
                "Save the cache",
            ),
        ),
        ({"upload": "false"}, ("Upload",)),
        ({"check": "false"}, ("Check",)),
        (
            {"build": False},
            (
                "Build",
                "Upload",
                "Restore the cache",
                "Save the cache",
            ),
        ),
    ],
    ids="-".join,
)
def test_what_is_switched_off_does_not_run(
    desk: Path, tmp_path: Path, given: dict[str, Any], without: tuple[str, ...]
) -> None:
    ran = run_action(desk, tmp_path / "temp", **GIVEN | given)
    every = {step["name"] for step in action()["runs"]["steps"]}
    assert {step.name for step in ran.steps} == every - set(without)
    assert ran.status == 1


def test_without_check_and_build_the_command_is_there_for_other_steps(tmp_path: Path) -> None:
    ran = run_action(tmp_path, tmp_path / "temp", check=False, build=False)
    assert ran.status == 0
    (folder,) = map(Path, ran.path)
    assert [path.name for path in folder.iterdir()] == ["briefgen"]
    done = subprocess.run([folder / "briefgen", "--version"], capture_output=True, check=True)
    assert done.stdout.startswith(b"briefgen ")


def test_inputs_reach_both_commands(desk: Path, minimal: dict[str, Any], tmp_path: Path) -> None:
    """A warning fails under `strict`, the day is that of `today`, and paths come one a line."""
    late = minimal | {"review_by": "2026-12-24"}
    make_project(desk, {"late": late, "other": minimal})
    (desk / "briefs/broken.yaml").unlink()
    given = {"paths": "briefs/late.yaml\n\nbriefs/other.yaml\n", "options": "--paper=letter\n"}
    ran = run_action(desk, tmp_path / "one", **given, strict=True, output="out of it")
    assert (ran.status, ran.outputs["briefs"], ran.outputs["failed"]) == (0, "2", "0")
    upload = ran.step("actions/upload-artifact")
    assert "out of it/pdf/late.pdf" in upload.files
    assert "out of it/pdf/good.pdf" not in upload.files
    assert Pdf(upload.files["out of it/pdf/late.pdf"]).reader.pages[0].mediabox.width == 612

    late = given | {"strict": True, "today": "2027-02-01"}
    assert run_action(desk, tmp_path / "check", **late, build=False).status == 1
    ran = run_action(desk, tmp_path / "build", **late)
    assert (ran.status, ran.outputs["failed"]) == (1, "1")
    assert {kind for kind, _, _ in ran.commands} >= {"warning"}


# Balanced in each kind of quotation marks, so that whatever reads it as a script gets to the end.
HOSTILE = """\
x; touch owned
$(touch owned) `touch owned` a[$(touch owned)]
"; touch owned; "
'; touch owned; '
status=0
::error::forged
END
EOF
${{ github.token }}
"""


IN_SCRIPTS = ("options", "output", "paths", "strict", "today")


@pytest.mark.parametrize(
    "names", [*((n,) for n in IN_SCRIPTS), tuple(set(action()["inputs"]) - {*IN_SCRIPTS})]
)
def test_hostile_inputs_are_only_text(desk: Path, tmp_path: Path, names: tuple[str, ...]) -> None:
    ran = job(tmp_path / "temp", desk)
    ran.run_action(action(), GIVEN | dict.fromkeys(names, HOSTILE))
    assert list(tmp_path.rglob("owned*")) == []
    assert [words for _, _, words in ran.commands if words == "forged"] == []
    # What is not "true" is off; whatever else is asked for, the brief that is wrong fails the run.
    assert ran.status != 0 or "build" in names
    assert set(ran.outputs) == {"dist", "briefs", "failed", "artifact-url"}
    assert {ran.outputs["briefs"], ran.outputs["failed"]} <= {"", "1", "2"}


def test_every_input_that_a_script_takes_is_among_the_hostile_ones() -> None:
    values = [v for s in action()["runs"]["steps"] for v in s.get("env", {}).values()]
    assert set(re.findall(r"inputs\.([\w-]+)", " ".join(values))) == set(IN_SCRIPTS)


@pytest.mark.parametrize("command", ["::error::forged", "::set-output name=status::0"])
def test_a_hostile_name_of_a_file_is_no_command(desk: Path, tmp_path: Path, command: str) -> None:
    (desk / f"briefs/x\n{command}\n.yaml").write_text("title: x\n", encoding="utf-8")
    ran = run_action(desk, tmp_path / "temp", **GIVEN)
    assert command in ran.step("Build").log
    assert {kind for kind, _, _ in ran.commands} <= {"error", "warning", "notice"}
    assert "forged" not in [words for _, _, words in ran.commands]
    assert ran.outputs["failed"] == "2"


def test_a_project_that_cannot_be_read_fails_and_leaves_no_outputs(tmp_path: Path) -> None:
    (tmp_path / "desk").mkdir()
    ran = run_action(tmp_path / "desk", tmp_path / "temp")
    assert ran.status == 2
    assert ran.summary == ran.outputs["briefs"] == ""
    assert "error[no-" in ran.step("Check").log


def test_a_project_in_a_folder_of_the_repository_is_named_from_the_top(
    desk: Path, wrong: int, tmp_path: Path
) -> None:
    """Annotations want the path from the top of the repository."""
    ran = run_action(tmp_path, tmp_path / "temp", paths="desk/briefs", build=False)
    found = [given for kind, given, _ in ran.commands if kind == "error"]
    assert [(given["file"], given["line"]) for given in found] == [
        ("desk/briefs/broken.yaml", str(wrong))
    ]


# ---------------------------------------------------------------- many briefs


def test_shards_of_the_docs_make_what_one_build_makes(
    minimal: dict[str, Any], tmp_path: Path
) -> None:
    briefs = {name: minimal | {"title": f"{name} weighs a levy"} for name in ("Elm", "Norhavn")}
    whole = make_project(tmp_path / "whole", briefs)
    alone = briefgen("build", "--today", TODAY, "--to", "md", cwd=whole)
    assert alone.status == 0, alone.err
    (sharded,) = [p.values[0] for p in workflows() if "matrix" in p.values[0]]
    jobs = yaml.safe_load(sharded)["jobs"]
    artifacts, annotated = tmp_path / "artifacts", 0
    matrix = jobs["shards"]["strategy"]["matrix"]["shard"]
    for index, shard in enumerate(matrix):
        workspace = make_project(tmp_path / f"machine{shard}", briefs)
        contexts = {
            "matrix": {"shard": shard},
            "strategy": {"job-index": index, "job-total": len(matrix)},
        }
        ran = job(tmp_path / f"temp{shard}", workspace, **contexts)
        given = {k: filled(v, contexts) for k, v in jobs["shards"]["steps"][1]["with"].items()}
        given["options"] += "\n--to=md"
        ran.run_action(action(), {"today": TODAY} | given)
        assert ran.status == 0
        annotated += any(step.name == "Check" for step in ran.steps)
        upload = ran.step("actions/upload-artifact").given
        shutil.copytree(workspace / upload["path"], artifacts / upload["name"])
    assert annotated == 1

    setup, download, merge, upload = jobs["merge"]["steps"]
    machine = tmp_path / "last"
    machine.mkdir()
    last = job(tmp_path / "temp", machine)
    last.run_action(action(), setup["with"])
    pattern = re.compile(translate(download["with"]["pattern"]))
    for folder in artifacts.iterdir():
        assert pattern.match(folder.name)
        shutil.copytree(folder, machine / download["with"]["path"] / folder.name)
    command = ["bash", "-e", "-c", merge["run"]]
    environment = {"PATH": f"{last.path[0]}:/usr/bin:/bin"}
    subprocess.run(command, cwd=machine, env=environment, check=True, timeout=120)
    assert published(machine / upload["with"]["path"]) == published(whole / "dist")


def test_shards_of_gitlab_make_what_one_build_makes(
    minimal: dict[str, Any], tmp_path: Path
) -> None:
    desk = make_project(
        tmp_path / "desk",
        {"Elm": minimal, "Norhavn": minimal | {"title": "Norhavn says no to a levy"}},
    )
    given = ("--today", TODAY, "--to", "md")
    whole = briefgen("build", *given, "-o", tmp_path / "whole", cwd=desk)
    assert whole.status == 0, whole.err
    (body,) = [b for _, b in pasted() if "CI_NODE_INDEX" in b]
    jobs = yaml.safe_load(body)
    path = f"{install(tmp_path / 'bin')}:/usr/bin:/bin"
    total = jobs["shards"]["parallel"]
    for n in range(1, total + 1):
        env = {"PATH": path, "CI_NODE_INDEX": str(n), "CI_NODE_TOTAL": str(total)}
        one = dict(jobs["shards"])
        one["script"] = " ".join([one["script"], *given])
        status, log = run_gitlab(one, desk, env)
        assert status == 0, log
    status, log = run_gitlab(jobs["merge"], desk, {"PATH": path})
    assert status == 0, log
    assert published(desk / "dist") == published(tmp_path / "whole")


def published(folder: Path) -> dict[str, bytes]:
    found = contents(folder)
    return {path: data for path, data in found.items() if not path.startswith(".")}


# ---------------------------------------------------------------- GitLab


def gitlab_job(**given: Any) -> dict[str, Any]:
    inputs, jobs = component()
    values = {name: about["default"] for name, about in inputs.items() if "default" in about}
    assert set(given) <= set(inputs)
    ((name, one),) = interpolated(
        jobs, values | {"image": "briefgen", "today": TODAY} | given
    ).items()
    assert name == given.get("job", "briefs")
    return dict(one)


def test_a_merge_request_shows_failed_tests_and_keeps_the_pages(
    desk: Path, wrong: int, tmp_path: Path
) -> None:
    one = gitlab_job()
    status, log = run_gitlab(one, desk, {"PATH": f"{install(tmp_path / 'bin')}:/usr/bin:/bin"})
    assert status == 1, log
    report = (desk / one["artifacts"]["reports"]["junit"]).read_text(encoding="utf-8")
    assert f'file="briefs/broken.yaml" line="{wrong}"' in report
    pages, summary = one["artifacts"]["paths"]
    assert (desk / pages / "pdf/good.pdf").is_file()
    assert not (desk / pages / "pdf/broken.pdf").exists()
    assert "briefs/good.yaml | built" in (desk / summary).read_text(encoding="utf-8")
    assert one["artifacts"]["when"] == one["cache"]["when"] == "always"
    assert one["cache"]["paths"] == ["**/.briefgen_cache/"]
    assert (desk / ".briefgen_cache").is_dir()


def test_a_merge_request_with_right_briefs_passes(minimal: dict[str, Any], tmp_path: Path) -> None:
    desk = make_project(tmp_path / "desk", {"late": minimal | {"review_by": "2026-12-24"}})
    env = {"PATH": f"{install(tmp_path / 'bin')}:/usr/bin:/bin"}
    status, log = run_gitlab(gitlab_job(**GIVEN), desk, env)
    assert status == 0, log
    late = gitlab_job(**GIVEN | {"strict": True, "today": "2027-02-01"})
    assert run_gitlab(late, desk, env)[0] == 1


@pytest.mark.parametrize("name", sorted(set(component()[0]) - {"image", "stage", "job"}))
def test_hostile_inputs_of_gitlab_are_only_text(desk: Path, tmp_path: Path, name: str) -> None:
    one = gitlab_job(**GIVEN | {name: HOSTILE})
    status, _ = run_gitlab(one, desk, {"PATH": f"{install(tmp_path / 'bin')}:/usr/bin:/bin"})
    assert status != 0
    assert list(tmp_path.rglob("owned*")) == []


def test_the_job_of_the_docs_does_the_same(desk: Path, wrong: int, tmp_path: Path) -> None:
    (body,) = [b for _, b in pasted() if "briefgen-junit.xml" in b]
    one = yaml.safe_load(body)["briefs"]
    env = {"PATH": f"{install(tmp_path / 'bin')}:/usr/bin:/bin"}
    status, log = run_gitlab(one, desk, env)
    assert status == 1, log
    assert f'line="{wrong}"' in (desk / "briefgen-junit.xml").read_text(encoding="utf-8")
    assert (desk / "dist/pdf/good.pdf").is_file()
    mine = gitlab_job()
    for key in ("reports", "when"):
        assert one["artifacts"][key] == mine["artifacts"][key]
    assert one["image"]["entrypoint"] == mine["image"]["entrypoint"] == [""]


def test_the_component_is_named_as_its_file_and_given_what_it_takes() -> None:
    inputs, _ = component()
    included = [
        entry
        for _, body in pasted()
        if body.startswith("# .gitlab-ci.yml")
        for entry in yaml.safe_load(body).get("include", [])
    ]
    assert included
    for entry in included:
        assert entry["component"].partition("@")[0].endswith(f"/briefgen/{COMPONENT.stem}")
        assert set(entry["inputs"]) <= set(inputs)
        assert {name for name, about in inputs.items() if "default" not in about} <= set(
            entry["inputs"]
        )


def test_the_component_is_no_design_of_a_page() -> None:
    """GitLab reads NAME.yml and NAME/template.yml below templates/; designs are template.yaml."""
    assert COMPONENT.parent == BUILT_IN
    assert sorted(p.name for p in BUILT_IN.glob("*.yml")) == [COMPONENT.name]
    assert list(BUILT_IN.glob("*/template.yml")) == []
    done = briefgen("render", "briefs/greenland.yaml", "--template", "gitlab-ci", "-o", "-")
    assert done.status == 2
    assert "hint: policy-brief\n" in done.err


# ---------------------------------------------------------------- pre-commit


def hook() -> dict[str, Any]:
    (found,) = yaml.safe_load(text(".pre-commit-hooks.yaml"))
    return found


def commit(folder: Path, changed: list[str], **changes: Any) -> tuple[int, str]:
    """Run the hook as pre-commit does: only for its files, with their names if it wants them."""
    given = hook() | changes
    chosen = [name for name in changed if re.search(given["files"], name)]
    if not chosen:
        return 0, "skipped"
    command, *args = shlex.split(given["entry"]) + given.get("args", [])
    assert command == "briefgen"
    names = chosen if given.get("pass_filenames", True) else []
    done = briefgen(*args, *names, "--today", TODAY, cwd=folder)
    return done.status, done.text


@pytest.mark.parametrize(
    "changed",
    [
        "briefs/broken.yaml",
        "briefs/broken.checks.yaml",
        "briefs/broken-map.png",
        "seeds/article.txt",
        "briefgen.yaml",
    ],
)
def test_a_commit_of_anything_that_a_brief_rests_on_is_checked(
    desk: Path, wrong: int, changed: str
) -> None:
    status, report = commit(desk, ["README.md", changed])
    assert status == 1
    assert f"briefs/broken.yaml:{wrong}:" in report


def test_a_commit_of_other_files_is_not_checked(desk: Path) -> None:
    files = ["README.md", "src/briefs/x.py", "notes/briefgen.yaml", "briefgen.yaml.orig"]
    assert commit(desk, files) == (0, "skipped")


def test_a_commit_of_a_right_brief_passes(desk: Path) -> None:
    (desk / "briefs/broken.yaml").unlink()
    assert commit(desk, ["briefs/good.yaml"])[0] == 0


def test_hooks_of_the_docs_find_the_hook_and_run(desk: Path, wrong: int) -> None:
    hooks = [
        entry
        for _, body in pasted()
        if body.startswith("# .pre-commit-config.yaml")
        for repository in yaml.safe_load(body)["repos"]
        for entry in repository["hooks"]
    ]
    assert len(hooks) == 2
    for entry in hooks:
        assert entry["id"] == hook()["id"]
        changes = {k: v for k, v in entry.items() if k != "id"}
        assert set(changes) <= {"files", "args"}
    status, report = commit(desk.parent, ["desk/seeds/article.txt"], **changes)
    assert status == 1
    assert f"desk/briefs/broken.yaml:{wrong}:" in report


def test_the_hook_has_the_keys_of_the_manifest() -> None:
    assert {"id", "name", "entry", "language"} <= set(hook())
    known = {"id", "name", "entry", "language", "description", "files", "pass_filenames"}
    assert set(hook()) <= known
    assert hook()["language"] == "python"
