"""The command line's contract: exit status, streams, formats, and what starts at once."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from briefgen import __version__
from support.command import ROOT, briefgen
from support.pdf import Pdf
from support.projects import contents, make_project

HEAVY = ("jinja2", "weasyprint", "babel", "markdown", "yaml", "nh3", "pypdf")


def imported(*args: str, cwd: Path = ROOT) -> set[str]:
    """Return which of the heavy libraries a command imports."""
    code = (
        "import os, sys, runpy\n"
        "os._exit = sys.exit\n"
        f"sys.argv = ['briefgen', *{list(args)!r}]\n"
        "try:\n    runpy.run_module('briefgen', run_name='__main__')\n"
        "except SystemExit as end:\n    status = end.code\n"
        f"print('IMPORTED', *[m for m in {HEAVY!r} if m in sys.modules], file=sys.stderr)\n"
        "sys.exit(status)\n"
    )
    done = briefgen(cwd=cwd, command=(sys.executable, "-c", code))
    assert done.status == 0, done.err
    return set(done.err.rpartition("IMPORTED")[2].split())


@pytest.fixture
def project(tmp_path: Path, minimal: dict[str, Any]) -> Path:
    return make_project(tmp_path, {"one": minimal})


@pytest.mark.parametrize("args", [["--help"], ["--version"]])
def test_help_and_version_import_nothing_heavy(args: list[str]) -> None:
    assert imported(*args) == set()


def test_markdown_needs_no_pdf_engine(project: Path) -> None:
    libraries = imported("render", "briefs/one.yaml", "--to", "md", "-o", "-", cwd=project)
    assert "weasyprint" not in libraries
    assert {"jinja2", "yaml"} <= libraries


def test_check_needs_no_pdf_engine(project: Path) -> None:
    assert "weasyprint" not in imported("check", cwd=project)


def test_version_and_help() -> None:
    assert briefgen("--version").text == f"briefgen {__version__}\n"
    done = briefgen("--help")
    assert done.status == 0
    for verb in ("new", "check", "render", "build", "extract", "schema", "doctor"):
        assert f"  {verb} " in done.text


@pytest.mark.parametrize(
    "args",
    [
        ["nonsense"],
        ["build", "--paper", "a5"],
        ["build", "--jobs", "0"],
        ["build", "no/such/folder"],
        ["build", "--template", "no-such"],
        ["build", "--template", "../../etc"],
        ["build", "--flavor", "no-such"],
        ["check", "no-such.yaml"],
        ["check", "--today", "tomorrow"],
        ["check", "--format", "xml"],
        ["check", "--output", "briefgen.yaml/report"],
        ["render", "no-such.yaml"],
        ["render", "briefs"],
        ["render", "briefs/one.yaml", "--to", "docx"],
        ["render", "briefs/one.yaml", "--to", "md", "--to", "html", "-o", "-"],
        ["render", "briefs/one.yaml", "--to", "md", "-o", "/proc/no/such"],
        ["extract", "briefs/one.yaml"],
        ["extract", "no-such.pdf"],
        ["new", "."],
        ["new"],
    ],
    ids=" ".join,
)
def test_misuse_and_unreadable_files_end_with_status_2(project: Path, args: list[str]) -> None:
    before = contents(project)
    done = briefgen(*args, cwd=project)
    assert done.status == 2
    assert done.err.strip()
    assert contents(project) == before


def test_no_command_shows_the_help() -> None:
    done = briefgen()
    assert done.status == 2
    assert "Usage" in done.text + done.err


def test_findings_end_with_status_1(tmp_path: Path, minimal: dict[str, Any]) -> None:
    make_project(tmp_path, {"one": {**minimal, "titel": "x"}})
    for verb in (["check"], ["build"], ["render", "briefs/one.yaml", "--to", "md"]):
        done = briefgen(*verb, cwd=tmp_path)
        assert done.status == 1
        assert "error[unknown-key]" in done.text + done.err
        assert "briefs/one.yaml:" in done.text + done.err
        assert "titel" in done.text + done.err
    assert "not built: briefs/one.yaml" in briefgen("build", cwd=tmp_path).err


def test_warnings_fail_only_under_strict(tmp_path: Path, minimal: dict[str, Any]) -> None:
    make_project(tmp_path, {"one": {**minimal, "as_of": "unknown"}})
    for verb in (["check"], ["build"], ["render", "briefs/one.yaml", "--to", "md"]):
        assert briefgen(*verb, cwd=tmp_path).status == 0
        assert briefgen(*verb, "--strict", cwd=tmp_path).status == 1


def test_drafts_of_briefs_with_errors_are_written_with_status_1(
    tmp_path: Path, minimal: dict[str, Any]
) -> None:
    make_project(tmp_path, {"one": {**minimal, "as_of": "2026-11-21"}})
    drafted = briefgen("build", "--draft", cwd=tmp_path)
    assert drafted.status == 1
    assert "error[date-order]" in drafted.err
    assert "an unverified draft: briefs/one.yaml" in drafted.err
    assert (tmp_path / "dist/pdf/one.pdf").exists()
    report = json.loads(briefgen("build", "--draft", "--format", "json", cwd=tmp_path).out)
    assert (report["drafts"], report["failed"]) == (["briefs/one.yaml"], [])
    page = briefgen("render", "briefs/one.yaml", "--draft", "--to", "md", "-o", "-", cwd=tmp_path)
    assert (page.status, "DRAFT — UNVERIFIED" in page.text) == (1, True)
    assert briefgen("render", "briefs/one.yaml", "--to", "md", "-o", "-", cwd=tmp_path).text == ""


def test_today_decides_what_is_overdue(tmp_path: Path, minimal: dict[str, Any]) -> None:
    make_project(tmp_path, {"one": {**minimal, "review_by": "2026-12-01"}})
    assert "stale-brief" not in briefgen("check", "--today", "2026-12-01", cwd=tmp_path).text
    assert "stale-brief" in briefgen("check", "--today", "2026-12-02", cwd=tmp_path).text
    assert "future-date" in briefgen("check", "--today", "2026-11-19", cwd=tmp_path).text


def test_check_writes_nothing(project: Path) -> None:
    before = contents(project)
    done = briefgen("check", cwd=project)
    assert (done.status, done.out) == (0, b"")
    assert "1 brief: 0 errors, 0 warnings" in done.err
    assert contents(project) == before


def test_check_format_json(tmp_path: Path, minimal: dict[str, Any]) -> None:
    make_project(
        tmp_path, {"one": {**minimal, "titel": "x"}, "two": {**minimal, "as_of": "unknown"}}
    )
    done = briefgen("check", "--format", "json", cwd=tmp_path)
    report = json.loads(done.out)
    assert done.status == 1
    assert report["summary"]["briefs"] == 2
    assert report["summary"]["errors"] == 1
    assert report["summary"]["warnings"] == 1
    keys = {"severity", "code", "message", "file", "line", "column", "field", "hint"}
    first = report["diagnostics"][0]
    assert set(first) == keys
    assert (first["code"], first["field"], first["file"]) == (
        "unknown-key",
        "titel",
        "briefs/one.yaml",
    )
    lines = (tmp_path / "briefs/one.yaml").read_text(encoding="utf-8").splitlines()
    assert lines[first["line"] - 1][first["column"] - 1 :].startswith('"titel"')


def test_check_report_goes_to_a_file(tmp_path: Path, minimal: dict[str, Any]) -> None:
    make_project(tmp_path, {"one": {**minimal, "titel": "x"}})
    done = briefgen("check", "--format", "json", "--output", "out/report.json", cwd=tmp_path)
    assert (done.status, done.out) == (1, b"")
    report = json.loads((tmp_path / "out/report.json").read_bytes())
    assert report["summary"]["errors"] == 1


def test_build_format_json(tmp_path: Path, minimal: dict[str, Any]) -> None:
    make_project(tmp_path, {"one": minimal, "two": {**minimal, "titel": "x"}})
    done = briefgen("build", "--format", "json", cwd=tmp_path)
    report = json.loads(done.out)
    assert done.status == 1
    assert [a["path"] for a in report["artifacts"]] == [
        "pdf/one.pdf",
        *(f"wiki/{page}.md" for page in ("calendar", "glossary", "index", "one")),
    ]
    assert report["failed"] == ["briefs/two.yaml"]
    assert report["diagnostics"][0]["code"] == "unknown-key"


def test_quiet_says_only_what_is_wrong(tmp_path: Path, minimal: dict[str, Any]) -> None:
    make_project(tmp_path, {"one": minimal})
    for verb in ("check", "build"):
        done = briefgen(verb, "--quiet", cwd=tmp_path)
        assert (done.status, done.out, done.err) == (0, b"", "")


def test_standard_input_and_output(project: Path) -> None:
    text = (project / "briefs/one.yaml").read_bytes()
    page = briefgen("render", "-", "--to", "md", "-o", "-", cwd=project, stdin=text)
    assert page.status == 0
    assert page.text.count("\n# Norhavn weighs a levy on ferry tickets\n") <= 1
    assert "# Norhavn weighs a levy" in page.text
    pdf = briefgen("render", "-", "-o", "-", cwd=project, stdin=text)
    assert pdf.out.startswith(b"%PDF-")
    ((_, carried),) = Pdf(pdf.out).attachments
    assert carried == text


@pytest.mark.parametrize("data", [b"", b"\xff\xfe", b"[" * 100_000, b"title: [", b"x" * (2 << 20)])
def test_bad_standard_input_is_refused(project: Path, data: bytes) -> None:
    done = briefgen("render", "-", "--to", "md", "-o", "-", cwd=project, stdin=data)
    assert done.status == 1
    assert done.out == b""
    assert "error[" in done.err


def test_render_writes_beside_the_reader(
    project: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    brief = project / "briefs/one.yaml"
    assert briefgen("render", brief, "--to", "md", cwd=elsewhere).status == 0
    assert [p.name for p in elsewhere.iterdir()] == ["one.md"]
    both = briefgen("render", brief, "--to", "md", "--to", "html", "-o", "out", cwd=elsewhere)
    assert both.status == 0
    assert sorted(contents(elsewhere / "out")) == ["one.html", "one.md"]


def test_render_on_letter_paper(project: Path) -> None:
    done = briefgen("render", "briefs/one.yaml", "--paper", "letter", "-o", "-", cwd=project)
    page = Pdf(done.out).reader.pages[0]
    assert [float(v) for v in page.mediabox] == [0, 0, 612, 792]


def test_unwritable_output_ends_with_status_2(project: Path) -> None:
    (project / "dist").write_text("a file in the way", encoding="utf-8")
    done = briefgen("build", cwd=project)
    assert done.status == 2
    assert "error[cannot-write]" in done.err
    assert (project / "dist").read_text(encoding="utf-8") == "a file in the way"


def test_colour_only_on_a_terminal(tmp_path: Path, minimal: dict[str, Any]) -> None:
    if not [*Path("/dev/pts").glob("*")]:
        pytest.skip("this machine has no terminals")
    make_project(tmp_path, {"one": {**minimal, "titel": "x"}})
    assert "\x1b[" not in briefgen("check", cwd=tmp_path).text
    on, off = (on_terminal(tmp_path, env) for env in ("TERM=xterm", "NO_COLOR=1"))
    assert "\x1b[" in on
    assert "\x1b[" not in off
    assert "error" in off


def on_terminal(folder: Path, variable: str) -> str:
    """Return what `briefgen check` shows on a terminal."""
    code = (
        "import os, pty, sys\n"
        f"os.environ.update([{variable.split('=')!r}], PYTHONPATH={str(ROOT)!r})\n"
        "seen = b''\n"
        "def read(fd):\n"
        "    global seen\n"
        "    data = os.read(fd, 1024)\n"
        "    seen += data\n"
        "    return b''\n"
        f"pty.spawn([{sys.executable!r}, '-m', 'briefgen', 'check'], read)\n"
        "sys.stdout.buffer.write(seen)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=folder, capture_output=True, check=True, timeout=60
    )
    return done.stdout.decode()


def test_a_reader_that_leaves_is_no_error(project: Path) -> None:
    command = f"{sys.executable} -m briefgen schema | head -c 10"
    done = subprocess.run(
        ["bash", "-o", "pipefail", "-c", command], cwd=ROOT, capture_output=True, check=False
    )
    assert len(done.stdout) == 10
    assert b"Traceback" not in done.stderr
    assert b"Exception" not in done.stderr


def test_extract_gives_the_yaml_back(project: Path) -> None:
    assert briefgen("build", "--quiet", cwd=project).status == 0
    done = briefgen("extract", "dist/pdf/one.pdf", cwd=project)
    assert done.out == (project / "briefs/one.yaml").read_bytes()
    assert briefgen("extract", "--verify", "dist/pdf/one.pdf", cwd=project).status == 0


def test_schema_is_json() -> None:
    schema = json.loads(briefgen("schema").out)
    assert "bottom_line" in schema["properties"]


def test_doctor_says_what_works() -> None:
    done = briefgen("doctor")
    assert done.status == 0
    assert "PDF         works: WeasyPrint" in done.text
    assert "HarfBuzz" in done.text
