"""Sound PDFs made unsound, one property at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from io import BytesIO
from typing import Any

from pypdf import PdfWriter
from pypdf.generic import (
    BooleanObject,
    DictionaryObject,
    NameObject,
    NumberObject,
    StreamObject,
    TextStringObject,
)

#: What has one link, one chart, tables and lists: something for each way to spoil.
SUBJECT: dict[str, Any] = {
    "details": ["See [the minutes](https://example.org/minutes)."],
    "charts": [{"type": "bar", "data": {"a": 1, "b": 2}, "unit": "ships", "alt": "Up."}],
}
Spoil = Callable[[PdfWriter, Any], None]


def spoilt(data: bytes, how: Spoil) -> bytes:
    """Return a PDF after something was done to its pages or its catalog."""
    writer = PdfWriter(clone_from=BytesIO(data))
    how(writer, writer._root_object)
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def _without(*path: str) -> Spoil:
    def spoil(_: PdfWriter, catalog: Any) -> None:
        for key in path[:-1]:
            catalog = catalog[key].get_object()
        del catalog[path[-1]]

    return spoil


def _elements(node: Any) -> Iterator[Any]:
    node = node.get_object()
    yield node
    for kid in node.get("/K", []):
        if not isinstance(kid, int) and kid.get_object().get("/Type") == "/StructElem":
            yield from _elements(kid)


def _of_kind(catalog: Any, kind: str) -> list[Any]:
    return [e for e in _elements(catalog["/StructTreeRoot"]["/K"][0]) if e["/S"] == kind]


def _fonts(writer: PdfWriter) -> Iterator[Any]:
    for page in writer.pages:
        for font in page["/Resources"]["/Font"].values():  # type: ignore[index]
            yield font.get_object()


def _links(writer: PdfWriter) -> Iterator[Any]:
    for page in writer.pages:
        yield from (note.get_object() for note in page.get("/Annots", ()))


def _each(kind: str, key: str, *, attribute: bool = False) -> Spoil:
    def spoil(_: PdfWriter, catalog: Any) -> None:
        for element in _of_kind(catalog, kind):
            owner = element["/A"].get_object() if attribute else element
            owner.pop(key, None)

    return spoil


def _renamed(kind: str) -> Spoil:
    def spoil(_: PdfWriter, catalog: Any) -> None:
        _of_kind(catalog, "/H2")[1][NameObject("/S")] = NameObject(kind)

    return spoil


def _metadata(old: bytes, new: bytes) -> Spoil:
    def spoil(writer: PdfWriter, catalog: Any) -> None:
        before = catalog["/Metadata"].get_object()
        assert old in before.get_data()
        after = StreamObject()
        after.set_data(before.get_data().replace(old, new))
        for key in ("/Type", "/Subtype"):
            after[NameObject(key)] = before[key]
        catalog[NameObject("/Metadata")] = writer._add_object(after)

    return spoil


def _relationship(_: PdfWriter, catalog: Any) -> None:
    del catalog["/AF"][0].get_object()["/AFRelationship"]


def _script(_: PdfWriter, catalog: Any) -> None:
    action = {NameObject("/S"): NameObject("/JavaScript"), NameObject("/JS"): TextStringObject("1")}
    catalog[NameObject("/OpenAction")] = DictionaryObject(action)


def _suspects(_: PdfWriter, catalog: Any) -> None:
    catalog["/MarkInfo"][NameObject("/Suspects")] = BooleanObject(True)


def _tabs(writer: PdfWriter, _: Any) -> None:
    for page in writer.pages:
        page.pop("/Tabs", None)


def _embedding(writer: PdfWriter, _: Any) -> None:
    for font in _fonts(writer):
        descriptor = font["/DescendantFonts"][0].get_object()["/FontDescriptor"].get_object()
        for key in ("/FontFile", "/FontFile2", "/FontFile3"):
            descriptor.pop(key, None)


def _letters(writer: PdfWriter, _: Any) -> None:
    for font in _fonts(writer):
        font.pop("/ToUnicode", None)


def _launch(writer: PdfWriter, _: Any) -> None:
    for link in _links(writer):
        link["/A"][NameObject("/S")] = NameObject("/Launch")


def _hidden(writer: PdfWriter, _: Any) -> None:
    for link in _links(writer):
        link[NameObject("/F")] = NumberObject(2)


def _speechless(writer: PdfWriter, _: Any) -> None:
    for link in _links(writer):
        del link["/Contents"]


def _backwards(_: PdfWriter, catalog: Any) -> None:
    catalog["/StructTreeRoot"]["/K"][0].get_object()["/K"].reverse()


def _last_lost(_: PdfWriter, catalog: Any) -> None:
    catalog["/StructTreeRoot"]["/K"][0].get_object()["/K"].pop()


#: How to spoil a PDF, who has to see it, and by which rule.
SPOILS: dict[str, tuple[Spoil, str, str]] = {
    "not-tagged": (_without("/MarkInfo"), "ua1", "PDFUA1-TAGGED-DOCUMENT-001"),
    "tags-suspect": (_suspects, "ua1", "PDFUA1-SUSPECTS-001"),
    "no-tree": (_without("/StructTreeRoot"), "ua1", "PDFUA1-STRUCT-TREE-ROOT-001"),
    "no-language": (_without("/Lang"), "ua1", "PDFUA1-TEXT-LANGUAGE-001"),
    "title-not-shown": (_without("/ViewerPreferences"), "ua1", "PDFUA1-VIEWER-PREFERENCES-001"),
    "no-metadata": (_without("/Metadata"), "3a", "PDFA3A-METADATA-STRUCTURE-001"),
    "no-claim": (
        _metadata(b"<pdfuaid:part>1", b"<pdfuaid:part>2"), "ua1", "PDFUA1-ID-PART-001"
    ),
    "no-colours": (_without("/OutputIntents"), "3a", "PDFA3A-DEVICE-RGB-001"),
    "file-unrelated": (_relationship, "3a", "PDFA3A-FILE-SPEC-AF-RELATIONSHIP-001"),
    "script": (_script, "3a", "PDFA3A-ACTION-TYPE-001"),
    "fonts-not-embedded": (_embedding, "3a", "PDFA3A-FONT-EMBEDDING-001"),
    "letters-unknown": (_letters, "ua1", "PDFUA1-FONT-UNICODE-MAPPING-001"),
    "figure-wordless": (_each("/Figure", "/Alt"), "ua1", "PDFUA1-FIGURE-ALTERNATIVE-TEXT-001"),
    "headers-unnamed": (_each("/TH", "/ID"), "ua1", "PDFUA1-TABLE-HEADERS-UNDEFINED-001"),
    "headers-not-used": (
        _each("/TD", "/Headers", attribute=True), "ua1", "PDFUA1-TABLE-HEADERS-SCOPE-001"
    ),
    "headers-not-indexed": (
        _without("/StructTreeRoot", "/IDTree"), "structure", "identifier-not-indexed"
    ),
    "heading-lowered": (_renamed("/H4"), "ua1", "PDFUA1-HEADING-NESTING-001"),
    "tag-unknown": (_renamed("/Heading"), "ua1", "PDFUA1-STRUCT-TREE-ROLE-MAP-001"),
    "tab-order": (_tabs, "ua1", "PDFUA1-PAGE-TABS-001"),
    "link-speechless": (_speechless, "ua1", "PDFUA1-LINK-CONTENTS-001"),
    "link-starts-program": (_launch, "3a", "PDFA3A-ACTION-TYPE-001"),
    "link-hidden": (_hidden, "3a", "PDFA3A-ANNOTATION-FLAGS-001"),
    "tree-backwards": (_backwards, "structure", "reading-order"),
    "tree-incomplete": (_last_lost, "structure", "unheld"),
}  # fmt: skip
