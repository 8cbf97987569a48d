"""Dates of a brief against articles of its own, and findings that stand for several fields."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from briefgen.calendars import LANGUAGES
from briefgen.errors import Diagnostic
from briefgen.loader import parse, read_bytes
from briefgen.prepare import prepare
from briefgen.project import find_project
from briefgen.wordlists import LISTS
from support.projects import make_project

TODAY = date(2026, 11, 22)


def found(
    folder: Path, data: dict[str, Any], article: str, code: str, settings: str = ""
) -> list[Diagnostic]:
    make_project(folder, {"one": data})
    (folder / "seeds/article.txt").write_text(article, encoding="utf-8")
    (folder / "briefgen.yaml").write_text(settings, encoding="utf-8")
    path = folder / "briefs/one.yaml"
    return [d for d in prepare(path, find_project(path), TODAY).diagnostics if d.code == code]


@pytest.fixture
def plain(minimal: dict[str, Any]) -> dict[str, Any]:
    """A brief without any date in its prose."""
    return minimal | {"bottom_line": "The council may ask for 2 crowns. " * 4}


@pytest.mark.parametrize(
    "article",
    [
        "It starts on February 1, 2026.",
        "It starts on Sunday, 1 February 2026.",
        "Il entre en vigueur le 1er février 2026.",
        "Es beginnt am 1.2.2026.",
        "في 1 شباط/فبراير 2026",
        "ב-1 בפברואר 2026",
        "令和8年2月1日から。",
        "It opens on January 5, 2026, and closes on February 1.",
        "From 1 to 3 February 2026.",
        "It ended in January 2026. By February 1 all was paid.",
    ],
)
def test_a_source_may_write_a_date_in_another_way(
    plain: dict[str, Any], tmp_path: Path, article: str
) -> None:
    data = plain | {"gaps": ["Why February 1, 2026?"], "timeline": {"2026-02-01": "It starts"}}
    assert found(tmp_path, data, article, "date-not-in-source") == []


def test_a_year_that_the_source_does_not_give_is_found_once(
    plain: dict[str, Any], tmp_path: Path
) -> None:
    data = plain | {
        "key_points": ["It starts on February 1, 2026.", "Two.", "Three."],
        "gaps": ["Why February 1, 2026?"],
        "timeline": [{"when": "2026-02-01", "as_written": "February 1", "event": "It starts"}],
    }
    article = "It starts on February 1."
    (one,) = found(tmp_path, data, article, "date-not-in-source")
    assert one.field == "key_points[0]"
    assert one.message == (
        "the source gives no year for February 1, 2026; also gaps[0], timeline[0].when"
    )
    assert one.location.text[one.location.column - 1 :].startswith("February 1, 2026")
    data["timeline"][0]["resolved_by"] = "article date 2026-01-19"
    assert found(tmp_path, data, article, "date-not-in-source") == []


def test_the_day_of_another_year_is_not_in_the_source(
    plain: dict[str, Any], tmp_path: Path
) -> None:
    data = plain | {"gaps": ["Why February 1, 2027?"]}
    (one,) = found(tmp_path, data, "On February 1, 2026.", "date-not-in-source")
    assert one.message.startswith("no source has the date")


def test_a_source_that_cannot_be_read_may_have_any_date(
    plain: dict[str, Any], tmp_path: Path
) -> None:
    page = {"id": "page", "url": "https://example.org/a"}
    sources = [{"id": "article", "file": "seeds/article.txt"}, page]
    stated = {"text": "It starts on May 1, 2026.", "source": "article"}
    data = plain | {"source": None, "details": [stated]}
    folder = tmp_path / "briefs"

    def strange(details: list[dict[str, Any]]) -> list[str]:
        make_project(tmp_path, {"one": plain})
        (tmp_path / "seeds/article.txt").write_text("On June 1, 2026.", encoding="utf-8")
        text = {k: v for k, v in (data | {"sources": sources, "details": details}).items() if v}
        (folder / "one.yaml").write_text(json.dumps(text), encoding="utf-8")
        done = prepare(folder / "one.yaml", find_project(folder / "one.yaml"), TODAY)
        assert done.brief, done.diagnostics
        return [d.field for d in done.diagnostics if d.code == "date-not-in-source"]

    assert strange([stated]) == ["details[0].text"]
    assert strange([stated | {"source": "page"}]) == []
    assert strange([stated | {"source": ["article", "page"]}]) == []


def test_words_of_a_hebrew_source_may_have_a_letter_before_them(
    plain: dict[str, Any], tmp_path: Path
) -> None:
    event = {"when": "2026-01-18", "as_written": "יום ראשון", "event": "x", "resolved_by": "x"}
    data = plain | {"language": "he", "timeline": [event]}
    code = "as-written-not-in-source"
    assert found(tmp_path, data, "הוא דיבר ביום ראשון.", code) == []
    assert len(found(tmp_path, data, "הוא דיבר ביום שני.", code)) == 1


def test_relative_times_are_named_once_with_all_their_fields(
    plain: dict[str, Any], tmp_path: Path
) -> None:
    data = plain | {
        "key_points": ["On Friday and this week.", "This week again.", "On Friday."],
        "gaps": ["Why today?"],
        "timeline": {"Friday": "It starts"},
    }
    one, other = found(tmp_path, data, "Nothing.", "relative-date")
    assert one.message == (
        "“this week”, “Friday” will mean nothing in a month;"
        " also key_points[1], key_points[2], timeline[0].when"
    )
    assert (one.field, other.field) == ("key_points[0]", "gaps[0]")


def test_many_places_are_not_all_named(plain: dict[str, Any], tmp_path: Path) -> None:
    data = plain | {"gaps": ["It ends soon."] * 40}
    (one,) = found(tmp_path, data, "Nothing.", "relative-date")
    assert one.message.endswith("gaps[6] and 33 more")


def test_the_project_says_when_a_brief_is_stale(plain: dict[str, Any], tmp_path: Path) -> None:
    data = plain | {"as_of": "2026-11-19"}
    assert found(tmp_path, data, "x", "stale-brief") == []
    assert found(tmp_path, data, "x", "stale-brief", "stale_after: 3\n") == []
    (one,) = found(tmp_path, data, "x", "stale-brief", "stale_after: 2\n")
    assert one.message == "the information is 3 days old, more than 2"


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_phrase_of_a_list_is_found_and_each_exception_is_not(
    plain: dict[str, Any], tmp_path: Path, language: str
) -> None:
    lists = parse(read_bytes(LISTS / f"{language}.yaml"), language).data
    assert set(lists) >= {"relative", "fixed"}
    data = plain | {"language": language, "gaps": lists["relative"]}
    # One phrase may hold another; then the field of the shorter one comes first.
    fields = " ".join(d.field + d.message for d in found(tmp_path, data, "x", "relative-date"))
    data["gaps"] = lists["relative"]
    missing = [p for n, p in enumerate(lists["relative"]) if f"gaps[{n}]" not in fields]
    assert missing == []
    data["gaps"] = lists["fixed"]
    assert found(tmp_path, data, "x", "relative-date") == []
