"""Units: percent, currencies, measures; and the noun that a number counts."""

from __future__ import annotations

import re
from collections.abc import Sequence

from briefgen.quantities.model import Kind, Table
from briefgen.quantities.tokens import Token
from briefgen.values import frozen

#: Signs that stand before or after an amount.
SIGNS = {
    "$": "USD",
    "€": "EUR",
    "£": "GBP",
    "¥": "JPY",
    "￥": "JPY",
    "₪": "ILS",
    "₹": "INR",
    "₽": "RUB",
    "₩": "KRW",
    "₺": "TRY",
    "₴": "UAH",
    "﷼": "SAR",
    "¢": "cent",
}
#: Letters before the dollar sign.
DOLLARS = {
    "us": "US",
    "a": "AUD",
    "au": "AUD",
    "c": "CAD",
    "ca": "CAD",
    "nz": "NZD",
    "hk": "HKD",
    "s": "SGD",
    "r": "BRL",
    "nt": "TWD",
}
_CODES = {
    **{
        code.lower(): code
        for code in (
            "EUR GBP JPY CNY CHF SEK NOK DKK CAD AUD NZD HKD SGD INR RUB ILS SAR AED EGP KRW TRY"
            " UAH PLN CZK HUF MXN BRL ARS ZAR TWD THB"
        ).split()
    },
    "usd": "US",
    "nis": "ILS",
    "rs": "INR",
    "kr": "kr",
}
#: The names that stand alone for a currency of several countries.
SHARED = {
    "USD": ("US", "CAD", "AUD", "NZD", "HKD", "SGD", "TWD"),
    "kr": ("DKK", "SEK", "NOK", "CZK", "ISK"),
    "GBP": ("lb", "EGP"),
    "JPY": ("CNY",),
    "CHF": (),
}
_SHORT = {
    "km": "km",
    "m": "m",
    "cm": "cm",
    "mm": "mm",
    "mi": "mile",
    "ft": "foot",
    "yd": "yard",
    "ha": "hectare",
    "l": "litre",
    "kg": "kg",
    "g": "g",
    "mg": "mg",
    "t": "t",
    "lb": "lb",
    "lbs": "lb",
    "oz": "ounce",
    "km²": "km2",
    "km2": "km2",
    "m²": "m2",
    "m2": "m2",
    "m³": "m3",
    "m3": "m3",
    "kw": "kW",
    "mw": "MW",
    "gw": "GW",
    "kwh": "kWh",
    "mwh": "MWh",
    "gwh": "GWh",
    "twh": "TWh",
    "kb": "KB",
    "mb": "MB",
    "gb": "GB",
    "tb": "TB",
    "hz": "Hz",
    "mhz": "MHz",
    "ghz": "GHz",
    "mbps": "Mbps",
    "mph": "mph",
    "kph": "km/h",
    "km/h": "km/h",
    "kmh": "km/h",
    "c": "°C",
    "f": "°F",
    "ppm": "ppm",
    "µg": "µg",
}
_SUPERSCRIPTS = {"²": "2", "³": "3", "2": "2", "3": "3"}
_PERCENT = frozenset(("percent", "percentage-point", "basis-point"))
_MONEY = frozenset(
    (*_CODES.values(), *SIGNS.values(), "US", "kr", "cent", "pence", "peso", "agora")
)
MAX_UNIT_WORDS, MAX_PHRASE = 4, 4


@frozen
class Unit:
    """A canonical unit and the index of the token after it."""

    name: str
    end: int


def kind_of(unit: str) -> Kind:
    """Return whether a unit is a share, money, or a measure."""
    if unit in _PERCENT:
        return "percent"
    return "money" if unit in _MONEY or unit in _CODES.values() else "measure"


def canonical(unit: str) -> str:
    """Return the code of a unit: the dollar of the United States is USD."""
    return "USD" if unit == "US" else unit


def shared(unit: str) -> tuple[str, ...]:
    """Return the currencies that a bare name may stand for too; "US$" stands for one."""
    return SHARED.get(unit, ())


def unit(tokens: Sequence[Token], at: int, table: Table) -> Unit | None:
    """Read the unit that starts at a token, which may be joined to the number by a hyphen."""
    at = _past_hyphen(tokens, at)
    if at >= len(tokens):
        return None
    token = tokens[at]
    if token.text == "%":
        following = _word(tokens, at + 1)
        points = following in ("points", "point")
        return Unit("percentage-point", at + 2) if points else Unit("percent", at + 1)
    if token.text == "°":
        scale = _word(tokens, at + 1)
        return Unit(f"°{scale.upper()}", at + 2) if scale in ("c", "f") else Unit("degree", at + 1)
    if token.text in SIGNS:
        return Unit(SIGNS[token.text], at + 1)
    return _in_words(tokens, at, table) if token.kind == "word" else None


def _past_hyphen(tokens: Sequence[Token], at: int) -> int:
    hyphen = at + 1 < len(tokens) and tokens[at].text == "-" and at > 0
    if not hyphen or tokens[at - 1].end != tokens[at].start:
        return at
    return at + 1 if tokens[at].end == tokens[at + 1].start else at


def _word(tokens: Sequence[Token], at: int) -> str:
    return tokens[at].low if at < len(tokens) else ""


