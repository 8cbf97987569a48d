"""Brief to view: finished strings, and nothing that a template would have to work out."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from briefgen import render
from briefgen.prepare import prepare
from briefgen.printing import printed
from briefgen.project import find_project
from briefgen.views.model import BriefView
from support.page import Page
from support.projects import make_project

TODAY = date(2026, 11, 22)


@pytest.fixture
def view(tmp_path: Path, minimal: dict[str, Any]) -> Callable[..., BriefView]:
    def made(today: date = TODAY, **more: Any) -> BriefView:
        make_project(tmp_path, {"one": {**minimal, **more}})
        project = find_project(tmp_path)
        one = prepare(tmp_path / "briefs/one.yaml", project, TODAY)
        assert not one.fails(), one.diagnostics
        return printed.pdf_task(one, render.Design.of(project), today).view

    return made


def test_a_view_cannot_be_changed(view: Callable[..., BriefView]) -> None:
    with pytest.raises(AttributeError, match="frozen"):
        view().title = "x"  # type: ignore[misc]


def test_what_a_brief_lacks_is_empty(view: Callable[..., BriefView]) -> None:
    one = view(handling=None)
    assert (one.subtitle, one.marking, one.url) == ("", "", "")
    assert (one.gaps, one.figures, one.timeline, one.groups, one.bands) == ((), (), (), (), ())
    assert one.positions is None


def test_a_missing_response_is_said(view: Callable[..., BriefView]) -> None:
    claims = [
        {"claim": "It would cost 40 jobs.", "by": "The union", "response": response}
        for response in ("none reported", "not reported", "It denies that.")
    ]
    points = view(counterpoints=claims).counterpoints
    assert [(p.missing, str(p.response)) for p in points] == [
        (True, "none reported"),
        (True, "not reported"),
        (False, "It denies that."),
    ]
    # Without a topic, who claims it names the row.
    assert {str(p.issue) for p in points} == {"The union"}


def test_an_overdue_review_shows_from_the_day_after(view: Callable[..., BriefView]) -> None:
    day = "2026-12-01"
    assert view(review_by=day, today=date(2026, 12, 1)).bands == ()
    (band,) = view(review_by=day, today=date(2026, 12, 2)).bands
    assert band.kind == "amber"
    assert "December 1, 2026" in band.texts[0]


def test_dates_of_the_file_are_those_of_the_brief(view: Callable[..., BriefView]) -> None:
    changes = [
        {"version": "1", "date": "2026-11-18", "note": "First."},
        {"version": "2", "date": "2026-11-21", "note": "Second."},
    ]
    one = view(changes=changes, version="2")
    assert (one.created, one.modified) == ("2026-11-18T00:00:00Z", "2026-11-21T00:00:00Z")
    plain = view()
    assert plain.created == plain.modified == "2026-11-20T00:00:00Z"


def test_only_highlighted_quotations_are_pulled(page: Callable[[str, str], Page]) -> None:
    one = page("briefs/greenland.yaml", "a4")
    task = printed.pdf_task(one.prepared, one.design, TODAY)
    pulled = [str(q.text) for d in task.view.details for q in d.quotes]
    assert pulled == [
        "“The future of Greenland is a decision for Greenland and for the kingdom of Denmark.”"
    ]


def test_groups_and_who_is_outside_them(page: Callable[[str, str], Page]) -> None:
    one = page("briefs/greenland.yaml", "a4")
    shown = printed.pdf_task(one.prepared, one.design, TODAY).view
    assert [(g.count, str(g.members).count(",") + 1) for g in shown.groups] == [("6", 6), ("8", 8)]
    assert str(shown.outside_groups) == "Canada"


def test_a_watch_is_in_the_timeline_once(page: Callable[[str, str], Page]) -> None:
    for brief, watched in (("briefs/greenland.yaml", 0), ("briefs/veldra-compact.yaml", 2)):
        one = page(brief, "a4")
        shown = printed.pdf_task(one.prepared, one.design, TODAY).view
        assert one.prepared.brief
        events = len(one.prepared.brief.timeline)
        assert events <= len(shown.timeline) <= events + 3
        assert len(shown.timeline) - events >= watched


@pytest.mark.parametrize(
    ("figure", "value", "unit"),
    [
        ({"value": 25, "unit": "percent", "meaning": "Rate"}, "25%", ""),
        ({"value": 1234567, "unit": "crowns", "meaning": "Cost"}, "1,234,567", "crowns"),
        ({"value": 3, "unit": "towns", "meaning": "Towns on the line"}, "3", ""),
        ({"value": -0.5, "meaning": "Change"}, "−0.5", ""),
    ],
)
def test_figures_are_written_as_the_language_does(
    view: Callable[..., BriefView], figure: dict[str, Any], value: str, unit: str
) -> None:
    (shown,) = view(figures=[{**figure, "derived": "counted", "origin": "editor"}]).figures
    assert (str(shown.value), str(shown.unit)) == (value, unit)
    assert shown.evidence.editor


def test_charts_start_at_zero_and_keep_their_order(view: Callable[..., BriefView]) -> None:
    chart = {
        "type": "bar",
        "title": "Fees",
        "data": {"2024": 10, "2025": 20, "2026": 5},
        "unit": "crowns",
        "alt": "Bars.",
        "origin": "editor",
    }
    (shown,) = view(charts=[chart]).charts
    assert [str(m.label) for m in shown.marks] == ["2024", "2025", "2026"]
    widths = [m.width for m in shown.marks]
    assert widths[1] == pytest.approx(2 * widths[0], abs=0.02)
    assert widths[0] == pytest.approx(2 * widths[2], abs=0.02)
    assert len({m.x for m in shown.marks}) == 1
    assert all(m.x >= 0 and m.x + m.width <= shown.width for m in shown.marks)
