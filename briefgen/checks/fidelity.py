"""Quotations and figures against the text of the sources."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from briefgen import inline
from briefgen.checks.prose import prose
from briefgen.checks.rule import Checked, Finding, Rule
from briefgen.schema.evidence import Figure, Quote
from briefgen.schema.sources import Sourced
from briefgen.source import Article, Match, quoted_spans
from briefgen.yamltree import KeyPath

_NUMBER = re.compile(r"\d+(?:[.,'\u00a0\u202f\u2009 ]\d{3})*(?:[.,]\d+)?")
_WORDS = {
    word: number
    for number, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve".split()
    )
}
_LOCATOR = re.compile(r"p(\d+)(?:-p?(\d+))?\Z", re.ASCII)


@dataclass(frozen=True, slots=True)
class Tally:
    """How many quotations and figures were compared with a source, and how many stand in it."""

    quotations: int = 0
    verbatim: int = 0
    figures: int = 0
    found: int = 0

    def __str__(self) -> str:
        """Return the counts as a PDF notes them, so that its pages can be made again."""
        counts = f", {self.verbatim}/{self.quotations} {self.found}/{self.figures}"
        return counts if self.quotations + self.figures else ""


NOTHING = Tally()


def tally(checked: Checked) -> Tally:
    """Count what was compared; a brief whose sources cannot be read compares nothing."""
    if not checked.articles:
        return NOTHING
    matches = [match for _, match in _quotes(checked)]
    figures = [f for f in checked.brief.figures if f.as_written]
    return Tally(
        quotations=len(matches),
        verbatim=sum(match.found for match in matches),
        figures=len(figures),
        found=sum(_stands(checked, figure) for figure in figures),
    )


def _articles(checked: Checked, item: Sourced) -> list[Article]:
    """Return the texts that an item names; all that there are when it names none of them."""
    refs = [reference.ref for reference in item.source if reference.ref]
    named = [checked.articles[ref] for ref in refs if ref in checked.articles]
    return named or list(checked.articles.values())


def _quotes(checked: Checked) -> Iterator[tuple[int, Match]]:
    for n, quote in enumerate(checked.brief.quotes):
        if _ours_to_translate(quote):
            continue
        spoken = quote.extent in ("sentence", "fragment")
        yield n, _best(_articles(checked, quote), quote.text, spoken=spoken, cuts=quote.ellipsis)


def _ours_to_translate(quote: Quote) -> bool:
    """Tell a quotation that the desk translated: the source has other words."""
    return quote.translated_from is not None and quote.translator is None


_RANK = ("exact", "typographic", "elided", "unquoted", "altered", "missing")


def _best(articles: list[Article], text: str, *, spoken: bool, cuts: tuple[str, ...] = ()) -> Match:
    matches = [article.find(text, spoken=spoken, cuts=cuts) for article in articles]
    return min(matches, key=lambda match: _RANK.index(match.status))


def quote_not_verbatim(checked: Checked) -> Iterator[Finding]:
    """Yield quotations, and spans in quotation marks in our prose, that differ from the source."""
    if not checked.articles:
        return
    for n, match in _quotes(checked):
        if not match.found:
            quote = checked.brief.quotes[n]
            yield _differs(("quotes", n, "text"), quote.text, match)
    for path, span, match in _spans(checked):
        if match.status == "altered":
            yield _differs(path, span, match)


def quoted_span_unlisted(checked: Checked) -> Iterator[Finding]:
    """Yield spans in quotation marks in our prose that no source has at all."""
    for path, span, match in _spans(checked):
        if match.status == "missing":
            yield Finding(
                path,
                f"no source has the words “{span}”, which stand in quotation marks",
                "quote the source, or write it without quotation marks",
                words=span,
            )


def _spans(checked: Checked) -> Iterator[tuple[KeyPath, str, Match]]:
    articles = list(checked.articles.values())
    listed = [quote.text for quote in checked.brief.quotes]
    for path, text, _ in prose(checked.brief):
        words = inline.plain(text)
        for start, end, _ in quoted_spans(words):
            span = words[start:end].strip()
            if articles and span and span not in listed:
                yield path, span, _best(articles, span, spoken=False)


def _differs(path: KeyPath, text: str, match: Match) -> Finding:
    if match.status == "unquoted":
        number = match.paragraph.number if match.paragraph else 0
        return Finding(
            path,
            f"the source has these words in ¶{number}, but not in quotation marks",
            "quote only what stands in quotation marks there; a term or a name needs its extent",
        )
    if match.status == "missing":
        return Finding(path, "no source has these words", "compare the quotation with its source")
    number = match.paragraph.number if match.paragraph else 0
    theirs = match.passage.split()
    ours = text.split()
    at = next(
        (n for n, (a, b) in enumerate(zip(ours, theirs, strict=False)) if a != b),
        min(len(ours), len(theirs)),
    )
    word = ours[at] if at < len(ours) else ours[-1]
    return Finding(
        path,
        f"the quotation is not verbatim from the word “{word}” on",
        f"¶{number} has: {match.passage}",
        words=" ".join(ours[at : at + 2]) or text,
    )


def quote_misplaced(checked: Checked) -> Iterator[Finding]:
    """Yield quotations that stand in another paragraph than the one they name."""
    for n, match in _quotes(checked) if checked.articles else ():
        places = [place for ref in checked.brief.quotes[n].source for place in ref.at]
        spans = [_LOCATOR.match(place) for place in places]
        if not match.found or match.paragraph is None or not places or None in spans:
            continue
        named = [(int(s[1]), int(s[2] or s[1])) for s in spans if s]
        if not any(first <= match.paragraph.number <= last for first, last in named):
            yield Finding(
                ("quotes", n, "source"),
                f"the quotation stands in ¶{match.paragraph.number}, not where source says",
                f"write at: p{match.paragraph.number}",
            )


def figure_not_in_source(checked: Checked) -> Iterator[Finding]:
    """Yield figures whose words no source has, or whose number is not the one in those words."""
    for n, figure in enumerate(checked.brief.figures):
        if not figure.as_written:
            continue
        if checked.articles and not _stands(checked, figure):
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


def _stands(checked: Checked, figure: Figure) -> bool:
    words = figure.as_written or ""
    # A figure that begins a sentence there has a capital that it has not in a list.
    forms = {words, words[:1].upper() + words[1:], words[:1].lower() + words[1:]}
    found = (a.find(form, spoken=False) for a in _articles(checked, figure) for form in forms)
    return any(match.found for match in found)


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
        "quote-not-verbatim",
        "error",
        "A wrong word in a quotation is the worst error that a brief can make.",
        quote_not_verbatim,
    ),
    Rule(
        "quoted-span-unlisted",
        "warning",
        "Quotation marks promise somebody's words.",
        quoted_span_unlisted,
    ),
    Rule("quote-misplaced", "warning", "A reader looks where the locator points.", quote_misplaced),
    Rule(
        "figure-not-in-source", "error", "Figures are copied, not remembered.", figure_not_in_source
    ),
    Rule("number-not-in-source", "warning", "Numbers drift when rewritten.", number_not_in_source),
)
