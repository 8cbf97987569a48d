"""What a build depends on, by content: files, options and versions, never by their times."""

from __future__ import annotations

import hashlib
import os
import stat
import sys
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path

from briefgen import __version__
from briefgen.roots import BUILT_IN, Roots

#: What each dependency is called, and the digest or value that stands for it.
Inputs = dict[str, str]
_PACKAGE = Path(__file__).parents[1]
_LIBRARIES = ("pango", "harfbuzz", "fontconfig", "freetype", "gobject", "glib", "fribidi", "libz.")
# Packages whose release can change a byte of a page.
_DISTRIBUTIONS = frozenset(
    "babel cssselect2 fonttools jinja2 markdown markupsafe nh3 pillow pydyf pyphen"
    " pyyaml tinycss2 tinyhtml5 weasyprint webencodings".split()
)
#: Packages that only printed pages are made with.
PRINTING = frozenset(
    f"package {name}"
    for name in "cssselect2 fonttools pillow pydyf pyphen tinycss2 tinyhtml5 weasyprint".split()
)


def digest(data: bytes) -> str:
    """Return the SHA-256 of bytes."""
    return hashlib.sha256(data).hexdigest()


def file_digest(path: str | Path) -> str:
    """Return the digest of a regular file, "" when there is none that can be read."""
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    except (OSError, ValueError):
        return ""
    try:
        about, hashed = os.fstat(descriptor), hashlib.sha256()
        if not stat.S_ISREG(about.st_mode):
            return ""
        while part := os.read(descriptor, about.st_size + 1):
            hashed.update(part)
        return hashed.hexdigest()
    except OSError:
        return ""
    finally:
        os.close(descriptor)


def relative(path: str | Path, root: Path) -> str:
    """Return a path as the cache knows it: from the project's folder, wherever that lies."""
    return os.path.relpath(path, root)


def changed(before: Mapping[str, str], now: Mapping[str, str]) -> Iterator[str]:
    """Yield in words what differs between two sets of inputs."""
    for name in sorted(before.keys() | now.keys()):
        old, new = before.get(name, ""), now.get(name, "")
        if old != new:
            what = "changed" if old and new else "is new" if new else "is gone"
            yield f"{name} {what}"


def together(inputs: Mapping[str, str], *more: str) -> str:
    """Return one digest of inputs and texts."""
    lines = [f"{name}\0{value}" for name, value in sorted(inputs.items())]
    return digest("\0\n".join((*lines, *more)).encode("utf-8", "surrogatepass"))


@cache
def code() -> Inputs:
    """Return what the package itself is: its version, its files, and the packages it stands on."""
    # An installed package holds the templates as well, which are no code.
    files = sorted(
        p
        for p in _tree(_PACKAGE)
        if p.endswith((".json", ".py", ".yaml")) and not p.startswith("templates/")
    )
    own = together({name: file_digest(_PACKAGE / name) for name in files})
    return {
        "briefgen": f"{__version__} {own}",
        "Python": f"{sys.implementation.cache_tag} {os.uname().machine}",
        **{f"package {name}": version for name, version in _versions()},
    }


def _versions() -> Iterator[tuple[str, str]]:
    # The folders' names say it a hundred times faster than importing each package would.
    for folder in dict.fromkeys(p for p in sys.path if p.endswith("-packages")):
        names = os.listdir(folder) if os.path.isdir(folder) else ()  # noqa: PTH112, PTH208
        for entry in names:
            name, _, rest = entry.partition("-")
            if rest.endswith(".dist-info") and name.lower() in _DISTRIBUTIONS:
                yield name.lower(), rest.removesuffix(".dist-info")


def templates(roots: Roots) -> tuple[Inputs, Inputs, Inputs]:
    """Return the files that all pages, those of a wiki alone, and printed pages alone can reach."""
    every: tuple[Inputs, Inputs, Inputs] = ({}, {}, {})
    for root in reversed(roots):
        for name in _tree(root):
            folder = name.partition("/")[0]
            # What lies beside the folders is for people and CI systems.
            if folder == name or (folder == "project" and root == BUILT_IN):
                continue
            data = name.endswith(("flavor.yaml", "template.yaml")) or folder == "labels"
            kind = 0 if data else 1 if folder == "wiki" else 2
            every[kind][f"template {name}"] = file_digest(root / name)
    return every


def _tree(folder: Path) -> Iterator[str]:
    for place, folders, files in os.walk(folder):
        folders[:] = sorted(f for f in folders if not f.startswith((".", "__")))
        below = os.path.relpath(place, folder)
        for name in sorted(files):
            yield name if below == "." else f"{below}/{name}"


def libraries() -> Inputs:
    """Return the C libraries of this process that pages are made with, by path and size."""
    try:
        lines = Path("/proc/self/maps").read_text(encoding="utf-8").splitlines()
    except OSError:
        return {}
    found = {line.split(maxsplit=5)[-1] for line in lines if "/" in line}
    return _sizes(p for p in sorted(found) if any(n in Path(p).name for n in _LIBRARIES))


def same_libraries(known: Mapping[str, str]) -> bool:
    """Tell whether libraries that were used before are all still there."""
    names = [name.removeprefix("library ") for name in known]
    return bool(names) and _sizes(names) == dict(known)


def _sizes(paths: Iterable[str]) -> Inputs:
    found = {}
    for path in paths:
        try:
            found[f"library {path}"] = str(os.stat(path).st_size)  # noqa: PTH116
        except OSError:
            continue
    return found
