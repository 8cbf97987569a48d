"""Text survives each wiki engine: escape, render, read gives the text back."""

from __future__ import annotations

import pickle
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markupsafe import Markup

from briefgen import inline
from briefgen.characters import FORBIDDEN
from briefgen.errors import UsageError
from briefgen.escaping import HTML
from briefgen.escaping.markdown import cell, markdown_prose, markdown_text
from briefgen.flavors import known_flavors, load_flavor
from briefgen.roots import BUILT_IN
from support.engines import ENGINES, Seen, read

SIGNS = r"""\ ` * _ { } [ ] ( ) # + - . ! < > | ~ & ; : = " ' / ^ @ $ % , ?""".split()
FRAGMENTS = """
** __ ~~ *** ``` --- === ~~~ 1. 1) 12. - + > # ## <b> </b> <!-- --> <br/> &amp; &lt; &#42; &copy;
[x] [ ] [[Home]] [a](b) ![i](j) [a]: [1] [^1] http://x.org/a https://x.org/~u/a_b www.x.org
a@x.org @name #12 x_y _x_ __x__ *x* **x** `x` ~x~ ~5 | || \\| \\* \\\\ C# C++ -5 +5 $x$ :smile:
{{x}} {%x%} !!! ::: <https://x.org> <a@b.c> a*b*c 5*6 “x” […] [the word] ¶3 – … é 漢字 שלום
""".split()
WORDS = ["a", "word", "Wort", "7", "10", "x"]

texts = (
    st.lists(
        st.one_of(
            st.sampled_from(SIGNS),
            st.sampled_from(FRAGMENTS),
            st.sampled_from(WORDS),
            st.sampled_from([" ", " ", "\u00a0"]),
            st.characters(codec="utf-8", exclude_categories=["Cs", "Cc", "Zl", "Zp"]),
        ),
        min_size=1,
        max_size=12,
    )
    .map("".join)
    .map(str.strip)
    .filter(lambda text: text and not FORBIDDEN.search(text))
)
# What people write in prose: the four kinds of markup, well formed or not, among words and signs.
proses = (
    st.lists(
        st.one_of(
            st.sampled_from(["*x*", "**x**", "`x`", "[x](https://x.org/a_b)", "***x***", "*x y*"]),
            st.sampled_from(["**x *y***", "**x *y* z**", "*x **y***", "*(x)*", "**“x”**", "`a|b`"]),
            st.sampled_from(
                [" ", " ", " ", ", ", ".", "(", ")", "“", "”", "*", "_", "`", "[", "]"]
            ),
            st.sampled_from(
                ["<b>", "&amp;", "|", "\\", "~", "1.", "#", "-", "http://x.org/y", "€"]
            ),
            st.sampled_from(WORDS),
        ),
        min_size=1,
        max_size=9,
    )
    .map("".join)
    .map(str.strip)
    .filter(bool)
)
# Each with the place where templates of the plain wiki put values.
CONTEXTS = {
    "paragraph": "{}",
    "heading": "# {}",
    "item": "- {}",
    "numbered": "1. {} (note)",
    "quotation": "> {}",
    "strong": "**{}**",
    "run-in": "**{}.** (claim) word [1, ¶3]",
    "term": "- **{}**: word",
    "emphasis": "*{}*",
    "after a word": "word: {} [1, ¶3]",
}
PREFIX = {"run-in": (".(claim) word [1, ¶3]", ""), "term": (": word", "")}


def norm(text: str) -> str:
    return "".join(text.split())


def shown(engine: str, source: str) -> Seen:
    return read(ENGINES[engine](source))


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("context", CONTEXTS)
@settings(max_examples=100)
@given(text=texts)
def test_literal_text_survives(engine: str, context: str, text: str) -> None:
    source = CONTEXTS[context].format(markdown_text(text))
    seen = shown(engine, source)
    frame = CONTEXTS[context].format("\ue000").replace("**", "").replace("# ", "")
    frame = frame.removeprefix("- ").removeprefix("> ").removeprefix("1. ").replace("*", "")
    assert norm(seen.text) == norm(frame.replace("\ue000", text))


