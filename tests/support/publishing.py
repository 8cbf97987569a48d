"""Publishing pages into a folder, for the tests that ask what became of it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from briefgen.publishing import Done, Page, Plan, Take, carry_out, plan, read, report

ONE, TWO, THREE = b"# One\n\nfirst\n", b"# One\n\nsecond\n", b"# One\n\nthird\n"
MINE = b"# One\n\nfirst, and more by hand\n"


def pages(**texts: bytes) -> list[Page]:
    """Return pages by name: `a__b=...` is a/b.md."""
    return [Page(f"{n.replace('__', '/')}.md", text, n.upper()) for n, text in texts.items()]


def publish(folder: Path, wanted: list[Page], take: Take = "") -> tuple[Plan, Done]:
    found = plan(folder, wanted, read(folder), take=take)
    return found, carry_out(folder, found)


def said(folder: Path, wanted: list[Page], take: Take = "") -> dict[str, Any]:
    found = report(*publish(folder, wanted, take))
    found["kept"] = [(one["path"], one["why"]) for one in found["kept"]]
    return {name: value for name, value in found.items() if value}


def snapshot(folder: Path) -> dict[str, tuple[bytes, int, int]]:
    """Return bytes, inode and time of each file: a second publication changes none of them."""
    return {
        p.relative_to(folder).as_posix(): (p.read_bytes(), p.stat().st_ino, p.stat().st_mtime_ns)
        for p in folder.rglob("*")
        if p.is_file()
    }


def quiet(folder: Path, wanted: list[Page]) -> dict[str, Any]:
    """Return what a second publication says, which must write nothing."""
    before = snapshot(folder)
    found = said(folder, wanted)
    assert snapshot(folder) == before
    return found
