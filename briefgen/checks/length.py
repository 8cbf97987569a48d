"""How much fits: the number of words and items that a reader takes in."""

from __future__ import annotations

from collections.abc import Iterator

from briefgen.checks.rule import Checked, Finding, Rule
from briefgen.yamltree import KeyPath

BOTTOM_LINE = (20, 80)
KEY_POINTS = (3, 5)
WORDS = {"details": 80, "label": 5, "key_points": 30, "stances": 6}


def bottom_line_length(checked: Checked) -> Iterator[Finding]:
    """Yield a bottom line that says too little or too much."""
    words = len(checked.brief.bottom_line.split())
    least, most = BOTTOM_LINE
    if not least <= words <= most:
        yield Finding(
            ("bottom_line",), f"the bottom line has {words} words", f"write {least} to {most}"
        )


def key_point_count(checked: Checked) -> Iterator[Finding]:
    """Yield a list of key points that is none, or holds too much to be key."""
    points = len(checked.brief.key_points)
    least, most = KEY_POINTS
    if points and not least <= points <= most:
        yield Finding(
            ("key_points",), f"key_points has {points}", f"write {least} to {most}", key=True
        )


def too_many_words(checked: Checked) -> Iterator[Finding]:
    """Yield texts that run longer than their place on the page."""
    for kind, path, text in _texts(checked):
        words, most = len(text.split()), WORDS[kind]
        if words > most:
            yield Finding(path, f"the text has {words} words, more than {most}", "shorten it")


def _texts(checked: Checked) -> Iterator[tuple[str, KeyPath, str]]:
    brief = checked.brief
    for n, detail in enumerate(brief.details):
        yield "details", ("details", n, "text"), detail.text
        yield "label", ("details", n, "label"), detail.label or ""
    for n, point in enumerate(brief.key_points):
        yield "key_points", ("key_points", n), point
    for n, position in enumerate(brief.positions):
        for who, stance in position.stances.items():
            yield "stances", ("positions", n, "stances", who), stance


RULES = (
    Rule("bottom-line-length", "warning", "The answer first, and whole.", bottom_line_length),
    Rule("key-point-count", "warning", "Three to five are remembered.", key_point_count),
    Rule("too-many-words", "warning", "Long entries hide their point.", too_many_words),
)
