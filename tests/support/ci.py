"""What we give to people for their CI, as data: the action, the component, the YAML in the docs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parents[2]
COMPONENT = ROOT / "templates" / "gitlab-ci.yml"
FENCE = re.compile(r"^```yml\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def text(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def action() -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load(text("action.yml"))
    return found


def component() -> tuple[dict[str, Any], dict[str, Any]]:
    spec, jobs = yaml.safe_load_all(COMPONENT.read_text(encoding="utf-8"))
    return spec["spec"]["inputs"], jobs


def pasted() -> Iterator[tuple[str, str]]:
    """Yield every block of YAML for a CI system in the docs, with a name."""
    for page in (ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))):
        for n, body in enumerate(FENCE.findall(page.read_text(encoding="utf-8")), 1):
            yield f"{page.name}-{n}", body


def workflows() -> list[Any]:
    """Every workflow that we give to people: that of a new project, and those of the docs."""
    found = {"project": text("templates/project/workflow.yml")}
    found |= {name: body for name, body in pasted() if body.startswith("# .github/workflows/")}
    assert len(found) >= 4
    return [pytest.param(body, id=name) for name, body in found.items()]


def steps_of(workflow: str) -> list[dict[str, Any]]:
    jobs = yaml.safe_load(workflow)["jobs"]
    return [step for job in jobs.values() for step in job["steps"]]
