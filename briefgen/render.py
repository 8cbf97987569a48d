"""One prepared brief to Markdown or HTML."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from briefgen.errors import BriefgenError, RenderError, UsageError, file_error
from briefgen.escaping import HTML, Writer
from briefgen.flavors import Flavor, load_flavor
from briefgen.labels import load_labels
from briefgen.loader import Document, load
from briefgen.prepare import Prepared
from briefgen.project import Project
from briefgen.roots import Roots, find_file, template_roots
from briefgen.schema import Brief
from briefgen.templating import Template, render_html, render_wiki_page
from briefgen.values import frozen, replace
from briefgen.views.brief import Edition, view
from briefgen.views.model import BriefView
from briefgen.wiki.views import BriefLinks


@frozen
class Design:
    """How a project's pages look: template, paper, flavors, and the folders they come from."""

    roots: Roots
    template: Template
    flavors: tuple[Flavor, ...]
    paper: str
    organisation: str
    #: Of the pages between the briefs; "" for that of the briefs.
    language: str

    @classmethod
    def of(
        cls,
        project: Project,
        *,
        template: str | None = None,
        flavor: str | Sequence[str] | None = None,
        paper: str | None = None,
    ) -> Design:
        """Return the project's design with what is given replaced; raise UsageError."""
        roots = template_roots(project.templates)
        asked = (flavor,) if isinstance(flavor, str) else flavor
        names = dict.fromkeys(asked or project.flavors)
        return cls(
            roots=roots,
            template=load_template(roots, template or project.template),
            flavors=tuple(load_flavor(roots, name) for name in names),
            paper=paper or project.paper,
            organisation=project.organisation,
            language=project.language,
        )

    @property
    def flavor(self) -> Flavor:
        """The first flavor: that of a brief rendered by itself."""
        return self.flavors[0]


def load_template(roots: Roots, name: str) -> Template:
    """Return a template's settings; raise UsageError naming those that exist."""
    path = find_file(roots, f"{name}/template.yaml") if name.replace("-", "").isalnum() else None
    if path is None:
        known = sorted({p.parent.name for root in roots for p in root.glob("*/template.yaml")})
        raise UsageError(
            file_error(
                "no-template", f'there is no template "{name}"', f"{name}/", ", ".join(known)
            )
        )
    data = load(path).data
    return Template(name, data["label"], data["pages"], tuple(data.get("optional", ())))


def wiki_page(
    prepared: Prepared,
    design: Design,
    today: date,
    *,
    flavor: Flavor | None = None,
    here: str = "",
    links: BriefLinks | None = None,
) -> str:
    """Return the wiki page of a brief; `links` are those of its wiki, `here` its place there."""
    flavor = flavor or design.flavor
    page = wiki_view(prepared, design, flavor.writer, today)
    return render_wiki_page(page, flavor, design.roots, here, links)


def wiki_view(prepared: Prepared, design: Design, writer: Writer, today: date) -> BriefView:
    """Return what the wiki page of a brief shows, in one kind of markup."""
    return _view(prepared, design, writer, today, picture=picture_name(prepared))


def picture_name(prepared: Prepared) -> str:
    """Return the name of the picture that lies beside the wiki page, if there is one."""
    return f"{prepared.name}-map{prepared.image.suffix}" if prepared.image else ""


def html(prepared: Prepared, design: Design, today: date) -> str:
    """Return the page of a brief as one HTML file, with every section."""
    return html_of(html_view(prepared, design, today), design)


def html_of(page: BriefView, design: Design) -> str:
    """Return a view as one HTML file."""
    return render_html(page, design.template, design.roots, paper=design.paper)


def ready(prepared: Prepared) -> tuple[Brief, Document]:
    """Return a brief with its text; raise BriefgenError where there is none."""
    if prepared.brief is None or prepared.document is None:
        raise BriefgenError(*prepared.diagnostics)
    return prepared.brief, prepared.document


def html_view(prepared: Prepared, design: Design, today: date) -> BriefView:
    """Return what the page of a brief shows, on paper or as HTML."""
    return _view(prepared, design, HTML, today, picture=_address(prepared))


def _address(prepared: Prepared) -> str:
    return prepared.image.address if prepared.image else ""


def labels_of(prepared: Prepared, design: Design) -> dict[str, Any]:
    """Return the labels of a brief's language; raise RenderError where it names the language."""
    brief, document = ready(prepared)
    try:
        return load_labels(design.roots, brief.language)
    except UsageError as error:
        place = document.locate(("language",))
        raise RenderError(*(replace(d, location=place) for d in error.diagnostics)) from error


def _view(
    prepared: Prepared, design: Design, writer: Writer, today: date, *, picture: str
) -> BriefView:
    brief, document = ready(prepared)
    labels = labels_of(prepared, design)
    edition = Edition(design.organisation, today, picture, prepared.tally, prepared.unverified)
    return view(brief, document, labels, writer, edition)
