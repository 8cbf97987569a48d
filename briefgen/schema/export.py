"""The model as JSON Schema, for editors that complete and check a brief while it is written."""

from __future__ import annotations

import copy
from typing import Any

from pydantic.json_schema import GenerateJsonSchema

from briefgen.schema.base import STRING
from briefgen.schema.brief import LANGUAGE, Brief

DIALECT = "https://json-schema.org/draft/2020-12/schema"
# Their ids are made up when they are left out.
_IDS_MADE = ("Actor", "Quote")


# Keys of the model that look like languages and are none.
_NO_LANGUAGES = ("alt", "at", "by", "map", "sic", "url", "who")
_TRANSLATED: dict[str, Any] = {
    "type": "object",
    "description": "A text in each of the brief's languages.",
    "propertyNames": {"pattern": LANGUAGE, "not": {"enum": list(_NO_LANGUAGES)}},
    "additionalProperties": dict(STRING),
    "minProperties": 2,
}


class _Untitled(GenerateJsonSchema):
    """Leaves out the title that repeats each key."""

    def field_title_should_be_set(self, schema: Any) -> bool:  # noqa: ARG002 - pydantic's hook
        return False


def json_schema() -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) of a brief, with its shorthands."""
    schema = Brief.model_json_schema(by_alias=True, schema_generator=_Untitled)
    definitions = schema.pop("$defs")
    for name in _IDS_MADE:
        definitions[name]["required"].remove("id")
    schema["required"].remove("sources")
    schema["properties"]["source"] = _single_source(schema["properties"], definitions["Source"])
    schema["properties"]["languages"] = {
        "type": "array",
        "items": {"type": "string", "pattern": LANGUAGE},
        "minItems": 2,
        "uniqueItems": True,
        "description": "The languages of a brief whose texts are mappings by language.",
        "examples": [["en", "fr"]],
    }
    return {
        "$schema": DIALECT,
        "title": "A brief of briefgen",
        **_without_defaults(schema),
        "oneOf": [{"required": ["source"]}, {"required": ["sources"]}],
        "$defs": {
            **{name: _without_defaults(d) for name, d in definitions.items()},
            "Translated": _TRANSLATED,
        },
    }


def _single_source(properties: dict[str, Any], source: dict[str, Any]) -> dict[str, Any]:
    """A path or an address, or one source without an id, or what `sources` takes."""
    one = copy.deepcopy(source)
    one["required"].remove("id")
    if not one["required"]:
        del one["required"]
    many = {k: v for k, v in properties["sources"].items() if k not in ("description", "examples")}
    return {
        "anyOf": [STRING, one, many],
        "description": "The one source that the brief rests on: a file, an address, or a mapping.",
        "examples": ["seeds/article.txt", "https://example.org/article"],
    }


def _without_defaults(schema: dict[str, Any]) -> dict[str, Any]:
    """Leave out the defaults that say no more than "nothing"."""
    for field in schema.get("properties", {}).values():
        if field.get("default", "") in (None, []):
            del field["default"]
        if field.get("type") == "string" and not {"pattern", "const", "enum", "format"} & set(
            field
        ):
            del field["type"]
            field["anyOf"] = [dict(STRING), {"$ref": "#/$defs/Translated"}]
        for choice in field.get("anyOf", ()):
            if choice == STRING and {"type": "null"} in field["anyOf"]:
                field["anyOf"].append({"$ref": "#/$defs/Translated"})
                break
    return schema
