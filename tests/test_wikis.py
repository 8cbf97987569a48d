"""Whole wikis through their own engines: what a reader sees, and where the links lead."""

from __future__ import annotations

import posixpath
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote

import pytest
import yaml

from briefgen.building.builder import build
from briefgen.building.options import Options
from briefgen.flavors import known_flavors
from briefgen.project import find_project
from briefgen.render import Design
from briefgen.roots import BUILT_IN
from support import wikis
from support.engines import ENGINES, Seen, mkdocs, read
from support.pdf import solid

ROOT = Path(__file__).parent.parent
TODAY = date(2026, 11, 22)
FLAVORS = known_flavors((BUILT_IN,))
BRIEFS = sorted(p.stem for p in (ROOT / "briefs").glob("*.yaml"))
BETWEEN = {"index", "README", "Home", "home", "start", "Briefs", "calendar", "glossary"}


@dataclass(frozen=True)
class Shown:
    """A page as its engine shows it: its file, its HTML, and what a reader sees of that."""

    path: str
    html: str

    @property
    def seen(self) -> Seen:
        return read(self.html)


class _Ids(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: set[str] = set()

    def handle_starttag(self, _tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found |= {value for name, value in attrs if name in {"id", "name"} and value}


def ids(html: str) -> set[str]:
    reader = _Ids()
    reader.feed(html)
    return reader.found


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """All nine wikis of this repository's briefs."""
    folder = tmp_path_factory.mktemp("wikis")
    project = find_project(ROOT / "briefs")
    options = Options(folder, jobs=1, today=TODAY, kinds=("md",))
    built = build(project, Design.of(project, flavor=FLAVORS), options)
    assert built.failed == []
    return folder / "wiki"


def pages_of(folder: Path, suffix: str = ".md") -> dict[str, str]:
    names = sorted(p.relative_to(folder).as_posix() for p in folder.rglob(f"*{suffix}"))
    return {n: (folder / n).read_text(encoding="utf-8") for n in names if not n.startswith("_")}


def without_front_matter(text: str) -> str:
    return re.sub(r"\A---\n.*?\n---\n", "", text, flags=re.DOTALL)


def rendered(folder: Path, render: Callable[[list[str]], list[str]]) -> list[Shown]:
    pages = pages_of(folder)
    html = render([without_front_matter(text) for text in pages.values()])
    return [Shown(name, page) for name, page in zip(pages, html, strict=True)]


def each(render: Callable[[str], str]) -> Callable[[list[str]], list[str]]:
    return lambda texts: [render(text) for text in texts]


def served(folder: Path, engine: wikis.Engine) -> list[Shown]:
    return [Shown(name, page["html"]) for name, page in engine.site(folder).items()]


QUICKLY: dict[str, tuple[str, Callable[[Path], list[Shown]]]] = {
    "plain": ("plain", lambda f: rendered(f, each(ENGINES["cmarkgfm"]))),
    "plain-markdown-it": ("plain", lambda f: rendered(f, each(ENGINES["markdown-it"]))),
    "mkdocs": ("mkdocs", lambda f: rendered(f, each(mkdocs))),
}
HEAVILY: dict[str, tuple[str, Callable[[Path], list[Shown]]]] = {
    "plain-marked": ("plain", lambda f: rendered(f, wikis.node("marked").render)),
    "plain-remark-gfm": ("plain", lambda f: rendered(f, wikis.node("remark-gfm").render)),
    "github": ("github", lambda f: rendered(f, wikis.node("github").render)),
    "github-wiki": ("github-wiki", lambda f: served(f, wikis.gollum())),
    "gitlab": ("gitlab", lambda f: rendered(f, wikis.node("gitlab").render)),
    "azure": ("azure", lambda f: rendered(f, wikis.node("markdown-it").render)),
    "obsidian": ("obsidian", lambda f: rendered(f, wikis.node("obsidian").render)),
    "mediawiki": ("mediawiki", lambda f: served(f, wikis.mediawiki())),
    "dokuwiki": ("dokuwiki", lambda f: served(f, wikis.dokuwiki())),
}
CASES = [
    *(pytest.param(name, id=name) for name in QUICKLY),
    *(pytest.param(name, id=name, marks=pytest.mark.heavy) for name in HEAVILY),
]
_SHOWN: dict[str, list[Shown]] = {}


@pytest.fixture(params=CASES)
def engine(request: pytest.FixtureRequest) -> str:
    name: str = request.param
    return name


@pytest.fixture
def flavor(engine: str) -> str:
    return {**QUICKLY, **HEAVILY}[engine][0]


@pytest.fixture
def shown(engine: str, flavor: str, site: Path) -> list[Shown]:
    if engine not in _SHOWN:
        _SHOWN[engine] = {**QUICKLY, **HEAVILY}[engine][1](site / flavor)
    return _SHOWN[engine]


def brief_pages(shown: list[Shown]) -> Iterator[tuple[str, Shown]]:
    for page in shown:
        name = posixpath.splitext(page.path)[0].replace("_", " ").casefold()
        for brief in BRIEFS:
            if name == brief:
                yield brief, page


@cache
def data(brief: str) -> dict[str, object]:
    found: dict[str, object] = yaml.safe_load((ROOT / f"briefs/{brief}.yaml").read_text("utf-8"))
    return found


def test_every_brief_has_its_page(shown: list[Shown]) -> None:
    assert sorted(name for name, _ in brief_pages(shown)) == BRIEFS


def test_each_page_has_one_h1(shown: list[Shown]) -> None:
    for page in shown:
        if page.path in {"Category:Briefs.mw", "sidebar.txt"}:
            continue
        first = [text for level, text in page.seen.headings if level == "h1"]
        assert len(first) == 1, page.path
    for brief, page in brief_pages(shown):
        heads = [text for level, text in page.seen.headings if level == "h1"]
        assert [solid(h) for h in heads] == [solid(str(data(brief)["title"]))]


ORDER = (
    *("Bottom line", "Key points", "Key figures", "Background", "The details", "Counterpoints"),
    *("What is at stake", "Who is involved", "Who holds what", "Who stands where", "Measures"),
    *("Timeline", "In figures", "Places", "In their words", "What we do not know", "Terms"),
    *("Sources", "See also", "Cleared by", "Change log"),
)


def test_headings_are_in_the_order_of_the_page(shown: list[Shown]) -> None:
    for _, page in brief_pages(shown):
        heads = [t.removesuffix(" and what to watch") for n, t in page.seen.headings if n == "h2"]
        heads = [head for head in heads if head != "Footnotes"]
        assert heads == [name for name in ORDER if name in heads]
        assert {"Bottom line", "The details", "Counterpoints", "Sources"} <= set(heads)


HEADS = {
    ("Issue", "Claim", "Response"): "counterpoints",
    ("Who", "What", "Effect", "When"): "stakes",
    ("Version", "Date", "Change"): "changes",
}


def test_tables_have_the_rows_and_columns_of_the_brief(shown: list[Shown]) -> None:
    for brief, page in brief_pages(shown):
        tables = {tuple(table[0]): table for table in page.seen.tables if table and table[0]}
        for table in tables.values():
            assert {len(row) for row in table} == {len(table[0])}, (page.path, table[0])
        for heads, key in HEADS.items():
            items = data(brief).get(key)
            if isinstance(items, list) and items:
                assert len(tables[heads]) == len(items) + 1, (page.path, key)
        dated = any(table[0][0] == "When (as written)" for table in page.seen.tables)
        assert dated == bool(data(brief).get("timeline") or data(brief).get("watch"))


def test_every_quotation_shows_char_for_char(shown: list[Shown]) -> None:
    for brief, page in brief_pages(shown):
        text = solid(page.seen.text)
        quotes = data(brief).get("quotes", [])
        assert isinstance(quotes, list)
        quotes = [q for q in quotes if isinstance(q, dict)]
        said = [q["text"] for q in quotes if q.get("speaker") and q.get("extent") != "term"]
        said = [q for q in said if q]
        missing = [q for q in said if solid(f"“{q}”") not in text and q.count(" ") > 2]
        assert missing == [], page.path


RAW = re.compile(
    r"\*\*|^#+ |\[\[|\]\]|&\w+;|\| ?---|^> |'''|\{\||\|\}|<ref|%%|<nowiki|\[\^", re.MULTILINE
)


def test_no_markup_shows(shown: list[Shown], engine: str) -> None:
    for page in shown:
        text = page.seen.text
        if engine == "azure":
            # Its table of contents is no Markdown, and markdown-it alone shows it.
            text = text.replace("[[TOC]]", "")
        if engine in {"gitlab", "obsidian", "plain"}:
            text = re.sub(r"(?m)^.*timeline$(?:\n {4}.*)*", "", text)
        assert RAW.findall(text) == [], page.path
        assert "⟦" not in text, page.path


def resolve(page: Shown, href: str, flavor: str) -> tuple[str, str]:
    """Return the file and the anchor that a link leads to."""
    place, _, anchor = href.partition("#")
    place, anchor = unquote(place), unquote(anchor)
    if flavor == "obsidian":
        place = place.removesuffix(".md")
        return (f"{place}.md" if place else page.path), anchor
    if not place:
        return page.path, anchor
    path = posixpath.normpath(posixpath.join(posixpath.dirname(page.path), place))
    return (f"{path}.md" if flavor == "gitlab" else path), anchor


def slugs(page: Shown, flavor: str) -> set[str]:
    """Return the anchors of a page's headings: the engine's own, else those GitHub makes."""
    heads = [text for _, text in page.seen.headings]
    if flavor == "obsidian":
        return set(heads) | ids(page.html)
    if flavor == "mkdocs":
        return ids(page.html)
    found = {re.sub(r"[^\w -]", "", h.lower()).replace(" ", "-") for h in heads}
    return found | ids(page.html)


def test_every_link_leads_to_a_page_and_an_anchor_that_exist(
    shown: list[Shown], flavor: str, engine: str
) -> None:
    by_path = {page.path: page for page in shown}
    followed = 0
    for page in shown:
        assert 'class="internal absent"' not in page.html, page.path
        assert 'class="new"' not in page.html, (
            page.path,
            re.findall(r'<a [^>]*class="new".*?>', page.html),
        )
        assert "wikilink2" not in page.html, (
            page.path,
            re.findall(r"<a [^>]*wikilink2.*?>", page.html),
        )
        for href, _ in page.seen.links:
            if re.match(r"(?:https?|mailto):", href):
                continue
            followed += 1
            if flavor in {"github-wiki", "mediawiki", "dokuwiki"}:
                check_served(by_path, page, href, flavor)
                continue
            path, anchor = resolve(page, href, flavor)
            assert path in by_path, (page.path, href)
            if anchor:
                assert anchor in slugs(by_path[path], flavor), (page.path, href)
    assert followed > 100


def check_served(by_path: dict[str, Shown], page: Shown, href: str, flavor: str) -> None:
    """The engine has said which pages exist; what is left are their anchors."""
    place, _, anchor = href.partition("#")
    if not anchor:
        return
    target = page
    if place:
        name = unquote(place).rsplit("/", 1)[-1].rsplit(":", 1)[-1]
        stems = {posixpath.splitext(n)[0].casefold(): p for n, p in by_path.items()}
        target = stems[name.casefold()]
    found = ids(target.html)
    if flavor == "github-wiki":
        # gollum 4 puts the title before the anchor of a section; gollum 5 and GitHub do not.
        found |= {name.rsplit("_", 1)[-1] for name in found}
    assert {anchor, unquote(anchor)} & found, (page.path, href, sorted(found))


def test_no_page_is_an_orphan(shown: list[Shown], flavor: str) -> None:
    if flavor in {"github-wiki", "mediawiki", "dokuwiki"}:
        pytest.skip("its links name pages, not files")
    linked = {
        resolve(page, href, flavor)[0]
        for page in shown
        for href, _ in page.seen.links
        if not re.match(r"(?:https?|mailto):", href)
    }
    beside = {"tags.md", "actors.md"} if flavor == "azure" else set()
    assert {page.path for page in shown} - linked - beside == set()


def test_mkdocs_builds_the_site_without_a_warning(site: Path, tmp_path: Path) -> None:
    config = {
        "site_name": "Briefs",
        "INHERIT": str(site / "mkdocs/nav.yml"),
        "docs_dir": str(site / "mkdocs"),
        "theme": {"name": "material"},
        "use_directory_urls": False,
        "markdown_extensions": ["admonition", "footnotes", "tables"],
        "validation": {
            "links": {"anchors": "warn", "unrecognized_links": "warn"},
            "nav": {"omitted_files": "warn"},
        },
        "plugins": ["tags"],
    }
    (tmp_path / "mkdocs.yml").write_text(yaml.safe_dump(config), encoding="utf-8")
    command = [
        sys.executable,
        "-m",
        "mkdocs",
        "build",
        "--strict",
        "--clean",
        "-d",
        str(tmp_path / "out"),
    ]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    page = read((tmp_path / "out/greenland.html").read_text(encoding="utf-8"))
    assert [t for n, t in page.headings if n == "h1"] == [
        "Canada considers sending troops to Greenland"
    ]


@pytest.mark.heavy
def test_drawings_are_mermaid(site: Path) -> None:
    for name in ("github", "gitlab", "azure", "obsidian"):
        text = (site / name / "greenland.md").read_text(encoding="utf-8")
        found = re.search(r"(?:```mermaid|::: mermaid)\n(.*?)\n(?:```|:::)", text, re.DOTALL)
        assert found, name
        assert wikis.node("mermaid").render([found[1]]) == ["ok"]
        assert found[1].count(" : ") == 7
    for name in ("plain", "github-wiki", "mkdocs", "mediawiki", "dokuwiki"):
        pages = list((site / name).glob("[Gg]reenland.*"))
        assert [p for p in pages if "mermaid" in p.read_text(encoding="utf-8")] == []
