"""The verb that validates and checks."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from briefgen import digests, ledgers, output
from briefgen.checks import ALL_RULES
from briefgen.counting import count, plural
from briefgen.counting import summary as summary_of
from briefgen.escaping import PLAIN
from briefgen.prepare import Prepared, prepare_all
from briefgen.project import find_briefs
from briefgen.reporters.as_json import as_json
from briefgen.reporters.github import github
from briefgen.reporters.junit import junit
from briefgen.reporters.sarif import sarif
from briefgen.reporters.text import text
from briefgen.terminal import color
from briefgen.values import replace
from briefgen.verbs.shared import day_of, project_of, say


def run(
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
    project, day = project_of(paths), day_of(today)
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
            content = as_json(diagnostics, summary)
        case "sarif":
            content = sarif(diagnostics, ALL_RULES)
        case "github":
            content = github(diagnostics)
        case "junit":
            content = junit(diagnostics, [p.shown for p in prepared], strict=strict)
        case _:
            content = text(diagnostics, color=report is None and color(sys.stdout))
    if report:
        output.write(report, content.encode())
    else:
        sys.stdout.write(content)
    if evidence:
        ledgers.write(evidence, prepared, PLAIN)
    if not quiet:
        say(count(prepared, diagnostics, project))
    failed = any(p.fails(strict=strict) for p in prepared)
    return 1 if failed or refused else 0


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
