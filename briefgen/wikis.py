"""Every file of a wiki of briefs, in one flavor."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from briefgen import render
from briefgen.errors import BriefgenError, Diagnostic, Location, RenderError
from briefgen.flavors import Flavor
from briefgen.labels import load_labels
from briefgen.language import Language
from briefgen.prepare import Prepared
from briefgen.render import Design
from briefgen.templating import render_wiki
from briefgen.values import frozen
from briefgen.wiki.cards import Entry, card
from briefgen.wiki.catalogue import Catalogue
from briefgen.wiki.names import Target
from briefgen.wiki.site import Site
from briefgen.wiki.views import PageView

_NOTHING: Mapping[str, str] = {}


@frozen
class Made:
    """A finished file by its path in its wiki; `brief` is the one that it shows, if one."""

    path: str
    kind: str
    data: bytes
    brief: Prepared | None = None


@frozen
class Unwritten:
    """A brief that has no page, and why."""

    brief: Prepared
    error: BriefgenError


def owner(prepared: Prepared) -> str:
    """Return what a brief is known by even if its file is renamed: its reference number."""
    brief = prepared.brief
    if brief is None or not brief.id:
        return prepared.name
    return f"{brief.id}.{brief.language}" if _translated(prepared) else brief.id


def _translated(prepared: Prepared) -> bool:
    brief = prepared.brief
    return brief is not None and prepared.name.endswith(f".{brief.language}")


def wiki_files(
    briefs: Sequence[Prepared],
    design: Design,
    flavor: Flavor,
    today: date,
    kept: Mapping[str, str] = _NOTHING,
) -> Iterator[Made | Unwritten]:
    """Yield the page of each brief, then those between them.

    `kept` maps the owner of a page that was published before to that page.
    """
    entries: list[Entry] = []
    ready: list[Prepared] = []
    for one in briefs:
        try:
            entries.append(_entry(one, design))
            ready.append(one)
        except BriefgenError as error:
            yield Unwritten(one, error)
    pages = {one.name: kept[owner(one)] for one in ready if owner(one) in kept}
    site = site_of(entries, design, flavor, pages)
    for one, entry in zip(ready, entries, strict=True):
        yield from _brief_files(one, entry, site, design, today)
    for target, view, template in between(site):
        yield Made(target.path, "wiki", between_page(site, design, target, view, template))


def site_of(
    entries: Sequence[Entry],
    design: Design,
    flavor: Flavor,
    kept: Mapping[str, str] = _NOTHING,
) -> Site:
    """Return a wiki of briefs; `kept` maps the names of some to the pages that they have."""
    return Site(Catalogue(entries), flavor, _language(design, entries), dict(kept))


def between_page(
    site: Site, design: Design, target: Target, view: PageView, template: str
) -> bytes:
    """Return one of the pages between the briefs."""
    labels = site.language.labels
    return render_wiki(view, template, site.flavor, design.roots, target.path, labels).encode()


def _entry(one: Prepared, design: Design) -> Entry:
    if one.brief is None:
        raise BriefgenError(*one.diagnostics)
    labels = render.labels_of(one, design)
    return Entry(card(one.name, one.shown, one.brief, labels), labels)


def _language(design: Design, entries: Sequence[Entry]) -> Language:
    """Return the language of the pages between: the project's, that of all briefs, or English."""
    spoken = {entry.card.language for entry in entries}
    tag = design.language or (spoken.pop() if len(spoken) == 1 else "en")
    return Language(tag, load_labels(design.roots, tag))


def _brief_files(
    one: Prepared, entry: Entry, site: Site, design: Design, today: date
) -> Iterator[Made | Unwritten]:
    target, flavor = site.page_of(one.name), site.flavor
    try:
        if one.name in site.refused and one.document:
            raise RenderError(taken(one.name, one.document.locate(())))
        links = site.links_of(entry)
        text = render.wiki_page(one, design, today, flavor=flavor, here=target.path, links=links)
    except BriefgenError as error:
        yield Unwritten(one, error)
        return
    yield Made(target.path, "md", text.encode(), one)
    if one.image:
        yield Made(render.picture_name(one), "image", one.image.data, one)


def taken(name: str, place: Location) -> Diagnostic:
    """Return the finding that a brief's page would lie where one of the wiki's own does."""
    text = f'the wiki has a page "{name}" of its own'
    return Diagnostic("error", "same-name", text, place, "rename the brief's file")


def between(site: Site) -> Iterator[tuple[Target, PageView, str]]:
    """Yield each page between the briefs: where it lies, what it shows, its template."""
    index = site.index()
    yield site.home, index, "index.j2"
    yield site.calendar, site.calendar_page(), "calendar.j2"
    yield site.glossary, site.glossary_page(), "glossary.j2"
    for target, view in site.topics():
        yield target, view, "topic.j2"
    for path, template in site.flavor.beside.items():
        yield Target("", path), index, template
