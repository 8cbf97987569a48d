"""Frozen values with slots: as `dataclass` makes them, but declared in a tenth of the time.

`dataclass` writes and compiles the code of each method of each class. A short command declares a
hundred classes and makes few values of each, so these share their methods.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from operator import attrgetter
from typing import Any, NoReturn, TypeVar, dataclass_transform, overload

T = TypeVar("T")
_ABSENT: Any = object()


class _Field:
    """What is said of a field beside its type."""

    __slots__ = ("compare", "default", "factory")

    def __init__(self, default: Any, factory: Callable[[], Any] | None, compare: bool) -> None:
        self.default, self.factory, self.compare = default, factory, compare


def field(
    *,
    default: Any = _ABSENT,
    default_factory: Callable[[], Any] | None = None,
    compare: bool = True,
) -> Any:
    """Declare a field whose default is made for each value, or that equality does not see."""
    return _Field(default, default_factory, compare)


@overload
def frozen(cls: type[T], /) -> type[T]: ...
@overload
def frozen(*, order: bool = False) -> Callable[[type[T]], type[T]]: ...
@dataclass_transform(frozen_default=True, eq_default=True, field_specifiers=(field,))
def frozen(cls: Any = None, /, *, order: bool = False) -> Any:
    """Make a class of frozen values from its annotations."""
    return (lambda one: _made(one, order)) if cls is None else _made(cls, order)


def replace(one: T, /, **changes: Any) -> T:
    """Return a copy of a value with other fields; raise TypeError for fields that it has not."""
    kind = type(one)
    names = kind.__match_args__  # type: ignore[attr-defined]
    return kind(**{name: getattr(one, name) for name in names} | changes)


def is_value(kind: object) -> bool:
    """Tell whether a class was made by `frozen`."""
    return isinstance(kind, type) and issubclass(kind, _Value)


def as_dict(one: Any) -> dict[str, Any]:
    """Return the fields of a value."""
    return {name: getattr(one, name) for name in one.__match_args__}


class _Value:
    """The methods that all values share; each class has its names and what reads and sets them."""

    __slots__ = ()
    __match_args__: tuple[str, ...] = ()
    _fields: Mapping[str, _Field]
    _defaults: tuple[tuple[str, Any, Callable[[], Any] | None], ...]
    _set: tuple[Callable[[Any, Any], None], ...]
    _get: Callable[[Any], tuple[Any, ...]]
    _seen: Callable[[Any], tuple[Any, ...]]

    def __init__(self, *args: Any, **given: Any) -> None:
        setters = self._set
        if given or len(args) != len(setters):
            args = _complete(type(self), args, given)
        for set_, content in zip(setters, args, strict=True):
            set_(self, content)

    def __eq__(self, other: object) -> bool:
        kind = type(self)
        if type(other) is not kind:
            return NotImplemented
        return kind._seen(self) == kind._seen(other)

    def __hash__(self) -> int:
        return hash(type(self)._seen(self))

    def __repr__(self) -> str:
        kind = type(self)
        pairs = zip(kind.__match_args__, kind._get(self), strict=True)
        return f"{kind.__qualname__}({', '.join(f'{name}={content!r}' for name, content in pairs)})"

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), type(self)._get(self)

    def __setattr__(self, name: str, content: Any) -> NoReturn:
        raise AttributeError(f"{type(self).__name__} is frozen: {name} cannot be set")

    def __delattr__(self, name: str) -> NoReturn:
        raise AttributeError(f"{type(self).__name__} is frozen: {name} cannot be deleted")


class _Ordered(_Value):
    """Values in the order of their fields."""

    __slots__ = ()

    def __lt__(self, other: Any) -> Any:
        return self._seen(self) < self._seen(other) if type(other) is type(self) else NotImplemented

    def __le__(self, other: Any) -> Any:
        return (
            self._seen(self) <= self._seen(other) if type(other) is type(self) else NotImplemented
        )

    def __gt__(self, other: Any) -> Any:
        return other < self if type(other) is type(self) else NotImplemented

    def __ge__(self, other: Any) -> Any:
        return other <= self if type(other) is type(self) else NotImplemented


def _made(cls: type, order: bool) -> type:
    fields: dict[str, _Field] = {}
    for base in cls.__mro__[:0:-1]:
        fields |= getattr(base, "_fields", {}) if is_value(base) else {}
    members = {k: v for k, v in vars(cls).items() if k not in ("__dict__", "__weakref__")}
    own = [name for name, kind in _annotations(cls).items() if not _of_class(kind)]
    for name in own:
        content = members.pop(name, _ABSENT)
        fields[name] = content if isinstance(content, _Field) else _Field(content, None, True)
    members["__slots__"] = tuple(own)
    bases = (_Ordered if order else _Value,) if cls.__bases__ == (object,) else cls.__bases__
    made: Any = type(cls)(cls.__name__, bases, members)
    made.__qualname__ = cls.__qualname__
    type.__setattr__(made, "__match_args__", tuple(fields))
    made._fields = fields
    made._defaults = tuple((name, f.default, f.factory) for name, f in fields.items())
    made._set = tuple(getattr(made, name).__set__ for name in fields)
    made._get = _getter(list(fields))
    made._seen = _getter([name for name, about in fields.items() if about.compare])
    return made  # type: ignore[no-any-return]


def _annotations(cls: type) -> dict[str, Any]:
    found: dict[str, Any] = cls.__dict__.get("__annotations__", {})
    return found


def _of_class(annotation: Any) -> bool:
    return str(annotation).startswith(("ClassVar", "typing.ClassVar"))


def _getter(names: list[str]) -> Any:
    if len(names) == 1:
        # One name alone would give its content, and not a tuple of it.
        get = attrgetter(names[0])
        return staticmethod(lambda one: (get(one),))
    return staticmethod(attrgetter(*names) if names else lambda _: ())


def _complete(kind: type[_Value], args: tuple[Any, ...], given: dict[str, Any]) -> tuple[Any, ...]:
    """Return the contents of all fields in their order; raise TypeError."""
    rest = kind._defaults[len(args) :] if args else kind._defaults
    found = [*args]
    for name, default, factory in rest:
        if name in given:
            found.append(given.pop(name))
        elif factory:
            found.append(factory())
        elif default is _ABSENT:
            raise TypeError(f"{kind.__name__} needs {name}")
        else:
            found.append(default)
    if given:
        raise TypeError(f"{kind.__name__} has no field left for {', '.join(given)}")
    if len(found) > len(kind._set):
        raise TypeError(f"{kind.__name__} takes {len(kind._set)} fields, not {len(found)}")
    return tuple(found)
