"""The wheel: what it holds, and that it renders with no checkout in sight."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from briefgen import __version__
from briefgen.calendars import LANGUAGES
from support.command import ROOT, briefgen
from support.pdf import Pdf

KEPT_OUT = shutil.ignore_patterns(
    ".git", ".venv", ".*_cache", ".hypothesis", "dist", "__pycache__", "tests"
)


@pytest.fixture(scope="session")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the wheel from a copy, so that nothing is left in the checkout."""
    folder = tmp_path_factory.mktemp("wheel")
    shutil.copytree(ROOT, folder / "source", ignore=KEPT_OUT)
    done = subprocess.run(
        [sys.executable, "-m", "build", "--wheel", "--no-isolation", "-o", folder / "out"],
        cwd=folder / "source",
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    (made,) = (folder / "out").glob("*.whl")
    return made


@pytest.fixture(scope="session")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("installed")
    command = [sys.executable, "-m", "pip", "install", "--no-deps", "--no-index", "--quiet"]
    subprocess.run([*command, "--target", target, wheel], check=True, timeout=120)
    return target


def test_is_called_by_its_version(wheel: Path) -> None:
    assert wheel.name == f"briefgen-{__version__}-py3-none-any.whl"


def test_holds_every_module_and_template(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    modules = {p.relative_to(ROOT).as_posix() for p in (ROOT / "briefgen").rglob("*.py")}
    templates = {
        f"briefgen/{p.relative_to(ROOT).as_posix()}"
        for p in (ROOT / "templates").rglob("*")
        if p.is_file() and "__pycache__" not in p.parts
    }
    assert modules <= names
    assert templates <= names
    assert not [name for name in names if "__pycache__" in name]
    assert "briefgen/py.typed" in names
    assert "briefgen/templates/labels/en.yaml" in names
    lists = {f"briefgen/words/{tag}.yaml" for tag in LANGUAGES}
    lists |= {f"briefgen/rules/{page.name}" for page in (ROOT / "docs" / "rules").glob("*.md")}
    assert lists <= names
    strangers = {
        name
        for name in names - modules - templates - lists
        if not name.startswith(f"briefgen-{__version__}.dist-info/")
    }
    assert strangers == {"briefgen/py.typed", "briefgen/calendars.json"}


def test_carries_the_fonts_with_their_licences(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    fonts = [n for n in names if n.endswith((".otf", ".ttf"))]
    folders = {n.rpartition("/")[0] for n in fonts}
    assert len(fonts) >= 12
    for folder in folders:
        assert [n for n in names if n.startswith((f"{folder}/LICENSE", f"{folder}/OFL"))]
    licences = [n for n in names if ".dist-info/licenses/" in n]
    assert len(licences) == len(folders) + 1
    data = zipfile.ZipFile(wheel)
    texts = [data.read(n).decode() for n in licences]
    assert sum("SIL OPEN FONT LICENSE" in t.upper() for t in texts) == len(folders)


def test_says_what_it_needs_and_offers(wheel: Path) -> None:
    data = zipfile.ZipFile(wheel)
    info = f"briefgen-{__version__}.dist-info"
    metadata = data.read(f"{info}/METADATA").decode()
    needs = {
        re.split(r"[<>=]", line.partition(": ")[2])[0].strip()
        for line in metadata.splitlines()
        if line.startswith("Requires-Dist: ") and "extra ==" not in line
    }
    assert {"jinja2", "markdown", "nh3", "pyyaml", "typer", "weasyprint"} <= needs
    assert "Requires-Python: >=3.11" in metadata
    assert "Requires-Dist: distributed>=2025.1; extra == 'cluster'" in metadata
    assert "License-Expression: MIT AND OFL-1.1" in metadata
    assert data.read(f"{info}/entry_points.txt").decode().strip().endswith("briefgen.__main__:main")


@pytest.mark.parametrize("paper", ["a4", "letter"])
def test_renders_a_lone_brief_far_from_any_checkout(
    installed: Path, tmp_path: Path, paper: str
) -> None:
    shutil.copy(ROOT / "briefs/greenland.yaml", tmp_path)
    env = {"PYTHONPATH": str(installed)}
    day = ("--today", "2026-11-22")
    for kind in ("pdf", "md"):
        done = briefgen(
            *("render", "greenland.yaml", "--to", kind, "--paper", paper, *day),
            cwd=tmp_path,
            env=env,
        )
        assert done.status == 0, done.err
    pdf = Pdf((tmp_path / "greenland.pdf").read_bytes())
    assert len(pdf.reader.pages) == 2
    assert pdf.failures("ua1") == pdf.failures("3a") == []
    assert pdf.attachments[0][1] == (ROOT / "briefs/greenland.yaml").read_bytes()
    assert all(name.startswith("BG-") for name in pdf.fonts)
    page = (tmp_path / "greenland.md").read_text(encoding="utf-8")
    assert "# Canada considers sending troops to Greenland" in page


def test_the_installed_command_runs(installed: Path, tmp_path: Path) -> None:
    command = (sys.executable, str(installed / "bin/briefgen"))
    env = {"PYTHONPATH": str(installed)}
    done = briefgen("--version", cwd=tmp_path, env=env, command=command)
    assert done.text == f"briefgen {__version__}\n"
    assert briefgen("new", "desk", cwd=tmp_path, env=env, command=command).status == 0
    built = briefgen("build", cwd=tmp_path / "desk", env=env, command=command)
    assert built.status == 0, built.err
    where = briefgen(
        cwd=tmp_path,
        env=env,
        command=(sys.executable, "-c", "import briefgen; print(briefgen.__file__)"),
    )
    assert where.text.startswith(str(installed))
