"""Names in our words: of people, states and bodies that no source has."""

from __future__ import annotations

import re
from collections.abc import Iterator

from briefgen import inline
from briefgen.checks.prose import prose
from briefgen.checks.rule import Checked, Finding, Rule
from briefgen.schema import Brief
from briefgen.source import name_runs, name_words, quoted_spans
from briefgen.yamltree import KeyPath

#: Short forms of states and bodies that everybody writes either way.
_SAME = {
    "us": {"united", "states", "america", "american", "u.s"},
    "u.s": {"us", "united", "states", "america", "american", "usa"},
    "uk": {"united", "kingdom", "britain", "british", "u.k"},
    "u.k": {"uk", "united", "kingdom", "britain", "british"},
    "eu": {"european", "union", "europe"},
    "un": {"united", "nations"},
}
#: Languages that write every noun with a capital.
_CAPITAL_NOUNS = ("de",)
#: Words that share this many letters are forms of one name: Canada, Canadian.
_STEM = 4


def name_not_in_source(checked: Checked) -> Iterator[Finding]:
    """Yield names that neither a source has nor the brief says are the editors'."""
    if not checked.articles:
        return
    known = _known(checked)
    for path, text, run, before in _names(checked.brief):
        strange = [word for word in name_words(run) if not _stands(word, known)]
        if strange:
            yield Finding(
                path,
                f"no source has the name “{run}”",
                "write it as the source does; what the desk adds needs origin: editor",
                words=run if text != run else "",
                before=before,
            )


def _known(checked: Checked) -> set[str]:
    """Return the words of the sources, and of the names that the brief brings itself."""
    brief = checked.brief
    words = {word for article in checked.articles.values() for word in article.words}
    own = [a.name for a in brief.actors if a.origin == "editor"]
    own += [a.role or "" for a in brief.actors]
    own += [f"{t.term} {t.expansion or ''}" for t in brief.glossary]
    own += [
        f"{s.title or ''} {s.publisher or ''} {' '.join(s.author or ())}" for s in brief.sources
    ]
    own += [person.name for person in brief.author]
    own += [g.name for g in brief.groups if g.origin == "editor"]
    words |= {word for text in own for word in name_words(text)}
    return words | {same for short, long in _SAME.items() if short in words for same in long}


def _stands(word: str, known: set[str]) -> bool:
    parts = {word, *re.split(r"[-–/]", word)}
    if word in known or (parts - {word} <= known & parts and len(parts) > 1):
        return True
    return len(word) > _STEM and any(w[:_STEM] == word[:_STEM] for w in known)


def _names(brief: Brief) -> Iterator[tuple[KeyPath, str, str, str]]:
    """Yield (path, text, name, what stands before it) for the names that we write."""
    for n, actor in enumerate(brief.actors):
        if (
            actor.origin != "editor"
            and actor.name[0].isupper()
            and actor.kind
            in (
                "person",
                "state",
                "territory",
                "organisation",
            )
        ):
            yield ("actors", n, "name"), actor.name, actor.name, ""
    for n, place in enumerate(brief.places):
        if place.origin != "editor":
            yield ("places", n, "name"), place.name, place.name, ""
    if brief.language.partition("-")[0] in _CAPITAL_NOUNS:
        return
    for path, text, added in prose(brief):
        if added or _in_capitals(text):
            continue
        words = inline.plain(text)
        quoted = [(start, end) for start, end, _ in quoted_spans(words)]
        for start, run in name_runs(words):
            if not any(a <= start < b for a, b in quoted):
                yield path, words, run, words[:start]


def _in_capitals(text: str) -> bool:
    """Tell a heading that gives every word a capital."""
    words = [w for w in text.split() if len(w) > 3]
    return len(words) > 2 and sum(w[0].isupper() for w in words) > 0.7 * len(words)


RULES = (
    Rule(
        "name-not-in-source",
        "warning",
        "What the desk knows slips in by itself.",
        name_not_in_source,
    ),
)
