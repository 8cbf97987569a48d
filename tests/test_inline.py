"""Inline Markdown of a field: four kinds of markup, and nothing else gets through."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefgen import inline
from briefgen.characters import FORBIDDEN
from briefgen.inline import Span
from support.engines import read


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        ("plain", [Span("plain")]),
        ("a *b* c", [Span("a "), Span("b", emphasis=True), Span(" c")]),
        ("**a**", [Span("a", strong=True)]),
        ("***a***", [Span("a", strong=True, emphasis=True)]),
        ("`a < b`", [Span("a < b", code=True)]),
        ("[a](https://x.org)", [Span("a", href="https://x.org")]),
        ("<https://x.org/a>", [Span("https://x.org/a", href="https://x.org/a")]),
        ("snake_case_word", [Span("snake_case_word")]),
        (r"\*a\*", [Span("*a*")]),
        ("5 < 6 & 7", [Span("5 < 6 & 7")]),
        ("&copy; &amp; &#65;", [Span("&copy; &amp; &#65;")]),
        ("# a", [Span("# a")]),
        ("- a", [Span("- a")]),
        ("1. a", [Span("1. a")]),
        ("> a", [Span("> a")]),
        ("a\n  b", [Span("a b")]),
        ("a\u00a0b\u202fc", [Span("a\u00a0b\u202fc")]),
    ],
)
def test_spans(text: str, spans: list[Span]) -> None:
    merged: list[Span] = []
    for span in inline.spans(text):
        if merged and merged[-1] == Span(merged[-1].text) and span == Span(span.text):
            merged[-1] = Span(merged[-1].text + span.text)
        else:
            merged.append(span)
    assert merged == spans


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "<b>x</b>",
        "<!-- x -->",
        "<?php x ?>",
        "<![CDATA[x]]>",
        "</p><h1>x</h1>",
        "<a href='https://x.org'>x</a>",
        "<style>*{display:none}</style>",
        "{{ 7*7 }}",
        "<svg><image href='file:///etc/passwd'/></svg>",
        "<link rel=attachment href=file:///etc/passwd>",
        "<base href=file:///>",
        "<x@y",
        "<<b>>",
    ],
)
def test_html_is_text(text: str) -> None:
    seen = read(str(inline.html(text)))
    assert set(seen.tags) <= {"em", "strong", "code"}
    assert seen.text == text
    assert inline.plain(text) == text


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "java\tscript:alert(1)",
        "data:text/html,x",
        "file:///etc/passwd",
        "vbscript:x",
        "ftp://x.org",
        "//x.org/a",
        "/etc/passwd",
        "../seeds/x.txt",
        "other.html",
        "other:page",
        "a/b:c",
        "?q=1",
        "#part",
        "",
    ],
)
def test_links_elsewhere_are_text(address: str) -> None:
    html = inline.html(f"see [the *page*]({address}) now")
    assert "href" not in html
    assert "the " in read(str(html)).text


@pytest.mark.parametrize("address", ["https://x.org/a?b=1&c=2", "http://x.org", "mailto:a@x.org"])
def test_links_that_people_may_follow_stay(address: str) -> None:
    ((href, text),) = read(str(inline.html(f"[page]({address})"))).links
    assert (href, text) == (address, "page")


def test_a_link_holds_text_alone() -> None:
    """PDF/UA-1 (7.18.5) fails when an annotation holds another element."""
    html = str(inline.html("[a **b** `c`](https://x.org)"))
    for inside in html.split("<a ")[1:]:
        assert "<" not in inside.partition(">")[2].partition("</a>")[0]


MARKS = [
    "*",
    "**",
    "_",
    "`",
    "[",
    "]",
    "(",
    ")",
    "<",
    ">",
    "&",
    "\\",
    "x",
    " ",
    "https://x.org",
    "!",
]


@settings(max_examples=400)
@given(text=st.lists(st.sampled_from(MARKS), min_size=1, max_size=16).map("".join))
def test_any_marks_give_words_of_the_text_and_allowed_tags(text: str) -> None:
    html = str(inline.html(text))
    assert not FORBIDDEN.search(html)
    assert set(read(html).tags) <= {"em", "strong", "code", "a"}
    words = inline.plain(text)
    assert not Counter(words) - Counter(text)


@settings(max_examples=200)
@given(text=st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), max_size=40))
def test_plain_html_and_spans_agree(text: str) -> None:
    html = inline.html(text)
    assert read(str(html)).text == inline.plain(text)
