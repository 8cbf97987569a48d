"""Roman numerals up to thirty-nine, as they stand behind names."""

from __future__ import annotations

import re

ROMAN = re.compile(r"(?=[IVX])X{0,3}(?:IX|IV|V?I{0,3})\Z")


def roman_value(text: str) -> int:
    """Return the value of a numeral that ROMAN matches."""
    values = {"I": 1, "V": 5, "X": 10}
    digits = [values[c] for c in text]
    return sum(-d if n + 1 < len(digits) and d < digits[n + 1] else d for n, d in enumerate(digits))
