"""HTML to PDF bytes; the only user of `weasyprint`, which is imported inside `_engine`."""

from __future__ import annotations

import base64
import ctypes.util
import importlib
import logging
import os
import re
import stat
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from functools import cache, lru_cache
from itertools import pairwise
from pathlib import Path
from types import ModuleType
from typing import Any
from urllib.parse import unquote, urlsplit

from briefgen.errors import Diagnostic, Location, RenderError
from briefgen.printing.conformance import dual_metadata, finish
from briefgen.printing.deferred import deferred
from briefgen.roots import BUILT_IN, Roots, find_file
from briefgen.values import frozen

VARIANT = "pdf/a-3a"
FONTS = BUILT_IN / "fonts"
#: Bottom margin of the pages, and the height of the source note that ends them, in CSS pixels.
FOOT, NOTE = 72.0, 64.0
#: What addresses of a page are relative to.
BASE = BUILT_IN.as_uri() + "/"
_STYLE = re.compile(r"<style>(.*?)</style>", re.DOTALL)
#: What ties a style to its place in the page, and what needs the page or its fetcher to be read.
_BOUND_STYLE = re.compile(r"<(?:style|link|base|!--|template|noscript)", re.IGNORECASE)
_BOUND_RULE = re.compile(
    r"!\s*important|[<\\]|@(?!page|media|(?:top|bottom|left|right)-)", re.IGNORECASE
)
#: For fonts that vary, are compressed or have colours, and where HarfBuzz cannot subset.
_RARELY_USED = ("fontTools",)
_MISSING_GLYPH = re.compile(r"notdef glyph.*\(U\+([0-9A-F]+)\)")


@frozen
class Carried:
    """A file that the PDF carries: its source, with the dates of the brief."""

    name: str
    data: bytes
    description: str
    created: str
    modified: str


class Layout:
    """A document laid out on pages, before it is written."""

    def __init__(self, document: Any, log: list[str], fetcher: Any) -> None:
        self._document = document
        self._log = log
        self._fetcher = fetcher

    @property
    def pages(self) -> int:
        """How many pages it fills."""
        return len(self._document.pages)

    def _tops(self) -> list[tuple[str, int, float]]:
        """Return (id, page index, distance from the page's top in CSS pixels) in order."""
        return [
            (name, index, float(point[1]))
            for index, page in enumerate(self._document.pages)
            for name, point in sorted(page.anchors.items(), key=lambda item: item[1][1])
        ]

    def heights(self) -> dict[str, float]:
        """Return how high each section with an id is, in CSS pixels."""
        end = float(self._document.pages[0].height) - FOOT
        found: dict[str, float] = {}
        # A section that goes on has its id on each of its pages.
        for (name, page, top), (_, following, below) in pairwise(self._tops()):
            part = (below if following == page else end) - top
            found[name] = found.get(name, 0.0) + max(0.0, part)
        return found

    def room(self) -> float:
        """Return how much is free on the last page, in CSS pixels; at most what is certain."""
        page = self._document.pages[-1]
        tops = [float(point[1]) for point in page.anchors.values()]
        return float(page.height) - FOOT - NOTE - max(tops, default=float(page.height))

    def overflow(self, pages: int) -> float:
        """Return how much lies on pages after `pages`, in CSS pixels down to the last section."""
        page_height = float(self._document.pages[0].height)
        last = [(index, top) for _, index, top in self._tops()][-1:]
        extra = self.pages - 1 - pages
        bottom = last[0][1] if last and last[0][0] == self.pages - 1 else page_height / 2
        return max(0.0, extra * page_height * 0.85 + bottom)

    def write(self, name: str, carried: Carried | None = None) -> bytes:
        """Return the PDF (UA-1 and A-3a); raise RenderError for any refusal or warning."""
        dual_metadata(self._document.metadata)
        with _collect(self._log):
            data: bytes = self._document.write_pdf(
                pdf_variant=VARIANT,
                finisher=finish,
                attachments=[_attachment(carried)] if carried else None,
            )
        _forget_faulty_sheets(self._log)
        refused = self._fetcher.refused
        told = [m for m in self._log if not any(url in m for url in refused)]
        found = [_refusal(url) for url in refused] + [_warning(m) for m in told]
        if found:
            raise RenderError(*(_at(d, name) for d in dict.fromkeys(found)))
        return data


