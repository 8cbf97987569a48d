"""The orchestrator: prepare everything, then render and write what may be printed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from briefgen import output, pool, render
from briefgen.errors import BriefgenError, Diagnostic
from briefgen.output import Artifact
from briefgen.pdf import preload
from briefgen.prepare import Prepared, prepare_all
from briefgen.project import Project, find_briefs
from briefgen.render import Design, Pdf

KINDS = ("md", "pdf")
Progress = Callable[[int, int, str], None]


@dataclass
class Built:
    """What a build did: the briefs, their findings, and the artifacts of those that passed.

    `failed` names the briefs that were left out, `drafts` those that were printed all the same.
    """

    prepared: list[Prepared]
    diagnostics: list[Diagnostic] = field(default_factory=list)
    artifacts: list[Artifact] = field(default_factory=list)
    written: int = 0
    failed: list[str] = field(default_factory=list)
    drafts: list[str] = field(default_factory=list)
    planned: list[Path] = field(default_factory=list)


def _quiet(done: int, total: int, name: str) -> None:
    """Report nothing."""


@dataclass(frozen=True)
class Options:
    """How to build: where to, with how many processes, and what counts as failure."""

    folder: Path
    jobs: int
    today: date
    strict: bool = False
    draft: bool = False
    dry_run: bool = False
    kinds: tuple[str, ...] = KINDS


def build(
    project: Project,
    design: Design,
    options: Options,
    paths: Sequence[Path] = (),
    *,
    progress: Progress = _quiet,
) -> Built:
    """Build a project; broken briefs are left out and named. Raises UsageError."""
    prepared = prepare_all(find_briefs(list(paths), project), project, options.today)
    result = Built(prepared, list(dict.fromkeys(d for p in prepared for d in p.diagnostics)))
    printed = [p.printed(strict=options.strict, draft=options.draft) for p in prepared]
    good = [p for p in printed if p]
    result.failed = [p.shown for p, page in zip(prepared, printed, strict=True) if not page]
    result.drafts = [p.shown for p in good if p.unverified]
    result.planned = [
        render.output_path(options.folder, p.name, kind) for p in good for kind in options.kinds
    ]
    if options.dry_run:
        return result
    with output.locked(options.folder):
        _render(result, good, design, options, progress)
        output.write(options.folder / output.MANIFEST, output.manifest(result.artifacts))
    return result


def _render(
    result: Built, good: list[Prepared], design: Design, options: Options, progress: Progress
) -> None:
    total, done = len(good) * len(options.kinds), 0
    bad: set[str] = set()
    if "md" in options.kinds:
        for one in good:
            try:
                page = render.markdown(one, design, options.today).encode()
                _keep(result, options, one, "md", page)
                _keep_picture(result, options, one)
            except BriefgenError as error:
                _fail(result, bad, one, error)
            done += 1
            progress(done, total, one.shown)
    if "pdf" not in options.kinds or not good:
        return
    try:
        preload()
    except BriefgenError as error:
        result.diagnostics += error.diagnostics
        result.failed += [one.shown for one in good if one.shown not in bad]
        return
    ready = [one for one in good if one.shown not in bad]
    tasks = [render.pdf_task(one, design, options.today) for one in ready]
    for number, outcome in pool.run_all(
        render.run, tasks, jobs=options.jobs, name=lambda task: task.name
    ):
        try:
            if isinstance(outcome, BriefgenError):
                raise render.located(ready[number], outcome)
            _keep(result, options, ready[number], "pdf", _bytes(ready[number], design, outcome))
        except BriefgenError as error:
            _fail(result, bad, ready[number], error)
        done += 1
        progress(done, total, ready[number].shown)
    # Processes finish in any order; what is said about them comes in the order of the briefs.
    order = {p.shown: n for n, p in enumerate(result.prepared)}
    result.failed.sort(key=lambda name: order[name])
    result.drafts = [name for name in result.drafts if name not in bad]


def _bytes(prepared: Prepared, design: Design, outcome: Pdf) -> bytes:
    return render.finished(prepared, design, outcome)


def _keep(result: Built, options: Options, one: Prepared, kind: str, data: bytes) -> None:
    path = render.output_path(options.folder, one.name, kind)
    result.written += output.write(path, data)
    result.artifacts.append(output.artifact(options.folder, path, kind, one.shown, data))


def _keep_picture(result: Built, options: Options, one: Prepared) -> None:
    if one.image:
        path = options.folder / "wiki" / render.picture_name(one)
        result.written += output.write(path, one.image.data)
        result.artifacts.append(
            output.artifact(options.folder, path, "image", one.shown, one.image.data)
        )


def _fail(result: Built, bad: set[str], one: Prepared, error: BriefgenError) -> None:
    result.diagnostics += error.diagnostics
    if one.shown not in bad:
        bad.add(one.shown)
        result.failed.append(one.shown)
