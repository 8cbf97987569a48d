"""Runs the command line in forks of one process that has imported all it needs.

It reads a line of JSON (a folder, arguments, a file for what is said) from standard input, and
writes two: the number of the process, which has stopped itself, and its status when it has ended.
"""

from __future__ import annotations

import json
import os
import runpy
import signal
import sys
import tempfile
from pathlib import Path


def serve() -> list[str]:
    """Return the arguments in each fork; end when there is no more to read."""
    for line in sys.stdin:
        folder, arguments, said = json.loads(line)
        child = os.fork()
        if child == 0:
            os.chdir(folder)
            descriptor = os.open(said, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
            for standard in (1, 2):
                os.dup2(descriptor, standard)
            os.kill(os.getpid(), signal.SIGSTOP)
            return arguments
        os.waitpid(child, os.WUNTRACED)
        sys.stdout.write(f"{child}\n")
        sys.stdout.flush()
        sys.stdout.write(f"{os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])}\n")
        sys.stdout.flush()
    sys.exit(0)


def warm(project: str) -> None:
    """Import what a build imports, by a build."""
    here = Path.cwd()
    os.chdir(project)
    with tempfile.TemporaryDirectory() as folder:
        arguments = ["build", "--to", "md", "-q", "-o", f"{folder}/dist", "--cache", f"{folder}/c"]
        for more in ([], ["--force"]):
            run([*arguments, *more])
    os.chdir(here)


def run(arguments: list[str]) -> None:
    """Run the command line, and go on."""
    sys.argv[1:] = arguments
    leave, os._exit = os._exit, sys.exit  # type: ignore[assignment]
    try:
        runpy.run_module("briefgen", run_name="__main__")
    except SystemExit as ended:
        if ended.code not in {0, None}:
            raise
    finally:
        os._exit = leave  # type: ignore[assignment]


if __name__ == "__main__":
    warm(sys.argv[1])
    sys.argv[1:] = serve()
    runpy.run_module("briefgen", run_name="__main__")