def lay_out(html: str, roots: Roots) -> Layout:
    """Lay out an HTML page; raise RenderError when the PDF engine is missing."""
    engine = _engine()
    fetcher = _fetcher(roots)
    config, fonts = _fonts(roots)
    html, styles = lift_styles(html)
    log: list[str] = []
    with _collect(log):
        sheets = [_sheet(roots, text) for text in styles]
        page = engine.HTML(string=html, base_url=BASE, url_fetcher=fetcher)
        document = page.render(font_config=config, stylesheets=[*fonts, *sheets])
    _forget_faulty_sheets(log)
    return Layout(document, log, fetcher)


def lift_styles(html: str) -> tuple[str, list[str]]:
    """Return a page without its styles and these, where they mean the same as style sheets."""
    head, end, body = html.partition("</head>")
    styles = _STYLE.findall(head)
    rest = _STYLE.sub("", head)
    if _BOUND_STYLE.search(rest + body) or any(_BOUND_RULE.search(text) for text in styles):
        return html, []
    return rest + end + body, styles


@lru_cache(maxsize=32)
def _sheet(roots: Roots, text: str) -> Any:
    """Return a parsed style sheet: most pages of a process share theirs."""
    fetcher, config = _fetcher(roots), _fonts(roots)[0]
    return _engine().CSS(string=text, base_url=BASE, url_fetcher=fetcher, font_config=config)


def _forget_faulty_sheets(log: list[str]) -> None:
    """Have style sheets parsed again for the next page: they tell each fault only once."""
    if log:
        _sheet.cache_clear()


@cache
def _engine() -> ModuleType:
    """Import WeasyPrint against the shipped fonts alone."""
    os.environ["FONTCONFIG_FILE"] = str(FONTS / "fonts.conf")
    # The import tells which C library it could not load; the class varies by platform.
    try:
        with suppress(Exception), _sonames(), deferred("weasyprint", _RARELY_USED):
            return importlib.import_module("weasyprint")
        # Half a second, and Markdown must work where its C libraries are missing.
        return importlib.import_module("weasyprint")
    except (ImportError, OSError) as error:
        raise RenderError(
            Diagnostic(
                "error",
                "pdf-engine-missing",
                f"the PDF engine cannot start: {str(error).splitlines()[0]}",
                Location("WeasyPrint"),
                f"run: {mend_command()}; Markdown works without it",
            )
        ) from error


@contextmanager
def _sonames() -> Iterator[None]:
    """Name C libraries by the rule of Linux; the usual search starts a compiler for each."""
    search = ctypes.util.find_library
    if sys.platform == "linux":
        ctypes.util.find_library = lambda name: f"lib{name}.so.0"
    try:
        yield
    finally:
        ctypes.util.find_library = search


def preload() -> None:
    """Import the engine before processes are forked, so that they share it; raise RenderError."""
    _engine()


def load_fonts(roots: Roots) -> None:
    """Have the engine and its fonts ready; raise RenderError."""
    _fonts(roots)


_INSTALL = {
    "apt-get": "apt-get install -y libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0",
    "dnf": "dnf install -y pango harfbuzz",
    "apk": "apk add pango harfbuzz-subset",
    "pacman": "pacman -S --noconfirm pango harfbuzz",
    "brew": "brew install pango harfbuzz",
}


def engine_report() -> dict[str, str]:
    """Return what the PDF engine is made of; raise RenderError when it cannot start."""
    engine = _engine()
    from weasyprint.text import ffi

    version = ffi.pango.pango_version()
    return {
        "weasyprint": engine.__version__,
        "pango": f"{version // 10000}.{version // 100 % 100}.{version % 100}",
        "subsetter": "HarfBuzz" if ffi.harfbuzz_subset else "",
    }


def mend_command() -> str:
    """Return the one command that installs the PDF engine's libraries on this machine."""
    folders = os.environ.get("PATH", "").split(os.pathsep)
    for manager, command in _INSTALL.items():
        if any((Path(folder) / manager).is_file() for folder in folders):
            root = manager == "brew" or (hasattr(os, "geteuid") and os.geteuid() == 0)
            return command if root else f"sudo {command}"
    return "install Pango 1.44 or later and HarfBuzz with its subsetter"


