"""What the PDF engine may read, and that nothing it says is lost."""

from __future__ import annotations

import base64
import ctypes
import gc
import os
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from briefgen import api
from briefgen.errors import RenderError
from briefgen.printing import pdf
from briefgen.printing.pdf import Carried, lay_out
from briefgen.templating import BUILT_IN
from support.pdf import Pdf
from support.projects import make_project

LIBC = ctypes.CDLL(None)


class Allocated(ctypes.Structure):
    """What `mallinfo2` returns."""

    _fields_ = [
        (name, ctypes.c_size_t)
        for name in (
            *("arena", "ordblks", "smblks", "hblks", "hblkhd"),
            *("usmblks", "fsmblks", "uordblks", "fordblks", "keepcost"),
        )
    ]


ROOTS = (BUILT_IN,)
HEAD = '<html lang="en"><head><title>A page</title>{}</head><body><h1>A page</h1>{}</body></html>'
PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)
STYLE = "<style>body { font-family: 'BG Sans' }</style>"


def refusals(head: str = "", body: str = "", roots: tuple[Path, ...] = ROOTS) -> list[str]:
    """Return the codes of what a page with these parts is refused for."""
    try:
        lay_out(HEAD.format(STYLE + head, body), roots).write("x.yaml")
    except RenderError as error:
        assert all(d.location.file == "x.yaml" for d in error.diagnostics)
        return sorted({d.code for d in error.diagnostics})
    return []


ADDRESSES = [
    "file:///etc/passwd",
    "file://localhost/etc/passwd",
    "FILE:///etc/passwd",
    "file:/etc/passwd",
    "file:///proc/self/environ",
    "file:///dev/zero",
    "/etc/passwd",
    "//etc/passwd",
    "../pyproject.toml",
    "fonts/../../pyproject.toml",
    "fonts/%2e%2e/%2e%2e/pyproject.toml",
    "fonts/..%2f..%2fpyproject.toml",
    "http://127.0.0.1:9/x.png",
    "https://example.org/x.png",
    "HTTP://127.0.0.1:9/x.png",
    "//127.0.0.1:9/x.png",
    "ftp://127.0.0.1:9/x.png",
    "gopher://127.0.0.1:9/x",
    "no-such.png",
    "fonts",
    "file:///etc/passwd%00.png",
]


@pytest.mark.parametrize("address", ADDRESSES)
def test_no_image_is_read_from_elsewhere(address: str) -> None:
    assert "refused-address" in refusals(body=f'<p><img alt="x" src="{address}"></p>')


SECRET = "file:///etc/passwd"
HEADS = [
    f'<link rel="stylesheet" href="{SECRET}">',
    f'<link rel="attachment" href="{SECRET}">',
    f"<style>@import url({SECRET});</style>",
    f"<style>@import '{SECRET}';</style>",
    f"<style>body {{ background: url({SECRET}) }}</style>",
    f"<style>@page {{ background: url({SECRET}) }}</style>",
    f"<style>@page {{ @top-left {{ content: url({SECRET}) }} }}</style>",
    f"<style>h1::before {{ content: url({SECRET}) }}</style>",
    f"<style>@font-face {{ font-family: x; src: url({SECRET}) }} h1 {{ font-family: x }}</style>",
    f"<style>ul {{ list-style-image: url({SECRET}) }}</style>",
    f"<style>h1 {{ border-image: url({SECRET}) 1 }}</style>",
    "<style>@import url(http://127.0.0.1:9/x.css);</style>",
    '<base href="file:///etc/"><link rel="stylesheet" href="passwd">',
]
BODIES = [
    f'<p><a rel="attachment" href="{SECRET}">x</a></p>',
    f'<object data="{SECRET}"></object>',
    f'<embed src="{SECRET}">',
    f'<p style="background: url({SECRET})">x</p>',
    f'<p><img alt="x" srcset="{SECRET} 1x" src="{SECRET}"></p>',
    f'<svg><title>x</title><image href="{SECRET}" width="9" height="9"/></svg>',
    f'<svg xmlns:xlink="http://www.w3.org/1999/xlink"><title>x</title>'
    f'<image xlink:href="{SECRET}" width="9" height="9"/></svg>',
    '<p><img alt="x" src="data:image/svg+xml,%3Csvg xmlns=%22http://www.w3.org/2000/svg%22 width='
    "%229%22 height=%229%22%3E%3Cimage href=%22file:///etc/passwd%22 width=%229%22 height=%229%22"
    '/%3E%3C/svg%3E"></p>',
    '<p><img alt="x" src="http://127.0.0.1:9/a.svg"></p>',
]


