"""What a PDF says about itself, read with pypdf and Poppler, for tests to compare."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from io import BytesIO
from typing import Any

from page import validate_pdf_bytes
from pypdf import PdfReader
from pypdf.generic import ContentStream

HEADINGS = ("H1", "H2", "H3", "H4", "H5", "H6")


def normal(text: str) -> str:
    """Return text with every run of white space, no-break spaces included, as one space."""
    return " ".join(text.split())


def solid(text: str) -> str:
    """Return text without white space, which line breaks add and swallow."""
    return "".join(text.split())


@dataclass(frozen=True)
class Element:
    """A node of the structure tree: its type, its attributes, and what lies in it."""

    kind: str
    entry: Any
    kids: tuple[Element, ...]
    marks: tuple[tuple[int, int], ...]

    def walk(self) -> Iterator[Element]:
        yield self
        for kid in self.kids:
            yield from kid.walk()

    def first(self, kind: str) -> Element | None:
        return next((e for e in self.walk() if e.kind == kind), None)


class Pdf:
    """A PDF and the facts that tests ask for."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.reader = PdfReader(BytesIO(data))
        self.catalog: Any = self.reader.trailer["/Root"]

    def failures(self, profile: str) -> list[str]:
        """Return the failed rules of a profile: `ua1`, `3a`, `3u`."""
        report = validate_pdf_bytes(self.data, profile=profile)
        found = [f"{f.rule_id}: {f.message}" for f in report.failures]
        assert report.is_compliant == (not found)
        # The validator takes a CR that ends compressed data for a part of the line end after it.
        return [f for f in found if "STREAM-LENGTH" not in f or not self.lengths_are_right()]

    def lengths_are_right(self) -> bool:
        """Tell whether each stream's /Length leads to its `endstream`."""
        heads = list(
            re.finditer(rb"/Length (\d+)[^<>]*(?:<<[^<>]*>>[^<>]*)*>>\nstream\n", self.data)
        )
        ends = [match.end() + int(match[1]) for match in heads]
        return bool(ends) and all(self.data.startswith(b"\nendstream\n", end) for end in ends)

    @cached_property
    def text(self) -> str:
        """The text as a person selects it, page breaks as form feeds."""
        return self._poppler("pdftotext", "-", "-")

    @cached_property
    def raw_text(self) -> str:
        """The text in the order in which the file draws it."""
        return self._poppler("pdftotext", "-raw", "-", "-")

    @property
    def page_texts(self) -> list[str]:
        return self.text.split("\f")[:-1]

    def _poppler(self, program: str, *args: str) -> str:
        done = subprocess.run([program, *args], input=self.data, capture_output=True, check=True)
        return done.stdout.decode()

    @cached_property
    def fonts(self) -> dict[str, bool]:
        """Every font name without its subset tag, and whether its file is in the PDF."""
        found: dict[str, bool] = {}
        for page in self.reader.pages:
            for font in page["/Resources"].get("/Font", {}).values():
                leaf = font.get_object()["/DescendantFonts"][0].get_object()
                name = re.sub(r"\A/(?:[A-Z]{6}\+)?", "", str(leaf["/BaseFont"]))
                descriptor = leaf["/FontDescriptor"].get_object()
                files = {"/FontFile", "/FontFile2", "/FontFile3"} & set(descriptor)
                found[name] = found.get(name, True) and bool(files)
        return found

    @cached_property
    def outline(self) -> list[str]:
        """The bookmarks' titles, in order."""

        def titles(items: Any) -> Iterator[str]:
            for item in items:
                if isinstance(item, list):
                    yield from titles(item)
                else:
                    yield str(item.title)

        return list(titles(self.reader.outline))

    @cached_property
    def tree(self) -> Element:
        """The structure tree from its Document."""
        kids = self.catalog["/StructTreeRoot"]["/K"]
        (document,) = kids if isinstance(kids, list) else [kids]
        pages = {p.indirect_reference.idnum: n for n, p in enumerate(self.reader.pages)}
        return _element(document.get_object(), pages)

    @cached_property
    def tagged(self) -> dict[tuple[int, int], str]:
        """The text of each marked content, by page index and its number there."""
        texts: dict[tuple[int, int], str] = {}
        for mark, text in self._contents:
            if mark[1] >= 0:
                texts[mark] = texts.get(mark, "") + text
        return texts

    @cached_property
    def artifacts(self) -> list[str]:
        """The texts of each page that are marked as no content of the document."""
        pages = [""] * len(self.reader.pages)
        for (page, mark), text in self._contents:
            if mark < 0:
                pages[page] += text
        return pages

    @property
    def unmarked(self) -> list[str]:
        """Texts that are neither tagged nor an artifact."""
        return [text for (_, mark), text in self._contents if mark < -1]

    @cached_property
    def _contents(self) -> list[tuple[tuple[int, int], str]]:
        return [
            ((number, mark), text)
            for number, page in enumerate(self.reader.pages)
            for mark, text in _shown(page.get_contents(), page["/Resources"], self.reader)
        ]

    def words(self, element: Element) -> str:
        """Return the text of an element and all below it, in the order of the tree."""
        own = "".join(self.tagged.get(mark, "") for mark in element.marks)
        return own + "".join(self.words(kid) for kid in element.kids)

    @cached_property
    def attachments(self) -> list[tuple[Any, bytes]]:
        """Each embedded file's specification and bytes."""
        names = self.catalog["/Names"]["/EmbeddedFiles"]["/Names"]
        return [
            (spec.get_object(), spec.get_object()["/EF"]["/F"].get_object().get_data())
            for spec in names[1::2]
        ]


