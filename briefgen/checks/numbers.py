"""Figures and numbers against the text of the sources."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from briefgen import inline
from briefgen.checks.fidelity import articles_of, has_words
from briefgen.checks.prose import prose
from briefgen.checks.rule import Checked, Finding, Rule
from briefgen.schema.evidence import Figure

_NUMBER = re.compile(r"\d+(?:[.,'\u00a0\u202f\u2009 ]\d{3})*(?:[.,]\d+)?")
_WORDS = {
    word: number
    for number, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve".split()
    )
}


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
            )
        elif not _same_number(figure):
            yield Finding(
                ("figures", n, "value"),
                f"the value {figure.value} is not the number in “{figure.as_written}”",
                "set value right, in the unit that unit names",
            )


def stands(checked: Checked, figure: Figure) -> bool:
    words, language = figure.as_written or "", checked.brief.language
    return has_words(articles_of(checked, figure), words, language)


def _same_number(figure: Figure) -> bool:
    words = figure.as_written or ""
    numbers = set(_numbers(words)) | {Decimal(n) for w, n in _WORDS.items() if w in _lower(words)}
    return not numbers or abs(figure.value) in numbers


def _lower(text: str) -> list[str]:
    return re.findall(r"[a-z]+", text.lower())


def _numbers(text: str) -> Iterator[Decimal]:
    """Yield each number in each way in which its separators may be read."""
    for found in _NUMBER.findall(text):
        bare = re.sub(r"['\u00a0\u202f\u2009 ]", "", found)
        readings = {bare.replace(",", ""), bare.replace(".", "").replace(",", ".")}
        yield from (Decimal(reading) for reading in readings if reading.count(".") < 2)


def number_not_in_source(checked: Checked) -> Iterator[Finding]:
    """Yield numbers in our prose that stand in no source and are nowhere worked out."""
    if not checked.articles:
        return
    known = {n for a in checked.articles.values() for p in a.paragraphs for n in _numbers(p.text)}
    known |= {Decimal(n) for n in _spelled(checked)}
    known |= _ours(checked)
    for path, text, added in prose(checked.brief):
        words = "".join(span.text for span in inline.spans(text) if not span.code)
        for found in _NUMBER.finditer(words):
            if not added and not known & set(_numbers(found[0])):
                yield Finding(
                    path,
                    f"the number {found[0]} stands in no source",
                    "compare it with the source; a number of your own belongs in figures, derived",
                    words=found[0],
                )


def _spelled(checked: Checked) -> Iterator[int]:
    for article in checked.articles.values():
        for paragraph in article.paragraphs:
            yield from (_WORDS[word] for word in _lower(paragraph.text) if word in _WORDS)


def _ours(checked: Checked) -> set[Decimal]:
    """Return the numbers that the brief itself stands for: counts, dates, derived figures."""
    brief = checked.brief
    numbers = {f.value for f in brief.figures if f.derived or f.origin == "editor"}
    numbers |= {Decimal(len(g.members)) for g in brief.groups}
    dates = [brief.date, brief.as_of, brief.review_by, brief.deadline and brief.deadline.date]
    written = [str(day) for day in dates if day]
    written += [f"{e.when} {e.as_written or ''}" for e in brief.timeline]
    written += [source.date for source in brief.sources if source.date]
    for text in written:
        numbers |= {Decimal(part) for part in re.findall(r"\d+", text)}
    return numbers


RULES = (
    Rule(
        "figure-not-in-source", "error", "Figures are copied, not remembered.", figure_not_in_source
    ),
    Rule("number-not-in-source", "warning", "Numbers drift when rewritten.", number_not_in_source),
)
