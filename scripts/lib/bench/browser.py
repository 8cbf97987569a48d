"""A headless Chromium that stays open and prints pages, one after the other."""

from __future__ import annotations

import base64
import json
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from bench.timing import environment

CHROMIUM = shutil.which("chromium")
FLAGS = (
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-sync"
    " --disable-background-networking --disable-component-update"
).split()


class Browser:
    """One tab, spoken to in the DevTools protocol: JSON texts that end with a zero byte."""

    def __init__(self, commands: int, answers: int) -> None:
        self._commands = os.fdopen(commands, "wb")
        self._answers = os.fdopen(answers, "rb")
        self._rest = b""
        self._last = 0
        self._passed: set[str] = set()
        self._session: dict[str, str] = {}
        target = self._ask("Target.createTarget", url="about:blank")["targetId"]
        tab = self._ask("Target.attachToTarget", targetId=target, flatten=True)
        self._session = {"sessionId": tab["sessionId"]}
        self._ask("Page.enable")

    def print_page(self, page: Path, target: Path) -> None:
        """Write a page as a PDF, with the paper and the margins that its style sheet says."""
        self._ask("Page.navigate", url=page.as_uri())
        while "Page.loadEventFired" not in self._passed:
            self._passed.add(self._next().get("method", ""))
        printed = self._ask("Page.printToPDF", printBackground=True, preferCSSPageSize=True)
        target.write_bytes(base64.b64decode(printed["data"]))

    def close(self) -> None:
        """Ask it to end; end the pipe."""
        self._session = {}
        self._ask("Browser.close")
        self._commands.close()
        self._answers.close()

    def _ask(self, method: str, **parameters: Any) -> dict[str, Any]:
        self._last += 1
        question = {"id": self._last, "method": method, "params": parameters} | self._session
        self._commands.write(json.dumps(question).encode() + b"\0")
        self._commands.flush()
        self._passed.clear()
        while (answer := self._next()).get("id") != self._last:
            self._passed.add(answer.get("method", ""))
        if "error" in answer:
            raise RuntimeError(f"{method}: {answer['error']}")
        result: dict[str, Any] = answer["result"]
        return result

    def _next(self) -> dict[str, Any]:
        parts = [self._rest]
        while b"\0" not in parts[-1]:
            parts.append(os.read(self._answers.fileno(), 1 << 20))
            if not parts[-1]:
                raise RuntimeError("Chromium has ended")
        text, _, self._rest = b"".join(parts).partition(b"\0")
        message: dict[str, Any] = json.loads(text)
        return message


@contextmanager
def open_browser() -> Iterator[Browser]:
    """Start Chromium with a profile of its own, and end it."""
    (reads, commands), (answers, writes) = os.pipe(), os.pipe()
    # The numbers that Chromium wants may be taken here.
    moved = f'exec "$@" 3<&{reads} 4>&{writes}'
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        command = ["bash", "-c", moved, "bash", str(CHROMIUM), *FLAGS]
        command += ["--remote-debugging-pipe", f"--user-data-dir={profile}", "about:blank"]
        process = subprocess.Popen(
            command,
            env=environment(),
            pass_fds=(reads, writes),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        os.close(reads)
        os.close(writes)
        try:
            browser = Browser(commands, answers)
            yield browser
            browser.close()
        finally:
            process.terminate()
            process.wait()
