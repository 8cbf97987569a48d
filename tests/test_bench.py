"""What scripts/bench measures with, and what it makes of the results; no times are taken here."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from xml.etree import ElementTree

import pytest

import briefgen
from bench import corpus
from bench.chart import Line, bars, lines
from bench.report import Target, machine, table, targets, write
from bench.scale import Size, wanted
from bench.timing import Pairs, Run, paired
from briefgen import render
from briefgen.prepare import prepare
from briefgen.printing import printed
from briefgen.project import find_project
from support.page import made

TODAY = date(2026, 11, 22)
SVG = "{http://www.w3.org/2000/svg}"


def texts(svg: str) -> list[str]:
    return [node.text or "" for node in ElementTree.fromstring(svg).iter(f"{SVG}text")]  # noqa: S314


def test_briefs_have_no_findings_and_differ(tmp_path: Path) -> None:
    folder = corpus.project(tmp_path / "some", 12)
    corpus.write_brief(folder, 11, " again")
    paths = sorted((folder / "briefs").iterdir())
    assert [list(briefgen.check(path)) for path in paths] == [[]] * 12
    loaded = [briefgen.load(path).brief for path in paths]
    assert len({(brief.title, brief.id) for brief in loaded}) == 12
    assert len({(folder / f"seeds/{n}.txt").read_bytes() for n in range(12)}) == 12
    assert sum(brief.title.endswith(" again") for brief in loaded) == 1


@pytest.mark.heavy
def test_a_brief_fills_two_pages_as_they_are(tmp_path: Path) -> None:
    project = find_project(corpus.project(tmp_path / "one", 1))
    one = prepare(project.root / "briefs/brief-0.yaml", project, TODAY)
    pdf = made(printed.pdf_task(one, render.Design.of(project), TODAY))
    assert (pdf.pages, pdf.density, pdf.moved) == (2, "standard", ())


def test_ratios_are_medians_of_pairs() -> None:
    ours = iter([Run(1, 10), Run(2, 30), Run(9, 20)])
    peer = iter([Run(2, 5), Run(2, 5), Run(3, 5)])
    found = paired(lambda: next(ours), lambda: next(peer), 3)
    assert found == Pairs(1.0, Run(2, 30), Run(2, 5))


def test_targets_are_met_or_not() -> None:
    found = [
        Target("one brief", "× weasyprint", 0.66, 0.75, 0.5),
        Target("a worker", "MiB", 131.5, 130),
        Target("a long one", "× weasyprint", 2.0, None, 1.0),
    ]
    assert targets(found).splitlines()[2:] == [
        "| one brief | 0.50 | 0.66 × weasyprint | 0.75 | met |",
        "| a worker |  | 131.50 MiB | 130 | **not met** |",
        "| a long one | 1.00 | 2.00 × weasyprint |  |  |",
    ]


def test_growth_is_judged_at_the_largest_size() -> None:
    nothing = Pairs(12.0, Run(0.2, 50), Run(0.02, 10))
    sizes = [
        Size(count, Run(seconds, 90, worker), nothing, Run(0.9, 70), 61_440)
        for count, seconds, worker in ((100, 20.0, 100.0), (1_000, 210.0, 112.0))
    ]
    found = {(t.what, t.beside): (round(t.found, 2), t.limit) for t in wanted(sizes, Run(0.8, 60))}
    most = "1,000 briefs, cold"
    assert found == {
        ("nothing changed of 1,000", "× `python -c pass`"): (12.0, 15),
        ("one changed of 1,000", "× nothing changed and one brief cold"): (0.9, 1),
        (most, "× the time a brief of 100"): (1.05, 1.1),
        (f"{most}: a worker", "MiB"): (112.0, 130),
        (f"{most}: a worker", "MiB more than at 100"): (12.0, 10),
        (f"{most}: a PDF", "KiB"): (60.0, 60),
    }


def test_bars_are_as_long_as_their_values() -> None:
    svg = bars([("briefgen", 1.0), ("a & b", 0.5)])
    root = ElementTree.fromstring(svg)  # noqa: S314
    widths = [float(rect.get("width", "")) for rect in root.iter(f"{SVG}rect")][1:]
    assert widths[1] == pytest.approx(widths[0] / 2, abs=0.1)
    assert {"briefgen", "a & b", "1.00", "0.50"} <= set(texts(svg))
    assert [node.tag for node in root][:2] == [f"{SVG}title", f"{SVG}desc"]


def test_lines_have_their_points_and_labels_apart() -> None:
    points = [(10, 2.0), (100, 20.0)]
    svg = lines([Line("cold", points), Line("one changed", points)])
    root = ElementTree.fromstring(svg)  # noqa: S314
    assert len(list(root.iter(f"{SVG}circle"))) == 4
    labels = [n for n in root.iter(f"{SVG}text") if n.text in {"cold", "one changed"}]
    heights = [float(node.get("y", "")) for node in labels]
    assert abs(heights[0] - heights[1]) >= 18
    assert {"10", "100", "1"} <= set(texts(svg))


def test_a_section_is_renewed_and_the_rest_stays(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("# A\n<!-- one -->\nold\n<!-- /one -->\nB\n", encoding="utf-8")
    write("one", table(("a", "b"), [("one", "1,000")]), page)
    rows = "| a | b |\n| --- | --: |\n| one | 1,000 |"
    expected = f"# A\n<!-- one -->\n{machine()}\n\n{rows}\n<!-- /one -->\nB\n"
    assert page.read_text("utf-8") == expected
    with pytest.raises(SystemExit, match="no place"):
        write("two", "", page)