def _in_words(tokens: Sequence[Token], at: int, table: Table) -> Unit | None:
    """Read the longest name of a unit; its words are joined by spaces, hyphens or apostrophes."""
    best: Unit | None = None
    name, end = "", at
    for _ in range(MAX_UNIT_WORDS):
        if end >= len(tokens) or tokens[end].kind != "word":
            break
        name = f"{name} {tokens[end].low}" if name else tokens[end].low
        end += 1
        if name in table.units:
            best = Unit(table.units[name], end)
        if end < len(tokens) and tokens[end].text in "-'/" and _tight(tokens, end):
            name, end = f"{name}{tokens[end].text}", end + 1
            if end < len(tokens) and tokens[end].kind == "word":
                name, end = f"{name}{tokens[end].low}", end + 1
                if name in table.units or name in _SHORT:
                    best = Unit(table.units.get(name) or _SHORT[name], end)
    return best or _short(tokens, at)


def _tight(tokens: Sequence[Token], at: int) -> bool:
    return tokens[at - 1].end == tokens[at].start


def _short(tokens: Sequence[Token], at: int) -> Unit | None:
    """Read an abbreviation; those of one letter stand in their usual case only."""
    token = tokens[at]
    if token.low in _CODES and (token.text.isupper() or token.low in ("kr", "rs")):
        dollar = _word(tokens, at + 1) == "$"
        return Unit(_CODES[token.low], at + 1 + dollar)
    if token.low in DOLLARS and _word(tokens, at + 1) == "$":
        return Unit(DOLLARS[token.low], at + 2)
    if token.low not in _SHORT or (len(token.text) == 1 and token.text not in "mgltCF"):
        return None
    if token.text in "CF" and (at == 0 or tokens[at - 1].end != token.start):
        return None
    raised = _word(tokens, at + 1)
    square = f"{token.low}{_SUPERSCRIPTS.get(raised, '')}"
    if raised in _SUPERSCRIPTS and square in _SHORT and tokens[at + 1].start == token.end:
        return Unit(_SHORT[square], at + 2)
    return Unit(_SHORT[token.low], at + 1)


def before(tokens: Sequence[Token], at: int) -> tuple[str, int] | None:
    """Return the currency that stands before a number, and the index where it starts."""
    if at == 0:
        return None
    token = tokens[at - 1]
    if token.text in SIGNS and tokens[at].start - token.end <= 1:
        letters = tokens[at - 2].low if at > 1 and tokens[at - 2].end == token.start else ""
        if token.text == "$" and letters in DOLLARS:
            return DOLLARS[letters], at - 2
        return SIGNS[token.text], at - 1
    coded = token.kind == "word" and tokens[at].start - token.end <= 1
    if coded and token.low in _CODES and (token.text.isupper() or token.text in ("kr", "Rs", "Kr")):
        return _CODES[token.low], at - 1
    return None


def stem(word: str, table: Table) -> str:
    """Return a word without its ending, so that one noun has one form."""
    word = word.casefold()
    if table.article and len(word) > len(table.article) + 2:
        word = word.removeprefix(table.article)
    if word in table.plurals:
        word = table.plurals[word]
    elif table.head == "plural":
        word = _english(word)
    else:
        cut = (e for e in table.endings if word.endswith(e) and len(word) - len(e) >= 3)
        word = word.removesuffix(next(cut, ""))
    return table.same.get(word, word)


def _english(word: str) -> str:
    if len(word) > 4 and word.endswith("ies"):
        return f"{word[:-3]}y"
    if len(word) > 4 and word.endswith(("sses", "xes", "ches", "shes", "zes")):
        return word[:-2]
    bare = len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is"))
    return word[:-1] if bare else word


def phrase(
    tokens: Sequence[Token], at: int, table: Table, *, plural: bool, single: bool = False
) -> tuple[str, ...]:
    """Return the stems of the words up to the noun that follows; empty when none is clear.

    In English, `plural` says that only a plural can be the noun, `single` that none is: after 1.
    """
    hyphened = _past_hyphen(tokens, at)
    run = _run(tokens, hyphened, table)
    if not run:
        return ()
    if table.head == "plural":
        if hyphened > at:
            run = run[:1]
        elif plural:
            run = run[: _plural(run, table)]
        elif not single:
            run = [] if re.search(r"(?:ing|ed)$", run[0].low) else run[: _plural(run, table) or 1]
    elif table.head == "capital":
        capitals = [n for n, token in enumerate(run) if token.text[0].isupper()]
        run = run[: capitals[0] + 1] if capitals else run[:1]
    elif table.adjectives:
        plain = [n for n, token in enumerate(run) if not token.low.endswith(table.adjectives)]
        run = run[: plain[0] + 1] if plain else run[:1]
        return tuple(stem(token.low, table) for token in run)
    else:
        run = run[:2]
    stems = [stem(token.low, table) for token in run]
    # The noun stands last; in languages that put it first, the order is turned round.
    return tuple(stems[::-1] if table.head == "first" else stems)


def _run(tokens: Sequence[Token], at: int, table: Table) -> list[Token]:
    """Return the words that follow each other with nothing but spaces and hyphens between."""
    run: list[Token] = []
    if at < len(tokens) and tokens[at].low in table.more:
        at += 1
    while at < len(tokens) and len(run) < MAX_PHRASE:
        token = tokens[at]
        if token.kind != "word" or token.low in table.stop or token.low in table.words:
            break
        run.append(token)
        at += 1
        if at + 1 < len(tokens) and tokens[at].text == "-" and tokens[at].start == token.end:
            at += 1
    return run


def _plural(run: list[Token], table: Table) -> int:
    """Return how many words there are up to the first plural; names in -s come last."""
    plurals = [
        n
        for n, token in enumerate(run)
        if (token.low in table.plurals or _english(token.low) != token.low)
        and not (token.text.isupper() and len(token.text) > 1)
    ]
    small = [n for n in plurals if run[n].text[0].islower()]
    return (small or plurals or [-1])[0] + 1
