"""The command `briefgen`; a build after which nothing changed is answered at once."""

from __future__ import annotations

import gc
import importlib
import sys

from briefgen import unchanged
from briefgen.terminal import color


def main() -> None:
    """Run the command line."""
    # What is imported stays: looking through it for garbage takes a tenth of a short command.
    gc.disable()
    wish = unchanged.asked(sys.argv[1:])
    known = wish and unchanged.last(wish, color=color(sys.stderr))
    if known:
        status, said = known
        sys.stderr.write(said)
        sys.exit(status)
    importlib.import_module("briefgen.cli").main()


if __name__ == "__main__":
    main()
