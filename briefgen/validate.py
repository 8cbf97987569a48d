"""Plain data to a Brief, or every finding with its line and column."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator
from typing import Any, get_args

from pydantic import ValidationError

from briefgen.errors import BriefError, Diagnostic
from briefgen.loader import Document, KeyPath, field_name
from briefgen.schema import Brief
from briefgen.schema.base import Model

_TOP = ("title", "date", "bottom_line", "details", "counterpoints", "stakes", "sources")


def validate(document: Document) -> Brief:
    """Return the brief in a document; raise BriefError with all findings."""
    try:
        return Brief.model_validate(document.data)
    except ValidationError as error:
        findings = [_diagnostic(document, e) for e in error.errors(include_url=False)]
    raise BriefError(*sorted(set(findings), key=lambda d: (d.location.line, d.location.column)))


def _diagnostic(document: Document, error: Any) -> Diagnostic:
    path: KeyPath = tuple(_written(document, error["loc"]))
    kind, value = error["type"], error["input"]
    code, message, hint, at_key = "wrong-value", error["msg"], "", False
    if kind == "extra_forbidden":
        code, at_key = "unknown-key", True
        owner = _model_at(path[:-1])
        message = f'"{path[-1]}" is not a key of {_a(owner)}'
        hint = _did_you_mean(str(path[-1]), _keys(owner)) or (
            "keys of your own start with x-" if owner is Brief else f"keys: {_list(_keys(owner))}"
        )
    elif kind == "missing":
        code, at_key = "missing-key", True
        name = "source" if path == ("sources",) else path[-1]
        message = f'{_a(_model_at(path[:-1]))} needs "{name}"'
        hint = _example(_model_at(path[:-1]), str(path[-1]))
        path = path[:-1]
    elif kind == "briefgen":
        code, hint = error["ctx"]["code"], error["ctx"]["hint"]
        message = error["ctx"]["text"]
        at_key = message.startswith("is empty")
        if message.startswith(("is ", "needs ")):
            message = f"{_name(path)} {message}"
    elif kind == "literal_error":
        allowed = [
            str(a).strip("'") for a in error["ctx"]["expected"].replace(" or ", ", ").split(", ")
        ]
        message = f'"{value}" is not a value of {_name(path)}'
        hint = _did_you_mean(str(value), allowed) or f"write one of {_list(allowed)}"
    elif kind in ("tuple_type", "list_type", "dict_type", "model_type", "model_attributes_type"):
        code = "wrong-type"
        want = "a list" if kind in ("tuple_type", "list_type") else "a mapping (key: value)"
        message = f"{_name(path)} has to be {want}, not {_kind(value)}"
        hint = _example(_model_at(path[:-1]), str(path[-1])) if path else ""
    elif kind == "bool_type":
        code, message, hint = (
            "wrong-type",
            f"{_name(path)} is neither true nor false",
            "write true or false",
        )
    elif kind == "string_pattern_mismatch":
        message = f'"{value}" is not a {_name(path)}'
        hint = _example(_model_at(path[:-1]), str(path[-1]))
    elif kind == "string_too_long":
        limit = error["ctx"]["max_length"]
        message = f"{_name(path)} has {len(value)} characters, more than {limit}"
        hint = "shorten it"
    elif kind == "too_short":
        message = f"{_name(path)} needs at least {error['ctx']['min_length']}"
        hint = _example(_model_at(path[:-1]), str(path[-1]))
    else:
        message = f"{_name(path)}: {message[:1].lower()}{message[1:]}"
    location = document.locate(path, key=at_key)
    return Diagnostic("error", code, message, location, hint, field_name(path))


def _written(document: Document, path: Iterable[Any]) -> Iterator[str | int]:
    """Undo the one renaming of the model: a brief may say `source` for `sources`."""
    parts = list(path)
    single = isinstance(document.data, dict) and "source" in document.data
    if parts[:1] == ["sources"] and single and "sources" not in document.data:
        parts = ["source", *(p for p in parts[1:] if p != 0)]
    # A mapping's own key shows up in the path as the pair (key, "[key]").
    return (p for p in parts if p != "[key]")


def _model_at(path: KeyPath) -> type[Model]:
    model: type[Model] = Brief
    for part in path:
        if isinstance(part, str):
            name = "sources" if part == "source" and model is Brief else part
            field = next((f for n, f in model.model_fields.items() if name in (n, f.alias)), None)
            model = next(_models(field.annotation, *field.metadata), model) if field else model
    return model


def _models(*annotations: Any) -> Iterator[type[Model]]:
    for annotation in annotations:
        if isinstance(annotation, type) and issubclass(annotation, Model):
            yield annotation
        else:
            yield from _models(*get_args(annotation))


def _keys(model: type[Model]) -> list[str]:
    keys = [field.alias or name for name, field in model.model_fields.items()]
    return [*keys, "source"] if model is Brief else keys


def _a(model: type[Model]) -> str:
    noun = model.__name__.lower()
    return f"an {noun}" if noun[0] in "aeiou" else f"a {noun}"


def _name(path: KeyPath) -> str:
    names = [str(p) for p in path if isinstance(p, str)]
    inside_list = bool(path) and isinstance(path[-1], int)
    return (
        f"an item of {names[-1]}" if inside_list and names else names[-1] if names else "the file"
    )


def _kind(value: Any) -> str:
    names = {
        list: "a list",
        dict: "a mapping",
        str: "text",
        bool: "true or false",
        type(None): "nothing",
    }
    return names.get(type(value), "a number")


def _did_you_mean(word: str, known: Iterable[str]) -> str:
    match = difflib.get_close_matches(word.lower(), list(known), n=1, cutoff=0.6)
    return f'did you mean "{match[0]}"?' if match else ""


def _list(words: list[str]) -> str:
    return ", ".join(words)


def _example(model: type[Model], key: str) -> str:
    field = next((f for n, f in model.model_fields.items() if key in (n, f.alias)), None)
    if field is None or not field.examples:
        return ""
    if key == "sources":
        return "write source: seeds/article.txt"
    example = field.examples[0]
    text = example if isinstance(example, str) else _flow(example)
    return f"for example: {key}: {text}"


def _flow(value: Any) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{k}: {_flow(v)}" for k, v in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(_flow(v) for v in value) + "]"
    return str(value)
