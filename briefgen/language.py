"""The words, dates, numbers and quotation marks of a language."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import cached_property
from typing import Any

from babel import Locale
from babel.dates import format_date, format_skeleton, format_timedelta
from babel.lists import format_list
from babel.numbers import format_decimal, format_percent

from briefgen.schema.base import EDTF

RIGHT_TO_LEFT = {"ar", "dv", "fa", "he", "ps", "sd", "ug", "ur", "yi"}
#: What briefs write for what a source leaves open, and its label.
VALUES = {
    "not stated": "not_stated",
    "not reported": "not_reported",
    "none reported": "none_reported",
    "unknown": "unknown",
}
# CLDR's minimumGroupingDigits of 2, which Babel leaves out: no separator in four digits.
_UNGROUPED = {"be", "bg", "et", "hu", "hy", "it", "ka", "lv", "pl", "sl", "sq"}
_UNGROUPED_IN: dict[str, set[str | None]] = {
    "es": {None, "EA", "ES", "GQ", "IC", "PH"},
    "pt": {"PT"},
}


@dataclass(frozen=True)
class Language:
    """A BCP 47 tag with the labels of its language."""

    tag: str
    labels: Mapping[str, Any]

    @cached_property
    def locale(self) -> Locale:
        """The nearest locale that dates and numbers are known for."""
        return Locale.parse(self.tag.replace("-", "_"), resolve_likely_subtags=True)

    @property
    def direction(self) -> str:
        """`rtl` or `ltr`."""
        return "rtl" if self.tag.split("-")[0] in RIGHT_TO_LEFT else "ltr"

    def label(self, path: str, **values: str) -> str:
        """Return the words at a dotted path, with their places filled."""
        node: Any = self.labels
        for part in path.split("."):
            node = node[part]
        return re.sub(r"\{(\w+)\}", lambda m: values.get(m[1], m[0]), str(node))

    def quote(self, text: str) -> str:
        """Return text in this language's quotation marks."""
        opening, closing = self.labels["quotation_marks"]
        return f"{opening}{text}{closing}"

    def value(self, text: str) -> str:
        """Return text; if it is one of the model's words for an open value, in this language."""
        return self.label(VALUES[text]) if text in VALUES else text

    def day(self, day: date) -> str:
        """Return a day in full."""
        return self._first(format_date(day, "long", locale=self.locale), day)

    def short_day(self, day: date) -> str:
        """Return a day in its usual short form, with the month in letters."""
        return self._first(format_date(day, "medium", locale=self.locale), day)

    def when(self, value: str) -> str:
        """Return an EDTF date in words, as well as a value's word; anything else as written."""
        if not EDTF.match(value):
            return self.value(value)
        parts = [part for part in value.split("/") if part not in ("", "..")]
        spaced = any(part.count("-") == 2 for part in parts)
        return (" – " if spaced else "–").join(self._part(part) for part in parts)

    def bare(self, when: str) -> str:
        """Return the words of a date without the preposition before them."""
        words = sorted(self.labels["prepositions"], key=len, reverse=True)
        # A prefix is one word with its date: only after other words has a space to follow.
        ends = (re.escape(word) + (r"\s+" if word[-1].isalpha() else r"\s*") for word in words)
        return re.sub(rf"\A(?:{'|'.join(ends)})", "", when)

    def _part(self, part: str) -> str:
        bare = part.rstrip("?~%")
        year, *rest = bare.split("-")
        day = date(2024 if year == "XXXX" else int(year), *(int(r) for r in [*rest, "1", "1"][:2]))
        known = year != "XXXX"
        if len(rest) == 2:
            shown = self.day(day) if known else self._first(self._skeleton("MMMMd", day), day)
        elif rest:
            shown = self._skeleton("yMMMM", day) if known else self._month(day)
        else:
            shown = year
        return f"{shown}{self.label('question')}" if part != bare else shown

    def _skeleton(self, skeleton: str, day: date) -> str:
        return format_skeleton(skeleton, day, locale=self.locale)

    def _month(self, day: date) -> str:
        """Return the name of a month that stands alone."""
        months = self.locale.months
        names = [str(months[kind]["wide"][day.month]) for kind in ("stand-alone", "format")]
        # Where a locale has no own names of one kind, Babel may return another locale's.
        dated = self._skeleton("yMMMM", day)
        return next((name for name in names if name in dated), names[1])

    def _first(self, shown: str, day: date) -> str:
        """Return a day's words with the French ordinal of the first of a month."""
        if self.locale.language != "fr" or day.day != 1:
            return shown
        return re.sub(r"\A1(?= )", "1er", shown)

    def number(self, value: Decimal) -> str:
        """Return a number with this language's separators."""
        shown = format_decimal(
            value,
            locale=self.locale,
            decimal_quantization=False,
            group_separator=self._grouped(value),
        )
        return self._signed(shown, value)

    def percent(self, value: Decimal) -> str:
        """Return a number of hundredths with the percent sign."""
        shown = format_percent(
            value / 100,
            locale=self.locale,
            decimal_quantization=False,
            group_separator=self._grouped(value),
        )
        return self._signed(shown, value)

    def _grouped(self, value: Decimal) -> bool:
        language, territory = self.locale.language, self.locale.territory
        sparing = language in _UNGROUPED or territory in _UNGROUPED_IN.get(language, ())
        return not sparing or abs(value) >= 10_000

    def _signed(self, shown: str, value: Decimal) -> str:
        """Return a number with a real minus sign, which keeps its place before the digits."""
        if value >= 0:
            return shown
        minus = "\u200e−" if self.direction == "rtl" else "−"
        return re.sub("\u200e?[-−]", minus, shown, count=1)

    def join(self, items: list[str]) -> str:
        """Return items as a list in words."""
        return format_list(items, locale=self.locale) if items else ""

    def language_name(self, tag: str) -> str:
        """Return the name of a language, in this one."""
        try:
            return Locale.parse(tag.replace("-", "_")).get_display_name(self.locale) or tag
        except ValueError:
            return tag

    def horizon(self, value: str) -> str:
        """Return an ISO 8601 duration in words; words as they are."""
        match = re.fullmatch(r"P(\d+)([DWMY])", value, re.ASCII)
        if not match:
            return self.when(value)
        unit: Any
        unit, days = {"D": ("day", 1), "W": ("week", 7), "M": ("month", 30), "Y": ("year", 365)}[
            match[2]
        ]
        span = timedelta(days=days * int(match[1]))
        return format_timedelta(span, granularity=unit, threshold=1e9, locale=self.locale)
