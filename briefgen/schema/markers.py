"""What `Annotated` may say about a type of the model, and how data are refused."""

import re
from collections.abc import Callable, Mapping
from typing import Any, NoReturn

#: Returns the value that a piece of plain data stands for; raises Invalid.
Check = Callable[[Any], Any]
Path = tuple[str | int, ...]


class Wrong:
    """One thing that is wrong: where, of what kind, what stands there, and what is known of it."""

    __slots__ = ("kind", "known", "path", "value")

    def __init__(
        self, kind: str, value: Any, known: Mapping[str, Any] | None = None, path: Path = ()
    ) -> None:
        self.kind, self.value, self.known, self.path = kind, value, known or {}, path


class Invalid(ValueError):
    """Data that are no such model, with everything that is wrong."""

    def __init__(self, *wrong: Wrong) -> None:
        super().__init__(wrong)
        self.wrong = wrong

    def __str__(self) -> str:
        return "; ".join(f"{w.path}: {w.known.get('text', w.kind)}" for w in self.wrong)

    def under(self, part: str | int) -> tuple[Wrong, ...]:
        """Return what is wrong, seen from the mapping or list that holds it."""
        for wrong in self.wrong:
            wrong.path = (part, *wrong.path)
        return self.wrong


class Refused(Exception):
    """What a function of the schema says about a value that it does not take."""

    def __init__(self, **known: str) -> None:
        super().__init__(known)
        self.known = known


def fail(code: str, message: str, hint: str = "") -> NoReturn:
    """Refuse a value with a code, a message and what to write instead."""
    raise Refused(code=code, text=message, hint=hint)


class Marker:
    """Something that `Annotated` says about a type; the last one is the outermost."""

    def around(self, check: Check) -> Check:
        """Return a check with what this one adds."""
        return check


class Form(Marker):
    """What an editor is told in place of the type: JSON Schema."""

    def __init__(self, schema: dict[str, Any]) -> None:
        self.schema = schema


class Before(Marker):
    """A function that sees the data first, and may change them."""

    def __init__(self, function: Callable[[Any], Any]) -> None:
        self.function = function

    def around(self, check: Check) -> Check:
        function = self.function

        def before(value: Any) -> Any:
            try:
                data = function(value)
            except Refused as refusal:
                raise Invalid(Wrong("refused", value, refusal.known)) from None
            return check(data)

        return before


class Short(Before):
    """A shorter way to write a field: a function to the full form, and what editors may accept.

    `also` stands for the whole; for a list, `items` for each item, and `single` for one alone.
    """

    def __init__(
        self,
        function: Callable[[Any], Any],
        also: tuple[dict[str, Any], ...] = (),
        items: tuple[dict[str, Any], ...] = (),
        *,
        single: bool = False,
    ) -> None:
        super().__init__(function)
        self.also, self.items, self.single = also, items, single


class After(Marker):
    """A function that sees the value last, and may change it."""

    def __init__(self, function: Callable[[Any], Any]) -> None:
        self.function = function

    def around(self, check: Check) -> Check:
        function = self.function

        def after(value: Any) -> Any:
            checked = check(value)
            try:
                return function(checked)
            except Refused as refusal:
                raise Invalid(Wrong("refused", value, refusal.known)) from None

        return after


class Pattern(Marker):
    """Text in a form that a pattern describes, from its first to its last character."""

    def __init__(self, pattern: str) -> None:
        self.pattern = pattern

    def around(self, check: Check) -> Check:
        pattern = self.pattern

        def matching(value: Any) -> Any:
            text = check(value)
            if not re.fullmatch(pattern, text):
                raise Invalid(Wrong("pattern", text))
            return text

        return matching


class Length(Marker):
    """How many characters or entries there may be."""

    def __init__(self, least: int = 0, most: int | None = None) -> None:
        self.least, self.most = least, most

    def around(self, check: Check) -> Check:
        least, most = self.least, self.most

        def measured(value: Any) -> Any:
            checked = check(value)
            if len(checked) < least:
                raise Invalid(Wrong("short", value, {"least": least}))
            if most is not None and len(checked) > most:
                raise Invalid(Wrong("long", checked, {"most": most}))
            return checked

        return measured


class Range(Marker):
    """The least and the greatest number."""

    def __init__(self, least: int, greatest: int | None = None) -> None:
        self.least, self.greatest = least, greatest

    def around(self, check: Check) -> Check:
        least, greatest = self.least, self.greatest

        def within(value: Any) -> Any:
            number = check(value)
            if number < least:
                raise Invalid(Wrong("small", value, {"least": least}))
            if greatest is not None and number > greatest:
                raise Invalid(Wrong("large", value, {"greatest": greatest}))
            return number

        return within
