"""A publication may be ended at any moment: the next one makes up for it."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from briefgen.publishing import (
    MANIFEST,
    Page,
    Take,
    fingerprint,
    read,
)
from support.publishing import MINE, ONE, THREE, TWO, pages, publish, quiet, said, snapshot

STEPS = ("replace", "unlink", "rmdir", "fsync", "fchmod")


def killed(folder: Path, wanted: list[Page], take: Take, at: int) -> bool:
    """Publish in a child that is ended before its `at`-th change of the file system."""
    child = os.fork()
    if child == 0:
        left = [at]

        def counted(real: Callable[..., Any]) -> Callable[..., Any]:
            def call(*args: Any, **more: Any) -> Any:
                left[0] -= 1
                if left[0] < 0:
                    os._exit(7)
                return real(*args, **more)

            return call

        try:
            for name in STEPS:
                setattr(os, name, counted(getattr(os, name)))
            publish(folder, wanted, take)
        except BaseException:  # noqa: BLE001 - the child must not go on as the test
            os._exit(8)
        os._exit(0)
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    assert code in (0, 7)
    return code == 7


def begun(folder: Path) -> None:
    """Make a folder with an unedited, an edited, a deleted and a foreign page."""
    publish(folder, pages(a=ONE, b=ONE, sub__c=ONE, e=ONE, gone=ONE, h=ONE))
    (folder / "e.md").write_bytes(MINE)
    (folder / "gone.md").unlink()
    (folder / "f.md").write_bytes(MINE)


NEXT = {
    "the same": pages(a=TWO, new=TWO, e=TWO, gone=TWO, f=TWO, h=ONE),
    "another": pages(a=THREE, new=THREE, e=TWO, gone=TWO, f=TWO, h=ONE),
    "the one before": pages(a=ONE, b=ONE, sub__c=ONE, e=TWO, gone=TWO, f=TWO, h=ONE),
    "nothing": [],
}


@pytest.mark.parametrize("then", NEXT)
@pytest.mark.parametrize("take", ["", "ours"])
def test_a_publication_ended_at_any_moment_is_made_up_for(
    tmp_path: Path, take: Take, then: str
) -> None:
    at, ended = 0, True
    while ended:
        folder = tmp_path / str(at)
        begun(folder)
        ended = killed(folder, NEXT["the same"], take, at)
        if not take:
            assert (folder / "e.md").read_bytes() == MINE
            assert not (folder / "gone.md").exists()
        kept = said(folder, NEXT[then], take).get("kept", [])
        texts = {page.path: page.data for page in NEXT[then]}
        there = {p: data for p, (data, _, _) in snapshot(folder).items() if p != MANIFEST}
        assert there.pop("f.md") == MINE
        texts.pop("f.md", None)
        if take == "ours":
            assert kept == ([("f.md", "foreign")] if NEXT[then] else [])
            assert there == texts, at
        else:
            wanted = [("e.md", "edited"), ("f.md", "foreign"), ("gone.md", "deleted")]
            assert kept == (wanted if NEXT[then] else [("e.md", "edited-removed")])
            assert there.pop("e.md") == MINE
            left = {p: t for p, t in texts.items() if p not in ("e.md", "gone.md")}
            assert there == left, at
        again = quiet(folder, NEXT[then])
        assert again.get("kept", []) == kept
        assert not {"added", "updated", "removed"} & again.keys()
        at += 1
    # Two manifests and two pages in four steps each, and what is removed.
    assert at >= 19


def test_a_page_removed_before_the_end_comes_back_unreported(tmp_path: Path) -> None:
    publish(tmp_path, pages(a=ONE, b=ONE))
    at = 0
    while (tmp_path / "a.md").exists():
        killed(tmp_path, pages(b=TWO), "", at)
        at += 1
    assert read(tmp_path).pages["a.md"].intent == "removal"
    # What somebody writes there now is their own, whatever the manifest still says.
    (tmp_path / "a.md").write_bytes(MINE)
    assert said(tmp_path, pages(a=TWO, b=TWO), "ours")["kept"] == [("a.md", "foreign")]
    assert said(tmp_path, pages(b=TWO), "ours")["kept"] == [("a.md", "edited-removed")]
    assert (tmp_path / "a.md").read_bytes() == MINE


def test_an_unfinished_file_of_somebody_else_stays(tmp_path: Path) -> None:
    publish(tmp_path, pages(a=ONE))
    text = (tmp_path / MANIFEST).read_text()
    intent = f', "intent": "{fingerprint(TWO)}"}}\n'
    (tmp_path / MANIFEST).write_text(text.replace("}\n", intent, 1))
    ours, theirs, other = (tmp_path / f".{n}.part" for n in ("a.md.abcd1234", "a.md.abcd5678", "x"))
    ours.write_bytes(TWO[:9])
    theirs.write_bytes(MINE)
    other.write_bytes(TWO[:9])
    assert said(tmp_path, pages(a=TWO)) == {"updated": ["a.md"]}
    assert (ours.exists(), theirs.exists(), other.exists()) == (False, True, True)
