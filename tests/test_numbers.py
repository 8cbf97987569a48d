"""A changed number is never accepted, and the right one in another form is never refused."""

from __future__ import annotations

import json
import re
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from briefgen.checks import Checked, check
from briefgen.checks.items import ours
from briefgen.checks.numbers import stands
from briefgen.checks.sources import articles
from briefgen.errors import Diagnostic
from briefgen.loader import parse
from briefgen.project import Project
from briefgen.validate import validate
from support.mutants import Mutant, errors, mutants, others

ROOT = Path(__file__).parent.parent
NUMBERS = ROOT / "tests" / "numbers"
BRIEFS = sorted((ROOT / "briefs").glob("*.yaml"))
PAGES = sorted((ROOT / "tests" / "pages").glob("??.yaml"))
GREENLAND = (ROOT / "briefs" / "greenland.yaml").read_text("utf-8")
#: Numbers that another number of the same source can replace without anybody noticing: they have
#: the same unit in the same sentence, or they are years that the source has.
ALIKE = re.compile(
    r"1996|details\[1\]\.text:(4>7|7>4|6>9)|steps\[[01]\]\.rate:(4>7|7>4|6>9)"
    r"|assessment:two|places\[1\]\.note:four|(stakes\[1\]\.text|timeline\[4\]\.event):6>9"
    r"|figures\[2\]\.as_written:6>9"
)
RULES = {
    "number-not-in-source",
    "figure-not-in-source",
    "count-mismatch",
    "derived-mismatch",
    "group-not-in-source",
}


def near(found: Diagnostic, mutant: Mutant) -> bool:
    same = found.location.line == mutant.line
    return same and abs(found.location.column - mutant.column) <= 4 and found.code in RULES


@pytest.mark.parametrize("path", [*BRIEFS, *PAGES], ids=lambda path: path.stem)
def test_every_changed_number_of_a_brief_is_found_where_it_stands(path: Path) -> None:
    changed = list(mutants(path.read_bytes()))
    assert len(changed) > 30
    missed, more = [], 0
    for mutant in changed:
        found = errors(mutant.data, ROOT)
        if not any(near(d, mutant) for d in found) and not ALIKE.search(str(mutant)):
            missed.append(str(mutant))
        more += len(found) > 2
    assert missed == []
    assert more <= len(changed) / 50


@pytest.mark.parametrize("path", [*BRIEFS, *PAGES], ids=lambda path: path.stem)
def test_a_brief_as_it_is_has_no_error(path: Path) -> None:
    assert errors(path.read_bytes(), ROOT) == []


def brief(texts: list[str], language: str, **more: Any) -> bytes:
    data = {
        "title": "Corvel Bay builds a wall",
        "date": "2026-11-20",
        "language": language,
        "bottom_line": "x " * 25,
        "details": [{"text": text} for text in texts or ["x"]],
        "counterpoints": "none",
        "counterpoints_note": "x",
        "stakes": [{"who": "x", "text": "x"}],
        "source": f"tests/numbers/{language}.txt",
    }
    return json.dumps(data | more, indent=1).encode()


def wrong(texts: list[str], language: str, **more: Any) -> list[str]:
    return [d.message for d in errors(brief(texts, language, **more), ROOT) if d.code in RULES]


LANGUAGES = sorted(path.stem for path in NUMBERS.glob("??.txt"))
RIGHT = {tag: (NUMBERS / f"{tag}.right.txt").read_text("utf-8").splitlines() for tag in LANGUAGES}


def test_there_are_enough_right_forms() -> None:
    assert sum(map(len, RIGHT.values())) >= 200


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_right_number_in_another_form_is_accepted(language: str) -> None:
    assert wrong(RIGHT[language], language) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_article_agrees_with_itself(language: str) -> None:
    lines = (NUMBERS / f"{language}.txt").read_text("utf-8").splitlines()
    assert wrong(lines, language) == []


def changed(text: str, language: str) -> list[str]:
    """Return a text with each of its numbers changed, one at a time."""
    found = []
    for quantity in ours(text, language):
        if quantity.kind in ("date", "list", "article", "time", "ordinal"):
            continue
        number = re.match(r"[^\w]*([\d.,٫٬]*\d|\w+)", quantity.text)
        assert number
        start = quantity.start + number.start(1)
        end = start + len(number[1])
        found += [text[:start] + new + text[end:] for new in others(number[1], quantity)]
    return found


def test_no_changed_number_of_any_language_is_accepted() -> None:
    tried, accepted = 0, []
    for language in LANGUAGES:
        lines = (NUMBERS / f"{language}.txt").read_text("utf-8").splitlines()
        for text in [*RIGHT[language], *lines]:
            for new in changed(text, language):
                tried += 1
                if not wrong([new], language):
                    accepted.append((language, text, new))
    assert tried > 1000
    assert accepted == []