@pytest.mark.parametrize("engine", ENGINES)
@settings(max_examples=200)
@given(cells=st.lists(texts, min_size=2, max_size=3))
def test_literal_text_survives_in_table_cells(engine: str, cells: list[str]) -> None:
    row = "| " + " | ".join(cell(markdown_text(text)) for text in cells) + " |"
    rule = "|" + " --- |" * len(cells)
    seen = shown(engine, f"{row}\n{rule}\n{row}\n")
    assert len(seen.tables) == 1
    for shown_row in seen.tables[0]:
        assert [norm(c) for c in shown_row] == [norm(text) for text in cells]
    assert len(seen.tables[0]) == 2


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("context", ["paragraph", "item", "quotation", "after a word"])
@settings(max_examples=200)
@given(text=proses)
def test_prose_shows_its_words_and_no_marks(engine: str, context: str, text: str) -> None:
    seen = shown(engine, CONTEXTS[context].format(markdown_prose(text)))
    frame = CONTEXTS[context].format("\ue000").removeprefix("- ").removeprefix("> ")
    assert norm(seen.text) == norm(frame.replace("\ue000", inline.plain(text)))


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("text", ["`|http://x.org/y`a|b`", "**http://x.org/y**“x”**"])
def test_an_address_ends_where_its_text_does(engine: str, text: str) -> None:
    assert norm(shown(engine, markdown_prose(text)).text) == norm(inline.plain(text))


@pytest.mark.parametrize("engine", ENGINES)
@settings(max_examples=200)
@given(text=proses)
def test_prose_shows_its_words_in_a_table_cell(engine: str, text: str) -> None:
    row = f"| {cell(markdown_prose(text))} | word |"
    seen = shown(engine, f"| a | b |\n| --- | --- |\n{row}\n")
    assert [norm(c) for c in seen.tables[0][1]] == [norm(inline.plain(text)), "word"]


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize(
    ("text", "tags"),
    [
        ("a *b* c", ["em"]),
        ("a **b** c", ["strong"]),
        ("a **b *c* d** e", ["strong", "em"]),
        ("see `x` now", ["code"]),
        ("see [the *page*](https://x.org/a(b)_c) now", ["a", "em"]),
        ("see **[the page](https://x.org/?a=1&b=2)**", ["strong", "a"]),
    ],
)
def test_markup_of_a_field_is_kept(engine: str, text: str, tags: list[str]) -> None:
    seen = shown(engine, markdown_prose(text))
    assert {t for t in seen.tags if t != "p"} == set(tags)


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize(
    "href",
    [
        "https://x.org/a_(b)_*c*",
        "https://x.org/?a=1&b=2&amp;c=3",
        "https://x.org/a%20b",
        "mailto:a@x.org",
        "https://x.org/~u/c|d",
    ],
)
def test_links_lead_where_they_should(engine: str, href: str) -> None:
    seen = shown(engine, markdown_prose(f"[go](<{href}>)"))
    ((found, text),) = seen.links
    assert text == "go"
    assert found.replace("%7C", "|") == href


@pytest.mark.parametrize(
    "text",
    [
        "Trump’s “full partnership stands” cost 5 < 6 & 7 > 6, about ~5 percent.",
        "The cap is fair and enforceable, […] but it comes late.",
        "If it [the compact] passes, we will be farming dust.",
        "Canada–U.S. relations (NATO) at 10% — see p. 3; AT&T, R&D, C++ and x_y",
        "-5 degrees and +3 or 1.5 times",
        "C:\\temp",
        "https://example.org/a_b/c?d=e&f=g",
    ],
)
def test_ordinary_text_stays_as_it_is(text: str) -> None:
    assert markdown_text(text) == text
    assert markdown_prose(text) == text


