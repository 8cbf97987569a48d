"""A folder is kept in step with finished pages, and nothing that people wrote there is lost."""

from __future__ import annotations

import hashlib
import json
import time
from pathlib import Path

import pytest

from briefgen.errors import UsageError
from briefgen.publishing import (
    MANIFEST,
    Done,
    Page,
    Take,
    carry_out,
    fingerprint,
    plan,
    read,
    report,
)
from briefgen.values import replace
from support.publishing import MINE, ONE, THREE, TWO, pages, publish, quiet, said


def test_adds_updates_removes_and_leaves(tmp_path: Path) -> None:
    assert said(tmp_path, pages(a=ONE, sub__b=ONE, c=ONE)) == {
        "added": ["a.md", "c.md", "sub/b.md"]
    }
    assert said(tmp_path, pages(a=TWO, c=ONE)) == {
        "updated": ["a.md"],
        "removed": ["sub/b.md"],
        "unchanged": 1,
    }
    assert (tmp_path / "a.md").read_bytes() == TWO
    assert sorted(p.name for p in tmp_path.iterdir()) == [MANIFEST, "a.md", "c.md"]
    assert quiet(tmp_path, pages(a=TWO, c=ONE)) == {"unchanged": 2}


def test_the_manifest_is_plain_and_stable(tmp_path: Path) -> None:
    wanted = [Page("b.md", ONE, "REF-2"), Page("ä.md", TWO, "REF-1"), Page("index.md", ONE, "")]
    carry_out(tmp_path, plan(tmp_path, wanted, read(tmp_path), flavor="plain"))
    first = (tmp_path / MANIFEST).read_bytes()
    content = json.loads(first)
    assert content["format"] == 1
    assert content["flavor"] == "plain"
    assert content["pages"]["ä.md"] == {"owner": "REF-1", "sha256": hashlib.sha256(TWO).hexdigest()}
    assert list(content["pages"]) == ["b.md", "index.md", "ä.md"]
    assert first.endswith(b"}\n")
    other = tmp_path / "other"
    carry_out(other, plan(other, wanted[::-1], read(other), flavor="plain"))
    assert (other / MANIFEST).read_bytes() == first
    assert read(tmp_path).encoded() == first
    assert read(tmp_path).flavor == "plain"


def test_planning_writes_nothing_not_even_the_folder(tmp_path: Path) -> None:
    folder = tmp_path / "wiki"
    found = plan(folder, pages(a=ONE), read(folder))
    assert report(found)["added"] == ["a.md"]
    assert not folder.exists()
    assert carry_out(folder, plan(folder, [], read(folder))) == Done()
    assert not folder.exists()


def test_places_are_kept_by_owner(tmp_path: Path) -> None:
    wanted = [
        Page("old.md", ONE, "REF-1"),
        Page("old-map.png", b"\x89PNG\0", "REF-1"),
        Page("index.md", ONE, ""),
    ]
    publish(tmp_path, wanted)
    assert read(tmp_path).places() == {"REF-1": "old.md"}
    (tmp_path / "old.md").write_bytes(MINE)
    publish(tmp_path, [replace(wanted[0], path="new.md")])
    assert (tmp_path / "old.md").read_bytes() == MINE
    # The page that stays because it was edited is not the owner's place any more.
    assert read(tmp_path).places() == {"REF-1": "new.md"}


