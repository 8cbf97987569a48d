"""Every shipped template on both papers: conformance, budget, fonts, structure, order, metadata."""

from __future__ import annotations

import hashlib
import re
import subprocess
from collections.abc import Callable, Iterator
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from briefgen.labels import load_labels
from briefgen.language import Language
from briefgen.templating import BUILT_IN
from support.page import Page, render_page
from support.pdf import HEADINGS, Pdf, normal, solid

NASKH = [*Path("/usr/share/fonts").rglob("NotoNaskhArabic-Regular.ttf")]
PAPERS = {"a4": (210, 297), "letter": (215.9, 279.4)}
BRIEFS = {
    "briefs/greenland.yaml": 2,
    "briefs/school-meals.yaml": 2,
    "briefs/veldra-compact.yaml": 5,
    "tests/pages/hostile.yaml": 3,
}
HOSTILE = "tests/pages/hostile.yaml"
GREENLAND = "briefs/greenland.yaml"

Get = Callable[[str, str], Page]


@pytest.fixture(params=[(b, p) for b in BRIEFS for p in PAPERS], ids=lambda v: f"{v[0]}-{v[1]}")
def case(request: pytest.FixtureRequest) -> tuple[str, str]:
    value: tuple[str, str] = request.param
    return value


@pytest.fixture
def one(case: tuple[str, str], page: Get) -> Page:
    return page(*case)


@pytest.fixture
def pdf(one: Page) -> Pdf:
    return one.pdf


def test_every_shipped_template_is_covered_here() -> None:
    assert {p.parent.name for p in BUILT_IN.glob("*/template.yaml")} == {"policy-brief"}


@pytest.mark.parametrize("profile", ["ua1", "3a"])
def test_pdf_conforms(pdf: Pdf, profile: str) -> None:
    assert pdf.failures(profile) == []


def test_pages_are_of_the_paper_and_within_the_budget(case: tuple[str, str], pdf: Pdf) -> None:
    brief, paper = case
    for page in pdf.reader.pages:
        size = [float(v) * 25.4 / 72 for v in page.mediabox[2:]]
        assert size == pytest.approx(PAPERS[paper], abs=0.2)
    assert 1 <= len(pdf.reader.pages) <= BRIEFS[brief]


@pytest.mark.parametrize("paper", PAPERS)
def test_the_flagship_fills_two_pages(page: Get, paper: str) -> None:
    one = page(GREENLAND, paper)
    assert len(one.pdf.reader.pages) == 2
    assert len(solid(one.pdf.page_texts[1])) > 1500
    assert one.made.density in {"standard", "compact"}


def test_only_shipped_fonts_are_used_and_all_are_embedded(pdf: Pdf) -> None:
    assert pdf.fonts
    assert {name for name in pdf.fonts if not name.startswith("BG-")} == set()
    assert all(pdf.fonts.values())


def test_one_h1_and_no_level_is_skipped(pdf: Pdf) -> None:
    levels = [int(e.kind[1]) for e in pdf.tree.walk() if e.kind in HEADINGS]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_every_figure_has_words(pdf: Pdf) -> None:
    figures = [e for e in pdf.tree.walk() if e.kind == "Figure"]
    assert all(str(e.entry.get("/Alt", "")).strip() for e in figures)


def test_charts_are_figures(page: Get) -> None:
    kinds = [e.kind for e in page("briefs/veldra-compact.yaml", "a4").pdf.tree.walk()]
    assert kinds.count("Figure") >= 2


def test_lists_hold_items_and_items_a_body(pdf: Pdf) -> None:
    nodes = list(pdf.tree.walk())
    assert any(e.kind == "L" for e in nodes)
    for element in nodes:
        inside = {kid.kind for kid in element.kids}
        if element.kind == "L":
            assert inside <= {"LI", "Caption"}
        if element.kind == "LI":
            assert inside <= {"Lbl", "LBody"}
            assert not element.marks


def test_tables_have_one_header_row_with_scope(pdf: Pdf) -> None:
    tables = [e for e in pdf.tree.walk() if e.kind == "Table"]
    assert tables
    for table in tables:
        rows = [e for e in table.walk() if e.kind == "TR"]
        assert {kid.kind for kid in rows[0].kids} == {"TH"}
        assert {len(row.kids) for row in rows} == {len(rows[0].kids)}
        for row in rows[1:]:
            assert row.kids[-1].kind == "TD"


