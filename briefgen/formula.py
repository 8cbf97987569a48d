"""The formulas of derived figures: a few signs and functions, read and computed exactly."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from decimal import ROUND_HALF_UP, Context, Decimal, DecimalException, localcontext

from briefgen.values import frozen

MAX_LENGTH, MAX_DEPTH, MAX_DIGITS, MAX_TERMS = 300, 20, 18, 100
FUNCTIONS = ("count", "sum", "percent", "round")
_SIGNS = str.maketrans({"×": "*", "·": "*", "÷": "/", "−": "-", "–": "-", ":": "/", "\u00a0": " "})
_TOKEN = re.compile(
    r"\s*(?:(?P<name>[a-z][a-z0-9]*(?:-[a-z0-9]+)*)"
    r"|(?P<number>\d{1,3}(?:,\d{3})+(?![\d,])(?:\.\d+)?|\d+(?:\.\d+)?)(?![\w.])"
    r"|(?P<sign>[-+*/(),]))"
)


_PART = r"\s*-?\s*[a-z0-9][a-z0-9.,-]*"
_TERMS = re.compile(rf"{_PART}(?:(?:\s+[-+]\s+|\s*[*/+]\s*){_PART})+\s*")


class FormulaError(ValueError):
    """A text that is no formula, or a formula that cannot be computed."""


@frozen
class Formula:
    """A formula that was read: its value by the names in it, and what it is made of."""

    compute: Callable[[Mapping[str, Decimal], Mapping[str, int]], Decimal]
    names: frozenset[str]
    groups: frozenset[str]
    #: The numbers written in it, as written, without those that only round.
    literals: tuple[str, ...]


def is_formula(text: str) -> bool:
    """Tell a formula, even one with a mistake in it, from words."""
    bare = text.translate(_SIGNS)[:MAX_LENGTH]
    called = re.search(rf"\b(?:{'|'.join(FUNCTIONS)})\(", bare)
    return bool(called or _TERMS.fullmatch(re.sub("[()]", " ", bare)))


Values = tuple[Mapping[str, Decimal], Mapping[str, int]]
_Term = Callable[[Values], Decimal]


def parse(text: str) -> Formula:
    """Read a formula; raise FormulaError with what is wrong with it."""
    if len(text) > MAX_LENGTH:
        raise FormulaError(f"it is longer than {MAX_LENGTH} characters")
    parser = _Parser(_split(text.translate(_SIGNS)))
    term = parser.sum(0)
    if parser.here is not None:
        raise FormulaError(f"“{parser.here}” does not belong where it stands")
    return Formula(
        lambda figures, groups: _computed(term, (figures, groups)),
        frozenset(parser.names),
        frozenset(parser.groups),
        tuple(parser.literals),
    )


def _split(text: str) -> list[str]:
    parts, at = [], 0
    while text[at:].strip():
        match = _TOKEN.match(text, at)
        if not match:
            raise FormulaError(f"“{text[at:].split(maxsplit=1)[0][:20]}” is no part of a formula")
        parts.append(match[0].strip())
        at = match.end()
    if len(parts) > MAX_TERMS:
        raise FormulaError(f"it has more than {MAX_TERMS} parts")
    return parts


def _computed(term: _Term, values: Values) -> Decimal:
    with localcontext(Context(prec=28, Emax=60, Emin=-60)):
        try:
            return term(values)
        except (DecimalException, ZeroDivisionError) as error:
            raise FormulaError("it divides by zero, or the result is too large") from error


class _Parser:
    """Reads sums of products from left to right; no sign does more than the four operations."""

    def __init__(self, parts: list[str]) -> None:
        self.parts, self.at = parts, 0
        self.names: set[str] = set()
        self.groups: set[str] = set()
        self.literals: list[str] = []

    @property
    def here(self) -> str | None:
        return self.parts[self.at] if self.at < len(self.parts) else None

    def take(self, *wanted: str) -> str:
        """Take the part that comes next, if it is one of those wanted; else return nothing."""
        here = self.here
        if here is None or here not in wanted:
            return ""
        self.at += 1
        return here

    def need(self, sign: str) -> None:
        if not self.take(sign):
            raise FormulaError(f"“{sign}” is missing")

    def sum(self, depth: int) -> _Term:
        if depth > MAX_DEPTH:
            raise FormulaError(f"its brackets are nested more than {MAX_DEPTH} deep")
        total = self.product(depth)
        while sign := self.take("+", "-"):
            total = _operation(sign, total, self.product(depth))
        return total

    def product(self, depth: int) -> _Term:
        total = self.factor(depth)
        while sign := self.take("*", "/"):
            total = _operation(sign, total, self.factor(depth))
        return total

    def factor(self, depth: int) -> _Term:
        if depth > MAX_DEPTH:
            raise FormulaError(f"its brackets are nested more than {MAX_DEPTH} deep")
        if self.take("-"):
            inner = self.factor(depth + 1)
            return lambda values: -inner(values)
        if self.take("("):
            inside = self.sum(depth + 1)
            self.need(")")
            return inside
        part = self.here
        if part is None or not part[0].isalnum():
            raise FormulaError("a number or a name is missing")
        self.at += 1
        if part[0].isdigit():
            return self.number(part)
        return self.call(part, depth + 1) if self.take("(") else self.figure(part)

    def number(self, part: str) -> _Term:
        digits = part.replace(",", "")
        if len(digits) > MAX_DIGITS:
            raise FormulaError(f"a number has more than {MAX_DIGITS} digits")
        self.literals.append(part)
        value = Decimal(digits)
        return lambda _: value

    def figure(self, name: str) -> _Term:
        self.names.add(name)
        return lambda values: values[0][name]

    def call(self, function: str, depth: int) -> _Term:
        if function not in FUNCTIONS:
            raise FormulaError(f"there is no function “{function}”: {', '.join(FUNCTIONS)}")
        if function == "count":
            return self.count()
        written = len(self.literals)
        terms = [self.sum(depth)]
        while self.take(","):
            written = len(self.literals)
            terms.append(self.sum(depth))
        self.need(")")
        if function == "round":
            del self.literals[written if len(terms) > 1 else len(self.literals) :]
        return _function(function, terms)

    def count(self) -> _Term:
        name = self.here
        if name is None or not name[0].isalnum():
            raise FormulaError("count needs the id of a group")
        self.at += 1
        self.need(")")
        self.groups.add(name)
        return lambda values: Decimal(values[1][name])


def _operation(sign: str, left: _Term, right: _Term) -> _Term:
    if sign == "+":
        return lambda values: left(values) + right(values)
    if sign == "-":
        return lambda values: left(values) - right(values)
    if sign == "*":
        return lambda values: left(values) * right(values)
    return lambda values: left(values) / right(values)


def _function(name: str, terms: list[_Term]) -> _Term:
    if name == "sum":
        return lambda values: sum((term(values) for term in terms), Decimal(0))
    if name == "percent":
        if len(terms) != 2:
            raise FormulaError("percent needs a part and a whole: percent(3, 12)")
        part, whole = terms
        return lambda values: part(values) / whole(values) * 100
    if len(terms) > 2:
        raise FormulaError("round needs a number and how many decimals: round(12.82, 1)")
    places = terms[1] if len(terms) > 1 else _whole
    return lambda values: rounded(terms[0](values), places(values))


def _whole(_: Values) -> Decimal:
    return Decimal(0)


def rounded(value: Decimal, places: Decimal) -> Decimal:
    """Return a value to so many decimals, halves away from zero."""
    if places % 1 or not 0 <= places <= 12:
        raise FormulaError("round takes 0 to 12 decimals")
    return value.quantize(Decimal(1).scaleb(-int(places)), ROUND_HALF_UP)
