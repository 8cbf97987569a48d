"""Imports that are put off change nothing but when they happen."""

from __future__ import annotations

import importlib
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from briefgen.printing.deferred import Later, deferred

LIBRARY = {
    "big/__init__.py": "from big.part import Error\n",
    "big/part.py": "class Error(Exception): ...\nclass Tool:\n    size = 3\n"
    "    def __init__(self, n): self.n = n\n    def fail(self): raise Error(str(self.n))\n",
}
GOOD = (
    "from big import part\nfrom big.part import Error, Tool\n"
    "def use(n):\n    try:\n        return Tool(n).n if n else Tool(n).fail()\n"
    "    except Error as error:\n        return str(error)\n"
)

Put = Callable[[str], None]


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Put]:
    """Write `small`, which uses `big`, where both can be imported."""
    monkeypatch.syspath_prepend(tmp_path)

    def put(code: str) -> None:
        files = {**LIBRARY, "small/__init__.py": "from small import user\n", "small/user.py": code}
        for name, text in files.items():
            (tmp_path / name).parent.mkdir(exist_ok=True)
            (tmp_path / name).write_text(text, encoding="utf-8")
        importlib.invalidate_caches()

    yield put
    for name in [n for n in sys.modules if n.partition(".")[0] in {"small", "big"}]:
        del sys.modules[name]


def loaded() -> set[str]:
    return {n for n in sys.modules if n.partition(".")[0] in {"small", "big"}}


def small() -> ModuleType:
    with deferred("small", ["big"]):
        module: Any = importlib.import_module("small")
    user: ModuleType = module.user
    return user


def test_a_library_is_imported_on_first_use_and_then_is_itself(package: Put) -> None:
    package(GOOD)
    user = small()
    assert loaded() == {"small", "small.user"}
    assert isinstance(user.Tool, Later)
    assert (user.use(5), user.use(0)) == (5, "0")
    part = importlib.import_module("big.part")
    assert (user.part, user.Tool, user.Error) == (part, part.Tool, part.Error)


def test_looking_into_it_is_a_use(package: Put) -> None:
    package(GOOD)
    assert small().part.Tool.size == 3


def test_what_is_imported_already_is_used_as_it_is(package: Put) -> None:
    package(GOOD)
    tool = importlib.import_module("big.part").Tool
    assert small().Tool is tool


@pytest.mark.parametrize(
    "code",
    [
        "from big.part import Tool\nclass Mine(Tool): ...\n",
        "from big.part import Tool\nTOOLS = {'one': Tool}\ndel Tool\n",
        "from big.part import Tool\nclass Mine:\n    tool = Tool\ndel Tool\n",
        "import big.part\nraise KeyError\n",
    ],
)
def test_what_cannot_be_put_off_leaves_nothing_behind(package: Put, code: str) -> None:
    package(code)
    with pytest.raises(Exception):  # noqa: B017, PT011 - whatever the package meets
        small()
    assert loaded() - {"big", "big.part"} == set()
    assert not [f for f in sys.meta_path if "deferred" in type(f).__module__]


RENDER = """
import hashlib, sys
{first}
from pathlib import Path
from briefgen.printing import pdf
from briefgen.roots import BUILT_IN
html = Path(sys.argv[1]).read_text(encoding="utf-8")
data = pdf.lay_out(html, (Path(sys.argv[1]).parent, BUILT_IN)).write("x.yaml")
print("fontTools" in sys.modules, hashlib.sha256(data).hexdigest())
"""


def rendered(page: Path, first: str = "") -> list[str]:
    """Return whether fontTools was imported, and the digest of the PDF, in a new process."""
    command = [sys.executable, "-c", RENDER.format(first=first), str(page)]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()


def test_the_engine_starts_without_what_it_rarely_uses(
    tmp_path: Path, page: Callable[[str, str], Any]
) -> None:
    path = tmp_path / "page.html"
    path.write_text(page("briefs/school-meals.yaml", "a4").html, encoding="utf-8")
    put_off, digest = rendered(path)
    assert put_off == "False"
    first = "import fontTools.subset, fontTools.ttLib.woff2, fontTools.varLib.instancer"
    assert rendered(path, first) == ["True", digest]


def test_a_project_may_bring_fonts_that_need_it(tmp_path: Path, root: Path) -> None:
    woff2 = importlib.import_module("fontTools.ttLib.woff2")
    font = root / "templates/fonts/plex/IBMPlexMono-Regular.ttf"
    woff2.compress(str(font), str(tmp_path / "own.woff2"))
    style = f'@font-face {{ font-family: own; src: url("{(tmp_path / "own.woff2").as_uri()}") }}'
    html = f'<html lang="en"><head><title>x</title><style>{style} body {{ font-family: own }}'
    path = tmp_path / "page.html"
    path.write_text(f"{html}</style></head><body><h1>x</h1></body></html>", encoding="utf-8")
    used, digest = rendered(path)
    assert used == "True"
    assert rendered(path, "import fontTools.subset") == ["True", digest]
