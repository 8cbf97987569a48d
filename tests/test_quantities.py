"""Numbers are read with their units, in digits and in words, in nine languages."""

from __future__ import annotations

import time
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefgen.quantities import Quantity, amount, language_of, read
from briefgen.quantities.tables import TABLES

NUMBERS = Path(__file__).parent / "numbers"
#: language, sentence, "value unit kind; …"
SENTENCES = [
    line.split("\t") for line in (NUMBERS / "sentences.tsv").read_text("utf-8").splitlines()
]


def shown(quantity: Quantity) -> str:
    if quantity.kind == "code":
        return f"{quantity.text} - code"
    value = quantity.value.quantize(Decimal("0.0001")).normalize()
    return f"{value:f} {quantity.name or quantity.unit or '-'} {quantity.kind}"


def amounts(text: str, language: str = "en") -> list[str]:
    found = read(text, language)
    return [shown(q) for q in found if q.kind not in ("date", "article", "list")]


@pytest.mark.parametrize(("language", "sentence", "expected"), SENTENCES)
def test_the_numbers_of_a_sentence(language: str, sentence: str, expected: str) -> None:
    assert "; ".join(amounts(sentence, language)) == expected


def test_every_language_has_ten_sentences() -> None:
    counts = {tag: sum(s[0] == tag for s in SENTENCES) for tag in TABLES}
    assert min(counts.values()) >= 10


@pytest.mark.parametrize(("language", "sentence", "_"), SENTENCES)
def test_a_quantity_is_the_text_at_its_place(language: str, sentence: str, _: str) -> None:
    found = read(sentence, language)
    assert all(sentence[q.start : q.end] == q.text for q in found)
    assert [q.start for q in found] == sorted(q.start for q in found)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("$1.2bn", "en"),
        ("1,200,000,000 dollars", "en"),
        ("US$1.2 billion", "en"),
        ("1.2 billion US dollars", "en"),
        ("USD 1.2 bn", "en"),
        ("1,2 Mrd. US-Dollar", "de"),
        ("1,2 milliard de dollars américains", "fr"),
        ("1,2 mia. dollar", "da"),
        ("1.200 millones de dólares", "es"),
        ("1,2 miliardi di dollari", "it"),
        ("١٫٢ مليار دولار", "ar"),
        ("1.2 מיליארד דולר", "he"),
        ("12億ドル", "ja"),
    ],
)
def test_one_amount_in_many_forms(text: str, language: str) -> None:
    (found,) = read(text, language)
    assert (found.value, found.unit, found.kind) == (1_200_000_000, "USD", "money")


@pytest.mark.parametrize(
    ("text", "language", "value"),
    [
        ("twenty-five", "en", 25),
        ("two hundred and fifty", "en", 250),
        ("three million two hundred thousand and five", "en", 3_200_005),
        ("two and a half million", "en", 2_500_000),
        ("a dozen", "en", 12),
        ("one hundred and one", "en", 101),
        ("neunhundertneunundneunzig", "de", 999),
        ("zwei Millionen", "de", 2_000_000),
        ("soixante-dix-sept", "fr", 77),
        ("quatre-vingt-un", "fr", 81),
        ("deux mille trois cents", "fr", 2300),
        ("syvoghalvfems", "da", 97),
        ("tre tusind fem hundrede", "da", 3500),
        ("novecientos noventa y nueve", "es", 999),
        ("doce mil", "es", 12_000),
        ("quarantuno", "it", 41),
        ("due milioni trecentomila", "it", 2_300_000),
        ("مئة وخمسة وعشرون", "ar", 125),
        ("ثلاثة عشر", "ar", 13),
        ("חמש מאות", "he", 500),
        ("אחת עשרה", "he", 11),
    ],
)
def test_number_words(text: str, language: str, value: int) -> None:
    assert [q.value for q in read(text, language)] == [value]


@pytest.mark.parametrize(
    ("text", "language", "value"),
    [
        ("1,200.5", "en", "1200.5"),
        ("1 200,5", "fr", "1200.5"),
        ("1\u202f200,5", "fr", "1200.5"),
        ("1.200,5", "de", "1200.5"),
        ("1’200.5", "de", "1200.5"),
        ("١٬٢٠٠٫٥", "ar", "1200.5"),
        ("۱٬۲۰۰", "ar", "1200"),
        ("１２３", "ja", "123"),
        ("12,34,567", "en", "1234567"),
        ("0,125", "de", "0.125"),
        ("2½", "en", "2.5"),
    ],
)
def test_digits_are_grouped_as_their_language_does(text: str, language: str, value: str) -> None:
    assert [q.value for q in read(text, language)] == [Decimal(value)]


