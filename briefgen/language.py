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

    def day(self, day: date) -> str:
        """Return a day in full."""
        return format_date(day, "long", locale=self.locale)

    def short_day(self, day: date) -> str:
        """Return a day in its usual short form, with the month in letters."""
        return format_date(day, "medium", locale=self.locale)

    def when(self, value: str) -> str:
        """Return an EDTF date as words; anything else as it is written."""
        if not EDTF.match(value):
            return value
        return "–".join(self._part(part) for part in value.split("/") if part not in ("", ".."))

    def _part(self, part: str) -> str:
        bare = part.rstrip("?~%")
        year, *rest = bare.split("-")
        day = date(2024 if year == "XXXX" else int(year), *(int(r) for r in [*rest, "1", "1"][:2]))
        known = year != "XXXX"
        if len(rest) == 2:
            shown = self.day(day) if known else self._skeleton("MMMMd", day)
        elif rest:
            shown = self._skeleton("yMMMM" if known else "MMMM", day)
        else:
            shown = year
        return f"{shown}?" if part != bare else shown

    def _skeleton(self, skeleton: str, day: date) -> str:
        return format_skeleton(skeleton, day, locale=self.locale)

    def number(self, value: Decimal) -> str:
        """Return a number with this language's separators."""
        return format_decimal(value, locale=self.locale, decimal_quantization=False)

    def percent(self, value: Decimal) -> str:
        """Return a number of hundredths with the percent sign."""
        return format_percent(value / 100, locale=self.locale, decimal_quantization=False)

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
