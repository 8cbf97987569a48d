"""How long a brief can be understood: times that only the day of writing explains."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from briefgen.checks.prose import own_words, prose
from briefgen.checks.rule import Checked, Finding, Rule
from briefgen.checks.whens import Places, dated
from briefgen.dates import DateMention, read_dates, read_dates_anyhow, read_weekdays, read_when
from briefgen.language import VALUES
from briefgen.schema.base import EDTF
from briefgen.wordlists import lists, pattern
from briefgen.yamltree import KeyPath

#: Between a relative time and the date that explains it: last week (November 10–14).
_GAP = re.compile(r"[\s,،(（–—-]{0,3}")


@cache
def _phrases(tag: str) -> re.Pattern[str] | None:
    """Return a pattern of a language's phrases; `fixed` catches what means something else."""
    words = lists(tag)
    if "relative" not in words:
        return None
    fixed, relative = (pattern(words[key], tag) for key in ("fixed", "relative"))
    return re.compile(rf"(?P<fixed>{fixed})|(?P<relative>{relative})", re.IGNORECASE)


def relative_date(checked: Checked) -> Iterator[Finding]:
    """Yield times that mean nothing in a month: Friday, this week, the coming days."""
    places = Places(checked)
    for path, text in _texts(checked):
        for words in _relative(text, checked.brief.language):
            places.add(words.lower(), path, words)
    yield from places.findings_by_field(
        "“{words}” will mean nothing in a month",
        "write the date, if the source gives it; a day that you work out belongs in when, with"
        " as_written and resolved_by",
    )
    yield from _undated_quotes(checked)


def _texts(checked: Checked) -> Iterator[tuple[KeyPath, str]]:
    brief = checked.brief
    for path, text, _ in prose(brief):
        yield path, own_words(text)
    for n, stake in enumerate(brief.stakes):
        if stake.horizon:
            yield ("stakes", n, "horizon"), stake.horizon
    for item in dated(brief):
        if not EDTF.match(item.when):
            yield (*item.path, "when"), item.when


def _relative(text: str, language: str) -> list[str]:
    """Return the relative times in a text that no date beside them explains."""
    pattern = _phrases(language)
    found = [
        DateMention(m.start("relative"), m.end(), m["relative"])
        for m in (pattern.finditer(text) if pattern else ())
        if m["relative"]
    ]
    found += read_weekdays(text, language)
    dates = read_dates(text, language) if found else []
    return [m.text for m in found if not any(_explains(text, m, day) for day in dates)]


def _explains(text: str, mention: DateMention, day: DateMention) -> bool:
    between = (mention.end, day.start) if day.start >= mention.end else (day.end, mention.start)
    return between[0] <= between[1] and bool(_GAP.fullmatch(text, *between))


def _undated_quotes(checked: Checked) -> Iterator[Finding]:
    """Yield quotations whose `when` is words without any date."""
    language = checked.brief.language
    for n, quote in enumerate(checked.brief.quotes):
        words = quote.when or ""
        said = bool(words) and words not in VALUES and not EDTF.match(words)
        if said and not read_dates_anyhow(words, language) and not _relative(words, language):
            yield Finding(
                ("quotes", n, "when"),
                f"“{words}” is no day",
                "write the date, or not stated; what it was said at belongs in occasion",
            )


def partial_date(checked: Checked) -> Iterator[Finding]:
    """Yield dates without a year or without a day."""
    no_year, no_day = Places(checked), Places(checked)
    for item in dated(checked.brief):
        for day in read_when(item.when, checked.brief.language):
            parts = (day.year, day.month, day.day)
            if day.year is None:
                no_year.add(parts, (*item.path, "when"), day.text)
            elif day.day is None:
                no_day.add(parts, (*item.path, "when"), day.text)
    hint = "complete it, if a source does; say with resolved_by how"
    yield from no_year.findings("{words} has no year", hint)
    yield from no_day.findings("{words} has no day", hint)


RULES = (
    Rule("relative-date", "warning", "Today is another day tomorrow.", relative_date),
    Rule("partial-date", "info", "Readers ask which year, and which day.", partial_date),
)
