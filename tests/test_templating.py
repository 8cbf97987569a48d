"""Templates see finished data in a sandbox; values of a brief are never templates."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from briefgen import render, templating
from briefgen.errors import BriefgenError, RenderError, UsageError
from briefgen.labels import load_labels
from briefgen.prepare import Prepared, prepare
from briefgen.project import find_project
from briefgen.render import load_template
from briefgen.templating import BUILT_IN, find_file, template_roots
from support.page import Page
from support.projects import make_project

TODAY = date(2026, 11, 22)


@pytest.fixture
def own(tmp_path: Path, minimal: dict[str, object]) -> Callable[[str, str], Prepared]:
    """Write a template of the project's own and return the prepared brief."""
    make_project(tmp_path, {"one": minimal})

    def write(name: str, text: str) -> Prepared:
        path = tmp_path / "templates" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return prepare(tmp_path / "briefs/one.yaml", find_project(tmp_path), TODAY)

    return write


def wiki(one: Prepared, folder: Path) -> str:
    return render.wiki_page(one, render.Design.of(find_project(folder)), TODAY)


def page(one: Prepared, folder: Path) -> str:
    return render.html(one, render.Design.of(find_project(folder)), TODAY)


WIKI = "wiki/plain/page.j2"
PAGE = "policy-brief/page.html.j2"
ESCAPES = [
    "{{ ''.__class__ }}",
    "{{ ''.__class__.__mro__[1].__subclasses__() }}",
    "{{ brief.__class__ }}",
    "{{ brief.__init__.__globals__ }}",
    "{{ labels.__class__ }}",
    "{{ brief['__class__'] }}",
    "{{ brief | attr('__class__') }}",
    "{{ ().__class__.__base__ }}",
    "{{ cycler.__init__.__globals__.os }}",
    "{{ lipsum.__globals__ }}",
    "{{ self.__init__ }}",
    "{{ self._TemplateReference__context }}",
    "{{ namespace.__init__ }}",
    "{{ joiner.__init__.__globals__ }}",
    "{{ (1).__class__.__bases__ }}",
    "{{ [].append.__self__ }}",
    "{{ range(999999999) | list }}",
    "{{ 'x' * 10 ** 3 % {} }}",
    "{{ '{0.__class__}'.format(brief) }}",
    "{{ '{0.__class__}' | format(brief) }}",
    "{{ '%s' % brief.missing }}",
    "{{ labels.update({'sections': {}}) }}",
    "{{ labels.clear() }}",
    "{{ labels.sections.pop('gaps') }}",
    "{{ undefined }}",
    "{{ brief.undefined }}",
    "{% if undefined %}x{% endif %}",
    "{{ undefined | default('') | upper ~ brief.undefined }}",
    "{% include '/etc/passwd' %}",
    "{% include '../../../../etc/passwd' %}",
    "{% include 'policy-brief/../../briefgen.yaml' %}",
    "{% include 'file:///etc/passwd' %}",
    "{% import 'os' as os %}",
    "{% extends 'no-such' %}",
    "{{ 1 / 0 }}",
    "{{ [] | first + 1 }}",
    "{{ brief.title() }}",
    "{% for x in 5 %}{% endfor %}",
    "{% unknown %}",
    "{{ open('/etc/passwd').read() }}",
    "{{ config }}",
    "{{ request }}",
    "{% set brief.title = 'x' %}",
    "{% do brief %}",
    "{{ 2 ** 2 ** 40 }}",
]


@pytest.mark.parametrize("text", ESCAPES)
@pytest.mark.parametrize("name", [WIKI, PAGE])
def test_templates_get_out_of_no_sandbox(
    own: Callable[[str, str], Prepared], tmp_path: Path, name: str, text: str
) -> None:
    show = wiki if name == WIKI else page
    try:
        shown = show(own(name, text), tmp_path)
    except BriefgenError as error:
        assert error.diagnostics[0].code in {"template-error", "no-template"}
        return
    # Some are no error: what they ask for is simply not there.
    assert not any(word in shown for word in ("class", "root:", "object at", "<module", "{'"))


def test_an_error_names_file_and_line(own: Callable[[str, str], Prepared], tmp_path: Path) -> None:
    one = own(WIKI, "# {{ brief.title }}\n\n{{ brief.nothing }}\n")
    with pytest.raises(RenderError) as caught:
        wiki(one, tmp_path)
    (found,) = caught.value.diagnostics
    assert found.location.file == str(tmp_path / "templates" / WIKI)
    assert found.location.line == 3
    assert "nothing" in found.message


def test_a_syntax_error_names_file_and_line(
    own: Callable[[str, str], Prepared], tmp_path: Path
) -> None:
    with pytest.raises(RenderError) as caught:
        wiki(own(WIKI, "a\n{% if %}\n"), tmp_path)
    assert caught.value.diagnostics[0].location.line == 2


