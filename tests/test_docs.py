"""What README and docs/ say is so: commands, links, examples, limits and generated pages."""

from __future__ import annotations

import ast
import json
import os
import re
import subprocess
import sys
from datetime import date
from itertools import takewhile
from pathlib import Path
from typing import Any

import pytest
from typer.main import get_command
from typer.testing import CliRunner

from briefgen import api, images, loader, output, pool, scaffold, yamltree
from briefgen.cli import app
from briefgen.flavors import load_flavor
from briefgen.labels import load_labels
from briefgen.language import Language
from briefgen.loader import parse
from briefgen.prepare import prepare
from briefgen.project import find_project
from briefgen.reporters.text import text as as_text
from briefgen.schema.overlay import Overlay
from briefgen.templating import BUILT_IN
from briefgen.validate import validate_as

ROOT = Path(__file__).parent.parent
PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), *ROOT.glob("templates/**/*.md")])
TODAY = date(2026, 11, 22)
BRIEF = "briefs/harbor-fees.yaml"
FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
VERBS = sorted(get_command(app).commands)  # type: ignore[attr-defined]


def text(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def blocks(name: str, language: str) -> list[str]:
    return [body for kind, body in FENCE.findall(text(name)) if kind == language]


def rows(name: str, head: str) -> list[tuple[str, ...]]:
    """Return the cells of the table with this head row, without their code marks."""
    _, _, after = text(name).partition(f"{head}\n")
    assert after, head
    table = takewhile(lambda line: line.startswith("|"), after.splitlines()[1:])
    return [tuple(cell.strip().strip("`") for cell in row.strip("|").split("|")) for row in table]


def plain(yaml: str) -> Any:
    return parse(yaml.encode(), "block").data


def slug(heading: str) -> str:
    """Return the anchor that GitHub gives a heading."""
    return re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    scaffold.make(tmp_path / "desk")
    return tmp_path / "desk"


# ---------------------------------------------------------------- links and commands


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.relative_to(ROOT).as_posix())
def test_links_lead_to_files_and_headings_that_exist(page: Path) -> None:
    body = FENCE.sub("", page.read_text(encoding="utf-8"))
    links = re.findall(r"\]\(([^)\s]+)\)|(?:src|href)=\"([^\"]+)\"", body)
    for target in (a or b for a, b in links):
        if re.match(r"[a-z]+:", target):
            continue
        name, _, anchor = target.partition("#")
        found = (page.parent / name).resolve() if name else page
        assert found.exists(), target
        if anchor:
            headings = re.findall(r"^#+ (.+)$", found.read_text(encoding="utf-8"), re.MULTILINE)
            assert anchor in map(slug, headings), target


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.relative_to(ROOT).as_posix())
def test_scripts_and_verbs_that_are_named_exist(page: Path) -> None:
    body = page.read_text(encoding="utf-8")
    for script in re.findall(r"scripts/[a-z]+(?![\w/.])", body):
        path = ROOT / script
        assert path.is_dir() or os.access(path, os.X_OK), script
    for verb in re.findall(r"(?:`|^    )(?:briefgen|scripts/brief) ([a-z]+)", body, re.MULTILINE):
        assert verb in VERBS, verb


def test_readme_lists_every_verb() -> None:
    listed = [row[0].split()[1] for row in rows("README.md", "| command | what it does |")]
    assert sorted(listed) == VERBS


