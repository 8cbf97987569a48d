"""What has digits and is no amount: dates, times, codes, addresses, and numbers of a list."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cache, partial

from babel import Locale, UnknownLocaleError

from briefgen.quantities.model import Kind, Quantity
from briefgen.quantities.tokens import plain
from briefgen.values import frozen

#: Stands where something was that is no amount; no word runs across it.
MARK = "\x00"
_LEVANTINE = (
    "كانون الثاني|شباط|آذار|نيسان|أيار|حزيران|تموز|آب|أيلول|تشرين الأول|تشرين الثاني|كانون الأول"
)
_DAY = r"(?:0?[1-9]|[12]\d|3[01])"
_YEAR = r"(?:1[89]|20)\d\d"
_ENDS = r"(?:st|nd|rd|th|er|[.ºª°])?"
_LINK = r"(?:\s?[-–—/]\s?|\s(?:and|to|or|et|au|und|bis|og|til|y|al|e|o)\s)"
_CASED = {"en", "de"}
_CURRENCIES = (
    "USD EUR GBP JPY CNY CHF SEK NOK DKK CAD AUD NZD HKD SGD INR RUB ILS NIS SAR AED EGP KRW TRY"
    " UAH PLN CZK HUF MXN BRL ARS ZAR Rs kr Kr"
)
_AFFIXES = "Mid Pre Post Late Early Since Under Over Sub Non Ex Anti Inter"


@frozen
class _Form:
    kind: Kind
    pattern: re.Pattern[str]


def _form(kind: Kind, pattern: str) -> _Form:
    return _Form(kind, re.compile(pattern))


_FIRST = (
    _form("list", r"https?://\S+|www\.\S+|[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}"),
    _form("list", r"(?<![\w+])\+\d[\d ().-]{6,20}\d|(?<![\d-])\d{3}-\d{4}(?![\d-])"),
    _form("date", rf"(?<![\d-])(?P<y>{_YEAR})-[01]\d(?:-[0-3]\d)?(?![\d-])"),
    _form("date", rf"(?<![\d./-])(?P<y>{_YEAR})[./年][01]?\d[./月][0-3]?\d日?(?![\d/])"),
    _form("date", rf"(?<![\d./-]){_DAY}([./-])[01]?\d\1(?P<y>{_YEAR})(?![\d/-])"),
    _form("date", rf"(?<![\d./-])[01]?\d/{_DAY}/(?P<y>{_YEAR})(?![\d/-])"),
)
_FISCAL = (_form("year", rf"\bFY\s?(?P<y>{_YEAR})(?!\d)"),)
_TIMES = (
    _form("time", r"(?<![\d.:])(?P<h>\d{1,2})(?:[:.](?P<m>\d\d))?\s?(?P<half>[ap])\.?m\b\.?"),
    _form("time", r"(?<![\d.:])(?P<h>[01]?\d|2[0-4]):(?P<m>[0-5]\d)(?::[0-5]\d)?(?![\d:])"),
    _form("time", r"(?<![\d.:,])(?P<h>[01]?\d|2[0-4])\s?h(?:\s?(?P<m>[0-5]\d))?\b(?!\s?[/\d])"),
    _form("time", r"(?<![\d.:])(?P<h>[01]?\d|2[0-4])(?:[.:](?P<m>[0-5]\d))?\sUhr\b"),
    _form("time", r"\bkl\.?\s(?P<h>[01]?\d|2[0-4])(?:[.:](?P<m>[0-5]\d))?(?!\d)"),
    _form("time", r"\b(?i:alle|ore)\s(?P<h>[01]?\d|2[0-4])(?:[.:](?P<m>[0-5]\d))?(?![\d.,:])"),
    _form("time", r"(?P<half>午[前後])?(?P<h>[01]?\d|2[0-4])時(?!間)(?:(?P<m>[0-5]?\d)分)?"),
)
_CODES = (
    _form(
        "code",
        rf"(?<![\w$€£¥-])(?!(?:{'|'.join(_CURRENCIES.split())})[\d-])"
        rf"(?!(?:{'|'.join(_AFFIXES.split())})-\d)"
        r"[A-Z][A-Za-z]{0,11}-?\d+(?:[-/]?[A-Za-z0-9]+|\.\d+)*",
    ),
    _form("code", r"(?<![\w.,])\d{1,3}[GD]\b"),
    _form("code", r"(?<![\w.,/])\d{1,2}/(?:7|11|24)(?![\d/])"),
    _form("list", r"(?<!\w)(?:[¶#]\s?\d+|pp?\d+(?:-p?\d+)?|\[\d{1,3}\])(?!\w)"),
    _form("list", r"(?:\A\(?\d{1,2}[).]|(?<=[\n;:,.] )\(?\d{1,2}\))\s(?=\D)"),
    _form("list", r"יום\s(?:ראשון|שני|שלישי|רביעי|חמישי|שישי)"),
)


@cache
def _months(language: str) -> str:
    """Return an alternation of the names of months; in English and German with their capital."""
    try:
        locale = Locale.parse(language)
    except (UnknownLocaleError, ValueError):
        return ""
    names = {
        str(name).rstrip(".")
        for kind in ("format", "stand-alone")
        for width in ("wide", "abbreviated")
        for name in locale.months[kind][width].values()
    }
    names = {re.escape(n) for n in names if not re.match(r"\d", n)}
    names |= {"Sept"} if language == "en" else set()
    joined = "|".join(sorted(names, key=len, reverse=True))
    return f"{_LEVANTINE}|{joined}" if language == "ar" else joined


@cache
def _dates(language: str) -> tuple[_Form, ...]:
    if language == "ja":
        return (
            _form("date", rf"(?:(?P<y>{_YEAR})年)?1?\d月(?!間)(?:[1-3]?\d日(?!間))?"),
            _form("year", rf"(?<!\d)(?P<y>{_YEAR})年"),
            _form("date", r"(?<!\d)[1-3]?\d日(?!間)"),
        )
    names = _months(language)
    if not names:
        return ()
    flag = "" if language in _CASED else "(?i:"
    inside = "ב?" if language == "he" else ""
    month = rf"\b{inside}{flag or '(?:'}{names})\b\.?"
    year = rf"(?:,?\s(?:de\s|del\s)?(?P<y>{_YEAR})(?!\d))?"
    of = r"\s(?:of\s|de\s|d['’])?"
    second = r"(?:\s?/\s?[^\W\d]+(?:\s[^\W\d]+)?)?"
    day = rf"(?<![\d.,]){_DAY}{_ENDS}"
    return (
        _form("date", rf"{day}(?:{_LINK}{_DAY}{_ENDS})?{of}{month}{second}{year}"),
        # "In June 30 people came" has no day.
        _form(
            "date",
            rf"(?<!\bin )(?<!\bIn ){month}\s{_DAY}(?:st|nd|rd|th)?(?![\d,.:]\d|\d)"
            rf"(?:\s?[-–—]\s?{_DAY}(?!\d))?{year}",
        ),
        _form("date", rf"{month},?\s(?:de\s|del\s)?(?P<y>{_YEAR})(?!\d)"),
    )


# An address, and the name of a day in Hebrew.
_WITHOUT_DIGITS = (_FIRST[0], _CODES[-1])
_DIGIT = re.compile(r"\d")


@cache
def _forms(language: str) -> tuple[_Form, ...]:
    return (*_FIRST, *_dates(language), *_FISCAL, *_TIMES, *_CODES)


def specials(text: str, language: str) -> tuple[list[Quantity], str]:
    """Return what is no amount, in order, and the plain text with marks in its place."""
    found: list[Quantity] = []

    def take(kind: Kind, match: re.Match[str]) -> str:
        found.extend(_quantities(kind, match, text))
        return MARK.ljust(len(match[0]))

    free = plain(text)
    digits = _DIGIT.search(free) is not None
    for form in _forms(language) if digits else _WITHOUT_DIGITS:
        free = form.pattern.sub(partial(take, form.kind), free)
    return sorted(found, key=lambda quantity: quantity.start), free


def _quantities(kind: Kind, match: re.Match[str], text: str) -> Iterator[Quantity]:
    parts = match.groupdict()
    start, end = match.span()
    if parts.get("y"):
        a, b = match.span("y")
        rest = [(one, two) for one, two in ((start, a), (b, end)) if one < two]
        yield from (Quantity(m, n, text[m:n], Decimal(0), kind="date") for m, n in rest)
        yield Quantity(a, b, text[a:b], Decimal(parts["y"]), kind="year")
        return
    value = Decimal(_minutes(parts)) if kind == "time" else Decimal(0)
    yield Quantity(start, end, text[start:end], value, kind=kind)


def _minutes(parts: dict[str, str | None]) -> int:
    """Return the minute of the day."""
    hour, minute, half = int(parts["h"] or 0), int(parts["m"] or 0), parts.get("half")
    if half in ("p", "午後") and hour < 12:
        hour += 12
    elif half in ("a", "午前") and hour == 12:
        hour = 0
    return hour * 60 + minute
