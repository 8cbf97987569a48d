"""Values as JSON, and back only if every type is right."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from types import NoneType, UnionType
from typing import Any, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

from briefgen.values import is_value

T = TypeVar("T")
_Reader = Callable[[Any], Any]


def dumps(value: Any) -> bytes:
    """Return a dataclass as JSON."""
    text = json.dumps(value, default=_fields, ensure_ascii=False, separators=(",", ":"))
    # A file's name may hold bytes that are no text.
    return text.encode("utf-8", "surrogatepass")


def loads(kind: type[T], data: bytes) -> T:
    """Return a dataclass from JSON; raise ValueError for anything else."""
    try:
        made: T = _reader(kind)(json.loads(data))
    except RecursionError:
        raise ValueError("nested too deep") from None
    return made


def _fields(value: Any) -> dict[str, Any]:
    return {name: getattr(value, name) for name in value.__match_args__}


def _reader(kind: Any) -> _Reader:
    origin, arguments = get_origin(kind), get_args(kind)
    if origin in (Union, UnionType):
        (inner,) = (a for a in arguments if a is not NoneType)
        read = _reader(inner)
        return lambda value: None if value is None else read(value)
    if origin is Literal:
        return lambda value: value if value in arguments else _wrong(kind)
    if origin is tuple:
        return _tuple(arguments)
    if origin in (dict, Mapping):
        return _mapping(_reader(arguments[1]))
    return _dataclass(kind) if is_value(kind) else _plain(kind)


def _wrong(kind: Any) -> Any:
    raise ValueError(f"no {kind}")


def _plain(kind: type) -> _Reader:
    def plain(value: Any) -> Any:
        return value if type(value) is kind else _wrong(kind)

    return plain


def _tuple(kinds: tuple[Any, ...]) -> _Reader:
    readers = [_reader(kind) for kind in kinds if kind is not ...]
    (first, *_), length = readers, None if ... in kinds else len(readers)

    def items(value: Any) -> Any:
        if type(value) is not list or length not in (None, len(value)):
            _wrong("list")
        if length is None:
            return tuple([first(item) for item in value])
        return tuple([read(item) for read, item in zip(readers, value, strict=True)])

    return items


def _mapping(read: _Reader) -> _Reader:
    def mapping(value: Any) -> Any:
        if type(value) is not dict:
            _wrong("mapping")
        return {key: read(item) for key, item in value.items()}

    return mapping


def _dataclass(kind: Any) -> _Reader:
    hints = get_type_hints(kind)
    names: tuple[str, ...] = kind.__match_args__
    readers = [_reader(hints[name]) for name in names]

    def made(value: Any) -> Any:
        if type(value) is not dict or tuple(value) != names:
            _wrong(kind)
        return kind(*[read(item) for read, item in zip(readers, value.values(), strict=True)])

    return made
