"""What each wiki understands, from `wiki/NAME/flavor.yaml` of a folder of templates."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from functools import cache
from typing import Any

from briefgen.errors import Diagnostic, UsageError, file_error
from briefgen.escaping import WRITERS, Writer
from briefgen.loader import Document, load
from briefgen.roots import Roots, find_file
from briefgen.values import frozen

_CHOICES = {
    "writer": tuple(WRITERS),
    #: How a page is called: as the file of its brief, in plain letters, or by its own title.
    "names": ("kept", "plain", "title"),
    #: How a page's name becomes that of a file.
    "files": ("plain", "flat", "mediawiki", "dokuwiki"),
    #: Whose rule makes an anchor of a heading.
    "anchors": ("github", "python-markdown", "heading"),
}
_KEYS = ("extends", "suffix", "pages", "beside", *_CHOICES)
_PAGES = ("brief", "tag", "actor", "index", "calendar", "glossary")


@frozen
class Flavor:
    """A kind of wiki; templates ask it and do not know wikis by name.

    `chain` is its name and those it extends, nearest first; `pages` says how each kind of page is
    called, with {} for the brief, tag or actor; `beside` maps a further file to its template.
    """

    name: str
    chain: tuple[str, ...]
    markup: str
    suffix: str
    names: str
    files: str
    anchors: str
    pages: Mapping[str, str]
    beside: Mapping[str, str]

    @property
    def writer(self) -> Writer:
        """What writes its markup: the same one for a flavor that came from another process."""
        return WRITERS[self.markup]


@cache
def load_flavor(roots: Roots, name: str) -> Flavor:
    """Return a flavor; raise UsageError naming those that exist, or what is wrong with it."""
    chain: list[str] = []
    data: dict[str, Any] = {}
    pages: dict[str, str] = {}
    beside: dict[str, str] | None = None
    following: str | None = name
    while following:
        own = _read(roots, following, chain)
        chain.append(following)
        following = own.get("extends")
        pages = {**own.get("pages", {}), **pages}
        beside = own.get("beside") if beside is None else beside
        data = {**own, **data}
    missing = [key for key in ("writer", "suffix", "names", "files", "anchors") if key not in data]
    missing += [f"pages.{key}" for key in _PAGES if key not in pages]
    if missing:
        text = f"the flavor lacks {', '.join(missing)}"
        raise UsageError(file_error("bad-flavor", text, f"wiki/{name}/flavor.yaml"))
    return Flavor(
        name=name,
        chain=tuple(chain),
        markup=data["writer"],
        suffix=data["suffix"],
        names=data["names"],
        files=data["files"],
        anchors=data["anchors"],
        pages=pages,
        beside=beside or {},
    )


def known_flavors(roots: Roots) -> list[str]:
    """Return the names of all flavors, the project's own among them."""
    return sorted({p.parent.name for root in roots for p in root.glob("wiki/*/flavor.yaml")})


def _read(roots: Roots, name: str, chain: list[str]) -> dict[str, Any]:
    plain = name.replace("-", "").replace("_", "").isalnum()
    path = find_file(roots, f"wiki/{name}/flavor.yaml") if plain else None
    if path is None or name in chain:
        why = "extends itself" if name in chain else "does not exist"
        text = f'the flavor "{name}" {why}'
        raise UsageError(file_error("no-flavor", text, "flavor", ", ".join(known_flavors(roots))))
    document = load(path)
    data = document.data if isinstance(document.data, dict) else {}
    wrong = [d for key, value in data.items() for d in _wrong(document, key, value)]
    if wrong:
        raise UsageError(*sorted(wrong, key=lambda d: d.location))
    return data


def _wrong(document: Document, key: str, value: Any) -> list[Diagnostic]:
    """Return what is wrong with one key of a flavor."""
    if key not in _KEYS:
        close = difflib.get_close_matches(key, _KEYS, n=1)
        hint = f'did you mean "{close[0]}"?' if close else f"keys: {', '.join(_KEYS)}"
        return [_finding(document, key, f'"{key}" is not a key of a flavor', hint)]
    if key in _CHOICES and value not in _CHOICES[key]:
        return [_finding(document, key, f"{key} is none of its values", ", ".join(_CHOICES[key]))]
    if key in ("pages", "beside") and not _texts(value):
        return [_finding(document, key, f"{key} is not a mapping of texts", f"{key}: {{a: b}}")]
    if key == "pages" and (odd := [k for k in value if k not in _PAGES]):
        return [_finding(document, key, f'"{odd[0]}" is no kind of page', ", ".join(_PAGES))]
    if key == "beside" and (out := [k for k in value if k.startswith("/") or ".." in k]):
        return [_finding(document, key, f'"{out[0]}" lies outside the wiki', "name a file in it")]
    if key in ("extends", "suffix") and not isinstance(value, str):
        return [_finding(document, key, f"{key} is not text", f"{key}: plain")]
    return []


def _texts(value: Any) -> bool:
    return isinstance(value, dict) and all(isinstance(text, str) for text in value.values())


def _finding(document: Document, key: str, message: str, hint: str) -> Diagnostic:
    return Diagnostic("error", "bad-flavor", message, document.locate((key,)), hint, key)
