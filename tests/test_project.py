from __future__ import annotations

from pathlib import Path

import pytest

from briefgen.errors import BriefError, UsageError
from briefgen.project import Project, find_briefs, find_project


def settings(folder: Path, text: str) -> Project:
    (folder / "briefgen.yaml").write_text(text, encoding="utf-8")
    return find_project(folder)


def test_the_project_is_the_nearest_folder_upwards_with_settings(tmp_path: Path) -> None:
    (tmp_path / "briefs" / "deep").mkdir(parents=True)
    (tmp_path / "briefgen.yaml").touch()
    project = find_project(tmp_path / "briefs" / "deep" / "a.yaml")
    assert project == Project(tmp_path)
    assert project.briefs == tmp_path / "briefs"
    assert project.templates == tmp_path / "templates"


def test_without_settings_the_project_holds_the_briefs_folder(tmp_path: Path) -> None:
    (tmp_path / "briefs").mkdir()
    assert find_project(tmp_path / "briefs").root == tmp_path


def test_without_settings_the_current_folder_is_the_project(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "notes").mkdir()
    monkeypatch.chdir(tmp_path)
    assert find_project(Path("notes/a.yaml")).root == tmp_path
    monkeypatch.chdir(tmp_path / "notes")
    assert find_project(tmp_path).root == tmp_path


def test_settings_are_read(tmp_path: Path) -> None:
    text = "paper: letter\ntemplate: memo\nwiki: github\norganisation: Harbour desk\nx-own: 1\n"
    text += "stale_after: 7\n"
    project = settings(tmp_path, text)
    assert (project.paper, project.template, project.flavors) == ("letter", "memo", ("github",))
    assert (project.organisation, project.stale_after) == ("Harbour desk", 7)


def test_all_wrong_settings_come_in_one_go(tmp_path: Path) -> None:
    with pytest.raises(BriefError) as caught:
        settings(tmp_path, "papr: a4\npaper: a5\ntemplate:\norganisation: [a]\nfont: serif\n")
    found = [(d.code, d.location.line, d.hint) for d in caught.value.diagnostics]
    assert found == [
        ("unknown-key", 1, 'did you mean "paper"?'),
        ("wrong-value", 2, "write a4 or letter"),
        ("wrong-value", 3, "write a name, or delete the line"),
        ("wrong-value", 4, "write a name, or delete the line"),
        (
            "unknown-key",
            5,
            "settings: paper, template, wiki, language, organisation, rules, stale_after, words",
        ),
    ]


@pytest.mark.parametrize("days", ["soon", "-1", "1.5", "true", "[7]", "", '"7"'])
def test_days_until_a_brief_is_stale_are_a_number(tmp_path: Path, days: str) -> None:
    with pytest.raises(BriefError) as caught:
        settings(tmp_path, f"stale_after: {days}\n")
    (found,) = caught.value.diagnostics
    assert (found.code, found.hint) == ("wrong-value", "write stale_after: 14")


@pytest.mark.parametrize("text", ["- a\n", "text\n", "a: b: c\n", "a: 1\na: 2\n"])
def test_settings_that_are_no_settings(tmp_path: Path, text: str) -> None:
    with pytest.raises(BriefError):
        settings(tmp_path, text)


def test_files_of_the_project_are_those_below_its_folder(tmp_path: Path) -> None:
    root = tmp_path / "project"
    root.mkdir()
    (tmp_path / "secret.txt").write_text("secret", encoding="utf-8")
    (root / "way-out").symlink_to(tmp_path)
    (root / "loop").symlink_to("loop")
    project = Project(root)
    assert project.resolve("seeds/a.txt") == root / "seeds" / "a.txt"
    assert project.resolve("seeds/../b.txt") == root / "b.txt"
    for outside in ("../secret.txt", "/etc/passwd", "way-out/secret.txt", "seeds/../../x", "a\0b"):
        assert project.resolve(outside) is None
    assert project.resolve(str(root / "a.txt")) is None  # an absolute path fits one machine only
    project.resolve("loop/a")
    project.resolve("x" * 5000)


def test_paths_are_shown_from_the_current_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    project = Project(tmp_path)
    assert project.show(tmp_path / "briefs" / "a.yaml") == "briefs/a.yaml"
    assert project.show(Path("/etc/hosts")) == "/etc/hosts"


def test_briefs_are_the_yaml_files_of_a_folder_in_order(tmp_path: Path) -> None:
    for name in ("b.yaml", "a.yml", ".c.yaml", "a.checks.yaml", "briefgen.yaml", "d.txt", "a.html"):
        (tmp_path / name).touch()
    project = Project(tmp_path)
    assert [p.name for p in find_briefs([tmp_path], project)] == ["a.yml", "b.yaml"]
    assert find_briefs([tmp_path / "d.txt", tmp_path / "d.txt"], project) == [tmp_path / "d.txt"]


def test_without_paths_the_briefs_of_the_project_are_taken(tmp_path: Path) -> None:
    (tmp_path / "briefs").mkdir()
    (tmp_path / "briefs" / "a.yaml").touch()
    assert find_briefs([], Project(tmp_path)) == [tmp_path / "briefs" / "a.yaml"]


def test_paths_without_briefs(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no-such-file"):
        find_briefs([tmp_path / "none.yaml"], Project(tmp_path))
    with pytest.raises(UsageError, match="no-such-file"):
        find_briefs([tmp_path / ("x" * 300)], Project(tmp_path))
    with pytest.raises(UsageError, match="no-briefs"):
        find_briefs([tmp_path], Project(tmp_path))
    with pytest.raises(UsageError, match="no-such-file"):
        find_briefs([], Project(tmp_path))
