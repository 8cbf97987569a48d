"""Dataclasses as JSON and back: what was written comes back, anything else is refused."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefgen.building import records
from briefgen.building.records import Examined, Memory, Record
from briefgen.checks.tally import Tally
from briefgen.errors import Diagnostic, Location
from briefgen.serialization import dumps, loads
from briefgen.values import frozen


@frozen
class Leaf:
    text: str
    level: Literal["low", "high"] = "low"


@frozen
class Tree:
    count: int
    sure: bool
    leaves: tuple[Leaf, ...]
    pair: tuple[str, int] | None
    names: Mapping[str, Leaf]


TREE = Tree(2, True, (Leaf("a"), Leaf("é\udcff", "high")), ("x", 1), {"b": Leaf("c")})


def test_what_was_written_comes_back() -> None:
    assert loads(Tree, dumps(TREE)) == TREE
    assert type(loads(Tree, dumps(TREE)).leaves) is tuple


@pytest.mark.parametrize(
    "change",
    [
        {"count": True},
        {"count": 1.0},
        {"count": "2"},
        {"sure": 1},
        {"leaves": None},
        {"leaves": {}},
        {"leaves": [{"text": "a"}]},
        {"leaves": [{"text": None, "level": "low"}]},
        {"leaves": [{"text": "a", "level": "middle"}]},
        {"leaves": [{"text": "a", "level": ["low"]}]},
        {"pair": ["x"]},
        {"pair": ["x", 1, 2]},
        {"names": []},
        {"names": {"b": {}}},
        {"more": 1},
    ],
)
def test_what_has_another_type_is_refused(change: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="no "):
        loads(Tree, json.dumps(json.loads(dumps(TREE)) | change).encode())


@pytest.mark.parametrize("data", [b"", b"{", b"[]", b"null", b"\xff\xfe\x00", b"[" * 100_000])
def test_what_is_no_such_json_is_refused(data: bytes) -> None:
    with pytest.raises(ValueError, match=r"."):
        loads(Tree, data)


TEXT = st.text(max_size=5)
FINDING = st.builds(
    Diagnostic,
    st.just("error"),
    TEXT,
    TEXT,
    st.builds(Location, TEXT, st.integers(0, 9), text=TEXT),
)
RECORD = st.builds(
    Record,
    *(TEXT, TEXT, TEXT, TEXT, st.booleans()),
    st.tuples(*[st.builds(Location, TEXT)] * 2),
    *[st.lists(FINDING, max_size=2).map(tuple)] * 2,
    st.builds(Tally, st.integers(0, 9)),
    st.none(),
    st.dictionaries(TEXT, TEXT, max_size=2),
    st.none() | st.tuples(TEXT, TEXT),
)
EXAMINED = st.builds(
    Examined, st.dictionaries(TEXT, TEXT, max_size=2), st.lists(RECORD, max_size=2).map(tuple)
)


@given(st.dictionaries(TEXT, EXAMINED, max_size=2))
def test_a_memory_is_kept(briefs: dict[str, Examined]) -> None:
    memory = Memory({"a": "1"}, briefs=briefs)
    kept = records.load(records.dump(memory))
    # The words of a line are left out where places are compared.
    assert repr(kept) == repr(memory)


@given(st.data())
def test_a_memory_that_was_tampered_with_is_an_empty_one(data: st.DataObject) -> None:
    memory = Memory(briefs={"a": Examined({"b": "c"}, ())})
    text = records.dump(memory)
    place = data.draw(st.integers(0, len(text) - 1))
    changed = text[:place] + data.draw(st.binary(max_size=3)) + text[place + 1 :]
    assert type(records.load(changed)) is Memory
