from __future__ import annotations

import hashlib
import os
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from briefgen.characters import FORBIDDEN, split_lines
from briefgen.errors import BriefError, BriefgenError, UsageError
from briefgen.loader import MAX_BYTES, Document, field_name, load, parse, read_bytes

BAD = sorted((Path(__file__).parent / "bad").glob("*.yaml"))


def data(text: str) -> Any:
    return parse(text.encode(), "a.yaml").data


def codes(text: str | bytes) -> list[str]:
    with pytest.raises(BriefError) as caught:
        parse(text if isinstance(text, bytes) else text.encode(), "a.yaml")
    return [d.code for d in caught.value.diagnostics]


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("true", True),
        ("false", False),
        ("null", None),
        ("~", None),
        ("", None),
        ("0", 0),
        ("-12", -12),
        ("1.10", Decimal("1.10")),
        ("-0.5", Decimal("-0.5")),
    ],
)
def test_these_are_no_text(written: str, value: object) -> None:
    found = data(f"a: {written}\n")["a"]
    assert (found, type(found)) == (value, type(value))


@pytest.mark.parametrize(
    "written",
    "no NO No yes on off y n True TRUE Null 0123 0x1F 0o17 12:30 12:30:45 1e5 .5 5. .inf .nan"
    " 2026-02-01 2024-13-40 1_000 +15550100 -0 00 123456789012345678901234567890 «x» “x” = a:b"
    " a#b 1.1.1".split(),
)
def test_these_stay_text(written: str) -> None:
    assert data(f"a: {written}\n") == {"a": written}


def test_keys_are_words_even_where_others_see_truth_or_numbers() -> None:
    assert list(data("on: 1\nno: 2\n2026: 3\n1.10: 4\n")) == ["on", "no", "2026", "1.10"]


def test_norway_stays_in_the_list() -> None:
    assert data("a: [dk, no, se]\n") == {"a": ["dk", "no", "se"]}


@pytest.mark.parametrize(
    "text",
    [
        "a: draft # why\n",
        "a: draft   # why\n",
        "a: many words  # why\n",
        "a: [x, y] # why\n",
        "a: 2026-11-22 # why\n",
        "a: many words\t# why\n",
        "# why\na: b\n#why\n",
        "a: # why\n  b: c\n",
        "a: >-  # why\n  text\n",
        'a: "b #c" #why\n',
        "a: http://example.org/#part\n",
    ],
)
def test_comments_are_comments(text: str) -> None:
    assert data(text)


@pytest.mark.parametrize(
    "text",
    ["a: text #tag\n", "a: two words # three\n", "a: Pier # 4\n", "- a #b\n", "a: [b #c\n]\n"],
)
def test_a_hash_never_cuts_text_in_silence(text: str) -> None:
    assert codes(text) == ["yaml-truncated"]


def test_a_leading_bom_and_crlf_change_nothing() -> None:
    plain = parse(b"a: b\nc:\n  - d\n", "a.yaml")
    other = parse(b"\xef\xbb\xbfa: b\r\nc:\r\n  - d\r\n", "a.yaml")
    assert (other.data, other.keys, other.values) == (plain.data, plain.keys, plain.values)
    assert other.line(1) == "a: b"
    assert other.raw == b"\xef\xbb\xbfa: b\r\nc:\r\n  - d\r\n"


def test_the_raw_bytes_and_their_digest_are_those_of_the_file() -> None:
    document = parse("a: “b”\n".encode(), "a.yaml")
    assert document.raw == "a: “b”\n".encode()
    assert document.sha256 == hashlib.sha256("a: “b”\n".encode()).hexdigest()


@pytest.mark.parametrize("opening", ["[", "{a: ", "- ", "[{a: "])
def test_deep_nesting_is_refused_before_it_costs_the_process(opening: str) -> None:
    assert codes(opening * 30_000) == ["too-deep"]


def test_wide_files_are_refused() -> None:
    assert codes("- a\n" * 60_000) == ["too-many-nodes"]
    assert codes("[" + "a," * 60_000) == ["too-many-nodes"]


def test_alias_bombs_are_refused_at_each_alias() -> None:
    text = "a: &a [x]\nb: &b [*a, *a]\n"
    assert codes(text) == ["yaml-anchor", "yaml-anchor", "yaml-alias", "yaml-alias"]


