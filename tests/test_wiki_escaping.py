"""Any text shows literally: in every flavor, in every place of a page, in the flavor's engine."""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any
from urllib.parse import unquote

import pytest
import yaml

from briefgen.flavors import Flavor, load_flavor
from briefgen.labels import load_labels
from briefgen.roots import BUILT_IN
from briefgen.templating import _syntax
from briefgen.wiki.names import Target
from briefgen.wiki.views import Link
from support import wikis
from support.engines import ENGINES, Seen, mkdocs, read
from support.payloads import PAYLOADS
from support.strings import strings

ROOTS = (BUILT_IN,)
LABELS = load_labels(ROOTS, "en")
Render = Callable[[list[str]], list[str]]
#: How many texts go into one page.
PAGE = 25
#: Texts for each place on a page: in engines that pip installs, and in all of them, where
#: BRIEFGEN_STRINGS asks for more or fewer.
QUICK, ALL = 1_000, int(os.environ.get("BRIEFGEN_STRINGS", "10000"))


def each(render: Callable[[str], str]) -> Render:
    return lambda texts: [render(text) for text in texts]


QUICKLY: list[tuple[str, str, Callable[[], Render]]] = [
    ("plain", "cmarkgfm", lambda: each(ENGINES["cmarkgfm"])),
    ("plain", "markdown-it", lambda: each(ENGINES["markdown-it"])),
    ("plain", "python-markdown", lambda: each(ENGINES["python-markdown"])),
    ("mkdocs", "mkdocs", lambda: each(mkdocs)),
    ("github", "cmarkgfm", lambda: each(ENGINES["cmarkgfm"])),
]
HEAVILY: list[tuple[str, str, Callable[[], Render]]] = [
    ("plain", "marked", lambda: wikis.node("marked").render),
    ("plain", "remark-gfm", lambda: wikis.node("remark-gfm").render),
    ("github", "github", lambda: wikis.node("github").render),
    ("github-wiki", "gollum", lambda: wikis.gollum().render),
    ("gitlab", "gitlab", lambda: wikis.node("gitlab").render),
    ("obsidian", "obsidian", lambda: wikis.node("obsidian").render),
    ("azure", "markdown-it (npm)", lambda: wikis.node("markdown-it").render),
    ("mediawiki", "mediawiki", lambda: wikis.mediawiki().render),
    ("dokuwiki", "dokuwiki", lambda: wikis.dokuwiki().render),
]


EVERY = QUICKLY + HEAVILY


def named(cases: list[tuple[str, str, Callable[[], Render]]]) -> list[str]:
    return [f"{flavor}-{engine}" for flavor, engine, _ in cases]


@dataclass(frozen=True)
class Place:
    """A place on a page: how a text gets there, and what then shows besides."""

    write: Callable[[Any, Flavor, str], str]
    shows: str = "{}"


def _p(flavor: Flavor, text: str) -> str:
    return flavor.writer.plain(text)


def _link(w: Any, flavor: Flavor, text: str) -> str:
    link = Link(
        flavor.writer.linked(text), flavor.writer.label(text), text, Target("Home", "Home.md")
    )
    return str(w["para"]("see " + w["link"](link)))


def _table(w: Any, flavor: Flavor, text: str) -> str:
    cell = _p(flavor, text)
    return str(w["head"](["one", "two"]) + w["row"]([cell, "word " + cell]) + w["end"]()) + "\n"


PLACES = {
    "paragraph": Place(lambda w, f, t: w["para"](_p(f, t))),
    "run-in": Place(
        lambda w, f, t: w["para"](w["strong"](_p(f, t) + ".") + " (claim) word [1, ¶3]"),
        "{}.(claim) word [1, ¶3]",
    ),
    "after a word": Place(lambda w, f, t: w["para"]("word: " + _p(f, t) + " …"), "word: {} …"),
    "emphasis": Place(lambda w, f, t: w["para"](w["emphasis"](_p(f, t)))),
    "title": Place(lambda w, f, t: w["title"](f.writer.heading(t))),
    "section": Place(lambda w, f, t: w["section"](f.writer.heading(t))),
    "item": Place(lambda w, f, t: w["para"]("word") + w["item"](_p(f, t)), "word{}"),
    "term": Place(
        lambda w, f, t: w["para"]("word") + w["item"](w["strong"](_p(f, t)) + ": word"),
        "word{}: word",
    ),
    "numbered": Place(
        lambda w, f, t: w["para"]("word") + w["numbered"](1, _p(f, t) + " (note)"), "word{}(note)"
    ),
    "quotation": Place(lambda w, f, t: w["para"]("word") + w["quote"](_p(f, t)), "word{}"),
    "said": Place(
        lambda w, f, t: w["para"]("word") + w["said"](_p(f, "“" + t + "”"), _p(f, t)), "word“{}”—{}"
    ),
    "band": Place(
        lambda w, f, t: w["para"]("word") + w["callout"]("red", _p(f, t), [_p(f, t), _p(f, t)]),
        "word{}{}{}",
    ),
    "cell": Place(_table, "onetwo{}word {}"),
    "link": Place(_link, "see {}"),
}


