"""Details, counterpoints, stakes and the quotations that go with them."""

from __future__ import annotations

from briefgen import inline
from briefgen.schema.body import NOT_REPORTED, Counterpoint, Detail, Stake
from briefgen.schema.evidence import Quote
from briefgen.views.model import CounterpointView, DetailView, QuoteView, StakeView
from briefgen.views.people import Cast


def quote_view(quote: Quote, cast: Cast) -> QuoteView:
    """Return a quotation in the marks of the brief's language."""
    return QuoteView(
        text=cast.writer.plain(cast.language.quote(cast.apart(quote.text))),
        attribution=cast.writer.plain(cast.attribution(quote)),
        evidence=cast.evidence(quote),
    )


def detail_view(detail: Detail, cast: Cast) -> DetailView:
    """Return a labelled paragraph with the pull quotes that it names."""
    by = "" if cast.named_in(detail.by, detail.text) else cast.name(detail.by)
    highlights = [q for q in cast.brief.quotes if q.highlight and q.id in detail.quotes]
    return DetailView(
        label=cast.writer.plain(detail.label or ""),
        tag=""
        if detail.kind == "fact"
        else cast.writer.plain(cast.language.label(f"kinds.{detail.kind}")),
        by=cast.writer.plain(by),
        text=cast.writer.prose(detail.text),
        evidence=cast.evidence(detail),
        quotes=tuple(quote_view(q, cast) for q in highlights),
    )


def counterpoint_view(point: Counterpoint, cast: Cast) -> CounterpointView:
    """Return a row of claim and response, with names only where the text does not give them."""
    out, label = cast.writer, cast.language.label
    response = point.response
    missing = response is None or response.text in NOT_REPORTED
    words = label(
        "none_reported" if response and response.text == NOT_REPORTED[0] else "not_reported"
    )
    answer = response.text if response and not missing else words
    by = "" if cast.named_in(point.by, point.claim) and point.topic else cast.name(point.by)
    response_by = ""
    if response and not missing and not cast.named_in(response.by, response.text):
        response_by = cast.name(response.by)
    return CounterpointView(
        issue=out.plain(point.topic or by),
        by=out.plain(by if point.topic else ""),
        claim=out.prose(point.claim),
        claim_evidence=cast.evidence(point),
        response=out.prose(answer),
        response_by=out.plain(response_by),
        response_evidence=cast.evidence(response) if response else cast.evidence(_NOTHING),
        missing=missing,
        assessment=out.prose(point.assessment) if point.assessment else "",
    )


_NOTHING = Detail(text="-")


def stake_view(stake: Stake, cast: Cast) -> StakeView:
    """Return a row of who, what, effect and when."""
    effect = cast.language.label(f"effects.{stake.effect}") if stake.effect else ""
    return StakeView(
        who=cast.writer.plain(stake.who),
        text=cast.writer.prose(stake.text),
        effect=cast.writer.plain(effect),
        horizon=cast.writer.plain(cast.language.horizon(stake.horizon or "")),
        evidence=cast.evidence(stake),
    )


def pull_quotes(cast: Cast) -> tuple[tuple[QuoteView, ...], tuple[QuoteView, ...]]:
    """Return highlighted quotes that no detail holds: loose ones, and those of counterpoints."""
    brief = cast.brief
    placed = {name for detail in brief.details for name in detail.quotes}
    answered = {p.quote for p in brief.counterpoints}
    answered |= {p.response.quote for p in brief.counterpoints if p.response}
    loose = [q for q in brief.quotes if q.highlight and q.id not in placed | answered]
    argued = [q for q in brief.quotes if q.highlight and q.id in answered - placed]
    return (
        tuple(quote_view(q, cast) for q in loose),
        tuple(quote_view(q, cast) for q in argued),
    )


def said(cast: Cast) -> tuple[QuoteView, ...]:
    """Return everything that someone said: sentences and fragments with a speaker."""
    return tuple(quote_view(q, cast) for q in _said(cast))


def loose_quotes(cast: Cast) -> tuple[QuoteView, ...]:
    """Return what was said and stands neither in a text of the page nor as a pull quote."""
    brief = cast.brief
    texts = [brief.bottom_line, *(d.text for d in brief.details), *(s.text for s in brief.stakes)]
    texts += [c.claim for c in brief.counterpoints]
    texts += [c.response.text for c in brief.counterpoints if c.response]
    return tuple(
        quote_view(q, cast)
        for q in _said(cast)
        if not q.highlight and not any(q.text in inline.plain(text) for text in texts)
    )


def _said(cast: Cast) -> list[Quote]:
    quotes = [q for q in cast.brief.quotes if q.speaker]
    return [q for q in quotes if q.extent in ("sentence", "fragment")]
