"""On texts with every way to quote: what was said is found, and nothing that was changed.

Each text in tests/quotations has its quotations and their speakers in a file of the same name.
"""

from __future__ import annotations

import random
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from briefgen.loader import load
from briefgen.source import Article, Speakers, fold, read_article

ROOT = Path(__file__).parent.parent
TEXTS = sorted((ROOT / "tests" / "quotations").glob("*.txt"))


@dataclass(frozen=True)
class Said:
    """A quotation as a careful reader takes it from a text."""

    text: str
    speaker: str | None
    extent: str


@cache
def article(path: Path) -> Article:
    return read_article(path.read_bytes(), path.name)


@cache
def said(path: Path) -> tuple[Said, ...]:
    quotes: list[dict[str, Any]] = load(path.with_suffix(".yaml")).data["quotes"]
    return tuple(Said(q["text"], q["speaker"], q["extent"]) for q in quotes)


def speakers(path: Path) -> list[str]:
    return [person["name"] for person in load(path.with_suffix(".yaml")).data["people"]]


def found(path: Path, quote: Said, text: str) -> bool:
    """Whether a brief with this text for a quotation would pass."""
    match = article(path).find(text, spoken=quote.extent in ("sentence", "fragment"))
    if not match.found or match.place is None:
        return False
    return quote.extent != "sentence" or not article(path).sentence(match.place)


def test_the_texts_are_enough_to_tell() -> None:
    assert sum(len(said(path)) for path in TEXTS) >= 470


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem)
def test_every_quotation_is_found_as_it_is(path: Path) -> None:
    assert [quote.text for quote in said(path) if not found(path, quote, quote.text)] == []


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem)
def test_no_changed_quotation_is_found(path: Path) -> None:
    chance = random.Random(path.stem)  # noqa: S311 - the same changes each time
    whole = fold(article(path).body)
    others = re.findall(r"[a-z]{3,}", whole)
    tried, accepted = 0, []
    for quote in said(path):
        for changed in mutations(quote.text, others, said(path), chance):
            # What is left may stand in the text as well: "a small price" without "a".
            if fold(changed).strip(" .,") in whole:
                continue
            tried += 1
            if found(path, quote, changed):
                accepted.append((quote.text, changed))
    assert accepted == []
    assert tried >= 3 * len(said(path))


def mutations(
    text: str, others: list[str], quotes: tuple[Said, ...], chance: random.Random
) -> list[str]:
    """Return a quotation with one thing wrong, in each way that applies to it."""
    words = text.split()
    at = chance.randrange(len(words))
    made = [
        [*words[:at], chance.choice(others), *words[at + 1 :]],
        [*words[:at], chance.choice(others), *words[at:]],
        [*words[:at], "not", *words[at:]],
        [*words, *chance.choice(quotes).text.split()],
    ]
    if len(words) > 2:
        inner = chance.randrange(1, len(words) - 1)
        made.append([*words[:inner], *words[inner + 1 :]])
        made.append([*words[: inner - 1], words[inner], words[inner - 1], *words[inner + 1 :]])
    for n, word in enumerate(words):
        if re.fullmatch(r"not|no|never|nothing|nobody|none|neither|nor|without", word.casefold()):
            made.append([*words[:n], *words[n + 1 :]])
        if re.search("n[’']t", word):
            made.append([*words[:n], re.sub("n[’']t", "", word), *words[n + 1 :]])
        if re.search(r"\d", word):
            other = re.sub(r"\d", lambda m: str((int(m[0]) + 3) % 10), word, count=1)
            made.append([*words[:n], other, *words[n + 1 :]])
        if word[0].isupper() and n:
            made.append([*words[:n], word.lower(), *words[n + 1 :]])
    return [" ".join(m) for m in made if m]


@cache
def attributions() -> tuple[list[tuple[str, str]], list[tuple[str, str]], int, int, int]:
    """Return what is wrongly denied by name, what is wrongly let pass, and how much was tried."""
    denied, passed, quotations, unsure, swaps = [], [], 0, 0, 0
    for path in TEXTS:
        names = speakers(path)
        reader = Speakers(article(path), {name: [name] for name in names}, "en")
        for quote in said(path):
            spoken = quote.extent in ("sentence", "fragment")
            place = article(path).find(quote.text, spoken=spoken).place
            if quote.speaker is None or place is None or not spoken:
                continue
            quotations += 1
            denial = reader.denies(place, quote.speaker)
            unsure += denial is not None and not denial.sure
            if denial is not None and denial.sure:
                denied.append((path.stem, quote.text))
            for name in names:
                swaps += name != quote.speaker
                if name != quote.speaker and reader.denies(place, name) is None:
                    passed.append((quote.text, name))
    return denied, passed, quotations, unsure, swaps


def test_the_right_speaker_is_hardly_ever_denied_by_name() -> None:
    denied, _, quotations, unsure, _ = attributions()
    assert quotations >= 350
    assert len(denied) <= 0.01 * quotations, denied
    # Where the text names nobody beside the words, the reading is offered as a warning.
    assert unsure <= 0.18 * quotations


def test_a_wrong_speaker_hardly_ever_passes() -> None:
    _, passed, _, _, swaps = attributions()
    assert swaps >= 3000
    assert len(passed) <= 0.04 * swaps