def test_a_project_replaces_one_file_and_inherits_the_rest(
    own: Callable[[str, str], Prepared], tmp_path: Path
) -> None:
    one = own("policy-brief/style.css", "h1 { color: #123456 }\n")
    shown = page(one, tmp_path)
    assert "#123456" in shown
    assert "<h1" in shown


def test_values_of_a_brief_are_never_templates(page: Callable[[str, str], Page]) -> None:
    one = page("tests/pages/hostile.yaml", "a4")
    assert one.markdown.count("{{ 7\\*7 }}") >= 3
    assert one.html.count("{{ 7*7 }}") >= 3
    assert "49" not in one.markdown


def test_html_of_a_hostile_brief_holds_no_element_of_its_own(
    page: Callable[[str, str], Page],
) -> None:
    html = page("tests/pages/hostile.yaml", "a4").html
    body = html.partition("</head>")[2]
    for element in ("<script", "<iframe", "<object", "<embed", "<img", "<link", "<base", "<style"):
        assert element not in body
    assert body.count("<h1") == 1
    head = html.partition("</head>")[0]
    assert "http-equiv" not in head.replace("&lt;meta http-equiv", "")


# --- folders --------------------------------------------------------------------------------------


def test_a_template_folder_out_of_the_project_is_refused(tmp_path: Path) -> None:
    outside, project = tmp_path / "outside", tmp_path / "project"
    outside.mkdir()
    project.mkdir()
    (project / "templates").symlink_to(outside)
    with pytest.raises(UsageError, match="unsafe-template"):
        template_roots(project / "templates")


def test_a_template_folder_inside_the_project_may_be_a_link(tmp_path: Path) -> None:
    (tmp_path / "design").mkdir()
    (tmp_path / "templates").symlink_to("design")
    assert template_roots(tmp_path / "templates") == (tmp_path / "templates", BUILT_IN)


@pytest.mark.parametrize("name", [WIKI, "wiki"])
def test_links_out_of_the_template_folder_are_not_followed(
    tmp_path: Path, minimal: dict[str, object], name: str
) -> None:
    project = make_project(tmp_path / "project", {"one": minimal})
    secret = tmp_path / "secret"
    (secret / "plain").mkdir(parents=True)
    (secret / "plain/page.md.j2").write_text("SECRET", encoding="utf-8")
    link = project / "templates" / name
    link.parent.mkdir(parents=True)
    link.symlink_to(secret / "plain/page.md.j2" if name == WIKI else secret)
    one = prepare(project / "briefs/one.yaml", find_project(project), TODAY)
    shown = wiki(one, project)
    assert "SECRET" not in shown
    assert "# Norhavn" in shown


def test_a_pipe_is_no_template(tmp_path: Path, minimal: dict[str, object]) -> None:
    make_project(tmp_path, {"one": minimal})
    path = tmp_path / "templates" / WIKI
    path.parent.mkdir(parents=True)
    os.mkfifo(path)
    one = prepare(tmp_path / "briefs/one.yaml", find_project(tmp_path), TODAY)
    assert "# Norhavn" in wiki(one, tmp_path)


def test_find_file_looks_in_the_projects_folder_first(tmp_path: Path) -> None:
    (tmp_path / "fonts").mkdir()
    (tmp_path / "fonts/fonts.css").touch()
    assert find_file((tmp_path, BUILT_IN), "fonts/fonts.css") == tmp_path / "fonts/fonts.css"
    assert find_file((BUILT_IN,), "fonts/fonts.css") == BUILT_IN / "fonts/fonts.css"
    assert find_file((tmp_path, BUILT_IN), "../briefgen.yaml") is None
    assert find_file((tmp_path, BUILT_IN), "no-such") is None


@pytest.mark.parametrize(
    "name", ["no-such", "", ".", "..", "../x", "/etc", "policy-brief/x", "a\0b"]
)
def test_an_unknown_template_names_those_that_exist(name: str) -> None:
    with pytest.raises(UsageError) as caught:
        load_template((BUILT_IN,), name)
    assert "policy-brief" in caught.value.diagnostics[0].hint


def test_the_flagship_says_its_pages_and_what_may_move() -> None:
    template = load_template((BUILT_IN,), "policy-brief")
    assert template.pages == 2
    assert {"glossary", "gaps"} <= set(template.optional)


@pytest.mark.parametrize("language", ["en", "en-GB"])
def test_labels_of_a_language_and_its_regions(language: str) -> None:
    assert load_labels((BUILT_IN,), language)["sections"]["gaps"] == "What we do not know"


@pytest.mark.parametrize("language", ["xx", "../en", "e/n"])
def test_a_language_without_labels_is_refused(language: str) -> None:
    with pytest.raises(UsageError, match="no-labels"):
        load_labels((BUILT_IN,), language)


def test_templates_are_where_the_package_looks() -> None:
    assert templating.BUILT_IN.is_dir()
    assert (templating.BUILT_IN / "wiki/page.j2").is_file()
