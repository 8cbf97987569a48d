"""The cases of the rules on times and on what a brief rests on."""

from __future__ import annotations

from typing import Any

from support.parts import ARTICLE, DETAIL, FALK, POINT, SOURCES, Case, quoted

LOCAL = {"file": ARTICLE, "date": "2026-11-18", "reliability": "a local paper"}


def gap(text: str) -> dict[str, Any]:
    return {"gaps": [text]}


def event(when: str, as_written: str | None = None, **more: Any) -> dict[str, Any]:
    written = {"as_written": as_written} if as_written else {}
    return {"timeline": [{"when": when, "event": "x", **written, **more}]}


def stage(when: str, **more: Any) -> dict[str, Any]:
    return {"measures": [{"id": "levy", "type": "levy", "steps": [{"when": when, **more}]}]}


def stages(*days: str) -> dict[str, Any]:
    steps = [{"when": day} for day in days]
    return {"measures": [{"id": "levy", "type": "levy", "steps": steps}]}


def measure(when: str, **more: Any) -> dict[str, Any]:
    return {"measures": [{"id": "levy", "type": "levy", "when": when, **more}]}


def overlay(**verdicts: Any) -> dict[str, Any]:
    return {"x-overlay": verdicts}


RESOLVED = {"resolved_by": "article date 2026-11-18"}
TWO_READ = {
    "source": None,
    "sources": [{"id": "article", **LOCAL}, {"id": "minutes", "file": ARTICLE}],
    "details": [DETAIL],
    "counterpoints": [POINT],
}

