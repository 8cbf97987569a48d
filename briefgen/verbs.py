"""What each verb of the command line does; each returns the exit status."""

from __future__ import annotations

import difflib
import json
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from briefgen import api, builder, digests, ledgers, output, pool, reporters, scaffold
from briefgen import render as rendering
from briefgen.checks import ALL_RULES, KNOWN
from briefgen.checks.explain import explanation
from briefgen.counting import count, plural
from briefgen.counting import summary as summary_of
from briefgen.errors import Diagnostic, RenderError, UsageError, file_error
from briefgen.escaping import PLAIN
from briefgen.inputs import file_digest
from briefgen.loader import MAX_BYTES
from briefgen.options import KINDS, Options
from briefgen.pdf import engine_report, mend_command, preload
from briefgen.prepare import Prepared, prepare_all, prepare_versions
from briefgen.project import Project, find_briefs, find_project
from briefgen.render import Design
from briefgen.reporters.summary import summary as job_summary
from briefgen.schema import json_schema
from briefgen.terminal import Progress, color
from briefgen.unchanged import Answer, Basis, asked, remember, world


def new(folder: Path) -> int:
    """Make a project that builds at once."""
    made = scaffold.make(folder)
    for path in made:
        print(path)
    say(f"next: cd {folder} && briefgen build")
    return 0


def check(
    paths: Sequence[Path],
    form: str,
    report: Path | None,
    *,
    evidence: Path | None,
    min_coverage: int,
    update_sources: bool,
    strict: bool,
    today: str,
    quiet: bool,
) -> int:
    """Validate and check briefs; nothing is written but what is asked for."""
    project, day = _project(paths), day_of(today)
    if evidence:
        ledgers.form_of(evidence)
    found = find_briefs(list(paths), project)
    refused = update_sources and not _update(digests.plan(found, project, day), quiet=quiet)
    prepared = prepare_all(found, project, day)
    prepared = [_asked(p, min_coverage) for p in prepared]
    diagnostics = list(dict.fromkeys(d for p in prepared for d in p.diagnostics))
    summary = summary_of(prepared, diagnostics)
    match form:
        case "json":
            text = reporters.as_json(diagnostics, summary)
        case "sarif":
            text = reporters.sarif(diagnostics, ALL_RULES)
        case "github":
            text = reporters.github(diagnostics)
        case "junit":
            text = reporters.junit(diagnostics, [p.shown for p in prepared], strict=strict)
        case _:
            text = reporters.text(diagnostics, color=report is None and color(sys.stdout))
    if report:
        output.write(report, text.encode())
    else:
        sys.stdout.write(text)
    if evidence:
        ledgers.write(evidence, prepared, PLAIN)
    if not quiet:
        say(count(prepared, diagnostics, project))
    failed = any(p.fails(strict=strict) for p in prepared)
    return 1 if failed or refused else 0


def explain(rule: str) -> int:
    """Print what the docs say about a rule."""
    section = explanation(rule)
    if section is None:
        close = difflib.get_close_matches(rule[:60], sorted(KNOWN), n=1)
        hint = f'did you mean "{close[0]}"?' if close else "docs/rules lists the rules"
        raise UsageError(file_error("unknown-rule", f'"{rule}" is not a rule', "--explain", hint))
    print(f"# {rule}\n\n{section}")
    return 0


def _update(plan: digests.Plan, *, quiet: bool) -> bool:
    """Renew the digests of a plan, and say what that changes; return False when it is refused."""
    digests.carry_out(plan)
    for line in plan.report if not quiet else ():
        say(line)
    for line in plan.refusals:
        say(f"no digest was renewed: {line}")
    if not plan.refusals and not quiet:
        say(f"renewed {plural(plan.digests, 'digest')} in {plural(len(plan.files), 'brief')}")
    return not plan.refusals


def _asked(prepared: Prepared, min_coverage: int) -> Prepared:
    """Add the finding that too little of a brief is traced to a source."""
    found = ledgers.below(prepared, min_coverage)
    return replace(prepared, diagnostics=(*prepared.diagnostics, found)) if found else prepared


def render(
    brief: Path,
    kinds: Sequence[str],
    target: Path | None,
    design: Mapping[str, Any],
    *,
    language: str,
    strict: bool,
    draft: bool,
    today: str,
) -> int:
    """Render one brief to files or to standard output."""
    with pool.Workers(1) as workers:
        if "pdf" in kinds:
            # The engine takes as long to start as a brief to be checked.
            workers.warm(preload)
        return _render(
            brief,
            kinds,
            target,
            design,
            workers,
            language=language,
            strict=strict,
            draft=draft,
            today=today,
        )


