"""What a person at a terminal sees while a build runs."""

from __future__ import annotations

import os
import sys
import time
from types import TracebackType
from typing import TextIO

WIDTH = 24
SECONDS_BETWEEN_LINES = 60.0


def color(stream: TextIO) -> bool:
    """Tell whether to colour: on a terminal, unless NO_COLOR is set."""
    return stream.isatty() and not os.environ.get("NO_COLOR")


class Progress:
    """A bar with rate and time left on a terminal; in CI logs one line a minute."""

    def __init__(self, *, enabled: bool) -> None:
        self._bar = enabled and sys.stderr.isatty() and not os.environ.get("CI")
        self._lines = enabled and not self._bar
        self._start = self._last = time.monotonic()

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
        rate = done / max(now - self._start, 1e-6)
        left = (total - done) / rate
        figures = f"{done}/{total} files, {rate:.1f} a second, {left:.0f} s left"
        if self._bar:
            full = WIDTH * done // max(total, 1)
            sys.stderr.write(
                f"\r\x1b[K[{'#' * full}{' ' * (WIDTH - full)}] {figures}  {name}"[:120]
            )
            sys.stderr.flush()
        elif self._lines and now - self._last >= SECONDS_BETWEEN_LINES:
            self._last = now
            print(figures, file=sys.stderr)