def test_every_text_is_tagged_or_furniture(pdf: Pdf) -> None:
    reachable = [mark for e in pdf.tree.walk() for mark in e.marks]
    assert len(set(reachable)) == len(reachable)
    assert {mark for mark, text in pdf.tagged.items() if text} <= set(reachable)
    assert pdf.unmarked == []
    assert "\ufffd" not in pdf.words(pdf.tree)


def test_headers_and_footers_are_artifacts(one: Page) -> None:
    pages = len(one.pdf.reader.pages)
    spoken = solid(one.pdf.words(one.pdf.tree))
    for number, text in enumerate(one.pdf.artifacts, 1):
        assert solid(f"Page {number} of {pages}") in solid(text)
    assert not re.search(r"Page\d+of", spoken)


def test_marking_stands_twice_on_every_page(one: Page) -> None:
    brief = one.prepared.brief
    assert brief
    if not brief.handling:
        pytest.skip("a brief without a marking")
    for text in one.pdf.artifacts:
        assert solid(text).count(solid(brief.handling.marking)) == 2
    for caveat in brief.handling.caveats:
        assert solid(caveat) in solid(one.pdf.text)


def test_stamp_is_the_digest_of_the_carried_yaml(one: Page) -> None:
    ((_, data),) = one.pdf.attachments
    digest = hashlib.sha256(data).hexdigest()[:8]
    assert all(digest in solid(text) for text in one.pdf.artifacts)


def test_the_yaml_is_carried_byte_for_byte(case: tuple[str, str], pdf: Pdf, root: Path) -> None:
    path = root / case[0]
    ((spec, data),) = pdf.attachments
    assert data == path.read_bytes()
    assert spec["/F"] == spec["/UF"] == path.name
    assert spec["/AFRelationship"] == "/Source"
    assert spec["/EF"]["/F"].get_object()["/Subtype"] == "/application/yaml"
    assert [s.get_object()["/F"] for s in pdf.catalog["/AF"]] == [path.name]


def test_metadata_says_what_the_brief_says(one: Page) -> None:
    brief, reader = one.prepared.brief, one.pdf.reader
    assert brief
    assert reader.metadata is not None
    assert reader.metadata.title == brief.title
    assert (reader.metadata.author or "") == ", ".join(p.name for p in brief.author)
    assert (reader.metadata.get("/Keywords") or "") == ", ".join(brief.tags)
    assert str(reader.metadata.creator).startswith("briefgen")
    assert one.pdf.catalog["/Lang"] == brief.language
    assert one.pdf.catalog["/ViewerPreferences"]["/DisplayDocTitle"]
    made = reader.metadata.get("/CreationDate")
    first = brief.changes[0].date if brief.changes else brief.date
    assert made == f"D:{first:%Y%m%d}000000Z"
    xmp = one.pdf.catalog["/Metadata"].get_data().decode()
    assert "<pdfuaid:part>1</pdfuaid:part>" in xmp
    assert re.search(r"pdfaid:part(>|=\")3", xmp)


def test_bookmarks_are_the_headings(pdf: Pdf) -> None:
    headings = [normal(pdf.words(e)) for e in pdf.tree.walk() if e.kind in HEADINGS]
    spoken = [solid(h).casefold() for h in headings]
    assert [solid(t).casefold() for t in pdf.outline] == spoken
    assert len(headings) > 3


def test_no_two_headings_follow_each_other(pdf: Pdf) -> None:
    """A heading whose section is empty would stand right before the next one."""
    words = solid(pdf.words(pdf.tree))
    heads = [solid(pdf.words(e)) for e in pdf.tree.walk() if e.kind in HEADINGS]
    assert not [a for a, b in pairwise(heads) if a + b in words]


SECTION_KEYS = (
    "bottom_line",
    "key_points",
    "context",
    "details",
    "counterpoints",
    "stakes",
    "groups",
    "actors",
    "positions",
    "measures",
    "timeline",
    "places",
    "gaps",
    "glossary",
    "related",
    "clearance",
)


def _landmarks(one: Page) -> Iterator[str]:
    """Yield a text of each section that the page has, in the order of the page."""
    brief = one.prepared.brief
    assert brief
    texts: dict[str, str] = {
        "bottom_line": brief.bottom_line,
        "key_points": "".join(brief.key_points[:1]),
        "context": "".join(brief.context[:1]),
        "details": brief.details[0].text,
        "counterpoints": brief.counterpoints[0].claim,
        "stakes": brief.stakes[0].text,
        "groups": ", ".join(brief.groups[0].members) if brief.groups else "",
        "actors": next((a.position for a in brief.actors if a.position), "") or "",
        "positions": brief.positions[0].issue if brief.positions else "",
        "measures": (brief.measures[0].scope or "") if brief.measures else "",
        "timeline": brief.timeline[0].event if brief.timeline else "",
        "places": (brief.places[0].note or "") if brief.places else "",
        "gaps": "".join(brief.gaps[:1]),
        "glossary": (brief.glossary[0].meaning or "") if brief.glossary else "",
        "related": (brief.related[0].title or "") if brief.related else "",
        "clearance": brief.clearance[0].name if brief.clearance else "",
    }
    for key in SECTION_KEYS:
        if texts[key] and key not in one.made.moved:
            yield solid(re.sub(r"\*\*?(\w[^*]*\w)\*\*?", r"\1", texts[key]))[:60]


