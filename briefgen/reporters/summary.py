"""What a build did, as the Markdown that GitHub and GitLab show on the page of a job."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from briefgen.characters import FORBIDDEN
from briefgen.escaping import markdown
from briefgen.escaping.markdown import Dialect

#: GitHub drops a summary of more than 1 MiB whole, and other commands may add to the same file.
LIMIT = 1_000_000
LONGEST = 600
_SEVERITIES = ("error", "warning", "info")
_STATUSES = ("not built", "draft", "built")
# Whoever opens a pull request writes these texts: no mention, reference or bare address is a link.
_DIALECT = Dialect(
    re.compile(
        rf"{markdown.GITHUB.signs.pattern}|{markdown.GITLAB.signs.pattern}|@|:(?=//)|(?<=www)\.",
        re.IGNORECASE,
    ),
    "span",
)
# Lone surrogates stand in names of files that are not UTF-8.
_UNPRINTABLE = re.compile(rf"{FORBIDDEN.pattern}|[\ud800-\udfff]")

_Json = Mapping[str, Any]


def summary(content: _Json) -> str:
    """Return a table of the briefs and one of the findings, from what `build --format json` prints.

    What fails comes first. Both are cut where they would be longer than GitHub shows, and the
    last line says how many are left out.
    """
    parts = [f"## Briefs\n\n{_totals(content)}\n"]
    status = _statuses(content)
    columns = {"Brief": "---", "Status": "---"}
    columns |= dict.fromkeys(("Pages", "kB", "Errors", "Warnings"), "--:")
    briefs = _fitting(_briefs(content, status), LIMIT // 2)
    if briefs:
        parts.append(_table(columns, briefs))
    room = LIMIT - 1000 - sum(len(part.encode()) for part in parts)
    findings = _fitting(_findings(content["diagnostics"]), room)
    if findings:
        columns = dict.fromkeys(("Severity", "Rule", "Place", "Finding"), "---")
        parts += ["### Findings\n", _table(columns, findings)]
    left_out = (len(status) - len(briefs), len(content["diagnostics"]) - len(findings))
    if any(left_out):
        counts = f"{_plural(left_out[0], 'brief')} and {_plural(left_out[1], 'finding')}"
        parts.append(f"{counts} are left out: a summary can have 1 MiB.\n")
    return "\n".join(parts)


def _totals(content: _Json) -> str:
    counts = content["summary"]
    quotations, figures = counts["quotations"], counts["figures"]
    drafts = len(set(content["drafts"]))
    unverified = f", {_plural(drafts, 'unverified draft')}" if drafts else ""
    failed = f"{len(set(content['failed']))} not built"
    return (
        f"{_plural(counts['briefs'], 'brief')}, {failed}{unverified}; "
        f"{_plural(counts['errors'], 'error')}, {_plural(counts['warnings'], 'warning')}; "
        f"{quotations['verbatim']} of {_plural(quotations['checked'], 'quotation')} verbatim, "
        f"{figures['found']} of {_plural(figures['checked'], 'figure')} found."
    )


def _statuses(content: _Json) -> dict[str, str]:
    status = {a["brief"]: "built" for a in content["artifacts"] if a["brief"]}
    status |= dict.fromkeys(content["drafts"], "draft")
    status |= dict.fromkeys(content["failed"], "not built")
    return status


def _briefs(content: _Json, status: Mapping[str, str]) -> Iterator[str]:
    made: dict[str, list[_Json]] = defaultdict(list)
    for artifact in content["artifacts"]:
        made[artifact["brief"]].append(artifact)
    found = Counter((d["file"], d["severity"]) for d in content["diagnostics"])
    for brief in sorted(status, key=lambda b: (_STATUSES.index(status[b]), b)):
        # A brief in several languages has a PDF in each.
        pages = " + ".join(str(a["pages"]) for a in made[brief] if a.get("pages"))
        size = f"{sum(a['bytes'] for a in made[brief]) / 1000:,.0f}" if made[brief] else ""
        counts = (str(found[brief, severity]) for severity in ("error", "warning"))
        yield _row(_cell(brief), status[brief], pages or "–", size or "–", *counts)


def _findings(diagnostics: Iterable[_Json]) -> Iterator[str]:
    for d in sorted(diagnostics, key=lambda d: _SEVERITIES.index(d["severity"])):
        place = ":".join(str(part) for part in (d["file"], d["line"], d["column"]) if part)
        words = ". ".join(part for part in (d["message"], d["hint"]) if part)
        yield _row(d["severity"], _cell(d["code"]), _cell(place), _cell(words))


def _fitting(rows: Iterable[str], room: int) -> list[str]:
    """Return the first rows that have room, in bytes; those after them are never made."""
    fitting = []
    for row in rows:
        room -= len(row.encode())
        if room < 0:
            break
        fitting.append(row)
    return fitting


def _table(columns: Mapping[str, str], rows: Sequence[str]) -> str:
    return _row(*columns) + _row(*columns.values()) + "".join(rows)


def _row(*cells: str) -> str:
    return f"| {' | '.join(cells)} |\n"


def _cell(text: str) -> str:
    words = _UNPRINTABLE.sub("\ufffd", text)
    if len(words) > LONGEST:
        words = words[: LONGEST - 1] + "…"
    return markdown.cell(markdown.markdown_text(words, _DIALECT))


def _plural(count: int, noun: str) -> str:
    return f"{count:,} {noun}" if count == 1 else f"{count:,} {noun}s"
