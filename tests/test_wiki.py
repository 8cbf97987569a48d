"""The wiki page through real engines: one H1, headings in order, whole tables, every quotation."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import unquote

import pytest

from support.engines import ENGINES, Seen, read
from support.page import Page
from support.pdf import solid

BRIEFS = [
    "briefs/greenland.yaml",
    "briefs/school-meals.yaml",
    "briefs/veldra-compact.yaml",
    "tests/pages/hostile.yaml",
]
Get = Callable[[str, str], Page]


@pytest.fixture(params=[(b, e) for b in BRIEFS for e in ENGINES], ids=lambda v: f"{v[0]}-{v[1]}")
def case(request: pytest.FixtureRequest) -> tuple[str, str]:
    value: tuple[str, str] = request.param
    return value


@pytest.fixture
def one(case: tuple[str, str], page: Get) -> Page:
    return page(case[0], "a4")


@pytest.fixture
def seen(case: tuple[str, str], one: Page) -> Seen:
    return read(ENGINES[case[1]](one.markdown))


def test_one_h1_is_the_title(one: Page, seen: Seen) -> None:
    brief = one.prepared.brief
    assert brief
    first = [text for level, text in seen.headings if level == "h1"]
    assert [solid(text) for text in first] == [solid(brief.title)]
    assert seen.headings[0][0] == "h1"


ORDER = (
    "Bottom line",
    "Key points",
    "Key figures",
    "Background",
    "The details",
    "Counterpoints",
    "What is at stake",
    "Who is involved",
    "Who holds what",
    "Who stands where",
    "Measures",
    "Timeline",
    "In figures",
    "Places",
    "In their words",
    "What we do not know",
    "Terms",
    "Sources",
    "See also",
    "Cleared by",
    "Change log",
)


def test_headings_are_in_the_order_of_the_page(seen: Seen) -> None:
    levels = {level for level, _ in seen.headings}
    sections = [
        text.removesuffix(" and what to watch") for lvl, text in seen.headings if lvl == "h2"
    ]
    assert levels <= {"h1", "h2", "h3"}
    assert sections == [name for name in ORDER if name in sections]
    assert {"Bottom line", "The details", "Counterpoints", "Sources"} <= set(sections)


def test_tables_have_as_many_cells_in_every_row(seen: Seen) -> None:
    assert len(seen.tables) >= 3
    for table in seen.tables:
        assert len(table) >= 2
        assert {len(row) for row in table} == {len(table[0])}


def rows(brief: Any) -> dict[str, int]:
    return {
        "Claim": len(brief.counterpoints),
        "What": len(brief.stakes),
        "Members": len(brief.groups),
        "Position": len([a for a in brief.actors if a.role or a.position]),
        "Terms": len(brief.measures),
        "Event": len(brief.timeline),
        "What it says": len(brief.figures),
        "Change": len(brief.changes),
    }


def test_tables_hold_a_row_for_each_item(one: Page, seen: Seen) -> None:
    found = {head: len(table) - 1 for table in seen.tables for head in table[0]}
    for head, count in rows(one.prepared.brief).items():
        if count:
            assert found[head] >= count, head
            assert found[head] <= count + 3, head
        else:
            assert head not in found


def test_every_quotation_shows_char_for_char(one: Page, seen: Seen) -> None:
    brief = one.prepared.brief
    assert brief
    text = solid(seen.text)
    said = [q.text for q in brief.quotes if q.speaker and q.extent in ("sentence", "fragment")]
    assert [q for q in said if solid(f"“{q}”") not in text] == []


def test_nothing_of_markdown_shows(one: Page, case: tuple[str, str], seen: Seen) -> None:
    if case[0].endswith("hostile.yaml"):
        pytest.skip("its texts are made of such marks")
    assert re.findall(r"\*\*|^#+ |\\[^\w]|&\w+;|\| ?---|^> ", seen.text, re.MULTILINE) == []
    assert {"script", "style", "iframe", "html", "pre"} & set(seen.tags) == set()
    brief = one.prepared.brief
    assert brief
    assert seen.tags.count("img") == (1 if brief.map else 0)


def leaves(data: Any, key: str = "") -> Iterator[tuple[str, str]]:
    if isinstance(data, dict):
        for name, value in data.items():
            yield from leaves(value, name)
    elif isinstance(data, list):
        for value in data:
            yield from leaves(value, key)
    elif isinstance(data, str):
        yield key, data


# Ids, dates in another form, words of the language, and remarks that are never printed.
UNPRINTED = {
    *("schema", "id", "purpose", "status", "date", "as_of", "review_by", "effect", "extent"),
    *("kind", "type", "ref", "by", "speaker", "quote", "quotes", "targets", "sha256", "alt"),
    *("when", "source", "origin", "code", "phone", "url"),
}


@pytest.mark.parametrize("engine", ENGINES)
def test_hostile_text_shows_to_the_letter(page: Get, engine: str) -> None:
    one = page("tests/pages/hostile.yaml", "a4")
    text = solid(read(ENGINES[engine](one.markdown)).text)
    texts = [t for key, t in leaves(one.data) if key not in UNPRINTED]
    assert [t for t in texts if solid(t) not in text] == []
    assert len(texts) > 90


@pytest.mark.parametrize("engine", ENGINES)
def test_hostile_text_makes_no_element_of_its_own(page: Get, engine: str) -> None:
    seen = read(ENGINES[engine](page("tests/pages/hostile.yaml", "a4").markdown))
    allowed = {"h1", "h2", "p", "strong", "em", "blockquote", "ul", "ol", "li", "a", "hr"}
    allowed |= {"table", "thead", "tbody", "tr", "th", "td"}
    assert set(seen.tags) <= allowed
    assert [h for h, _ in seen.links if not re.match(r"https?://|mailto:", h)] == []


@pytest.mark.parametrize("engine", ENGINES)
def test_addresses_with_signs_lead_where_they_should(page: Get, engine: str) -> None:
    one = page("tests/pages/hostile.yaml", "a4")
    links = [unquote(h) for h, _ in read(ENGINES[engine](one.markdown)).links]
    wanted = [unquote(text) for key, text in leaves(one.data) if key == "url"]
    assert len(wanted) == 3
    assert [url for url in wanted if url not in links] == []


def test_raw_page_is_readable(page: Get) -> None:
    """Ordinary text carries no escape at all."""
    for brief in BRIEFS[:3]:
        text = page(brief, "a4").markdown
        assert re.findall(r"\\.|&#?\w+;", text) == []
        assert not re.search(r"[ \t]+$|\n{3,}", text, re.MULTILINE)
        assert text.endswith("\n")
        assert "  " not in text


def test_marking_stands_first_and_last(page: Get) -> None:
    lines = page("briefs/greenland.yaml", "a4").markdown.strip().splitlines()
    assert lines[0] == lines[-1] == "**UNCLASSIFIED**"


def test_page_says_which_brief_it_came_from(page: Get) -> None:
    one = page("briefs/greenland.yaml", "a4")
    assert one.prepared.document
    stamp = f"BN-2026-001 · v0.1 (draft) · 2026-11-22 · {one.prepared.document.sha256[:8]}"
    assert stamp in one.markdown
