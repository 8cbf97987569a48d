"""The same brief gives the same bytes: twice, and on a machine with other habits."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from support.command import ROOT, briefgen
from support.pdf import Pdf
from support.projects import contents

BRIEF = ROOT / "briefs/greenland.yaml"
DAY = ("--today", "2026-11-22")
ELSEWHERE = {
    "time zone": {"TZ": "Pacific/Kiritimati"},
    "locale": {"LANG": "de_DE.UTF-8", "LC_ALL": "tr_TR.UTF-8"},
    "C locale": {"LANG": "C", "LC_ALL": "C", "PYTHONUTF8": "0"},
    "hash seed": {"PYTHONHASHSEED": "4711"},
    "terminal": {"COLUMNS": "20", "TERM": "xterm", "FORCE_COLOR": "1"},
}


def rendered(folder: Path, cwd: Path = ROOT, **env: str) -> dict[str, bytes]:
    done = briefgen(
        *("render", BRIEF, "--to", "pdf", "--to", "md", "--to", "html", "-o", folder, *DAY),
        cwd=cwd,
        env=env,
    )
    assert done.status == 0, done.err
    return contents(folder)


@pytest.fixture(scope="session")
def reference(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    return rendered(tmp_path_factory.mktemp("reference"))


@pytest.mark.heavy
def test_twice(reference: dict[str, bytes], tmp_path: Path) -> None:
    assert sorted(reference) == ["greenland.html", "greenland.md", "greenland.pdf"]
    assert rendered(tmp_path) == reference


def test_elsewhere_in_every_way(reference: dict[str, bytes], tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()
    env = {key: value for habit in ELSEWHERE.values() for key, value in habit.items()}
    assert rendered(tmp_path / "out", cwd=home, **env, HOME=str(home)) == reference


@pytest.mark.heavy
@pytest.mark.parametrize("habit", ELSEWHERE)
def test_elsewhere(reference: dict[str, bytes], tmp_path: Path, habit: str) -> None:
    assert rendered(tmp_path, **ELSEWHERE[habit]) == reference


@pytest.mark.heavy
def test_another_home_and_folder(reference: dict[str, bytes], tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()
    env = {"HOME": str(home), "XDG_CACHE_HOME": str(home / "cache"), "USER": "somebody"}
    assert rendered(tmp_path / "out", cwd=home, **env) == reference


def test_another_umask(reference: dict[str, bytes], tmp_path: Path) -> None:
    command = ("sh", "-c", f'umask 077; exec {sys.executable} -m briefgen "$@"', "sh")
    done = briefgen("render", BRIEF, "-o", tmp_path / "x.pdf", *DAY, command=command)
    assert done.status == 0
    assert (tmp_path / "x.pdf").read_bytes() == reference["greenland.pdf"]
    assert (tmp_path / "x.pdf").stat().st_mode & 0o077 == 0


def test_another_clock(reference: dict[str, bytes], tmp_path: Path) -> None:
    """Only an overdue review lets today's date show, and this one is not overdue yet."""
    before = briefgen("render", BRIEF, "-o", tmp_path / "x.pdf", "--today", "2026-11-29", cwd=ROOT)
    assert before.status == 0
    assert (tmp_path / "x.pdf").read_bytes() == reference["greenland.pdf"]


def test_source_date_epoch_changes_only_the_dates(
    reference: dict[str, bytes], tmp_path: Path
) -> None:
    made = rendered(tmp_path, SOURCE_DATE_EPOCH="86400")
    assert made["greenland.md"] == reference["greenland.md"]
    old, new = Pdf(reference["greenland.pdf"]), Pdf(made["greenland.pdf"])
    assert new.reader.metadata
    assert old.reader.metadata
    assert new.reader.metadata["/CreationDate"] == "D:19700102000000Z"
    assert new.reader.metadata["/ModDate"] == "D:19700102000000Z"
    assert new.text == old.text
    dates = {"/CreationDate", "/ModDate"}
    assert {k: v for k, v in new.reader.metadata.items() if k not in dates} == {
        k: v for k, v in old.reader.metadata.items() if k not in dates
    }
    assert new.attachments[0][1] == old.attachments[0][1]
    assert new.failures("ua1") == new.failures("3a") == []
    html = made["greenland.html"].decode().splitlines()
    differing = [
        a
        for a, b in zip(html, reference["greenland.html"].decode().splitlines(), strict=True)
        if a != b
    ]
    assert len(differing) == 2
    assert all("dcterms" in line for line in differing)


@pytest.mark.parametrize("value", ["", "yesterday", "-1", "9" * 30, "1e9", "²"])
def test_a_bad_source_date_epoch_is_no_crash(
    reference: dict[str, bytes], tmp_path: Path, value: str
) -> None:
    done = briefgen(
        *("render", BRIEF, "--to", "html", "-o", tmp_path / "x.html", *DAY),
        env={"SOURCE_DATE_EPOCH": value},
    )
    assert done.status in {0, 2}
    if done.status == 0:
        assert (tmp_path / "x.html").read_bytes() == reference["greenland.html"]


@pytest.mark.heavy
def test_two_builds_at_once_give_one_whole_set(tmp_path: Path) -> None:
    command = [
        sys.executable,
        "-m",
        "briefgen",
        "build",
        "-j",
        "1",
        "-o",
        str(tmp_path / "dist"),
        *DAY,
    ]
    running = [
        subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        for _ in range(2)
    ]
    assert [process.wait(timeout=120) for process in running] == [0, 0]
    files = contents(tmp_path / "dist")
    assert not [name for name in files if name.endswith(".part")]
    assert len([name for name in files if name.endswith(".pdf")]) == len(
        list((ROOT / "briefs").glob("*.yaml"))
    )
    assert [path.name for path in tmp_path.iterdir()] == ["dist"]
