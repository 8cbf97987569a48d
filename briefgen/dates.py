"""The dates that running text names, in the ways in which people write them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import chain

from briefgen.calendars import LANGUAGES, Calendar, calendar
from briefgen.memo import kept
from briefgen.schema.base import EDTF
from briefgen.values import frozen, replace

_YEARS = range(1000, 2200)
#: How far before a month its days, and before a date its weekday, are looked for.
_WINDOW = 60
_WORD = re.compile(r"[^\W\d_]+")
_NEXT = re.compile(r"\s([^\W\d_]+)")
_ORDINAL = r"(?:st|nd|rd|th|er|\.?[ºª°]|\.)?"
_JOIN = (
    r"(?:\s?[-–—/]\s?|\s(?:[ול][-־])|"
    r"\s(?:and|or|to|through|until|et|ou|au|und|bis|og|til|y|al?|e|و|إلى|حتى|עד)"
    r"\s(?:(?:the|el|il|zum|le|den)\s)?)"
)
_OF = r"(?:(?:day\s)?of\s|de\s(?:mes\sde\s)?|del\smes\sde\s|d['’]|من\s(?:شهر\s)?|شهر\s)?"
_DAYS_BEFORE = re.compile(
    # An Arabic "and" is one word with the number after it.
    r"(?:(?<![\w.,:/$€£¥#№])(?<![A-Za-z0-9][-–])|(?<=[\s،]و))"
    rf"(?:(?P<first>\d{{1,2}}){_ORDINAL}{_JOIN})?(?P<day>\d{{1,2}}){_ORDINAL}(?:\s{{1,2}}|(?<=\D)){_OF}\Z"
)
_FIRST_BEFORE = re.compile(
    r"(?:\b(?:first\sof|premier|ersten|primero\sde|primo)|\bو?الأول\sمن(?:\sشهر)?)\s\Z",
    re.IGNORECASE,
)
_COUNTED = (
    r"(?!\s?(?:%|°|per\s?cent|percent|miles?|kilomet|km\b|people|men\b|women|days?\b|weeks?\b|years?\b"
    r"|hours?\b|times|points|million|billion|thousand|troops|soldiers))"
)
_DAY_AFTER = re.compile(
    rf"\s{{1,2}}(?:the\s)?(\d{{1,2}})(?:st|nd|rd|th)?(?![\w%]|[.,:/]\d){_COUNTED}"
)
_LAST_AFTER = re.compile(
    r"(?:\s?[-–—]\s?|\s(?:to|through|until|and|or)\s)(\d{1,2})(?:st|nd|rd|th)?(?![\w%]|[.,:/]\d)"
    r"(?=\s*(?:[^\s\w]|\Z)|\s(?:at|in|on|and|of|for|by|with|will|would|was|were|is|are|the)\b)"
)
_YEAR_AFTER = re.compile(
    r"(?:\s?[,،]\s{0,2}|\s{1,2})(?:(?:of|del?|من|عام|سنة|לשנת|שנת)\s){0,2}(\d{4})(?![\d%]|[.,]\d)"
)
_OTHER_NAME = re.compile(r"\s?[/(]\s?([^\W\d_]+(?:\s[^\W\d_]+)?)")
_WEEKDAY_BEFORE = re.compile(
    r"([^\W\d_]+)(\.?)\s?[,،]?\s{0,2}(?:(?:the|den|dem|der|le|el|día|الموافق)\s)?"
    r"[(（]?(?:[הב][-־])?\Z"
)
_WORD_BEFORE = re.compile(r"([^\W\d_]+)\s{1,2}\Z")
_WEEKDAY_AFTER = re.compile(
    r"\s?[(（]\s?([^\W\d_]+(?:\s[^\W\d_]+)?)\.?\s?[)）]"
    r"|,?\s(?:which\s(?:is|was)\s)?(?:an?|une?|una|eine?[mr]?|en)\s([^\W\d_]+)"
)
_NUMERIC = re.compile(
    r"(?<![\w./])(?<![A-Za-z0-9./][-–])(?:(?P<iso>\d{4})(?P<dash>[-/.])(?P<m>\d{1,2})(?P=dash)(?P<d>\d{1,2})"
    r"|(?P<a>\d{1,2})(?P<sep>[-/.])(?P<b>\d{1,2})(?P=sep)(?P<year>\d{4}))(?![\d/-]|\.\d)"
)
# What stands between two dates that share the year of the second.
_BETWEEN = re.compile(rf"(?:{_JOIN}|,?\s(?:and|or|et|und|og|y|e)\s)(?:on\s|am\s|le\s|de[ln]\s)?")
_EDTF_PART = re.compile(r"[\dX]{4}(?:-\d\d){0,2}")
_ERAS = {"令和": 2018, "平成": 1988, "昭和": 1925, "大正": 1911, "明治": 1867}
_JAPANESE = re.compile(
    rf"(?:(?:(?P<year>\d{{4}})|(?P<era>{'|'.join(_ERAS)})(?P<count>\d{{1,2}}|元))年\s?)?"
    r"(?<!\d)(?P<month>\d{1,2})月(?:(?P<day>\d{1,2})日(?:\s?[(（](?P<short>[日月火水木金土])(?:曜日?)?"
    r"(?:[・･]祝)?[)）]|\s?(?P<long>[日月火水木金土])曜日?)?"
    r"(?:\s?(?:[-–—〜～~]|から)\s?(?P<last>\d{1,2})日)?)?"
)
_JAPANESE_DAY = re.compile(r"(?<!毎週)[月火水木金土日]曜日?")
_JAPANESE_DAYS = "月火水木金土日"
# Words that make of a weekday a habit, a feast or a name.
_NO_DAY = frozenset(
    "every each most black good bloody ash holy easter palm super chaque tous jeden jede jedem hver"
    " cada los todos ogni tutti كل صلاة כל בכל".split()
)
_NO_DAY_AFTER = frozenset(("times", "telegraph", "mirror", "school", "prayers"))


@frozen
class DateMention:
    """A date in a text: where it stands, and its parts as far as they are written.

    `weekday` counts from Monday, which is 0. A range is two mentions, and so is a date in digits
    that can be read in two ways; these two have the same place.
    """

    start: int
    end: int
    text: str
    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None

    @property
    def date(self) -> date | None:
        """The day, if it is written in full and in the calendar."""
        if self.year is None or self.month is None or self.day is None:
            return None
        try:
            return date(self.year, self.month, self.day)
        except ValueError:
            return None


def read_dates(text: str, language: str) -> list[DateMention]:
    """Return the dates in a text of a language (a BCP 47 tag), in order; a month needs a number."""
    return list(_read(text, language))


@kept
def _read(text: str, language: str) -> tuple[DateMention, ...]:
    names = calendar(language)
    named = chain(_numeric(text, language), _named(text, names))
    found = [*_with_weekdays(named, text, names), *_japanese(text)]
    return tuple(_sharing_years(sorted(found, key=_place), text))


def read_dates_anyhow(text: str, language: str) -> list[DateMention]:
    """Return the dates in a text that may be in another language, as any of them reads it."""
    return list(_read_anyhow(text, language))


@kept
def _read_anyhow(text: str, language: str) -> tuple[DateMention, ...]:
    found = {*_numeric(text, "en"), *_japanese(text)}
    for tag in dict.fromkeys((language, *LANGUAGES)):
        names = calendar(tag)
        named = sorted(_with_weekdays(_named(text, names), text, names), key=_place)
        found.update(_sharing_years(named, text))
    return tuple(sorted(found, key=_place))


@kept
def _words(text: str) -> tuple[re.Match[str], ...]:
    return tuple(_WORD.finditer(text))


@kept
def _small(text: str) -> frozenset[str]:
    """Return the words of a text in small letters."""
    return frozenset(word.lower() for word in _WORD.findall(text))


def read_when(value: str, language: str) -> list[DateMention]:
    """Return the dates of a `when`: EDTF, or words in any language; a year may stand alone."""
    if not EDTF.match(value):
        return read_dates_anyhow(value, language)
    return [_edtf(part) for part in _EDTF_PART.finditer(value)]


def _edtf(part: re.Match[str]) -> DateMention:
    year, *rest = part[0].split("-")
    month, day = [*(int(number) for number in rest), None, None][:2]
    known = None if year == "XXXX" else int(year)
    return DateMention(part.start(), part.end(), part[0], known, month, day)


def _place(mention: DateMention) -> tuple[int, int]:
    return mention.start, mention.end


def read_weekdays(text: str, language: str) -> list[DateMention]:
    """Return the weekdays in a text that belong to no date."""
    return list(_read_weekdays(text, language))


@kept
def _read_weekdays(text: str, language: str) -> tuple[DateMention, ...]:
    names = calendar(language)
    found = [
        DateMention(m.start(), m.end(), m[0], weekday=_JAPANESE_DAYS.index(m[0][0]))
        for m in _JAPANESE_DAY.finditer(text)
    ]
    possible = bool(names.prefixes) or not _small(text).isdisjoint(names.weekdays)
    for word in _words(text) if possible else ():
        known = _name(word, text, names.weekdays, names)
        if known and not _habit(text, word.start(), known[1]):
            number, end = known
            found.append(DateMention(word.start(), end, text[word.start() : end], weekday=number))
    dated = {at for m in _read(text, language) for at in range(m.start, m.end)} if found else ()
    return tuple(sorted((m for m in found if m.start not in dated), key=_place))


def _habit(text: str, start: int, end: int) -> bool:
    before = _WORD_BEFORE.search(text, max(start - _WINDOW, 0), start)
    after = _NEXT.match(text, end)
    return bool(before and before[1].lower() in _NO_DAY) or bool(
        after and after[1].lower() in _NO_DAY_AFTER
    )


def _name(
    word: re.Match[str], text: str, table: dict[str, int], names: Calendar
) -> tuple[int, int] | None:
    """Return the number of the name that a word is or begins, and where the name ends."""
    if names.capitals and not word[0][0].isupper():
        return None
    for form in names.forms(word[0].lower()):
        if form in table:
            return table[form], word.end()
        following = _NEXT.match(text, word.end()) if names.prefixes else None
        if following and f"{form} {following[1].lower()}" in table:
            return table[f"{form} {following[1].lower()}"], following.end()
    return None


def _named(text: str, names: Calendar) -> Iterator[DateMention]:
    """Yield dates whose month is one of the words of the text."""
    if names.prefixes:
        possible = names.may_stand_in(text)
    else:
        possible = not _small(text).isdisjoint(names.month_words)
    done = 0
    for word in _words(text) if possible else ():
        if word.start() < done or not (names.prefixes or word[0].lower() in names.month_words):
            continue
        known = _name(word, text, names.months, names) or _short(word, text, names)
        for mention in _around(text, word.start(), known, names) if known else ():
            done = max(done, mention.end)
            yield mention


def _short(word: re.Match[str], text: str, names: Calendar) -> tuple[int, int] | None:
    """Return an abbreviated month: with its sign, with a year, or in English."""
    known = _name(word, text, names.short_months, names)
    if known is None:
        return None
    number, end = known
    if text[end : end + 1] in (".", "׳", "'"):
        return number, end + 1
    return known if names.month_first or _year(text, end) else None


def _around(
    text: str, start: int, month: tuple[int, int], names: Calendar
) -> Iterator[DateMention]:
    """Yield the dates of one name of a month: with its day or days, or with its year."""
    number, end = month
    end = _past_other_name(text, end, number, names)
    after = _days_after(text, end) if names.month_first else None
    before = _days_before(text, start)
    if after and not (before and not _year(text, after[-1][1])):
        year = _year(text, after[-1][1])
        last = year[1] if year else after[-1][1]
        for day, stop in [*after[:-1], (after[-1][0], last)]:
            yield _mention(text, start, stop, (year and year[0], number, day))
        return
    year = _year(text, end)
    stop = year[1] if year else end
    for day, at in before:
        yield _mention(text, at, stop, (year and year[0], number, day))
    # In languages that write months small, a capital makes a name of it: Mars 2020.
    named = names.capitals or names.prefixes or text[start].islower()
    if year and named and not before:
        yield _mention(text, start, stop, (year[0], number, None))


def _mention(
    text: str, start: int, end: int, parts: tuple[int | None, int, int | None]
) -> DateMention:
    year, month, day = parts
    return DateMention(start, end, text[start:end].rstrip(), year, month, day)


def _past_other_name(text: str, end: int, number: int, names: Calendar) -> int:
    """Skip the name of the same month in the other tradition: كانون الثاني/يناير."""
    other = _OTHER_NAME.match(text, end) if names.prefixes else None
    for words in (other[1], other[1].split()[0]) if other else ():
        if other and names.month(words) == number:
            end = other.start(1) + len(words)
            return end + (text[end : end + 1] == ")")
    return end


def _days_before(text: str, start: int) -> list[tuple[int, int]]:
    """Return (day, where it starts) of the one or two days before a month."""
    window = text[max(start - _WINDOW, 0) : start]
    base = start - len(window)
    found = _DAYS_BEFORE.search(window)
    if found is None:
        spelled = _FIRST_BEFORE.search(window)
        return [(1, base + spelled.start())] if spelled else []
    days = [(key, found[key]) for key in ("first", "day") if found[key]]
    return [(int(d), base + found.start(key)) for key, d in days if 0 < int(d) < 32]


def _days_after(text: str, end: int) -> list[tuple[int, int]]:
    """Return (day, where it ends) of the one or two days after a month."""
    found = _DAY_AFTER.match(text, end)
    if not found or not 0 < int(found[1]) < 32:
        return []
    days = [(int(found[1]), found.end())]
    last = _LAST_AFTER.match(text, found.end())
    if last and 0 < int(last[1]) < 32:
        days.append((int(last[1]), last.end()))
    return days


def _year(text: str, end: int) -> tuple[int, int] | None:
    found = _YEAR_AFTER.match(text, end)
    return (int(found[1]), found.end()) if found and int(found[1]) in _YEARS else None


def _with_weekdays(
    mentions: Iterable[DateMention], text: str, names: Calendar
) -> Iterator[DateMention]:
    for mention in mentions:
        if mention.day is None:
            yield mention
            continue
        start, weekday = _weekday_before(text, mention.start, names)
        end = mention.end
        if weekday is None:
            end, weekday = _weekday_after(text, mention.end, names)
        words = text[start:end]
        yield replace(mention, start=start, end=end, text=words, weekday=weekday)


def _weekday_before(text: str, start: int, names: Calendar) -> tuple[int, int | None]:
    window = text[max(start - _WINDOW, 0) : start]
    base = start - len(window)
    found = _WEEKDAY_BEFORE.search(window)
    if found is None:
        return start, None
    if found[2]:
        short = names.short_weekdays.get(found[1].lower())
        return (base + found.start(), short) if short is not None else (start, None)
    words, at = found[1], found.start()
    weekday = names.weekday(words)
    before = _WORD_BEFORE.search(window[:at]) if names.prefixes else None
    if weekday is None and before:
        words, at = f"{before[1]} {words}", before.start()
        weekday = names.weekday(words)
    if weekday is None and names.month_first and found[1][0].isupper():
        words, at = found[1], found.start()
        weekday = names.short_weekdays.get(words.lower())
    return (base + at, weekday) if weekday is not None else (start, None)


def _weekday_after(text: str, end: int, names: Calendar) -> tuple[int, int | None]:
    found = _WEEKDAY_AFTER.match(text, end)
    if not found:
        return end, None
    words = found[1] or found[2]
    weekday = names.weekday(words)
    if weekday is None and found[1]:
        weekday = names.short_weekdays.get(words.lower())
    return (found.end(), weekday) if weekday is not None else (end, None)


def _numeric(text: str, language: str) -> Iterator[DateMention]:
    """Yield dates in digits; both readings where a language has day and month in either order."""
    for found in _NUMERIC.finditer(text):
        if found["iso"]:
            readings = {(int(found["iso"]), int(found["m"]), int(found["d"]))}
        else:
            a, b, year = int(found["a"]), int(found["b"]), int(found["year"])
            readings = {(year, b, a)}
            if b > 12 or (language[:2] == "en" and found["sep"] != "."):
                readings |= {(year, a, b)}
        for year, month, day in sorted(readings):
            if year in _YEARS and 0 < month < 13 and 0 < day < 32:
                yield DateMention(found.start(), found.end(), found[0], year, month, day)


def _japanese(text: str) -> Iterator[DateMention]:
    for found in _JAPANESE.finditer(text) if "月" in text else ():
        year = int(found["year"]) if found["year"] else None
        if found["era"]:
            count = 1 if found["count"] == "元" else int(found["count"])
            year = _ERAS[found["era"]] + count
        month, day = int(found["month"]), int(found["day"] or 0) or None
        if not 0 < month < 13 or (day is None and year is None) or (day or 1) > 31:
            continue
        sign = found["short"] or found["long"]
        weekday = _JAPANESE_DAYS.index(sign) if sign else None
        last = found["last"]
        end = found.start("last") - 1 if last else found.end()
        words = text[found.start() : end].strip()
        mention = DateMention(found.start(), end, words, year, month, day, weekday)
        yield mention
        if last and 0 < int(last) < 32:
            yield replace(mention, end=found.end(), text=found[0], day=int(last), weekday=None)


def _sharing_years(mentions: list[DateMention], text: str) -> list[DateMention]:
    """Give the first of two dates that are joined the year that stands after the second."""
    out = list(mentions)
    for n in range(len(out) - 2, -1, -1):
        one, other = out[n], out[n + 1]
        if one.year is None and other.year and _BETWEEN.fullmatch(text, one.end, other.start):
            out[n] = replace(one, year=other.year)
    return out
