"""How text becomes safe in DokuWiki: words with signs that mean something stand unformatted."""

from __future__ import annotations

import re
from itertools import groupby

from briefgen import inline
from briefgen.inline import Span, one_line

# Beside marks of its own: smileys, signs for words, dashes, sizes, straight quotation marks.
_SPECIAL = re.compile(
    r"""[*/_'"\\^|{}\[\]<>~=@#`&+$]|%%|--|\.\.|\(\(|\)\)|\((?:c|tm|r)\)|\d[xX]\d|:-|;-|8-|:[?!]:|m\("""
    r"|LOL|(?:FIX|DELETE)ME|www\.|://|\A[-:;!?>]",
    re.IGNORECASE,
)


def _literal(line: str) -> str:
    """Return words as they are, and each run of words with signs in the marks for raw text."""
    runs = groupby(line.split(" "), key=lambda word: bool(_SPECIAL.search(word)))
    return " ".join(
        _raw(" ".join(words)) if special else " ".join(words) for special, words in runs
    )


def _raw(words: str) -> str:
    if "%%" not in words and not words.startswith("%") and not words.endswith("%"):
        return f"%%{words}%%"
    if "</nowiki>" not in words.lower():
        return f"<nowiki>{words}</nowiki>"
    return "".join(f"<nowiki>{c}</nowiki>" for c in words)


def text(value: str) -> str:
    """Escape literal text for any place on a page."""
    return _literal(one_line(value))


def heading(value: str) -> str:
    """Return literal text for a heading, whose words are never read; signs at its ends would be."""
    return one_line(value)


def prose(value: str) -> str:
    """Return inline Markdown in DokuWiki's marks, with everything else escaped."""
    return "".join(_styled(span) for span in inline.spans(value))


def _styled(span: Span) -> str:
    inner = span.text.strip(" ")
    if not inner:
        return span.text
    before, _, after = span.text.partition(inner)
    out = _literal(inner)
    if span.href:
        words = label(inner)
        out = f"[[{address(span.href)}|{words}]]" if words else f"{out} ([[{address(span.href)}]])"
    for on, mark in ((span.code, "''"), (span.emphasis, "//"), (span.strong, "**")):
        out = f"{mark}{out}{mark}" if on else out
    return before + out + after


def label(value: str) -> str:
    """Return literal text as the words of a link, which are never read; "" if they would end it."""
    words = one_line(value)
    return "" if "]]" in words or words.endswith("]") or "{{" in words else words


def address(href: str) -> str:
    """Make an address safe in the double brackets of a link."""
    return "".join(f"%{ord(c):02X}" if c in "<>[]{}|\"' \t\n\\" else c for c in href)


def cell(value: str) -> str:
    """Make finished text a cell of a table."""
    return one_line(str(value)) or " "
