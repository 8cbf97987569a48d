"""Files are written whole or not at all, never through a link, and only when they change."""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import resource
import signal
import stat
import subprocess
import sys
import time
from pathlib import Path

import pytest

from briefgen import __version__, output
from briefgen.errors import UsageError


def test_writes_bytes_and_makes_folders(tmp_path: Path) -> None:
    path = tmp_path / "a/b/c.pdf"
    assert output.write(path, b"one") is True
    assert path.read_bytes() == b"one"
    assert [p.name for p in path.parent.iterdir()] == ["c.pdf"]


def test_the_same_bytes_are_not_written_again(tmp_path: Path) -> None:
    path = tmp_path / "x"
    output.write(path, b"one")
    before = path.stat()
    assert output.write(path, b"one") is False
    assert path.stat().st_ino == before.st_ino
    assert path.stat().st_mtime_ns == before.st_mtime_ns
    assert output.write(path, b"two") is True
    assert path.read_bytes() == b"two"


def test_a_link_is_replaced_and_its_target_kept(tmp_path: Path) -> None:
    target, link = tmp_path / "target", tmp_path / "link"
    target.write_bytes(b"mine")
    link.symlink_to(target)
    assert output.write(link, b"new") is True
    assert not link.is_symlink()
    assert (link.read_bytes(), target.read_bytes()) == (b"new", b"mine")


def test_a_link_to_the_same_bytes_is_replaced_too(tmp_path: Path) -> None:
    target, link = tmp_path / "target", tmp_path / "link"
    target.write_bytes(b"same")
    link.symlink_to(target)
    assert output.write(link, b"same") is True
    assert not link.is_symlink()


def test_a_device_stays_and_a_link_to_it_too(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "link").symlink_to(tmp_path / "pipe")
    (tmp_path / "null").symlink_to("/dev/null")
    before = {p: p.lstat() for p in tmp_path.iterdir()}
    for path in before:
        for write in (output.write, output.Writing().write):
            with pytest.raises(UsageError, match="is a device; write - for standard output"):
                write(path, b"page")
    assert {p: p.lstat() for p in tmp_path.iterdir()} == before


def test_mode_follows_the_umask(tmp_path: Path) -> None:
    before = os.umask(0o027)
    try:
        output.write(tmp_path / "x", b"one")
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "x").stat().st_mode) == 0o640


def test_a_folder_in_the_way_is_an_error_of_use(tmp_path: Path) -> None:
    path = tmp_path / "x"
    path.mkdir()
    with pytest.raises(UsageError) as caught:
        output.write(path, b"one")
    assert caught.value.diagnostics[0].code == "cannot-write"
    assert [p.name for p in tmp_path.iterdir()] == ["x"]


def test_a_file_in_place_of_the_folder_is_an_error_of_use(tmp_path: Path) -> None:
    (tmp_path / "x").write_bytes(b"file")
    with pytest.raises(UsageError, match="cannot-write"):
        output.write(tmp_path / "x/y", b"one")


def test_a_write_that_fails_leaves_the_old_file_and_no_part(tmp_path: Path) -> None:
    path = tmp_path / "x"
    output.write(path, b"old")
    child = os.fork()
    if child == 0:
        # Beyond this size the kernel refuses to write, as a full disk would.
        resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        try:
            output.write(path, b"x" * 5000)
        except UsageError:
            os._exit(7)
        os._exit(0)
    _, status = os.waitpid(child, 0)
    assert os.waitstatus_to_exitcode(status) == 7
    assert path.read_bytes() == b"old"
    assert [p.name for p in tmp_path.iterdir()] == ["x"]


def test_the_lock_is_held_and_let_go(tmp_path: Path) -> None:
    def free() -> bool:
        descriptor = os.open(tmp_path / "dist", os.O_RDONLY)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        finally:
            os.close(descriptor)
        return True

    with output.locked(tmp_path / "dist"):
        assert not free()
    assert free()


def test_the_lock_waits_for_the_other_build(tmp_path: Path) -> None:
    folder = tmp_path / "dist"
    waits = f"""
from pathlib import Path
from briefgen import output
print("starts", flush=True)
with output.locked(Path({str(folder)!r})):
    print(Path({str(folder)!r}, "first").read_text(), flush=True)
"""
    with output.locked(folder):
        other = subprocess.Popen([sys.executable, "-c", waits], stdout=subprocess.PIPE, text=True)
        assert other.stdout
        assert other.stdout.readline() == "starts\n"
        time.sleep(0.2)
        (folder / "first").write_text("done", encoding="utf-8")
    out, _ = other.communicate(timeout=20)
    assert (other.returncode, out) == (0, "done\n")


def test_a_file_in_place_of_the_output_folder_is_an_error_of_use(tmp_path: Path) -> None:
    (tmp_path / "dist").write_bytes(b"")
    with pytest.raises(UsageError, match="cannot-write"), output.locked(tmp_path / "dist"):
        pytest.fail("the lock was given")


