"""What each output understands: how text becomes safe in a wiki's Markdown and in HTML."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import groupby, pairwise
from typing import Any

from markupsafe import escape

from briefgen import inline
from briefgen.inline import Span, one_line


@dataclass(frozen=True, slots=True)
class Writer:
    """Turns the text of a field into finished output: prose with inline Markdown, or literal.

    `isolates` tells whether names that run against the page may stand in Unicode isolates.
    """

    prose: Callable[[str], str]
    plain: Callable[[str], str]
    isolates: bool = False


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
    r"|&(?=\#|\w+;)|<(?! )|~(?!\w)|(?<=\S)~"
)
_ENTITIES = {"&": "&amp;", "<": "&lt;", "~": "&#126;"}
# What opens a block at the start of a line; Python-Markdown also takes "#x" and ">x".
_START = re.compile(r"(?=[#>]|[-+](?:\s|-|\Z))|(?P<number>\d+)(?=[.)](?:\s|\Z))")
# GitHub links bare addresses, and takes the escapes in them for a part of the address.
_ADDRESS = re.compile(
    r"(?P<scheme>https?|ftp|www)(?P<sign>[:.])(?=[^ ]*(?:\\|&(?:amp|lt|#126);))", re.IGNORECASE
)
_BEFORE = " ([{\"'“‘«„‚¿¡—–-/…"
_AFTER = " .,;:!?)]}\"'”’»“—–-/…"
_IN_ADDRESS = re.compile(r"(?:https?:|ftp:|www\.)[^ ]*\Z", re.IGNORECASE)


def markdown_text(text: str) -> str:
    """Escape literal text for any place inside a Markdown block, its start included."""
    return _block(_literal(one_line(text)))


def markdown_prose(text: str) -> str:
    """Return inline Markdown with its own marks kept and everything else escaped.

    Marks that engines read in different ways, as inside of a word, are left out.
    """
    # Engines disagree on a pipe inside code inside a table.
    plain = [replace(s, code=s.code and "|" not in s.text) for s in inline.spans(text)]
    spans = _seen(_seen(plain, "strong"), "emphasis")
    marks = (("strong", "**"), ("emphasis", "*"))
    return _block(_marked(_outside_addresses(_apart(spans)), marks))


def _outside_addresses(spans: list[Span]) -> list[Span]:
    """Drop styles inside bare addresses: GitHub reads those up to the next space."""
    out: list[Span] = []
    for span in spans:
        open_ended = out and not (out[-1].code or out[-1].href or span.text.startswith(" "))
        if open_ended and _IN_ADDRESS.search(out[-1].text):
            out[-1] = Span(out[-1].text + span.text)
        else:
            out.append(span)
    return out


def _seen(spans: list[Span], style: str) -> list[Span]:
    """Keep a style where it starts and ends beside a space or plain punctuation."""
    runs = [(on, list(run)) for on, run in groupby(spans, key=lambda s: getattr(s, style))]
    texts = ["".join(span.text for span in run) for _, run in runs]
    out: list[Span] = []
    for n, (on, run) in enumerate(runs):
        before = texts[n - 1][-1] if n and not texts[n].startswith(" ") else ""
        after = texts[n + 1][0] if n + 1 < len(runs) and not texts[n].endswith(" ") else ""
        keep = on and before in _BEFORE and after in _AFTER and texts[n].strip(" ")
        changed: dict[str, Any] = {style: bool(keep)}
        out += [replace(span, **changed) for span in run]
    return out


def _apart(spans: list[Span]) -> list[Span]:
    """Drop emphasis that a strong run starts or ends inside of, unless at a space."""
    tangled = any(
        left.strong != right.strong
        and left.emphasis
        and right.emphasis
        and not (left.text.endswith(" ") or right.text.startswith(" "))
        for left, right in pairwise(spans)
    )
    return [replace(span, emphasis=False) for span in spans] if tangled else spans


def _marked(spans: list[Span], marks: tuple[tuple[str, str], ...]) -> str:
    if not marks:
        alike = groupby(spans, key=lambda span: replace(span, text=""))
        return "".join(_leaf(replace(a, text="".join(s.text for s in run))) for a, run in alike)
    (style, mark), *rest = marks
    out = ""
    for on, run in groupby(spans, key=lambda span: getattr(span, style)):
        text = _marked(list(run), tuple(rest))
        inner = text.strip(" ")
        out += text.replace(inner, f"{mark}{inner}{mark}", 1) if on and inner else text
    return out


def _leaf(span: Span) -> str:
    text = _code(span.text) if span.code else _literal(span.text)
    return f"[{text}](<{address(span.href)}>)" if span.href else text


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


def _code(text: str) -> str:
    fence = "`" * (max((len(run) for run in re.findall(r"`+", text)), default=0) + 1)
    pad = " " if text.startswith("`") or text.endswith("`") else ""
    return f"{fence}{pad}{text}{pad}{fence}"


def address(href: str) -> str:
    """Make an address safe between the < and > of a Markdown link."""
    safe = "".join(f"%{ord(c):02X}" if c in "<>\\`| \t\n" else c for c in href)
    return re.sub(r"&(?=#?\w+;)", "&amp;", safe)


def cell(text: str) -> str:
    """Make finished Markdown safe as a table cell: one line, no bare pipe."""
    return one_line(str(text).replace("|", "\\|")) or " "


HTML = Writer(prose=inline.html, plain=escape, isolates=True)
PLAIN = Flavor("plain", ".md", Writer(prose=markdown_prose, plain=markdown_text))
FLAVORS = {flavor.name: flavor for flavor in (PLAIN,)}
