"""How text becomes safe for each kind of output."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from markupsafe import escape

from briefgen import inline
from briefgen.escaping import dokuwiki, markdown, wikitext
from briefgen.escaping.markdown import Dialect
from briefgen.values import frozen, replace


@frozen
class Writer:
    """Turns the text of a field into finished output: prose with inline Markdown, or literal.

    `linked` is literal text as the words of a link, `label` between the brackets of a wiki's own
    link, empty where it cannot stand there; `heading` literal text in a heading, `cell` finished
    text in a table, `address` an address in a link. `isolates` tells whether names that run
    against the page may stand in Unicode isolates.
    """

    prose: Callable[[str], str]
    plain: Callable[[str], str]
    linked: Callable[[str], str]
    label: Callable[[str], str]
    heading: Callable[[str], str]
    cell: Callable[[str], str] = str
    address: Callable[[str], str] = str
    isolates: bool = False


def _markdown(dialect: Dialect | None) -> Writer:
    plain = partial(markdown.markdown_text, dialect=dialect)
    return Writer(
        prose=partial(markdown.markdown_prose, dialect=dialect),
        plain=plain,
        linked=partial(markdown.link_text, dialect=dialect),
        label=plain,
        heading=plain,
        cell=markdown.cell,
        address=markdown.address,
    )


HTML = Writer(
    prose=inline.html, plain=escape, linked=escape, label=escape, heading=escape, isolates=True
)
#: By the names that a flavor calls them.
WRITERS = {
    "markdown": _markdown(None),
    "github": _markdown(markdown.GITHUB),
    "github-wiki": replace(
        _markdown(markdown.GITHUB_WIKI), label=markdown.wiki_label, cell=markdown.wiki_cell
    ),
    "gitlab": _markdown(markdown.GITLAB),
    "azure": _markdown(markdown.AZURE),
    "mkdocs": _markdown(markdown.MKDOCS),
    "obsidian": replace(_markdown(markdown.OBSIDIAN), label=markdown.alias),
    "mediawiki": Writer(
        prose=wikitext.prose,
        plain=wikitext.text,
        linked=wikitext.text,
        label=wikitext.text,
        heading=wikitext.text,
        cell=wikitext.cell,
        address=wikitext.address,
    ),
    "dokuwiki": Writer(
        prose=dokuwiki.prose,
        plain=dokuwiki.text,
        linked=dokuwiki.text,
        label=dokuwiki.label,
        heading=dokuwiki.heading,
        cell=dokuwiki.cell,
        address=dokuwiki.address,
    ),
}
PLAIN = WRITERS["markdown"]
