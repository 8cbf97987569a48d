"""Each rule fires on what it is for, and on nothing else."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from briefgen.checks import KNOWN, RULES, Checked, check
from briefgen.checks.rule import MAX_FINDINGS
from briefgen.checks.sources import articles
from briefgen.errors import Diagnostic
from briefgen.loader import parse
from briefgen.project import Project
from briefgen.schema.overlay import Overlay
from briefgen.validate import validate
from support import (
    cases_evidence,
    cases_fidelity,
    cases_numbers,
    cases_silence,
    cases_time,
    cases_voice,
)
from support.parts import (
    ARTICLE,
    FALK,
    QUOTE,
    SOURCES,
    Case,
    changed,
    event,
    group,
    point,
    quoted,
    step,
)

ROOT = Path(__file__).parent.parent
TODAY = date(2026, 11, 22)


def findings(data: dict[str, Any], project: Path = ROOT) -> tuple[Diagnostic, ...]:
    document = parse(json.dumps(data, indent=1).encode(), "a.yaml")
    brief = validate(document)
    texts = articles(brief, Project(project))
    overlay = Overlay.from_data(data.get("x-overlay", {}))
    return check(Checked(brief, document, Project(project), TODAY, texts, overlay)).findings


CASES: list[Case] = [
    ("date-order", {"as_of": "2026-11-21"}, {"as_of": "2026-11-20"}),
    ("date-order", {"review_by": "2026-11-20"}, {"review_by": "2026-11-23"}),
    (
        "date-order",
        {"deadline": {"date": "2026-11-19", "reason": "x"}},
        {"deadline": {"date": "2026-11-20", "reason": "x"}},
    ),
    (
        "date-order",
        changed(("0.1", "2026-11-20"), ("0.2", "2026-11-19")),
        changed(("0.1", "2026-11-20"), ("0.2", "2026-11-20")),
    ),
    ("future-date", {"date": "2026-11-23"}, {"date": "2026-11-22"}),
    ("stale-brief", {"review_by": "2026-11-21"}, {"review_by": "2026-11-22"}),
    ("as-of-unknown", {"as_of": "unknown"}, {"as_of": "2026-11-20"}),
    (
        "version-mismatch",
        {"version": "0.1"} | changed(("0.2", "2026-11-20")),
        {"version": "0.2"} | changed(("0.1", "2026-11-20"), ("0.2", "2026-11-20")),
    ),
    ("whats-new-missing", {"supersedes": "BN-1"}, {"supersedes": "BN-1", "whats_new": "All."}),
    ("own-reference", {"id": "BN-1", "superseded_by": "BN-1"}, {"id": "BN-1", "related": ["BN-2"]}),
    ("own-reference", {"id": "BN-1", "related": ["BN-1"]}, {"related": ["BN-1"]}),
    (
        "clearance-missing",
        {"status": "cleared"},
        {"status": "cleared", "clearance": [{"name": "A", "date": "2026-11-20"}]},
    ),
    (
        "marking-form",
        {"handling": {"scheme": "tlp", "marking": "TLP:Red"}},
        {"handling": {"scheme": "tlp", "marking": "TLP:AMBER+STRICT"}},
    ),
    ("marking-form", {"handling": {"scheme": "tlp", "marking": "RED"}}, {"handling": "TLP:Red"}),
    ("contact-missing", {"contact": None}, {}),
    ("duplicate-tag", {"tags": ["NATO", "Nato"]}, {"tags": ["NATO", "Arctic"]}),
    ("unknown-language", {"language": "xx"}, {"language": "zh-Hant-TW"}),
    (
        "title-form",
        {"purpose": "decision", "title": "Should Norhavn levy?"},
        {"title": "Should Norhavn levy?"},
    ),
    ("no-counterpoint", {"counterpoints": "none"}, {}),
    (
        "counterpoints-unexplained",
        {"counterpoints": "none"},
        {"counterpoints": "none", "counterpoints_note": "Nobody was asked."},
    ),
    ("response-missing", {"counterpoints": [{"claim": "One.", "by": "A"}]}, {}),
    ("assessment-repeats", point(assessment="two."), point(assessment="Three.")),
    (
        "kind-claim-without-by",
        {"details": [{"text": "x", "kind": "claim"}]},
        {"details": [{"text": "x", "kind": "claim", "by": "The council"}, {"text": "x"}]},
    ),
    (
        "duplicate-id",
        {"quotes": [QUOTE | {"source": []}] * 2, "actors": [FALK]},
        quoted(),
    ),
    ("duplicate-id", group() | {"actors": [{"id": "towns", "name": "x"}]}, group()),
    ("duplicate-id", {"figures": [{"id": "a", "value": 1, "meaning": "x"}] * 2}, {}),
    ("duplicate-id", {"measures": [{"id": "a", "type": "x"}] * 2}, {}),
    ("duplicate-id", SOURCES | {"sources": [{"id": "article"}, {"id": "article"}]}, SOURCES),
    ("unknown-reference", quoted(speaker="falck"), quoted(speaker="falk")),
    ("unknown-reference", quoted(speaker="mayor"), quoted(speaker="Ida Falk")),
    ("unknown-reference", {"details": [{"text": "x", "quotes": "pier"}]}, quoted()),
    ("unknown-reference", {"details": [{"text": "x", "figures": ["a"]}]}, {}),
    ("unknown-reference", {"details": [{"text": "x", "groups": ["a"]}]}, {}),
    ("unknown-reference", {"details": [{"text": "x", "measures": ["a"]}]}, {}),
    ("unknown-reference", {"details": [{"text": "x", "by": "a"}]}, {}),
    ("unknown-reference", {"details": [{"text": "x", "source": "a"}]}, {}),
    ("unknown-reference", point(by="a"), group() | point(by="towns")),
    ("unknown-reference", point(quote="a"), quoted() | point(quote="pier")),
    ("unknown-reference", point(measure="a"), step() | point(measure="levy")),
    ("unknown-reference", point(response={"text": "x", "by": "a"}), point(by="The A")),
    ("unknown-reference", point(response={"text": "x", "quote": "a"}), {}),
    ("unknown-reference", point(response={"text": "x", "source": "a"}), {}),
    ("unknown-reference", {"stakes": [{"who": "A", "text": "x", "quote": "a"}]}, {}),
    ("unknown-reference", {"stakes": [{"who": "A", "text": "x", "groups": "a"}]}, {}),
    ("unknown-reference", {"measures": [{"id": "a", "type": "x", "by": "b"}]}, {}),
    ("unknown-reference", {"measures": [{"id": "a", "type": "x", "targets": ["b"]}]}, {}),
    ("unknown-reference", {"positions": [{"issue": "x", "stances": {"a": "x"}}]}, {}),
    (
        "unknown-reference",
        {"positions": [{"issue": "x", "stances": {"falk": "x"}}]},
        {"positions": [{"issue": "x", "stances": {"falk": "x"}}], "actors": [FALK]},
    ),
    ("unknown-reference", {"source": {"file": ARTICLE, "cited_in": "a"}}, SOURCES),
    ("unknown-reference", {"source_opinion": [{"ref": "a", "text": "x"}]}, {}),
    ("count-mismatch", group(count=3), group(count=2)),
    ("count-mismatch", group(members=["A", "B", "A"]), group()),
    (
        "highlight-form",
        quoted(extent="fragment", highlight=True),
        quoted(extent="sentence", highlight=True),
    ),
    (
        "too-many-highlights",
        {
            "actors": [FALK],
            "quotes": [
                {"text": "x", "speaker": "falk", "extent": "sentence", "highlight": True}
                for _ in range(4)
            ],
        },
        {
            "actors": [FALK],
            "quotes": [
                {"text": "x", "speaker": "falk", "extent": "sentence", "highlight": n < 3}
                for n in range(4)
            ],
        },
    ),
    ("quote-not-verbatim", quoted(text="The pier will never wait"), quoted()),
    ("quote-not-verbatim", quoted(text="levy of 2 crowns"), quoted(text="a small price")),
    (
        "quote-not-verbatim",
        quoted(text="The pier will wait"),
        quoted(text="The pier will not wait"),
    ),
    (
        "quote-not-verbatim",
        {"bottom_line": "The mayor called the plan “a large price”."},
        {"bottom_line": "The mayor called the plan “a small price”."},
    ),
    (
        "quoted-span-unlisted",
        {"bottom_line": "The council speaks of “solidarity”."},
        {"bottom_line": "The council speaks of solidarity."},
    ),
    ("quote-misplaced", quoted(source="p2"), quoted(source="p2-p3")),
    (
        "figure-not-in-source",
        {"figures": [{"value": 3, "meaning": "Levy", "as_written": "3 crowns", "source": "p2"}]},
        {"figures": [{"value": 2, "meaning": "Levy", "as_written": "2 crowns", "source": "p2"}]},
    ),
    (
        "figure-not-in-source",
        {"figures": [{"value": 3, "meaning": "Levy", "as_written": "2 crowns", "source": "p2"}]},
        {"figures": [{"value": 2, "meaning": "Levy", "as_written": "2 crowns", "source": "p2"}]},
    ),
    (
        "number-not-in-source",
        {"gaps": ["Why 41 jobs and no more is not said."]},
        {"gaps": ["Why 40 jobs and no more is not said."]},
    ),
    (
        "image-unusable",
        {"map": {"image": ARTICLE, "alt": "The pier"}},
        {"map": {"image": "briefs/veldra-map.png", "alt": "The pier"}},
    ),
    ("speaker-missing", quoted(speaker=None), quoted(speaker=None, extent="term")),
    ("scare-attributed", quoted(extent="scare"), quoted(extent="scare", speaker=None)),
    ("missing-speaker-role", quoted(speaker="Ida"), quoted(speaker="Ida", role="Mayor")),
    (
        "missing-speaker-role",
        quoted() | {"actors": [FALK | {"role": None}]},
        quoted() | {"actors": [FALK | {"role": None, "kind": "organisation"}]},
    ),
    (
        "missing-speaker-role",
        quoted(speaker="The Falks"),
        quoted(speaker="The Falks") | group(name="The Falks"),
    ),
    ("sic-unseen", SOURCES | quoted(sic=True, source="post"), SOURCES | quoted(source="post")),
    ("sic-unseen", SOURCES | quoted(sic=True), SOURCES | quoted(sic=True, source="article")),
    (
        "figure-unwritten",
        {"figures": [{"value": 1, "meaning": "x"}]},
        {"figures": [{"value": 1, "meaning": "x", "derived": "counted"}, "2 km: x"]},
    ),
    ("step-order", step("2027-03-01", "2027-02"), step("2027-03-01", "2027-03", "2027", "Friday")),
    ("event-in-past", event("2026-11-21", "planned"), event("2026-11-22", "planned")),
    ("event-in-past", event("2026-01-01/2026-11-21", "possible"), event("2026-11-21", "occurred")),
    ("source-missing", {"source": "tests/none.txt"}, {"source": "https://example.org/a"}),
    ("source-missing", {"source": "../../etc/passwd"}, {}),
    ("source-missing", {"source": "/etc/passwd"}, {}),
    ("source-missing", {"source": "tests"}, {}),
    ("source-missing", {"source": "x" * 5000}, {}),
    (
        "image-unusable",
        {"map": {"image": "none.png", "alt": "x"}},
        {"map": {"image": "briefs/veldra-map.png", "alt": "x"}},
    ),
    ("image-unusable", {"map": {"image": ARTICLE, "alt": "x"}}, {}),
    ("image-unusable", {"map": {"image": "../../etc/passwd", "alt": "x"}}, {}),
    (
        "source-changed",
        {"source": {"file": ARTICLE, "sha256": "0" * 64}},
        {
            "source": {
                "file": ARTICLE,
                "sha256": "3fecf2baa00da553eb87cca411c461669097c0b6aac35edb9d2db96ef0e21843",
            }
        },
    ),
    (
        "unseen-uncited",
        SOURCES | {"sources": [{"id": "article"}, {"id": "post", "seen": False}]},
        SOURCES,
    ),
    ("unseen-uncited", {"source": {"file": ARTICLE, "cited_in": "source"}}, {}),
    ("missing-source", SOURCES | {"details": [{"text": "x"}]}, SOURCES),
    (
        "missing-source",
        SOURCES | {"figures": ["2 km: x"]},
        SOURCES | {"details": [{"text": "x", "origin": "editor"}]},
    ),
    ("bottom-line-length", {"bottom_line": "x " * 19}, {"bottom_line": "x " * 20}),
    ("bottom-line-length", {"bottom_line": "x " * 81}, {"bottom_line": "x " * 80}),
    ("key-point-count", {"key_points": ["a", "b"]}, {"key_points": ["a", "b", "c"]}),
    ("key-point-count", {"key_points": list("abcdef")}, {}),
    ("too-many-words", {"details": ["x " * 81]}, {"details": ["x " * 80]}),
    ("too-many-words", {"details": {"a b c d e f": "x"}}, {"details": {"a b c d e": "x"}}),
    ("too-many-words", {"key_points": ["x " * 31, "a", "b"]}, {"key_points": ["x " * 30] * 3}),
    (
        "too-many-words",
        {"actors": [FALK], "positions": [{"issue": "x", "stances": {"falk": "x " * 7}}]},
        {"actors": [FALK], "positions": [{"issue": "x", "stances": {"falk": "x " * 6}}]},
    ),
]
for part in (cases_evidence, cases_fidelity, cases_numbers, cases_silence, cases_time, cases_voice):
    CASES += part.CASES


def applied(minimal: dict[str, Any], change: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in (minimal | change).items() if value is not None}


def test_a_minimal_brief_gives_no_finding(minimal: dict[str, Any]) -> None:
    assert findings(minimal) == ()


@pytest.mark.parametrize(("rule", "fires", "passes"), CASES)
def test_a_rule_fires_and_does_not_fire(
    minimal: dict[str, Any], rule: str, fires: dict[str, Any], passes: dict[str, Any]
) -> None:
    found = [d for d in findings(applied(minimal, fires)) if d.code == rule]
    assert len(found) == 1
    assert found[0].message
    assert found[0].hint
    assert found[0].location.line > 0
    assert rule not in [d.code for d in findings(applied(minimal, passes))]


def test_every_rule_has_a_case() -> None:
    assert {rule for rule, _, _ in CASES} == KNOWN


def test_rules_have_one_id_each_and_say_why() -> None:
    assert len({rule.id for rule in RULES}) == len(RULES)
    assert all(rule.why.endswith(".") for rule in RULES)


def test_findings_stand_at_their_field_and_in_the_order_of_the_file(
    minimal: dict[str, Any],
) -> None:
    found = findings(minimal | {"tags": ["a", "A"], "as_of": "2026-11-21", "language": "xx"})
    assert [d.field for d in found] == ["tags[1]", "as_of", "language"]
    assert [d.location.line for d in found] == sorted(d.location.line for d in found)
    assert found[0].location.text.strip() == '"A"'


def test_a_single_source_is_named_as_it_is_written(minimal: dict[str, Any]) -> None:
    (found,) = findings(minimal | {"source": {**minimal["source"], "file": "none.txt"}})
    assert found.field == "source.file"
    assert found.location.text.strip() == '"file": "none.txt",'


def test_a_source_behind_a_link_out_of_the_project_is_not_read(
    minimal: dict[str, Any], tmp_path: Path
) -> None:
    (tmp_path / "project").mkdir()
    (tmp_path / "secret.txt").write_text("secret", encoding="utf-8")
    (tmp_path / "project" / "a.txt").symlink_to(tmp_path / "secret.txt")
    source = {**minimal["source"], "file": "a.txt", "sha256": "0" * 64}
    (found,) = findings(minimal | {"source": source}, tmp_path / "project")
    assert found.code == "source-missing"


def test_a_hostile_brief_gives_a_bounded_number_of_findings(minimal: dict[str, Any]) -> None:
    members = group(members=["A"] * 5000)
    assert len(findings(minimal | members)) == MAX_FINDINGS
