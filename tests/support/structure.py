"""What conformance asks of a page beyond the rules that a validator knows."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from html.parser import HTMLParser
from itertools import pairwise
from typing import Any

from pypdf.generic import ContentStream

from support.pdf import HEADINGS, Element, Pdf, solid

#: Scripts whose glyphs are drawn in another order than their letters are written.
REORDERED = re.compile("[\u0590-\u08ff\u0900-\u0dff\u0e00-\u0eff\ufb1d-\ufdff\ufe70-\ufeff]")
_HYPHENS = str.maketrans("", "", "-\u00ad\u2010\u2011\u200b")


def problems(pdf: Pdf, html: str) -> list[str]:
    """Return what is wrong with a PDF's structure tree, as `code: where`."""
    nodes = list(pdf.tree.walk())
    page = _Page()
    page.feed(html)
    return [
        *_headings(pdf, nodes),
        *_figures(nodes),
        *_lists(nodes),
        *_tables(nodes),
        *_identifiers(pdf, nodes),
        *_links(pdf, nodes, page),
        *_marks(pdf, nodes),
        *_order(pdf, page),
    ]


def _headings(pdf: Pdf, nodes: list[Element]) -> Iterator[str]:
    heads = [e for e in nodes if e.kind in HEADINGS]
    levels = [int(e.kind[1]) for e in heads]
    if levels[:1] != [1] or levels.count(1) != 1:
        yield f"one-h1: {levels}"
    for before, after in pairwise(levels):
        if after > before + 1:
            yield f"heading-skipped: H{before} H{after}"
    yield from (f"heading-empty: {e.kind}" for e in heads if not solid(pdf.words(e)))


def _figures(nodes: list[Element]) -> Iterator[str]:
    for figure in (e for e in nodes if e.kind == "Figure"):
        if not str(figure.entry.get("/Alt", "")).strip():
            yield "figure-without-alt: "


def _lists(nodes: list[Element]) -> Iterator[str]:
    for element in nodes:
        inside = [kid.kind for kid in element.kids]
        if element.kind == "L" and set(inside) - {"LI", "Caption"}:
            yield f"list-form: L holds {inside}"
        if element.kind == "LI" and inside not in (["LBody"], ["Lbl", "LBody"]):
            yield f"list-form: LI holds {inside}"


def _tables(nodes: list[Element]) -> Iterator[str]:
    for table in (e for e in nodes if e.kind == "Table"):
        rows = [e for e in table.walk() if e.kind == "TR"]
        heads = [e for e in table.kids if e.kind == "THead"]
        if [len(head.kids) for head in heads] != [1] or {k.kind for k in rows[0].kids} != {"TH"}:
            yield f"header-row: {[len(head.kids) for head in heads]}"
        if len({len(row.kids) for row in rows}) != 1:
            yield f"ragged: {[len(row.kids) for row in rows]}"
        known = {str(e.entry.get("/ID", "")) for e in table.walk() if e.kind == "TH"} - {""}
        for cell in (e for e in table.walk() if e.kind == "TD"):
            named = {str(name) for name in _attribute(cell, "/Headers")}
            if not named or named - known:
                yield f"cell-without-header: {sorted(named)}"


def _identifiers(pdf: Pdf, nodes: list[Element]) -> Iterator[str]:
    """Yield identifiers that stand for two elements, or that programs cannot look up."""
    names = [str(e.entry["/ID"]) for e in nodes if "/ID" in e.entry]
    tree = pdf.catalog["/StructTreeRoot"].get("/IDTree", {}).get("/Names", [])
    if len(set(names)) < len(names):
        yield "identifier-twice: "
    if sorted(names) != [str(name) for name in tree[::2]]:
        yield "identifier-not-indexed: "


def _attribute(element: Element, name: str) -> Any:
    attributes = element.entry.get("/A", {}).get_object()
    return attributes.get(name, [])


def _links(pdf: Pdf, nodes: list[Element], page: _Page) -> Iterator[str]:
    drawn = set()
    for sheet in pdf.reader.pages:
        for note in (entry.get_object() for entry in sheet.get("/Annots", ())):
            action = note.get("/A", {})
            drawn.add(str(action["/URI"]) if "/URI" in action else f"#{note.get('/Dest', '')}")
            if "/StructParent" not in note or not note.get("/Contents"):
                yield f"link-untagged: {note.get('/A')}"
    yield from (f"link-dead: {href}" for href in sorted(page.links - drawn))
    yield from (f"link-extra: {href}" for href in sorted(drawn - page.links))
    for link in (e for e in nodes if e.kind == "Link"):
        if not link.marks or link.kids:
            yield f"link-form: {[kid.kind for kid in link.kids]}"


def _marks(pdf: Pdf, nodes: list[Element]) -> Iterator[str]:
    """Yield content that not exactly one element holds, and what is neither that nor furniture."""
    held = Counter(mark for e in nodes for mark in e.marks)
    yield from (f"held-twice: {mark}" for mark, count in held.items() if count > 1)
    yield from (f"unheld: {pdf.tagged[mark]}" for mark in sorted(set(pdf.tagged) - set(held)))
    yield from (f"unmarked: {text}" for text in pdf.unmarked)
    pages = len(pdf.reader.pages)
    for number, sheet in enumerate(pdf.reader.pages, 1):
        yield from (f"unmarked-group: page {number}" for _ in _groups(sheet, pdf))
    for number, text in enumerate(pdf.artifacts, 1):
        if not text.strip():
            yield f"furniture-missing: page {number} of {pages}"


def _groups(sheet: Any, pdf: Pdf) -> Iterator[str]:
    """Yield transparency groups that a page draws outside of all marked content."""
    forms = sheet["/Resources"].get("/XObject", {})
    if not any("/Group" in form.get_object() for form in forms.values()):
        return
    depth = 0
    for operands, operator in ContentStream(sheet.get_contents(), pdf.reader).operations:
        depth += {b"BMC": 1, b"BDC": 1, b"EMC": -1}.get(operator, 0)
        if operator == b"Do" and not depth and "/Group" in forms[operands[0]].get_object():
            yield str(operands[0])


def _order(pdf: Pdf, page: _Page) -> Iterator[str]:
    """Yield where the tree leaves the order of the page, which is that of the HTML."""
    text = "".join(page.words)
    spoken = "".join(_without_heads(pdf, pdf.tree))
    if REORDERED.search(text):
        return
    wanted, found = (solid(t).translate(_HYPHENS).casefold() for t in (text, spoken))
    if wanted != found:
        pairs = enumerate(zip(wanted, found, strict=False))
        place = next((n for n, (a, b) in pairs if a != b), min(len(wanted), len(found)))
        yield f"reading-order: {wanted[place : place + 40]!r} is {found[place : place + 40]!r}"


def _without_heads(pdf: Pdf, element: Element) -> Iterator[str]:
    """Yield the words of a tree without table heads, which every page repeats."""
    if element.kind != "THead":
        yield "".join(pdf.tagged.get(mark, "") for mark in element.marks)
        for kid in element.kids:
            yield from _without_heads(pdf, kid)


class _Page(HTMLParser):
    """The words of a page in order, without those of table heads, and its addresses."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.words: list[str] = []
        self.links: set[str] = set()
        self._skipped = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._skipped += tag in ("head", "style", "thead", "title")
        if tag == "a":
            self.links.add(dict(attrs).get("href") or "")

    def handle_endtag(self, tag: str) -> None:
        self._skipped -= tag in ("head", "style", "thead", "title")

    def handle_data(self, data: str) -> None:
        if not self._skipped:
            self.words.append(data)