def _element(entry: Any, pages: dict[int, int]) -> Element:
    kids: list[Element] = []
    marks: list[tuple[int, int]] = []
    children = entry.get("/K", [])
    for child in children if isinstance(children, list) else [children]:
        if isinstance(child, int):
            marks.append((pages[entry.raw_get("/Pg").idnum], int(child)))
            continue
        node = child.get_object()
        if node.get("/Type") == "/MCR":
            page = (node if "/Pg" in node else entry).raw_get("/Pg")
            marks.append((pages[page.idnum], int(node["/MCID"])))
        elif node.get("/Type") != "/OBJR":
            kids.append(_element(node, pages))
    return Element(str(entry["/S"])[1:], entry, tuple(kids), tuple(marks))


def _shown(
    content: Any, resources: Any, reader: PdfReader, outer: int = -2
) -> Iterator[tuple[int, str]]:
    """Yield (mark, text) of each text operator; -1 for an artifact, -2 for unmarked content."""
    fonts = {n: _unicode(f.get_object()) for n, f in resources.get("/Font", {}).items()}
    marks = [outer]
    font: dict[str, str] = {}
    for operands, operator in ContentStream(content, reader).operations:
        if operator in (b"BMC", b"BDC"):
            known = operands[1].get("/MCID") if operator == b"BDC" else None
            marks.append(
                -1 if operands[0] == "/Artifact" else marks[-1] if known is None else known
            )
        elif operator == b"EMC":
            marks.pop()
        elif operator == b"Do":
            form = resources["/XObject"][operands[0]].get_object()
            if form["/Subtype"] == "/Form":
                yield from _shown(form, form.get("/Resources", {}), reader, marks[-1])
        elif operator == b"Tf":
            font = fonts[operands[0]]
        elif operator in (b"Tj", b"TJ"):
            parts = operands[0] if operator == b"TJ" else operands
            codes = "".join(_hex(p) for p in parts if not isinstance(p, int | float))
            text = "".join(font.get(codes[n : n + 4], "\ufffd") for n in range(0, len(codes), 4))
            yield marks[-1], text


def _hex(value: Any) -> str:
    original = getattr(value, "original_bytes", value)
    return bytes(original).hex().upper() if isinstance(original, bytes) else ""


def _unicode(font: Any) -> dict[str, str]:
    """Return the code to text table of a font's ToUnicode map."""
    cmap = font["/ToUnicode"].get_object().get_data().decode()
    table: dict[str, str] = {}
    for code, text in re.findall(r"<([0-9A-Fa-f]{4})>\s*<([0-9A-Fa-f]+)>\s*(?:\n|\Z)", cmap):
        table[code.upper()] = bytes.fromhex(text).decode("utf-16-be")
    return table
