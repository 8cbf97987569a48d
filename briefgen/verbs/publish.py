"""The verb that keeps a wiki in step with the briefs of a project."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from briefgen.errors import BriefError, Diagnostic, UsageError, file_error, has_errors
from briefgen.flavors import Flavor
from briefgen.prepare import prepare_all
from briefgen.project import Project, find_briefs, find_project
from briefgen.publishing import Conflict, Manifest, Page, Take, carry_out, plan, read, report
from briefgen.render import Design
from briefgen.values import frozen
from briefgen.verbs.shared import day_of, say
from briefgen.wikis import Made, Unwritten, owner, wiki_files


@frozen
class Asked:
    """What the command line asks for: `take` decides about pages that people changed."""

    flavor: str
    take: Take
    form: str
    strict: bool
    dry_run: bool
    today: str
    quiet: bool


def run(folder: Path, **options: Any) -> int:
    """Publish as the command line asks."""
    return publish(folder, Asked(**options))


def publish(folder: Path, asked: Asked) -> int:
    """Bring a wiki's folder up to date; return 1 when pages were kept as people left them."""
    project = find_project(Path.cwd())
    if not folder.is_dir():
        raise UsageError(
            file_error("cannot-read", "is not a folder", str(folder), "check the wiki out first")
        )
    manifest = read(folder)
    design = Design.of(project, flavor=_flavor(project, manifest, asked.flavor))
    pages = _pages(project, design, manifest, asked)
    found = plan(folder, pages, manifest, take=asked.take, flavor=design.flavor.name)
    done = None if asked.dry_run else carry_out(folder, found)
    content = report(found, done)
    if asked.form == "json":
        print(json.dumps(content, indent=2, ensure_ascii=False))
    conflicts = done.conflicts if done else found.conflicts
    _tell(conflicts, [] if asked.form == "json" else conflicts)
    if not asked.quiet:
        verbs = ("would be added", "updated", "removed") if asked.dry_run else _PAST
        counts = [f"{len(content[k])} {v}" for k, v in zip(_PAST, verbs, strict=True)]
        say(f"{', '.join(counts)}, {content['unchanged']} unchanged, {len(conflicts)} kept")
    return 1 if conflicts else 0


_PAST = ("added", "updated", "removed")


def _flavor(project: Project, manifest: Manifest, asked: str) -> str:
    """Return the flavor asked for, else that of the last time, else the project's only one."""
    if asked or manifest.flavor:
        return asked or manifest.flavor
    if len(project.flavors) > 1:
        hint = f"--flavor with one of {', '.join(project.flavors)}"
        raise UsageError(file_error("usage", "the project has several wikis", "--flavor", hint))
    return project.flavors[0]


def _pages(project: Project, design: Design, manifest: Manifest, asked: Asked) -> list[Page]:
    """Return all files of the wiki; raise BriefError if a brief may not be printed.

    A wiki without that brief would lose the page that it has.
    """
    day: date = day_of(asked.today)
    prepared = prepare_all(find_briefs([], project), project, day)
    findings: Sequence[Diagnostic] = list(dict.fromkeys(d for p in prepared for d in p.diagnostics))
    if has_errors(findings, strict=asked.strict):
        raise BriefError(*findings)
    flavor: Flavor = design.flavor
    kept = manifest.places() if manifest.flavor == flavor.name else {}
    made = list(wiki_files(prepared, design, flavor, day, kept))
    failed = [d for one in made if isinstance(one, Unwritten) for d in one.error.diagnostics]
    if failed:
        raise BriefError(*failed)
    return [_page(one) for one in made if isinstance(one, Made)]


def _page(made: Made) -> Page:
    shown = made.kind == "md" and made.brief
    return Page(made.path, made.data, owner(made.brief) if shown and made.brief else "")


def _tell(conflicts: Sequence[Conflict], shown: Sequence[Conflict]) -> None:
    for conflict in shown:
        sys.stderr.write(f"{conflict.diff}\n")
    for conflict in conflicts:
        say(f"kept ({conflict.why}): {conflict.path}: {conflict.hint}")
