"""What WeasyPrint leaves to do for a file that is PDF/UA-1 and PDF/A-3a at once."""

from __future__ import annotations

import re
from typing import Any
from xml.etree import ElementTree

_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_UA = "http://www.aiim.org/pdfua/ns/id/"
# PDF/A wants every schema of the metadata that it does not know itself to be described.
_EXTENSION = """<rdf:Description xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
 xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"
 xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#" rdf:about="">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Part of ISO 14289</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>"""


# PDF/A fixes these prefixes, and ElementTree would number its own.
for _prefix, _name in {
    "pdfuaid": _UA,
    "pdfaExtension": "http://www.aiim.org/pdfa/ns/extension/",
    "pdfaSchema": "http://www.aiim.org/pdfa/ns/schema#",
    "pdfaProperty": "http://www.aiim.org/pdfa/ns/property#",
}.items():
    ElementTree.register_namespace(_prefix, _name)


def dual_metadata(metadata: Any) -> None:
    """Make the document claim PDF/UA-1 beside the variant it is written as (ISO 14289-1, 5)."""
    original = metadata.generate_rdf_metadata

    def generate(variant: str, version: int, conformance: str) -> bytes:
        rdf = ElementTree.fromstring(original(variant, version, conformance))  # noqa: S314 - our own
        claim = ElementTree.SubElement(rdf, f"{{{_RDF}}}Description", {f"{{{_RDF}}}about": ""})
        ElementTree.SubElement(claim, f"{{{_UA}}}part").text = "1"
        rdf.append(ElementTree.fromstring(_EXTENSION))  # noqa: S314 - our own
        written: bytes = ElementTree.tostring(rdf, encoding="utf-8")
        return written

    metadata.generate_rdf_metadata = generate


def finish(_document: Any, pdf: Any) -> None:
    """Mend what WeasyPrint has made of a document, before it is written."""
    objects = {obj.reference: obj for obj in pdf.objects if hasattr(obj, "reference")}
    _furniture_as_artifacts(pdf, objects)
    _index_headers(pdf, objects)
    _map_every_glyph(objects)
    # Some validators, and programs that only search for XMP, want it uncompressed.
    objects[pdf.catalog["Metadata"]].compress = False
    if "AF" in pdf.catalog:
        # WeasyPrint names each file twice, by its name and as an object.
        pdf.catalog["AF"][:] = dict.fromkeys(pdf.catalog["AF"])


def _furniture_as_artifacts(pdf: Any, objects: dict[bytes, Any]) -> None:
    """Mark running headers and footers as pagination artifacts, so that no reader speaks them.

    WeasyPrint tags them and leaves the tags out of the tree (ISO 14289-1, 7.8 wants artifacts).
    """
    root = objects[pdf.catalog["StructTreeRoot"]]
    pages = list(pdf.page_references)
    reachable: dict[bytes, set[int]] = {page: set() for page in pages}
    waiting = [root["K"][0]]
    while waiting:
        element = objects[waiting.pop()]
        for kid in element.get("K", ()):
            if isinstance(kid, int):
                reachable[element["Pg"]].add(kid)
            elif objects[kid].get("Type") == "/StructElem":
                waiting.append(kid)
    numbers = objects[root["ParentTree"]]["Nums"]
    for index, page in enumerate(pages):
        orphans = set(range(len(numbers[2 * index + 1]))) - reachable[page]
        for orphan in orphans:
            numbers[2 * index + 1][orphan] = "null"
        _remark(objects[objects[page]["Contents"]], orphans)


def _remark(content: Any, orphans: set[int]) -> None:
    """Rewrite `/Span <</MCID n>> BDC` of orphans; the stream holds the three as items."""
    stream = content.stream
    for n, operation in enumerate(stream):
        if operation == b"BDC" and stream[n - 1].get("MCID") in orphans:
            stream[n - 2] = "/Artifact"
            stream[n - 1] = type(stream[n - 1])({"Type": "/Pagination"})


def _index_headers(pdf: Any, objects: dict[bytes, Any]) -> None:
    """Add the tree by which programs find the header cells that table cells name.

    WeasyPrint leaves it out (ISO 32000-1, table 322 wants it where elements have identifiers).
    """
    root = objects[pdf.catalog["StructTreeRoot"]]
    named: dict[bytes, Any] = {
        obj["ID"].data: obj
        for obj in objects.values()
        if isinstance(obj, dict) and obj.get("Type") == "/StructElem" and "ID" in obj
    }
    if named:
        elements: list[Any] = [named[name] for name in sorted(named)]
        pairs = type(root["K"])(part for e in elements for part in (e["ID"], e.reference))
        root["IDTree"] = type(root)({"Names": pairs})


def _map_every_glyph(objects: dict[bytes, Any]) -> None:
    """Give glyphs that stand for no letter of their own an invisible one (ISO 14289-1, 7.21.7).

    WeasyPrint maps them to nothing, as with Devanagari vowel signs that move before a consonant.
    """
    for font in list(objects.values()):
        if isinstance(font, dict) and "ToUnicode" in font:
            stream = objects[font["ToUnicode"]].stream
            stream[:] = [re.sub(rb"<>\Z", b"<200b>", line) for line in stream]
