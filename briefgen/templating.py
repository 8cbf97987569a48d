"""Views to HTML and to the pages of wikis; the only user of `jinja2`."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jinja2 import BaseLoader, ChoiceLoader, Environment, FileSystemLoader, StrictUndefined
from jinja2 import Template as JinjaTemplate
from jinja2.exceptions import SecurityError, TemplateError, TemplateNotFound, TemplateSyntaxError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from briefgen import __version__
from briefgen.bytecode import Beside
from briefgen.errors import Diagnostic, Location, RenderError, UsageError, file_error
from briefgen.escaping import HTML, WRITERS, Writer
from briefgen.language import Language
from briefgen.roots import BUILT_IN, Roots, find_file, template_roots
from briefgen.values import frozen, is_value
from briefgen.views.model import BriefView
from briefgen.wiki.names import namespaced, plain_name, relative
from briefgen.wiki.views import BriefLinks, PageView

if TYPE_CHECKING:
    # It reads YAML, and what prints a view needs neither.
    from briefgen.flavors import Flavor


@frozen
class Template:
    """A page design: its label, its pages, and the sections that may move to the wiki page."""

    name: str
    label: str
    pages: int
    optional: tuple[str, ...]


class _SafeLoader(FileSystemLoader):
    """Reads templates that really lie in their folder; links out of it are not found."""

    def get_source(
        self, environment: Environment, template: str
    ) -> tuple[str, str, Callable[[], bool]]:
        text, path, fresh = super().get_source(environment, template)
        root = Path(self.searchpath[0]).resolve()
        if not Path(path).resolve().is_relative_to(root):
            raise TemplateNotFound(template)
        return text, path, fresh


class _Sandbox(ImmutableSandboxedEnvironment):
    """The sandbox of Jinja, which asks less about the values of our own that pages are made of."""

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """Tell whether a template may read an attribute."""
        kind: Any = type(obj)
        if _is_view(kind):
            # A frozen record has nothing that runs or changes.
            return not attr.startswith("_")
        return super().is_safe_attribute(obj, attr, value)


@cache
def _is_view(kind: Hashable) -> bool:
    own = isinstance(kind, type) and kind.__module__.startswith("briefgen.")
    return own and is_value(kind)


@cache
def _environment(roots: Roots, writer: Writer) -> ImmutableSandboxedEnvironment:
    """Return the environment of an output; its filters make values fit that."""
    loaders: Sequence[BaseLoader] = [_SafeLoader(str(root)) for root in roots]
    environment = _Sandbox(
        loader=ChoiceLoader(loaders),
        undefined=StrictUndefined,
        autoescape=writer is HTML,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        bytecode_cache=Beside(_name(writer)),
    )
    environment.filters |= {
        "address": writer.address,
        "call": _call,
        "cell": writer.cell,
        "namespaced": namespaced,
        "plain": writer.plain,
        "relative": relative,
        "slug": plain_name,
        "yaml": _yaml,
    }
    return environment


def _name(writer: Writer) -> str:
    return next((name for name, known in WRITERS.items() if known is writer), "html")


def _call(value: Any, macro: Callable[[Any], str]) -> str:
    """Return what a macro makes of a value, for use with `map`."""
    return macro(value)


def _yaml(value: Any) -> str:
    """Return a text or a list of texts as YAML that fits on a line: JSON, which YAML includes."""
    shown = json.dumps(value, ensure_ascii=False)
    return re.sub("[\x7f-\x9f\u2028\u2029\ufeff]", lambda m: f"\\u{ord(m[0]):04x}", shown)


def render_html(
    view: BriefView,
    template: Template,
    roots: Roots,
    *,
    paper: str,
    density: str = "standard",
    moved: tuple[str, ...] = (),
) -> str:
    """Return the HTML page of a view; `moved` names the sections that only the wiki page has."""
    return _render(
        roots,
        f"{template.name}/page.html.j2",
        HTML,
        brief=view,
        labels=view.labels,
        paper=paper,
        density=density,
        moved=moved,
        moved_here=_moved(view, moved),
        several_sources=_several(view),
        template=template.name,
        version=__version__,
    )


def render_wiki_page(
    view: BriefView, flavor: Flavor, roots: Roots, here: str, site: BriefLinks | None = None
) -> str:
    """Return the page of a brief; `here` is its path, `site` what it leads to in its wiki."""
    return _wiki("page.j2", flavor, roots, here, view.labels, brief=view, site=site)


def render_wiki(
    page: PageView,
    template: str,
    flavor: Flavor,
    roots: Roots,
    here: str,
    labels: Mapping[str, Any],
) -> str:
    """Return one of the pages between the briefs, or a file beside them."""
    return _wiki(template, flavor, roots, here, labels, page=page)


def _wiki(
    template: str,
    flavor: Flavor,
    roots: Roots,
    here: str,
    labels: Mapping[str, Any],
    **context: Any,
) -> str:
    name = _nearest(roots, flavor.chain, template)
    text = _render(
        roots,
        name,
        flavor.writer,
        w=_syntax(roots, flavor, here, labels),
        labels=labels,
        here=here,
        **context,
    )
    # Each value is one line, so that what is left out leaves nothing but empty lines behind.
    return re.sub(r"\n{3,}", "\n\n", re.sub(r"(?m)[ \t]+$", "", text)).strip("\n") + "\n"


@cache
def _nearest(roots: Roots, chain: tuple[str, ...], template: str) -> str:
    """Return the name of a flavor's template: its own, one of those it extends, or the common."""
    names = [f"wiki/{name}/{template}" for name in chain]
    return next((name for name in names if find_file(roots, name)), f"wiki/{template}")


