"""The pages between the briefs: who leads where, in what order, under which name."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from briefgen.building.builder import Built, build
from briefgen.building.options import Options
from briefgen.flavors import load_flavor
from briefgen.project import find_project
from briefgen.render import Design
from briefgen.roots import BUILT_IN
from briefgen.wiki.names import Names, Target, anchor, namespaced, plain_name, relative, titled
from support.projects import make_project

TODAY = date(2026, 11, 22)
OFF = "rules: {number-not-in-source: off, date-not-in-source: off, name-not-in-source: off}\n"


def built(folder: Path, briefs: dict[str, dict[str, Any]], more: str = "") -> Built:
    make_project(folder, briefs)
    (folder / "briefgen.yaml").write_text(OFF + more, encoding="utf-8")
    project = find_project(folder)
    return build(project, Design.of(project), Options(folder / "dist", 1, TODAY, kinds=("md",)))


def page(folder: Path, name: str) -> str:
    return (folder / f"dist/wiki/{name}.md").read_text(encoding="utf-8")


def section(text: str, name: str) -> list[str]:
    _, _, rest = text.partition(f"## {name}\n")
    return [line for line in rest.partition("\n## ")[0].splitlines() if line.startswith("- ")]


def test_see_also_leads_to_what_belongs_here(tmp_path: Path, minimal: dict[str, Any]) -> None:
    def brief(number: int, **more: Any) -> dict[str, Any]:
        return {**minimal, "id": f"BN-{number}", "title": f"Norhavn weighs levy {number}", **more}

    briefs = {
        "old": brief(1, tags=["Piers"]),
        "new": brief(
            2,
            supersedes="BN-1",
            whats_new="The vote is fixed.",
            related=["BN-3", "BN-9"],
            tags=["Piers", "Ferries"],
        ),
        "three": brief(3),
        "four": brief(4, tags=["ferries", "PIERS"]),
    }
    done = built(tmp_path, briefs)
    assert done.failed == [], [d.message for d in done.diagnostics if d.severity == "error"]
    assert section(page(tmp_path, "new"), "See also") == [
        "- [Norhavn weighs levy 1](old.md) (replaces)",
        "- [Norhavn weighs levy 3](three.md)",
        "- BN-9",
        "- [Norhavn weighs levy 4](four.md) (also on Ferries and Piers)",
    ]
    assert "- [Norhavn weighs levy 2](new.md) (replaced by)" in page(tmp_path, "old")
    assert "See also" not in page(tmp_path, "three")
    assert len(list((tmp_path / "dist/wiki/tags").iterdir())) == 2


def test_the_calendar_is_in_the_order_of_days(tmp_path: Path, minimal: dict[str, Any]) -> None:
    events = [
        {"when": "2027-03-01", "event": "The levy starts", "status": "planned"},
        {"when": "2026-12", "event": "The council votes", "status": "planned"},
        {"when": "not stated", "event": "The union was told", "status": "occurred"},
        {"when": "not stated", "event": "A court may rule", "status": "possible"},
    ]
    deadline = {"date": "2026-12-05", "reason": "Comments close."}
    gone = {**minimal, "title": "Norhavn gave up a levy", "status": "withdrawn", "timeline": events}
    briefs = {"one": {**minimal, "timeline": events, "deadline": deadline}, "two": gone}
    assert built(tmp_path, briefs).failed == []
    text = page(tmp_path, "calendar")
    order = ["## 2026", "council votes", "Comments close", "## 2027", "levy starts"]
    order += ["## Date not fixed", "A court may rule"]
    assert [text.index(words) for words in order] == sorted(text.index(words) for words in order)
    assert "union was told" not in text
    assert text.count("The levy starts") == 1
    assert "(one.md#timeline)" in text


def test_the_glossary_holds_each_meaning_once(tmp_path: Path, minimal: dict[str, Any]) -> None:
    terms = [{"term": "levy", "meaning": "a charge"}, {"term": "Abate", "meaning": "to lessen"}]
    other = {
        **minimal,
        "title": "Norhavn builds a pier",
        "glossary": [{"term": "levy", "meaning": "a bank"}],
    }
    briefs = {
        "one": {**minimal, "glossary": terms},
        "two": {**minimal, "title": "Norhavn asks again", "glossary": terms[:1]},
        "three": other,
    }
    assert built(tmp_path, briefs).failed == []
    rows = [line for line in page(tmp_path, "glossary").splitlines() if line.startswith("| **")]
    assert [row.split("|")[1].strip() for row in rows] == ["**Abate**", "**levy**", "**levy**"]
    assert rows[2].count(".md#terms)") == 2


def test_a_brief_may_not_take_the_name_of_a_page(tmp_path: Path, minimal: dict[str, Any]) -> None:
    done = built(tmp_path, {"Index": minimal, "two": {**minimal, "title": "Norhavn asks again"}})
    assert [Path(name).name for name in done.failed] == ["Index.yaml"]
    assert 'the wiki has a page "Index" of its own' in {d.message for d in done.diagnostics}
    assert "Norhavn asks again" in page(tmp_path, "index")


def test_the_language_of_the_wiki_is_that_of_its_briefs(
    tmp_path: Path, minimal: dict[str, Any]
) -> None:
    built(tmp_path / "a", {"one": minimal}, "language: fr\n")
    assert page(tmp_path / "a", "index").startswith("# Notes\n")
    built(tmp_path / "b", {"one": minimal})
    assert page(tmp_path / "b", "index").startswith("# Briefs\n")


def test_several_flavors_have_folders_of_their_own(tmp_path: Path, minimal: dict[str, Any]) -> None:
    assert built(tmp_path, {"one": minimal}, "wiki: [github-wiki, mkdocs]\n").failed == []
    wiki = tmp_path / "dist/wiki"
    assert sorted(p.name for p in wiki.iterdir()) == ["github-wiki", "mkdocs"]
    assert (wiki / "github-wiki/Home.md").is_file()
    assert (wiki / "mkdocs/nav.yml").is_file()


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Mark Carney", "mark-carney"),
        ("Canada–U.S. relations", "canada-u-s-relations"),
        ("Société Générale", "societe-generale"),
        ("Straße 7/8", "strasse-7-8"),
        ("北海道", "北海道"),
        ("がんばる", "がんばる"),
        ("שלום עולם", "שלום-עולם"),
        ("../../etc/passwd", "etc-passwd"),
    ],
)
def test_names_of_files_are_plain(text: str, name: str) -> None:
    assert plain_name(text) == name


def test_odd_names_get_digits() -> None:
    for text in ("!!!", "CON", "…"):
        assert plain_name(text)[-7] == "-"
    assert len(plain_name("é" * 500).encode()) <= 100
    assert titled("a [b] {c}|d#e") == "A b c d e"
    names = Names(load_flavor((BUILT_IN,), "plain"))
    first, second = names.target("actor", "A/B"), names.target("actor", "A B")
    assert first.path == "actors/a-b.md"
    assert second.path != first.path


def test_files_are_named_as_their_wiki_asks() -> None:
    media, doku = (Names(load_flavor((BUILT_IN,), name)) for name in ("mediawiki", "dokuwiki"))
    assert media.target("actor", "Mark Carney").path == "Actor%2FMark_Carney.mw"
    assert doku.target("tag", "日本").path == "tags/%E6%97%A5%E6%9C%AC.txt"
    assert doku.keep("tags/%E6%97%A5%E6%9C%AC.txt").page == "tags:日本"
    assert media.keep("Actor%2FMark_Carney.mw").page == "Actor/Mark Carney"


def test_addresses_start_at_the_page() -> None:
    target = Target("tags/b c", "tags/b c.md")
    assert relative(target, "one.md") == "tags/b%20c.md"
    assert relative(target, "actors/x.md") == "../tags/b%20c.md"
    assert relative(target, "one.md", suffix=False) == "tags/b%20c"
    assert namespaced(Target("tags:b", ""), "actors/x.txt") == "..:tags:b"
    assert namespaced(Target("tags:b", ""), "x.txt") == ".:tags:b"


def test_anchors_are_those_of_the_engine() -> None:
    assert anchor("What we do not know?", "github") == "what-we-do-not-know"
    assert anchor("Échéances à venir", "github") == "échéances-à-venir"
    assert anchor("Échéances à venir", "python-markdown") == "echeances-a-venir"
    assert anchor("מועדים", "python-markdown") == ""
    assert anchor("Timeline", "heading") == "Timeline"
