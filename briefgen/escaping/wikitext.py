"""How text becomes safe in MediaWiki's wikitext: signs that mean something stand as entities."""

from __future__ import annotations

import re

from briefgen import inline
from briefgen.inline import Span, one_line

_PROTOCOLS = (
    "bitcoin|ftps?|geo|gopher|https?|ircs?|magnet|mailto|matrix|mms|news|nntp|redis|sftp|sip|sips"
    "|sms|ssh|svn|tel|telnet|urn|worldwind|xmpp|git"
)
_SPECIAL = re.compile(
    r"[\[\]{}|<>\\]|&(?=#|\w+;)"
    # Doubled apostrophes are marks; one at an end may meet those of a style.
    r"|'(?=')|(?<=')'|\A'|'\Z|~(?=~)|_(?=_)|(?<=_)_|!(?=!)|(?<=!)!"
    r"|(?:(?<=(?i:RFC))|(?<=(?i:PMID|ISBN)))[ \u00a0](?=[\d-])|:(?=//)"
    # What opens a block, and what ends a heading.
    r"|\A[*#:;=!+-]|=\Z"
)
_SCHEME = re.compile(rf"({_PROTOCOLS}):", re.IGNORECASE)


def _literal(text: str) -> str:
    escaped = _SPECIAL.sub(lambda m: f"&#{ord(m[0])};", text)
    return _SCHEME.sub(r"\1&#58;", escaped)


def text(value: str) -> str:
    """Escape literal text for any place on a page, the start of a line included."""
    return _literal(one_line(value))


def prose(value: str) -> str:
    """Return inline Markdown as wikitext, with everything else escaped."""
    return "".join(_styled(span) for span in inline.spans(value))


def _styled(span: Span) -> str:
    inner = span.text.strip(" ")
    if not inner:
        return span.text
    before, _, after = span.text.partition(inner)
    out = _literal(inner)
    if span.href:
        out = f"[{address(span.href)} {out}]"
    for on, tag in ((span.code, "code"), (span.emphasis, "i"), (span.strong, "b")):
        out = f"<{tag}>{out}</{tag}>" if on else out
    return before + out + after


def address(href: str) -> str:
    """Make an address safe in the single brackets of a link."""
    return "".join(f"%{ord(c):02X}" if c in "<>[]{}|\"' \t\n\\~" else c for c in href)


def cell(value: str) -> str:
    """Make finished wikitext a cell of a table."""
    return one_line(str(value)) or " "
