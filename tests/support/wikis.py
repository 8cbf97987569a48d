"""The engines of wikis that run beside Python: each a process that answers requests."""

from __future__ import annotations

import atexit
import json
import os
import shutil
import subprocess
import tempfile
from functools import cache
from pathlib import Path
from typing import Any

import pytest

_HERE = Path(__file__).parent.parent / "engines"
MEDIAWIKI = Path("/usr/share/mediawiki")
DOKUWIKI = Path("/usr/share/dokuwiki/inc/init.php")


class Engine:
    """A program that takes a request in JSON a line and answers in one."""

    def __init__(self, *command: str, env: dict[str, str] | None = None, name: str = "") -> None:
        self._log = tempfile.TemporaryFile()  # noqa: SIM115 - it lives as long as the process
        self._process = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._log,
            env={**os.environ, **(env or {})},
            cwd=_HERE,
        )
        self._name = name
        atexit.register(self.close)

    def _ask(self, request: dict[str, Any]) -> dict[str, Any]:
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.write(json.dumps(request).encode() + b"\n")
        self._process.stdin.flush()
        line = self._process.stdout.readline()
        if not line:
            self._log.seek(0)
            raise AssertionError(self._log.read().decode(errors="replace")[-3000:])
        answer: dict[str, Any] = json.loads(line)
        assert "error" not in answer, answer["error"]
        return answer

    def render(self, texts: list[str]) -> list[str]:
        """Return the HTML of each text."""
        html: list[str] = self._ask({"engine": self._name, "texts": texts})["html"]
        assert len(html) == len(texts)
        return html

    def site(self, folder: Path) -> dict[str, dict[str, str]]:
        """Return the HTML of each page of a wiki, with its links as that wiki shows them."""
        pages: dict[str, dict[str, str]] = self._ask({"site": str(folder)})["pages"]
        return pages

    def named(self, name: str) -> Engine:
        """Return the same process under the name of another of its engines."""
        other = object.__new__(Engine)
        other._log, other._process, other._name = self._log, self._process, name
        return other

    def close(self) -> None:
        """End the process."""
        self._process.kill()
        self._process.wait()
        for stream in (self._process.stdin, self._process.stdout):
            if stream:
                stream.close()
        self._log.close()


def _need(present: bool, what: str) -> None:
    """Skip what needs an engine that is not there; fail where all of them have been set up."""
    if present:
        return
    if os.environ.get("BRIEFGEN_ALL_ENGINES"):
        pytest.fail(f"{what} has not been set up")
    pytest.skip(f"{what} is not here")


def _scratch() -> Path:
    folder = Path(tempfile.mkdtemp(prefix="briefgen-wiki-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


@cache
def _node() -> Engine:
    present = bool(shutil.which("node")) and (_HERE / "node_modules/marked").is_dir()
    _need(present, "tests/engines/node_modules")
    return Engine("node", str(_HERE / "markdown.mjs"))


def node(name: str) -> Engine:
    """Return one of the engines of npm."""
    return _node().named(name)


@cache
def gollum() -> Engine:
    """Return gollum, the engine of GitHub's wikis."""
    ruby = shutil.which("ruby")
    probe = ["ruby", "-e", "require 'gollum-lib'; require 'commonmarker'"]
    found = bool(ruby) and not subprocess.run(probe, capture_output=True, check=False).returncode
    _need(found, "ruby-gollum-lib")
    return Engine("ruby", "-W0", str(_HERE / "gollum.rb"))


@cache
def dokuwiki() -> Engine:
    """Return DokuWiki's parser with a throw-away wiki."""
    _need(bool(shutil.which("php")) and DOKUWIKI.is_file(), "dokuwiki")
    return Engine("php", str(_HERE / "dokuwiki.php"), str(_scratch()))


@cache
def mediawiki() -> Engine:
    """Return MediaWiki's parser with a throw-away wiki in SQLite."""
    _need(bool(shutil.which("php")) and MEDIAWIKI.is_dir(), "mediawiki")
    scratch = _scratch()
    command = ["php", str(MEDIAWIKI / "maintenance/install.php"), "--dbtype=sqlite"]
    command += [
        f"--dbpath={scratch}",
        "--dbname=wiki",
        "--scriptpath=",
        "--server=http://localhost",
    ]
    command += [
        f"--confpath={scratch}",
        "--pass=a-long-pass-word-1",
        "--with-extensions=",
        "Wiki",
        "Admin",
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    settings = scratch / "LocalSettings.php"
    more = "wfLoadExtension('Cite'); $wgMainCacheType = CACHE_NONE; $wgArticlePath = '/wiki/$1';"
    settings.write_text(settings.read_text(encoding="utf-8") + f"\n{more}\n", encoding="utf-8")
    env = {"MW_INSTALL_PATH": str(MEDIAWIKI), "MW_CONFIG_FILE": str(settings)}
    return Engine("php", str(_HERE / "mediawiki.php"), env=env)
