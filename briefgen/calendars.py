"""The names of months and weekdays in a language, in the forms that running text uses."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

from babel import Locale, UnknownLocaleError

from briefgen.values import frozen

#: The languages that sources are read in, whatever the language of the brief.
LANGUAGES = ("en", "fr", "de", "da", "es", "it", "ar", "he", "ja")
#: The calendars of these, made from Babel's.
MADE = "calendars.json"
# Regions whose names differ: Babel keeps them with the region.
_REGIONS = {
    "ar": ("ar_LB", "ar_DZ", "ar_MA"),
    "de": ("de_AT",),
    "en": ("en_GB",),
    "es": ("es_MX",),
}
_MORE_MONTHS: dict[str, dict[str, int]] = {
    "ar": {
        "آيار": 5,
        "تشرين أول": 10,
        "تشرين ثاني": 11,
        "كانون أول": 12,
        "كانون ثاني": 1,
    },
    "de": {"feber": 2},
    "es": {"setiembre": 9},
    "he": {"מרס": 3},
}
_MORE_SHORT: dict[str, dict[str, int]] = {"en": {"sept": 9}, "de": {"sep": 9}}
_MORE_DAYS: dict[str, dict[str, int]] = {
    "ar": {"الإثنين": 0},
    "de": {"sonnabend": 5},
    "he": {"שבת": 5},
}
_MORE_SHORT_DAYS: dict[str, dict[str, int]] = {
    "en": {"tues": 1, "wednes": 2, "thur": 3, "thurs": 3}
}
# Letters that Arabic and Hebrew write as one word with the name that follows.
_PREFIXES = {"ar": "وفبلك", "he": "ובלהמשכ"}
_LETTERS = re.compile(r"[^\W\d_]+(?:[ '][^\W\d_]+)?")
_HAMZA = str.maketrans("أإ", "اا")


@frozen
class Calendar:
    """Names in small letters; months count from 1, weekdays from 0, which is Monday."""

    months: dict[str, int]
    short_months: dict[str, int]
    weekdays: dict[str, int]
    short_weekdays: dict[str, int]
    #: Whether names have a capital in the middle of a sentence.
    capitals: bool
    #: Whether the day may stand after the month: February 1.
    month_first: bool
    prefixes: str

    #: The names of months, short ones too.
    month_words: frozenset[str] = frozenset()
    #: The letters that the names of months start with.
    initials: frozenset[str] = frozenset()

    def may_stand_in(self, text: str) -> bool:
        """Tell whether a text can hold these names: one in another script cannot."""
        return not self.prefixes or (
            not text.isascii() and any(letter in text for letter in self.initials)
        )

    def month(self, words: str) -> int | None:
        """Return the number of a month's full name."""
        return self._found(self.months, words)

    def weekday(self, words: str) -> int | None:
        """Return the number of a weekday's full name."""
        return self._found(self.weekdays, words)

    def _found(self, names: dict[str, int], words: str) -> int | None:
        if self.capitals and not words[:1].isupper():
            return None
        name = " ".join(words.lower().split())
        return next((names[form] for form in self.forms(name) if form in names), None)

    def forms(self, name: str) -> list[str]:
        """Return a word in small letters, and what it may be without the letters joined to it."""
        joined = [n for n in (1, 2) if set(name[:n]) <= set(self.prefixes) and len(name) > n + 2]
        return [name, *(name[n:] for n in joined)] if self.prefixes else [name]


_NOTHING = Calendar({}, {}, {}, {}, capitals=False, month_first=False, prefixes="")


@cache
def calendar(tag: str) -> Calendar:
    """Return the names of a language (a BCP 47 tag); none for a language that Babel lacks."""
    return _made_before().get(tag) or calendar_of(tag)


@cache
def _made_before() -> dict[str, Calendar]:
    """Return the calendars of `LANGUAGES`: Babel takes longer for them than a check for a brief."""
    content = json.loads((Path(__file__).parent / MADE).read_bytes())
    words = ("month_words", "initials")
    return {
        tag: Calendar(**names | {key: frozenset(names[key]) for key in words})
        for tag, names in content.items()
    }


def calendar_of(tag: str) -> Calendar:
    """Return the names of a language as Babel has them."""
    try:
        locale = Locale.parse(tag.replace("-", "_"), resolve_likely_subtags=True)
    except (UnknownLocaleError, ValueError):
        return _NOTHING
    base = locale.language
    locales = [locale, *(Locale.parse(region) for region in _REGIONS.get(base, ()))]
    months = _names(_months(locales, "wide")) | _MORE_MONTHS.get(base, {})
    if not months:
        return _NOTHING
    days = _names(_days(locales, "wide")) | _MORE_DAYS.get(base, {})
    long = str(locale.date_formats["long"])
    wide = [name for _, name in _months(locales[:1], "wide")]
    short = _names(_months(locales, "abbreviated"), beside=months) | _MORE_SHORT.get(base, {})
    return Calendar(
        months=_spelled(months),
        short_months=short,
        weekdays=_spelled(days),
        short_weekdays=_names(_days(locales, "abbreviated"), beside=days)
        | _MORE_SHORT_DAYS.get(base, {}),
        capitals=all(name[0].isupper() for name in wide),
        month_first=-1 < long.find("M") < long.find("d"),
        prefixes=_PREFIXES.get(base, ""),
        month_words=frozenset((*months, *short)),
        initials=frozenset(name[0] for name in _spelled(months)),
    )


def _months(locales: Iterable[Locale], width: str) -> Iterator[tuple[int, str]]:
    for locale in locales:
        # Babel lends Hebrew names to a language that has none to stand alone.
        kinds = ("format", "stand-alone") if _LETTERS.match(_first(locale)) else ()
        for kind in kinds:
            yield from locale.months[kind][width].items()


def _first(locale: Locale) -> str:
    return str(locale.months["format"]["wide"][1])


def _days(locales: Iterable[Locale], width: str) -> Iterator[tuple[int, str]]:
    for locale in locales:
        yield from locale.days["format"][width].items()


def _names(
    numbered: Iterable[tuple[int, str]], beside: dict[str, int] | None = None
) -> dict[str, int]:
    """Return names without the full stop or sign that ends an abbreviation."""
    names = {" ".join(name.lower().split()).rstrip(".׳"): number for number, name in numbered}
    return {n: k for n, k in names.items() if _LETTERS.fullmatch(n) and n not in (beside or {})}


def _spelled(names: dict[str, int]) -> dict[str, int]:
    """Add the Arabic spellings without hamza."""
    return {name.translate(_HAMZA): number for name, number in names.items()} | names
