"""Quotations against the text of the sources."""

from __future__ import annotations

from collections.abc import Iterator

from briefgen import inline
from briefgen.calendars import calendar
from briefgen.checks.prose import prose
from briefgen.checks.rule import Checked, Finding, Rule
from briefgen.locators import paragraph_range
from briefgen.schema.evidence import Quote
from briefgen.schema.sources import Sourced
from briefgen.source import (
    Article,
    Difference,
    Match,
    differences,
    quoted_spans,
    split_words,
    word_places,
)
from briefgen.yamltext import shorten
from briefgen.yamltree import KeyPath


def articles_of(checked: Checked, item: Sourced) -> list[Article]:
    """Return the texts that an item names; all that there are when it names none of them."""
    refs = [reference.ref for reference in item.source if reference.ref]
    named = [checked.articles[ref] for ref in refs if ref in checked.articles]
    return named or list(checked.articles.values())


def has_words(articles: list[Article], words: str, language: str) -> bool:
    """Tell whether an article has words that are no quotation, with either case at their start."""
    # Words that begin a sentence there have a capital that they have not in a list.
    forms = {words, words[:1].upper() + words[1:], words[:1].lower() + words[1:]}
    # In Arabic and Hebrew a preposition is one word with them.
    forms |= {letter + words for letter in calendar(language).prefixes}
    return any(article.has(form) for article in articles for form in forms)


def compared_quotes(checked: Checked) -> Iterator[tuple[int, Match]]:
    for n, quote in enumerate(checked.brief.quotes):
        if _ours_to_translate(quote):
            continue
        spoken = quote.extent in ("sentence", "fragment")
        yield n, _best(articles_of(checked, quote), quote.text, spoken=spoken, cuts=quote.ellipsis)


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
    for n, match in compared_quotes(checked):
        if not match.found:
            quote = checked.brief.quotes[n]
            yield _differs(checked, ("quotes", n, "text"), quote.text, match)
    for path, span, match in _spans(checked):
        if match.status == "altered":
            yield _differs(checked, path, span, match)


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


def _differs(checked: Checked, path: KeyPath, text: str, match: Match) -> Finding:
    if match.status == "unquoted":
        return Finding(
            path,
            f"the source has these words in {where(checked, match)}, but not in quotation marks",
            "quote only what stands in quotation marks there; a term or a name needs its extent",
        )
    if match.paragraph is None:
        return Finding(path, "no source has these words", "compare the quotation with its source")
    changes = differences(text, match.passage)
    hint = f"{where(checked, match)}: “{shorten(match.passage, 300)}”"
    if not changes:
        message = "the source has more words around these, which change what they say"
        return Finding(path, message, hint)
    said = "; ".join(_change(change, text) for change in changes[:3])
    more = f"; and {len(changes) - 3} more" if len(changes) > 3 else ""
    message = f"the quotation is not verbatim: {said}{more}"
    words, before = _pointed(text, changes[0])
    return Finding(path, message, hint, words=words, before=before)


def _change(change: Difference, text: str) -> str:
    if change.theirs and change.ours:
        return f"“{shorten(change.ours)}” instead of “{shorten(change.theirs)}”"
    if change.ours:
        return f"“{shorten(change.ours)}” is not there"
    words, _ = _pointed(text, change)
    after = f" after “{words}”" if change.at else ""
    return f"“{shorten(change.theirs)}” is missing{after}"


def _pointed(text: str, change: Difference) -> tuple[str, str]:
    """Return our words to point at, the one before a gap, and what stands before them."""
    first = change.at if change.ours else max(change.at - 1, 0)
    last = max(change.at + len(split_words(change.ours)), first + 1)
    places = word_places(text)
    start, end = places[min(first, len(places) - 1)][0], places[min(last, len(places)) - 1][1]
    return text[start:end], text[:start]


def where(checked: Checked, match: Match) -> str:
    """Return the file, line and paragraph of a passage."""
    paragraph = match.paragraph
    if paragraph is None:
        return "the source"
    files = {source.id: source.file for source in checked.brief.sources}
    for name, article in checked.articles.items():
        if any(paragraph is other for other in article.paragraphs):
            return f"{files[name]}:{paragraph.line} (¶{paragraph.number})"
    return f"¶{paragraph.number}"


def quote_misplaced(checked: Checked) -> Iterator[Finding]:
    """Yield quotations that stand in another paragraph than the one they name."""
    for n, match in compared_quotes(checked) if checked.articles else ():
        places = [place for ref in checked.brief.quotes[n].source for place in ref.at]
        spans = [paragraph_range(place) for place in places]
        if not match.found or match.paragraph is None or not places or None in spans:
            continue
        if not any(s and s[0] <= match.paragraph.number <= s[1] for s in spans):
            yield Finding(
                ("quotes", n, "source"),
                f"the quotation stands in ¶{match.paragraph.number}, not where source says",
                f"write at: p{match.paragraph.number}",
            )


def sentence_cut(checked: Checked) -> Iterator[Finding]:
    """Yield quotations given as whole sentences that are not whole in the source."""
    for n, match in compared_quotes(checked) if checked.articles else ():
        quote = checked.brief.quotes[n]
        if quote.extent == "sentence" and match.status in ("exact", "typographic") and match.place:
            article = next(a for a in checked.articles.values() if match.paragraph in a.paragraphs)
            sentence = article.sentence(match.place)
            if sentence:
                yield Finding(
                    ("quotes", n, "text"),
                    "the quotation is not the whole sentence that it is said to be",
                    f"{where(checked, match)}: “{shorten(sentence, 300)}”; else extent: fragment",
                )


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
    Rule("sentence-cut", "error", "Half a sentence can say the opposite.", sentence_cut),
    Rule("quote-misplaced", "warning", "A reader looks where the locator points.", quote_misplaced),
)
