"""Earlier versions of a file, where git keeps them; without git there are none."""

from __future__ import annotations

import hashlib
import os
import subprocess
import time
from pathlib import Path

from briefgen.values import frozen

MAX_VERSIONS = 100
MAX_BYTES = 16 << 20
SECONDS = 10.0
# A repository may be anybody's: none of its settings may start a program or a connection.
_SAFE = ("core.fsmonitor=false", "core.hooksPath=/dev/null", "protocol.allow=never")
_GIT = ("git", "--no-pager", "--no-replace-objects", *(p for s in _SAFE for p in ("-c", s)))
_ENVIRONMENT = {
    "GIT_LITERAL_PATHSPECS": "1",
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_TERMINAL_PROMPT": "0",
}


@frozen
class Version:
    """A file as a commit has it."""

    commit: str
    data: bytes


def version(path: Path, sha256: str) -> Version | None:
    """Return the latest committed version of a file that has a digest, if git can tell one."""
    end = time.monotonic() + SECONDS
    name = f"./{path.name}"
    listed = _git(path.parent, end, "rev-list", f"--max-count={MAX_VERSIONS}", "HEAD", "--", name)
    for commit in (listed or b"").decode("ascii", "replace").split():
        kept = f"{commit}:{name}"
        size = _git(path.parent, end, "cat-file", "-s", kept)
        if not size or int(size) > MAX_BYTES:
            continue
        data = _git(path.parent, end, "cat-file", "blob", kept)
        if data is not None and hashlib.sha256(data).hexdigest() == sha256:
            return Version(commit[:12], data)
    return None


def _git(folder: Path, end: float, *args: str) -> bytes | None:
    """Return what git says; None when it says no, takes too long, or is not there."""
    left = end - time.monotonic()
    if left <= 0:
        return None
    try:
        done = subprocess.run(
            [*_GIT, *args],
            cwd=folder,
            env={**os.environ, **_ENVIRONMENT},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=left,
            check=False,
        )
    except (OSError, ValueError, subprocess.TimeoutExpired):
        return None
    return done.stdout if done.returncode == 0 else None
