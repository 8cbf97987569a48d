"""A page is fitted: standard, then compact, then optional sections move, then it is over."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from briefgen import render
from briefgen.errors import RenderError
from briefgen.prepare import prepare
from briefgen.printing import fit, printed
from briefgen.printing import task as printing
from briefgen.printing.estimate import AREA, Estimate, estimate
from briefgen.printing.pdf import Layout, lay_out
from briefgen.project import find_project
from briefgen.templating import Roots, movable, render_html
from support.page import made
from support.projects import make_project

TODAY = date(2026, 11, 22)
FACT = "The council has said once more that the old pier cannot carry the new ferries at all. "


def fitted(
    folder: Path, data: dict[str, Any], pages: int = 1
) -> tuple[printing.PdfTask, printing.Pdf]:
    make_project(folder, {"one": {**data, "budget": {"pages": pages}}})
    project = find_project(folder)
    one = prepare(folder / "briefs/one.yaml", project, TODAY)
    assert not one.fails(), one.diagnostics
    task = printed.pdf_task(one, render.Design.of(project), TODAY)
    return task, made(task)


def grown(minimal: dict[str, Any], paragraphs: int, **more: Any) -> dict[str, Any]:
    return {**minimal, "details": [{"text": FACT * 3}] * paragraphs, **more}


GAPS = {"gaps": [FACT.strip()] * 5, "glossary": [{"term": "pier", "meaning": FACT.strip()}] * 3}


def test_a_short_brief_is_set_in_the_standard_density(
    tmp_path: Path, minimal: dict[str, Any]
) -> None:
    _, pdf = fitted(tmp_path, minimal)
    assert (pdf.density, pdf.moved, pdf.pages, pdf.over) == ("standard", (), 1, 0)


@pytest.mark.heavy
def test_the_steps_come_in_their_order(tmp_path: Path, minimal: dict[str, Any]) -> None:
    seen = []
    for paragraphs in range(6, 22, 2):
        _, pdf = fitted(tmp_path / str(paragraphs), grown(minimal, paragraphs, **GAPS))
        seen.append("over" if pdf.over else "moved" if pdf.moved else pdf.density)
        assert bool(pdf.data) == (not pdf.over)
        assert pdf.pages == 1 or pdf.over
    order = ["standard", "compact", "moved", "over"]
    assert seen == sorted(seen, key=order.index)
    assert {"standard", "moved", "over"} <= set(seen)


def test_what_moves_is_what_the_template_lists(tmp_path: Path, minimal: dict[str, Any]) -> None:
    for paragraphs in range(8, 22):
        task, pdf = fitted(tmp_path / str(paragraphs), grown(minimal, paragraphs, **GAPS))
        if pdf.moved and not pdf.over:
            break
    else:
        pytest.fail("nothing ever moved")
    possible = movable(task.view, task.template)
    assert possible == ("glossary", "gaps")
    assert pdf.moved == tuple(section for section in possible if section in pdf.moved)


def test_over_the_budget_the_longest_items_are_named(
    tmp_path: Path, minimal: dict[str, Any]
) -> None:
    data = grown(minimal, 30)
    data["details"][4] = {"text": FACT * 4 + FACT}
    make_project(tmp_path, {"one": {**data, "budget": {"pages": 1}}})
    project = find_project(tmp_path)
    one = prepare(tmp_path / "briefs/one.yaml", project, TODAY)
    look = render.Design.of(project)
    with pytest.raises(RenderError) as caught:
        printed.finished(one, look, made(printed.pdf_task(one, look, TODAY)))
    first, *items = caught.value.diagnostics
    assert (first.code, first.severity) == ("length-over-budget", "error")
    assert "pages of 1" in first.message
    assert "lines too many" in first.message
    assert "cut about" in first.hint
    assert len(items) == 3
    lines = (tmp_path / "briefs/one.yaml").read_text(encoding="utf-8").splitlines()
    assert FACT.strip() in lines[items[0].location.line - 1]
    assert "85 words" in items[0].message


def test_lines_too_many_grow_with_the_text(tmp_path: Path, minimal: dict[str, Any]) -> None:
    over = [
        fitted(tmp_path / str(paragraphs), grown(minimal, paragraphs))[1].over
        for paragraphs in (24, 30, 36)
    ]
    assert over == sorted(over)
    assert over[0] > 5
    # Six paragraphs of three lines and their gaps.
    assert 12 <= over[2] - over[1] <= 40


def task_of(root: Path, name: str, paper: str = "a4") -> printing.PdfTask:
    project = find_project(root / name)
    one = prepare(root / name, project, TODAY)
    return printed.pdf_task(one, render.Design.of(project, paper=paper), TODAY)


def fitting(task: printing.PdfTask) -> tuple[str, tuple[str, ...], int]:
    fitted = fit.fit(task.view, task.template, task.roots, paper=task.paper, pages=task.pages)
    return fitted.density, fitted.moved, fitted.over


@pytest.mark.parametrize(
    ("brief", "layouts"),
    [("briefs/school-meals.yaml", 1), ("briefs/greenland.yaml", 2), ("tests/pages/da.yaml", 3)],
)
def test_few_layouts_are_enough(
    root: Path, monkeypatch: pytest.MonkeyPatch, brief: str, layouts: int
) -> None:
    made: list[str] = []

    def counted(html: str, roots: Roots) -> Layout:
        made.append(html)
        return lay_out(html, roots)

    monkeypatch.setattr(fit, "lay_out", counted)
    fitting(task_of(root, brief))
    assert 1 <= len(made) <= layouts
    assert len(set(made)) == len(made)


@pytest.mark.parametrize("factor", [0.0, 100.0])
@pytest.mark.parametrize("brief", ["briefs/school-meals.yaml", "tests/pages/he.yaml"])
def test_a_wrong_estimate_costs_layouts_and_no_section(
    root: Path, monkeypatch: pytest.MonkeyPatch, brief: str, factor: float
) -> None:
    task = task_of(root, brief)
    right = fitting(task)
    assert right[1] == ()
    monkeypatch.setattr(fit, "estimate", lambda html: Estimate(estimate(html).total * factor))
    assert fitting(task) == right


@pytest.mark.parametrize("brief", ["greenland", "school-meals", "veldra-compact"])
@pytest.mark.parametrize("paper", ["a4", "letter"])
def test_estimates_are_close(root: Path, brief: str, paper: str) -> None:
    task = task_of(root, f"briefs/{brief}.yaml", paper)
    html = render_html(task.view, task.template, task.roots, paper=paper)
    layout = lay_out(html, task.roots)
    guess = estimate(html)
    filled = layout.pages * AREA[paper] - layout.room()
    assert guess.total == pytest.approx(filled, rel=0.15)
    tables = {"counterpoints", "actors", "measures", "positions", "glossary"}
    for name in tables & set(guess.sections):
        assert guess.sections[name] == pytest.approx(layout.heights()[name], rel=0.5)
