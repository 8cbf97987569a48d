"""Findings that a brief or its project silences."""

from __future__ import annotations

import difflib
from collections.abc import Collection, Iterator

from briefgen.checks.rule import Checked, Finding, Rule
from briefgen.errors import BriefError, Diagnostic
from briefgen.project import Project
from briefgen.schema.control import Ignore


def unknown_rule(checked: Checked) -> Iterator[Finding]:
    """Yield entries of lint_ignore for rules that do not exist."""
    for n, entry in enumerate(checked.brief.lint_ignore):
        if entry.rule not in checked.known_rules:
            message = f'"{entry.rule}" is not a rule'
            yield Finding(
                ("lint_ignore", n, "rule"), message, _meant(entry.rule, checked.known_rules)
            )


def ignore_unused(checked: Checked) -> Iterator[Finding]:
    """Yield entries of lint_ignore that silence nothing."""
    for n, entry in enumerate(checked.brief.lint_ignore):
        known = entry.rule in checked.known_rules
        if known and not any(covers(entry, finding) for finding in checked.found):
            yield Finding(("lint_ignore", n), f"no {entry.rule} is found there", "delete the entry")


def covers(entry: Ignore, finding: Diagnostic) -> bool:
    """Tell whether an entry of lint_ignore silences a finding."""
    if entry.rule != finding.code:
        return False
    path, at = entry.path or "", finding.field
    return at == path or not path or (at.startswith(path) and at[len(path)] in ".[")


def known_only(project: Project, known: Collection[str]) -> None:
    """Raise BriefError for rules in the settings that do not exist."""
    document = project.settings
    strange = [rule for rule in project.rules if rule not in known]
    if document and strange:
        raise BriefError(
            *(
                Diagnostic(
                    "error",
                    "unknown-rule",
                    f'"{rule}" is not a rule',
                    document.locate(("rules", rule), key=True),
                    _meant(rule, known),
                    f"rules.{rule}",
                )
                for rule in strange
            )
        )


def _meant(rule: str, known: Collection[str]) -> str:
    close = difflib.get_close_matches(rule[:60], sorted(known), n=1)
    return f'did you mean "{close[0]}"?' if close else "docs/rules lists the rules"


RULES = (
    Rule("unknown-rule", "error", "A misspelt rule silences nothing.", unknown_rule),
    Rule("ignore-unused", "warning", "An excuse outlives what it excused.", ignore_unused),
)
