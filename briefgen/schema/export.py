"""The model as JSON Schema, for editors that complete and check a brief while it is written."""

import copy
import inspect
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from briefgen.schema.base import STRING
from briefgen.schema.brief import LANGUAGE, Brief
from briefgen.schema.markers import Form, Length, Marker, Pattern, Range, Short
from briefgen.schema.model import Field, Model, models_in

Schema = dict[str, Any]
DIALECT = "https://json-schema.org/draft/2020-12/schema"
# Their ids are made up when they are left out.
_IDS_MADE = ("Actor", "Quote")


# Keys of the model that look like languages and are none.
_NO_LANGUAGES = ("alt", "at", "by", "map", "sic", "url", "who")
_TRANSLATED: Schema = {
    "type": "object",
    "description": "A text in each of the brief's languages.",
    "propertyNames": {"pattern": LANGUAGE, "not": {"enum": list(_NO_LANGUAGES)}},
    "additionalProperties": dict(STRING),
    "minProperties": 2,
}


_PLAIN: dict[type, Schema] = {
    str: {"type": "string"},
    bool: {"type": "boolean"},
    int: {"type": "integer"},
    Decimal: {"type": "number"},
    date: {"type": "string", "format": "date"},
    NoneType: {"type": "null"},
}


def json_schema() -> Schema:
    """Return the JSON Schema (draft 2020-12) of a brief, with its shorthands."""
    schema = _sorted(_model(Brief))
    models = sorted(dict.fromkeys(_below(Brief)), key=lambda model: model.__name__)
    definitions = {model.__name__: _sorted(_model(model)) for model in models}
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


def _below(model: type[Model]) -> Iterator[type[Model]]:
    """Yield the models of the fields of a model, and of theirs."""
    for field in model.fields.values():
        for inner in models_in(field.annotation):
            yield inner
            yield from _below(inner)


def _model(model: type[Model]) -> Schema:
    fields = model.fields.values()
    schema = {
        "title": model.__name__,
        "description": inspect.cleandoc(model.__doc__ or ""),
        "type": "object",
        "properties": {field.key: _field(field) for field in fields},
        "patternProperties": {"^x-": True},
        "additionalProperties": False,
        "required": [field.key for field in fields if field.required],
    }
    if not schema["required"]:
        del schema["required"]
    return schema


def _field(field: Field) -> Schema:
    about: Schema = {"description": field.description, "examples": field.examples}
    if not field.required:
        about["default"] = [] if field.default == () else field.default
    return {**_form(field.annotation), **about}


def _form(annotation: Any) -> Schema:
    """Return what may be written for a type."""
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        form = _form(arguments[0])
        for marker in arguments[1:]:
            form = _marked(form, marker)
        return form
    if origin in (Union, UnionType):
        return {"anyOf": [form for a in arguments for form in _forms(_form(a))]}
    if origin is tuple:
        return {"type": "array", "items": _form(arguments[0])}
    if origin is dict:
        return _mapping(_form(arguments[0]), _form(arguments[1]))
    if origin is Literal:
        one = {"const": arguments[0]} if len(arguments) == 1 else {"enum": list(arguments)}
        return {**one, "type": "string"}
    if issubclass(annotation, Model):
        return {"$ref": f"#/$defs/{annotation.__name__}"}
    return dict(_PLAIN[annotation])


def _forms(form: Schema) -> list[Schema]:
    forms: list[Schema] = form["anyOf"] if set(form) == {"anyOf"} else [form]
    return forms


def _mapping(key: Schema, value: Schema) -> Schema:
    if "pattern" in key:
        return {"type": "object", "patternProperties": {key["pattern"]: value}}
    return {"type": "object", "additionalProperties": value}


def _marked(form: Schema, marker: Marker) -> Schema:
    if isinstance(marker, Form):
        return marker.schema
    if isinstance(marker, Pattern):
        return {"type": "string", "pattern": marker.pattern}
    if isinstance(marker, Range):
        bounds = {"minimum": marker.least, "maximum": marker.greatest}
        return form | {name: bound for name, bound in bounds.items() if bound is not None}
    if isinstance(marker, Length):
        unit = {"array": "Items", "object": "Properties", "string": "Length"}[form["type"]]
        bounds = {f"min{unit}": marker.least or None, f"max{unit}": marker.most}
        return form | {name: bound for name, bound in bounds.items() if bound is not None}
    return _shorter(form, marker) if isinstance(marker, Short) else form


def _shorter(form: Schema, short: Short) -> Schema:
    if short.items:
        form = {**form, "items": {"anyOf": [form["items"], *short.items]}}
    forms = [form, *([form["items"]] if short.single else []), *short.also]
    return {"anyOf": forms} if len(forms) > 1 else form


def _sorted(value: Any, parent: str = "") -> Any:
    """Sort the keys that are words of JSON Schema; those of the model keep their order."""
    if isinstance(value, dict):
        keys = value if parent == "properties" else sorted(value)
        return {key: _sorted(value[key], key) for key in keys}
    return [_sorted(item, parent) for item in value] if isinstance(value, list) else value


def _single_source(properties: Schema, source: Schema) -> Schema:
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


def _without_defaults(schema: Schema) -> Schema:
    """Leave out defaults that say no more than "nothing"; let a text be one for each language."""
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