def _render(
    brief: Path,
    kinds: Sequence[str],
    target: Path | None,
    design: Mapping[str, Any],
    workers: pool.Workers,
    *,
    language: str,
    strict: bool,
    draft: bool,
    today: str,
) -> int:
    data = _stdin() if str(brief) == "-" else None
    place = Path.cwd() / "brief.yaml" if data is not None else brief
    project = find_project(place)
    day = day_of(today)
    path = Path("brief.yaml") if data is not None else brief
    versions = _in_language(
        [alone(p) for p in prepare_versions(path, project, day, data=data)], language
    )
    complain(dict.fromkeys(d for p in versions for d in p.diagnostics))
    pages = [page for p in versions if (page := p.printed(strict=strict, draft=draft))]
    if len(pages) < len(versions):
        return 1
    look = Design.of(project, **design)
    status = 1 if any(p.unverified for p in pages) else 0
    wanted = [(p, kind) for p in pages for kind in dict.fromkeys(kinds)]
    if str(target) == "-" and len(wanted) > 1:
        raise UsageError(
            file_error(
                "usage",
                f"standard output takes one page, not {len(wanted)}",
                "--output",
                "give one --to, and --language for a brief in several",
            )
        )
    made = [(p, kind, _one(p, look, kind, day, workers)) for p, kind in wanted]
    if str(target) == "-":
        sys.stdout.buffer.write(made[0][2])
        sys.stdout.flush()
        return status
    for p, kind, content in made:
        suffix = look.flavor.suffix if kind == "md" else f".{kind}"
        place = _target(target, f"{p.name}{suffix}", several=len(made) > 1)
        output.write(place, content)
        say(str(place))
        if kind == "md" and p.image:
            output.write(place.parent / rendering.picture_name(p), p.image.data)
    return status


def _in_language(versions: list[Prepared], language: str) -> list[Prepared]:
    chosen = [
        p for p in versions if not language or p.brief is None or p.brief.language == language
    ]
    if not chosen:
        known = ", ".join(p.brief.language for p in versions if p.brief)
        text = f'the brief is not written in "{language}"'
        raise UsageError(file_error("no-language", text, "--language", f"languages: {known}"))
    return chosen


def alone(prepared: Prepared) -> Prepared:
    """Make missing sources a warning: a brief rendered by itself may be far from them."""
    softened = tuple(
        d.at_severity("warning") if d.code == "source-missing" else d for d in prepared.diagnostics
    )
    return replace(prepared, diagnostics=softened)


def _one(prepared: Prepared, look: Design, kind: str, day: date, workers: pool.Workers) -> bytes:
    if kind == "md":
        return rendering.wiki_page(prepared, look, day).encode()
    if kind == "html":
        return rendering.html(prepared, look, day).encode()
    return api.pdf_bytes(prepared, look, day, workers)


def _target(target: Path | None, name: str, *, several: bool) -> Path:
    if target is None:
        return Path(name)
    return target / name if several or target.is_dir() else target


def build(
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
    project = _project(paths)
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
    with Progress(enabled=not quiet) as progress:
        built = builder.build(
            project, Design.of(project, **design), options, paths, progress=progress
        )
    if form == "json" or summary:
        content = {
            "artifacts": [output.entry(a) for a in sorted(built.artifacts)],
            "failed": built.failed,
            "drafts": built.drafts,
            **json.loads(
                reporters.as_json(built.diagnostics, summary_of(built.records, built.diagnostics))
            ),
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
        reporters.text(findings) + said,
        reporters.text(findings, color=True) + said,
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


def schema() -> int:
    """Print the JSON Schema of a brief."""
    print(json.dumps(json_schema(), indent=2, ensure_ascii=False))
    return 0


def doctor() -> int:
    """Say what this machine can render."""
    print(f"Python      {sys.version.split()[0]}")
    print("Markdown    works")
    try:
        report = engine_report()
    except RenderError as error:
        print(f"PDF         {error.diagnostics[0].message}")
        print(f"            run: {mend_command()}")
        return 1
    print(f"PDF         works: WeasyPrint {report['weasyprint']}, Pango {report['pango']}")
    if not report["subsetter"]:
        print("Subsetter   libharfbuzz-subset is missing: PDFs take three times as long")
        print("            and other bytes than elsewhere")
        print(f"            run: {mend_command()}")
        return 1
    print(f"Subsetter   {report['subsetter']}")
    return 0


def _project(paths: Sequence[Path]) -> Project:
    return find_project(paths[0] if paths else Path.cwd())


def day_of(text: str) -> date:
    """Return the day of an option; today when it is empty."""
    if not text:
        return api.today()
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise UsageError(
            file_error("usage", f'"{text}" is not a date', "--today", "write 2026-11-22")
        ) from None


def _stdin() -> bytes:
    return sys.stdin.buffer.read(MAX_BYTES + 1)


def say(line: str) -> None:
    """Tell people something that is no result."""
    print(line, file=sys.stderr)


def complain(diagnostics: Iterable[Diagnostic]) -> None:
    """Print findings for people."""
    sys.stderr.write(reporters.text(diagnostics, color=color(sys.stderr)))
