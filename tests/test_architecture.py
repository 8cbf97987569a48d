"""The rooms of the house: which module may import which, and where each library lives."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "briefgen"
FILES = sorted(PACKAGE.rglob("*.py"))
ROOMS = {
    "dask": {"cluster"},
    "distributed": {"cluster"},
    "yaml": {"yamltree"},
    "jinja2": {"bytecode", "templating"},
    "markdown": {"inline"},
    "nh3": {"inline"},
    "weasyprint": {"printing"},
    "typer": {"cli"},
}
# Each line may import from those above it, never from those below.
FLOORS = (
    ("values",),
    ("errors", "__init__", "formula", "quantities", "sentences", "serialization", "memo"),
    ("roots",),
    ("bytecode",),
    ("characters", "yamltext", "yamltree"),
    ("loader",),
    ("schema", "settings", "project", "images", "translation", "source", "locators"),
    ("calendars",),
    ("wordlists",),
    ("validate", "inline", "language", "dates", "enumerations"),
    ("checks", "escaping", "prepare"),
    ("flavors", "labels"),
    ("views",),
    ("wiki",),
    ("templating", "output", "pool", "reporters", "terminal"),
    ("publishing", "ledgers", "history", "worddiff", "digests"),
    ("counting", "scaffold"),
    ("render",),
    ("printing",),
    ("wikis",),
    ("building",),
    ("cluster",),
    ("api",),
    ("verbs",),
    ("cli",),
    ("__main__",),
)


def module(path: Path) -> str:
    """Return the dotted name of a file below the package."""
    return ".".join(path.relative_to(PACKAGE).with_suffix("").parts).removesuffix(".__init__")


def imports(path: Path) -> Iterator[str]:
    """Yield every module that a file imports when it runs; those for type checkers are left out."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    guarded = {
        node
        for branch in ast.walk(tree)
        if isinstance(branch, ast.If) and "TYPE_CHECKING" in ast.unparse(branch.test)
        for node in ast.walk(branch)
    }
    for node in ast.walk(tree):
        if node in guarded:
            continue
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def internal(path: Path) -> set[str]:
    """Return the modules of the package that a file imports, without itself."""
    known = {module(p) for p in FILES}
    found = {name.removeprefix("briefgen.") for name in imports(path) if "briefgen." in name}
    found = {name for name in found if name in known} - {module(path)}
    # "from briefgen.schema import base" asks for base; the package around it is only passed.
    return {name for name in found if not any(other.startswith(f"{name}.") for other in found)}


def room(name: str) -> str:
    return name.split(".", maxsplit=1)[0]


def test_there_is_no_cycle_of_imports() -> None:
    graph = {module(path): internal(path) for path in FILES}
    # A package's __init__ gathers its parts, which never import it back by name.
    order = list(TopologicalSorter(graph).static_order())
    assert len(order) == len(FILES)


def test_every_module_has_a_floor() -> None:
    rooms = {room(module(path)) for path in FILES}
    assert rooms == {name for floor in FLOORS for name in floor}


@pytest.mark.parametrize("path", FILES, ids=module)
def test_imports_go_one_way(path: Path) -> None:
    floor = {name: n for n, names in enumerate(FLOORS) for name in names}
    here = room(module(path))
    upward = [
        name for name in internal(path) if room(name) != here and floor[room(name)] > floor[here]
    ]
    assert upward == []


@pytest.mark.parametrize("path", FILES, ids=module)
def test_each_library_lives_in_its_room(path: Path) -> None:
    used = {name.split(".")[0] for name in imports(path)}
    text = path.read_text(encoding="utf-8")
    used |= {lib for lib in ROOMS if f'import_module("{lib}' in text}
    strangers = [lib for lib in used & set(ROOMS) if room(module(path)) not in ROOMS[lib]]
    assert strangers == []


@pytest.mark.parametrize("path", FILES, ids=module)
def test_no_file_grows_without_end(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 400


@pytest.mark.parametrize("path", FILES, ids=module)
def test_only_the_pdf_engine_and_verbs_are_imported_late(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    late = [
        ast.unparse(node)
        for function in ast.walk(tree)
        if isinstance(function, ast.FunctionDef)
        for node in ast.walk(function)
        if isinstance(node, ast.Import | ast.ImportFrom)
    ]
    assert (
        late == [] if module(path) != "printing.pdf" else all("weasyprint" in line for line in late)
    )
