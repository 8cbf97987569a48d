"""Figures and numbers against the text of the sources."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from briefgen.checks import amounts
from briefgen.checks.amounts import Amounts, Ours
from briefgen.checks.counts import miscounted
from briefgen.checks.derived import literals
from briefgen.checks.fidelity import articles_of, has_words
from briefgen.checks.items import Printed, meet, ours, places, printed, tongue
from briefgen.checks.rule import Checked, Finding, Rule
from briefgen.quantities import Quantity, amount, read, stem, table_of
from briefgen.schema.evidence import Figure
from briefgen.schema.sources import Sourced
from briefgen.values import frozen, replace
from briefgen.yamltree import KeyPath

_HINT = "compare it with the source; a number of your own belongs in figures, derived"


def figure_not_in_source(checked: Checked) -> Iterator[Finding]:
    """Yield figures whose words no source has, or whose number is not the one in those words."""
    for n, figure in enumerate(checked.brief.figures):
        if not figure.as_written:
            continue
        if checked.articles and not stands(checked, figure):
            yield Finding(
                ("figures", n, "as_written"),
                f"no source has the words “{figure.as_written}”",
                "copy the words of the source; a number of your own needs derived",
                words=_strange(checked, figure),
            )
        elif not _same_number(figure, tongue(checked.brief)):
            unit = f" {figure.unit}" if figure.unit else ""
            yield Finding(
                ("figures", n, "value"),
                f"the value {figure.value}{unit} is not the number in “{figure.as_written}”",
                "set value right, in the unit that unit names",
            )


def stands(checked: Checked, figure: Figure) -> bool:
    """Tell whether a source has the words of a figure, and its numbers as they are there."""
    words, language = figure.as_written or "", tongue(checked.brief)
    for article in articles_of(checked, figure):
        if has_words([article], words, language):
            source = amounts.amounts(article, language)
            return all(_is_there(q, source) for q in read(words, source.language))
    return False


def _strange(checked: Checked, figure: Figure) -> str:
    """Return the number in a figure's words that no source has; empty when each has one."""
    sources = _sources(checked, figure)
    found = read(figure.as_written or "", tongue(checked.brief))
    strange = (q for q in found if not any(_is_there(q, source) for source in sources))
    return next((q.text for q in strange), "")


def _is_there(quantity: Quantity, source: Amounts) -> bool:
    """Tell whether a source has a number by itself: "1.5" is no part of its "11.5"."""
    if quantity.kind in ("date", "list", "code", "time", "name", "ordinal"):
        return True
    return amounts.known(Ours(quantity, source.language), [source]) or any(
        abs(value) in source.by_value for value, unit in quantity.readings if not unit
    )


def _same_number(figure: Figure, language: str) -> bool:
    mine = amount(figure.value, figure.unit or "", language)
    found = [q for q in read(figure.as_written or "", language) if q.kind not in ("date", "list")]
    return not found or any(_agree(mine, theirs, bare=not figure.unit) for theirs in found)


def _agree(mine: Quantity, theirs: Quantity, *, bare: bool) -> bool:
    """Compare a figure with the words of its source; without a unit, its scale is open too."""
    if bare and abs(mine.value) == abs(theirs.written):
        return True
    return any(
        abs(value) == abs(other) and (unit == measure or not unit or not measure)
        for value, unit in mine.readings
        for other, measure in theirs.readings
    )


def number_not_in_source(checked: Checked) -> Iterator[Finding]:
    """Yield numbers of ours that stand in no source and are nowhere worked out."""
    if not checked.articles:
        return
    own = list(_own(checked))
    counted = {(path, start) for path, start, _ in miscounted(checked)}
    for text in printed(checked.brief):
        # What the desk adds may have numbers of its own, but none that contradict its source.
        if not text.added or places(text.item):
            yield from _in_text(checked, text, own, counted)
    yield from _values(checked, own)
    for n, written, value in literals(checked):
        sources = _sources(checked, checked.brief.figures[n])
        if not any(_has_value(source, value) for source in sources):
            message = f"the number {written} of this derivation stands in no source"
            yield Finding(("figures", n, "derived"), message, _HINT, words=written)


def _has_value(source: Amounts, value: Decimal) -> bool:
    stands_ = (s for all_ in source.by_value.values() for s in all_)
    return value in source.by_value or any(s.quantity.written == value for s in stands_)


def _sources(checked: Checked, item: Sourced | None) -> list[Amounts]:
    articles = articles_of(checked, item) if item else list(checked.articles.values())
    return [amounts.amounts(article, tongue(checked.brief)) for article in articles]


