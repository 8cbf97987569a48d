"""What a person at a terminal sees while a build runs."""

from __future__ import annotations

import os
import shutil
import sys
import time
from types import TracebackType
from typing import TextIO

WIDTH = 24
SECONDS_BETWEEN_BARS = 0.1
SECONDS_BETWEEN_LINES = 60.0


def color(stream: TextIO) -> bool:
    """Tell whether to colour: on a terminal, unless NO_COLOR is set."""
    return stream.isatty() and not os.environ.get("NO_COLOR")


class Progress:
    """A bar with rate and time left on a terminal; in CI logs one line a minute.

    A build goes through its files more than once: each time has a bar and a rate of its own.
    """

    def __init__(self, *, enabled: bool) -> None:
        self._bar = enabled and sys.stderr.isatty() and not os.environ.get("CI")
        self._lines = enabled and not self._bar
        self._start = self._called = self._shown = time.monotonic()
        self._done = self._total = 0

    def __enter__(self) -> Progress:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: object, trace: TracebackType | None
    ) -> None:
        if self._bar:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()

    def __call__(self, done: int, total: int, name: str) -> None:
        """Show that `done` of `total` files are there."""
        now = time.monotonic()
        if total != self._total or done <= self._done:
            self._start, self._total = self._called, total
        self._called, self._done = now, done
        between = SECONDS_BETWEEN_BARS if self._bar else SECONDS_BETWEEN_LINES
        if now - self._shown < between and not (self._bar and done in (1, total)):
            return
        self._shown = now
        rate = done / max(now - self._start, 0.01)
        left = (total - done) / rate
        figures = f"{done}/{total} files, {rate:.1f} a second, {left:.0f} s left"
        if self._bar:
            full = WIDTH * done // max(total, 1)
            line = f"[{'#' * full}{' ' * (WIDTH - full)}] {figures}  {_printable(name)}"
            # A line that wraps could not be taken away again.
            sys.stderr.write(f"\r\x1b[K{line[: shutil.get_terminal_size().columns - 1]}")
            sys.stderr.flush()
        elif self._lines:
            print(figures, file=sys.stderr)


def _printable(name: str) -> str:
    """Return the name of a file without what would move the cursor."""
    return "".join(c if c.isprintable() else "\ufffd" for c in name)
