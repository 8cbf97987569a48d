"""Which characters a text file may hold, and bytes as such text."""

from __future__ import annotations

import re
from itertools import islice

from briefgen.errors import BriefError, Diagnostic, Location

MAX_FINDINGS = 20

# C0 and C1 controls, bidi embeddings, overrides and isolates, zero-width space and joiners that
# hide text, fillers that look like nothing, line and paragraph separators, a BOM inside the text,
# noncharacters. LRM, RLM, ZWNJ and ZWJ stay: Arabic, Hebrew, Persian and Indic text needs them.
FORBIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u115f\u1160\u180e\u200b\u2028-\u202e\u2060-\u206f\u3164"
    "\ufdd0-\ufdef\ufeff\uffa0\ufff0-\ufffb\ufffe\uffff\U000e0000-\U000e00ff"
    + "".join(chr(plane << 16 | 0xFFFE) + chr(plane << 16 | 0xFFFF) for plane in range(1, 17))
    + "]"
)
_BREAK = re.compile(r"\r\n|\r|\n")
_UTF16 = (b"\xff\xfe", b"\xfe\xff")


def split_lines(text: str) -> list[str]:
    """Return the lines as YAML and editors count them: ended by LF, CRLF or CR."""
    return _BREAK.split(text)


def line_starts(text: str) -> list[int]:
    """Return where each line starts in a text, the first one at 0."""
    return [0, *(match.end() for match in _BREAK.finditer(text))]


def decode(data: bytes, name: str) -> str:
    """Decode strict UTF-8 without control or hidden direction characters; raise BriefError."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise BriefError(_not_utf8(data, name, error.start)) from error
    body = text.removeprefix("\ufeff")
    found = list(islice(FORBIDDEN.finditer(body), MAX_FINDINGS))
    if found:
        lines = split_lines(body)
        places = [_place(body[: match.start()]) for match in found]
        raise BriefError(
            *(
                _forbidden(match.group(), Location(name, line, column, 1, lines[line - 1]))
                for match, (line, column) in zip(found, places, strict=True)
            )
        )
    return text


def _place(before: str) -> tuple[int, int]:
    lines = split_lines(before)
    return len(lines), len(lines[-1]) + 1


def _not_utf8(data: bytes, name: str, start: int) -> Diagnostic:
    line, column = _place(data[:start].decode("utf-8").removeprefix("\ufeff"))
    shown = split_lines(data.decode("utf-8", "replace").removeprefix("\ufeff"))[line - 1]
    place = Location(name, line, column, 1, shown)
    message = f"the byte 0x{data[start]:02X} is not UTF-8 text"
    if data.startswith(_UTF16):
        message = "the file is UTF-16, not UTF-8 text"
        place = Location(name, line, column)
    return Diagnostic("error", "not-utf8", message, place, "save the file as UTF-8")


def _forbidden(character: str, place: Location) -> Diagnostic:
    message = f"the character U+{ord(character):04X} is not allowed: it is invisible, or changes"
    hint = "delete it"
    if character == "\0":
        hint = "delete it; if the file is full of them, save it as UTF-8"
    return Diagnostic(
        "error", "forbidden-character", f"{message} how the text around it is read", place, hint
    )
