"""Frozen classes declared by annotations, made from plain data with all that is wrong at once."""

from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from types import NoneType, UnionType
from typing import (
    Annotated,
    Any,
    ClassVar,
    Literal,
    NoReturn,
    Self,
    Union,
    dataclass_transform,
    get_args,
    get_origin,
)

from briefgen.schema.markers import After, Check, Invalid, Wrong

_ABSENT: Any = object()


class Field:
    """What a model says about one of its keys."""

    __slots__ = ("annotation", "default", "description", "examples", "factory", "key", "name")

    def __init__(
        self,
        description: str,
        examples: list[Any],
        default: Any,
        factory: Callable[[], Any] | None,
        alias: str,
    ) -> None:
        self.description, self.examples = description, examples
        self.default, self.factory = default, factory
        self.name = self.key = alias
        self.annotation: Any = None

    @property
    def required(self) -> bool:
        """Tell whether a mapping without the key is refused."""
        return self.default is _ABSENT and self.factory is None


def field(
    *,
    description: str,
    examples: list[Any],
    default: Any = _ABSENT,
    default_factory: Callable[[], Any] | None = None,
    alias: str = "",
) -> Any:
    """Declare a key: required without a default, written as its alias where it has one."""
    return Field(description, examples, default, default_factory, alias)


@dataclass_transform(kw_only_default=True, frozen_default=True, field_specifiers=(field,))
class Model:
    """A frozen mapping that refuses unknown keys; `x-…` keys are people's own.

    Its annotations are types and not text: modules of models do not postpone their evaluation.
    """

    fields: ClassVar[dict[str, Field]] = {}

    def __init_subclass__(cls) -> None:
        cls.fields = dict(cls.fields)
        for name, annotation in cls.__annotations__.items():
            declared: Field = cls.__dict__[name]
            delattr(cls, name)
            declared.name, declared.annotation = name, annotation
            declared.key = declared.key or name
            cls.fields[name] = declared

    def __init__(self, **data: Any) -> None:
        object.__setattr__(self, "__dict__", check_of(type(self))(data).__dict__)

    @classmethod
    def from_data(cls, data: Any) -> Self:
        """Return the model that plain data stand for; raise Invalid with all that is wrong."""
        made: Self = check_of(cls)(data)
        return made

    @classmethod
    def field(cls, key: str) -> Field | None:
        """Return what is declared for a key."""
        return next((field for field in cls.fields.values() if field.key == key), None)

    def replace(self, **values: Any) -> Self:
        """Return a copy with other values, which are taken as they are."""
        made = object.__new__(type(self))
        made.__dict__.update(self.__dict__, **values)
        return made

    @classmethod
    def _before(cls, data: dict[str, Any]) -> dict[str, Any]:
        """See a mapping before its fields are checked, and change a copy of it."""
        return data

    def _after(self) -> Self:
        """See the model whose fields are all right, and return it or refuse it."""
        return self

    @classmethod
    def _check(cls) -> Check:
        before, make = cls._before, object.__new__
        fields = [
            (f.name, f.key, check_of(f.annotation), f.default, f.factory)
            for f in cls.fields.values()
        ]
        keys = frozenset(f.key for f in cls.fields.values())

        def model(data: Any) -> Any:
            if not isinstance(data, dict):
                if isinstance(data, cls):
                    return data
                raise Invalid(Wrong("mapping", data))
            given = before(data)
            wrong: list[Wrong] = []
            values: dict[str, Any] = {}
            for name, key, check, default, factory in fields:
                value = given.get(key, _ABSENT)
                if value is not _ABSENT:
                    try:
                        values[name] = check(value)
                    except Invalid as invalid:
                        wrong += invalid.under(key)
                elif default is not _ABSENT:
                    values[name] = default
                elif factory:
                    values[name] = factory()
                else:
                    wrong.append(Wrong("missing", given, path=(key,)))
            for key in given:
                if key not in keys:
                    wrong += _unknown(key, given[key])
            if wrong:
                raise Invalid(*wrong)
            made = make(cls)
            object.__setattr__(made, "__dict__", values)
            return made

        return After(cls._after).around(model) if cls._after is not Model._after else model

    def __setattr__(self, name: str, value: Any) -> NoReturn:
        raise AttributeError(f"{type(self).__name__} is frozen: {name} cannot be set")

    def __delattr__(self, name: str) -> NoReturn:
        raise AttributeError(f"{type(self).__name__} is frozen: {name} cannot be deleted")

    def __eq__(self, other: object) -> bool:
        return type(self) is type(other) and self.__dict__ == other.__dict__

    def __hash__(self) -> int:
        return hash((type(self), *self.__dict__.values()))

    def __repr__(self) -> str:
        values = ", ".join(f"{name}={value!r}" for name, value in self.__dict__.items())
        return f"{type(self).__name__}({values})"