@pytest.mark.parametrize(
    "tag", ["!!python/object:os.system", "!!str", "!x", "!", "!<tag:x>", "!!binary"]
)
def test_tags_are_refused(tag: str) -> None:
    assert codes(f"a: {tag} b\n") == ["yaml-tag"]


@pytest.mark.parametrize(
    "text",
    ["null: 1\nNone: 2\n", "true: 1\n", "? [a]\n: b\n", "{a: b}: c\n", "~: 1\n", "? " * 30_000],
)
def test_keys_that_are_no_words_are_refused(text: str) -> None:
    assert codes(text) == ["bad-key"]


def test_characters_behind_escapes_are_refused() -> None:
    for escape in (r"\0", r"\x1b", r"\u202e", r"\uFEFF", r"\e", r"\L", r"\N", r"\r"):
        assert codes(f'a: "b{escape}c"\n') == ["forbidden-character"]
    assert data('a: "b\\u200ec\\td\\ne\\_"\n') == {"a": "b\u200ec\td\ne\u00a0"}


@pytest.mark.parametrize("character", ["\u200e", "\u200f", "\u200c", "\u200d", "\u061c", "\u00ad"])
def test_marks_that_scripts_need_are_kept(character: str) -> None:
    assert data(f"a: b{character}c\n") == {"a": f"b{character}c"}


@pytest.mark.parametrize(
    "character",
    "\0 \x07 \x1b \x7f \x85 \x9b \u200b \u2028 \u2029 \u202a \u202e \u2066 \u2069 \ufeff"
    " \ufff9 \uffff \ufdd0 \U0001ffff \U000e0041".split(" "),
)
def test_hidden_characters_are_refused_where_they_stand(character: str) -> None:
    with pytest.raises(BriefError) as caught:
        parse(f"a: b\nc: d{character}\n".encode(), "a.yaml")
    (found,) = caught.value.diagnostics
    assert (found.code, found.location.line, found.location.column) == ("forbidden-character", 2, 5)
    assert f"U+{ord(character):04X}" in found.message


def test_every_hidden_character_is_found_in_one_go() -> None:
    assert codes("a: \u200bb\nc: \u202ed\n") == ["forbidden-character"] * 2


def test_after_a_syntax_error_the_next_top_level_key_is_read() -> None:
    found = codes("a: @b\nc:\n  - x: [1\n    y: z\nd: e\nd: f\ng: *h*\ni: j #k\n")
    assert found == ["yaml-syntax", "yaml-syntax", "duplicate-key", "yaml-syntax", "yaml-truncated"]


def test_a_quotation_mark_left_open_is_reported_where_it_opens() -> None:
    text = 'a:\n  - b: "open\n    c: d\n  - b: "closed"\ne: f\n'
    with pytest.raises(BriefError) as caught:
        parse(text.encode(), "a.yaml")
    (found,) = caught.value.diagnostics
    assert (found.location.line, found.location.column) == (2, 8)


def test_quoted_text_may_run_over_indented_lines() -> None:
    assert data("a:\n  - \"one\n\n    two\"\nb: 'c\n  d'\n") == {"a": ["one\ntwo"], "b": "c d"}


def test_places_of_keys_and_values() -> None:
    document = parse(b"a: b\nquotes:\n  - text: c d\n    when: [x,\n      y]\n", "a.yaml")
    key = document.locate(("quotes", 0, "text"), key=True)
    value = document.locate(("quotes", 0, "text"))
    assert (key.line, key.column, key.length) == (3, 5, 4)
    assert (value.line, value.column, value.length, value.text) == (3, 11, 3, "  - text: c d")
    assert document.locate(("quotes", 0, "when", 1)).line == 5
    assert document.locate(("quotes", 0, "speaker")).line == 3  # the nearest that exists
    assert document.locate(("nothing",)).line == 1


def test_places_in_shorthands() -> None:
    document = parse(b"details:\n  The plan: text\nstakes:\n  - NATO: text\ntags: one\n", "a.yaml")
    assert document.locate(("details", 0, "label")).column == 3
    assert document.locate(("details", 0, "text")).column == 13
    assert document.locate(("stakes", 0, "who")).column == 5
    assert document.locate(("stakes", 0, "text")).column == 11
    assert document.locate(("tags", 0)).column == 7


