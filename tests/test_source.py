"""A verbatim quotation is found; one with anything changed is not."""

from __future__ import annotations

import random
import re
from pathlib import Path

import pytest

from briefgen.errors import BriefError
from briefgen.source import Article, fold, quoted_spans, read_article

ROOT = Path(__file__).parent.parent
ARTICLES = [*sorted((ROOT / "seeds").glob("*.txt")), *sorted((ROOT / "tests/pages").glob("*.txt"))]


def article(*paragraphs: str) -> Article:
    return read_article("\n".join(paragraphs).encode(), "a.txt")


def status(text: str, *paragraphs: str, **options: object) -> str:
    return article(*paragraphs).find(text, **options).status  # type: ignore[arg-type]


def quotations(path: Path) -> tuple[Article, list[str]]:
    text = read_article(path.read_bytes(), path.name)
    found = [p.text[a:b].strip() for p in text.paragraphs for a, b, _ in quoted_spans(p.text)]
    return text, [quotation for quotation in found if len(quotation.split()) > 2]


@pytest.mark.parametrize("path", ARTICLES, ids=lambda path: path.stem)
def test_every_quotation_of_an_article_is_found_in_it(path: Path) -> None:
    text, found = quotations(path)
    assert found
    assert [q for q in found if not text.find(q).found] == []


@pytest.mark.parametrize("path", ARTICLES, ids=lambda path: path.stem)
def test_no_changed_quotation_is_accepted(path: Path) -> None:
    text, found = quotations(path)
    chance = random.Random(path.stem)  # noqa: S311 - the same changes each time
    others = [word for p in text.paragraphs for word in p.text.split() if word.isalpha()]
    accepted, tried = [], 0
    for quotation in found:
        for changed in mutations(quotation.split(), others, found, chance):
            tried += fold(changed) != fold(quotation)
            if fold(changed) != fold(quotation) and text.find(changed).found:
                accepted.append(changed)
    assert tried >= 4 * len(found)
    assert accepted == []


def mutations(
    words: list[str], others: list[str], quotations: list[str], chance: random.Random
) -> list[str]:
    at = chance.randrange(1, len(words))
    other = chance.choice(others)
    made = [
        [*words[:at], other, *words[at + 1 :]],
        [*words[:at], other, *words[at:]],
        [*words[:at], "not", *words[at:]],
        [*words[: at - 1], words[at], words[at - 1], *words[at + 1 :]],
        [*words[:1], *words[2:]] if len(words) > 3 else [*words, "too"],
        [*words, *chance.choice(quotations).split()],
    ]
    for n, word in enumerate(words):
        if re.search(r"\d", word):
            digit = re.sub(r"\d", lambda m: str((int(m[0]) + 1) % 10), word, count=1)
            made.append([*words[:n], digit, *words[n + 1 :]])
    return [" ".join(m) for m in made]


@pytest.mark.parametrize(
    ("quotation", "paragraph", "expected"),
    [
        ("It is done", "He said: “It is done.”", "exact"),
        ("It’s done", 'He said: "It\'s done."', "typographic"),
        ("It is\u00a0done", "He said: “It is done.”", "typographic"),
        ("It is done,", "“It is done”, he said.", "typographic"),
        ("It is done", "He said it is done.", "altered"),
        ("it is done", "He said it is done.", "unquoted"),
        ("It is Done", "He said: “It is done.”", "altered"),
        ("It is don", "He said: “It is done.”", "altered"),
        ("1.5 percent", "He said: “11.5 percent.”", "altered"),
        ("5 percent", "He said: “1.5 percent.”", "altered"),
        ("The sea, it rose.", "“The sea,” he said, “it rose.”", "typographic"),
        ("The sea. It rose.", "“The sea.” He left. “It rose.”", "altered"),
        ("nothing of the kind at all", "He said: “It is done.”", "missing"),
        ("Es ist getan", "Er sagte: „Es ist getan.“", "exact"),
        ("Det er gjort", "Han sagde: »Det er gjort.«", "exact"),
        ("C’est fait", "Il a dit\u00a0: «\u202fC’est fait.\u202f»", "exact"),
        ("終わった", "彼は「終わった」と言った。", "exact"),
    ],
)
def test_a_quotation_is_told_from_its_likes(quotation: str, paragraph: str, expected: str) -> None:
    assert status(quotation, paragraph) == expected


def test_declared_cuts_and_insertions_alone_may_differ() -> None:
    text = "She said: “The cap is fair, and I said so in June, but it comes late.”"
    cut = "The cap is fair, […] but it comes late."
    assert status(cut, text, cuts=("and I said so in June,",)) == "elided"
    assert status(cut, text, cuts=("and I never said so,",)) == "altered"
    assert status("The cap is fair, […] and it comes late.", text) == "altered"
    assert status("The cap [of 2026] is fair", text) == "elided"
    assert status("but it comes late […] The cap is fair", text) == "altered"


def test_brackets_of_the_source_are_words_like_others() -> None:
    text = "She said: “[The cap] is fair [in 2026] and it holds.”"
    assert status("[The cap] is fair [in 2026] and it holds.", text) == "exact"
    assert status("[The cap] is fair [in 2027] and it holds.", text) == "altered"
    assert status("[A cap] is fair [in 2026] and it holds.", text) == "altered"


def test_a_cut_joins_no_two_quotations() -> None:
    text = "“The cap is fair,” she said. He said: “It comes late.”"
    assert status("The cap is fair […] It comes late.", text) == "altered"


def test_a_quotation_over_two_paragraphs_is_reopened_in_the_second() -> None:
    assert status("It is done. We leave.", "He said: “It is done.", "“We leave.”") == "typographic"


def test_an_altered_quotation_shows_the_passage_and_its_paragraph() -> None:
    match = article("No.", "He said: “The sea rose fast.”").find("The sea rose slowly")
    assert (match.status, match.passage) == ("altered", "The sea rose fast.")
    assert match.paragraph is not None
    assert (match.paragraph.number, match.paragraph.line) == (2, 2)


def test_paragraphs_are_lines_or_blocks_or_html_blocks() -> None:
    assert [p.text for p in article("One", "two").paragraphs] == ["One", "two"]
    assert [p.text for p in article("One", "more", "", "two").paragraphs] == ["One more", "two"]
    page = b"<title>T</title><h1>Head</h1>\n<p>One <b>bold</b>\nword<script>x</script><li>two"
    blocks = read_article(page, "a.html").paragraphs
    assert [(p.number, p.line, p.text) for p in blocks] == [
        (1, 1, "Head"),
        (2, 2, "One bold word"),
        (3, 3, "two"),
    ]


def test_a_source_that_is_no_text_is_refused() -> None:
    with pytest.raises(BriefError):
        read_article(b"\xff\xfe", "a.txt")


def test_words_are_there_whole_and_in_any_typesetting() -> None:
    text = article("It starts on March\u00a01, 2027 – “by June 1,” it said.")
    for words in ("on March 1, 2027", "by June 1", "by June 1,", "It starts […] March 1"):
        assert text.has(words), words
    for words in ("on march 1, 2027", "March 1, 202", "y June 1", "starts by", ""):
        assert not text.has(words), words
