"""The verb that builds a project."""

from __future__ import annotations

import importlib
import json
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from briefgen import output, pool
from briefgen.building import builder
from briefgen.building.inputs import file_digest
from briefgen.building.options import KINDS, Options
from briefgen.building.unchanged import Answer, Basis, asked, remember, world
from briefgen.counting import count, plural
from briefgen.counting import summary as summary_of
from briefgen.errors import UsageError, file_error
from briefgen.project import Project
from briefgen.render import Design
from briefgen.reporters.as_json import as_json
from briefgen.reporters.summary import summary as job_summary
from briefgen.reporters.text import text
from briefgen.terminal import Progress, color
from briefgen.values import replace
from briefgen.verbs.shared import day_of, project_of


def run(
    paths: Sequence[Path],
    folder: Path | None,
    design: Mapping[str, Any],
    form: str,
    *,
    arguments: Sequence[str],
    kinds: Sequence[str],
    jobs: int | None,
    shard: str,
    cache: Path | None,
    force: bool,
    summary: Path | None,
    cluster: str,
    strict: bool,
    draft: bool,
    dry_run: bool,
    today: str,
    quiet: bool,
) -> int:
    """Build the project, and say at the end what failed."""
    whole = not (paths or force or dry_run or summary) and form == "text"
    wish = asked(arguments) if whole else None
    before = world(wish.root) if wish else ""
    project = project_of(paths)
    options = Options(
        folder=folder or project.root / "dist",
        jobs=jobs or pool.cores(),
        today=day_of(today),
        strict=strict,
        draft=draft,
        dry_run=dry_run,
        kinds=tuple(sorted(set(kinds))) or KINDS,
        cache=cache,
        force=force,
        shard=_shard(shard),
    )
    look = Design.of(project, **design)
    with Progress(enabled=not quiet) as progress:
        built = builder.build(
            project,
            look,
            options,
            paths,
            progress=progress,
            workers=_cluster(cluster, project, look, options.jobs) if cluster else None,
        )
    if form == "json" or summary:
        content = {
            "artifacts": [output.entry(a) for a in sorted(built.artifacts)],
            "failed": built.failed,
            "drafts": built.drafts,
            **json.loads(as_json(built.diagnostics, summary_of(built.records, built.diagnostics))),
        }
        if form == "json":
            print(json.dumps(content, indent=2, ensure_ascii=False))
        if summary:
            output.write(summary, job_summary(content).encode(errors="replace"))
    if dry_run:
        for path in built.planned:
            shown = project.show(path)
            why = built.reasons.get(path.relative_to(options.folder).as_posix())
            print(f"{shown}: {why}" if why else shown)
    if wish and built.settled:
        made = [(a.path, a.sha256) for a in built.artifacts]
        made.append((output.MANIFEST, file_digest(options.folder / output.MANIFEST)))
        basis = Basis(before, built.files, built.libraries, options.folder, made)
        again = _answer(replace(built, written=0), options, project, form, quiet=quiet)
        remember(wish, again, basis)
    answer = _answer(built, options, project, form, quiet=quiet)
    sys.stderr.write(answer.colored if color(sys.stderr) else answer.plain)
    return answer.status


def _cluster(address: str, project: Project, design: Design, jobs: int) -> pool.Workers:
    # Most who build have no cluster, and not its package.
    module = importlib.import_module("briefgen.cluster.scheduler")
    workers: pool.Workers = module.workers(address, project, design, jobs)
    return workers


def _answer(
    built: builder.Built, options: Options, project: Project, form: str, *, quiet: bool
) -> Answer:
    """Return what a build says at its end: findings, the line that counts, what was left out."""
    findings = built.diagnostics if form == "text" else []
    lines = [] if quiet else [_built(built, options, project)]
    lines += [f"an unverified draft: {name}" for name in dict.fromkeys(built.drafts)]
    lines += [f"not built: {name}" for name in built.failed]
    said = "".join(f"{line}\n" for line in lines)
    return Answer(
        1 if built.failed or built.drafts else 0,
        text(findings) + said,
        text(findings, color=True) + said,
    )


def _shard(text: str) -> tuple[int, int]:
    """Return which part of how many is meant; raise UsageError."""
    which, _, count = text.partition("/")
    digits = which.isdecimal() and count.isdecimal() and len(text) < 12
    if digits and 1 <= int(which) <= int(count):
        return int(which), int(count)
    if text:
        message = f'"{text[:20]}" is no part of a build'
        raise UsageError(file_error("usage", message, "--shard", "write 2/8 for the second of 8"))
    return 1, 1


def _built(built: builder.Built, options: Options, project: Project) -> str:
    counted = count(built.records, built.diagnostics, project)
    if options.dry_run:
        return f"{counted}; {plural(len(built.planned), 'file')} would be written"
    where = project.show(options.folder)
    files = plural(len(built.artifacts), "file")
    return f"{counted}; {files} in {where}/, {built.written} of them new or changed"