@pytest.mark.parametrize("reader", ["tagged", "raw"])
def test_reading_order_is_the_order_of_sections(one: Page, reader: str) -> None:
    text = solid(one.pdf.words(one.pdf.tree) if reader == "tagged" else one.pdf.raw_text)
    marks = list(_landmarks(one))
    place = -1
    for mark in marks:
        # In the drawn text hyphens and page furniture stand between lines.
        place = text.find(mark if reader == "tagged" else mark[:16], place + 1)
        assert place >= 0, mark
    assert len(marks) > 3


# --- the brief of the seed ------------------------------------------------------------------------

QUOTED = (
    "The future of Greenland is a decision for Greenland and for the kingdom of Denmark.",
    "full partnership stands",
    "Operation Arctic Endurance",
    "very dangerous for the Safety, Security, and Survival of our Planet",
    "purchase agreement",
    "full solidarity with the people of Greenland",
    "currently have two dogsleds as protection, one added recently.",
    (
        "We will always protect our strategic economic and security interests. We will face these"
        " challenges to our European solidarity with steadiness and resolve."
    ),
)
SIX = "Germany, France, Sweden, Norway, the Netherlands, Finland"
EIGHT = "Denmark, Norway, Sweden, France, Germany, the UK, the Netherlands, Finland"
OPINIONS = (
    "rich coming from the guy",
    "this gem",
    "He apparently thinks mocking",
    "crystal clear",
    "without saying the quiet part out loud",
    "isn’t just diplomatic theater",
    "American expansionism",
)


@pytest.fixture(params=["a4 text", "letter text", "a4 tagged", "wiki"])
def greenland(request: pytest.FixtureRequest, page: Get) -> str:
    paper, _, kind = request.param.partition(" ")
    if paper == "wiki":
        return page(GREENLAND, "a4").markdown
    pdf = page(GREENLAND, paper).pdf
    return pdf.text if kind == "text" else pdf.words(pdf.tree)


@pytest.mark.parametrize("quotation", QUOTED)
def test_greenland_has_each_quotation_in_quotation_marks(greenland: str, quotation: str) -> None:
    assert solid(f"“{quotation}") in solid(greenland)
    closed = solid(quotation.rstrip(".,"))
    assert re.search(re.escape(closed) + r"[.,]?”", solid(greenland))


def test_greenland_has_both_groups_of_countries_complete(greenland: str) -> None:
    text = solid(greenland)
    assert solid(SIX) in text
    assert solid(EIGHT) in text
    assert text.count("Canada") > 3
    assert not re.search(r"(?:Finland|Canada),Canada|Canada,(?:Finland|Norway)", text)


def test_greenland_says_that_canada_is_in_neither_group(greenland: str) -> None:
    assert "InneithergroupCanada" in solid(greenland).replace("|", "")


@pytest.mark.parametrize(
    "words", ["10 percent starting February 1", "25 percent by June 1", "10%", "25%"]
)
def test_greenland_has_the_tariffs_with_their_dates(greenland: str, words: str) -> None:
    text = normal(greenland)
    if "percent" in words:
        rate, _, date = words.partition(" percent ")
        assert re.search(rf"{rate} ?(?:percent|%)[^.]{{0,20}}{date}", text)
    else:
        assert solid(words) in solid(text)


@pytest.mark.parametrize("opinion", OPINIONS)
def test_greenland_holds_no_opinion_of_the_article(greenland: str, opinion: str) -> None:
    text = solid(greenland).casefold()
    assert solid(opinion).casefold() not in text
    assert solid(opinion.replace("’", "'")).casefold() not in text


def test_opinions_stand_in_the_article(root: Path) -> None:
    """The phrases looked for are spelt as the article spells them."""
    article = (root / "seeds/000_743d1558921b3e64.txt").read_text(encoding="utf-8")
    straight = article.replace("'", "’")
    assert [o for o in OPINIONS if o not in straight] == []
    assert [q for q in QUOTED if q.rstrip(".,") not in straight] == []


