from __future__ import annotations

import json
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefgen.errors import BriefError, Diagnostic
from briefgen.loader import parse
from briefgen.schema import Brief
from briefgen.schema.model import Model, models_in
from briefgen.validate import MAX_FINDINGS, flow, validate


def brief(data: dict[str, Any]) -> Brief:
    return validate(parse(json.dumps(data).encode(), "a.yaml"))


def findings(data: dict[str, Any]) -> list[Diagnostic]:
    with pytest.raises(BriefError) as caught:
        brief(data)
    return list(caught.value.diagnostics)


def test_a_minimal_brief_is_valid(minimal: dict[str, Any]) -> None:
    assert brief(minimal).title == minimal["title"]


def test_all_findings_come_in_one_go_and_in_order(minimal: dict[str, Any]) -> None:
    text = "titel: x\ndate: 2026-02-30\nstakes:\n  - who: no\n    txt: x\nstatus: secret\n"
    with pytest.raises(BriefError) as caught:
        validate(parse(text.encode(), "a.yaml"))
    found = caught.value.diagnostics
    assert [d.location.line for d in found] == sorted(d.location.line for d in found)
    assert {(d.code, d.field) for d in found} == {
        ("unknown-key", "titel"),
        ("missing-key", "bottom_line"),
        ("missing-key", "details"),
        ("missing-key", "counterpoints"),
        ("missing-key", "sources"),
        ("bad-date", "date"),
        ("unknown-key", "stakes[0].txt"),
        ("wrong-value", "status"),
    }


def test_a_misspelt_key_is_not_missing_as_well(minimal: dict[str, Any]) -> None:
    minimal["sourse"] = minimal.pop("source")
    minimal["stakes"] = [{"whom": "Commuters", "text": "x"}]
    assert [d.code for d in findings(minimal)] == ["unknown-key", "unknown-key"]


def test_keys_of_ones_own_are_allowed_everywhere(minimal: dict[str, Any]) -> None:
    minimal["x-shelf"] = {"a": [1]}
    minimal["stakes"][0]["x-color"] = "red"
    minimal["source"] = {"file": "a.txt", "x-mood": "glad"}
    assert brief(minimal).stakes[0].who == "Commuters"


def test_a_wrong_item_does_not_make_its_list_too_short(minimal: dict[str, Any]) -> None:
    minimal["stakes"] = [{"who": "Commuters", "text": "x", "effect": "doomed"}]
    assert [d.field for d in findings(minimal)] == ["stakes[0].effect"]


@pytest.mark.parametrize(
    ("change", "message", "hint"),
    [
        ({"purpose": "informaton"}, '"informaton" is not a value of purpose', '"information"'),
        ({"status": "x"}, '"x" is not a value of status', "one of: draft, cleared, final"),
        ({"status": None}, "status is empty", "delete the key"),
        ({"version": 1.1}, "version is a number, not text", 'in quotation marks: "1.1"'),
        ({"tags": [2026]}, "an item of tags is a number, not text", '"2026"'),
        ({"tags": None}, "tags is empty", "tags: [NATO, Arctic]"),
        ({"bottom_line": None}, "bottom_line is empty", "write the text"),
        ({"bottom_line": True}, "bottom_line is true, not text", '"true"'),
        ({"details": 3}, "details has to be a list, not a number", "details: ["),
        ({"details": [3]}, "an item of details has to be a mapping", "details: ["),
        ({"budget": {"pages": 0}}, "pages is 0", "at least 1"),
        ({"budget": {"pages": 100}}, "pages is 100", "at most 99"),
        ({"budget": {"pages": "two"}}, "pages is not a whole number", "digits"),
        ({"date": 2026}, '"2026" is not a date', "2026-11-22"),
        ({"date": "x" * 5000}, "is not a date", "2026-11-22"),
        ({"as_of": "soon"}, '"soon" is not a date', "2026-11-22"),
        ({"schema": "briefgen/9"}, '"briefgen/9" is not a value of schema', "a later briefgen"),
        ({"x" * 900: 1}, "is not a key of a brief", "x-"),
        ({"stances": 1}, '"stances" is not a key of a brief', '"stakes"'),
        ({"source_opinion": [{"txt": "x"}]}, "is not a key of a source opinion", '"text"'),
    ],
)
def test_messages_say_what_is_wrong_and_what_to_write(
    minimal: dict[str, Any], change: dict[str, Any], message: str, hint: str
) -> None:
    (found, *others) = findings(minimal | change)
    assert message in found.message
    assert hint in found.hint
    assert len(found.message) < 200
    assert all(d.location.line == found.location.line for d in others)


def test_data_that_are_no_brief() -> None:
    for text in ("", "- a\n", "text\n", "12\n"):
        with pytest.raises(BriefError, match="not-a-brief"):
            validate(parse(text.encode(), "a.yaml"))


def test_a_hostile_brief_gives_a_bounded_number_of_findings(minimal: dict[str, Any]) -> None:
    assert len(findings(minimal | {f"key{n}": n for n in range(5000)})) <= MAX_FINDINGS


def models(model: type[Model]) -> Iterator[type[Model]]:
    yield model
    for field in model.fields.values():
        for inner in models_in(field.annotation):
            yield from models(inner)


EXAMPLES = [
    (field.key, example)
    for model in dict.fromkeys(models(Brief))
    for field in model.fields.values()
    for example in field.examples
]


@pytest.mark.parametrize(("key", "example"), EXAMPLES, ids=lambda part: str(part)[:20])
def test_an_example_in_a_hint_can_be_copied(key: str, example: Any) -> None:
    written = parse(f"{key}: {flow(example)}\n".encode(), "a.yaml").data[key]
    assert written == (Decimal(str(example)) if isinstance(example, float) else example)


ANY = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(max_size=8), inner),
    max_leaves=5,
)


@given(st.sampled_from([f.key for f in Brief.fields.values()]), ANY)
def test_any_value_of_any_key_gives_a_brief_or_our_findings(key: str, value: Any) -> None:
    text = json.dumps({key: value}, ensure_ascii=True)
    try:
        document = parse(text.encode(), "a.yaml")
    except BriefError:
        return
    with pytest.raises(BriefError) as caught:
        validate(document)
    for found in caught.value.diagnostics:
        assert found.location.line >= 1
        assert found.code != "wrong-value" or found.hint
