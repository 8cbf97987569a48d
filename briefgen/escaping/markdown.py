"""How text becomes safe in Markdown: what every engine reads, and what only some do."""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import groupby, pairwise
from typing import Any, Literal

from briefgen import inline
from briefgen.inline import Span, one_line
from briefgen.values import frozen, replace


@frozen
class Dialect:
    """What an engine reads in plain words, beyond what all of them do, and how to stop it.

    `how` is a backslash, an entity, or the HTML element that GitHub's own manual asks for.
    """

    signs: re.Pattern[str]
    how: Literal["backslash", "entity", "span"]


# What no engine reads as a link or a note: […] and [words], with no bracket or colon beside them.
_BRACKETED = (
    r"(?<![\[\]!\\])\[(?:…|[^\W_](?:(?:[^\W_]|[ ’,.-])*[^\W_])(?:[^\W_]|\.)?)\](?=[^\[\](:])"
)
_SPECIAL = re.compile(
    rf"(?P<keep>{_BRACKETED})"
    r"|(?P<sign>[`*\[\]]|!(?=\[)|\\(?=[!-/:-@\[-`{-~\s]|\Z)|(?<![^\W_])_|_(?![^\W_])|#(?=#*\Z))"
    # Python-Markdown knows no escape for these. "~5" opens nothing that a later "~" could close.
    r"|&(?=\#|\w+;)|<(?! )|~(?!\w)|(?<=\S)~"
)
_ENTITIES = {"&": "&amp;", "<": "&lt;", "~": "&#126;"}
# What opens a block at the start of a line; Python-Markdown also takes "#x" and ">x".
# "[x]" at the start of an item is a box to tick.
_START = re.compile(r"(?=[#>]|\[[xX]\](?=\s|\Z)|[-+](?:\s|-|\Z))|(?P<number>\d+)(?=[.)](?:\s|\Z))")
# GitHub links bare addresses, and takes the escapes in them for a part of the address.
_ADDRESS = re.compile(
    r"(?P<scheme>https?|ftp|www)(?P<sign>[:.])(?=[^ ]*(?:\\|&(?:amp|lt|#126);))", re.IGNORECASE
)
_BEFORE = " ([{\"'“‘«„‚¿¡—–-/…"
_AFTER = " .,;:!?)]}\"'”’»“—–-/…"
_IN_ADDRESS = re.compile(r"(?:https?:|ftp:|www\.)[^ ]*\Z", re.IGNORECASE)


def markdown_text(text: str, dialect: Dialect | None = None) -> str:
    """Escape literal text for any place inside a Markdown block, its start included."""
    return _block(_literal(one_line(text), dialect))


def markdown_prose(text: str, dialect: Dialect | None = None) -> str:
    """Return inline Markdown with its own marks kept and everything else escaped.

    Marks that engines read in different ways, as inside of a word, are left out.
    """
    # Engines disagree on a pipe inside code inside a table.
    plain = [replace(s, code=s.code and "|" not in s.text) for s in inline.spans(text)]
    spans = _seen(_seen(plain, "strong"), "emphasis")
    marks = (("strong", "**"), ("emphasis", "*"))
    return _block(_marked(_outside_addresses(_apart(spans)), marks, dialect))


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


def _marked(spans: list[Span], marks: tuple[tuple[str, str], ...], dialect: Dialect | None) -> str:
    if not marks:
        alike = groupby(spans, key=lambda span: replace(span, text=""))
        runs = (replace(a, text="".join(s.text for s in run)) for a, run in alike)
        return "".join(_leaf(run, dialect) for run in runs)
    (style, mark), *rest = marks
    out = ""
    for on, run in groupby(spans, key=lambda span: getattr(span, style)):
        text = _marked(list(run), tuple(rest), dialect)
        inner = text.strip(" ")
        out += text.replace(inner, f"{mark}{inner}{mark}", 1) if on and inner else text
    return out


def _leaf(span: Span, dialect: Dialect | None) -> str:
    text = _code(span.text) if span.code else _literal(span.text, dialect)
    return f"[{_in_brackets(text)}](<{address(span.href)}>)" if span.href else text


def link_text(text: str, dialect: Dialect | None = None) -> str:
    """Escape literal text for the brackets of a link."""
    return _in_brackets(markdown_text(text, dialect))


def _in_brackets(text: str) -> str:
    """Return escaped text with entities for its brackets, which marked does not see as escaped."""
    return re.sub(
        r"\\(.)", lambda m: f"&#{ord(m[1])};" if m[1] in "[]" else m[0], text, flags=re.DOTALL
    )


