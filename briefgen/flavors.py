"""What each output understands: how text becomes safe in a wiki's Markdown and in HTML."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import groupby, pairwise

from markupsafe import escape

from briefgen import inline
from briefgen.inline import Span, one_line


@dataclass(frozen=True, slots=True)
class Writer:
    """Turns the text of a field into finished output: prose with inline Markdown, or literal."""

    prose: Callable[[str], str]
    plain: Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Flavor:
    """What one wiki understands; templates ask it and do not know wikis by name."""

    name: str
    suffix: str
    writer: Writer


# What no engine reads as a link or a note: […] and [words], with no bracket or colon beside them.
_BRACKETED = r"(?<![\[\]!])\[(?:…|[^\W_](?:[\w ’,.-]*[^\W_])[\w.]?)\](?=[^\[\](:])"
_SPECIAL = re.compile(
    rf"(?P<keep>{_BRACKETED})"
    r"|(?P<sign>[`*\[\]]|\\(?=[!-/:-@\[-`{-~]|\Z)|(?<![^\W_])_|_(?![^\W_])|#(?=#*\Z))"
    # Python-Markdown knows no escape for these. "~5" opens nothing that a later "~" could close.
    r"|&(?=\#?\w+;)|<(?!\s)|~(?!\w)|(?<=\S)~"
)
_ENTITIES = {"&": "&amp;", "<": "&lt;", "~": "&#126;"}
# What opens a block at the start of a line; Python-Markdown also takes "#x" and ">x".
_START = re.compile(r"(?=[#>]|[-+](?:\s|-|\Z))|(?P<number>\d+)(?=[.)](?:\s|\Z))")
# GitHub links bare addresses, and takes the escapes in them for a part of the address.
_ADDRESS = re.compile(
    r"(?P<scheme>https?|ftp|www)(?P<sign>[:.])(?=[^ ]*(?:\\|&(?:amp|lt|#126);))", re.IGNORECASE
)


def markdown_text(text: str) -> str:
    """Escape literal text for any place inside a Markdown block, its start included."""
    return _block(_literal(one_line(text)))


def markdown_prose(text: str) -> str:
    """Return inline Markdown with its own marks kept and everything else escaped."""
    return _block(
        _joined(
            [
                ("**" if strong else "", _emphasised(tuple(run)))
                for strong, run in groupby(_apart(inline.spans(text)), key=lambda s: s.strong)
            ]
        )
    )


def _apart(spans: tuple[Span, ...]) -> list[Span]:
    """Drop emphasis that touches a strong run from outside: engines read the stars as they like."""
    out = list(spans)
    for n, (left, right) in enumerate(pairwise(spans)):
        touching = not (left.text.endswith(" ") or right.text.startswith(" "))
        if left.strong != right.strong and touching:
            out[n] = replace(out[n], emphasis=False)
            out[n + 1] = replace(right, emphasis=False)
    return out


def _emphasised(spans: tuple[Span, ...]) -> str:
    return _joined(
        [
            ("*" if emphasis else "", "".join(_leaf(span) for span in run))
            for emphasis, run in groupby(spans, key=lambda span: span.emphasis)
        ]
    )


def _leaf(span: Span) -> str:
    # Engines disagree on a pipe inside code inside a table.
    text = _code(span.text) if span.code and "|" not in span.text else _literal(span.text)
    return f"[{text}](<{_address(span.href)}>)" if span.href else text


def _literal(text: str) -> str:
    escaped = _SPECIAL.sub(_escaped, text)
    return _ADDRESS.sub(lambda m: f"{m['scheme']}&#{ord(m['sign'])};", escaped)


def _escaped(match: re.Match[str]) -> str:
    if match["keep"]:
        return match["keep"]
    return "\\" + match["sign"] if match["sign"] else _ENTITIES[match[0]]


def _block(line: str) -> str:
    start = _START.match(line)
    number = start["number"] or "" if start else ""
    return f"{number}\\{line[len(number) :]}" if start else line


def _joined(pieces: list[tuple[str, str]]) -> str:
    """Put marks around texts; one that engines would not see as a mark is left out."""
    out = ""
    for n, (mark, text) in enumerate(pieces):
        inner = text.strip(" ")
        head, tail = text[: len(text) - len(text.lstrip(" "))], text[len(text.rstrip(" ")) :]
        before = head or out[-1:]
        after = tail or (pieces[n + 1][1][:1] if n + 1 < len(pieces) else "")
        seen = inner and _flanks(before, inner[0]) and _flanks(after, inner[-1])
        out += f"{head}{mark}{inner}{mark}{tail}" if seen else text
    return out


def _flanks(outside: str, inside: str) -> bool:
    """Tell whether every engine sees a mark between these characters (CommonMark 0.31, 6.2)."""
    if outside in ("", " ") or inside == "*" or outside == "*":
        return outside != "*"
    return unicodedata.category(inside)[0] not in "PSZ" or outside in _PUNCTUATION


_PUNCTUATION = "!\"#$%&'()+,-./:;<=>?@[]^{|}~"


def _code(text: str) -> str:
    fence = "`" * (max((len(run) for run in re.findall(r"`+", text)), default=0) + 1)
    pad = " " if text.startswith("`") or text.endswith("`") else ""
    return f"{fence}{pad}{text}{pad}{fence}"


def _address(href: str) -> str:
    safe = "".join(f"%{ord(c):02X}" if c in "<>\\`| \t\n" else c for c in href)
    return re.sub(r"&(?=#?\w+;)", "&amp;", safe)


def cell(text: str) -> str:
    """Make finished Markdown safe as a table cell: one line, no bare pipe."""
    return one_line(str(text).replace("|", "\\|")) or " "


HTML = Writer(prose=inline.html, plain=escape)
PLAIN = Flavor("plain", ".md", Writer(prose=markdown_prose, plain=markdown_text))
FLAVORS = {flavor.name: flavor for flavor in (PLAIN,)}
