"""The orchestrator: prepare everything, then render and write what may be printed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from briefgen import output, pool, render
from briefgen.errors import BriefgenError, Diagnostic
from briefgen.flavors import Flavor
from briefgen.output import Artifact
from briefgen.pdf import preload
from briefgen.prepare import Prepared, prepare_all
from briefgen.project import Project, find_briefs
from briefgen.render import Design
from briefgen.wikis import Made, Unwritten, wiki_files

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
    if options.dry_run:
        result.planned = _planned(good, design, options)
        return result
    with output.locked(options.folder):
        _render(result, good, design, options, progress)
        output.write(options.folder / output.MANIFEST, output.manifest(result.artifacts))
    return result


def _render(
    result: Built, good: list[Prepared], design: Design, options: Options, progress: Progress
) -> None:
    steps = "md" in options.kinds and len(design.flavors)
    total, done = len(good) * (steps + ("pdf" in options.kinds)), 0
    bad: set[str] = set()
    for flavor in design.flavors if steps and good else ():
        for made in wiki_files(good, design, flavor, options.today):
            if isinstance(made, Unwritten):
                _fail(result, bad, made.brief, made.error)
            else:
                _keep(result, options, wiki_folder(design, flavor) + made.path, made)
            if made.brief and (isinstance(made, Unwritten) or made.kind == "md"):
                done += 1
                progress(done, total, made.brief.shown)
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
            one = ready[number]
            data = render.finished(one, design, outcome)
            _keep(result, options, f"pdf/{one.name}.pdf", Made("", "pdf", data, one))
        except BriefgenError as error:
            _fail(result, bad, ready[number], error)
        done += 1
        progress(done, total, ready[number].shown)
    # Processes finish in any order; what is said about them comes in the order of the briefs.
    order = {p.shown: n for n, p in enumerate(result.prepared)}
    result.failed.sort(key=lambda name: order[name])
    result.drafts = [name for name in result.drafts if name not in bad]


def wiki_folder(design: Design, flavor: Flavor) -> str:
    """Return where a wiki lies in the output folder: each flavor apart when there are several."""
    return f"wiki/{flavor.name}/" if len(design.flavors) > 1 else "wiki/"


def _planned(good: list[Prepared], design: Design, options: Options) -> list[Path]:
    """Return the files that a build would write."""
    paths = [f"pdf/{p.name}.pdf" for p in good] if "pdf" in options.kinds else []
    for flavor in design.flavors if "md" in options.kinds else ():
        made = wiki_files(good, design, flavor, options.today)
        folder = wiki_folder(design, flavor)
        paths += [f"{folder}{file.path}" for file in made if isinstance(file, Made)]
    return [options.folder / path for path in sorted(paths)]


def _keep(result: Built, options: Options, path: str, made: Made) -> None:
    place = options.folder / path
    result.written += output.write(place, made.data)
    brief = made.brief.shown if made.brief else ""
    result.artifacts.append(output.artifact(options.folder, place, made.kind, brief, made.data))


def _fail(result: Built, bad: set[str], one: Prepared, error: BriefgenError) -> None:
    result.diagnostics += error.diagnostics
    if one.shown not in bad:
        bad.add(one.shown)
        result.failed.append(one.shown)