def test_a_place_that_somebody_else_holds_is_none(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_bytes(MINE)
    assert said(tmp_path, pages(a=ONE), "theirs") == {"declined": 1}
    assert read(tmp_path).places() == {}


def test_empty_folders_go_with_the_last_page_of_ours_only(tmp_path: Path) -> None:
    publish(tmp_path, pages(x__y__a=ONE, x__b=ONE, z__c=ONE))
    (tmp_path / "z/notes.txt").write_bytes(b"mine")
    (tmp_path / "empty").mkdir()
    publish(tmp_path, pages(x__b=ONE))
    assert sorted(p.name for p in tmp_path.iterdir()) == [MANIFEST, "empty", "x", "z"]
    assert not (tmp_path / "x/y").exists()
    publish(tmp_path, [])
    assert not (tmp_path / "x").exists()
    assert (tmp_path / "z/notes.txt").read_bytes() == b"mine"


def test_the_mode_of_an_updated_page_stays(tmp_path: Path) -> None:
    publish(tmp_path, pages(a=ONE))
    (tmp_path / "a.md").chmod(0o640)
    publish(tmp_path, pages(a=TWO))
    assert (tmp_path / "a.md").stat().st_mode & 0o777 == 0o640


def test_bytes_that_are_there_already_are_adopted_silently(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_bytes(ONE)
    assert said(tmp_path, pages(a=ONE)) == {"unchanged": 1}
    assert read(tmp_path).pages["a.md"].sha256 == fingerprint(ONE)
    assert said(tmp_path, pages(a=TWO)) == {"updated": ["a.md"]}


def test_an_edited_page_is_kept_and_blocks_no_other(tmp_path: Path) -> None:
    publish(tmp_path, pages(a=ONE, b=ONE))
    (tmp_path / "a.md").write_bytes(MINE)
    found, done = publish(tmp_path, pages(a=TWO, b=TWO))
    assert done.written == ("b.md",)
    assert [(c.path, c.why) for c in found.conflicts] == [("a.md", "edited")]
    assert done.conflicts == found.conflicts
    assert found.conflicts[0].diff == (
        "--- theirs/a.md\n+++ ours/a.md\n@@ -1,3 +1,3 @@\n # One\n \n"
        "-first, and more by hand\n+second\n"
    )
    assert (tmp_path / "a.md").read_bytes() == MINE
    assert quiet(tmp_path, pages(a=TWO, b=TWO)) == {"unchanged": 1, "kept": [("a.md", "edited")]}


def test_an_edit_is_reported_also_while_ours_stays_as_it_was(tmp_path: Path) -> None:
    publish(tmp_path, pages(a=ONE))
    (tmp_path / "a.md").write_bytes(MINE)
    assert quiet(tmp_path, pages(a=ONE)) == {"kept": [("a.md", "edited")]}


def test_an_edit_taken_back_is_none(tmp_path: Path) -> None:
    publish(tmp_path, pages(a=ONE))
    (tmp_path / "a.md").write_bytes(MINE)
    publish(tmp_path, pages(a=TWO))
    (tmp_path / "a.md").write_bytes(ONE)
    assert said(tmp_path, pages(a=TWO)) == {"updated": ["a.md"]}


def test_ours_overwrites_and_theirs_stays_until_ours_changes(tmp_path: Path) -> None:
    publish(tmp_path, pages(a=ONE))
    (tmp_path / "a.md").write_bytes(MINE)
    assert said(tmp_path, pages(a=TWO), "theirs") == {"declined": 1}
    assert quiet(tmp_path, pages(a=TWO)) == {"declined": 1}
    (tmp_path / "a.md").write_bytes(MINE + b"more\n")
    assert quiet(tmp_path, pages(a=TWO)) == {"declined": 1}
    assert quiet(tmp_path, pages(a=THREE)) == {"kept": [("a.md", "edited")]}
    assert said(tmp_path, pages(a=THREE), "ours") == {"updated": ["a.md"]}
    assert (tmp_path / "a.md").read_bytes() == THREE
    assert quiet(tmp_path, pages(a=THREE)) == {"unchanged": 1}


def test_what_was_declined_can_still_be_taken(tmp_path: Path) -> None:
    publish(tmp_path, pages(a=ONE))
    (tmp_path / "a.md").write_bytes(MINE)
    publish(tmp_path, pages(a=TWO), "theirs")
    assert said(tmp_path, pages(a=TWO), "ours") == {"updated": ["a.md"]}


def test_a_deleted_page_is_not_resurrected(tmp_path: Path) -> None:
    publish(tmp_path, pages(a=ONE, b=ONE))
    (tmp_path / "a.md").unlink()
    for text in (ONE, TWO):
        assert quiet(tmp_path, pages(a=text, b=ONE))["kept"] == [("a.md", "deleted")]
    assert said(tmp_path, pages(a=TWO, b=ONE), "theirs") == {"unchanged": 1, "declined": 1}
    assert quiet(tmp_path, pages(a=TWO, b=ONE)) == {"unchanged": 1, "declined": 1}
    assert quiet(tmp_path, pages(a=THREE, b=ONE))["kept"] == [("a.md", "deleted")]
    assert said(tmp_path, pages(a=THREE, b=ONE), "ours") == {"added": ["a.md"], "unchanged": 1}
    assert (tmp_path / "a.md").read_bytes() == THREE


def test_a_deleted_page_whose_brief_goes_is_forgotten(tmp_path: Path) -> None:
    publish(tmp_path, pages(a=ONE))
    (tmp_path / "a.md").unlink()
    assert said(tmp_path, []) == {}
    assert read(tmp_path).pages == {}
    assert said(tmp_path, pages(a=ONE)) == {"added": ["a.md"]}


def test_an_edited_page_whose_brief_goes_is_kept(tmp_path: Path) -> None:
    publish(tmp_path, pages(a=ONE))
    (tmp_path / "a.md").write_bytes(MINE)
    assert quiet(tmp_path, []) == {"kept": [("a.md", "edited-removed")]}
    assert said(tmp_path, [], "theirs") == {"declined": 1}
    assert quiet(tmp_path, []) == {"declined": 1}
    # The brief comes back: it is an edited page again, and no stranger's.
    assert quiet(tmp_path, pages(a=ONE)) == {"kept": [("a.md", "edited")]}
    assert said(tmp_path, [], "ours") == {"removed": ["a.md"]}
    assert not (tmp_path / "a.md").exists()


def test_a_foreign_page_is_never_overwritten(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_bytes(MINE)
    for take in ("", "ours"):
        assert said(tmp_path, pages(a=ONE, b=ONE), take)["kept"] == [("a.md", "foreign")]
    assert said(tmp_path, [], "ours") == {"removed": ["b.md"]}
    assert said(tmp_path, pages(a=ONE), "theirs") == {"declined": 1}
    assert quiet(tmp_path, pages(a=ONE)) == {"declined": 1}
    assert said(tmp_path, pages(a=ONE), "ours") == {"kept": [("a.md", "foreign")]}
    assert quiet(tmp_path, pages(a=TWO)) == {"kept": [("a.md", "foreign")]}
    assert said(tmp_path, [], "ours") == {}
    assert (tmp_path / "a.md").read_bytes() == MINE
    (tmp_path / "a.md").unlink()
    assert said(tmp_path, pages(a=ONE)) == {"added": ["a.md"]}


def test_a_checkout_with_other_line_ends_is_no_edit(tmp_path: Path) -> None:
    publish(tmp_path, pages(a=ONE, b=ONE, c=ONE))
    for path in tmp_path.iterdir():
        path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert quiet(tmp_path, pages(a=ONE, b=ONE, c=ONE)) == {"unchanged": 3}
    assert said(tmp_path, pages(a=ONE, b=TWO)) == {
        "updated": ["b.md"],
        "removed": ["c.md"],
        "unchanged": 1,
    }
    assert (tmp_path / "a.md").read_bytes() == ONE.replace(b"\n", b"\r\n")
    assert (tmp_path / "b.md").read_bytes() == TWO


def test_line_ends_of_what_is_no_text_count(tmp_path: Path) -> None:
    picture = b"\x89PNG\r\n\x1a\n\0\0"
    publish(tmp_path, [Page("a.png", picture, "A")])
    (tmp_path / "a.png").write_bytes(picture.replace(b"\r\n", b"\n"))
    found = plan(tmp_path, [Page("a.png", picture, "A")], read(tmp_path))
    assert [c.why for c in found.conflicts] == ["edited"]
    assert found.conflicts[0].diff == "a.png is not text: 9 bytes there, 10 of ours\n"


@pytest.mark.parametrize("take", ["", "ours"])
def test_an_edit_in_the_meantime_is_not_lost(tmp_path: Path, take: Take) -> None:
    publish(tmp_path, pages(a=ONE, b=ONE, c=ONE, d=ONE))
    found = plan(tmp_path, pages(a=TWO, c=TWO, d=TWO, e=TWO, f=TWO), read(tmp_path), take=take)
    assert found.conflicts == ()
    for name in "abe":
        (tmp_path / f"{name}.md").write_bytes(MINE)
    (tmp_path / "d.md").unlink()
    (tmp_path / "f.md").write_bytes(TWO)
    done = carry_out(tmp_path, found)
    assert [(c.path, c.why) for c in done.conflicts] == [
        ("a.md", "edited"), ("b.md", "edited-removed"), ("d.md", "deleted"), ("e.md", "foreign"),
    ]  # fmt: skip
    assert (done.written, done.removed) == (("c.md",), ())
    assert all((tmp_path / f"{name}.md").read_bytes() == MINE for name in "abe")
    shown = report(found, done)
    assert (shown["updated"], shown["added"], shown["unchanged"]) == (["c.md"], [], 1)
    wanted = pages(a=TWO, c=TWO, d=TWO, e=TWO, f=TWO)
    assert quiet(tmp_path, wanted)["kept"] == [(c.path, c.why) for c in done.conflicts]


def test_an_edit_after_the_decision_for_ours_is_not_lost(tmp_path: Path) -> None:
    publish(tmp_path, pages(a=ONE))
    (tmp_path / "a.md").write_bytes(MINE)
    found = plan(tmp_path, pages(a=TWO), read(tmp_path), take="ours")
    (tmp_path / "a.md").write_bytes(MINE + b"and more\n")
    assert [c.why for c in carry_out(tmp_path, found).conflicts] == ["edited"]
    assert (tmp_path / "a.md").read_bytes() == MINE + b"and more\n"


def test_a_folder_that_became_a_link_in_the_meantime_is_not_followed(tmp_path: Path) -> None:
    folder, outside = tmp_path / "wiki", tmp_path / "outside"
    outside.mkdir()
    publish(folder, pages(a=ONE))
    found = plan(folder, pages(a=ONE, sub__b=ONE), read(folder))
    (folder / "sub").symlink_to(outside)
    assert [c.why for c in carry_out(folder, found).conflicts] == ["foreign"]
    assert list(outside.iterdir()) == []


def test_a_plan_is_void_when_another_publication_came_first(tmp_path: Path) -> None:
    found = plan(tmp_path, pages(a=ONE), read(tmp_path))
    publish(tmp_path, pages(a=TWO))
    with pytest.raises(UsageError, match="folder-changed"):
        carry_out(tmp_path, found)
    assert (tmp_path / "a.md").read_bytes() == TWO


def test_5000_pages_that_did_not_change_take_no_second(tmp_path: Path) -> None:
    text = b"a line of text\n" * 700
    wanted = [Page(f"d{n % 50}/{n}.md", b"# %d\n" % n + text, f"R{n}") for n in range(5000)]
    for page in wanted:
        (tmp_path / page.path).parent.mkdir(exist_ok=True)
        (tmp_path / page.path).write_bytes(page.data)
    assert said(tmp_path, wanted) == {"unchanged": 5000}
    before = (tmp_path / MANIFEST).stat()
    start = time.perf_counter()
    assert said(tmp_path, wanted) == {"unchanged": 5000}
    assert time.perf_counter() - start < 1
    assert (tmp_path / MANIFEST).stat() == before