@pytest.mark.parametrize(
    ("old", "new", "where"),
    [
        ("on eight European countries. Carney", "on six European countries. Carney", "six"),
        ("on eight European countries: 10", "on six European countries: 10", "six"),
        ("who: Eight European", "who: Six European", "Six"),
        ("tariffs on eight European countries\n", "tariffs on six European countries\n", "six"),
        ("Among the eight", "Among the six", "six"),
        ("event: Eight", "event: Six", "Six"),
        ("the 10 percent tariff,", "the 25 percent tariff,", "25"),
        ("10 percent tariffs start", "25 percent tariffs start", "25"),
        ("provisions in Article 5", "provisions in Article 6", "6"),
        ("Under\n      Article 5", "Under\n      Article 6", "6"),
        ("second term began", "third term began", "third"),
        ("Two senior Canadian officials told", "Three senior Canadian officials told", "Three"),
        ("the Netherlands and Finland have", "the Netherlands, Canada and Finland have", "Canada"),
        ("      Germany, France", "      Denmark, Germany, France", "Denmark"),
        ("Netherlands, Finland]\n    count: 6", "Netherlands, Canada]\n    count: 6", "Canada"),
        ("the UK, the", "Canada, the", "Canada"),
        ("count: 8", "count: 6", "6"),
        ("count: 6", "count: 8", "8"),
    ],
)
def test_what_must_not_slip_through(old: str, new: str, where: str) -> None:
    assert old in GREENLAND
    text = GREENLAND.replace(old, new, 1)
    at = GREENLAND.index(old) + new.index(where)
    line = text.count("\n", 0, at) + 1
    column = at - text.rfind("\n", 0, at)
    found = errors(text.encode(), ROOT)
    assert (line, column) in [(d.location.line, d.location.column) for d in found]
    assert len(found) <= 2


@pytest.mark.parametrize("count", ["6", "7"])
def test_a_member_too_many_is_found_whatever_the_count_says(count: str) -> None:
    old = "Netherlands, Finland]\n    count: 6"
    text = GREENLAND.replace(old, f"Netherlands, Finland, Canada]\n    count: {count}", 1)
    found = errors(text.encode(), ROOT)
    member = next(d for d in found if d.code == "group-not-in-source")
    assert member.location.text[member.location.column - 1 :].startswith("Canada")
    assert {d.code for d in found} <= RULES
    assert len(found) <= 3


def test_a_member_too_few_is_found() -> None:
    old = "Norway, the Netherlands, Finland]\n    count: 6"
    text = GREENLAND.replace(old, "Norway, Finland]\n    count: 5", 1)
    found = [d for d in errors(text.encode(), ROOT) if d.code == "group-not-in-source"]
    assert [d.field for d in found] == ["groups[0].members"]
    assert "the Netherlands" in found[0].message


@pytest.mark.parametrize("word", ["One official", "A fifth official", "One of the officials"])
def test_one_is_mostly_no_number(word: str) -> None:
    text = GREENLAND.replace("Two senior Canadian officials told", f"{word} told", 1)
    assert errors(text.encode(), ROOT) == []


def test_what_stands_in_quotation_marks_is_the_quotation_rules_business() -> None:
    assert wrong(["It is called “Plan 99” there."], "en") == []


def test_what_the_desk_adds_need_not_stand_in_a_source() -> None:
    details = [{"text": "There are 99 more walls.", "origin": "editor"}]
    assert wrong([], "en", details=details) == []
    assert wrong(["There are 99 more walls."], "en") != []


def test_a_derived_number_covers_prose_at_its_place_alone() -> None:
    figure = {
        "id": "ships",
        "value": 13,
        "unit": "insurers",
        "meaning": "Asked",
        "derived": "10 + 4 - 1",
        "source": "p9",
    }
    there = {"text": "Thirteen insurers were asked.", "source": "p9"}
    assert wrong([], "en", figures=[figure], details=[there]) == []
    assert wrong([], "en", figures=[figure], details=[there | {"source": "p2"}]) != []
    other = there | {"text": "Thirteen boats were lost."}
    assert wrong([], "en", figures=[figure], details=[other]) != []


def test_numbers_are_looked_for_in_the_source_that_an_item_names() -> None:
    sources = [{"id": tag, "file": f"tests/numbers/{tag}.txt"} for tag in ("en", "de")]
    data = json.loads(brief([], "en"))
    del data["source"]
    text = "The survey asked 1,850 residents."
    for ref, fine in (("en", True), ("de", False)):
        data |= {"sources": sources, "details": [{"text": text, "source": ref}]}
        found = [d for d in errors(json.dumps(data).encode(), ROOT) if d.code in RULES]
        assert (found == []) is fine