@cache
def macros(name: str) -> tuple[Flavor, dict[str, Any]]:
    flavor = load_flavor(ROOTS, name)
    return flavor, _syntax(ROOTS, flavor, "index" + flavor.suffix, LABELS)


def norm(text: str) -> str:
    return re.sub(r"[\s\u200b]+", "", unicodedata.normalize("NFC", text))


def shown(html: str, engine: str) -> Seen:
    seen = read(html)
    # Alerts are GitHub's and Obsidian's own; engines beside them show their first line.
    seen.text = re.sub(r"\[!(?:CAUTION|danger)\]\n", "", seen.text)
    # DokuWiki shows where a link leads after words that no link can hold.
    seen.text = re.sub(r"\(Home\)|\(home\)", "", seen.text) if engine == "dokuwiki" else seen.text
    return seen


def wrong(
    flavor: Flavor, w: Any, engine: str, render: Render, place: Place, texts: list[str]
) -> list[str]:
    """Return the texts that do not come back; pages that fail are tried text by text."""
    pages = [texts[n : n + PAGE] for n in range(0, len(texts), PAGE)]
    sources = ["\n".join(place.write(w, flavor, t) + "\n" for t in page) for page in pages]
    found = []
    for page, html in zip(pages, render(sources), strict=True):
        seen = shown(html, engine)
        if norm(seen.text) != norm("".join(place.shows.replace("{}", t) for t in page)):
            found += page
    if not found:
        return []
    alone = [place.write(w, flavor, t) for t in found]
    return [
        f"{text!r} as {source!r} shows {shown(html, engine).text!r}"
        for text, source, html in zip(found, alone, render(alone), strict=True)
        if norm(shown(html, engine).text) != norm(place.shows.replace("{}", text))
    ] or ["texts that are right alone fail together: " + repr(found)]


def survive(flavor: str, engine: str, render: Render, place: str, count: int) -> None:
    record, w = macros(flavor)
    seed = sum(map(ord, flavor + engine + place))
    failed: list[str] = []
    texts = list(strings(count, seed))
    for n in range(0, count, 5_000):
        failed += wrong(record, w, engine, render, PLACES[place], texts[n : n + 5_000])
        if failed:
            break
    assert failed[:5] == [], f"{len(failed)} texts"


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize(("flavor", "engine", "get"), QUICKLY, ids=named(QUICKLY))
def test_any_text_shows_literally(
    flavor: str, engine: str, get: Callable[[], Render], place: str
) -> None:
    survive(flavor, engine, get(), place, QUICK)


@pytest.mark.heavy
@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize(("flavor", "engine", "get"), EVERY, ids=named(EVERY))
def test_any_of_very_many_texts_shows_literally(
    flavor: str, engine: str, get: Callable[[], Render], place: str
) -> None:
    survive(flavor, engine, get(), place, ALL)


#: What an engine may make of the words of a text, in the places of a page: nothing of its own.
ALLOWED = {
    *("p", "h1", "h2", "strong", "em", "b", "i", "ul", "ol", "li", "blockquote", "div", "a", "br"),
    *("table", "thead", "tbody", "tr", "th", "td", "hr", "span", "abbr"),
}


def attacked(flavor: str, engine: str, render: Render) -> None:
    record, w = macros(flavor)
    for name, place in PLACES.items():
        failed = wrong(record, w, engine, render, place, PAYLOADS)
        assert failed == [], name
        sources = [place.write(w, record, text) for text in PAYLOADS]
        for text, html in zip(PAYLOADS, render(sources), strict=True):
            seen = read(html)
            assert set(seen.tags) <= ALLOWED, (name, text, html)
            # An address that an engine links by itself leads where it says.
            links = [(unquote(h), t) for h, t in seen.links if name != "link"]
            odd = [h for h, t in links if t not in h and h not in t]
            assert [h for h in odd if not h.startswith("#")] == [], (name, text, html)
            levels = [level for level, _ in seen.headings]
            assert len(levels) == (name in {"title", "section"}), (name, text)


@pytest.mark.parametrize(("flavor", "engine", "get"), QUICKLY, ids=named(QUICKLY))
def test_attacks_stay_text(flavor: str, engine: str, get: Callable[[], Render]) -> None:
    assert len(PAYLOADS) >= 60
    attacked(flavor, engine, get())


@pytest.mark.heavy
@pytest.mark.parametrize(("flavor", "engine", "get"), HEAVILY, ids=named(HEAVILY))
def test_attacks_stay_text_everywhere(flavor: str, engine: str, get: Callable[[], Render]) -> None:
    attacked(flavor, engine, get())


@pytest.mark.parametrize("flavor", ["gitlab", "mkdocs", "obsidian"])
def test_front_matter_holds_texts_and_nothing_else(flavor: str) -> None:
    _, w = macros(flavor)
    for text in [*PAYLOADS, *strings(300, 7)]:
        page = str(w["front"]([["title", text], ["tags", [text, "b"]]])).strip()
        first, *_, last = page.splitlines()
        assert (first, last) == ("---", "---")
        found = yaml.safe_load(page.strip("-\n"))
        assert found["title"] == text
        assert len(found["tags"]) == 2
