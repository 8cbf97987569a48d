"""The lists of words: sound in every language, and a project's to change."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from conftest import TODAY

from briefgen.calendars import LANGUAGES
from briefgen.errors import BriefError
from briefgen.prepare import prepare
from briefgen.project import find_project
from briefgen.wordlists import lists
from support.projects import make_project

RULES = {
    "loaded": "loaded-language",
    "vague": "passive-attribution",
    "verbs": "reporting-verb",
}


def found(folder: Path, data: dict[str, Any], rule: str, settings: str = "") -> list[str]:
    make_project(folder, {"one": data})
    (folder / "briefgen.yaml").write_text(settings, encoding="utf-8")
    path = folder / "briefs" / "one.yaml"
    checked = prepare(path, find_project(path), TODAY)
    assert checked.brief
    return [d.hint for d in checked.diagnostics if d.code == rule]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("key", RULES)
def test_every_phrase_of_a_list_is_found_with_its_suggestion(
    minimal: dict[str, Any], tmp_path: Path, language: str, key: str
) -> None:
    phrases: dict[str, str] = lists(language)[key]
    assert phrases
    assert all(hint.strip() for hint in phrases.values())
    for phrase, hint in phrases.items():
        data = minimal | {"language": language, "gaps": [f"1 {phrase} 2."]}
        assert hint in found(tmp_path, data, RULES[key]), phrase
        quoted = minimal | {"language": language, "gaps": [f"1 “{phrase}” 2."]}
        assert found(tmp_path, quoted, RULES[key]) == []


def test_a_phrase_inside_another_word_is_none(minimal: dict[str, Any], tmp_path: Path) -> None:
    data = minimal | {"gaps": ["The islamic guild slammerkin reclaimed it."]}
    assert found(tmp_path, data, "loaded-language") == []


def test_a_project_adds_and_removes(minimal: dict[str, Any], tmp_path: Path) -> None:
    data = minimal | {"gaps": ["The regime is a game-changing one."]}
    assert found(tmp_path, data, "loaded-language") == ["government, unless it is quoted"]
    settings = json.dumps(
        {"words": {"loaded-language": {"add": {"Game-Changing": "how?"}, "remove": ["Regime"]}}}
    )
    assert found(tmp_path, data, "loaded-language", settings) == ["how?"]


@pytest.mark.parametrize(
    "settings",
    [
        "words: [a]",
        "words: {single-source: {add: [a]}}",
        "words: {loaded-language: [a]}",
        "words: {loaded-language: {add: [1]}}",
        "words: {loaded-language: {remove: {a: b}}}",
        "words: {loaded-language: {delete: [a]}}",
    ],
)
def test_wrong_lists_are_refused(minimal: dict[str, Any], tmp_path: Path, settings: str) -> None:
    with pytest.raises(BriefError) as caught:
        found(tmp_path, minimal, "loaded-language", settings)
    assert caught.value.diagnostics[0].location.line == 1