def test_a_sign_that_may_be_either_is_read_both_ways_where_usage_differs() -> None:
    (spanish,) = read("1.200", "es")
    assert {value for value, _ in spanish.readings} == {Decimal(1200), Decimal("1.2")}
    (english,) = read("1.200", "en")
    assert {value for value, _ in english.readings} == {Decimal("1.2")}


@pytest.mark.parametrize(
    "text",
    [
        "No one knows what one of them said one day.",
        "Wait a second; the second half is a third country's business.",
        "Hundreds of people and several thousand boats, a few million in all.",
        "A levy on February 1, 2. March or Tuesday is a date.",
        "Call +1 202 555 0143 or see https://example.org/2026/15 and p3.",
        "On 2026-11-22 and 11/22/2026 nothing happened.",
    ],
)
def test_what_is_no_amount(text: str) -> None:
    kinds = {q.kind for q in read(text)}
    assert not kinds & {"cardinal", "percent", "money", "measure", "fraction"}


def test_different_units_are_different() -> None:
    pairs = [
        ("10 percent", "10 percentage points"),
        ("$5", "€5"),
        ("5 km", "5 miles"),
        ("US$5", "A$5"),
        ("5 m", "5 million"),
        ("3 °C", "−3 °C"),
    ]
    for one, two in pairs:
        (first,), (second,) = read(one), read(two)
        assert not set(first.readings) & set(second.readings), (one, two)


@pytest.mark.parametrize(
    ("value", "unit", "text"),
    [
        ("1.2", "billion dollars", "$1.2bn"),
        ("1.2", "USD bn", "$1.2bn"),
        ("1.2", "$bn", "$1.2bn"),
        ("1200000000", "dollars", "$1.2bn"),
        ("6.2", "million people", "6.2 million people"),
        ("3400", "million cubic meters a year", "3,400 million cubic meters"),
        ("10", "percent", "ten per cent"),
        ("10", "%", "10 percent"),
        ("20", "percent", "one in five"),
    ],
)
def test_a_value_with_its_unit_is_the_amount_in_words(value: str, unit: str, text: str) -> None:
    (found,) = read(text)
    assert set(amount(Decimal(value), unit).readings) & set(found.readings)


def test_a_unit_of_measure_may_be_english_in_any_language() -> None:
    assert amount(Decimal(10), "percent", "fr").unit == "percent"
    assert amount(Decimal(10), "écoles", "fr").unit == "école"


@pytest.mark.parametrize("language", sorted(TABLES))
def test_the_language_of_a_text(language: str) -> None:
    text = (NUMBERS / f"{language}.txt").read_text("utf-8")
    assert language_of(text, "en") == language
    assert language_of(text, "de") == language


def test_a_brief_in_a_language_without_a_table_still_has_its_digits() -> None:
    assert amounts("O fundo tem 1200 euros e 25% mais", "pt") == [
        "1200 euros cardinal",
        "25 percent percent",
    ]


@given(st.text(alphabet="0123456789.,-–'’ /%$€abthmk½onetwo()٠١٢一二百万年人\u00a0", max_size=60))
def test_no_text_is_too_odd_to_read(text: str) -> None:
    for language in ("en", "fr", "ar", "ja", "xx"):
        for quantity in read(text, language):
            assert text[quantity.start : quantity.end] == quantity.text


@pytest.mark.parametrize(
    "part",
    [
        "1,",
        "one hundred and ",
        "1-",
        "A1",
        "$",
        "twenty ",
        "1.2.3 ",
        "§ 5, ",
        "二十",
        "1 2 ",
        "a@",
        "(",
    ],
)
@pytest.mark.parametrize("language", ["en", "ja"])
def test_the_time_it_takes_grows_with_the_text_alone(part: str, language: str) -> None:
    def seconds(size: int) -> float:
        text = part * (size // len(part))
        start = time.perf_counter()
        read(text, language)
        return time.perf_counter() - start

    assert seconds(60_000) < 25 * (seconds(6_000) + 0.02)
