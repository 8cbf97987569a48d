"""Plain data to a Brief, or every finding with its line and column."""

from __future__ import annotations

import difflib
import json
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Any, TypeVar, get_args

from briefgen.errors import BriefError, Diagnostic
from briefgen.loader import Document, field_name
from briefgen.schema import Brief
from briefgen.schema.markers import Invalid, Wrong
from briefgen.schema.model import Model, models_in
from briefgen.yamltext import shorten
from briefgen.yamltree import KeyPath

MAX_FINDINGS = 100
M = TypeVar("M", bound=Model)

# What plain YAML would not give back as it is: numbers, signs with a meaning.
_SPECIAL = r"^-?\d+(\.\d+)?$|^(true|false|null|~)?$|^[^\w“„«‘+-]|: |:$| #|\s$"
_SPECIAL_INSIDE = _SPECIAL + r"|[,\[\]{}]"


def validate(document: Document) -> Brief:
    """Return the brief in a document; raise BriefError with all findings."""
    return validate_as(Brief, document)


def validate_as(root: type[M], document: Document) -> M:
    """Return a document as a model of the schema; raise BriefError with all findings."""
    if not isinstance(document.data, dict):
        raise BriefError(_no_mapping(root, document))
    try:
        return root.from_data(document.data)
    except Invalid as invalid:
        wrong = invalid.wrong[:MAX_FINDINGS]
    findings = [_diagnostic(root, document, w) for w in _telling(root, wrong)]
    raise BriefError(*sorted(dict.fromkeys(findings), key=lambda d: d.location))


def _no_mapping(root: type[Model], document: Document) -> Diagnostic:
    data, place = document.data, document.locate(())
    message, code = "the file is empty", f"not-{_a(root).replace(' ', '-')}"
    hint = "start with title, date, bottom_line, details, counterpoints, stakes, source"
    if root is not Brief:
        hint = f"keys: {', '.join(_keys(root))}"
    if data is not None:
        message = f"the file holds {_kind(data)}, not keys and values"
    if isinstance(data, str):
        hint = "write KEY: VALUE, with a space after the colon"
    return Diagnostic("error", code, message, place, hint)


def _telling(root: type[Model], errors: Sequence[Wrong]) -> Iterator[Wrong]:
    """Yield the errors that do not follow from others.

    A key is not missing when it is there in another spelling.
    """
    there = {
        (*e.path[:-1], _closest(str(e.path[-1]), _keys(_model_at(root, e.path[:-1]))))
        for e in errors
        if e.kind == "unknown"
    }
    there |= {("sources",) for path in there if path == ("source",)}
    yield from (e for e in errors if e.kind != "missing" or e.path not in there)


class _Placed:
    """One error of the model, at its place as the file has it."""

    def __init__(self, root: type[Model], path: KeyPath, error: Wrong) -> None:
        self.root, self.path = root, path
        self.kind, self.value, self.known = error.kind, error.value, error.known

    @property
    def owner(self) -> type[Model]:
        return _model_at(self.root, self.path[:-1])

    @property
    def key(self) -> str:
        return str(self.path[-1]) if self.path else ""

    @property
    def name(self) -> str:
        """How a message speaks of the place: the nearest key, or an item of it."""
        keys = [part for part in self.path if isinstance(part, str)]
        if not keys:
            return "the file"
        return f"an item of {keys[-1]}" if isinstance(self.path[-1], int) else shorten(keys[-1])


class _Said:
    """An error in a writer's words."""

    def __init__(self, code: str, message: str, hint: str = "", *, at_key: bool = False) -> None:
        self.code, self.message, self.hint, self.at_key = code, message, hint, at_key


def _diagnostic(root: type[Model], document: Document, error: Wrong) -> Diagnostic:
    path = document.written(error.path)
    wrong = _Placed(root, path, error)
    said = _SAY.get(error.kind, _other)(wrong)
    place = path[:-1] if error.kind == "missing" else path
    at_key = said.at_key or wrong.value in (None, "")
    location = document.locate(place, key=at_key)
    return Diagnostic("error", said.code, said.message, location, said.hint, field_name(path))


def _unknown_key(wrong: _Placed) -> _Said:
    if wrong.path == ("source",):
        message = 'both "source" and "sources" are given'
        return _Said("two-sources", message, "keep one of the two", at_key=True)
    known = _keys(wrong.owner)
    close = _closest(wrong.key, known)
    hint = f'did you mean "{close}"?' if close else f"keys: {', '.join(known)}"
    if not close and wrong.root is Brief and wrong.key in _keys(Brief):
        hint = f'"{wrong.key}" is a key of the brief: write it at the start of a line'
    elif not close and wrong.owner is Brief:
        hint = "keys of your own start with x-"
    message = f'"{shorten(wrong.key)}" is not a key of {_a(wrong.owner)}'
    return _Said("unknown-key", message, hint, at_key=True)


def _missing_key(wrong: _Placed) -> _Said:
    name = "source" if wrong.path == ("sources",) else wrong.key
    message = f'{_a(wrong.owner)} needs "{name}"'
    return _Said("missing-key", message, _example(wrong.owner, wrong.key), at_key=True)


def _ours(wrong: _Placed) -> _Said:
    message: str = wrong.known["text"]
    if message.startswith(("is ", "needs ")):
        message = f"{wrong.name} {message}"
    return _Said(wrong.known["code"], shorten(message, 160), wrong.known["hint"])


