"""The layer that the model is declared with: what each kind of field takes, and what it says."""

import pickle
from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Literal, Self

import pytest

from briefgen.schema.markers import After, Before, Invalid, Length, Pattern, Range, Short, fail
from briefgen.schema.model import Model, field, models_in


def declared(**more: Any) -> Any:
    return field(description="One.", examples=["one"], **more)


def _small(value: str) -> str:
    if value != value.lower():
        fail("loud", "is in capitals", "write small letters")
    return value


class Part(Model):
    """A part of a whole."""

    name: Annotated[str, After(_small)] = declared()
    count: Annotated[int, Range(1, 9)] = declared(default=1)


class Whole(Model):
    """A model with every kind of field."""

    kind_: Literal["big", "small"] = declared(default="big", alias="kind")
    parts: Annotated[
        tuple[Annotated[Part, Before(lambda v: {"name": v} if isinstance(v, str) else v)], ...],
        Length(1, 2),
        Short(lambda v: v if isinstance(v, list) else [v]),
    ] = declared()
    rates: dict[Annotated[str, Pattern("^[a-z]+$")], Decimal] = declared(default_factory=dict)
    day: date | None = declared(default=None)
    code: Annotated[str, Pattern("^[A-Z]{2}$"), Length(most=2)] | None = declared(default=None)
    sure: bool = declared(default=False)
    id: date | Literal["unknown"] | None = declared(default=None)

    @classmethod
    def _before(cls, data: dict[str, Any]) -> dict[str, Any]:
        return {"parts" if key == "items" else key: value for key, value in data.items()}

    def _after(self) -> Self:
        if self.sure and not self.day:
            fail("when", "is sure of no day")
        return self


class Named(Part):
    """A part with one more field, and one declared anew."""

    count: int = declared(default=7)
    title: str = declared(default="")


def wrong(kind: type[Model], data: Any) -> dict[tuple[str | int, ...], str]:
    """Return the kind of each error by its path; the code where a function refused."""
    with pytest.raises(Invalid) as caught:
        kind.from_data(data)
    return {w.path: w.known.get("code", w.kind) for w in caught.value.wrong}


@pytest.mark.parametrize(
    ("data", "name", "value"),
    [
        ({"kind": "small"}, "kind_", "small"),
        ({}, "kind_", "big"),
        ({"parts": "a"}, "parts", (Part(name="a"),)),
        (
            {"parts": [{"name": "a", "count": 9}, "b"]},
            "parts",
            (Part(name="a", count=9), Part(name="b")),
        ),
        ({"items": "a"}, "parts", (Part(name="a"),)),
        ({"rates": {"a": Decimal("1.50")}}, "rates", {"a": Decimal("1.50")}),
        ({}, "rates", {}),
        ({"day": date(2026, 11, 22)}, "day", date(2026, 11, 22)),
        ({"day": None}, "day", None),
        ({"code": "GL"}, "code", "GL"),
        ({"sure": True, "day": date(2026, 1, 1)}, "sure", True),
        ({"id": "unknown"}, "id", "unknown"),
        ({"id": date(2026, 1, 1)}, "id", date(2026, 1, 1)),
        ({"x-mine": [1]}, "sure", False),
    ],
)
def test_what_a_field_takes(data: dict[str, Any], name: str, value: Any) -> None:
    whole = Whole.from_data({"parts": "a", **data} if "items" not in data else data)
    assert getattr(whole, name) == value


