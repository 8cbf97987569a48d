"""What changed between two versions of a text, word by word."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from briefgen.source import Article
from briefgen.yamltext import shorten

#: Texts with more changed paragraphs, and paragraphs with more words, are not compared in detail.
MAX_PARAGRAPHS, MAX_WORDS = 2000, 2000
#: How many characters are shown of words that came or went together, and of a line.
MAX_RUN, MAX_LINE = 400, 2000
_AROUND = 4
#: How many paragraphs further down a changed one is looked for.
_NEAR = 20


def word_changes(old: Article, new: Article) -> Iterator[str]:
    """Yield a line for each changed paragraph: `¶3: … the [-old-] {+new+} words …`.

    The number is that of the new text; `¶–` stands for a paragraph that it no longer has.
    """
    before = [" ".join(p.text.split()) for p in old.paragraphs]
    after = [" ".join(p.text.split()) for p in new.paragraphs]
    start = _common(before, after)
    end = _common(before[start:][::-1], after[start:][::-1])
    left, right = before[start : len(before) - end], after[start : len(after) - end]
    if max(len(left), len(right)) > MAX_PARAGRAPHS:
        yield f"{len(left)} paragraphs were replaced by {len(right)}"
        return
    for kind, a, b, c, d in SequenceMatcher(None, left, right).get_opcodes():
        if kind == "equal":
            continue
        number = start + c
        for theirs, ours in _pairs(left[a:b], right[c:d]):
            number += bool(ours)
            changed = _words(theirs.split(), ours.split())
            yield f"¶{number if ours else '–'}: {shorten(changed, MAX_LINE)}"


def _pairs(old: list[str], new: list[str]) -> Iterator[tuple[str, str]]:
    """Yield each paragraph with the one that it became; "" where there is none."""
    at = 0
    for ours in new:
        same = (n for n in range(at, min(at + _NEAR, len(old))) if _alike(old[n], ours))
        found = next(same, None)
        if found is None:
            yield "", ours
            continue
        yield from ((theirs, "") for theirs in old[at:found])
        yield old[found], ours
        at = found + 1
    yield from ((theirs, "") for theirs in old[at:])


def _alike(one: str, two: str) -> bool:
    """Tell whether two paragraphs have half of their words in common."""
    words, others = set(one.split()), set(two.split())
    return 2 * len(words & others) >= max(len(words), len(others))


def _common(one: Sequence[str], two: Sequence[str]) -> int:
    """Return how many items two lists have in common at their start."""
    pairs = zip(one, two, strict=False)
    return next((n for n, (a, b) in enumerate(pairs) if a != b), min(len(one), len(two)))


def _words(old: list[str], new: list[str]) -> str:
    """Return the changes with a few words around each."""
    start = _common(old, new)
    end = _common(old[start:][::-1], new[start:][::-1])
    left, right = old[start : len(old) - end], new[start : len(new) - end]
    parts = [_kept(old[:start], first=True, last=False)]
    if left and right and max(len(left), len(right)) > MAX_WORDS:
        parts.append(f"[{len(left)} words became {len(right)}]")
    else:
        for kind, a, b, c, d in SequenceMatcher(None, left, right).get_opcodes():
            if kind == "equal":
                parts.append(_kept(left[a:b], first=False, last=False))
            else:
                parts += [f"[-{_run(left[a:b])}-]"] if a < b else []
                parts += [f"{{+{_run(right[c:d])}+}}"] if c < d else []
    parts.append(_kept(old[len(old) - end :], first=False, last=True))
    return " ".join(part for part in parts if part)


def _run(words: list[str]) -> str:
    return shorten(" ".join(words), MAX_RUN)


def _kept(words: list[str], *, first: bool, last: bool) -> str:
    """Return words that stayed: those beside a change, with … for the rest."""
    most = _AROUND if first or last else 2 * _AROUND
    if len(words) <= most:
        return " ".join(words)
    head = [] if first else words[:_AROUND]
    tail = [] if last else words[-_AROUND:]
    return " ".join((*head, "…", *tail))
