"""Locators name paragraphs of a source, or nothing that it has."""

from __future__ import annotations

import pytest

from briefgen.locators import paragraph_range, resolve
from briefgen.source import read_article

ARTICLE = read_article("\n".join(f"Paragraph {n}." for n in range(1, 8)).encode(), "a.txt")


@pytest.mark.parametrize(
    ("place", "expected"),
    [
        ("p3", (3, 3)),
        ("p3-p5", (3, 5)),
        ("p3-5", (3, 5)),
        ("p007", (7, 7)),
        ("p" + "9" * 5000, (10**9, 10**9)),
        ("headline", None),
        ("3", None),
        ("p3–p5", None),
        ("p3 ", None),
        ("p٣", None),
    ],
)
def test_a_locator_is_read(place: str, expected: tuple[int, int] | None) -> None:
    assert paragraph_range(place) == expected


@pytest.mark.parametrize(
    ("places", "numbers", "lost", "words"),
    [
        (["p3"], [3], [], []),
        (["p3-p5"], [3, 4, 5], [], []),
        (["p6", "p2-3", "p2"], [6, 2, 3], [], []),
        (["p1", "p8"], [1], ["p8"], []),
        (["p5-p8"], [], ["p5-p8"], []),
        (["p0"], [], ["p0"], []),
        (["p5-p3"], [], ["p5-p3"], []),
        (["caption", "p7"], [7], [], ["caption"]),
        ([], [], [], []),
    ],
)
def test_locators_are_resolved(
    places: list[str], numbers: list[int], lost: list[str], words: list[str]
) -> None:
    found = resolve(places, ARTICLE)
    assert [paragraph.number for paragraph in found.paragraphs] == numbers
    assert all(p.text == f"Paragraph {p.number}." for p in found.paragraphs)
    assert (list(found.lost), list(found.words)) == (lost, words)


def test_no_locator_asks_for_more_than_it_may() -> None:
    found = resolve(["p1-p7"] * 3, ARTICLE, most=4)
    assert [paragraph.number for paragraph in found.paragraphs] == [1, 2, 3, 4]
    assert found.lost == ()
