"""The command `briefgen`; a build after which nothing changed is answered at once."""

from __future__ import annotations

import gc
import importlib
import os
import sys
from contextlib import suppress
from typing import NoReturn


def main() -> None:
    """Run the command line."""
    # What is imported stays: looking through it for garbage takes a tenth of a short command.
    gc.disable()
    try:
        _run(sys.argv[1:])
    except SystemExit as ended:
        if not isinstance(ended.code, int | None):
            raise
        _leave(ended.code or 0)


def _run(arguments: list[str]) -> None:
    if arguments[:1] == ["build"]:
        unchanged = importlib.import_module("briefgen.building.unchanged")
        color = importlib.import_module("briefgen.terminal").color(sys.stderr)
        known = unchanged.last(unchanged.asked(arguments), color=color)
        if known:
            status, said = known
            sys.stderr.write(said)
            sys.exit(status)
    importlib.import_module("briefgen.cli").main()


def _leave(status: int) -> NoReturn:
    """End at once: all is closed, and taking every module apart takes a tenth of a short command.

    What cannot be written to standard output in the end is an error, but for a reader who left.
    """
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        pass
    except OSError as error:
        sys.stderr.write(f"briefgen: standard output: {error.strerror}\n")
        status = 2
    with suppress(OSError):
        sys.stderr.flush()
    os._exit(status)


if __name__ == "__main__":
    main()
