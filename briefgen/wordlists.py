"""Lists of words by language, which projects may add to and take from."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from briefgen.calendars import calendar
from briefgen.loader import parse, read_bytes

#: One YAML file a language; phrases come with what to write instead, or alone.
LISTS = Path(__file__).parent / "words"
# Scripts that put no space between words.
_UNSPACED = {"ja", "zh", "th"}


@cache
def lists(tag: str) -> Mapping[str, Any]:
    """Return the lists of a language; none for one that has no file."""
    path = LISTS / f"{tag.partition('-')[0]}.yaml"
    return parse(read_bytes(path), path.name).data if path.is_file() else {}


def pattern(phrases: Iterable[str], tag: str) -> str:
    """Return a pattern for phrases as whole words, longest first."""
    base = tag.partition("-")[0]
    letters = calendar(tag).prefixes
    edge, end = ("", "") if base in _UNSPACED else (r"(?<!\w)", r"(?!\w)")
    prefix = f"[{letters}]?" if letters else ""
    longest = sorted(phrases, key=len, reverse=True)
    either = "|".join(r"\s".join(map(_escaped, phrase.split())) for phrase in longest)
    return f"{edge}{prefix}(?:{either}){end}"


def _escaped(word: str) -> str:
    return re.escape(word).replace("’", "[’']")