@pytest.mark.parametrize("head", HEADS)
def test_nothing_in_the_head_reads_elsewhere(head: str) -> None:
    assert refusals(head=head, body="<ul><li>x</li></ul>")


@pytest.mark.parametrize("body", BODIES)
def test_nothing_in_the_body_reads_elsewhere(body: str) -> None:
    assert refusals(body=body)


def test_a_drawing_uses_no_part_of_another_file(tmp_path: Path) -> None:
    other = tmp_path / "other.svg"
    other.write_text(
        '<svg xmlns="http://www.w3.org/2000/svg"><text id="a" y="9">LEAK</text></svg>',
        encoding="utf-8",
    )
    drawing = f'<svg><title>x</title><text y="9">own</text><use href="{other.as_uri()}#a"/></svg>'
    try:
        made = Pdf(lay_out(HEAD.format(STYLE, drawing), ROOTS).write("x.yaml"))
    except RenderError:
        return
    assert "own" in made.text
    assert "LEAK" not in made.text


def test_no_file_is_attached_but_the_carried_one() -> None:
    layout = lay_out(HEAD.format(STYLE, "<p>x</p>"), ROOTS)
    dates = ("2026-11-20T00:00:00Z", "2026-11-21T00:00:00Z")
    made = Pdf(layout.write("x.yaml", Carried("x.yaml", b"title: x\n", "The source", *dates)))
    ((spec, data),) = made.attachments
    assert (spec["/F"], spec["/Desc"], data) == ("x.yaml", "The source", b"title: x\n")
    params = spec["/EF"]["/F"].get_object()["/Params"]
    assert params["/CreationDate"].startswith("D:20261120")
    assert params["/ModDate"].startswith("D:20261121")


def test_templates_and_data_addresses_are_read(tmp_path: Path) -> None:
    (tmp_path / "logo.png").write_bytes(PNG)
    inside = (tmp_path / "logo.png").as_uri()
    data = f"data:image/png;base64,{base64.b64encode(PNG).decode()}"
    for address in (inside, data):
        body = f'<p><img alt="x" src="{address}"></p>'
        assert refusals(body=body, roots=(tmp_path, BUILT_IN)) == []


@pytest.mark.parametrize("kind", ["link", "pipe", "folder", "link to a folder"])
def test_only_regular_files_that_lie_in_the_folder_are_read(tmp_path: Path, kind: str) -> None:
    templates, secret = tmp_path / "templates", tmp_path / "secret"
    templates.mkdir()
    secret.mkdir()
    (secret / "x.png").write_bytes(PNG)
    path = templates / "x.png"
    if kind == "link":
        path.symlink_to(secret / "x.png")
    elif kind == "pipe":
        os.mkfifo(path)
    elif kind == "folder":
        path.mkdir()
    else:
        (templates / "sub").symlink_to(secret)
        path = templates / "sub/x.png"
    body = f'<p><img alt="x" src="{path.as_uri()}"></p>'
    assert "refused-address" in refusals(body=body, roots=(templates, BUILT_IN))


@pytest.mark.parametrize(
    "head",
    [
        "<style>h1 { color: color-mix(in srgb, red, blue) }</style>",
        "<style>h1 { colour: red }</style>",
        "<style>h1 { color: }</style>",
        "<style>@font-face { font-family: x }</style>",
    ],
)
def test_a_warning_of_the_engine_is_an_error(head: str) -> None:
    assert refusals(head=head) == ["render-warning"]


def test_a_plain_page_is_written_without_a_finding() -> None:
    assert refusals(body="<p>x</p>") == []


@pytest.mark.parametrize("brief", ["briefs/school-meals.yaml", "tests/pages/ar.yaml"])
def test_shared_style_sheets_give_the_same_bytes(
    page: Callable[[str, str], Any], brief: str
) -> None:
    html = page(brief, "a4").html
    apart = html.replace("</head>", "<!-- keeps the styles in the page -->\n</head>")
    assert pdf.lift_styles(html)[1]
    assert not pdf.lift_styles(apart)[1]
    assert lay_out(html, ROOTS).write("x.yaml") == lay_out(apart, ROOTS).write("x.yaml")


