"""Words that judge, hide who speaks, or weigh chances in passing."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

from briefgen import inline
from briefgen.checks.prose import own_words, prose
from briefgen.checks.rule import Checked, Finding, Rule
from briefgen.sentences import sentences
from briefgen.source import quoted_spans
from briefgen.wordlists import lists, pattern
from briefgen.yamltree import KeyPath

#: So many words of a source's opinion are no coincidence.
LEAK_WORDS = 4
_SMALL = 3
_WORD = re.compile(r"\w+(?:[’'-]\w+)*")


def loaded_language(checked: Checked) -> Iterator[Finding]:
    """Yield words that judge, outside quotation marks."""
    yield from _listed(checked, "loaded", "loaded-language", "“{words}” takes a side")


def reporting_verb(checked: Checked) -> Iterator[Finding]:
    """Yield verbs that say more than that somebody said something."""
    yield from _listed(checked, "verbs", "reporting-verb", "“{words}” says more than “said”")


def passive_attribution(checked: Checked) -> Iterator[Finding]:
    """Yield voices without a holder."""
    yield from _listed(checked, "vague", "passive-attribution", "“{words}”: nobody knows who")


def _listed(checked: Checked, key: str, rule: str, message: str) -> Iterator[Finding]:
    """Yield the phrases of a list in our words; the project adds to it and takes from it."""
    language = checked.brief.language
    change = checked.project.words.get(rule)
    known: dict[str, str] = {phrase.lower(): hint for phrase, hint in _list(language, key)}
    if change:
        known |= {phrase.lower(): hint for phrase, hint in change.add.items()}
        known = {p: hint for p, hint in known.items() if p not in change.remove}
    if not known:
        return
    finder = _finder(tuple(sorted(known)), language)
    for path, text, _ in prose(checked.brief):
        seen: set[str] = set()
        for _, sentence in sentences(own_words(text)):
            for found in (m[0] for m in finder.finditer(sentence)):
                hint = known.get(found.lower().replace("'", "’"), "say it plainly")
                attributed = hint.startswith("say who") and _attributes(sentence, language)
                if found not in seen and not (key == "loaded" and attributed):
                    yield Finding(path, message.format(words=found), hint, words=found)
                seen.add(found)


def _attributes(sentence: str, language: str) -> bool:
    """Tell whether a sentence says whose view it gives."""
    names = lists(language).get("attributing")
    return names is not None and bool(_finder(tuple(names), language).search(sentence))


def _list(language: str, key: str) -> Iterable[tuple[str, str]]:
    phrases: dict[str, str] = lists(language).get(key, {})
    return phrases.items()


@cache
def _finder(phrases: tuple[str, ...], language: str) -> re.Pattern[str]:
    return re.compile(pattern(phrases, language), re.IGNORECASE)


def likelihood_in_prose(checked: Checked) -> Iterator[Finding]:
    """Yield chances that we weigh in passing; sentences that name who does are passed over."""
    words = lists(checked.brief.language)
    if "likelihood" not in words:
        return
    weighs = _finder(tuple(words["likelihood"]), checked.brief.language)
    language = checked.brief.language
    for path, text, added in _ours(checked):
        for _, sentence in sentences(own_words(text)):
            found = weighs.search(sentence)
            # With a capital it is the month.
            month = found is not None and found[0] == "May"
            if found and not (added or month or _attributes(sentence, language)):
                yield Finding(
                    path,
                    f"“{found[0]}” is a judgement, and nobody is said to make it",
                    "say who expects it, or leave it out",
                    words=found[0],
                )


def _ours(checked: Checked) -> Iterator[tuple[KeyPath, str, bool]]:
    """Yield our words but those that tell what others claim."""
    told = ("counterpoints", "positions", "actors", "timeline", "watch", "gaps", "measures")
    for path, text, added in prose(checked.brief):
        claimed = path[0] == "details" and checked.brief.details[int(path[1])].kind == "claim"
        if path[0] not in told and not claimed:
            yield path, text, added


def confidence_with_likelihood(checked: Checked) -> Iterator[Finding]:
    """Yield sentences that weigh a chance and our confidence in one breath."""
    words = lists(checked.brief.language)
    if "confidence" not in words:
        return
    language = checked.brief.language
    weighs = _finder(tuple(words["likelihood"]), language)
    trusts = _finder(tuple(words["confidence"]), language)
    for path, text, _ in prose(checked.brief):
        for _, sentence in sentences(own_words(text)):
            sure = trusts.search(sentence)
            if sure and weighs.search(sentence) and not _attributes(sentence, language):
                yield Finding(
                    path,
                    "the sentence has both a likelihood and a confidence",
                    "one sentence for what is likely, one for how sure you are",
                    words=sure[0],
                )


def source_opinion_leak(checked: Checked) -> Iterator[Finding]:
    """Yield words of the source's author that stand in our text as if they were ours."""
    opinions = [_WORD.findall(o.text.lower()) for o in checked.brief.source_opinion]
    windows = (w[n : n + LEAK_WORDS] for w in opinions for n in range(len(w) - LEAK_WORDS + 1))
    # What starts or ends with a small word is a turn of phrase, and nobody's.
    runs = {tuple(window) for window in windows if min(len(window[0]), len(window[-1])) > _SMALL}
    for path, text, _ in prose(checked.brief) if runs else ():
        plain = inline.plain(text)
        spans = [(start, end) for start, end, _ in quoted_spans(plain)]
        for at, sentence in sentences(plain):
            if _attributes(sentence, checked.brief.language):
                continue
            words = [
                (m[0].lower(), m.start(), m.end())
                for m in _WORD.finditer(plain, at, at + len(sentence))
                if not any(start <= m.start() < end for start, end in spans)
            ]
            for n in range(len(words) - LEAK_WORDS + 1):
                run = words[n : n + LEAK_WORDS]
                if tuple(word for word, _, _ in run) in runs:
                    leaked = plain[run[0][1] : run[-1][2]]
                    yield Finding(
                        path,
                        f"“{leaked}” is the opinion of the source's author",
                        "say whose it is (the article says …), or leave it out",
                        words=leaked,
                        before=plain[: run[0][1]],
                    )
                    break


RULES = (
    Rule("loaded-language", "warning", "A brief takes no side.", loaded_language),
    Rule("reporting-verb", "info", "“Claimed” casts doubt, “admitted” guilt.", reporting_verb),
    Rule("passive-attribution", "warning", "A voice needs a holder.", passive_attribution),
    Rule(
        "likelihood-in-prose", "info", "A hidden judgement cannot be weighed.", likelihood_in_prose
    ),
    Rule(
        "confidence-with-likelihood",
        "error",
        "How likely and how sure are two things.",
        confidence_with_likelihood,
    ),
    Rule(
        "source-opinion-leak",
        "error",
        "The author's voice is not the desk's.",
        source_opinion_leak,
    ),
)
