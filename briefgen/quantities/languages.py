"""In which language a text is written, by its letters and small words."""

from __future__ import annotations

import re
from functools import lru_cache

from briefgen.quantities.tables import TABLES, base

SAMPLE = 20_000
_SCRIPTS = {
    "ja": re.compile(r"[\u3040-\u30ff]"),
    "he": re.compile(r"[\u05d0-\u05ea]"),
    "ar": re.compile(r"[\u0620-\u064a]"),
}
_WORD = re.compile(r"[^\W\d_]+")


def scripts(text: str) -> list[str]:
    """Return the languages whose own letters stand in a text."""
    return [language for language, script in _SCRIPTS.items() if script.search(text)]


@lru_cache(maxsize=64)
def language_of(text: str, default: str) -> str:
    """Return the language of a text, `default` (a BCP 47 tag) unless another is much likelier."""
    sample = text[:SAMPLE]
    letters = sum(map(str.isalpha, sample)) or 1
    for language, script in _SCRIPTS.items():
        if len(script.findall(sample)) > letters * 0.3:
            return default if base(default) == language else language
    words = [word.casefold() for word in _WORD.findall(sample)]
    latin = {tag: table for tag, table in TABLES.items() if tag not in _SCRIPTS}
    hits = {tag: sum(word in table.stop for word in words) for tag, table in latin.items()}
    best = max(hits, key=lambda tag: hits[tag])
    own = hits.get(base(default), 0)
    clear = hits[best] > len(words) * 0.2 and hits[best] > own * 1.3
    return best if clear and len(words) >= 5 else default