def _literal(text: str, dialect: Dialect | None) -> str:
    # Signs of the dialect are found in the text itself: escapes would put others beside them.
    own = {m.start(): _own(m[0], dialect) for m in dialect.signs.finditer(text)} if dialect else {}
    out, last = "", 0
    for match in _SPECIAL.finditer(text):
        mine = own.get(match.start()) if len(match[0]) == 1 else None
        out += _with(own, text, last, match.start()) + (mine or _escaped(match))
        last = match.end()
    out += _with(own, text, last, len(text))
    return _no_address(out)


def _no_address(text: str) -> str:
    return _ADDRESS.sub(lambda m: f"{m['scheme']}&#{ord(m['sign'])};", text)


def _with(own: Mapping[int, str], text: str, start: int, end: int) -> str:
    return "".join(own.get(n, text[n]) for n in range(start, end)) if own else text[start:end]


def _own(sign: str, dialect: Dialect) -> str:
    if dialect.how == "backslash":
        return "\\" + sign
    return f"&#{ord(sign)};" if dialect.how == "entity" else f"<span>\\{sign}</span>"


def _escaped(match: re.Match[str]) -> str:
    if match["keep"]:
        return match["keep"]
    return "\\" + match["sign"] if match["sign"] else _ENTITIES[match[0]]


def _block(line: str) -> str:
    if re.fullmatch(r"[|:\s\\-]+", line):
        # Python-Markdown takes it for the rule of a table.
        line = line.replace("|", "&#124;")
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
    return _no_address(one_line(str(text).replace("|", "\\|"))) or " "


def wiki_cell(text: str) -> str:
    """Do the same for gollum, which takes its links out of a table before it reads that."""
    parts = re.split(r"(\[\[[^\]]*\]\])", one_line(str(text)))
    return "".join(p if n % 2 else p.replace("|", "\\|") for n, p in enumerate(parts)) or " "


def wiki_label(text: str) -> str:
    """Escape literal text as the words of a link in gollum's double brackets, which are HTML."""
    return re.sub(
        r"\[\[(?=_TOC)|[&<>\"'\[\]|]",
        lambda m: "".join(
            f"<span>&#{ord(c)};</span>" if m[0][1:] else f"&#{ord(c)};" for c in m[0]
        ),
        one_line(text),
    )


def alias(text: str) -> str:
    """Return literal text as the alias of a link in Obsidian; "" if it holds signs of Markdown."""
    words = one_line(text)
    plain = re.fullmatch(r"(?:[^\W_]|[ ,.:;!?()’‘“”«»„…–—\u00a0-])+", words)
    return words if plain and not re.search(r"www\.|https?:", words, re.IGNORECASE) else ""


_EMOJI = r":(?=[\w+-]+:)"
# What closes a formula, and what opens one without a closing sign: sums of money stay as they are.
# An address after a sign ends the text that it closes.
_MATH = r"\$(?=[$`]|[\w.+-]+@)|(?<=\S)\$(?![0-9])|(?<=`)\$"
#: The words that GitHub replaces after its Markdown has been read, so that no escape helps.
GITHUB = Dialect(re.compile(f"{_EMOJI}|{_MATH}"), "span")
#: gollum also looks for its table of contents in what has been read.
GITHUB_WIKI = Dialect(re.compile(rf"{_EMOJI}|{_MATH}|\[(?=\[_TOC)"), "span")
GITLAB = Dialect(
    re.compile(
        rf"{_EMOJI}|[~$]|(?<![A-Za-z0-9_])@(?=\w)|@(?=[^\s@]*@)|#(?=[\d\"])|[!&](?=\d)|%(?=[\w\"])|\^(?=\S)|^:"
    ),
    "backslash",
)
AZURE = Dialect(re.compile(rf"{_EMOJI}|\$|#(?=\d)|(?<!\w)@(?=\w)|^:"), "backslash")
# Python-Markdown knows no backslash before most of these. "{" is for lists of attributes, "!!!"
# and "???" for admonitions, a colon for a definition, the doubled ones for marks and keys.
MKDOCS = Dialect(
    re.compile(
        rf"{_EMOJI}|{_MATH}|^:|\{{|\^|=(?==)|(?<==)=|\+(?=\+)|(?<=\+)\+|^[!?](?=[!?])"
        # With the star of an emphasis before it, "[…]:" is an abbreviation.
        r"|(?<=\]):|(?<=\] ):"
    ),
    "entity",
)
OBSIDIAN = Dialect(
    re.compile(r"\$|#(?=[^\s#])|=(?==)|(?<==)=|%(?=%)|(?<=%)%|(?<!\S)\^(?=[\w-]+\Z)"),
    "backslash",
)
