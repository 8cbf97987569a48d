"""What people paste into their CI is what its readers take, and holds what it should."""

from __future__ import annotations

import copy
import json
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest
import yaml

from briefgen import scaffold
from support.ci import COMPONENT, ROOT, action, component, pasted, steps_of, text, workflows
from support.runner import Expression, interpolated

#: What a comment in the first line of a block in the docs says that it is.
SCHEMAS = {
    ".github/workflows/": "github-workflows",
    ".gitlab-ci.yml": "gitlab-ci",
    ".pre-commit-config.yaml": "",
}


# ---------------------------------------------------------------- how it is written


def every_script() -> list[Any]:
    found = {"action": action()["runs"]["steps"]}
    found |= {p.id: steps_of(p.values[0]) for p in workflows()}
    return [
        pytest.param(step["run"], id=f"{name}-{n}")
        for name, steps in found.items()
        for n, step in enumerate(steps)
        if "run" in step
    ]


@pytest.mark.parametrize("script", every_script())
def test_no_expression_stands_in_a_script(script: str) -> None:
    assert "${{" not in script


def test_no_input_of_gitlab_stands_in_a_script() -> None:
    _, jobs = component()
    for one in jobs.values():
        assert "$[[" not in json.dumps(one["script"])


@pytest.mark.parametrize("script", every_script())
def test_scripts_are_bash(script: str) -> None:
    done = subprocess.run(["bash", "-n"], input=script, text=True, capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


def test_every_input_and_output_is_used_and_documented() -> None:
    body = text("action.yml")
    for name in action()["inputs"]:
        assert f"inputs.{name} " in body or f"inputs.{name}\n" in body, name
    inputs, jobs = component()
    for name in inputs:
        assert f"inputs.{name} " in json.dumps(jobs), name
    page = text("docs/ci.md")
    _, github, gitlab, *_ = page.split("\n## ")
    tables = {"action": re.findall(r"^\| `([\w-]+)` \|", github, re.MULTILINE)}
    tables["component"] = re.findall(r"^\| `([\w-]+)` \|", gitlab, re.MULTILINE)
    assert tables == {
        "action": [*action()["inputs"], *action()["outputs"]],
        "component": list(inputs),
    }


def test_defaults_in_the_docs_are_those_of_the_files() -> None:
    page = text("docs/ci.md")
    _, github, gitlab, *_ = page.split("\n## ")
    for section, inputs in ((github, action()["inputs"]), (gitlab, component()[0])):
        table, _, _ = section.partition("| output | what |")
        told = dict(re.findall(r"^\| `([\w-]+)` \|(?: `(.*?)`)? \|", table, re.MULTILINE))
        given = {name: about.get("default", "") for name, about in inputs.items()}
        assert told == {n: str(v).lower() if v is False else v for n, v in given.items()}


def test_actions_are_named_by_one_major_version_everywhere() -> None:
    uses = [step["uses"] for step in action()["runs"]["steps"] if "uses" in step]
    uses += [s["uses"] for p in workflows() for s in steps_of(p.values[0]) if "uses" in s]
    versions: dict[str, set[str]] = {}
    for name in uses:
        if name != "<owner>/briefgen@<ref>":
            found = re.fullmatch(r"(actions/[\w-]+)(?:/\w+)?@(v\d+)", name)
            assert found, name
            versions.setdefault(found[1], set()).add(found[2])
    assert {name: len(found) for name, found in versions.items()} == dict.fromkeys(versions, 1)
    assert "actions/checkout" in versions


@pytest.mark.parametrize("workflow", workflows())
def test_workflows_give_the_action_what_it_takes(workflow: str) -> None:
    ours = [s for s in steps_of(workflow) if s.get("uses", "").startswith("<owner>/briefgen@")]
    assert ours
    for step in ours:
        assert set(step.get("with", {})) <= set(action()["inputs"])


@pytest.mark.parametrize("workflow", workflows())
def test_workflows_may_read_and_nothing_else(workflow: str) -> None:
    assert yaml.safe_load(workflow)["permissions"] == {"contents": "read"}
    assert "secrets." not in workflow


def packages(name: str) -> set[str]:
    return set(re.findall(r"\blib[a-z0-9.+-]+\b(?!\.(?:so|sh))", text(name)))


def test_the_same_libraries_are_installed_everywhere() -> None:
    (listed,) = re.findall(r"(?m)^ *apt-get:pango\) echo (.*) ;;$", text("scripts/lib/system.sh"))
    for name in ("action.yml", "Dockerfile"):
        assert packages(name) == set(listed.split()), name


@pytest.mark.parametrize("name", ["action.yml", "Dockerfile"])
def test_packages_are_compared_with_their_hashes(name: str) -> None:
    """Nothing is taken that requirements/runtime.txt does not pin, not even to build the wheel."""
    body = re.sub(r"\\\n\s*", "", text(name))
    lines = [x for x in body.splitlines() if "pip " in x or "${install[@]}" in x]
    lines = [x for x in lines if re.search(r"install(\[@\]\}\"| )", x) and "=(" not in x]
    lines = [x for x in lines if not x.lstrip().startswith("#")]
    assert len(lines) == 2
    pinned, ours = lines
    assert "--only-binary :all:" in pinned
    assert "--require-hashes" in pinned
    assert "requirements/runtime.txt" in pinned
    assert "--no-deps" in ours
    assert "--no-build-isolation" in ours
    assert "hatchling==" in text("requirements/runtime.txt")


@pytest.mark.parametrize(
    "name",
    ["action.yml", "Dockerfile", ".dockerignore", ".pre-commit-hooks.yaml", COMPONENT.name],
)
def test_no_address_stands_in_a_file(name: str) -> None:
    path = COMPONENT if name == COMPONENT.name else ROOT / name
    assert re.findall(r"://|index-url|\.io/|\.org|\.com", path.read_text(encoding="utf-8")) == []


# ---------------------------------------------------------------- Docker


def instructions() -> list[tuple[str, str]]:
    body = re.sub(r"^#.*\n", "", text("Dockerfile"), flags=re.MULTILINE)
    body = re.sub(r"\\\n\s*", "", body)
    return [(line.partition(" ")[0], line.partition(" ")[2]) for line in body.splitlines() if line]


def in_context(path: str) -> bool:
    """Tell whether .dockerignore lets a file through: the last line that fits it decides."""
    kept = True
    for line in text(".dockerignore").splitlines():
        if line and not line.startswith("#"):
            pattern = re.escape(line.removeprefix("!").rstrip("/"))
            pattern = pattern.replace(r"\*\*/", "(?:.*/)?").replace(r"\*", "[^/]*")
            pattern = pattern.replace(r"\[", "[").replace(r"\]", "]")
            if any(re.fullmatch(pattern, name) for name in parents(path)):
                kept = line.startswith("!")
    return kept


def parents(path: str) -> list[str]:
    parts = path.split("/")
    return ["/".join(parts[: n + 1]) for n in range(len(parts))]


def test_the_image_is_run_by_a_user_without_rights() -> None:
    assert instructions()[-4:] == [
        ("USER", "briefgen"),
        ("WORKDIR", "/work"),
        ("ENTRYPOINT", '["briefgen"]'),
        ("CMD", '["--help"]'),
    ]
    stages = [name for kind, name in instructions() if kind == "FROM"]
    assert [name.partition(" ")[0] for name in stages] == ["python:3.13-slim"] * 2
    assert any("useradd" in rest and "briefgen" in rest for _, rest in instructions())


def test_the_image_has_compiled_modules_and_proves_that_it_renders() -> None:
    runs = [rest for kind, rest in instructions() if kind == "RUN"]
    installing = [run for run in runs if run.startswith("pip ")]
    assert len(installing) == 2
    assert all("--compile" in run for run in installing)
    assert any("briefgen doctor" in run for run in runs)


@pytest.mark.parametrize(
    "path",
    [".env", ".git/config", "seeds/article.txt", "briefs/secret.yaml", "dist/pdf/a.pdf",
     "docs/ci.md", "requirements/dev.txt", "tests/test_ci.py", ".venv/bin/python",
     "briefgen/__pycache__/cli.cpython-313.pyc", ".briefgen_cache/objects/x"],
)  # fmt: skip
def test_nothing_of_a_checkout_gets_into_the_image_but_the_package(path: str) -> None:
    assert not in_context(path)


def test_the_image_is_built_from_all_that_the_package_needs(tmp_path: Path) -> None:
    files = [
        path.relative_to(ROOT).as_posix()
        for folder in ("briefgen", "docs", "requirements", "templates", "seeds")
        for path in (ROOT / folder).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    ]
    files += [path.name for path in ROOT.iterdir() if path.is_file()]
    for name in filter(in_context, files):
        (tmp_path / "source" / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(ROOT / name, tmp_path / "source" / name)
    for kind, rest in instructions():
        if kind == "COPY" and not rest.startswith("--from"):
            assert (tmp_path / "source" / rest.split()[0]).exists()
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "-o", tmp_path / "out"]
    done = subprocess.run(
        command, cwd=tmp_path / "source", capture_output=True, text=True, check=False, timeout=120
    )
    assert done.returncode == 0, done.stderr
    (wheel,) = (tmp_path / "out").glob("*.whl")
    made = set(zipfile.ZipFile(wheel).namelist())
    for name in files:
        if name.startswith("templates/") or (name.startswith("briefgen/") and name.endswith(".py")):
            assert name.removeprefix("briefgen/") in {n.removeprefix("briefgen/") for n in made}
    assert any(name.startswith("briefgen/rules/") for name in made)


# ---------------------------------------------------------------- a new project


def test_a_new_project_has_the_workflow_of_the_docs_and_keeps_its_cache_out_of_git(
    tmp_path: Path,
) -> None:
    scaffold.make(tmp_path / "desk")
    written = yaml.safe_load((tmp_path / "desk/.github/workflows/briefs.yml").read_bytes())
    told = yaml.safe_load(next(body for _, body in pasted() if body.startswith("# .github/")))
    given = written["jobs"]["briefs"]["steps"][1].pop("with")
    assert written == told
    defaults = {name: about["default"] for name, about in action()["inputs"].items()}
    assert {name: str(value).lower() for name, value in given.items()}.items() <= defaults.items()
    ignored = (tmp_path / "desk/.gitignore").read_text(encoding="utf-8").split()
    assert ignored == ["dist/", ".briefgen_cache/"]


# ---------------------------------------------------------------- schemas


def validate(schema: str, path: Path) -> str:
    """Return what is wrong with a file, by the schema of those who read it."""
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", f"vendor.{schema}"]
    done = subprocess.run([*command, path], capture_output=True, text=True, check=False)
    assert done.returncode in (0, 1), done.stderr
    return "" if done.returncode == 0 else done.stdout


def as_file(folder: Path, data: Any) -> Path:
    path = folder / "given.yml"
    path.write_text(data if isinstance(data, str) else json.dumps(data), encoding="utf-8")
    return path


def test_the_action_is_one_for_github(tmp_path: Path) -> None:
    assert validate("github-actions", ROOT / "action.yml") == ""
    wrong = copy.deepcopy(action())
    del wrong["runs"]["steps"][1]["shell"]
    assert "shell" in validate("github-actions", as_file(tmp_path, wrong))


@pytest.mark.parametrize("workflow", workflows())
def test_workflows_are_some_for_github(workflow: str, tmp_path: Path) -> None:
    assert validate("github-workflows", as_file(tmp_path, workflow)) == ""
    wrong = workflow.replace("runs-on:", "run-on:")
    assert "run-on" in validate("github-workflows", as_file(tmp_path, wrong))


def test_the_component_is_one_for_gitlab(tmp_path: Path) -> None:
    spec, jobs = yaml.safe_load_all(COMPONENT.read_text(encoding="utf-8"))
    inputs = {k: v.get("default", "briefgen") for k, v in spec["spec"]["inputs"].items()}
    made = interpolated(jobs, inputs)
    assert validate("gitlab-ci", as_file(tmp_path, spec)) == ""
    assert validate("gitlab-ci", as_file(tmp_path, made)) == ""
    made["briefs"]["cache"]["when"] = "sometimes"
    assert validate("gitlab-ci", as_file(tmp_path, made))
    spec["spec"]["inputs"]["strict"]["type"] = "truth"
    assert validate("gitlab-ci", as_file(tmp_path, spec))


@pytest.mark.parametrize(("name", "body"), [*pasted()], ids=lambda v: v if "\n" not in v else "")
def test_all_yaml_in_the_docs_is_what_it_says_it_is(name: str, body: str, tmp_path: Path) -> None:
    data = yaml.safe_load(body)
    assert isinstance(data, dict)
    kinds = [schema for start, schema in SCHEMAS.items() if body.startswith(f"# {start}")]
    if not name.startswith("ci.md"):
        # Elsewhere parts of one are shown.
        return
    assert kinds, "the first line is to be a comment with the name of the file"
    if kinds[0]:
        assert validate(kinds[0], as_file(tmp_path, body)) == ""


# ---------------------------------------------------------------- the runner of these tests


CONTEXTS: dict[str, Any] = {
    "inputs": {"a": "true", "artifact-name": "x", "n": "0"},
    "steps": {"one": {"outputs": {"status": "1"}}},
    "strategy": {"job-index": 0},
    "functions": {"cancelled": lambda: False, "hashFiles": lambda pattern: f"<{pattern}>"},
}


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("inputs.a == 'true' && inputs.artifact-name", "x"),
        ("inputs.a != 'true' || steps.one.outputs.status", "1"),
        ("steps.one.outputs.nothing", ""),
        ("strategy.job-index == 0", True),
        ("strategy.job-index == inputs.n", True),
        ("!cancelled() && (inputs.a == 'TRUE')", True),
        ("hashFiles('**/it''s')", "<**/it's>"),
    ],
)
def test_expressions_are_those_of_github(written: str, value: Any) -> None:
    assert Expression(written, CONTEXTS).value() == value


@pytest.mark.parametrize(
    "written", ["inputs.b", "steps.two.outputs.x", "other.x", "a +", "'a' 'b'"]
)
def test_what_is_no_expression_is_refused(written: str) -> None:
    with pytest.raises((KeyError, AssertionError, IndexError)):
        Expression(written, CONTEXTS).value()
