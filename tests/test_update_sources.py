"""A new text of a source is accepted on purpose: shown first, and then only its digest changes."""

from __future__ import annotations

import hashlib
import json
import os
import stat
import subprocess
import time
from pathlib import Path
from typing import Any

import pytest

from briefgen import history
from briefgen.source import Article, read_article
from briefgen.worddiff import word_changes
from support.command import Done, briefgen
from support.parts import FALK
from support.projects import ARTICLE, contents, make_project

NEW = ARTICLE.replace(b"will not wait", b"cannot wait").replace(b"40 jobs", b"55 jobs")
OLD_DIGEST, DIGEST = (hashlib.sha256(data).hexdigest() for data in (ARTICLE, NEW))
BRIEF = """\
# The old digest stands in a comment too: {digest}
title: Norhavn weighs a levy on ferry tickets
date: 2026-11-20
bottom_line: >-
  The council of Norhavn is considering a levy of 2 crowns on each ferry ticket, to pay for a new
  pier; it could start on March 1, 2027.
details: [The council said so on Tuesday.]
counterpoints:
  - {{claim: It would cost jobs., by: The union, response: none reported}}
stakes:
  Commuters: Each ticket would cost 2 crowns more.
contact: Harbour desk
quotes:
  - {{id: price, text: a small price, speaker: falk, extent: term}}
actors:
  - {{id: falk, name: Ida Falk, kind: person, role: Mayor}}
"""
SOURCE = "source:\n  file: seeds/article.txt\n  sha256: {digest}\n"


