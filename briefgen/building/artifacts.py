"""Which artifacts a build has, by the digest of all that each is made of, and how to make them."""

from __future__ import annotations

import pickle
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from functools import partial
from typing import Any

from briefgen import render
from briefgen.building import inputs
from briefgen.building.records import Record
from briefgen.errors import RenderError
from briefgen.flavors import Flavor
from briefgen.labels import load_labels
from briefgen.printing.task import PdfTask
from briefgen.render import Design
from briefgen.roots import Roots
from briefgen.templating import render_wiki_page
from briefgen.values import frozen
from briefgen.wiki.cards import Entry
from briefgen.wiki.names import Target
from briefgen.wiki.site import Site
from briefgen.wiki.views import BriefLinks, PageView
from briefgen.wikis import between, between_page, site_of, taken


@frozen
class Wanted:
    """An artifact to be: its place in the output folder, and the key of all that it is made of.

    `part` names the part of the brief's sheet that is turned into its bytes; `maker` returns what
    does that, if it is not the engine of the PDFs.
    """

    path: str
    kind: str
    record: Record | None
    key: str
    maker: Callable[[], Callable[[Any], bytes]] | None = None
    part: str = "pdf"

    @property
    def sheet(self) -> tuple[str, str]:
        """The name under which the part waits."""
        if self.record is None:
            raise AssertionError("a page between the briefs has no sheet")
        return self.record.shown, f"{self.record.name} {self.part}"


@frozen
class Refused:
    """A brief that can have no page in a wiki, and why."""

    record: Record
    error: RenderError


def printed_artifacts(
    record: Record, design: Design, reach: str, kinds: Collection[str]
) -> Iterator[Wanted]:
    """Yield the PDF of a brief and its HTML page; `reach` is a digest of all that both need."""
    made_of = (design.template.name, design.paper, record.views.get("pdf", ""))
    if "pdf" in kinds:
        key = inputs.together({}, reach, "pdf", *made_of)
        yield Wanted(f"pdf/{record.name}.pdf", "pdf", record, key)
    if "html" in kinds:
        key = inputs.together({}, reach, "html", *made_of)
        yield Wanted(
            f"html/{record.name}.html", "html", record, key, lambda: partial(_html, design)
        )


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
        entry, shown = entries[record.key], record.views[flavor.markup]
        grounds = repr(site.grounds_of(entry))
        key = inputs.together({}, common, "md", target.path, shown, grounds)
        page = partial(_linked_page, site, entry, roots, target.path)
        yield Wanted(folder + target.path, "md", record, key, page, flavor.markup)
        if record.picture:
            name, digest = record.picture
            key = inputs.together({}, "image", digest)
            yield Wanted(folder + name, "image", record, key, lambda: bytes, "picture")
    tag = site.language.tag
    for target, view, template in between(site):
        key = inputs.together({}, common, template, target.path, tag, repr(view))
        whole = partial(_between, site, design, target, view, template)
        yield Wanted(folder + target.path, "wiki", None, key, partial(_itself, whole))


def wiki_folder(design: Design, flavor: Flavor) -> str:
    """Return where a wiki lies in the output folder: each flavor apart when there are several."""
    return f"wiki/{flavor.name}/" if len(design.flavors) > 1 else "wiki/"


def _html(design: Design, task: PdfTask) -> bytes:
    return render.html_of(task.view, design).encode()


def _itself(make: Callable[[Any], bytes]) -> Callable[[Any], bytes]:
    return make


def _linked_page(site: Site, entry: Entry, roots: Roots, here: str) -> Callable[[bytes], bytes]:
    """Return what makes a page in any process: with its links alone, and not the whole site."""
    links = site.links_of(entry)
    return partial(_page, flavor=site.flavor, roots=roots, here=here, links=links)


def _page(view: bytes, *, flavor: Flavor, roots: Roots, here: str, links: BriefLinks) -> bytes:
    shown = pickle.loads(view)  # noqa: S301 - this build made it
    return render_wiki_page(shown, flavor, roots, here, links).encode()


def _between(
    site: Site, design: Design, target: Target, page: PageView, template: str, _sheet: object
) -> bytes:
    return between_page(site, design, target, page, template)
