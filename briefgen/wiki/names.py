"""What pages are called, where their files lie, and how one leads to another."""

from __future__ import annotations

import posixpath
import re
import unicodedata
from collections.abc import Iterable
from hashlib import sha256
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote

from briefgen.inline import one_line
from briefgen.values import frozen, replace

if TYPE_CHECKING:
    from briefgen.flavors import Flavor

#: Bytes of a file's name: with what is put before and behind it below the 255 of file systems.
_LONGEST = 100
_LETTERS = str.maketrans({"ß": "ss", "æ": "ae", "ø": "o", "œ": "oe", "đ": "d", "ł": "l", "ı": "i"})
# Names that Windows keeps for devices; a wiki's checkout may lie there.
_DEVICES = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)\Z")
_REFUSED_TITLE = re.compile(r"[#<>\[\]|{}_/:\\]+")


@frozen
class Target:
    """A page, its file from the wiki's folder, and a heading on it with the engine's anchor."""

    page: str
    path: str
    anchor: str = ""
    heading: str = ""

    def at(self, heading: str, flavor: Flavor) -> Target:
        """Return the place of a heading on the page."""
        return replace(self, anchor=anchor(heading, flavor.anchors), heading=heading)


def plain_name(text: str) -> str:
    """Return text as a name of small letters, digits and hyphens, in any script."""
    folded = one_line(unicodedata.normalize("NFKC", text)).casefold().translate(_LETTERS)
    base, kept = "", []
    for char in unicodedata.normalize("NFD", folded):
        # Only Latin letters lose their accents: in other scripts they make other letters.
        if unicodedata.combining(char) and base.isascii():
            continue
        base = base if unicodedata.combining(char) else char
        kept.append(char)
    words = re.sub(r"[\W_]+", "-", unicodedata.normalize("NFC", "".join(kept))).strip("-")
    name = words.encode()[:_LONGEST].decode(errors="ignore").strip("-")
    return name if name and not _DEVICES.match(name) else f"{name or 'x'}-{_digits(text)}"


def titled(text: str) -> str:
    """Return text as the title of a page in MediaWiki: its first letter large, no sign refused."""
    words = one_line(_REFUSED_TITLE.sub(" ", unicodedata.normalize("NFC", text))).strip(". ")
    words = words.encode()[:_LONGEST].decode(errors="ignore").strip()
    return words[:1].upper() + words[1:] if words else f"X {_digits(text)}"


def _digits(text: str) -> str:
    return sha256(text.encode()).hexdigest()[:6]


def anchor(heading: str, style: str) -> str:
    """Return the anchor that an engine makes of a heading; "" where it only counts them."""
    words = one_line(heading)
    if style == "github":
        return re.sub(r"[^\w\- ]", "", words.lower()).replace(" ", "-")
    if style == "python-markdown":
        plain = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode()
        return re.sub(r"[-\s]+", "-", re.sub(r"[^\w\s-]", "", plain).strip().lower())
    return words


class Names:
    """The names of a wiki's pages, each given once: a second of the same name gets digits."""

    def __init__(self, flavor: Flavor) -> None:
        self._flavor = flavor
        self._taken: set[str] = set()

    def target(self, kind: str, text: str = "") -> Target:
        """Return the page of a kind (`brief`, `tag`, `actor`, `index`, …) for a text."""
        page = self._page(kind, text)
        if page.casefold() in self._taken:
            page = f"{page}-{_digits(kind + text)}"
        self._taken.add(page.casefold())
        return Target(page, self._path(page))

    def keep(self, path: str) -> Target:
        """Return the page that lies at a path already."""
        page = path.removesuffix(self._flavor.suffix)
        match self._flavor.files:
            case "mediawiki":
                page = page.replace("%2F", "/").replace("_", " ")
            case "dokuwiki":
                page = unquote(page).replace("/", ":")
        self._taken.add(page.casefold())
        return Target(page, path)

    def takes(self, kind: str, text: str) -> bool:
        """Tell whether a page of this name is there already."""
        return self._page(kind, text).casefold() in self._taken

    def _page(self, kind: str, text: str) -> str:
        style = self._flavor.names
        name = text
        if style == "title":
            name = titled(text)
        elif kind != "brief" or style == "plain":
            # The language of a brief stands behind a full stop.
            parts = text.split(".") if kind == "brief" else [text]
            name = ".".join(plain_name(part) for part in parts) if text else ""
        return self._flavor.pages[kind].replace("{}", name)

    def _path(self, page: str) -> str:
        suffix = self._flavor.suffix
        match self._flavor.files:
            case "mediawiki":
                return page.replace("/", "%2F").replace(" ", "_") + suffix
            case "dokuwiki":
                return quote(page.replace(":", "/"), safe="/") + suffix
        return page + suffix


def relative(target: Target, here: str, *, suffix: bool = True) -> str:
    """Return the address of a page from another: its path, made safe between brackets."""
    path = posixpath.relpath(target.path, posixpath.dirname(here) or ".")
    if not suffix:
        path = posixpath.splitext(path)[0]
    return quote(path, safe="/-._~" + "".join({c for c in path if ord(c) > 127}))


def namespaced(target: Target, here: str) -> str:
    """Return the id of a page from another in DokuWiki, wherever their namespace lies."""
    up = "..:" if "/" in here else ".:"
    return up + target.page


def unique(texts: Iterable[str]) -> dict[str, str]:
    """Return each text by its case-folded form, in the first of its spellings."""
    found: dict[str, str] = {}
    for text in sorted(texts):
        found.setdefault(folded(text), text)
    return found


def folded(text: str) -> str:
    """Return the form by which tags and actors of one name are found, however they are spelled."""
    return one_line(text).casefold()