@pytest.mark.parametrize(
    ("data", "path", "kind"),
    [
        ({"kind": "huge"}, ("kind",), "choice"),
        ({"kind": ["big"]}, ("kind",), "choice"),
        ({"kind_": "big"}, ("kind_",), "unknown"),
        ({"parts": []}, ("parts",), "short"),
        ({"parts": ["a", "b", "c"]}, ("parts",), "long"),
        ({"parts": [3]}, ("parts", 0), "mapping"),
        ({"parts": ["a", "B"]}, ("parts", 1, "name"), "loud"),
        ({"parts": {"count": 1}}, ("parts", 0, "name"), "missing"),
        ({"parts": {"name": "a", "count": 0}}, ("parts", 0, "count"), "small"),
        ({"parts": {"name": "a", "count": 10}}, ("parts", 0, "count"), "large"),
        ({"parts": {"name": "a", "count": True}}, ("parts", 0, "count"), "whole"),
        ({"parts": {"name": "a", "count": "1"}}, ("parts", 0, "count"), "whole"),
        ({"parts": {"name": "a", "count": Decimal(1)}}, ("parts", 0, "count"), "whole"),
        ({"parts": {"name": 1}}, ("parts", 0, "name"), "text"),
        ({"rates": []}, ("rates",), "mapping"),
        ({"rates": {"A": Decimal(1)}}, ("rates", "A"), "pattern"),
        ({"rates": {"a": 1.5}}, ("rates", "a"), "number"),
        ({"day": "2026-11-22"}, ("day",), "date"),
        ({"code": "GLX"}, ("code",), "pattern"),
        ({"code": "GL\n"}, ("code",), "pattern"),
        ({"sure": 1}, ("sure",), "truth"),
        ({"sure": True}, (), "when"),
        ({"id": "x"}, ("id",), "choice"),
        ({"more": 1}, ("more",), "unknown"),
    ],
)
def test_what_a_field_refuses(data: dict[str, Any], path: Any, kind: str) -> None:
    assert wrong(Whole, {"parts": "a", **data}) == {path: kind}


@pytest.mark.parametrize("data", [None, [], "a", 1, {1}, object(), float("nan"), b"a"])
def test_data_that_are_no_mapping(data: Any) -> None:
    assert wrong(Whole, data) == {(): "mapping"}


def test_everything_that_is_wrong_comes_at_once_in_the_order_of_the_fields() -> None:
    parts = [{"count": 0, "z": 1}, {"name": "A"}]
    found = wrong(Whole, {"more": 1, "sure": "x", "parts": parts, "rates": {"A": 1.5}, "kind": 1})
    assert list(found.items()) == [
        (("kind",), "choice"),
        (("parts", 0, "name"), "missing"),
        (("parts", 0, "count"), "small"),
        (("parts", 0, "z"), "unknown"),
        (("parts", 1, "name"), "loud"),
        (("rates", "A"), "number"),
        (("sure",), "truth"),
        (("more",), "unknown"),
    ]


def test_an_error_knows_what_was_written_and_what_is_allowed() -> None:
    with pytest.raises(Invalid) as caught:
        Whole.from_data({"parts": [{"name": "A", "count": 12}]})
    loud, large = caught.value.wrong
    assert (loud.value, loud.known["hint"]) == ("A", "write small letters")
    assert (large.value, large.known) == (12, {"greatest": 9})
    assert "is in capitals" in str(caught.value)


def test_a_model_is_frozen_equal_by_value_and_can_be_sent_to_another_process() -> None:
    part = Part(name="a")
    assert part == Part(name="a", count=1)
    assert part != Part(name="a", count=2)
    assert part != Named(name="a", count=1)
    assert len({part, Part(name="a")}) == 1
    assert repr(part) == "Part(name='a', count=1)"
    assert pickle.loads(pickle.dumps(part)) == part  # noqa: S301 - our own
    for change in (lambda: setattr(part, "name", "b"), lambda: delattr(part, "name")):
        with pytest.raises(AttributeError, match="frozen"):
            change()
    assert part.replace(count=3) == Part(name="a", count=3)
    assert part.count == 1


def test_what_a_constructor_is_given_is_checked() -> None:
    with pytest.raises(Invalid, match="in capitals"):
        Part(name="A")
    with pytest.raises(Invalid, match="unknown"):
        Part(name="a", title="b")  # type: ignore[call-arg]


def test_a_model_has_the_fields_of_its_base_in_their_place() -> None:
    assert list(Named.fields) == ["name", "count", "title"]
    assert list(Part.fields) == ["name", "count"]
    assert (Named(name="a").count, Part(name="a").count) == (7, 1)
    assert not hasattr(Part, "name")
    assert [f.required for f in Named.fields.values()] == [True, False, False]


def test_a_field_is_found_by_its_key_and_its_models_by_its_type() -> None:
    found = Whole.field("kind")
    assert found
    assert found.name == "kind_"
    assert Whole.field("kind_") is None
    assert list(models_in(Whole.fields["parts"].annotation)) == [Part]


def test_a_default_is_not_shared() -> None:
    one, two = Whole(parts=[{"name": "a"}]), Whole(parts=[{"name": "a"}])  # type: ignore[arg-type]
    assert one.rates == two.rates
    assert one.rates is not two.rates
