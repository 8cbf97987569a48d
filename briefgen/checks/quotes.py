"""Quotations: who speaks, how much it is, and what may be set large."""

from __future__ import annotations

from collections.abc import Iterator

from briefgen.checks.rule import Checked, Finding, Rule
from briefgen.schema import Brief
from briefgen.schema.evidence import Quote

MAX_HIGHLIGHTS = 3


def highlight_form(checked: Checked) -> Iterator[Finding]:
    """Yield highlighted quotes that are not whole sentences."""
    for n, quote in enumerate(checked.brief.quotes):
        if quote.highlight and quote.extent != "sentence":
            yield Finding(
                ("quotes", n, "highlight"),
                f"only a whole sentence can be a pull quote; this is a {quote.extent}",
                "delete highlight, or set extent: sentence if it is one",
            )


def too_many_highlights(checked: Checked) -> Iterator[Finding]:
    """Yield the pull quotes that are one too many."""
    large = [n for n, quote in enumerate(checked.brief.quotes) if quote.highlight]
    for n in large[MAX_HIGHLIGHTS:]:
        message = f"more than {MAX_HIGHLIGHTS} quotes are highlighted"
        yield Finding(("quotes", n, "highlight"), message, "keep the best")


def speaker_missing(checked: Checked) -> Iterator[Finding]:
    """Yield sentences and fragments that nobody said."""
    for n, quote in enumerate(checked.brief.quotes):
        if quote.extent in ("sentence", "fragment") and not quote.speaker:
            yield Finding(
                ("quotes", n),
                "the quotation names no speaker",
                "add speaker; if it is a name, a term or irony, set extent: name, term or scare",
            )


def scare_attributed(checked: Checked) -> Iterator[Finding]:
    """Yield a source's own irony that is put in somebody's mouth."""
    for n, quote in enumerate(checked.brief.quotes):
        if quote.extent == "scare" and quote.speaker:
            yield Finding(
                ("quotes", n, "speaker"),
                "words in irony are the source's own, nobody's statement",
                "delete speaker; if somebody said it, set extent: term",
            )


def speaker_role_missing(checked: Checked) -> Iterator[Finding]:
    """Yield quoted persons of whom nobody knows who they are."""
    for n, quote in enumerate(checked.brief.quotes):
        if quote.speaker and not quote.role and _lacks_role(checked.brief, quote.speaker):
            yield Finding(
                ("quotes", n, "speaker"),
                f'"{quote.speaker}" has no role',
                "add role, here or to the actor; write role: not stated if no source has it",
            )


def _lacks_role(brief: Brief, speaker: str) -> bool:
    """Persons need a role; what is not listed counts as a person."""
    if any(speaker in (group.id, group.name) for group in brief.groups):
        return False
    actor = next((a for a in brief.actors if speaker in (a.id, a.name)), None)
    return actor is None or (actor.kind in (None, "person") and not actor.role)


def sic_unseen(checked: Checked) -> Iterator[Finding]:
    """Yield a "sic" on words whose original the desk has not seen."""
    for n, quote in enumerate(checked.brief.quotes):
        if quote.sic and not _original_seen(checked.brief, quote):
            yield Finding(
                ("quotes", n, "sic"),
                "sic says that the error is in the original, which the desk has not seen",
                "delete sic, or add the original to sources and name it as the quote's source",
            )


def sic_on_fragment(checked: Checked) -> Iterator[Finding]:
    """Yield a "sic" on words whose sentence is the source's own."""
    for n, quote in enumerate(checked.brief.quotes):
        if quote.sic and quote.extent == "fragment" and _original_seen(checked.brief, quote):
            yield Finding(
                ("quotes", n, "sic"),
                "these words are part of a sentence, and the error may lie in the rest of it",
                "delete sic, or quote the whole sentence",
            )


def _original_seen(brief: Brief, quote: Quote) -> bool:
    """A source that the desk read, and that does not itself report what another one said."""
    named = {reference.ref for reference in quote.source}
    sources = [s for s in brief.sources if s.id in named or (len(brief.sources) == 1)]
    return any(s.seen and not s.cited_in for s in sources)


RULES = (
    Rule(
        "highlight-form", "error", "A fragment set large says more than was said.", highlight_form
    ),
    Rule("too-many-highlights", "error", "What is large everywhere is small.", too_many_highlights),
    Rule("speaker-missing", "error", "Words without a speaker are rumour.", speaker_missing),
    Rule("scare-attributed", "error", "Irony is not a statement.", scare_attributed),
    Rule("missing-speaker-role", "warning", "Readers weigh the speaker.", speaker_role_missing),
    Rule("sic-unseen", "error", "The error may be the article's.", sic_unseen),
    Rule("sic-on-fragment", "warning", "The subject may be the article's.", sic_on_fragment),
)