def test_a_brief_may_be_in_another_language_than_its_source() -> None:
    source = {"source": "tests/numbers/en.txt"}
    assert wrong(["Der Deich kostet 1,2 Milliarden Dollar."], "de", **source) == []
    assert wrong(["Der Deich kostet 1,3 Milliarden Dollar."], "de", **source) != []
    assert wrong(["Elf Dörfer und 48 Schulen."], "de", **source) == []


@pytest.mark.parametrize(
    ("derived", "value", "message"),
    [
        ("percent(850, 2300)", "37", ""),
        ("percent(850, 2300)", "36.96", ""),
        ("percent(850, 2300)", "38", "is 36.96"),
        ("sum(48, 3)", "51", ""),
        ("1,850 - 650", "1200", ""),
        ("1850 ÷ (50 − 50)", "1", "divides by zero"),
        ("count(nobody)", "1", "no group"),
        ("ships - boats", "1", "no figure"),
        ("self * 1", "5", "circle"),
        ("round(12.5)", "13", "stands in no source"),
        ("(" * 30 + "1" + ")" * 30 + " + 1", "2", "nested"),
        ("9" * 40 + " + 1", "1", "digits"),
        ("sum(2 9)", "11", "is missing"),
        ("__import__(1) + sum(1, 2)", "3", "no part of a formula"),
        ("sum(1, 2", "3", "is missing"),
        ("power(2, 3) + sum(1, 1)", "10", "no function"),
    ],
)
def test_formulas_are_computed_and_compared(derived: str, value: str, message: str) -> None:
    figure = {"id": "self", "value": Decimal(value), "meaning": "x", "derived": derived}
    text = brief([], "en", figures=[figure | {"value": 0}]).decode()
    text = text.replace('"value": 0', f'"value": {value}')
    found = [d.message for d in errors(text.encode(), ROOT) if d.code in RULES]
    assert all(message in one for one in found)
    assert bool(found) is bool(message)


def test_figures_of_figures_go_by_their_scales() -> None:
    figures = [
        {"id": "wall", "value": 1.2, "unit": "billion dollars", "meaning": "x"},
        {"id": "rival", "value": 780, "unit": "million dollars", "meaning": "x"},
        {
            "value": 420,
            "unit": "million dollars",
            "meaning": "Saved",
            "derived": "wall - rival",
            "origin": "editor",
        },
    ]
    assert wrong([], "en", figures=figures) == []
    assert wrong([], "en", figures=[*figures[:2], figures[2] | {"value": 421}]) != []


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("14.5 kilometers", True),
        ("4.5 kilometers", False),
        ("1,850", True),
        ("850 residents", False),
    ],
)
def test_a_figure_stands_in_its_source_by_itself(words: str, found: bool) -> None:
    value = float(re.sub(r"[^\d.]", "", words))
    data = brief([], "en", figures=[{"value": value, "meaning": "x", "as_written": words}])
    document = parse(data, "a.yaml")
    one, project = validate(document), Project(ROOT)
    checked = Checked(one, document, project, date(2026, 11, 22), articles(one, project))
    assert stands(checked, one.figures[0]) is found


def test_a_word_that_stands_twice_is_pointed_at_where_it_is_wrong() -> None:
    text = "The rival wall lasts 50 years, and premiums fall by 50 percent."
    (found,) = [d for d in errors(brief([text], "en"), ROOT) if d.code in RULES]
    assert found.location.text[found.location.column - 1 :].startswith("50 percent")


def test_a_hostile_brief_is_checked_in_reasonable_time(tmp_path: Path) -> None:
    names = ", ".join(f"Town{n} Hill" for n in range(3000))
    (tmp_path / "a.txt").write_text(
        f"{names} and Last.\n" + "12 towns and 13 towns lie there. " * 3000, "utf-8"
    )
    data = json.loads(brief([f"{names[:9000]} and Other share 14 towns."] * 5, "en"))
    members = [f"Town{n} Hill" for n in range(2000)]
    data |= {"source": "a.txt", "groups": [{"id": "g", "name": "Towns", "members": members}]}
    document = parse(json.dumps(data).encode(), "a.yaml")
    one, project = validate(document), Project(tmp_path)
    checked = Checked(one, document, project, date(2026, 11, 22), articles(one, project))
    found = check(checked).findings
    assert len([d for d in found if d.code in RULES]) < 300