def _in_text(
    checked: Checked, text: Printed, own: Sequence[_Own], counted: set[tuple[KeyPath, int]]
) -> Iterator[Finding]:
    words, language = text.words, tongue(checked.brief)
    found = ours(words, language)
    if not found:
        return
    sources = _sources(checked, text.item)
    units = frozenset(unit for q in found if q.measured for _, unit in q.readings)
    about = amounts.telling(words, language) | _about(text, language)
    here = tuple(span for _, span in places(text.item) if span)
    values = frozenset(abs(value) for q in found for value, _ in q.readings)
    ends = amounts.sentence_ends(words)
    sentences = [amounts.telling(words[a:b], language) for a, b in pairwise((0, *ends))]
    for quantity in _scaled(found):
        if (text.path, quantity.start) in counted:
            continue
        sentence = sentences[bisect_right(ends, quantity.start)]
        plural = _plural(words, quantity, language)
        close = amounts.telling(amounts.close(words, ends, quantity), language)
        mine = Ours(quantity, language, units, about, sentence, close, values, plural, here)
        message = _wrong(checked, mine, sources, own, text.item)
        # An assessment speaks of the claim and its answer: "the two estimates".
        both = text.path[-1] == "assessment" and quantity.value == 2 and not quantity.measured
        excused = both or text.added
        if message and not (excused and message == _unknown(quantity)):
            yield Finding(
                text.path, message, _HINT, words=quantity.text, before=words[: quantity.start]
            )


def _scaled(found: Sequence[Quantity]) -> Iterator[Quantity]:
    """Read "1,700, 1,250 and 450 million" as millions too, where the scale is said once."""
    factors = {q.value / q.written for q in found if q.written and q.value >= 1000 * q.written > 0}
    for quantity in found:
        bare = quantity.kind == "cardinal" and quantity.value == quantity.written
        more = tuple((quantity.value * factor, "") for factor in factors if bare)
        yield quantity if quantity.phrase else replace(quantity, also=(*quantity.also, *more))


def _about(text: Printed, language: str) -> frozenset[str]:
    """Return the words of the item's label, topic or the like, which its text goes with."""
    keys = ("label", "topic", "who", "text", "claim", "what", "meaning", "title", "name")
    values = (getattr(text.item, key, None) for key in keys)
    return amounts.telling(" ".join(v for v in values if isinstance(v, str)), language)


def _plural(words: str, quantity: Quantity, language: str) -> bool:
    following = words[quantity.end :].split()[:1]
    return table_of(language).head == "plural" and bool(following) and following[0].endswith("s")


def _wrong(
    checked: Checked,
    mine: Ours,
    sources: Sequence[Amounts],
    own: Sequence[_Own],
    item: Sourced | None,
) -> str:
    """Return what is wrong with a number of ours, or nothing."""
    quantity = mine.quantity
    contrary = amounts.other(mine, sources, whole=True)
    if contrary is None and not any(_covers(one, mine, item) for one in own):
        contrary = amounts.other(mine, sources, whole=False)
        if contrary is None and not _known(checked, mine, sources):
            return _unknown(quantity)
        if contrary is None:
            place = amounts.rival(mine, sources)
            return f"the source has {place.text} there, not {quantity.text}" if place else ""
    if contrary is None:
        return ""
    return f"the source has {contrary.text} with “{quantity.noun}”, not {quantity.text}"


def _unknown(quantity: Quantity) -> str:
    beside = f" with “{quantity.name}”" if quantity.name else ""
    return f"the number {quantity.text}{beside} stands in no source"


def _known(checked: Checked, mine: Ours, sources: Sequence[Amounts]) -> bool:
    quantity = mine.quantity
    if quantity.kind in ("date", "list", "article"):
        return True
    if quantity.kind == "ordinal" and not quantity.text[0].isdigit():
        return True
    if quantity.kind == "time":
        return _timed(mine, sources)
    if quantity.kind == "code":
        return quantity.text in _references(checked) or amounts.coded(quantity.text, sources)
    if quantity.kind == "name":
        return amounts.named(mine, sources)
    if quantity.kind == "ordinal":
        ordinals = {value for s in sources for values in s.names.values() for value in values}
        return quantity.value in ordinals or amounts.known(mine, sources)
    if quantity.kind == "year" and quantity.value in _years(checked):
        return True
    return amounts.known(mine, sources)