def test_source_stands_for_sources() -> None:
    document = parse(b"source: {file: a.txt}\n", "a.yaml")
    assert document.written(("sources", 0, "file")) == ("source", "file")
    both = parse(b"sources: [{file: a.txt}]\n", "a.yaml")
    assert both.written(("sources", 0, "file")) == ("sources", 0, "file")


def test_field_names() -> None:
    assert field_name(("quotes", 3, "text")) == "quotes[3].text"
    assert field_name(()) == ""


def unreadable(path: Path) -> str:
    with pytest.raises(UsageError) as caught:
        load(path)
    (found,) = caught.value.diagnostics
    assert (found.code, found.location.file) == ("unreadable-file", str(path))
    return found.message


def test_files_that_cannot_be_read(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "loop").symlink_to("loop")
    assert "No such file" in unreadable(tmp_path / "none.yaml")
    assert "a folder" in unreadable(tmp_path)
    assert "no regular file" in unreadable(tmp_path / "pipe")
    assert "no regular file" in unreadable(Path("/dev/zero"))
    assert "symbolic links" in unreadable(tmp_path / "loop")
    assert "too long" in unreadable(tmp_path / ("x" * 300))
    assert "null" in unreadable(Path("a\0b"))


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_without_permission_cannot_be_read(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.touch(mode=0)
    assert "Permission denied" in unreadable(path)


def test_no_descriptor_is_left_open(tmp_path: Path) -> None:
    before = len(list(Path("/dev/fd").iterdir()))
    for _ in range(20):
        unreadable(tmp_path)
    assert len(list(Path("/dev/fd").iterdir())) == before


def test_a_file_over_the_limit_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_bytes(b"#" * (MAX_BYTES + 1))
    with pytest.raises(BriefError, match="file-too-large: the file is larger than 1 MiB"):
        load(path)
    path.write_bytes(b"#" * MAX_BYTES)
    assert load(path).data is None
    assert read_bytes(path) == b"#" * MAX_BYTES


TEXT = st.text(st.characters(codec="utf-8", exclude_characters="\r")).filter(
    lambda text: text != "<<" and not FORBIDDEN.search(text)
)


@given(st.lists(TEXT), st.dictionaries(TEXT, TEXT), st.sampled_from(["'", '"', "|", ">", None]))
def test_any_text_comes_back_as_it_was_written(
    items: list[str], pairs: dict[str, str], style: str | None
) -> None:
    value = {"items": items, "pairs": pairs}
    written = yaml.safe_dump(value, allow_unicode=True, default_style=style, sort_keys=False)
    assert data(written) == value


def within(document: str | bytes) -> None:
    """A finding's place lies in the text, and nothing but our own errors is raised."""
    raw = document.encode() if isinstance(document, str) else document
    try:
        found: Document | BriefgenError = parse(raw, "a.yaml")
    except BriefgenError as error:
        found = error
    if isinstance(found, BriefgenError):
        lines = split_lines(raw.decode("utf-8", "replace").removeprefix("\ufeff"))
        for finding in found.diagnostics:
            place = finding.location
            assert 1 <= place.line <= len(lines)
            assert 1 <= place.column <= len(lines[place.line - 1]) + 1


@given(st.binary(max_size=200))
def test_random_bytes_give_data_or_our_errors(raw: bytes) -> None:
    within(raw)


YAMLISH = st.lists(
    st.sampled_from(
        [*"abk:-#[]{}&*!|>'\"%@`,?=~\\\t\n\r ", "\n  ", ": ", "- ", " #", "<<: ", "---\n", "é値"]
    ),
    max_size=60,
).map("".join)


@given(YAMLISH)
def test_random_yaml_gives_data_or_our_errors(text: str) -> None:
    within(text)


@given(st.data())
def test_a_brief_with_a_random_change_gives_data_or_our_errors(draw: st.DataObject) -> None:
    raw = draw.draw(st.sampled_from(BAD)).read_bytes()
    start = draw.draw(st.integers(0, len(raw)))
    end = draw.draw(st.integers(start, min(start + 20, len(raw))))
    within(raw[:start] + draw.draw(YAMLISH).encode() + raw[end:])