def _not_in_list(wrong: _Placed) -> _Said:
    if wrong.value is None:
        return _Said("wrong-value", f"{wrong.name} is empty", "write a value, or delete the key")
    allowed = [str(a) for a in _choices(wrong)]
    close = _closest(str(wrong.value), allowed)
    message = f'"{shorten(str(wrong.value))}" is not a value of {wrong.name}'
    hint = f"write {' or '.join(allowed)}" if len(allowed) < 3 else f"one of: {', '.join(allowed)}"
    if wrong.path == ("schema",):
        hint += "; a brief of a later schema needs a later briefgen"
    elif close:
        hint = f'did you mean "{close}"?'
    return _Said("wrong-value", message, hint)


def _choices(wrong: _Placed) -> Iterable[Any]:
    field = wrong.owner.field(wrong.key)
    return _literals(field.annotation) if field else ()


def _literals(annotation: Any) -> Iterator[Any]:
    for argument in get_args(annotation):
        if isinstance(argument, str):
            yield argument
        else:
            yield from _literals(argument)


def _not_a_list(wrong: _Placed) -> _Said:
    return _wrong_type(wrong, "a list")


def _not_a_mapping(wrong: _Placed) -> _Said:
    return _wrong_type(wrong, "a mapping (KEY: VALUE)")


def _wrong_type(wrong: _Placed, wanted: str) -> _Said:
    message = f"{wrong.name} has to be {wanted}, not {_kind(wrong.value)}"
    if wrong.value is None:
        message = f"{wrong.name} is empty; it has to be {wanted}"
    keys = [n for n, part in enumerate(wrong.path) if isinstance(part, str)]
    last = keys[-1] if keys else 0
    hint = _example(_model_at(wrong.root, wrong.path[:last]), str(wrong.path[last])) if keys else ""
    return _Said("wrong-type", message, hint)


def _not_a_truth(wrong: _Placed) -> _Said:
    message = f"{wrong.name} is neither true nor false"
    return _Said("wrong-type", message, "write true or false, without quotation marks")


def _not_a_whole_number(wrong: _Placed) -> _Said:
    hint = "write digits alone, without quotation marks"
    return _Said("wrong-type", f"{wrong.name} is not a whole number", hint)


def _pattern(wrong: _Placed) -> _Said:
    message = f'"{shorten(str(wrong.value))}" cannot be a value of {wrong.name}'
    return _Said("wrong-value", message, _example(wrong.owner, wrong.key))


def _too_few(wrong: _Placed) -> _Said:
    number = wrong.known["least"]
    message = f"{wrong.name} needs at least {number} {'entry' if number == 1 else 'entries'}"
    return _Said("wrong-value", message, _example(wrong.owner, wrong.key))


def _too_long(wrong: _Placed) -> _Said:
    unit = "characters" if isinstance(wrong.value, str) else "entries"
    message = f"{wrong.name} has {len(wrong.value)} {unit}, more than {wrong.known['most']}"
    return _Said("wrong-value", message, "shorten it")


def _too_small(wrong: _Placed) -> _Said:
    return _Said(
        "wrong-value", f"{wrong.name} is {wrong.value}", f"at least {wrong.known['least']}"
    )


def _too_large(wrong: _Placed) -> _Said:
    return _Said(
        "wrong-value", f"{wrong.name} is {wrong.value}", f"at most {wrong.known['greatest']}"
    )


def _other(wrong: _Placed) -> _Said:
    return _Said("wrong-type", f"{wrong.name} is no {wrong.kind}")


_SAY: dict[str, Callable[[_Placed], _Said]] = {
    "unknown": _unknown_key,
    "missing": _missing_key,
    "refused": _ours,
    "choice": _not_in_list,
    "list": _not_a_list,
    "mapping": _not_a_mapping,
    "truth": _not_a_truth,
    "whole": _not_a_whole_number,
    "pattern": _pattern,
    "short": _too_few,
    "long": _too_long,
    "small": _too_small,
    "large": _too_large,
}


def _model_at(root: type[Model], path: Iterable[Any]) -> type[Model]:
    model = root
    for part in path:
        if isinstance(part, str):
            name = "sources" if part == "source" and model is Brief else part
            field = model.field(name)
            model = next(models_in(field.annotation), model) if field else model
    return model


def _keys(model: type[Model]) -> list[str]:
    keys = [field.key for field in model.fields.values()]
    return [*keys, "source"] if model is Brief else keys


def _a(model: type[Model]) -> str:
    name = model.__name__
    cuts = [0, *(n for n, letter in enumerate(name) if n and letter.isupper()), len(name)]
    noun = " ".join(name[a:b] for a, b in pairwise(cuts)).lower()
    return f"an {noun}" if noun[0] in "aeiou" else f"a {noun}"


def _kind(value: Any) -> str:
    names = {list: "a list", dict: "a mapping", str: "text", bool: "true or false"}
    return names.get(type(value), "a number")


def _closest(word: str, known: Iterable[str]) -> str:
    if len(word) > 60:
        return ""
    match = difflib.get_close_matches(word.lower().replace("-", "_"), list(known), 1, 0.6)
    return match[0] if match else ""


def _example(model: type[Model], key: str) -> str:
    if key in ("source", "sources") and model is Brief:
        return "for example: source: seeds/article.txt"
    field = model.field(key)
    return f"for example: {key}: {flow(field.examples[0])}" if field else ""


def flow(value: Any, *, inside: bool = False) -> str:
    """Return a value as YAML on one line, in quotation marks only where it needs them."""
    if isinstance(value, dict):
        pairs = (f"{flow(k, inside=True)}: {flow(v, inside=True)}" for k, v in value.items())
        return "{" + ", ".join(pairs) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(flow(v, inside=True) for v in value) + "]"
    if isinstance(value, str) and re.search(_SPECIAL_INSIDE if inside else _SPECIAL, value):
        return json.dumps(value, ensure_ascii=False)
    return str(value).lower() if isinstance(value, bool) else str(value)
