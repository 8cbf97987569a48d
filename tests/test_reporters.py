from __future__ import annotations

import json

import pytest

from briefgen.errors import Diagnostic, Location, file_error
from briefgen.reporters.as_json import as_json
from briefgen.reporters.text import text


def shown(line: str, column: int, length: int = 1) -> list[str]:
    place = Location("a.yaml", 8, column, length, line)
    return text([Diagnostic("error", "code", "message", place)]).splitlines()


def test_a_finding_is_place_words_line_caret_and_hint() -> None:
    place = Location("briefs/greenland.yaml", 8, 1, 12, "counterpoint:")
    message = '"counterpoint" is not a key of a brief'
    hint = 'did you mean "counterpoints"?'
    found = text([Diagnostic("error", "unknown-key", message, place, hint)])
    assert found == (
        'briefs/greenland.yaml:8:1: error[unknown-key]: "counterpoint" is not a key of a brief\n'
        "    8 | counterpoint:\n"
        "      | ^^^^^^^^^^^^\n"
        '  hint: did you mean "counterpoints"?\n'
    )


@pytest.mark.parametrize(
    ("line", "column", "length", "before", "carets"),
    [
        ("key: value", 6, 5, 5, 5),
        ("鍵: 値段", 4, 2, 4, 4),  # wide characters take two cells
        ("e\u0301e\u0301: x", 7, 1, 4, 1),  # combining accents take none
        ("\ta: b", 5, 1, 7, 1),  # a tab takes four
        ("a", 2, 1, 1, 1),  # behind the end of the line
        ("ab", 1, 99, 0, 2),  # longer than the line
    ],
)
def test_carets_stand_under_the_place(
    line: str, column: int, length: int, before: int, carets: int
) -> None:
    assert shown(line, column, length)[2] == f"      | {' ' * before}{'^' * carets}"


@pytest.mark.parametrize("column", [1, 50, 120, 480, 500])
def test_a_long_line_is_cut_around_the_place(column: int) -> None:
    line = "".join(chr(0x4E00 + n) if n % 3 == 0 else "abcdefghij"[n % 10] for n in range(500))
    _, text, carets = shown(line, column)
    assert len(text) < 120
    at = len(carets) - 1
    cells = [c for c in text for _ in range(2 if ord(c) > 0x4DFF else 1)]
    assert cells[at] == line[column - 1]


def test_nothing_that_moves_the_cursor_reaches_the_terminal() -> None:
    place = Location("a\x1b[2J.yaml", 1, 1, 1, "x\x1b[31m\u202ey\rz")
    found = text([Diagnostic("error", "code", "two\nlines\x07", place, "\x1b]0;t\x07")])
    assert not {"\x1b", "\r", "\x07", "\u202e"} & set(found)
    assert len(found.splitlines()) == 4


def test_a_finding_about_a_whole_file_shows_no_line() -> None:
    found = text([file_error("no-such-file", "does not exist", "b.yaml")])
    assert found == "b.yaml: error[no-such-file]: does not exist\n"


def test_color_is_added_only_on_demand() -> None:
    finding = Diagnostic("warning", "code", "message", Location("a.yaml", 1, 1, 1, "x"))
    assert "\x1b[1;33mwarning[code]\x1b[0m" in text([finding], color=True)
    assert "\x1b" not in text([finding])


def test_json_has_the_keys_of_the_contract() -> None:
    place = Location("a.yaml", 3, 7, 4, "text: “x”")
    finding = Diagnostic(
        "error", "empty-text", "text is empty", place, "write it", "quotes[3].text"
    )
    report = json.loads(as_json([finding], {"briefs": 1, "errors": 1}))
    assert report == {
        "diagnostics": [
            {
                "severity": "error",
                "code": "empty-text",
                "message": "text is empty",
                "file": "a.yaml",
                "line": 3,
                "column": 7,
                "field": "quotes[3].text",
                "hint": "write it",
            }
        ],
        "summary": {"briefs": 1, "errors": 1},
    }


def test_json_of_a_whole_file_has_no_line() -> None:
    report = json.loads(as_json([file_error("x", "y", "b.yaml")], {}))
    assert (report["diagnostics"][0]["line"], report["diagnostics"][0]["column"]) == (None, None)
