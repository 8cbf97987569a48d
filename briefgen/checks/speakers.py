"""Who the sources say speaks, against who the brief says does."""

from __future__ import annotations

from collections.abc import Iterator

from briefgen.checks.fidelity import compared_quotes, where
from briefgen.checks.rule import Checked, Finding, Rule
from briefgen.errors import Severity
from briefgen.schema import Brief
from briefgen.schema.evidence import Quote
from briefgen.source import Attribution, Match, Speakers
from briefgen.yamltree import KeyPath


def speaker_differs(checked: Checked) -> Iterator[Finding]:
    """Yield quotations that the source gives to somebody else than the brief does.

    A warning where the source names nobody beside them, so that what stands before decides.
    """
    for path, speaker, match, said in _denied(checked):
        if said.sure:
            message = f"the source gives these words to “{said.words}”, not to {speaker}"
        elif said.words:
            message = f"the source seems to give these words to “{said.words}”, not to {speaker}"
        else:
            message = f"the source names nobody beside these words, which {speaker} is to have said"
        severity: Severity | None = None if said.sure else "warning"
        yield Finding(path, message, f"read {where(checked, match)} again", severity=severity)


def _denied(checked: Checked) -> Iterator[tuple[KeyPath, str, Match, Attribution]]:
    """Yield (path, speaker's name, where the words stand, who is said to say them)."""
    known = _known(checked.brief)
    # To read who speaks takes as long as all other rules; most briefs list few quotations.
    readers: dict[str, Speakers] = {}
    for n, match in compared_quotes(checked) if checked.articles else ():
        quote = checked.brief.quotes[n]
        speaker = _key(checked.brief, quote)
        if not (speaker and match.found and match.place) or quote.extent == "scare":
            continue
        name = _name(checked, match)
        places = checked.articles[name].occurrences(quote.text) or (match.place,)
        if name not in readers:
            readers[name] = Speakers(checked.articles[name], known, checked.brief.language)
        denials = [readers[name].denies(place, speaker) for place in places]
        said = max((d for d in denials if d), key=lambda d: d.sure, default=None)
        if said is None or None in denials:
            continue
        if said.sure or quote.extent not in ("term", "name"):
            yield ("quotes", n, "speaker"), known[speaker][0], match, said


def _name(checked: Checked, match: Match) -> str:
    return next(
        name
        for name, article in checked.articles.items()
        if any(match.paragraph is paragraph for paragraph in article.paragraphs)
    )


def _known(brief: Brief) -> dict[str, list[str]]:
    """Return the names of every possible speaker, by the key that quotations use."""
    known = {actor.id: [actor.name] for actor in brief.actors}
    for group in brief.groups:
        members = [known.get(member, [member])[0] for member in group.members]
        known[group.id] = [group.name, *members]
    for quote in brief.quotes:
        if quote.speaker and _key(brief, quote) not in known:
            known[quote.speaker] = [quote.speaker]
    return known


def _key(brief: Brief, quote: Quote) -> str | None:
    """Return the key of a speaker, whether given by id or by name."""
    ids = {group.name: group.id for group in brief.groups}
    ids |= {actor.name: actor.id for actor in brief.actors}
    return ids.get(quote.speaker or "", quote.speaker)


RULES = (
    Rule(
        "speaker-differs",
        "error",
        "Words in the wrong mouth are worse than wrong words.",
        speaker_differs,
    ),
)