@pytest.mark.parametrize(
    ("text", "escaped"),
    [
        ("# x", "\\# x"),
        ("1. x", "1\\. x"),
        ("- x", "\\- x"),
        ("> x", "\\> x"),
        ("a*b", "a\\*b"),
        ("_x_", "\\_x\\_"),
        ("<b>", "&lt;b>"),
        ("&amp;", "&amp;amp;"),
        ("[[Home]]", "\\[\\[Home\\]\\]"),
        ("[a](b)", "\\[a\\](b)"),
        ("`x`", "\\`x\\`"),
        ("~~x~~", "&#126;&#126;x&#126;&#126;"),
    ],
)
def test_what_would_be_markup_is_escaped(text: str, escaped: str) -> None:
    assert markdown_text(text) == escaped


def test_a_cell_is_one_line_without_a_bare_pipe() -> None:
    assert cell("a | b\n c") == "a \\| b c"
    assert cell("") == " "


def test_no_break_spaces_stay() -> None:
    assert markdown_text("10\u00a0% «\u202fx\u202f»") == "10\u00a0% «\u202fx\u202f»"
    assert cell("10\u00a0%") == "10\u00a0%"


def test_html_writer_escapes_literal_text() -> None:
    assert HTML.plain("<b> & *x*") == Markup("&lt;b&gt; &amp; *x*")
    assert HTML.prose("<b> & *x*") == Markup("&lt;b&gt; &amp; <em>x</em>")


NINE = "azure dokuwiki github github-wiki gitlab mediawiki mkdocs obsidian plain".split()


def test_nine_flavors_are_built_in() -> None:
    assert known_flavors((BUILT_IN,)) == NINE
    for name in NINE:
        flavor = load_flavor((BUILT_IN,), name)
        assert flavor.chain[0] == flavor.name == name


def test_a_project_adds_a_flavor_without_python(tmp_path: Path) -> None:
    own = tmp_path / "templates/wiki/ours"
    own.mkdir(parents=True)
    (own / "flavor.yaml").write_text("extends: gitlab\npages: {index: start}\n", encoding="utf-8")
    roots = (tmp_path / "templates", BUILT_IN)
    ours = load_flavor(roots, "ours")
    assert ours.chain == ("ours", "gitlab", "github", "plain")
    assert ours.pages["index"] == "start"
    assert ours.pages["tag"] == "tags/{}"
    assert "ours" in known_flavors(roots)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("extend: plain", '"extend" is not a key of a flavor'),
        ("extends: plain\nwriter: word", "writer is none of its values"),
        ("extends: ours", 'the flavor "ours" extends itself'),
        ("extends: nothing", 'the flavor "nothing" does not exist'),
        ("writer: markdown", "the flavor lacks suffix"),
        ("extends: plain\npages: [a]", "pages is not a mapping of texts"),
        ("extends: plain\npages: {front: a}", '"front" is no kind of page'),
        ("extends: plain\nbeside: {../x.md: index.j2}", '"../x.md" lies outside the wiki'),
    ],
)
def test_a_broken_flavor_is_refused(tmp_path: Path, text: str, message: str) -> None:
    own = tmp_path / "wiki/ours"
    own.mkdir(parents=True)
    (own / "flavor.yaml").write_text(text + "\n", encoding="utf-8")
    with pytest.raises(UsageError) as caught:
        load_flavor((tmp_path, BUILT_IN), "ours")
    assert message in caught.value.diagnostics[0].message


@pytest.mark.parametrize("name", sorted(known_flavors((BUILT_IN,))))
def test_a_flavor_from_another_process_has_the_same_writer(name: str) -> None:
    flavor = load_flavor((BUILT_IN,), name)
    other = pickle.loads(pickle.dumps(flavor))  # noqa: S301 - made here
    # What is compiled for a writer is found by it: another would have it compiled anew.
    assert (other, other.writer) == (flavor, flavor.writer)
    assert other.writer is flavor.writer
