"""The summary of a job: what it says, that it fits, and that texts in it stay texts."""

from __future__ import annotations

import re
from typing import Any

import pytest

from briefgen.inline import one_line
from briefgen.reporters.summary import LIMIT, LONGEST, summary
from support import wikis
from support.engines import ENGINES, Seen, read
from support.payloads import PAYLOADS
from support.strings import strings

MIB = 1 << 20


def artifact(brief: str, kind: str, size: int, pages: int = 0) -> dict[str, Any]:
    made = {"path": f"{kind}/x", "kind": kind, "brief": brief, "sha256": "0" * 64, "bytes": size}
    return made | ({"pages": pages} if pages else {})


def finding(file: str, severity: str = "error", **changes: Any) -> dict[str, Any]:
    return {
        "severity": severity,
        "code": "a-rule",
        "message": "is wrong",
        "file": file,
        "line": 3,
        "column": 5,
        "field": "quotes[0].text",
        "hint": "write it so",
    } | changes


def content(**changes: Any) -> dict[str, Any]:
    return {
        "artifacts": [],
        "failed": [],
        "drafts": [],
        "diagnostics": [],
        "summary": {
            "briefs": 1,
            "errors": 0,
            "warnings": 0,
            "quotations": {"checked": 1, "verbatim": 1},
            "figures": {"checked": 0, "found": 0},
        },
    } | changes


def seen(report: str) -> Seen:
    """Return what GitHub's Markdown shows, without the spans that keep words apart."""
    page = read(ENGINES["cmarkgfm"](report))
    page.tags = [tag for tag in page.tags if tag != "span"]
    return page


def test_a_row_says_of_each_brief_what_became_of_it() -> None:
    report = summary(
        content(
            artifacts=[
                artifact("briefs/a.yaml", "pdf", 90_400, 2),
                artifact("briefs/a.yaml", "md", 2_000),
                artifact("briefs/two.yaml", "pdf", 50_000, 2),
                artifact("briefs/two.yaml", "pdf", 50_000, 3),
                artifact("briefs/draft.yaml", "pdf", 1_000, 1),
                artifact("", "wiki", 999_000),
            ],
            failed=["briefs/z.yaml"],
            drafts=["briefs/draft.yaml", "briefs/draft.yaml"],
            diagnostics=[
                finding("briefs/a.yaml", "warning"),
                finding("briefs/z.yaml"),
                finding("briefs/z.yaml", line=4),
                finding("briefs/draft.yaml"),
            ],
        )
    )
    assert seen(report).tables[0] == [
        ["Brief", "Status", "Pages", "kB", "Errors", "Warnings"],
        ["briefs/z.yaml", "not built", "–", "–", "2", "0"],
        ["briefs/draft.yaml", "draft", "1", "1", "1", "0"],
        ["briefs/a.yaml", "built", "2", "92", "0", "1"],
        ["briefs/two.yaml", "built", "2 + 3", "100", "0", "0"],
    ]


def test_findings_come_with_errors_first_and_their_places() -> None:
    found = [
        finding("briefs/a.yaml", "info", hint=""),
        finding("briefs/a.yaml", "warning", column=None),
        finding("briefgen.yaml", line=None, column=None),
    ]
    assert seen(summary(content(diagnostics=found))).tables == [
        [
            ["Severity", "Rule", "Place", "Finding"],
            ["error", "a-rule", "briefgen.yaml", "is wrong. write it so"],
            ["warning", "a-rule", "briefs/a.yaml:3", "is wrong. write it so"],
            ["info", "a-rule", "briefs/a.yaml:3:5", "is wrong"],
        ]
    ]


def test_the_first_line_counts_and_says_what_was_compared() -> None:
    counts = {
        "briefs": 1200,
        "errors": 1,
        "warnings": 2,
        "quotations": {"checked": 3, "verbatim": 2},
        "figures": {"checked": 1, "found": 0},
    }
    report = summary(content(summary=counts, failed=["a", "b"], drafts=["c", "c"]))
    assert report.splitlines()[2] == (
        "1,200 briefs, 2 not built, 1 unverified draft; 1 error, 2 warnings; "
        "2 of 3 quotations verbatim, 0 of 1 figure found."
    )


TEXTS = [
    *PAYLOADS,
    *strings(400, seed=7),
    "@admin see #1 and !2",
    "mail a@evil.example",
    "WWW.evil.example",
]
TEXTS += ["a\n| b |\r\n\n# c", "\\", "\\|", "`|`", "| --- |", "x\u2028y"]


def attacked() -> tuple[str, set[str], list[str]]:
    """Return a report made of hostile texts only, and the names and words it has to show."""
    names = [f"briefs/{text}.yaml" for text in TEXTS]
    found = [finding("a.yaml", code=text, message=text, hint="") for text in TEXTS]
    report = summary(content(failed=names, diagnostics=found))
    return report, set(map(as_shown, names)), list(map(as_shown, TEXTS))


def as_shown(text: str) -> str:
    return " ".join(one_line(text.replace("\u2028", "\ufffd")).split())


def test_no_text_becomes_anything_but_text() -> None:
    report, names, texts = attacked()
    page = seen(report)
    assert set(page.tags) == {"h2", "p", "table", "thead", "tbody", "tr", "th", "td", "h3"}
    assert page.links == []
    briefs, findings = page.tables
    assert {row[0] for row in briefs[1:]} == names
    assert [row[3] for row in findings[1:]] == texts


@pytest.mark.heavy
@pytest.mark.parametrize("site", ["github", "gitlab"])
def test_neither_site_finds_words_of_its_own(site: str) -> None:
    report, _, _ = attacked()
    html = wikis.node(site).render([report])[0]
    assert "⟦" not in html
    assert "<a " not in html


def test_what_cannot_be_printed_is_replaced() -> None:
    report = summary(content(diagnostics=[finding("a\x00\u202eb\udcff.yaml")]))
    assert report.encode()
    assert "a\ufffd\ufffdb\ufffd.yaml" in report


def test_a_long_text_is_cut() -> None:
    report = summary(content(diagnostics=[finding("a.yaml", message="word " * 1000)]))
    cell = seen(report).tables[0][1][3]
    assert len(cell) == LONGEST
    assert cell.endswith("…")


def test_a_summary_of_too_much_fits_and_says_what_is_left_out() -> None:
    names = [f"briefs/{n:06}.yaml" for n in range(20_000)]
    made = [artifact(name, "pdf", 1000, 2) for name in names]
    found = [finding(name, "warning", message="é|" * 80) for name in names]
    found.append(finding("briefs/last.yaml"))
    report = summary(content(artifacts=made, failed=["briefs/last.yaml"], diagnostics=found))
    assert MIB * 0.9 < len(report.encode()) <= LIMIT
    upper, _, lower = report.partition("### Findings")
    briefs, findings = (re.findall(r"^\| (.*) \|$", part, re.MULTILINE) for part in (upper, lower))
    assert briefs[2].startswith("briefs/last.yaml | not built | ")
    assert findings[2].startswith("error | a-rule | briefs/last.yaml")
    said = re.search(r"^([\d,]+) briefs and ([\d,]+) findings are left out", report, re.MULTILINE)
    assert said
    left_out = [int(number.replace(",", "")) for number in said.groups()]
    assert left_out == [20_001 - len(briefs[2:]), 20_001 - len(findings[2:])]


def test_nothing_is_said_to_be_left_out_of_what_fits() -> None:
    assert "left out" not in summary(content(diagnostics=[finding("a.yaml")]))