@pytest.mark.parametrize("verb", VERBS)
def test_help_of_each_verb_stands_in_the_docs(verb: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    shown = CliRunner().invoke(app, [verb, "--help"], prog_name="briefgen").output.strip()
    page = ROOT / "docs" / "cli.md"
    body = page.read_text(encoding="utf-8")
    section = re.search(rf"^## `{verb}`\n\n```\n(.*?)\n```$", body, re.MULTILINE | re.DOTALL)
    assert section, f"docs/cli.md has no section on {verb}"
    if os.environ.get("BRIEFGEN_RENEW"):
        page.write_text(body[: section.start(1)] + shown + body[section.end(1) :], encoding="utf-8")
        return
    assert section[1] == shown


def test_fields_are_those_of_the_model() -> None:
    script = ROOT / "scripts" / "lib" / "fields.py"
    environment = os.environ | {"PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8"}
    made = subprocess.run(
        [sys.executable, script], env=environment, capture_output=True, check=True, encoding="utf-8"
    )
    if os.environ.get("BRIEFGEN_RENEW"):
        (ROOT / "docs" / "fields.md").write_text(made.stdout, encoding="utf-8")
    assert text("docs/fields.md") == made.stdout


# ---------------------------------------------------------------- examples


def test_pictures_are_there_and_small() -> None:
    for name in re.findall(r"docs/images/[\w-]+\.png", text("README.md")):
        data = (ROOT / name).read_bytes()
        assert data.startswith(b"\x89PNG"), name
        assert len(data) < 250_000, name


def test_readme_excerpt_says_what_the_brief_says() -> None:
    whole = plain(text("briefs/greenland.yaml"))
    for key, value in plain(blocks("README.md", "yaml")[0]).items():
        if isinstance(value, list):
            assert [_pick(item, whole[key]) for item in value] == value
        else:
            assert whole[key] == value


def _pick(item: dict[str, Any], items: list[dict[str, Any]]) -> dict[str, Any]:
    """Return the item of the brief that starts alike, with the keys of the excerpt."""
    key = next(k for k in item if k in ("label", "topic", "meaning"))
    found = next(i for i in items if i.get(key) == item[key])
    return {k: found[k] for k in item}


def test_readme_shows_the_brief_that_new_writes() -> None:
    assert blocks("README.md", "yaml")[1] == (BUILT_IN / "project" / "brief.yaml").read_text(
        "utf-8"
    )


def test_readme_shows_a_finding_as_it_is_printed(tmp_path: Path) -> None:
    shown = next(b for b in blocks("README.md", "") if "unknown-key" in b)
    path = tmp_path / "greenland.yaml"
    wrong = text("briefs/greenland.yaml").replace("subtitle:", "subtitel:")
    path.write_text(wrong, encoding="utf-8")
    found = as_text(api.check(path, today=TODAY))
    where = re.search(r"^\S*greenland\.yaml", found)
    assert where
    assert found.replace(where[0], "briefs/greenland.yaml").startswith(shown)


def yaml_blocks() -> list[Any]:
    pages = [*sorted((ROOT / "docs").glob("*.md")), ROOT / "README.md"]
    return [
        pytest.param(body, id=f"{page.name}-{n}")
        for page in pages
        for n, body in enumerate(blocks(str(page.relative_to(ROOT)), "yaml"), 1)
        if page.name != "README.md" or n > 1
    ]


@pytest.mark.parametrize("body", yaml_blocks())
def test_yaml_in_the_docs_is_what_a_project_takes(body: str, project: Path) -> None:
    """What is no whole brief stands for a part of one, or for settings."""
    if body.startswith("# briefgen.yaml"):
        (project / "briefgen.yaml").write_text(body, encoding="utf-8")
        assert "error" not in {d.severity for d in api.check(project / BRIEF, today=TODAY)}
        return
    if body.startswith("# NAME.checks.yaml"):
        assert validate_as(Overlay, parse(body.encode(), "block"))
        return
    if body.startswith("# templates/wiki/ours/flavor.yaml"):
        (project / "templates/wiki/ours").mkdir(parents=True)
        (project / "templates/wiki/ours/flavor.yaml").write_text(body, encoding="utf-8")
        flavor = load_flavor((project / "templates", BUILT_IN), "ours")
        assert flavor.pages["index"] == "start"
        return
    given = plain(body)
    base = plain((project / BRIEF).read_text(encoding="utf-8"))
    if "sources" in given:
        del base["source"]
    # Part of one brief is JSON beside YAML: both are YAML.
    rest = {key: value for key, value in base.items() if key not in given}
    whole = "".join(f"{k}: {json.dumps(v, ensure_ascii=False)}\n" for k, v in rest.items()) + body
    (project / BRIEF).write_text(whole, encoding="utf-8")
    found = api.check(project / BRIEF, today=TODAY)
    assert [d for d in found if d.severity == "error"] == []


def test_python_in_the_readme_runs(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(project)
    (code,) = blocks("README.md", "python")
    exec(compile(code, "README.md", "exec"), {})  # noqa: S102 - our own page
    assert Path("page.pdf").read_bytes().startswith(b"%PDF")
    assert Path("page.md").read_text(encoding="utf-8").startswith("# ")
    assert sorted(p.name for p in Path("dist").iterdir()) == ["manifest.json", "pdf", "wiki"]


def test_python_that_validates_runs_and_finds_nothing(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    api.build(project, output=project / "dist")
    monkeypatch.chdir(project)
    (code,) = blocks("docs/accessibility.md", "python")
    exec(compile(code, "accessibility.md", "exec"), {})  # noqa: S102 - our own page
    assert capsys.readouterr().out == "ua1 []\n3a []\n"


def test_design_of_the_docs_makes_a_page(project: Path) -> None:
    folder = project / "templates" / "note"
    folder.mkdir(parents=True)
    settings = next(b for b in blocks("docs/templates.md", "") if b.startswith("label:"))
    (folder / "template.yaml").write_text(settings, encoding="utf-8")
    (page,) = blocks("docs/templates.md", "jinja")
    (folder / "page.html.j2").write_text(page, encoding="utf-8")
    assert api.render_pdf(project / BRIEF, template="note").startswith(b"%PDF")


def test_components_that_are_named_exist() -> None:
    page = (BUILT_IN / "components" / "components.html.j2").read_text(encoding="utf-8")
    macros = re.findall(r"macro (\w+)\(", page)
    for _, names in rows("docs/templates.md", "| | |"):
        for name in re.findall(r"\w+", names):
            assert name in macros


def test_names_that_a_template_sees_are_listed() -> None:
    tree = ast.parse(text("briefgen/templating.py"))
    (render,) = (n for n in tree.body if isinstance(n, ast.FunctionDef) and n.name == "render_html")
    calls = [n for n in ast.walk(render) if isinstance(n, ast.Call) and n.keywords]
    given = {k.arg for call in calls for k in call.keywords} - {"html"}
    listed = " ".join(name for name, _ in rows("docs/templates.md", "| name | what |"))
    assert set(re.findall(r"\w+", listed)) == given


# ---------------------------------------------------------------- what writing.md says


@pytest.mark.parametrize("row", rows("docs/writing.md", "| written | printed |"))
def test_dates_are_printed_as_the_table_says(row: tuple[str, str]) -> None:
    labels = load_labels((BUILT_IN,), "en")
    assert Language("en", labels).when(row[0]) == row[1]


@pytest.mark.parametrize("row", rows("docs/writing.md", "| written | error |"))
def test_traps_are_the_errors_that_the_table_says(row: tuple[str, str], project: Path) -> None:
    written, code = row
    path = project / BRIEF
    lines = path.read_text(encoding="utf-8").splitlines()
    kept = [line for line in lines if not (written.startswith("title") and "title:" in line)]
    path.write_text("\n".join([*kept, written, ""]), encoding="utf-8")
    assert code in {d.code for d in api.check(path, today=TODAY)}


@pytest.mark.parametrize("row", rows("docs/writing.md", "| written | YAML 1.1 reads |"))
def test_text_stays_what_it_looks_like(row: tuple[str, str], project: Path) -> None:
    written, _ = row
    path = project / BRIEF
    path.write_text(path.read_text(encoding="utf-8") + f"{written}\n", encoding="utf-8")
    # The article has no such numbers, which is a finding of its own.
    brief = prepare(path, find_project(path), TODAY).brief
    assert brief
    assert brief.gaps == (written.removeprefix("gaps: "),)


HIDDEN = """
note: HIDDEN
source_opinion: [{text: HIDDEN}]
figures: [{value: 5, meaning: Members of the board, as_written: 5 to 2, note: HIDDEN}]
timeline: [{when: 2026-11-16, as_written: Monday, resolved_by: HIDDEN, event: The board meets}]
quotes:
  - {text: The wall cannot wait another winter, speaker: Ana Quill, role: harbor master,
     sic: true, source: p2}
x-own: HIDDEN
"""


def test_what_is_said_to_be_printed_nowhere_is_not(project: Path) -> None:
    path = project / BRIEF
    hidden = HIDDEN.replace("note: HIDDEN\n", "", 1)
    path.write_text(path.read_text(encoding="utf-8") + hidden, encoding="utf-8")
    for page in (api.render_markdown(path), api.render_html(path)):
        assert "Members of the board" in page
        assert "HIDDEN" not in page
        assert "sic" not in page.replace("basic", "")


# ---------------------------------------------------------------- what safety.md says


def test_limits_are_those_of_the_code() -> None:
    page = " ".join(text("docs/safety.md").split())
    size, depth = f"{loader.MAX_BYTES >> 20} MiB", f"{yamltree.MAX_DEPTH} levels"
    assert f"{size}, {yamltree.MAX_EVENTS:,} keys and values, or {depth}" in page
    memory, file = f"{pool.MEMORY >> 30} GiB of memory", f"files of {pool.FILE_SIZE >> 20} MiB"
    assert f"{pool.SECONDS} seconds, {memory} and write {file}" in page
    picture = f"{images.MAX_BYTES >> 20} MiB or {images.MAX_PIXELS // 1_000_000} million pixels"
    assert picture in page


def test_a_file_of_another_name_survives_a_build(project: Path) -> None:
    """`briefgen deletes nothing`, in wiki.md and safety.md."""
    old = project / "dist" / "wiki" / "renamed.md"
    output.write(old, b"an old page")
    api.build(project, output=project / "dist")
    assert old.read_bytes() == b"an old page"


def test_decisions_are_numbered() -> None:
    pages = sorted((ROOT / "docs" / "adr").glob("*.md"))
    for number, page in enumerate(pages, 1):
        assert page.name.startswith(f"{number:04}-")
        assert page.read_text(encoding="utf-8").startswith(f"# {number}. ")
