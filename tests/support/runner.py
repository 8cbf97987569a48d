"""GitHub's and GitLab's runners, as far as our files need them: steps in order, in real shells."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from support.commands import Command, obeyed
from support.projects import contents

ROOT = Path(__file__).parents[2]
_TOKEN = re.compile(r"\s*(?:(&&|\|\||==|!=|!|\(|\)|,)|'((?:[^']|'')*)'|([\w.*-]+))")
_EXPRESSION = re.compile(r"\$\{\{(.*?)\}\}", re.DOTALL)
#: What the steps write to, by the variable that names it.
_FILES = ("GITHUB_OUTPUT", "GITHUB_ENV", "GITHUB_PATH", "GITHUB_STEP_SUMMARY")


class Expression:
    """An expression of GitHub Actions; what is not known here is an error, not empty."""

    def __init__(self, text: str, contexts: Mapping[str, Any]) -> None:
        self._contexts = contexts
        self._tokens = [m.groups() for m in _TOKEN.finditer(text.rstrip())]
        assert "".join(m[0] for m in _TOKEN.finditer(text.rstrip())) == text.rstrip(), text

    def value(self) -> Any:
        found = self._either()
        assert not self._tokens, self._tokens
        return found

    def _take(self, *signs: str) -> str:
        if self._tokens and self._tokens[0][0] in signs:
            return str(self._tokens.pop(0)[0])
        return ""

    def _either(self) -> Any:
        left = self._both()
        while self._take("||"):
            right = self._both()
            left = left or right
        return left

    def _both(self) -> Any:
        left = self._compared()
        while self._take("&&"):
            right = self._compared()
            left = left and right
        return left

    def _compared(self) -> Any:
        left = self._single()
        if sign := self._take("==", "!="):
            right = self._single()
            # A number and the digits of it are equal there.
            equal = left == right or text_of(left).lower() == text_of(right).lower()
            return equal is (sign == "==")
        return left

    def _single(self) -> Any:
        if self._take("!"):
            return not self._single()
        if self._take("("):
            found = self._either()
            assert self._take(")")
            return found
        _, quoted, name = self._tokens.pop(0)
        if quoted is not None:
            return quoted.replace("''", "'")
        if self._take("("):
            arguments = [] if self._take(")") else [self._either()]
            while self._take(","):
                arguments.append(self._either())
            assert not arguments or self._take(")")
            return self._contexts["functions"][name](*arguments)
        return int(name) if name.isdecimal() else self._named(name)

    def _named(self, name: str) -> Any:
        first, *rest = name.split(".")
        found = self._contexts[first]
        for part in rest:
            found = found[part] if part in found or part != rest[-1] else self._unset(first)
        return found

    @staticmethod
    def _unset(context: str) -> str:
        # An output that no step has set is empty; all else has to be there.
        if context != "steps":
            raise KeyError(context)
        return ""


def text_of(value: Any) -> str:
    """Return a value as it is put into a text."""
    if isinstance(value, bool):
        return str(value).lower()
    return "" if value is None else str(value)


def filled(value: Any, contexts: Mapping[str, Any]) -> str:
    """Return a text with its expressions replaced."""
    return _EXPRESSION.sub(lambda m: text_of(Expression(m[1], contexts).value()), text_of(value))


@dataclass
class Step:
    """A step that ran: what it was given, its log, and the files of the workspace at that time."""

    name: str
    uses: str
    given: dict[str, str]
    log: str = ""
    status: int = 0
    files: dict[str, bytes] = field(default_factory=dict)


@dataclass
class Job:
    """A job on a machine of its own: a workspace, a folder for what is passing, and the log."""

    workspace: Path
    temp: Path
    #: Which steps are told apart only, as they install.
    skipped: Callable[[str], bool] = lambda _: False
    contexts: dict[str, Any] = field(default_factory=dict)
    steps: list[Step] = field(default_factory=list)
    outputs: dict[str, str] = field(default_factory=dict)
    summary: str = ""
    status: int = 0
    path: list[str] = field(default_factory=list)

    @property
    def commands(self) -> list[Command]:
        return [command for step in self.steps for command in obeyed(step.log)]

    def step(self, name: str) -> Step:
        """Return the step of a name, or the one that uses an action."""
        (found,) = [s for s in self.steps if name in (s.name, s.uses.partition("@")[0])]
        return found

    def run_action(self, action: Mapping[str, Any], given: Mapping[str, Any]) -> None:
        """Run a composite action."""
        assert set(given) <= set(action["inputs"])
        inputs = {
            name: text_of(given.get(name, about["default"]))
            for name, about in action["inputs"].items()
        }
        contexts = self._contexts(inputs)
        for step in action["runs"]["steps"]:
            self._run(step, contexts)
        self.outputs = {
            name: filled(about["value"], contexts)
            for name, about in action.get("outputs", {}).items()
        }

    def _contexts(self, inputs: Mapping[str, str]) -> dict[str, Any]:
        steps: dict[str, Any] = {}
        return {
            "inputs": inputs,
            "steps": steps,
            "runner": {"os": "Linux"},
            "github": {"job": "briefs"},
            "strategy": {"job-index": 0, "job-total": 1},
            "functions": {"hashFiles": lambda _: "abc", "cancelled": lambda: False},
            **self.contexts,
        }

    def _run(self, step: Mapping[str, Any], contexts: dict[str, Any]) -> None:
        if "id" in step:
            contexts["steps"][step["id"]] = {"outputs": {}}
        if self.status or not Expression(step.get("if", "'yes'"), contexts).value():
            return
        given = step.get("with", {}) | step.get("env", {})
        given = {key: filled(value, contexts) for key, value in given.items()}
        ran = Step(step["name"], step.get("uses", ""), given, files=contents(self.workspace))
        self.steps.append(ran)
        if "run" not in step or self.skipped(step["run"]):
            return
        assert "${{" not in step["run"]
        assert step["shell"] == "bash"
        outputs = self._shell(ran, step["run"])
        if "id" in step:
            contexts["steps"][step["id"]]["outputs"] = outputs
        self.status = ran.status

    def _shell(self, step: Step, script: str) -> dict[str, str]:
        # The runner makes new ones for each step.
        files = {name: self.temp / f"{len(self.steps)}-{name}" for name in _FILES}
        for file in files.values():
            file.touch()
        env = {name: str(file) for name, file in files.items()}
        env |= {"RUNNER_TEMP": str(self.temp), "GITHUB_ACTION_PATH": str(ROOT), "CI": "true"}
        path = os.pathsep.join([*self.path, os.environ["PATH"]])
        body = self.temp / f"{len(self.steps)}.sh"
        body.write_text(script, encoding="utf-8")
        command = ["bash", "--noprofile", "--norc", "-eo", "pipefail", str(body)]
        step.status, step.log = shell(command, self.workspace, {**env, **step.given, "PATH": path})
        assert files["GITHUB_ENV"].read_text(encoding="utf-8") == ""
        self.summary += files["GITHUB_STEP_SUMMARY"].read_text(encoding="utf-8")
        self.path = files["GITHUB_PATH"].read_text(encoding="utf-8").split() + self.path
        lines = files["GITHUB_OUTPUT"].read_text(encoding="utf-8").splitlines()
        return dict(line.split("=", 1) for line in lines)


def shell(command: list[str], folder: Path, env: Mapping[str, str]) -> tuple[int, str]:
    """Run a script with the variables given and no others; return its status and its log."""
    done = subprocess.run(
        command,
        cwd=folder,
        env={"HOME": os.environ.get("HOME", "/"), "LANG": "C.UTF-8", **env},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
        timeout=120,
    )
    log = done.stdout.decode()
    assert "Traceback" not in log, log
    return done.returncode, log


def install(folder: Path) -> Path:
    """Put the commands `briefgen` and `python` of this checkout into a folder, as pip would."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, arguments in (("briefgen", "-m briefgen"), ("python", "")):
        script = folder / name
        line = f'PYTHONPATH="{ROOT}" exec "{sys.executable}" {arguments} "$@"'
        script.write_text(f"#!/bin/sh\n{line}\n", encoding="utf-8")
        script.chmod(0o755)
    return folder


def interpolated(value: Any, inputs: Mapping[str, Any]) -> Any:
    """Return what GitLab makes of a component: inputs stand in its texts, never in its YAML."""
    if isinstance(value, dict):
        return {interpolated(k, inputs): interpolated(v, inputs) for k, v in value.items()}
    if isinstance(value, list):
        return [interpolated(v, inputs) for v in value]
    if isinstance(value, str):
        return re.sub(r"\$\[\[ inputs\.([\w-]+) \]\]", lambda m: text_of(inputs[m[1]]), value)
    return value


def run_gitlab(job: Mapping[str, Any], folder: Path, env: Mapping[str, str]) -> tuple[int, str]:
    """Run the script of a job of GitLab, with its variables."""
    given = {}
    for name, value in job.get("variables", {}).items():
        # What may be expanded is expanded before the shell sees it, which is not done here.
        assert value["expand"] is False, name
        given[name] = value["value"]
    lines = job["script"] if isinstance(job["script"], list) else [job["script"]]
    command = ["bash", "-eo", "pipefail", "-c", "\n".join(lines)]
    return shell(command, folder, {**env, **given})