def _syntax(roots: Roots, flavor: Flavor, here: str, labels: Mapping[str, Any]) -> dict[str, Any]:
    """Return the macros that a page is written with, each from the nearest flavor that has it.

    They find each other in the same way: a flavor may replace a part of what it extends.
    """
    macros: dict[str, Any] = {}
    context = {"w": macros, "here": here, "labels": labels}
    for name in ("wiki/syntax.j2", *(f"wiki/{n}/syntax.j2" for n in reversed(flavor.chain))):
        if find_file(roots, name):
            own = _templates(roots, name, flavor.writer).make_module(context)
            macros |= {k: v for k, v in vars(own).items() if not k.startswith("_")}
    return macros


def _several(view: BriefView) -> bool:
    places: list[Any] = [view.details, view.counterpoints, view.stakes]
    items = [
        getattr(i, "evidence", None) or getattr(i, "claim_evidence", None)
        for g in places
        for i in g
    ]
    return len({ref.number for item in items if item for ref in item.refs}) > 1


def _moved(view: BriefView, moved: tuple[str, ...]) -> str:
    names: dict[str, str] = view.labels["sections"]  # type: ignore[assignment]
    # The drawing of the timeline says nothing that its table does not.
    present = [names[key] for key in moved if key != "strip"]
    if not present:
        return ""
    language = Language(view.language, view.labels)
    return language.label("more_online", sections=language.join(present))


def _has(view: BriefView, key: str) -> bool:
    if key == "more_figures":
        return len(view.figures) > 4
    if key == "places":
        return bool(view.places or view.map)
    if key == "changes":
        return len(view.changes) > 1
    return bool(getattr(view, "loose_quotes" if key == "quotes" else key))


def movable(view: BriefView, template: Template) -> tuple[str, ...]:
    """Return the template's optional sections that this brief has, first to go first."""
    return tuple(key for key in template.optional if _has(view, key))


def _render(roots: Roots, name: str, writer: Writer, **context: Any) -> str:
    with _failing(name):
        return _templates(roots, name, writer).render(**context)


def _templates(roots: Roots, name: str, writer: Writer) -> JinjaTemplate:
    with _failing(name):
        return _environment(roots, writer).get_template(name)


@contextmanager
def _failing(name: str) -> Iterator[None]:
    """Turn what a template does wrong into UsageError or RenderError."""
    try:
        yield
    except TemplateNotFound as error:
        raise UsageError(
            file_error("no-template", "is not in any template folder", str(error))
        ) from error
    except (
        TemplateError,
        SecurityError,
        TypeError,
        ValueError,
        ArithmeticError,
        LookupError,
    ) as error:
        raise RenderError(_template_error(error, name)) from error


def _template_error(error: Exception, name: str) -> Diagnostic:
    file, line = name, 0
    if isinstance(error, TemplateSyntaxError):
        file, line = error.filename or name, error.lineno
    trace = error.__traceback__
    while trace:
        if trace.tb_frame.f_code.co_filename.endswith((".j2", ".css")):
            file, line = trace.tb_frame.f_code.co_filename, trace.tb_lineno
        trace = trace.tb_next
    return Diagnostic("error", "template-error", str(error), Location(file, line, 1))


__all__ = [
    "BUILT_IN",
    "Roots",
    "Template",
    "find_file",
    "movable",
    "render_html",
    "render_wiki",
    "render_wiki_page",
    "template_roots",
]