# --- hostile and overlong -------------------------------------------------------------------------

# Not printed, printed in words of the language, or in the page's own order.
UNPRINTED = {"schema", "id", "date", "as_of", "review_by", "url", "code", "seen", "extent", "alt"}
ENUMS = {"purpose", "status", "kind", "type", "effect", "origin", "ref", "speaker", "quote", "by"}
NOT_IN_PDF = {"tags", "reliability", "stances", "when", "data", "quotes", "targets"}


def _leaves(data: Any, key: str = "") -> Iterator[tuple[str, str]]:
    if isinstance(data, dict):
        for name, value in data.items():
            if key == "data":
                yield "label", name
            yield from _leaves(value, name)
    elif isinstance(data, list):
        for value in data:
            yield from _leaves(value, key)
    elif isinstance(data, str):
        yield key, data


@pytest.mark.parametrize("paper", PAPERS)
def test_hostile_text_shows_to_the_letter(page: Get, paper: str) -> None:
    one = page(HOSTILE, paper)
    seen = solid(one.pdf.words(one.pdf.tree)) + "\n" + solid("".join(one.pdf.artifacts))
    skipped = UNPRINTED | ENUMS | NOT_IN_PDF
    texts = [t for key, t in _leaves(one.data) if key not in skipped and key != "context"]
    figures = solid(" ".join(str(e.entry.get("/Alt", "")) for e in one.pdf.tree.walk()))
    missing = [t for t in texts if solid(t) not in seen and solid(t) not in figures]
    assert missing == []
    assert len(texts) > 90


def test_hostile_text_reads_nothing_and_links_nowhere_else(page: Get) -> None:
    pdf = page(HOSTILE, "a4").pdf
    assert "root:" not in pdf.text
    links = [
        str(note.get_object()["/A"]["/URI"])
        for sheet in pdf.reader.pages
        for note in sheet.get("/Annots", ())
        if "/URI" in note.get_object().get("/A", {})
    ]
    assert [link for link in links if not re.match(r"https?://|mailto:", link)] == []
    assert not {"/JavaScript", "/JS", "/Launch", "/OpenAction"} & set(pdf.catalog)
    assert b"/JavaScript" not in pdf.data


def test_overlong_brief_is_over_its_budget(page: Get) -> None:
    made = page("tests/pages/overlong.yaml", "a4").made
    assert made.data == b""
    assert made.density == "compact"
    assert made.pages > 2
    assert made.over > 100


@pytest.mark.heavy
def test_long_brief_with_a_budget_is_cared_for(root: Path, tmp_path: Path) -> None:
    text = (root / "tests/pages/overlong.yaml").read_text(encoding="utf-8")
    path = tmp_path / "long.yaml"
    (tmp_path / "briefgen.yaml").touch()
    article = tmp_path / "tests/bad/article.txt"
    article.parent.mkdir(parents=True)
    article.write_bytes((root / "tests/bad/article.txt").read_bytes())
    path.write_text(text + "budget: {pages: 12}\n", encoding="utf-8")
    one = render_page(path, "a4", date(2026, 11, 22))
    assert one.pdf.failures("ua1") == one.pdf.failures("3a") == []
    assert 7 <= len(one.pdf.reader.pages) <= 12
    assert all(len(solid(text)) > 1000 for text in one.pdf.page_texts[:-1])


@pytest.mark.skipif(not NASKH, reason="the Noto fonts for Arabic are not installed")
@pytest.mark.parametrize("paper", PAPERS)
def test_right_to_left_pages_conform_and_are_mirrored(root: Path, paper: str) -> None:
    one = render_page(root / "tests/pages/ar.yaml", paper, date(2026, 11, 22))
    assert one.pdf.failures("ua1") == []
    assert one.pdf.failures("3a") == []
    assert one.made.pages == 2
    # The labels hang in the right quarter of the page, and the page number stands at its left.
    words = subprocess.run(
        ["pdftotext", "-bbox", "-", "-"], input=one.made.data, capture_output=True, check=True
    ).stdout.decode()
    labels = Language("ar", load_labels((BUILT_IN,), "ar"))
    width = float(re.search(r'page width="([\d.]+)"', words)[1])  # type: ignore[index]
    first = labels.label("sections.details")
    left = [float(x) for x, word in re.findall(r'xMin="([\d.]+)".*?>([^<]*)</word>', words)
            if word in {first, first[::-1]}]  # fmt: skip
    assert left
    assert min(left) > width * 0.7
