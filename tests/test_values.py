"""Values do what frozen dataclasses with slots do."""

from __future__ import annotations

import copy
import dataclasses
import pickle
from typing import Any, ClassVar

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefgen.values import as_dict, field, frozen, is_value, replace


@frozen
class Point:
    """A value with methods."""

    x: int
    y: int = 0
    kind: ClassVar[str] = "point"

    @property
    def sum(self) -> int:
        return self.x + self.y


@frozen
class Named(Point):
    name: str = field(default="", compare=False)
    tags: list[str] = field(default_factory=list)


@frozen(order=True)
class Version:
    major: int
    note: str = field(default="", compare=False)


@frozen
class Nothing:
    """A value without fields."""


@dataclasses.dataclass(frozen=True, slots=True)
class Like:
    x: int
    y: int = 0


def test_a_value_is_made_by_order_and_by_name() -> None:
    assert (Point(1, 2).x, Point(1, y=2).y, Point(x=1).y) == (1, 2, 0)
    assert Point(1, 2).sum == 3
    assert Point.kind == "point"
    assert Named(1).tags == []
    assert Named(1).tags is not Named(1).tags
    assert Named(1, 2, "a", ["b"]).name == "a"


@pytest.mark.parametrize(
    ("args", "given", "told"),
    [
        ((), {}, "Point needs x"),
        ((1, 2, 3), {}, "Point takes 2 fields, not 3"),
        ((1,), {"x": 2}, "x"),
        ((1,), {"z": 2}, "z"),
    ],
)
def test_what_does_not_fit_is_refused(args: Any, given: Any, told: str) -> None:
    with pytest.raises(TypeError, match=told):
        Point(*args, **given)


@given(st.integers(), st.integers(), st.integers(), st.integers())
def test_equality_hash_and_words_are_those_of_a_dataclass(a: int, b: int, c: int, d: int) -> None:
    one, other = Point(a, b), Point(c, d)
    assert (one == other) == (Like(a, b) == Like(c, d))
    assert hash(one) == hash(Like(a, b))
    assert repr(one).replace("Point", "Like") == repr(Like(a, b))
    assert Point.__match_args__ == Like.__match_args__


def test_values_of_two_classes_are_not_equal() -> None:
    assert Point(1, 2) != Like(1, 2)
    assert Point(1, 2) != Named(1, 2)
    assert Nothing() == Nothing()


def test_a_field_may_be_left_out_of_comparing() -> None:
    assert Version(1, "a") == Version(1, "b")
    assert hash(Version(1, "a")) == hash(Version(1, "b"))
    assert Version(1, "z") < Version(2, "a") <= Version(2, "b")
    assert Version(3) > Version(2) >= Version(2)
    assert sorted([Version(2), Version(1)]) == [Version(1), Version(2)]
    with pytest.raises(TypeError):
        _ = Point(1) < Point(2)  # type: ignore[operator]
    with pytest.raises(TypeError):
        _ = Version(1) < 2


def test_it_is_frozen_and_has_no_room_for_more() -> None:
    one = Point(1)
    for change in (lambda: setattr(one, "x", 2), lambda: delattr(one, "x")):
        with pytest.raises(AttributeError, match="Point is frozen: x cannot be"):
            change()
    with pytest.raises(AttributeError):
        one.z = 1  # type: ignore[attr-defined]
    assert not hasattr(one, "__dict__")
    assert one == Point(1)


@pytest.mark.parametrize("one", [Point(1, 2), Named(1, 2, "a", ["b"]), Version(1), Nothing()])
def test_it_comes_back_whole(one: Any) -> None:
    for again in (
        pickle.loads(pickle.dumps(one)),  # noqa: S301 - our own
        copy.copy(one),
        copy.deepcopy(one),
    ):
        assert again == one
        assert repr(again) == repr(one)


def test_a_copy_with_other_fields() -> None:
    one = Named(1, 2, "a", ["b"])
    assert replace(one, x=3, name="c") == Named(3, 2, "c", ["b"])
    assert replace(one).tags is one.tags
    assert as_dict(Point(1)) == {"x": 1, "y": 0}
    with pytest.raises(TypeError, match="z"):
        replace(one, z=1)


def test_a_value_can_be_matched() -> None:
    match Point(1, 2):
        case Point(x, y):
            assert (x, y) == (1, 2)


def test_what_is_a_value() -> None:
    assert is_value(Point)
    assert is_value(Named)
    assert not is_value(Like)
    assert not is_value(Point(1))
