"""Whatever we and people do to a folder in turn, nothing of theirs is lost."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
)

from briefgen.publishing import MANIFEST, Entry, Page, Take, carry_out, plan, read
from support.publishing import snapshot

PATHS = ("a.md", "b.md", "sub/c.md", "sub/deep/d.md")
paths = st.sampled_from(PATHS)
texts = st.sampled_from([b"# One\n", b"# Two\n\ntext\n", b"# Three\n", b"\x89PNG\r\n\0"])
takes = st.sampled_from(["", "", "ours", "theirs"])
NONE = Entry("", "")


class Ended(BaseException):
    """In place of the end of the process."""


class Folder(RuleBasedStateMachine):
    """A folder, the pages it is to have, and what a person wrote there."""

    def __init__(self) -> None:
        super().__init__()
        self.root = Path(tempfile.mkdtemp())
        self.wanted: dict[str, bytes] = {}
        #: What stands in the folder that a person wrote, and all that we wrote, ever.
        self.hand: dict[str, bytes] = {}
        #: Where we wrote and have not yet gone, so that a file there may be ours, edited.
        self.mine: set[str] = set()
        self.untouched = True
        self.number = 0

    def teardown(self) -> None:
        shutil.rmtree(self.root)

    def there(self) -> dict[str, bytes]:
        return {p: data for p, (data, *_) in snapshot(self.root).items() if p != MANIFEST}

    def pages(self) -> list[Page]:
        return [Page(path, data, path.upper()) for path, data in self.wanted.items()]

    # ---- what we want

    @rule(path=paths, text=texts)
    def want(self, path: str, text: bytes) -> None:
        self.wanted[path] = text

    @rule(path=paths)
    def drop(self, path: str) -> None:
        self.wanted.pop(path, None)

    # ---- what people do

    @rule(path=paths)
    def write(self, path: str) -> None:
        self.number += 1
        self.hand[path] = b"by hand, %d\n" % self.number
        (self.root / path).parent.mkdir(parents=True, exist_ok=True)
        (self.root / path).write_bytes(self.hand[path])
        self.untouched = False

    @rule(path=paths)
    def delete(self, path: str) -> None:
        (self.root / path).unlink(missing_ok=True)
        self.hand.pop(path, None)
        self.untouched = False

    @rule(path=paths)
    def change_line_ends(self, path: str) -> None:
        file = self.root / path
        if file.exists() and b"\0" not in file.read_bytes() and path not in self.hand:
            file.write_bytes(file.read_bytes().replace(b"\r\n", b"\n").replace(b"\n", b"\r\n"))

    # ---- publication

    def publish(self, take: Take) -> tuple[Any, Any]:
        before = self.there()
        try:
            found = plan(self.root, self.pages(), read(self.root), take=take)
            return found, carry_out(self.root, found)
        finally:
            self.judge(before, self.there(), take)

    def judge(self, before: dict[str, bytes], after: dict[str, bytes], take: Take) -> None:
        """Compare the folder with what it was: also when the publication was ended."""
        for path, data in self.hand.items():
            if take != "ours" or path not in self.mine:
                assert after.get(path) == data, (path, take)
        for path in before.keys() | after.keys():
            if path.endswith(".part") or before.get(path) == after.get(path):
                continue
            assert after.get(path) == self.wanted.get(path), path
            self.hand.pop(path, None)
            (self.mine.add if path in after else self.mine.discard)(path)

    @rule(take=takes)
    def publish_whole(self, take: Take) -> None:
        found, done = self.publish(take)
        after = self.there()
        assert not any(path.endswith(".part") for path in after)
        self.mine |= {path for path in after if after[path] == self.wanted.get(path)}
        self.mine -= {p for p in self.mine if p not in after and p not in self.wanted}
        kept = {conflict.path for conflict in done.conflicts}
        assert found.conflicts == done.conflicts
        if self.untouched:
            assert not kept
        if not take:
            # What stands there is ours, or reported, or was declined before.
            settled = {step.path for step in found.steps if step.action == "declined"}
            for path, data in self.wanted.items():
                same = after.get(path, b"").replace(b"\r\n", b"\n") == data.replace(b"\r\n", b"\n")
                assert same or path in kept | settled, path
        if take == "theirs":
            assert not kept
        if take == "ours":
            # Ours is not to be had where a file is somebody's own, also if that was settled.
            assert kept <= self.hand.keys()
            kept -= {p for p in kept if read(self.root).pages.get(p, NONE).declined}
        self.again(kept)

    def again(self, kept: set[str]) -> None:
        """Publish once more: nothing is written, and the same conflicts are there."""
        before = snapshot(self.root)
        _, done = self.publish("")
        assert (done.written, done.removed) == ((), ())
        assert {conflict.path for conflict in done.conflicts} == kept
        assert snapshot(self.root) == before

    @precondition(lambda self: self.wanted or self.mine)
    @rule(take=takes, at=st.integers(0, 24))
    def publish_and_be_ended(self, take: Take, at: int) -> None:
        left = [at]

        def counted(real: Callable[..., Any]) -> Callable[..., Any]:
            def call(*args: Any, **more: Any) -> Any:
                left[0] -= 1
                if left[0] < 0:
                    raise Ended
                return real(*args, **more)

            return call

        with pytest.MonkeyPatch.context() as patch:
            for name in ("replace", "unlink", "rmdir"):
                patch.setattr(os, name, counted(getattr(os, name)))
            try:
                self.publish(take)
            except Ended:
                return
        self.mine -= {p for p in self.mine if p not in self.there() and p not in self.wanted}

    @invariant()
    def nothing_by_hand_is_lost(self) -> None:
        there = self.there()
        assert all(there.get(path) == data for path, data in self.hand.items())


Folder.TestCase.settings = settings(
    max_examples=60, stateful_step_count=25, suppress_health_check=list(HealthCheck), deadline=None
)
TestFolder = Folder.TestCase
