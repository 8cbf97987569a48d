"""What a brief rests on: how many sources, how old, how near, and whether all is used."""

from __future__ import annotations

from collections.abc import Iterator

from briefgen import inline
from briefgen.checks.prose import prose
from briefgen.checks.rule import Checked, Finding, Rule
from briefgen.schema import Brief
from briefgen.source import fold


def undated_source(checked: Checked) -> Iterator[Finding]:
    """Yield the main source, the first that the desk has read, if it has no date."""
    for n, source in enumerate(checked.brief.sources):
        if source.seen:
            if not source.date:
                yield Finding(
                    ("sources", n),
                    f'the source "{source.id}" has no date',
                    "add date: 2026-11-22; without it no “Friday” can be resolved",
                )
            return


def single_source(checked: Checked) -> Iterator[Finding]:
    """Yield a brief with one source, of which it does not say how far it can be trusted."""
    seen = [(n, s) for n, s in enumerate(checked.brief.sources) if s.seen]
    if len(seen) == 1 and not seen[0][1].reliability:
        yield Finding(
            ("sources", seen[0][0]),
            "everything rests on one source",
            "add a second one, or say with reliability how far the desk trusts this one",
        )


def secondhand_source(checked: Checked) -> Iterator[Finding]:
    """Yield sources that the desk knows through another one only."""
    for n, source in enumerate(checked.brief.sources):
        if not source.seen and source.cited_in:
            yield Finding(
                ("sources", n, "seen"),
                f'nobody here has read "{source.id}"; "{source.cited_in}" cites it',
                "read it and set seen: true; until then let the text say who reports it",
            )


def unnamed_source(checked: Checked) -> Iterator[Finding]:
    """Yield sources without a name, and without a reason for that."""
    for n, actor in enumerate(checked.brief.actors):
        if actor.kind == "unnamed source" and not actor.why_unnamed:
            yield Finding(
                ("actors", n),
                f'nothing says why "{actor.name}" is not named',
                "add why_unnamed; write not stated if the source gives no reason",
            )


def orphan_quote(checked: Checked) -> Iterator[Finding]:
    """Yield statements that are quoted nowhere in the brief; names, terms and irony may be."""
    used = _used(checked.brief)
    texts: str | None = None
    for n, quote in enumerate(checked.brief.quotes):
        if quote.extent in ("name", "term", "scare") or quote.highlight or quote.id in used:
            continue
        texts = texts or fold(" ".join(inline.plain(text) for _, text, _ in prose(checked.brief)))
        if fold(quote.text).rstrip(".,") not in texts:
            yield Finding(
                ("quotes", n),
                f'nothing uses the quotation "{quote.id}"',
                "name it in quotes of a detail or as quote of a counterpoint, or delete it",
            )


def _used(brief: Brief) -> set[str]:
    used = {name for detail in brief.details for name in detail.quotes}
    used |= {stake.quote for stake in brief.stakes if stake.quote}
    for point in brief.counterpoints:
        used |= {holder.quote for holder in (point, point.response) if holder and holder.quote}
    return used


RULES = (
    Rule("undated-source", "warning", "Nothing can be resolved without its date.", undated_source),
    Rule("single-source", "warning", "Two sources are better than one.", single_source),
    Rule("secondhand-source", "info", "Hearsay may have changed on its way.", secondhand_source),
    Rule("unnamed-source", "info", "Readers weigh the reason, too.", unnamed_source),
    Rule(
        "orphan-quote", "info", "What nothing uses was forgotten, or is not needed.", orphan_quote
    ),
)
