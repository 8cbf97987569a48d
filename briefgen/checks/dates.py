"""Dates against the calendar, against each other and against the text of the sources."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import groupby
from typing import TypeAlias

from briefgen.checks.fidelity import articles_of, has_words
from briefgen.checks.prose import holder, own_words, prose
from briefgen.checks.rule import Checked, Finding, Rule
from briefgen.checks.whens import Dated, Places, dated
from briefgen.dates import (
    DateMention,
    read_dates,
    read_dates_anyhow,
    read_weekdays,
    read_when,
)
from briefgen.schema.sources import Sourced
from briefgen.values import replace
from briefgen.yamltree import KeyPath

_DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
# Words with which a weekday alone still is that weekday; "after Friday" is another.
_SAME_DAY = frozenset("on am le el il last lunedì".split())
#: The year, if it is known, the month and the day.
Day: TypeAlias = tuple[int | None, int, int]


def weekday_mismatch(checked: Checked) -> Iterator[Finding]:
    """Yield weekdays that do not fit their date; only where the year is known."""
    language = checked.brief.language
    for path, text, _ in prose(checked.brief):
        for readings in _readings(read_dates(own_words(text), language)):
            yield from _misfit(path, readings)
    for item in dated(checked.brief):
        for readings in _readings(read_when(item.when, language)):
            yield from _misfit((*item.path, "when"), readings)
        if item.as_written:
            written = _written_days(item, item.as_written, language)
            for readings in _readings(written):
                yield from _misfit((*item.path, "as_written"), readings)


def _readings(mentions: list[DateMention]) -> Iterator[list[DateMention]]:
    """Yield the readings of each date; most have one."""
    for _, same in groupby(mentions, key=lambda m: (m.start, m.end)):
        yield list(same)


def _misfit(path: KeyPath, readings: list[DateMention]) -> Iterator[Finding]:
    days = [(m.date, m.weekday) for m in readings]
    if all(day and weekday is not None and day.weekday() != weekday for day, weekday in days):
        day, weekday = days[0]
        if day and weekday is not None:
            yield Finding(
                path,
                f"{day} is a {_DAYS[day.weekday()]}, not a {_DAYS[weekday]}",
                "compare day and weekday with the source; if it is wrong there, leave one out",
                words=readings[0].text,
            )


def _written_days(item: Dated, words: str, language: str) -> list[DateMention]:
    """Return the dates in the words of a source, with the year that `when` gives them."""
    mentions = read_dates_anyhow(words, language)
    whens = read_when(item.when, language)
    if len(whens) != 1:
        return mentions
    when = whens[0]
    if not mentions and _only_a_weekday(words, language):
        alone = read_weekdays(words, language)
        return [replace(m, year=when.year, month=when.month, day=when.day) for m in alone]
    return [replace(m, year=m.year or when.year) if _agree(m, when) else m for m in mentions]


def _only_a_weekday(words: str, language: str) -> bool:
    found = read_weekdays(words, language)
    if len(found) != 1:
        return False
    rest = (words[: found[0].start] + words[found[0].end :]).lower().split()
    return set(rest) <= _SAME_DAY


def _agree(one: DateMention, other: DateMention) -> bool:
    """Tell whether two dates can be the same one: what both of them give is equal."""
    pairs = ((one.year, other.year), (one.month, other.month), (one.day, other.day))
    return all(a is None or b is None or a == b for a, b in pairs)


def date_mismatch(checked: Checked) -> Iterator[Finding]:
    """Yield dates that are not the one in the words beside them."""
    for item in dated(checked.brief):
        if not _missing_words(checked, item) and (wrong := _contradicted(checked, item)):
            yield Finding(
                (*item.path, "when"),
                f"“{item.as_written}” is not {wrong.text}",
                "set when to the day in as_written; or say with resolved_by how you got it",
            )


def _contradicted(checked: Checked, item: Dated) -> DateMention | None:
    """Return the date of `when` that none of those in `as_written` can be."""
    language = checked.brief.language
    written = read_dates_anyhow(item.as_written or "", language)
    if not written or item.resolved_by:
        return None
    whens = read_when(item.when, language)
    return next((w for w in whens if not any(_agree(w, m) for m in written)), None)


def as_written_not_in_source(checked: Checked) -> Iterator[Finding]:
    """Yield the words of a source that no source has."""
    for item in dated(checked.brief):
        if _missing_words(checked, item):
            yield Finding(
                (*item.path, "as_written"),
                f"no source has the words “{item.as_written}”",
                "copy the words of the source; a date that you worked out stays in when alone,"
                " with resolved_by",
            )


def _missing_words(checked: Checked, item: Dated) -> bool:
    if not item.as_written or not _all_read(checked, item.item):
        return False
    articles = articles_of(checked, item.item)
    return not has_words(articles, item.as_written, checked.brief.language)


def _all_read(checked: Checked, item: Sourced | None) -> bool:
    """Tell whether the texts of all sources in which an item may stand could be read."""
    seen = {source.id for source in checked.brief.sources if source.seen}
    named = {reference.ref for reference in item.source if reference.ref} if item else set()
    return bool(checked.articles) and ((named & seen) or seen) <= checked.articles.keys()


def date_not_in_source(checked: Checked) -> Iterator[Finding]:
    """Yield days of the calendar that stand in no source and that nobody has worked out."""
    if not checked.articles:
        return
    known = _known(checked)
    ours = _ours(checked)
    strangers, years = Places(checked), Places(checked)
    for path, readings in _stated(checked):
        days = [(m.year, m.month, m.day) for m in readings if m.month and m.day]
        if not days or any(_stands(day, known | ours) for day in days):
            continue
        unfinished = any((None, month, day) in known for _, month, day in days)
        (years if unfinished else strangers).add(tuple(days), path, readings[0].text)
    yield from strangers.findings(
        "no source has the date {words}",
        "compare it with the source; a day that you worked out belongs in the timeline,"
        " with resolved_by",
    )
    yield from years.findings(
        "the source gives no year for {words}",
        "leave out the year; or say with resolved_by in the timeline how you know it",
    )


def _stated(checked: Checked) -> Iterator[tuple[KeyPath, list[DateMention]]]:
    """Yield the dates that the brief takes from its sources, with their fields."""
    brief = checked.brief
    for path, text, added in prose(brief):
        if not added and _all_read(checked, holder(brief, path)):
            for readings in _readings(read_dates(own_words(text), brief.language)):
                yield path, readings
    for item in dated(brief):
        known = item.resolved_by or item.item.origin == "editor"
        doubtful = _missing_words(checked, item) or _contradicted(checked, item)
        if not known and not doubtful and _all_read(checked, item.item):
            for readings in _readings(read_when(item.when, brief.language)):
                yield (*item.path, "when"), readings


def _stands(day: tuple[int | None, int | None, int | None], known: set[Day]) -> bool:
    if day[0] is not None:
        return day in known
    return any((month, number) == day[1:] for _, month, number in known)


def _known(checked: Checked) -> set[Day]:
    """Return the days in the texts of the sources, and those on which they appeared."""
    language = checked.brief.language
    texts = [p.text for article in checked.articles.values() for p in article.paragraphs]
    texts += [source.date for source in checked.brief.sources if source.date]
    found: set[Day] = set()
    for text in texts:
        year = None
        for m in read_dates_anyhow(text, language):
            # A date without a year may be of the year named before it: on May 2, 2026, and June 1.
            year = m.year or year
            if m.month and m.day:
                found |= {(m.year, m.month, m.day), (year, m.month, m.day)}
    return found


def _days(mentions: list[DateMention]) -> Iterator[Day]:
    for m in mentions:
        if m.month and m.day:
            yield m.year, m.month, m.day


def _ours(checked: Checked) -> set[Day]:
    """Return the days that the brief itself stands for."""
    brief = checked.brief
    days = [brief.date, brief.as_of, brief.review_by, brief.deadline and brief.deadline.date]
    days += [change.date for change in brief.changes]
    days += [clearance.date for clearance in brief.clearance]
    days += [source.accessed for source in brief.sources]
    found: set[Day] = {(d.year, d.month, d.day) for d in days if isinstance(d, date)}
    for item in dated(brief):
        if item.resolved_by or item.item.origin == "editor":
            found.update(_days(read_when(item.when, brief.language)))
    return found


RULES = (
    Rule("weekday-mismatch", "error", "One of the two is wrong.", weekday_mismatch),
    Rule("date-mismatch", "error", "A date has to be that of its words.", date_mismatch),
    Rule(
        "as-written-not-in-source",
        "error",
        "Words of the source are copied.",
        as_written_not_in_source,
    ),
    Rule("date-not-in-source", "error", "A wrong day misleads everybody.", date_not_in_source),
)
