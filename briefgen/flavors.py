"""What each output understands: how text becomes safe in a wiki's Markdown and in HTML."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from itertools import groupby

from markupsafe import escape

from briefgen import inline
from briefgen.inline import Span


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


_SPECIAL = re.compile(r"[\\`*\[\]]|(?<![^\W_])_|_(?![^\W_])")
_ENTITY = re.compile(r"&(?=#?\w+;)")
_STARTS = re.compile(r"\A(?:(#{1,6}|[-+>=])(?=\s|\Z|>)|([0-9]{1,9})([.)])(?=\s|\Z)|(-{2,}|={2,}))")


def markdown_text(text: str) -> str:
    """Escape literal text for any place inside a Markdown block, its start included."""
    line = " ".join(text.split())
    line = _SPECIAL.sub(r"\\\g<0>", line)
    line = _ENTITY.sub("&amp;", line).replace("<", "&lt;").replace("~", "&#126;")
    return _STARTS.sub(_escaped_start, line)


def _escaped_start(match: re.Match[str]) -> str:
    if match[2]:
        return f"{match[2]}\\{match[3]}"
    return "\\" + match[0] if match[0][0] != ">" else "&gt;" + match[0][1:]


def markdown_prose(text: str) -> str:
    """Return inline Markdown with its own marks kept and everything else escaped."""
    return _strong(inline.spans(text))


def _strong(spans: tuple[Span, ...]) -> str:
    out = ""
    for strong, run in groupby(spans, key=lambda s: s.strong):
        inner = "".join(
            _wrapped("*", _leaves(tuple(part))) if emphasis else _leaves(tuple(part))
            for emphasis, part in groupby(run, key=lambda s: s.emphasis)
        )
        piece = _wrapped("**", inner) if strong else inner
        # Only the start of the field is the start of a block; "1." further on is a number.
        out += piece
    return out


def _leaves(spans: tuple[Span, ...]) -> str:
    return "".join(_leaf(span) for span in spans)


def _leaf(span: Span) -> str:
    text = _code(span.text) if span.code else _padded(span.text)
    return f"[{text}](<{_address(span.href)}>)" if span.href else text


def _padded(text: str) -> str:
    """Escape a run and keep its outer spaces."""
    inner = markdown_text(text)
    before = " " if text[:1].isspace() and inner else ""
    after = " " if text[-1:].isspace() else ""
    return f"{before}{inner}{after}"


def _wrapped(mark: str, text: str) -> str:
    inner = text.strip(" ")
    if not inner:
        return text
    before = text[: len(text) - len(text.lstrip(" "))]
    after = text[len(text.rstrip(" ")) :]
    return f"{before}{mark}{inner}{mark}{after}"


def _code(text: str) -> str:
    fence = "`" * (max((len(run) for run in re.findall(r"`+", text)), default=0) + 1)
    pad = " " if text.startswith("`") or text.endswith("`") else ""
    return f"{fence}{pad}{text}{pad}{fence}"


def _address(href: str) -> str:
    return "".join(c if c not in "<>\\ \t\n" else f"%{ord(c):02X}" for c in href)


def cell(text: str) -> str:
    """Make finished Markdown safe as a table cell: one line, no bare pipe."""
    return " ".join(str(text).replace("|", "\\|").split()) or " "


HTML = Writer(prose=inline.html, plain=escape)
PLAIN = Flavor("plain", ".md", Writer(prose=markdown_prose, plain=markdown_text))
FLAVORS = {flavor.name: flavor for flavor in (PLAIN,)}
