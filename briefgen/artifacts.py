"""Which artifacts a build has, by the digest of all that each is made of, and how to make them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from briefgen import inputs, render
from briefgen.errors import RenderError
from briefgen.examine import Sheet
from briefgen.flavors import Flavor
from briefgen.inputs import Inputs
from briefgen.records import Record
from briefgen.render import Design
from briefgen.roots import Roots
from briefgen.templating import load_labels, render_wiki_page
from briefgen.wiki.cards import Entry
from briefgen.wiki.names import Target
from briefgen.wiki.site import Site
from briefgen.wiki.views import BriefLinks, PageView
from briefgen.wikis import between, between_page, site_of, taken


@dataclass(frozen=True)
class Wanted:
    """An artifact to be: its place in the output folder, and the key of all that it is made of.

    `make` turns the brief's sheet into its bytes; a PDF has none and is made by a worker.
    """

    path: str
    kind: str
    record: Record | None
    key: str
    make: Callable[[Any], bytes] | None = None


@dataclass(frozen=True)
class Refused:
    """A brief that can have no page in a wiki, and why."""

    record: Record
    error: RenderError


def printed_artifacts(
    record: Record, design: Design, reach: Inputs, kinds: Collection[str]
) -> Iterator[Wanted]:
    """Yield the PDF of a brief and its HTML page."""
    made_of = (design.template.name, design.paper, record.views.get("pdf", ""))
    if "pdf" in kinds:
        key = inputs.together(reach, "pdf", *made_of)
        yield Wanted(f"pdf/{record.name}.pdf", "pdf", record, key)
    if "html" in kinds:
        key = inputs.together(reach, "html", *made_of)
        yield Wanted(f"html/{record.name}.html", "html", record, key, partial(_html, design))


def wiki_artifacts(
    records: Sequence[Record], design: Design, flavor: Flavor, reach: Mapping[str, str]
) -> Iterator[Wanted | Refused]:
    """Yield the pages of a wiki, and what lies beside them."""
    folder, roots = wiki_folder(design, flavor), design.roots
    common = inputs.together(reach, flavor.name)
    entries = {r.key: Entry(r.card, load_labels(roots, r.card.language)) for r in records if r.card}
    site = site_of(list(entries.values()), design, flavor)
    for record in records:
        target = site.page_of(record.name)
        if record.name in site.refused:
            yield Refused(record, RenderError(taken(record.name, record.places[0])))
            continue
        links = site.links_of(entries[record.key])
        view = record.views[flavor.markup]
        key = inputs.together({}, common, "md", target.path, view, repr(links))
        make = partial(_page, flavor=flavor, roots=roots, here=target.path, links=links)
        yield Wanted(folder + target.path, "md", record, key, make)
        if record.picture:
            name, digest = record.picture
            key = inputs.together({}, "image", digest)
            yield Wanted(folder + name, "image", record, key, _picture)
    tag = site.language.tag
    for target, page, template in between(site):
        key = inputs.together({}, common, template, target.path, tag, repr(page))
        make = partial(_between, site, design, target, page, template)
        yield Wanted(folder + target.path, "wiki", None, key, make)


def wiki_folder(design: Design, flavor: Flavor) -> str:
    """Return where a wiki lies in the output folder: each flavor apart when there are several."""
    return f"wiki/{flavor.name}/" if len(design.flavors) > 1 else "wiki/"


def _html(design: Design, sheet: Sheet) -> bytes:
    if sheet.pdf is None:
        raise AssertionError("a sheet for HTML has a task for a PDF")
    return render.html_of(sheet.pdf.view, design).encode()


def _page(sheet: Sheet, *, flavor: Flavor, roots: Roots, here: str, links: BriefLinks) -> bytes:
    return render_wiki_page(sheet.views[flavor.markup], flavor, roots, here, links).encode()


def _picture(sheet: Sheet) -> bytes:
    if sheet.picture is None:
        raise AssertionError("a record with a picture has a sheet with one")
    return sheet.picture[1]


def _between(
    site: Site, design: Design, target: Target, page: PageView, template: str, _sheet: object
) -> bytes:
    return between_page(site, design, target, page, template)
