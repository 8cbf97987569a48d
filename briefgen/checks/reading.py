"""How hard a brief is to read: sentences, words, acronyms, and how much there is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from statistics import mean

from briefgen import inline
from briefgen.checks.prose import own_words, prose
from briefgen.checks.rule import Checked, Finding, Rule
from briefgen.loader import field_name
from briefgen.sentences import sentences
from briefgen.wordlists import lists
from briefgen.yamltree import KeyPath

LONG, TOO_LONG, MEAN = 25, 35, 20
GRADE, HARD_GRADE = 12.0, 15.0
MOST = {"details": 6, "stakes": 5, "figures": 4}
_WORD = re.compile(r"\w+(?:[’'.-]\w+)*")
_SYLLABLE = re.compile(r"[aeiouy]+", re.IGNORECASE)
_ACRONYM = re.compile(r"(?<![\w.&-])(?:[A-Z](?:[A-Z&]|\d){1,5}|(?:[A-Z]\.){2,6})(?=s?(?![\w-]))")
_ROMAN = re.compile(r"M{0,3}(?:CM|CD|D?C{0,3})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})\Z")
_UNSPACED = ("ja", "zh", "th")


def _told(checked: Checked) -> Iterator[tuple[KeyPath, list[str]]]:
    """Yield the sentences of the texts that are made of such."""
    for path, text, _ in prose(checked.brief):
        if path[-1] in ("text", "claim", "assessment", "bottom_line") or path[0] in (
            "context",
            "whats_new",
            "key_points",
        ):
            yield path, [sentence for _, sentence in sentences(inline.plain(text))]


def sentence_length(checked: Checked) -> Iterator[Finding]:
    """Yield sentences that run long, and a brief whose sentences do."""
    if checked.brief.language.partition("-")[0] in _UNSPACED:
        return
    lengths = []
    for path, parts in _told(checked):
        for sentence in parts:
            words = len(sentence.split())
            lengths.append(words)
            if words > LONG:
                yield Finding(
                    path,
                    f"the sentence has {words} words, more than {LONG}",
                    "make two of it",
                    words=" ".join(sentence.split()[:4]),
                    severity="warning" if words > TOO_LONG else None,
                )
    if len(lengths) > 4 and mean(lengths) > MEAN:
        message = f"sentences have {mean(lengths):.0f} words on average, more than {MEAN}"
        yield Finding(("title",), message, "shorten the longest", key=True, severity="warning")


def reading_grade(checked: Checked) -> Iterator[Finding]:
    """Yield an English brief that takes many years of school to read (Flesch–Kincaid)."""
    if checked.brief.language.partition("-")[0] != "en":
        return
    told = [sentence for _, parts in _told(checked) for sentence in parts]
    words = [word for sentence in told for word in _WORD.findall(sentence) if word.isalpha()]
    if len(words) < 100:
        return
    syllables = sum(_syllables(word) for word in words)
    grade = 0.39 * len(words) / len(told) + 11.8 * syllables / len(words) - 15.59
    if grade > GRADE:
        yield Finding(
            ("title",),
            f"the brief reads like grade {grade:.1f}, above {GRADE:.0f}",
            "shorter sentences and shorter words",
            key=True,
            severity="warning" if grade > HARD_GRADE else None,
        )


def _syllables(word: str) -> int:
    groups = len(_SYLLABLE.findall(word))
    silent = word.lower().endswith("e") and not word.lower().endswith("le") and groups > 1
    return max(groups - silent, 1)


def undefined_acronym(checked: Checked) -> Iterator[Finding]:
    """Yield acronyms that nothing explains, where they stand first."""
    brief = checked.brief
    known = {str(word).casefold() for word in lists("en")["acronyms"]}
    known |= {word.casefold() for term in brief.glossary for word in _ACRONYM.findall(term.term)}
    known |= {place.code.casefold() for place in brief.places if place.code}
    known |= {tag.casefold() for tag in brief.tags if _ACRONYM.fullmatch(tag) and tag in known}
    whole = " ".join(inline.plain(text) for _, text, _ in prose(brief))
    for path, text, _ in prose(brief):
        words = own_words(text)
        if words.isupper():
            continue
        for found in _ACRONYM.finditer(words):
            bare = found[0].rstrip(".").casefold()
            roman = _ROMAN.match(found[0])
            if bare in known or bare.replace(".", "") in known or roman:
                continue
            known.add(bare)
            if not _explained(found[0], whole):
                yield Finding(
                    path,
                    f"nothing says what {found[0]} is",
                    "write it in full the first time, or add it to glossary",
                    words=found[0],
                )


def _explained(acronym: str, text: str) -> bool:
    """Tell whether a text writes an acronym out, on either side of a bracket."""
    escaped = re.escape(acronym)
    return bool(re.search(rf"\w \({escaped}\)|(?<!\w){escaped} \(\w", text))


def too_many(checked: Checked) -> Iterator[Finding]:
    """Yield lists that are longer than a reader keeps in mind."""
    for key, most in MOST.items():
        items = len(getattr(checked.brief, key))
        if items > most:
            message = f"{field_name((key,))} has {items} entries, more than {most}"
            yield Finding((key,), message, "keep those that matter most", key=True)


RULES = (
    Rule("sentence-length", "info", "Fifteen to twenty words are read at once.", sentence_length),
    Rule("reading-grade", "info", "Busy readers are no specialists.", reading_grade),
    Rule("undefined-acronym", "warning", "Readers do not ask.", undefined_acronym),
    Rule("too-many", "info", "Key points fit the first page.", too_many),
)