@pytest.mark.parametrize(
    "head",
    [
        '<style media="screen">h1 { color: red }</style>',
        '<style>h1 { color: red }</style><link rel="stylesheet" href="x.css">',
        '<style>h1 { color: red }</style><base href="file:///x/">',
        "<!-- <style>h1 { color: red }</style> -->",
        "<style>h1 { color: red ! important }</style>",
        "<style>@import 'x.css';</style>",
        r"<style>@\69mport 'x.css';</style>",
        "<style>@layer a { h1 { color: red } }</style>",
        "<style>@counter-style a { system: cyclic; symbols: x }</style>",
    ],
)
def test_a_style_that_is_bound_to_its_page_stays_there(head: str) -> None:
    html = HEAD.format(head, "<p>x</p>")
    assert pdf.lift_styles(html) == (html, [])


def test_each_page_is_told_what_is_wrong_with_a_shared_style() -> None:
    for declaration in ("colour: red", "--a: 1px; color: var(--a)"):
        head = f"<style>h1 {{ {declaration} }}</style>"
        assert [refusals(head=head) for _ in range(3)] == [["render-warning"]] * 3


def test_nothing_is_printed(capfd: pytest.CaptureFixture[str]) -> None:
    refusals(head="<style>h1 { colour: red }</style>")
    assert capfd.readouterr() == ("", "")


PRIVATE = "\ue123"


def test_a_missing_glyph_names_character_and_line(tmp_path: Path, minimal: dict[str, Any]) -> None:
    make_project(tmp_path, {"one": {**minimal, "context": f"A sign {PRIVATE} that no font has."}})
    path = tmp_path / "briefs/one.yaml"
    with pytest.raises(RenderError) as caught:
        api.render_pdf(path)
    found = caught.value.diagnostics[0]
    lines = path.read_text(encoding="utf-8").splitlines()
    assert found.code == "missing-glyph"
    assert "U+E123" in found.message
    assert PRIVATE in lines[found.location.line - 1]
    assert lines[found.location.line - 1][found.location.column - 1] == PRIVATE


@pytest.mark.parametrize("manager", ["apt-get", "dnf", "apk", "pacman", "brew"])
def test_one_command_mends_the_engine(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, manager: str
) -> None:
    (tmp_path / manager).touch()
    monkeypatch.setenv("PATH", str(tmp_path))
    assert manager in pdf.mend_command()
    assert "pango" in pdf.mend_command()


def test_without_a_package_manager_the_libraries_are_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert "Pango" in pdf.mend_command()


def test_sections_have_heights_and_pages_overflow() -> None:
    body = '<section id="a" style="height: 200px">x</section><section id="b">y</section>'
    page = "<style>@page { size: 400px 500px; margin: 50px }</style>"
    short = lay_out(HEAD.format(STYLE + page, body), ROOTS)
    assert short.pages == 1
    assert short.heights()["a"] == pytest.approx(200, abs=1)
    tall = body.replace("200px", "390px") + '<section id="c" style="height: 350px">z</section>'
    long = lay_out(HEAD.format(STYLE + page, tall), ROOTS)
    assert long.pages > 1
    assert long.overflow(1) > 0
    assert long.overflow(long.pages - 1) < long.overflow(1) or long.pages == 2


@pytest.mark.skipif(not hasattr(LIBC, "mallinfo2"), reason="the C library does not say")
def test_a_worker_does_not_grow(page: Callable[[str, str], Any]) -> None:
    html = page("briefs/school-meals.yaml", "a4").html

    def taken() -> int:
        """Return how many bytes are allocated outside of Python's own pools."""
        gc.collect()
        info = LIBC.mallinfo2()
        return int(info.uordblks + info.hblkhd)

    def render(times: int) -> None:
        for _ in range(times):
            lay_out(html, ROOTS).write("x.yaml")

    LIBC.mallinfo2.restype = Allocated
    render(4)
    before = taken()
    render(10)
    assert taken() - before < 10 * 6 << 10


def test_dates_never_come_from_the_clock(page: Callable[[str, str], Any]) -> None:
    made = page("briefs/greenland.yaml", "a4").pdf
    today = f"{date.today():%Y%m%d}".encode()  # noqa: DTZ011 - the clock is what must not show
    assert today == b"20261122" or today not in made.data
