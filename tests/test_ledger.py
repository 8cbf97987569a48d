"""The evidence ledger: items with their passages, and how much of a brief they leave open."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from briefgen import ledgers
from briefgen.checks.ledger import MAX_PASSAGE, Entry, Ledger
from briefgen.checks.tally import NOTHING, Tally
from briefgen.escaping import PLAIN
from briefgen.prepare import Prepared, prepare
from briefgen.project import Project
from support.command import briefgen
from support.engines import ENGINES, read
from support.parts import FALK, SOURCES, quoted
from support.projects import contents, make_project

ROOT = Path(__file__).parents[1]
TODAY = date(2026, 11, 22)
PIER = "“The pier will not wait,” said Mayor Ida Falk. She called the plan “a small price”."


def prepared(data: dict[str, Any]) -> Prepared:
    kept = {key: value for key, value in data.items() if value is not None}
    text = json.dumps(kept, ensure_ascii=False).encode()
    return prepare(Path("brief.yaml"), Project(ROOT), TODAY, data=text)


def entries(data: dict[str, Any], kind: str) -> list[Entry]:
    one = prepared(data)
    assert one.brief, one.diagnostics
    return [entry for entry in one.ledger.entries if entry.kind == kind]


def status(data: dict[str, Any], kind: str) -> tuple[str, bool]:
    (entry,) = entries(data, kind)
    return entry.status, entry.covered


def detail(**more: Any) -> dict[str, Any]:
    return {"details": [{"text": "The council said so.", **more}]}


TWO = {"source": [{"ref": "article", "at": "p2"}, {"ref": "post", "at": "p7"}]}


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (detail(source="p2"), ("traced", True)),
        (detail(source=["p2", "p4-5"]), ("traced", True)),
        (detail(source={"at": ["the headline", "p2"]}), ("traced", True)),
        (detail(source="p2", origin="editor"), ("editor", False)),
        (detail(), ("untraced", False)),
        (detail(source={"at": "the headline"}), ("untraced", False)),
        (detail(source="source"), ("untraced", False)),
        (detail(source="p99"), ("unresolved", False)),
        (detail(source=["p2", "p99"]), ("unresolved", False)),
        (detail(source="p2") | {"source": "https://example.org/a"}, ("unreadable", False)),
        (detail(source="p2") | {"source": "tests/none.txt"}, ("unreadable", False)),
        (SOURCES | detail(source={"ref": "post", "at": "p2"}), ("unreadable", False)),
        (SOURCES | detail(**TWO), ("traced", True)),
        (SOURCES | detail(source="p2"), ("untraced", False)),
    ],
)
def test_a_statement_is_followed_to_its_source(
    minimal: dict[str, Any], change: dict[str, Any], expected: tuple[str, bool]
) -> None:
    assert status(minimal | change, "detail") == expected


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({}, ("exact", True)),
        ({"text": "The pier will not  wait"}, ("typographic", True)),
        ({"text": "The pier […] not wait", "ellipsis": ["will"]}, ("elided", True)),
        ({"text": "The pier will surely not wait"}, ("altered", False)),
        ({"text": "levy of 2 crowns"}, ("unquoted", False)),
        ({"text": "nothing of the kind at all"}, ("missing", False)),
        ({"text": "Molen vil ikke vente", "translated_from": "en"}, ("translated", True)),
        (
            {"text": "Molen vil ikke vente", "translated_from": "en", "source": []},
            ("translated", False),
        ),
    ],
)
def test_a_quotation_is_compared(
    minimal: dict[str, Any], change: dict[str, Any], expected: tuple[str, bool]
) -> None:
    assert status(minimal | quoted(**change), "quotation") == expected


def test_a_quotation_without_a_readable_source_is_not_compared(minimal: dict[str, Any]) -> None:
    data = minimal | quoted() | {"source": "https://example.org/a"}
    assert status(data, "quotation") == ("not compared", False)
    assert prepared(data).tally == NOTHING


LEVY = {"value": 2, "unit": "crowns", "meaning": "Levy"}


@pytest.mark.parametrize(
    ("figure", "expected"),
    [
        (LEVY | {"as_written": "2 crowns"}, ("found", True)),
        (LEVY | {"as_written": "3 crowns"}, ("not found", False)),
        (LEVY | {"derived": "counted"}, ("derived", False)),
        (LEVY | {"derived": "counted", "source": "p2"}, ("derived", True)),
        (LEVY | {"derived": "counted", "origin": "editor"}, ("editor", False)),
        (LEVY, ("not compared", False)),
    ],
)
def test_a_figure_is_looked_for(
    minimal: dict[str, Any], figure: dict[str, Any], expected: tuple[str, bool]
) -> None:
    assert status(minimal | {"figures": [figure]}, "figure") == expected


def test_passages_are_the_paragraphs_that_are_named_or_found(minimal: dict[str, Any]) -> None:
    (statement,) = entries(minimal | detail(source=["p3", "p5-p5"]), "detail")
    assert [(p.source, p.paragraph) for p in statement.passages] == [("source", 3), ("source", 5)]
    assert statement.passages[0].text == PIER
    assert [(p.at, p.paragraphs) for p in statement.places] == [(("p3", "p5-p5"), (3, 5))]
    # The words are in p3, wherever the brief says they are.
    (quotation,) = entries(minimal | quoted(source="p2"), "quotation")
    assert [passage.text for passage in quotation.passages] == [PIER]
    (figure,) = entries(minimal | {"figures": [LEVY | {"as_written": "2 crowns"}]}, "figure")
    assert [passage.paragraph for passage in figure.passages] == [2]


def test_every_kind_of_statement_has_an_entry(minimal: dict[str, Any]) -> None:
    point = {"claim": "It would cost 40 jobs.", "by": "The union", "source": "p4"}
    data = minimal | {
        "counterpoints": [point | {"response": {"text": "It would not."}}],
        "measures": [{"id": "levy", "type": "levy", "status": "proposed", "source": "p2"}],
        "timeline": [{"when": "2027-03-01", "event": "The levy starts", "source": "p2"}],
    }
    one = prepared(data)
    found = {entry.kind: entry for entry in one.ledger.entries}
    assert set(found) == {"detail", "claim", "response", "stake", "measure", "event"}
    assert found["measure"].text == "levy; proposed"
    assert found["event"].text == "2027-03-01: The levy starts"
    # A source of the counterpoint is that of its response too.
    assert found["response"].status == "traced"
    silent = data | {"counterpoints": [point | {"response": "none reported"}]}
    assert entries(silent, "response") == []


def test_coverage_counts_what_the_editors_did_not_add(minimal: dict[str, Any]) -> None:
    texts = [{"text": "One.", "source": "p1"}, {"text": "Two."}, {"text": "3", "origin": "editor"}]
    book = prepared(minimal | {"details": texts}).ledger
    # Two details, a claim and a stake; the claim's response is none.
    assert (book.covered, book.counted, book.coverage) == (1, 4, 25.0)


def test_coverage_is_never_rounded_up_and_nothing_is_no_success(minimal: dict[str, Any]) -> None:
    (traced,) = entries(minimal | detail(source="p1"), "detail")
    (bare,) = entries(minimal | detail(), "detail")
    assert Ledger((traced,) * 1999 + (bare,)).coverage == 99.9
    assert Ledger((traced,) * 7).coverage == 100.0
    assert Ledger().coverage == 0.0


@pytest.mark.parametrize("name", ["greenland", "school-meals", "veldra-compact"])
def test_the_tally_is_that_of_the_ledger(name: str) -> None:
    expected = {
        "greenland": Tally(9, 9, 3, 3),
        "school-meals": NOTHING,
        "veldra-compact": Tally(10, 10, 5, 5),
    }
    one = prepare(ROOT / f"briefs/{name}.yaml", Project(ROOT), TODAY)
    assert one.tally == expected[name]


def test_a_hostile_brief_gives_a_bounded_ledger(minimal: dict[str, Any], tmp_path: Path) -> None:
    make_project(tmp_path, {"one": minimal | detail(source=["p1-p5000"] * 200)})
    lines = "\n".join("long words " * 40 for _ in range(5000))
    (tmp_path / "seeds/article.txt").write_text(lines, encoding="utf-8")
    one = prepare(tmp_path / "briefs/one.yaml", Project(tmp_path), TODAY)
    entry = one.ledger.entries[0]
    assert len(entry.places[0].paragraphs) == 100
    assert MAX_PASSAGE / 2 < sum(len(p.text) for p in entry.passages) <= MAX_PASSAGE
    assert entry.passages[-1].text.endswith("…")


# --- as files -------------------------------------------------------------------------------------

HOSTILE = "# a | b\n\n* <script>x</script> [c](javascript:d) `e`"


@pytest.fixture
def hostile(minimal: dict[str, Any], tmp_path: Path) -> Path:
    data = minimal | {
        "title": "Pipes | stars * and # signs",
        "details": [{"text": HOSTILE, "source": "p2"}],
        "quotes": [{"text": HOSTILE, "speaker": "falk", "source": {"at": HOSTILE}}],
        "actors": [FALK],
    }
    make_project(tmp_path, {"a|b": data, "two": minimal})
    (tmp_path / "seeds/article.txt").write_text("One.\n# 2 | <b>two</b> [x](y)\n", "utf-8")
    return tmp_path


def test_the_page_of_a_ledger_shows_texts_to_the_letter(hostile: Path) -> None:
    assert briefgen("check", "--evidence", "out/e.md", cwd=hostile).status == 1
    page = (hostile / "out/e.md").read_text(encoding="utf-8")
    for engine in ENGINES.values():
        seen = read(engine(page))
        heads = [text for level, text in seen.headings if level in ("h1", "h2")]
        assert heads == [
            "Evidence",
            "Pipes | stars * and # signs",
            "Norhavn weighs a levy on ferry tickets",
        ]
        assert "<script>x</script>" in seen.text
        assert "source ¶2: # 2 | <b>two</b> [x](y)" in seen.text
        assert (seen.links, len(seen.tables)) == ([], 4)


def test_the_json_of_a_ledger_is_stable(hostile: Path) -> None:
    assert briefgen("check", "--evidence", "e.json", cwd=hostile).status == 1
    first = (hostile / "e.json").read_bytes()
    briefgen("check", "--evidence", "e.JSON", cwd=hostile)
    assert (hostile / "e.JSON").read_bytes() == first
    report = json.loads(first)
    assert [brief["brief"] for brief in report["briefs"]] == ["briefs/a|b.yaml", "briefs/two.yaml"]
    assert set(report["briefs"][0]) == {
        "brief", "name", "language", "title", "counted", "covered", "coverage", "sources"
    }  # fmt: skip
    entry = report["entries"][0]
    assert entry == {
        "brief": "briefs/a|b.yaml",
        "name": "a|b",
        "field": "details[0].text",
        "line": entry["line"],
        "kind": "detail",
        "text": HOSTILE,
        "origin": "source",
        "status": "traced",
        "covered": True,
        "places": [{"source": "source", "at": ["p2"], "paragraphs": [2]}],
        "passages": [{"source": "source", "paragraph": 2, "text": entry["passages"][0]["text"]}],
    }
    lines = (hostile / "briefs/a|b.yaml").read_text(encoding="utf-8").splitlines()
    assert '"text"' in lines[entry["line"] - 1]


def test_every_language_of_a_brief_has_its_ledger(tmp_path: Path, minimal: dict[str, Any]) -> None:
    title = {"en": "Norhavn weighs a levy", "da": "Norhavn overvejer en afgift"}
    make_project(tmp_path, {"one": minimal | {"languages": ["en", "da"], "title": title}})
    briefgen("check", "--evidence", "e.json", cwd=tmp_path)
    report = json.loads((tmp_path / "e.json").read_bytes())
    assert [(b["name"], b["language"]) for b in report["briefs"]] == [
        ("one.en", "en"),
        ("one.da", "da"),
    ]


@pytest.mark.parametrize("name", ["e.txt", "e", "e.md.gz", ".md"])
def test_another_form_of_a_ledger_is_refused(
    tmp_path: Path, minimal: dict[str, Any], name: str
) -> None:
    make_project(tmp_path, {"one": minimal})
    before = contents(tmp_path)
    done = briefgen("check", "--evidence", name, cwd=tmp_path)
    assert (done.status, contents(tmp_path)) == (2, before)
    assert "end the name in .json or .md" in done.err


def test_a_brief_that_cannot_be_read_has_no_ledger(tmp_path: Path, minimal: dict[str, Any]) -> None:
    make_project(tmp_path, {"one": minimal, "two": minimal | {"titel": "x"}})
    assert briefgen("check", "--evidence", "e.json", cwd=tmp_path).status == 1
    report = json.loads((tmp_path / "e.json").read_bytes())
    assert [brief["name"] for brief in report["briefs"]] == ["one"]


def test_too_little_coverage_fails_and_says_how_much(
    tmp_path: Path, minimal: dict[str, Any]
) -> None:
    # One of three: the claim and the stake name no place.
    make_project(tmp_path, {"one": minimal | detail(source="p2")})
    assert briefgen("check", "--min-coverage", "33", cwd=tmp_path).status == 0
    done = briefgen("check", "--min-coverage", "34", "--format", "json", cwd=tmp_path)
    report = json.loads(done.out)["diagnostics"]
    (found,) = [d for d in report if d["code"] == "coverage-too-low"]
    assert (done.status, found["severity"], found["file"]) == (1, "error", "briefs/one.yaml")
    assert found["message"] == "1 of 3 items are traced to a source: 33.3%; 34% are asked for"
    for number in ("-1", "101", "half"):
        assert briefgen("check", "--min-coverage", number, cwd=tmp_path).status == 2


def test_a_brief_whose_source_is_not_here_covers_nothing(
    tmp_path: Path, minimal: dict[str, Any]
) -> None:
    make_project(tmp_path, {"one": minimal | detail(source="p2")})
    (tmp_path / "briefs/one.yaml").write_text(
        json.dumps(minimal | detail(source="p2") | {"source": "https://example.org/a"}),
        encoding="utf-8",
    )
    assert briefgen("check", cwd=tmp_path).status == 0
    done = briefgen("check", "--min-coverage", "1", cwd=tmp_path)
    assert (done.status, "0 of 3 items" in done.text) == (1, True)


def test_coverage_of_nothing_at_all_is_too_little(minimal: dict[str, Any]) -> None:
    ours = {"origin": "editor"}
    one = prepared(
        minimal
        | detail(**ours)
        | {
            "counterpoints": "none",
            "counterpoints_note": "Nobody was asked.",
            "stakes": [{"who": "A", "text": "B", **ours}],
        }
    )
    assert (one.ledger.counted, len(one.ledger.entries)) == (0, 2)
    found = ledgers.below(one, 1)
    assert found
    assert "0 of 0 items" in found.message
    assert ledgers.below(one, 0) is None


def test_the_ledger_of_the_flagship_reads_well() -> None:
    one = prepare(ROOT / "briefs/greenland.yaml", Project(ROOT), TODAY)
    page = ledgers.markdown([one], PLAIN)
    assert "34 of 34 items are traced to a source: 100% (22 traced, 9 exact, 3 found" in page
    assert "### What is not traced" not in page
    assert "**23. quotation: exact** · `quotes[0].text`, line 239 · article p3" in page
