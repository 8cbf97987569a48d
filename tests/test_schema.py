"""The model: every field explained, every shorthand equal to its full form."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from briefgen.errors import BriefError
from briefgen.loader import load, parse
from briefgen.schema import Brief
from briefgen.schema.export import json_schema
from briefgen.schema.model import Field, Model, models_in
from briefgen.validate import validate

ROOT = Path(__file__).parent.parent
SHIPPED = ROOT / "docs" / "brief.schema.json"
BRIEFS = sorted((ROOT / "briefs").glob("*.yaml"))
BAD = sorted((ROOT / "tests" / "bad").glob("*.yaml"))
EDITOR = jsonschema.Draft202012Validator(
    json_schema(), format_checker=jsonschema.FormatChecker(["date"])
)
# What JSON Schema cannot say: that words may look like a date only when they are one, that a pair
# may not be a misspelt key, that abbreviations may end a title.
BEYOND_JSON_SCHEMA = {
    "date-almost",
    "date-month-13",
    "date-not-in-calendar-timeline",
    "misspelt-key-of-pair",
    "title-full-stop",
}


def fields(model: type[Model] = Brief) -> Iterator[tuple[str, Field]]:
    for name, field in model.fields.items():
        yield f"{model.__name__}.{name}", field
        for inner in models_in(field.annotation):
            yield from fields(inner)


FIELDS = dict(fields())


@pytest.mark.parametrize("name", FIELDS)
def test_every_field_is_described_and_has_an_example(name: str) -> None:
    field = FIELDS[name]
    assert field.description
    assert field.description.endswith((".", "!", "…", "`"))
    assert field.examples


MODELS = {k: d for k, d in json_schema()["$defs"].items() if k != "Translated"}


def plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: plain(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [plain(inner) for inner in value]
    return float(value) if isinstance(value, Decimal) else value


def test_the_shipped_schema_is_current() -> None:
    text = json.dumps(json_schema(), ensure_ascii=False, indent=2) + "\n"
    if os.environ.get("BRIEFGEN_RENEW"):
        SHIPPED.write_text(text, encoding="utf-8")
    assert SHIPPED.read_text(encoding="utf-8") == text


def test_the_schema_is_a_schema_and_closed_on_every_level() -> None:
    schema = json_schema()
    jsonschema.Draft202012Validator.check_schema(schema)
    for part in (schema, *MODELS.values()):
        assert part["additionalProperties"] is False
        assert part["patternProperties"] == {"^x-": True}
        for field in part["properties"].values():
            assert field["description"]
            assert field["examples"]


def test_every_example_is_valid_in_its_place() -> None:
    schema = json_schema()
    for part in (schema, *MODELS.values()):
        for name, field in part["properties"].items():
            place = EDITOR.evolve(schema={"$defs": schema["$defs"], **field})
            for example in field["examples"]:
                assert place.is_valid(example), (name, example)


@pytest.mark.parametrize("path", BRIEFS, ids=lambda path: path.stem)
def test_the_briefs_fit_the_schema(path: Path) -> None:
    assert [error.message for error in EDITOR.iter_errors(plain(load(path).data))] == []


@pytest.mark.parametrize("path", BAD, ids=lambda path: path.stem)
def test_the_schema_agrees_with_the_model_on_broken_briefs(path: Path) -> None:
    try:
        document = load(path)
    except BriefError:
        return
    try:
        validate(document)
        valid = True
    except BriefError:
        valid = path.stem in BEYOND_JSON_SCHEMA
    assert EDITOR.is_valid(plain(document.data)) == valid


def test_one_of_source_and_sources(minimal: dict[str, Any]) -> None:
    assert EDITOR.is_valid(minimal)
    source = minimal.pop("source")["file"]
    assert not EDITOR.is_valid(minimal)
    assert EDITOR.is_valid(minimal | {"sources": [{"id": "a", "file": source}]})
    assert not EDITOR.is_valid(minimal | {"sources": [{"id": "a"}], "source": source})


SHORT = [
    ("details", ["one", "two"], [{"text": "one"}, {"text": "two"}]),
    (
        "details",
        {"The plan": "one", "The price": {"text": "two", "kind": "caveat"}},
        [
            {"label": "The plan", "text": "one"},
            {"label": "The price", "text": "two", "kind": "caveat"},
        ],
    ),
    (
        "details",
        [{"The plan": "one"}, "two"],
        [{"label": "The plan", "text": "one"}, {"text": "two"}],
    ),
    ("stakes", {"NATO": "one"}, [{"who": "NATO", "text": "one"}]),
    ("stakes", [{"NATO": "one"}], [{"who": "NATO", "text": "one"}]),
    ("counterpoints", "none", []),
    (
        "counterpoints",
        [{"claim": "one", "by": "A", "response": "two"}],
        [{"claim": "one", "by": "A", "response": {"text": "two"}}],
    ),
    (
        "quotes",
        ["Not a dash — or two — Ida Falk, Mayor of Norhavn, for now"],
        [
            {
                "id": "quote-1",
                "text": "Not a dash — or two",
                "speaker": "Ida Falk",
                "role": "Mayor of Norhavn, for now",
            }
        ],
    ),
    ("quotes", ["“The pier.” — falk"], [{"id": "quote-1", "text": "The pier.", "speaker": "falk"}]),
    ("quotes", [{"text": "The pier."}], [{"id": "quote-1", "text": "The pier."}]),
    (
        "figures",
        ["10 percent: Tariff rate: from February 1"],
        [
            {
                "value": 10,
                "unit": "percent",
                "meaning": "Tariff rate: from February 1",
                "as_written": "10 percent",
            }
        ],
    ),
    (
        "figures",
        {"3,400.5 million crowns": "The fund", "−4": "Change"},
        [
            {
                "value": 3400.5,
                "unit": "million crowns",
                "meaning": "The fund",
                "as_written": "3,400.5 million crowns",
            },
            {"value": -4, "meaning": "Change", "as_written": "−4"},
        ],
    ),
    ("timeline", {"2026-02-01": "one"}, [{"when": "2026-02-01", "event": "one"}]),
    (
        "timeline",
        {"2026": {"event": "one", "status": "planned"}},
        [{"when": "2026", "event": "one", "status": "planned"}],
    ),
    ("timeline", [{"Friday": "one"}], [{"when": "Friday", "event": "one"}]),
    ("source", "seeds/a.txt", [{"id": "source", "file": "seeds/a.txt"}]),
    ("source", "https://example.org/a", [{"id": "source", "url": "https://example.org/a"}]),
    ("source", {"file": "seeds/a.txt"}, [{"id": "source", "file": "seeds/a.txt"}]),
    (
        "actors",
        ["Ida Falk, Mayor of Norhavn", "Norhavn"],
        [
            {"id": "ida-falk", "name": "Ida Falk", "role": "Mayor of Norhavn"},
            {"id": "norhavn", "name": "Norhavn"},
        ],
    ),
    ("actors", {"Ida Falk": "Mayor"}, [{"id": "ida-falk", "name": "Ida Falk", "role": "Mayor"}]),
    ("places", "Norhavn", [{"name": "Norhavn"}]),
    ("tags", "ferries", ["ferries"]),
    ("author", "Ida", [{"name": "Ida"}]),
    ("author", {"name": "Ida"}, [{"name": "Ida"}]),
    ("contact", "Ida", {"name": "Ida"}),
    ("handling", "RESTRICTED", {"marking": "RESTRICTED"}),
    ("context", "one\n\ntwo", ["one", "two"]),
    ("related", ["BN-1", "https://example.org"], [{"id": "BN-1"}, {"url": "https://example.org"}]),
    ("watch", ["The vote"], [{"what": "The vote"}]),
]


@pytest.mark.parametrize(("key", "short", "full"), SHORT, ids=lambda part: str(part)[:30])
def test_a_shorthand_means_the_full_form(
    minimal: dict[str, Any], key: str, short: Any, full: Any
) -> None:
    del minimal[key if key in minimal else "contact"]
    source = {} if key == "source" else {"source": "a.txt"}
    briefly = minimal | source | {key: short}
    fully = minimal | source | {"sources" if key == "source" else key: full}
    if key != "source":
        assert EDITOR.is_valid(fully)
    assert EDITOR.is_valid(briefly)
    read = [validate(parse(json.dumps(b).encode(), "a.yaml")) for b in (briefly, fully)]
    assert read[0] == read[1]


@pytest.mark.parametrize(
    ("short", "full"),
    [
        ("p3", [{"at": ["p3"]}]),
        ("p3-p5", [{"at": ["p3-p5"]}]),
        (["p3", "p7"], [{"at": ["p3", "p7"]}]),
        ("article", [{"ref": "article"}]),
        ({"ref": "article", "at": "p3"}, [{"ref": "article", "at": ["p3"]}]),
        (["article", "p3"], [{"ref": "article"}, {"at": ["p3"]}]),
    ],
)
def test_where_a_statement_stands(minimal: dict[str, Any], short: Any, full: Any) -> None:
    read = []
    for source in (short, full):
        minimal["details"] = [{"text": "one", "source": source}]
        assert EDITOR.is_valid(minimal)
        read.append(validate(parse(json.dumps(minimal).encode(), "a.yaml")))
    assert read[0] == read[1]


def test_a_brief_cannot_be_changed(minimal: dict[str, Any]) -> None:
    brief = validate(parse(json.dumps(minimal).encode(), "a.yaml"))
    with pytest.raises(AttributeError, match="frozen"):
        brief.title = "Another title"  # type: ignore[misc]
    assert isinstance(brief.details, tuple)


@pytest.mark.parametrize(
    "when",
    "2026 2026-02 2026-02-01 XXXX-02-01 2026-06~ 2026? 2026-02-01/2026-06-01 2026/.. 2024-02-29"
    " XXXX-02-29 Friday".split(),
)
def test_dates_and_words_are_kept_as_written(minimal: dict[str, Any], when: str) -> None:
    minimal["timeline"] = [{"when": when, "event": "one"}]
    brief = validate(parse(json.dumps(minimal).encode(), "a.yaml"))
    assert brief.timeline[0].when == when


@pytest.mark.parametrize(
    "when",
    ["2026-02-30", "2026-13", "2023-02-29", "2026-02-01/2026-02-31", "2026-2-1", "2026-02-01T"],
)
def test_a_date_has_to_exist(minimal: dict[str, Any], when: str) -> None:
    minimal["timeline"] = [{"when": when, "event": "one"}]
    with pytest.raises(BriefError, match="bad-date"):
        validate(parse(json.dumps(minimal).encode(), "a.yaml"))


@pytest.mark.parametrize("figure", ["1,5 percent: x", "1.2.3: x", "3.400,5 km: x", "ten: x", "10"])
def test_a_figure_that_could_be_read_in_two_ways_is_not_guessed(
    minimal: dict[str, Any], figure: str
) -> None:
    with pytest.raises(BriefError, match="figures has to be a mapping"):
        validate(parse(json.dumps(minimal | {"figures": [figure]}).encode(), "a.yaml"))


def test_numbers_keep_their_digits() -> None:
    text = "figures:\n  - {value: 1200.50, meaning: x}\nglossary: [{term: 1.10}]\n"
    written = text + (ROOT / "tests" / "bad" / "source-outside.yaml").read_text(encoding="utf-8")
    brief = validate(parse(written.encode(), "a.yaml"))
    assert str(brief.figures[0].value) == "1200.50"
    assert brief.glossary[0].term == "1.10"