CASES: list[Case] = [
    ("weekday-mismatch", gap("Is Tuesday, March 1, 2027, set?"), gap("Is Monday, March 1, 2027?")),
    ("weekday-mismatch", gap("1 March 2027 (Friday)"), gap("“Friday, 1 March 2027” is wrong")),
    (
        "weekday-mismatch",
        event("2026-11-16", "Tuesday", **RESOLVED),
        event("2026-11-17", "on Tuesday", **RESOLVED),
    ),
    (
        "weekday-mismatch",
        event("2027-03-01", "Sunday, March 1", **RESOLVED),
        event("2027-03-01", "after Sunday", **RESOLVED),
    ),
    ("weekday-mismatch", measure("Sunday 1 March 2027"), measure("Sunday 1 March")),
    (
        "weekday-mismatch",
        {"language": "ja"} | gap("2027年3月1日（日）"),
        {"language": "ja"} | gap("2027年3月1日（月）"),
    ),
    (
        "date-mismatch",
        event("XXXX-03-02", "March 1, 2027"),
        event("XXXX-03-01", "on March 1, 2027"),
    ),
    ("date-mismatch", event("2026-03-01", "March 1, 2027"), event("2027-03", "March 1, 2027")),
    (
        "date-mismatch",
        stage("2027-03-02", as_written="March 1, 2027"),
        stage("2027-03-02", as_written="March 1, 2027", resolved_by="the day after"),
    ),
    ("date-mismatch", event("2027-03-02", "March 1, 2027"), event("2027-03-02", "by March 3")),
    (
        "as-written-not-in-source",
        event("2027-03-01", "by March 1, 2027"),
        event("2027-03-01", "on March 1, 2027"),
    ),
    (
        "as-written-not-in-source",
        measure("2027-03-01", as_written="Mar. 1, 2027"),
        measure("2027-03-01", as_written="March 1, 2027"),
    ),
    (
        "as-written-not-in-source",
        quoted(when="2026-11-17", as_written="Monday", **RESOLVED),
        quoted(when="2026-11-17", as_written="Tuesday", **RESOLVED),
    ),
    (
        "as-written-not-in-source",
        event("2027-03-01", "by March 1"),
        event("2027-03-01", "by March 1") | {"source": "https://example.org/a"},
    ),
    ("date-not-in-source", gap("Why March 2, 2027, is not said."), gap("Why March 1?")),
    ("date-not-in-source", gap("Why 1 March 2026?"), gap("Why 2027-03-01 or 01/03/2027?")),
    ("date-not-in-source", gap("Why 2 March?"), gap("Why “2 March” or `2 March`?")),
    (
        "date-not-in-source",
        {"language": "de"} | gap("Warum am 2. März 2027?"),
        {"language": "de"} | gap("Warum am Montag, dem 1. März 2027?"),
    ),
    (
        "date-not-in-source",
        event("2026-11-17", "Tuesday"),
        event("2026-11-17", "Tuesday", **RESOLVED) | gap("November 17, 2026, is worked out."),
    ),
    (
        "date-not-in-source",
        event("2027-03-01/2027-06-30"),
        event("2027-03-01/2027-06-30", origin="editor"),
    ),
    ("date-not-in-source", stage("2027-06-30"), stage("2027-06-30", **RESOLVED)),
    (
        "date-not-in-source",
        {"details": [{"text": "It ends on May 1, 2027."}]},
        {"details": [{"text": "It ends on May 1, 2027.", "origin": "editor"}]},
    ),
    (
        "date-not-in-source",
        gap("Comments close on December 1, 2026."),
        gap("Comments close on December 1, 2026.")
        | {"deadline": {"date": "2026-12-01", "reason": "Comments close."}},
    ),
    (
        "date-not-in-source",
        gap("The article of November 19, 2026, names none."),
        gap("The article of November 18, 2026, names none."),
    ),
    ("date-not-in-source", gap("May 1?"), gap("May 1?") | {"source": "https://example.org/a"}),
    ("relative-date", gap("Why last week is not said."), gap("Why in March 2027 is not said.")),
    ("relative-date", gap("He spoke on Friday."), gap("He spoke on Fridays, and every Friday.")),
    ("relative-date", gap("It ends soon."), gap("It ends as soon as it can, on “Friday”.")),
    (
        "relative-date",
        gap("It met this week, on Tuesday, and will today."),
        gap("It met last week (November 17, 2026)."),
    ),
    (
        "relative-date",
        event("by the end of this week") | gap("It could end at the end of this week."),
        event("not stated"),
    ),
    ("relative-date", quoted(when="at the quay"), quoted(when="on March 1, 2027")),
    (
        "relative-date",
        {"stakes": [{"who": "A", "text": "x", "horizon": "coming days"}]},
        {"stakes": [{"who": "A", "text": "x", "horizon": "P2W"}]},
    ),
    ("relative-date", {"language": "fr"} | gap("Hier, il a parlé."), {"language": "fr"}),
    ("relative-date", {"language": "ja"} | gap("来週決まる。"), {"language": "pt"} | gap("Ontem.")),
    ("relative-date", {"language": "he"} | gap("הוא דיבר ביום שני."), {"language": "he"}),
    ("partial-date", event("XXXX-03-01"), event("2027-03-01")),
    ("partial-date", event("2027-03"), event("late in the winter")),
    ("partial-date", event("March 1") | stage("XXXX-03-01"), event("1 March 2027")),
    ("stale-brief", {"as_of": "2026-11-07"}, {"as_of": "2026-11-08"}),
    ("stale-brief", {"as_of": "2026-11-07", "review_by": "2026-11-21"}, {"as_of": "unknown"}),
    (
        "step-order",
        stages("on March 1, 2027", "2027-02-01"),
        stages("2027-11-01", "XXXX-02-01", "2027"),
    ),
    ("event-in-past", event("2026-10", status="planned"), event("2026-11", status="deadline")),
    (
        "event-in-past",
        event("by June 1, 2026", status="conditional"),
        event("by June 1", status="conditional"),
    ),
    ("event-in-past", event("2026-10", status="possible"), event("2026-10/..", status="possible")),
    ("undated-source", {"source": ARTICLE}, {"source": LOCAL}),
    ("single-source", {"source": ARTICLE}, TWO_READ),
    ("single-source", SOURCES, {"source": LOCAL}),
    ("secondhand-source", SOURCES, TWO_READ),
    (
        "unnamed-source",
        {"actors": [{"id": "a", "name": "An official", "kind": "unnamed source"}]},
        {
            "actors": [
                {"id": "a", "name": "A", "kind": "unnamed source", "why_unnamed": "not stated"},
                FALK,
            ]
        },
    ),
    ("orphan-quote", quoted(), quoted(extent="sentence", highlight=True)),
    ("orphan-quote", quoted(), quoted() | gap("“The pier will not wait,” she said.")),
    ("orphan-quote", quoted(), quoted(extent="term", text="a small price")),
    ("orphan-quote", quoted(), quoted() | {"details": [{"text": "x", "quotes": "pier"}]}),
    (
        "orphan-quote",
        quoted(),
        quoted() | {"stakes": [{"who": "A", "text": "x", "quote": "pier"}]},
    ),
    (
        "orphan-quote",
        quoted(),
        quoted()
        | {"counterpoints": [POINT | {"source": "p3", "response": {"text": "x", "quote": "pier"}}]},
    ),
    (
        "missing-source",
        {"details": [{"text": "One.", "source": "p1"}, {"text": "Two."}, {"text": "Three."}]},
        {"details": [{"text": "One."}, {"text": "Two."}]},
    ),
    ("sic-on-fragment", quoted(sic=True), quoted(sic=True, extent="sentence")),
    ("sic-on-fragment", quoted(sic=True), SOURCES | quoted(sic=True, source="post")),
    (
        "check-failed",
        quoted() | overlay(quotes={"pier": {"status": "altered"}}),
        quoted() | overlay(quotes={"pier": "confirmed"}),
    ),
    ("check-failed", overlay(claims={"details[0]": "differs"}), overlay()),
    (
        "check-failed",
        overlay(sources={"source": "not found"}),
        overlay(sources={"source": "not checked"}),
    ),
]