_CHECKS: dict[Any, Check] = {}


def check_of(annotation: Any) -> Check:
    """Return the check of a type, made when it is first asked for."""
    check = _CHECKS.get(annotation)
    if check is None:
        check = _CHECKS[annotation] = _made(annotation)
    return check


def _unknown(key: Any, value: Any) -> list[Wrong]:
    own = isinstance(key, str) and key.startswith("x-")
    return [] if own else [Wrong("unknown", value, path=(key,))]


def _made(annotation: Any) -> Check:
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        check = check_of(arguments[0])
        for marker in arguments[1:]:
            check = marker.around(check)
        return check
    if origin in (Union, UnionType):
        return _either([check_of(a) for a in arguments if a is not NoneType], NoneType in arguments)
    if origin is tuple:
        return _list(check_of(arguments[0]))
    if origin is dict:
        return _mapping(check_of(arguments[0]), check_of(arguments[1]))
    if origin is Literal:
        return _choice(arguments)
    if issubclass(annotation, Model):
        model: type[Model] = annotation
        return model._check()  # noqa: SLF001 - the class above
    return _instance(annotation, _KINDS[annotation])


#: True is an int to Python, and no number to anyone else.
_KINDS = {str: "text", bool: "truth", int: "whole", Decimal: "number", date: "date"}


def _instance(kind: type, name: str) -> Check:
    def instance(value: Any) -> Any:
        if type(value) is kind or (isinstance(value, kind) and type(value) is not bool):
            return value
        raise Invalid(Wrong(name, value))

    return instance


def _choice(allowed: tuple[str, ...]) -> Check:
    def choice(value: Any) -> Any:
        if isinstance(value, str) and value in allowed:
            return value
        raise Invalid(Wrong("choice", value))

    return choice


def _either(checks: list[Check], nothing: bool) -> Check:
    *others, last = checks

    def either(value: Any) -> Any:
        if nothing and value is None:
            return None
        for check in others:
            try:
                return check(value)
            except Invalid:
                continue
        return last(value)

    return either


def _list(check: Check) -> Check:
    def items(value: Any) -> Any:
        if not isinstance(value, list | tuple):
            raise Invalid(Wrong("list", value))
        found: list[Any] = []
        wrong: list[Wrong] = []
        for number, item in enumerate(value):
            try:
                found.append(check(item))
            except Invalid as invalid:
                wrong += invalid.under(number)
        if wrong:
            raise Invalid(*wrong)
        return tuple(found)

    return items


def _mapping(check_key: Check, check_value: Check) -> Check:
    def mapping(value: Any) -> Any:
        if not isinstance(value, dict):
            raise Invalid(Wrong("mapping", value))
        found: dict[Any, Any] = {}
        wrong: list[Wrong] = []
        for key, item in value.items():
            name = key
            try:
                name = check_key(key)
            except Invalid as invalid:
                wrong += invalid.under(key)
            try:
                found[name] = check_value(item)
            except Invalid as invalid:
                wrong += invalid.under(key)
        if wrong:
            raise Invalid(*wrong)
        return found

    return mapping


def models_in(annotation: Any) -> Iterator[type[Model]]:
    """Yield the models that a type is made of."""
    if isinstance(annotation, type) and issubclass(annotation, Model):
        yield annotation
    else:
        for argument in get_args(annotation):
            yield from models_in(argument)