def test_the_manifest_is_sorted_and_says_what_the_files_are(tmp_path: Path) -> None:
    files = [("wiki/b.md", b"b"), ("pdf/a.pdf", b"aa")]
    artifacts = [
        output.artifact(tmp_path, tmp_path / name, name[-3:].strip("."), "briefs/x.yaml", data)
        for name, data in files
    ]
    content = json.loads(output.manifest(artifacts))
    assert content["briefgen"] == __version__
    assert [a["path"] for a in content["artifacts"]] == ["pdf/a.pdf", "wiki/b.md"]
    assert content["artifacts"][0] == {
        "path": "pdf/a.pdf",
        "kind": "pdf",
        "brief": "briefs/x.yaml",
        "sha256": hashlib.sha256(b"aa").hexdigest(),
        "bytes": 2,
    }
    assert output.manifest(artifacts) == output.manifest(artifacts[::-1])


def test_what_a_killed_build_left_is_remembered_and_swept(tmp_path: Path) -> None:
    one, two = (
        output.artifact(tmp_path, tmp_path / f"wiki/{name}.md", "md", "", name.encode())
        for name in "ab"
    )
    assert output.begin(tmp_path, [one, two]) == []
    output.write(tmp_path / "wiki/a.md", b"a")
    for name in (".a.md.abcd_123.part", ".mine.part", "a.md.abcd_123.part"):
        (tmp_path / "wiki" / name).write_bytes(b"")
    assert output.begin(tmp_path, [two]) == [one, two]
    assert output.listed(tmp_path, output.INTENTS) == [one, two]
    assert sorted(p.name for p in (tmp_path / "wiki").iterdir()) == sorted(
        ["a.md", ".mine.part", "a.md.abcd_123.part"]
    )
    output.settle(tmp_path, [])
    assert [p.name for p in tmp_path.iterdir()] == ["wiki"]


def test_what_the_manifest_lists_is_no_intent(tmp_path: Path) -> None:
    one = output.artifact(tmp_path, tmp_path / "a.md", "md", "", b"a")
    output.write(tmp_path / output.MANIFEST, output.manifest([one]))
    assert output.begin(tmp_path, [one]) == []
    assert [p.name for p in tmp_path.iterdir()] == [output.MANIFEST]


def test_a_manifest_that_cannot_be_read_is_not_taken_for_none(tmp_path: Path) -> None:
    assert output.listed(tmp_path) == output.listed(tmp_path / "none") == []
    (tmp_path / output.MANIFEST).mkdir()
    with pytest.raises(UsageError, match="cannot be read"):
        output.listed(tmp_path)


def test_nothing_is_swept_elsewhere(tmp_path: Path) -> None:
    part = tmp_path / "other/.a.md.abcd_123.part"
    output.write(part, b"")
    (tmp_path / "dist").mkdir()
    (tmp_path / "dist/wiki").symlink_to(part.parent)
    for path in ("wiki/a.md", "../other/a.md", str(part.with_name("a.md")), "\0/a.md"):
        output.begin(tmp_path / "dist", [output.Artifact(path, "md", "", "0" * 64, 0)])
    assert part.exists()


@pytest.mark.parametrize("value", [["a"], 5, None, {}])
def test_a_manifest_with_other_things_than_texts_is_none(tmp_path: Path, value: object) -> None:
    one = output.artifact(tmp_path, tmp_path / "a.md", "md", "", b"a")
    for key in ("path", "kind", "brief", "sha256"):
        content = {"artifacts": [output.entry(one) | {key: value}]}
        (tmp_path / output.MANIFEST).write_text(json.dumps(content), encoding="utf-8")
        assert output.listed(tmp_path) == []


def test_many_files_are_written_at_once_and_only_what_changed(tmp_path: Path) -> None:
    files = {tmp_path / f"{n % 3}/{n}.md": b"page %d" % n for n in range(100)}
    beside = tmp_path / "beside"
    beside.write_bytes(b"of somebody else")
    linked = next(iter(files))
    linked.parent.mkdir()
    linked.symlink_to(beside)
    for expected in (True, False):
        with output.Writing() as writing:
            assert {writing.write(path, data) for path, data in files.items()} == {expected}
    assert {p: p.read_bytes() for p in tmp_path.rglob("*.md")} == files
    assert beside.read_bytes() == b"of somebody else"
    assert not list(tmp_path.rglob("*.part"))


def test_of_many_files_the_one_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "50.md").mkdir()
    with pytest.raises(UsageError) as caught, output.Writing() as writing:
        for n in range(100):
            writing.write(tmp_path / f"{n}.md", b"page")
    (found,) = caught.value.diagnostics
    assert (found.code, found.location.file) == ("cannot-write", str(tmp_path / "50.md"))
    assert not list(tmp_path.rglob("*.part"))