@cache
def _fonts(roots: Roots) -> tuple[Any, list[Any]]:
    """Return one font configuration a process: building it costs more than a page."""
    engine = _engine()
    from weasyprint.text.fonts import FontConfiguration

    config = FontConfiguration()
    fetcher = _fetcher(roots)
    sheets = [FONTS / "fonts.css"]
    own = find_file(roots, "fonts/fonts.css")
    sheets += [own] if own and own != sheets[0] else []
    return config, [
        engine.CSS(filename=str(sheet), url_fetcher=fetcher, font_config=config) for sheet in sheets
    ]


def _fetcher(roots: Roots) -> Any:
    """Return a fetcher that reads template folders and data addresses and nothing else."""
    _engine()
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    class Confined(URLFetcher):  # type: ignore[misc]
        """Records each refusal: WeasyPrint swallows some of them."""

        def __init__(self) -> None:
            super().__init__(allowed_protocols=("data",), allow_redirects=False)
            self.refused: list[str] = []

        def fetch(self, url: str, headers: Any = None) -> Any:
            if url.startswith("data:"):
                return super().fetch(url, headers)
            data = _read_confined(url, roots)
            if data is None:
                self.refused.append(url)
                raise ValueError("refused")
            return URLFetcherResponse(url, data)

    return Confined()


def _read_confined(url: str, roots: Roots) -> bytes | None:
    """Return the bytes of a regular file below the template folders, else None."""
    parts = urlsplit(url)
    if parts.scheme != "file" or parts.netloc:
        return None
    try:
        path = Path(unquote(parts.path))
        if path.is_relative_to(BUILT_IN):
            # Addresses of a page start at the shipped templates; a project's file goes before.
            path = find_file(roots, str(path.relative_to(BUILT_IN))) or path
        path = path.resolve()
        if not any(path.is_relative_to(root.resolve()) for root in roots):
            return None
        descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
        with open(descriptor, "rb") as stream:  # noqa: PTH123 - opened from a descriptor
            return stream.read() if stat.S_ISREG(os.fstat(descriptor).st_mode) else None
    except (OSError, ValueError):
        return None


def _attachment(carried: Carried) -> Any:
    encoded = base64.b64encode(carried.data).decode()
    return _engine().Attachment(
        url=f"data:application/yaml;base64,{encoded}",
        name=carried.name,
        description=carried.description,
        created=datetime.fromisoformat(carried.created),
        modified=datetime.fromisoformat(carried.modified),
        relationship="Source",
    )


@contextmanager
def _collect(messages: list[str]) -> Iterator[None]:
    """Collect WeasyPrint's warnings and errors instead of printing them."""

    class Collector(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            messages.append(record.getMessage())

    logger = logging.getLogger("weasyprint")
    handler = Collector(logging.WARNING)
    before = logger.handlers[:], logger.propagate
    logger.handlers[:], logger.propagate = [handler], False
    try:
        yield
    finally:
        logger.handlers[:], logger.propagate = before


def _refusal(url: str) -> Diagnostic:
    shown = url.removeprefix(f"{BUILT_IN.as_uri()}/")[:200]
    return Diagnostic(
        "error",
        "refused-address",
        f'"{shown}" is not a file of the templates',
        Location(""),
        "pages read nothing but template folders",
    )


def _warning(message: str) -> Diagnostic:
    glyph = _MISSING_GLYPH.search(message)
    if glyph:
        point = int(glyph[1], 16)
        return Diagnostic(
            "error",
            "missing-glyph",
            f'no font has the character "{chr(point)}" (U+{point:04X})',
            Location(""),
            "install the Noto fonts (Debian: fonts-noto-core, fonts-noto-cjk); see docs/fonts.md",
            field=chr(point),
        )
    return Diagnostic("error", "render-warning", message, Location(""))


def _at(diagnostic: Diagnostic, name: str) -> Diagnostic:
    d = diagnostic
    return Diagnostic(d.severity, d.code, d.message, Location(name), d.hint, d.field)
