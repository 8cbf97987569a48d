"""A brief in several languages gives one document for each."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from briefgen.errors import BriefError
from briefgen.loader import parse
from briefgen.translation import versions
from support.command import briefgen

BOTH: dict[str, Any] = {
    "languages": ["en", "fr"],
    "title": {"en": "A levy on ferry tickets", "fr": "Une taxe sur les billets"},
    "details": [{"label": {"en": "Who", "fr": "Qui"}, "text": "The council.", "kind": "fact"}],
}


def split(**changes: Any) -> dict[str, Any]:
    document = parse(json.dumps(BOTH | changes, indent=1).encode(), "a.yaml")
    return {tag: one.data for tag, one in versions(document)}


def test_each_language_has_its_texts_and_shares_the_rest() -> None:
    found = split()
    assert list(found) == ["en", "fr"]
    assert found["fr"]["title"] == "Une taxe sur les billets"
    assert found["fr"]["details"] == [{"label": "Qui", "text": "The council.", "kind": "fact"}]
    assert (found["en"]["language"], found["fr"]["language"]) == ("en", "fr")


def test_a_brief_in_one_language_stays_as_it_is() -> None:
    document = parse(b'{"title": {"en": "x"}}', "a.yaml")
    assert versions(document) == [("", document)]


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"languages": ["en"]}, "wrong-value"),
        ({"languages": ["en", "en"]}, "wrong-value"),
        ({"languages": "en, fr"}, "wrong-value"),
        ({"languages": ["en", "English"]}, "wrong-value"),
        ({"language": "en"}, "two-languages"),
        ({"title": {"en": "A levy"}}, "missing-translation"),
    ],
)
def test_what_cannot_be_split_is_refused_with_its_place(changes: dict[str, Any], code: str) -> None:
    with pytest.raises(BriefError) as caught:
        split(**changes)
    assert [d.code for d in caught.value.diagnostics] == [code]
    assert caught.value.diagnostics[0].location.line > 1
    assert caught.value.diagnostics[0].hint


def test_a_build_writes_a_page_for_each(tmp_path: Path, minimal: dict[str, Any]) -> None:
    brief = minimal | {
        "source": "https://example.org/levy",
        "languages": ["en", "fr"],
        "title": BOTH["title"],
    }
    path = tmp_path / "levy.yaml"
    path.write_text(json.dumps(brief), encoding="utf-8")
    assert briefgen("render", "levy.yaml", "--to", "md", cwd=tmp_path).status == 0
    assert "## What is at stake" in (tmp_path / "levy.en.md").read_text(encoding="utf-8")
    assert "## Les enjeux" in (tmp_path / "levy.fr.md").read_text(encoding="utf-8")
    one = briefgen("render", "levy.yaml", "--to", "md", "--language", "fr", "-o", "-", cwd=tmp_path)
    assert "# Une taxe sur les billets" in one.text
    other = briefgen("render", "levy.yaml", "--to", "md", "--language", "de", cwd=tmp_path)
    assert other.status == 2
