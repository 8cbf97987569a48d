"""Figures that the brief works out itself: the formula is computed and compared."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from briefgen.checks.items import meet, tongue
from briefgen.checks.rule import Checked, Finding, Rule
from briefgen.formula import Formula, FormulaError, is_formula, parse, rounded
from briefgen.quantities import amount, table_of
from briefgen.schema.evidence import Figure, Group

#: What converts and scales: everybody's numbers.
_CONSTANTS = frozenset(map(Decimal, (1, 2, 4, 7, 10, 12, 24, 52, 60, 100, 365, 1000)))
_HINT = "set value or derived right; docs/writing.md has the formulas"


def derived_mismatch(checked: Checked) -> Iterator[Finding]:
    """Yield derived figures whose formula cannot be computed, or gives another number."""
    for n, figure in enumerate(checked.brief.figures):
        if not figure.derived:
            continue
        if not is_formula(figure.derived):
            yield from _counted(checked, n, figure)
            continue
        try:
            formula = parse(figure.derived)
            results = _results(checked, figure, formula)
        except FormulaError as error:
            message = f"the formula “{figure.derived}” cannot be computed: {error}"
            yield Finding(("figures", n, "derived"), message, _HINT)
            continue
        if not any(_agree(result, value) for result, value in results):
            shown = _shown(results[0][0], figure)
            yield Finding(
                ("figures", n, "value"),
                f"the value is {figure.value}, but {figure.derived} is {shown}",
                _HINT,
            )


def _agree(result: Decimal, value: Decimal) -> bool:
    """Compare to as many decimals as the value has."""
    exponent = value.as_tuple().exponent
    places = max(-exponent, 0) if isinstance(exponent, int) else 0
    return rounded(result, Decimal(min(places, 12))) == value


def _shown(result: Decimal, figure: Figure) -> str:
    exponent = figure.value.as_tuple().exponent
    places = max(-exponent, 0) if isinstance(exponent, int) else 0
    exact = rounded(result, Decimal(min(places + 2, 12)))
    return f"{exact.normalize():f}"


def _results(checked: Checked, figure: Figure, formula: Formula) -> list[tuple[Decimal, Decimal]]:
    """Return (result, value to compare with): by the values as written, and by their scales."""
    figures = {f.id: f for f in checked.brief.figures if f.id}
    groups = {group.id: len(group.members) for group in checked.brief.groups}
    _refuse_strangers(formula, figures, groups, figure)
    language = tongue(checked.brief)
    plain = {name: figures[name].value for name in formula.names}
    scaled = {
        name: amount(figures[name].value, figures[name].unit or "", language).value
        for name in formula.names
    }
    total = amount(figure.value, figure.unit or "", language).value
    found = [(formula.compute(plain, groups), figure.value)]
    return found if plain == scaled else [*found, (formula.compute(scaled, groups), total)]


def _refuse_strangers(
    formula: Formula, figures: dict[str, Figure], groups: dict[str, int], own: Figure
) -> None:
    for name in sorted(formula.groups - set(groups)):
        raise FormulaError(f"no group has the id “{name}”")
    for name in sorted(formula.names - set(figures)):
        minus = "-" in name and all(part in figures for part in name.split("-"))
        raise FormulaError(
            f"no figure has the id “{name}”" + ("; put spaces around the minus" if minus else "")
        )
    if _leads_to(own, formula, figures):
        raise FormulaError("it goes round in a circle")


def _leads_to(own: Figure, formula: Formula, figures: dict[str, Figure]) -> bool:
    """Tell whether a figure is worked out of itself."""
    seen: set[str] = set()
    left = sorted(formula.names)
    while left:
        name = left.pop()
        figure = figures.get(name)
        if figure is own:
            return True
        if name in seen or figure is None or not figure.derived or not is_formula(figure.derived):
            continue
        seen.add(name)
        try:
            left += sorted(parse(figure.derived).names)
        except FormulaError:
            continue
    return False


def _counted(checked: Checked, n: int, figure: Figure) -> Iterator[Finding]:
    """Yield a figure that counts the only list at its place, and is not as long as that."""
    group = listed(checked, figure)
    if group and figure.value != len(group.members):
        yield Finding(
            ("figures", n, "value"),
            f"the value is {figure.value}, but “{group.name}” has {len(group.members)} members",
            _HINT,
        )


def listed(checked: Checked, figure: Figure) -> Group | None:
    """Return the only group at a figure's place, if its derivation says that it counts one."""
    start = (figure.derived or "").casefold().strip()
    if not start.startswith(table_of(tongue(checked.brief)).count_of):
        return None
    groups = [group for group in checked.brief.groups if meet(group, figure)]
    return groups[0] if len(groups) == 1 else None


def derived_unchecked(checked: Checked) -> Iterator[Finding]:
    """Yield derived figures that say in words how they were worked out."""
    for n, figure in enumerate(checked.brief.figures):
        if figure.derived and not is_formula(figure.derived) and not listed(checked, figure):
            yield Finding(
                ("figures", n, "derived"),
                f"nothing was computed for “{figure.derived}”",
                "write a formula to have it computed: count(GROUP-ID), or (25 - 10) / 10 * 100",
            )


def literals(checked: Checked) -> Iterator[tuple[int, str, Decimal]]:
    """Yield (index of the figure, number as written, value) of the numbers in formulas."""
    for n, figure in enumerate(checked.brief.figures):
        if not figure.derived or not is_formula(figure.derived) or figure.as_written:
            continue
        try:
            written = parse(figure.derived).literals
        except FormulaError:
            continue
        for number in written:
            value = Decimal(number.replace(",", ""))
            if value not in _CONSTANTS:
                yield n, number, value


RULES = (
    Rule("derived-mismatch", "error", "A sum that nobody redoes stays wrong.", derived_mismatch),
    Rule("derived-unchecked", "info", "Words cannot be computed.", derived_unchecked),
)
