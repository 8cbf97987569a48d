"""What no page or manifest may be, what is never followed, and how a difference is shown."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from briefgen.errors import UsageError
from briefgen.publishing import (
    MANIFEST,
    MAX_BYTES,
    Page,
    Take,
    fingerprint,
    plan,
    read,
    report,
)
from support.publishing import ONE, TWO, pages, publish, quiet, said

WRONG_PATHS = (
    "", "/etc/passwd", "../a.md", "a/../../b.md", "./a.md", "a//b.md", "a/", "a\\b.md", "a\0.md",
    "a\x1b[2J.md", "a\nb.md", ".git/config", "sub/.GIT/hooks/x", ".g\u200dit/x", ".git. /x",
    "GIT~1/x", ".git::$INDEX/x", MANIFEST, ".Briefgen.json", f"{MANIFEST}/x", "a" * 231,
    "a/" * 600 + "b", "\ud800.md",
)  # fmt: skip


@pytest.mark.parametrize("path", WRONG_PATHS)
def test_a_path_that_no_page_may_have_is_refused(tmp_path: Path, path: str) -> None:
    with pytest.raises(UsageError) as caught:
        plan(tmp_path, [*pages(a=ONE), Page(path, ONE, "X")], read(tmp_path))
    assert [d.code for d in caught.value.diagnostics] == ["bad-page"]
    assert all(d.location.file.isprintable() for d in caught.value.diagnostics)


@pytest.mark.parametrize("path", ["git.md", ".github/a.md", "a.git", "ä/.order", "x" * 230])
def test_a_path_like_those_is_not(tmp_path: Path, path: str) -> None:
    publish(tmp_path, [Page(path, ONE, "X")])
    assert (tmp_path / path).read_bytes() == ONE


def test_a_page_that_is_too_large_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="bad-page"):
        plan(tmp_path, [Page("a.md", b"x" * (MAX_BYTES + 1), "X")], read(tmp_path))


@pytest.mark.parametrize(
    "paths",
    [
        ("a.md", "a.md"),
        ("a.md", "A.md"),
        ("straße.md", "STRASSE.md"),
        ("\u00e4.md", "a\u0308.md"),
        ("a", "a/b.md"),
        ("A", "a/b.md"),
        ("sub/x.md", "Sub/y.md"),
    ],
)
def test_paths_that_clash_somewhere_are_refused(tmp_path: Path, paths: tuple[str, ...]) -> None:
    for order in (paths, paths[::-1]):
        with pytest.raises(UsageError, match="page-clash"):
            plan(tmp_path, [Page(path, ONE, path) for path in order], read(tmp_path))


def test_git_is_not_published_into(tmp_path: Path) -> None:
    for folder in (tmp_path / ".git", tmp_path / ".git/refs"):
        for call in (lambda f=folder: read(f), lambda f=folder: plan(f, [], read(tmp_path))):
            with pytest.raises(UsageError, match="unsafe-folder"):
                call()


def test_a_file_in_place_of_the_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "x").write_bytes(b"")
    with pytest.raises(UsageError, match="not a folder"):
        read(tmp_path / "x")


def entry(path: str = "a.md", **changes: Any) -> str:
    record = {"owner": "A", "sha256": fingerprint(ONE)} | changes
    return json.dumps({"flavor": "", "format": 1, "pages": {path: record}})


@pytest.mark.parametrize(
    "text",
    [
        "", "{", "[]", "null", "{}", '{"briefgen": "1.0", "artifacts": []}', "[" * 100_000,
        "\x00", '{"format": 1, "flavor": "", "pages": {}, "more": 1}',
        '{"format": 1, "flavor": "", "pages": []}', '{"format": 1, "flavor": 3, "pages": {}}',
        '{"format": 2, "flavor": "", "pages": {}}', '{"format": ' + "9" * 5000 + "}",
        '{"format": 1, "flavor": "\\ud800", "pages": {}}',
        '{"format": 1, "flavor": "", "pages": {"a.md": "x"}}',
        '{"format": 1, "format": 1, "flavor": "", "pages": {}}',
        "<<<<<<< HEAD\n" + entry(), entry(sha256="x"), entry(sha256=""), entry(sha256=None),
        entry(owner=1), entry(owner="\ud800"), entry(more="x"), entry(intent="x"),
        entry(declined="A" * 64), *(entry(path) for path in WRONG_PATHS if path != "\ud800.md"),
    ],
)  # fmt: skip
def test_a_manifest_that_is_not_ours_is_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / MANIFEST).write_text(text, encoding="utf-8")
    with pytest.raises(UsageError) as caught:
        read(tmp_path)
    assert [d.code for d in caught.value.diagnostics] == ["bad-manifest"]
    assert caught.value.diagnostics[0].hint
    assert caught.value.diagnostics[0].message.isprintable()


def test_a_manifest_that_was_not_changed_is_read(tmp_path: Path) -> None:
    (tmp_path / MANIFEST).write_text(entry(intent="removal", declined=fingerprint(TWO)))
    assert read(tmp_path).pages["a.md"].intent == "removal"


@pytest.mark.parametrize("make", [Path.mkdir, os.mkfifo, lambda p: p.symlink_to("/dev/zero")])
def test_a_manifest_that_is_no_file_is_refused(
    tmp_path: Path, make: Callable[[Path], None]
) -> None:
    make(tmp_path / MANIFEST)
    with pytest.raises(UsageError, match="bad-manifest"):
        read(tmp_path)


def test_a_folder_that_became_a_link_out_is_refused(tmp_path: Path) -> None:
    folder, outside = tmp_path / "wiki", tmp_path / "outside"
    publish(folder, pages(sub__a=ONE))
    (folder / "sub").rename(outside)
    (folder / "sub").symlink_to(outside)
    with pytest.raises(UsageError, match="leads out"):
        read(folder)


def test_nothing_is_written_through_a_link(tmp_path: Path) -> None:
    folder, outside = tmp_path / "wiki", tmp_path / "outside"
    folder.mkdir()
    (outside / "deep").mkdir(parents=True)
    (outside / "a.md").write_bytes(ONE)
    (folder / "sub").symlink_to(outside)
    (folder / "in").symlink_to(folder)
    (folder / "a.md").symlink_to(outside / "a.md")
    (folder / "lost.md").symlink_to(outside / "no")
    wanted = pages(a=ONE, lost=ONE, sub__b=ONE, sub__deep__c=ONE, in__d=ONE)
    for take in ("", "ours", "theirs"):
        found = said(folder, wanted, take)
        assert "added" not in found
        assert "updated" not in found
    assert sorted(p.name for p in outside.rglob("*")) == ["a.md", "deep"]
    assert (outside / "a.md").read_bytes() == ONE
    assert (folder / "lost.md").is_symlink()
    # A link in place of a page is theirs to have; what lies behind one is reported each time.
    kept = [("in/d.md", "foreign"), ("sub/b.md", "foreign"), ("sub/deep/c.md", "foreign")]
    assert quiet(folder, wanted) == {"declined": 2, "kept": kept}


@pytest.mark.parametrize("take", ["", "ours", "theirs"])
def test_a_page_that_became_a_link_is_not_removed(tmp_path: Path, take: Take) -> None:
    folder, outside = tmp_path / "wiki", tmp_path / "outside.md"
    publish(folder, pages(a=ONE))
    (folder / "a.md").rename(outside)
    (folder / "a.md").symlink_to(outside)
    assert said(folder, pages(a=TWO)) == {"kept": [("a.md", "foreign")]}
    assert said(folder, [], take) == {}
    assert (folder / "a.md").is_symlink()
    assert outside.read_bytes() == ONE


def test_folders_pipes_and_files_in_the_way_are_obstacles(tmp_path: Path) -> None:
    (tmp_path / "a.md").mkdir()
    os.mkfifo(tmp_path / "b.md")
    (tmp_path / "sub").write_bytes(b"file")
    with (tmp_path / "large.md").open("wb") as stream:
        stream.truncate(2 * MAX_BYTES + 1)
    wanted = pages(a=ONE, b=ONE, sub__c=ONE, large=ONE)
    found, done = publish(tmp_path, wanted, "ours")
    assert [(c.path, c.why, c.diff) for c in done.conflicts] == [
        ("a.md", "foreign", "a.md is no file\n"),
        ("b.md", "foreign", "b.md is no file\n"),
        ("large.md", "foreign", "large.md is larger than any page\n"),
        ("sub/c.md", "foreign", "sub/c.md lies behind a file\n"),
    ]
    assert not (tmp_path / MANIFEST).exists()
    assert report(found, done)["kept"][0]["hint"]


def test_a_page_renamed_in_case_alone_is_not_removed(tmp_path: Path) -> None:
    publish(tmp_path, [Page("Note.md", ONE, "A")])
    # One file under both names, as where case means nothing.
    (tmp_path / "note.md").hardlink_to(tmp_path / "Note.md")
    publish(tmp_path, [Page("note.md", TWO, "A")])
    assert (tmp_path / "note.md").read_bytes() == TWO
    assert read(tmp_path).pages.keys() == {"note.md"}
    # Two files, where it does.
    publish(tmp_path, [Page("NOTE.md", TWO, "A")])
    assert not (tmp_path / "note.md").exists()


def conflict(tmp_path: Path, theirs: bytes, ours: bytes) -> str:
    (tmp_path / "a.md").write_bytes(theirs)
    return plan(tmp_path, pages(a=ours), read(tmp_path)).conflicts[0].diff


def test_a_difference_is_safe_to_print(tmp_path: Path) -> None:
    hostile = b"\x1b]0;gone\x07\x1b[2J\x9b\r\xc2\x9b \xe2\x80\xae \xff\xfe\x00"[:-1]
    shown = conflict(tmp_path, hostile + b"\n", ONE)
    assert "\ufffd]0;gone\ufffd\ufffd[2J" in shown
    assert all(c.isprintable() or c == "\n" for c in shown.replace("\ufffd", "?"))


def test_a_difference_has_200_lines_at_most(tmp_path: Path) -> None:
    text = [b"%d\n" % n for n in range(3000)]
    shown = conflict(tmp_path, b"".join(text), b"".join(reversed(text))).splitlines()
    assert len(shown) == 200
    assert shown[-1] == "… and more"
    wide = conflict(tmp_path, b"x" * 1_000_000, ONE).splitlines()
    assert max(len(line) for line in wide) < 600


def test_a_difference_deep_in_a_long_page_names_its_lines(tmp_path: Path) -> None:
    text = [b"%d\n" % n for n in range(5000)]
    edited = [*text[:4000], b"here\n", *text[4001:]]
    shown = conflict(tmp_path, b"".join(edited), b"".join(text)).splitlines()
    assert shown[2:] == [
        "@@ -3998,7 +3998,7 @@", " 3997", " 3998", " 3999", "-here", "+4000",
        " 4001", " 4002", " 4003",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("theirs", "ours", "lines"),
    [
        (b"a\n", b"a", ["@@ -1,1 +1,1 @@", "-a", "+a", "\\ No newline at end of file"]),
        (b"", b"a\n", ["@@ -0,0 +1,1 @@", "+a"]),
        (b"a\r\nb\r\n", b"a\nc\n", ["@@ -1,2 +1,2 @@", " a", "-b", "+c"]),
    ],
)
def test_ends_of_differences(tmp_path: Path, theirs: bytes, ours: bytes, lines: list[str]) -> None:
    assert conflict(tmp_path, theirs, ours).splitlines()[2:] == lines


def test_a_hostile_page_is_compared_in_time(tmp_path: Path) -> None:
    theirs = b"".join(b"a\n%d\n" % (n % 9) for n in range(400_000))
    ours = b"".join(b"%d\na\n" % (n % 8) for n in range(400_000))
    start = time.perf_counter()
    conflict(tmp_path, theirs, ours)
    assert time.perf_counter() - start < 5