def _timed(mine: Ours, sources: Sequence[Amounts]) -> bool:
    """Tell whether a source has a time of the day; "23:14" may be votes as well."""
    if mine.quantity.value % 720 in {time % 720 for s in sources for time in s.times}:
        return True
    votes = re.fullmatch(r"(\d+):(\d+)", mine.quantity.text)
    return votes is not None and all(
        any(Decimal(part) in source.by_value for source in sources) for part in votes.groups()
    )


def _references(checked: Checked) -> set[str]:
    brief = checked.brief
    related = [one.id for one in brief.related if one.id]
    return {*filter(None, (brief.id, brief.supersedes, brief.superseded_by)), *related}


def _years(checked: Checked) -> set[Decimal]:
    """Return the years of the brief's own dates."""
    brief = checked.brief
    days = [brief.date, brief.as_of, brief.review_by, brief.deadline and brief.deadline.date]
    written = [str(day) for day in days if day]
    written += [f"{event.when} {event.as_written or ''}" for event in brief.timeline]
    written += [str(step.when) for measure in brief.measures for step in measure.steps]
    written += [str(quote.when) for quote in brief.quotes]
    written += [source.date for source in brief.sources if source.date]
    found = (q for text in written for q in read(text, tongue(brief)))
    return {q.value for q in found if q.kind == "year"}


@frozen
class _Own:
    """A number that the brief stands for itself: what it is, and where it belongs."""

    quantity: Quantity
    item: Sourced
    nouns: frozenset[str] = frozenset()


def _own(checked: Checked) -> Iterator[_Own]:
    """Yield derived figures, figures of the desk, and the counts of groups."""
    language = tongue(checked.brief)
    for figure in checked.brief.figures:
        if figure.derived or (figure.origin == "editor" and not figure.as_written):
            yield _Own(amount(figure.value, figure.unit or "", language), figure)
    for group in checked.brief.groups:
        table = table_of(language)
        named = {stem(word, table) for word in re.findall(r"\w+", group.name)}
        count = amount(Decimal(len(group.members)), "", language)
        yield _Own(count, group, table.members | named)


def _covers(own: _Own, mine: Ours, item: Sourced | None) -> bool:
    """Tell whether a number of the brief's own is the one that a text says."""
    theirs, quantity = own.quantity, mine.quantity
    if quantity.kind in ("name", "code", "time", "ordinal") or not meet(own.item, item):
        return False
    if own.nouns and quantity.phrase and quantity.noun not in own.nouns:
        return False
    both = quantity.measured and theirs.measured
    if not both and (quantity.measured or (theirs.measured and quantity.phrase)):
        return False
    if not both and theirs.phrase and quantity.phrase and theirs.noun != quantity.noun:
        return False
    return any(
        abs(value) == abs(other) and (unit == measure or not both)
        for value, unit in quantity.readings
        for other, measure in theirs.readings
    )


def _values(checked: Checked, own: Sequence[_Own]) -> Iterator[Finding]:
    """Yield the values of figures, steps and charts that no source has."""
    for path, item, value, unit, about in _numbers(checked):
        quantity = amount(value, unit, tongue(checked.brief))
        units = frozenset(unit for _, unit in quantity.readings if unit)
        mine = Ours(quantity, tongue(checked.brief), units, about)
        message = _wrong(checked, mine, _sources(checked, item), own, item)
        if message:
            yield Finding(path, message, _HINT)


def _numbers(
    checked: Checked,
) -> Iterator[tuple[KeyPath, Sourced, Decimal, str, frozenset[str]]]:
    """Yield (path, item, value, unit, words around) of the numbers that stand by themselves."""
    brief = checked.brief
    for n, figure in enumerate(brief.figures):
        if not (figure.as_written or figure.derived or figure.origin == "editor"):
            about = amounts.telling(figure.meaning, tongue(brief))
            yield ("figures", n, "value"), figure, figure.value, figure.unit or "", about
    for n, measure in enumerate(brief.measures):
        for i, step in enumerate(measure.steps):
            if step.rate is not None and measure.origin != "editor":
                path: KeyPath = ("measures", n, "steps", i, "rate")
                yield path, measure, step.rate, step.unit or "", frozenset()
    for n, chart in enumerate(brief.charts):
        about = amounts.telling(f"{chart.title or ''} {chart.alt}", tongue(brief))
        for label, value in chart.data.items():
            if chart.origin != "editor":
                yield ("charts", n, "data", label), chart, value, chart.unit, about


RULES = (
    Rule(
        "figure-not-in-source", "error", "Figures are copied, not remembered.", figure_not_in_source
    ),
    Rule("number-not-in-source", "error", "Numbers drift when rewritten.", number_not_in_source),
)
