"""Views to HTML and Markdown; the only user of `jinja2`."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import BaseLoader, ChoiceLoader, Environment, FileSystemLoader, StrictUndefined
from jinja2.exceptions import SecurityError, TemplateError, TemplateNotFound, TemplateSyntaxError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from briefgen import __version__
from briefgen.errors import Diagnostic, Location, RenderError, UsageError, file_error
from briefgen.flavors import Flavor, address, cell
from briefgen.language import Language
from briefgen.loader import load
from briefgen.views import BriefView

_HERE = Path(__file__).parent
#: The shipped templates: inside an installed package, or beside it in a checkout.
BUILT_IN = next(p for p in (_HERE / "templates", _HERE.parent / "templates") if p.is_dir())
Roots = tuple[Path, ...]


@dataclass(frozen=True, slots=True)
class Template:
    """A page design: its label, its pages, and the sections that may move to the wiki page."""

    name: str
    label: str
    pages: int
    optional: tuple[str, ...]


def template_roots(project_templates: Path) -> Roots:
    """Return the folders that templates come from, the project's first.

    Raises UsageError when the project's folder is a link out of the project.
    """
    if not project_templates.is_dir() or project_templates.resolve() == BUILT_IN.resolve():
        return (BUILT_IN,)
    if not project_templates.resolve().is_relative_to(project_templates.parent.resolve()):
        raise UsageError(
            file_error("unsafe-template", "is a link out of the project", str(project_templates))
        )
    return (project_templates, BUILT_IN)


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


def _environment(roots: Roots, *, html: bool) -> ImmutableSandboxedEnvironment:
    loaders: Sequence[BaseLoader] = [_SafeLoader(str(root)) for root in roots]
    environment = ImmutableSandboxedEnvironment(
        loader=ChoiceLoader(loaders),
        undefined=StrictUndefined,
        autoescape=html,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters |= {"address": address, "cell": cell}
    return environment


@cache
def _environments(roots: Roots) -> dict[bool, ImmutableSandboxedEnvironment]:
    return {html: _environment(roots, html=html) for html in (True, False)}


def find_file(roots: Roots, name: str) -> Path | None:
    """Return the first folder's file of this name that really lies in it."""
    for root in roots:
        path = root / name
        if path.is_file() and path.resolve().is_relative_to(root.resolve()):
            return path
    return None


@cache
def load_labels(roots: Roots, language: str) -> dict[str, Any]:
    """Return the labels of a language: English, below its own, below the project's own.

    Raises UsageError when no folder has any for `de-AT` or `de`.
    """
    own: list[Path] = []
    for tag in dict.fromkeys((language.split("-", 1)[0], language)):
        files = [find_file((root,), f"labels/{tag}.yaml") for root in reversed(roots)]
        own += [path for path in files if path]
    if not own:
        text = f'there are no labels for the language "{language}"'
        raise UsageError(file_error("no-labels", text, "labels/"))
    labels: dict[str, Any] = {}
    for path in (BUILT_IN / "labels/en.yaml", *own):
        labels = _merged(labels, load(path).data)
    return labels


def _merged(below: Any, above: Any) -> Any:
    if isinstance(below, dict) and isinstance(above, dict):
        return below | {key: _merged(below.get(key), value) for key, value in above.items()}
    return above


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
        html=True,
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


def render_markdown(view: BriefView, flavor: Flavor, roots: Roots) -> str:
    """Return the wiki page of a view."""
    return _render(
        roots,
        f"wiki/{flavor.name}/page.md.j2",
        html=False,
        brief=view,
        labels=view.labels,
    )


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


def _render(roots: Roots, name: str, *, html: bool, **context: Mapping[str, Any] | Any) -> str:
    try:
        return _environments(roots)[html].get_template(name).render(**context)
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
    "load_labels",
    "load_template",
    "movable",
    "render_html",
    "render_markdown",
    "template_roots",
]