def brief(source: str = SOURCE) -> str:
    return (BRIEF + source).format(digest=OLD_DIGEST)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project whose article was changed after its brief was written."""
    make_project(tmp_path, {})
    write(tmp_path, "one", brief())
    (tmp_path / "seeds/article.txt").write_bytes(NEW)
    return tmp_path


def write(folder: Path, name: str, text: str, *, newline: str = "\n") -> Path:
    path = folder / "briefs" / f"{name}.yaml"
    path.write_bytes(text.replace("\n", newline).encode())
    return path


def update(folder: Path, *args: str, **options: Any) -> Done:
    given = ("check", "--update-sources", "--today", "2026-11-22", *args)
    return briefgen(*given, cwd=folder, **options)


def git(folder: Path, *args: str) -> None:
    who = ("-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false")
    subprocess.run(["git", *who, *args], cwd=folder, check=True, capture_output=True)


def committed(folder: Path) -> None:
    """Put the text that the brief was written from under version control."""
    now = (folder / "seeds/article.txt").read_bytes()
    (folder / "seeds/article.txt").write_bytes(ARTICLE)
    git(folder, "init", "-q")
    git(folder, "add", "seeds")
    git(folder, "commit", "-qm", "The article as it came")
    (folder / "seeds/article.txt").write_bytes(now)


# --- what is written ------------------------------------------------------------------------------

FORMS = {
    "plain": SOURCE,
    "quoted": 'source:\n  file: seeds/article.txt\n  sha256: "{digest}"  # {digest}\n',
    "flow": "source: {{file: seeds/article.txt, sha256: '{digest}', type: news}}\n",
    "first": "source:\n  sha256: {digest}\n  file: seeds/article.txt",
    "folded": "source:\n  file: seeds/article.txt\n  sha256: >-\n    {digest}\n",
    "list": "sources:\n- {{id: a, file: seeds/article.txt, sha256: {digest}}}\n",
}


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("form", FORMS)
def test_only_the_digest_of_the_source_changes(
    project: Path, form: str, mark: str, newline: str
) -> None:
    path = write(project, "one", mark + brief(FORMS[form]), newline=newline)
    before = path.read_bytes()
    done = update(project)
    assert (done.status, "renewed 1 digest in 1 brief" in done.err) == (0, True)
    after = path.read_bytes()
    changed = [n for n, (a, b) in enumerate(zip(before, after, strict=True)) if a != b]
    at = before.index(OLD_DIGEST.encode(), before.index(b"sha256:"))
    assert at <= changed[0]
    assert changed[-1] < at + 64
    assert after[at : at + 64].decode() == DIGEST
    assert "source-changed" not in briefgen("check", cwd=project).text


def test_sources_with_one_digest_are_told_apart(project: Path) -> None:
    (project / "seeds/copy.txt").write_bytes(ARTICLE)
    rows = "- {{id: a, file: seeds/copy.txt, sha256: {digest}}}\n"
    rows += "- {{id: b, file: seeds/article.txt, sha256: {digest}}}\n"
    path = write(project, "one", brief("sources:\n" + rows))
    update(project)
    (first, second) = path.read_text(encoding="utf-8").splitlines()[-2:]
    assert (OLD_DIGEST in first, DIGEST in second) == (True, True)


def test_all_briefs_named_are_updated_and_no_other(project: Path) -> None:
    for name in ("north", "south"):
        write(project, name, brief().replace("ferry tickets", f"tickets {name}"))
    before = contents(project / "briefs")
    done = update(project, "briefs/one.yaml", "briefs/north.yaml")
    assert (done.status, "renewed 2 digests in 2 briefs" in done.err) == (0, True)
    after = contents(project / "briefs")
    assert [name for name in after if after[name] != before[name]] == ["north.yaml", "one.yaml"]


def test_a_brief_in_several_languages_is_updated_once(project: Path) -> None:
    title = "title: {en: Norhavn weighs a levy, da: Norhavn overvejer en afgift}\n"
    text = brief().replace("title: Norhavn weighs a levy on ferry tickets\n", title)
    path = write(project, "one", "languages: [en, da]\n" + text)
    assert "renewed 1 digest in 1 brief" in update(project).err
    assert path.read_text(encoding="utf-8").count(DIGEST) == 1


def test_what_fits_is_left_alone_and_nothing_is_added(project: Path) -> None:
    (project / "seeds/article.txt").write_bytes(ARTICLE)
    write(project, "two", brief("source: seeds/article.txt\n").replace("ferry", "other"))
    before = contents(project)
    times = [path.stat().st_mtime_ns for path in sorted((project / "briefs").iterdir())]
    done = update(project)
    assert (done.status, "renewed 0 digests in 0 briefs" in done.err) == (0, True)
    assert contents(project) == before
    assert [p.stat().st_mtime_ns for p in sorted((project / "briefs").iterdir())] == times


def test_a_brief_stays_with_those_who_could_read_it(project: Path) -> None:
    path = project / "briefs/one.yaml"
    path.chmod(0o600)
    update(project)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert DIGEST in path.read_text(encoding="utf-8")


def test_the_check_that_follows_finds_what_no_longer_stands(project: Path) -> None:
    quote = "  - {id: pier, text: The pier will not wait, speaker: falk}\nactors:"
    path = write(project, "one", brief().replace("actors:", quote, 1))
    done = update(project, "--format", "json")
    report = json.loads(done.out)
    assert done.status == 1
    assert [d["code"] for d in report["diagnostics"] if d["severity"] == "error"] == [
        "quote-not-verbatim"
    ]
    assert "quotations that stand in the new text: 1 of 2" in done.err
    assert "quotes[1].text: altered: The pier will not wait" in done.err
    assert DIGEST in path.read_text(encoding="utf-8")


# --- what is refused ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "source",
    [
        "source: {{file: seeds/none.txt, sha256: {digest}}}\n",
        "source: {{file: ../../etc/passwd, sha256: {digest}}}\n",
        "source: {{file: seeds, sha256: {digest}}}\n",
        "source: {{file: seeds/article.txt, sha256: {digest}}}\ntitel: x\n",
        "source: {{file: seeds/article.txt, sha256: {digest}\n",
        # The digest is there, but not in plain letters.
        'source: {{file: seeds/article.txt, sha256: "\\x{first:x}{rest}"}}\n',
        # The first place that has it is not the value.
        "source:\n  file: seeds/article.txt\n  sha256: >-  # {digest}\n    {digest}\n",
    ],
)
def test_one_that_cannot_be_updated_keeps_all_as_they_are(project: Path, source: str) -> None:
    parts = {"digest": OLD_DIGEST, "first": ord(OLD_DIGEST[0]), "rest": OLD_DIGEST[1:]}
    text = (BRIEF + source).format(**parts)
    write(project, "two", text.replace("ferry", "other"))
    before = contents(project)
    done = update(project)
    assert done.status == 1
    assert "no digest was renewed: briefs/two.yaml: " in done.err
    assert "renewed 1" not in done.err
    assert contents(project) == before


def test_a_link_is_not_written_through_nor_replaced(project: Path) -> None:
    real = project / "elsewhere.yaml"
    (project / "briefs/one.yaml").rename(real)
    (project / "briefs/one.yaml").symlink_to(real)
    (project / "briefgen.yaml").write_text("rules: {source-changed: off}\n", encoding="utf-8")
    done = update(project)
    assert (done.status, "is a link" in done.err) == (1, True)
    assert (project / "briefs/one.yaml").is_symlink()
    assert OLD_DIGEST in real.read_text(encoding="utf-8")


# --- what is shown --------------------------------------------------------------------------------


def test_git_shows_the_words_that_changed(project: Path) -> None:
    committed(project)
    (project / "seeds/article.txt").write_bytes(b"A word before.\n" + NEW)
    git(project, "commit", "-qam", "A later version")
    done = update(project)
    assert done.status == 0
    assert "    ¶1: {+A word before.+}\n" in done.err
    assert "    ¶4: “The pier [-will not-] {+cannot+} wait,” said Mayor Ida" in done.err
    assert "cost its members [-40-] {+55+} jobs." in done.err


@pytest.mark.parametrize("lacking", ["program", "repository", "version"])
def test_git_is_not_needed(project: Path, lacking: str) -> None:
    env = {"GIT_CEILING_DIRECTORIES": str(project.parent)}
    if lacking == "program":
        committed(project)
        env["PATH"] = str(project)
    if lacking == "version":
        git(project, "init", "-q")
        git(project, "add", "seeds")
        git(project, "commit", "-qm", "The new text alone")
    done = update(project, env=env)
    assert done.status == 0
    assert "git keeps no version with the old digest" in done.err
    assert "quotations that stand in the new text: 1 of 1" in done.err
    assert DIGEST in (project / "briefs/one.yaml").read_text(encoding="utf-8")


def test_a_repository_starts_no_program(project: Path) -> None:
    committed(project)
    script = project / "run.sh"
    script.write_text(f"#!/bin/sh\ntouch {project}/ran\n", encoding="utf-8")
    script.chmod(0o755)
    names = ("core.fsmonitor", "gpg.program", "core.pager", "diff.external", "diff.x.textconv")
    for name in names:
        git(project, "config", name, str(script))
    for name in ("log.showSignature", "core.untrackedCache"):
        git(project, "config", name, "true")
    (project / ".gitattributes").write_text("* diff=x filter=x\n", encoding="utf-8")
    git(project, "config", "filter.x.smudge", str(script))
    (project / "ran").unlink(missing_ok=True)
    assert "since " in update(project).err
    assert not (project / "ran").exists()


def test_a_git_that_hangs_is_not_waited_for(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tool = project / "bin/git"
    tool.parent.mkdir()
    tool.write_text("#!/bin/sh\nexec sleep 60\n", encoding="utf-8")
    tool.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tool.parent}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setattr(history, "SECONDS", 0.5)
    start = time.monotonic()
    assert history.version(project / "seeds/article.txt", OLD_DIGEST) is None
    assert time.monotonic() - start < 10


@pytest.mark.parametrize("name", ["-rf.txt", "a*b.txt", ":(top)x.txt", "a b\n.txt", "æ.txt"])
def test_any_name_of_a_file_is_a_name(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(ARTICLE)
    (tmp_path / "a-b.txt").write_bytes(NEW)
    git(tmp_path, "init", "-q")
    git(tmp_path, "add", "-A")
    git(tmp_path, "commit", "-qm", "All")
    found = history.version(tmp_path / name, OLD_DIGEST)
    assert found
    assert found.data == ARTICLE
    assert history.version(tmp_path / name, DIGEST) is None


def test_quiet_says_nothing_of_it(project: Path) -> None:
    done = update(project, "--quiet")
    assert (done.status, done.err) == (0, "")
    assert DIGEST in (project / "briefs/one.yaml").read_text(encoding="utf-8")


def article(*paragraphs: str) -> Article:
    return read_article("\n".join(paragraphs).encode(), "a.txt")


@pytest.mark.parametrize(
    ("old", "new", "lines"),
    [
        (["One two."], ["One two."], []),
        (["One two."], ["One three."], ["¶1: One [-two.-] {+three.+}"]),
        (["A b.", "C d."], ["C d."], ["¶–: [-A b.-]"]),
        (["A b."], ["A b.", "C d."], ["¶2: {+C d.+}"]),
        (
            ["a b c d e f g h i j k l m n"],
            ["a b c d e f G h i j k l m n"],
            ["¶1: … c d e f [-g-] {+G+} h i j k …"],
        ),
        (
            ["Quite another one.", "The levy is 2 crowns.", "End."],
            ["The levy is 3 crowns.", "End."],
            ["¶–: [-Quite another one.-]", "¶1: The levy is [-2-] {+3+} crowns."],
        ),
        ([], ["New."], ["¶1: {+New.+}"]),
    ],
)
def test_changed_words_stand_among_those_that_stayed(
    old: list[str], new: list[str], lines: list[str]
) -> None:
    assert list(word_changes(article(*old), article(*new))) == lines


def test_long_texts_are_compared_in_little_time() -> None:
    start = time.monotonic()
    same = article(*["the same words over and over"] * 20_000)
    other = article(*["the other words over and over"] * 20_000)
    assert list(word_changes(same, other)) == ["20000 paragraphs were replaced by 20000"]
    long = article("a b " * 1900, *["x y"] * 1900), article("b a " * 1900, *["y z x"] * 1900)
    assert list(word_changes(*long))
    huge = article("a " * 50_000 + "b"), article("c " * 50_000 + "d")
    assert max(len(line) for line in word_changes(*huge)) < 500
    alike = article("a " * 50_000 + "b " * 50_000), article("a " * 50_000 + "c " * 50_000)
    assert [len(line) < 100 for line in word_changes(*alike)] == [True]
    assert time.monotonic() - start < 30


def test_the_actor_of_these_briefs_is_the_one_of_the_article() -> None:
    assert f"name: {FALK['name']}," in BRIEF
