"""The words of every language: the keys of English, and dates and numbers as it writes them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from briefgen.language import Language
from briefgen.loader import load
from briefgen.schema.body import Detail, Stake
from briefgen.schema.brief import Brief
from briefgen.schema.evidence import Event, Measure
from briefgen.templating import BUILT_IN

LABELS = BUILT_IN / "labels"
TAGS = tuple(sorted(p.stem for p in LABELS.glob("*.yaml")))
OTHERS = tuple(tag for tag in TAGS if tag != "en")
BRIEFS = Path(__file__).parent / "pages"

# Words that a language shares with English, and what no language translates.
SIGNS = ("comma", "semicolon", "colon", "stop", "question")
EVERYWHERE = {"page.2", "digest", "quotation_marks", *SIGNS}
SHARED = {
    "fr": {
        *("version", "page.0", "meta.date", "meta.contact", "sections.sources", "source_note"),
        *("columns.position", "columns.version", "columns.date", "event_status.possible"),
        *("measure.condition", "fields.date", "document"),
    },
    "de": {"meta.status", "columns.status"},
    "da": {"version", "meta.status", "columns.status", "columns.version"},
    "es": {"columns.actor"},
    "ar": set(),
    "he": set(),
}

NB, NARROW = "\u00a0", "\u202f"
QUOTED = {
    "en": "“word”",
    "fr": f"«{NARROW}word{NARROW}»",
    "de": "„word“",
    "da": "»word«",
    "es": "«word»",
    "ar": "«word»",
    "he": "”word”",
}
DAYS = {
    "en": ("November 22, 2026", "February 15", "February 2026"),
    "fr": ("22 novembre 2026", "15 février", "février 2026"),
    "de": ("22. November 2026", "15. Februar", "Februar 2026"),
    "da": ("22. november 2026", "15. februar", "februar 2026"),
    "es": ("22 de noviembre de 2026", "15 de febrero", "febrero de 2026"),
    "ar": ("22 نوفمبر 2026", "15 فبراير", "فبراير 2026"),
    "he": ("22 בנובמבר 2026", "15 בפברואר", "פברואר 2026"),
}
NUMBERS = {
    "en": ("13,400.5", "10%", "12.5%"),
    "fr": (f"13{NARROW}400,5", f"10{NB}%", f"12,5{NB}%"),
    "de": ("13.400,5", f"10{NB}%", f"12,5{NB}%"),
    "da": ("13.400,5", f"10{NB}%", f"12,5{NB}%"),
    "es": ("13.400,5", f"10{NB}%", f"12,5{NB}%"),
    "ar": ("13,400.5", "10%", "12.5%"),
    "he": ("13,400.5", "10%", "12.5%"),
}
LISTS = {
    "en": "a, b, and c",
    "fr": "a, b et c",
    "de": "a, b und c",
    "da": "a, b og c",
    "es": "a, b y c",
    "ar": "a وb وc",
    "he": "a, b וc",
}
# Four years: Arabic has a form of the noun for three to ten.
YEARS = {
    "en": "4 years",
    "fr": "4 ans",
    "de": "4 Jahre",
    "da": "4 år",
    "es": "4 años",
    "ar": "4 سنوات",
    "he": "4 שנים",
}
PORTUGUESE = {
    "en": "from Portuguese",
    "fr": "original en portugais",
    "de": "Original auf Portugiesisch",
    "da": "fra portugisisk",
    "es": "original en portugués",
    "ar": "عن البرتغالية",
    "he": "במקור בפורטוגזית",
}


def words(tag: str) -> dict[str, Any]:
    data: dict[str, Any] = load(LABELS / f"{tag}.yaml").data
    return data


def sentences(tag: str) -> dict[str, str]:
    """Return the labels that every language has in its own words."""
    return {k: v for k, v in leaves(words(tag)) if not k.startswith("prepositions.")}


def language(tag: str) -> Language:
    return Language(tag, words(tag))


def leaves(node: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    """Yield every text with its dotted path, in the order of the file."""
    items = node.items() if isinstance(node, dict) else enumerate(node)
    for key, value in items:
        here = f"{path}.{key}" if path else str(key)
        if isinstance(value, dict | list):
            yield from leaves(value, here)
        else:
            yield here, value


def choices(model: Any, field: str) -> set[str]:
    """Return the words that a field of the model allows."""
    found = re.findall(r"'([^']+)'", str(model.fields[field].annotation))
    return set(found)


def test_the_languages_of_the_shipped_labels() -> None:
    assert set(TAGS) >= {"en", "fr", "de", "da", "es", "ar", "he"}
    for table in (QUOTED, DAYS, NUMBERS, LISTS, YEARS, PORTUGUESE):
        assert set(table) == set(TAGS)
    assert set(SHARED) == set(OTHERS)


@pytest.mark.parametrize("tag", OTHERS)
def test_keys_are_those_of_english_in_its_order(tag: str) -> None:
    assert list(sentences(tag)) == list(sentences("en"))
    assert list(words(tag)) == list(words("en"))


@pytest.mark.parametrize("tag", TAGS)
def test_every_label_is_text_without_loose_ends(tag: str) -> None:
    for key, value in leaves(words(tag)):
        assert isinstance(value, str), key
        assert value or key == "page.2", key
        spaced = key.startswith(("page.", "quotation_marks.")) or key in SIGNS
        assert spaced or value == value.strip(), key
        assert "  " not in value, key
        assert value.count("{") == value.count("}") == len(re.findall(r"\{\w+\}", value)), key


@pytest.mark.parametrize("tag", OTHERS)
def test_placeholders_are_those_of_english(tag: str) -> None:
    english = sentences("en")
    for key, value in sentences(tag).items():
        assert sorted(re.findall(r"\{\w+\}", value)) == sorted(
            re.findall(r"\{\w+\}", english[key])
        ), key


@pytest.mark.parametrize("tag", OTHERS)
def test_nothing_is_left_in_english(tag: str) -> None:
    english = sentences("en")
    same = {key for key, value in sentences(tag).items() if value == english[key]}
    same = {key for key in same if key not in EVERYWHERE and key.split(".")[0] not in EVERYWHERE}
    assert same == SHARED[tag]


@pytest.mark.parametrize("tag", ["ar", "he"])
def test_labels_in_another_script_hold_no_latin_words(tag: str) -> None:
    for key, value in leaves(words(tag)):
        text = re.sub(r"\{\w+\}|briefgen|sha256", "", value)
        assert not re.search("[A-Za-z]", text), key


@pytest.mark.parametrize("tag", TAGS)
@pytest.mark.parametrize(
    ("labels", "model", "field"),
    [
        ("purpose", Brief, "purpose"),
        ("status", Brief, "status"),
        ("kinds", Detail, "kind"),
        ("effects", Stake, "effect"),
        ("event_status", Event, "status"),
        ("measure_status", Measure, "status"),
    ],
)
def test_every_word_of_the_model_has_a_label(tag: str, labels: str, model: Any, field: str) -> None:
    allowed = choices(model, field)
    assert allowed
    assert allowed <= set(words(tag)[labels])


@pytest.mark.parametrize("tag", TAGS)
def test_words_of_one_list_differ(tag: str) -> None:
    labels = words(tag)
    values = [labels[k] for k in ("not_stated", "not_reported", "none_reported", "unknown")]
    assert len(set(values)) == len(values)
    assert len(set(labels["prepositions"])) == len(labels["prepositions"])
    for key in ("purpose", "status", "kinds", "effects", "event_status", "measure_status"):
        assert len(set(labels[key].values())) == len(labels[key]), key
    assert len(set(labels["sections"].values())) == len(labels["sections"])


@pytest.mark.parametrize("tag", TAGS)
def test_quotation_marks(tag: str) -> None:
    assert language(tag).quote("word") == QUOTED[tag]


def test_french_signs_have_a_space_before_them_where_no_line_breaks() -> None:
    for key, value in leaves(words("fr")):
        assert not re.search(rf"[^{NB}]:", value), key
        assert not re.search(rf"[^{NARROW}][;!?]", value), key
        assert "'" not in value, key


def test_arabic_uses_its_own_comma_and_semicolon() -> None:
    for key, value in leaves(words("ar")):
        assert not re.search("[,;?]", value), key


@pytest.mark.parametrize("tag", TAGS)
def test_page_numbers_have_words_around_them(tag: str) -> None:
    before, between, after = words(tag)["page"]
    assert before.endswith(" ")
    assert between == f" {between.strip()} "
    assert not after


@pytest.mark.parametrize("tag", TAGS)
def test_dates(tag: str) -> None:
    day, recurring, month = DAYS[tag]
    known = language(tag)
    assert known.day(date(2026, 11, 22)) == day
    assert known.when("2026-11-22") == day
    assert known.when("XXXX-02-15") == recurring
    assert known.when("2026-02") == month
    assert known.when("Friday") == "Friday"


@pytest.mark.parametrize("tag", TAGS)
def test_numbers_and_percent(tag: str) -> None:
    number, percent, fraction = NUMBERS[tag]
    known = language(tag)
    assert known.number(Decimal("13400.5")) == number
    assert known.percent(Decimal(10)) == percent
    assert known.percent(Decimal("12.5")) == fraction


@pytest.mark.parametrize(("number", "tag"), [("3.400,5", "de"), (f"3{NARROW}400,5", "fr")])
def test_four_digits_are_grouped(number: str, tag: str) -> None:
    assert language(tag).number(Decimal("3400.5")) == number


@pytest.mark.parametrize("tag", TAGS)
def test_lists_of_words(tag: str) -> None:
    known = language(tag)
    assert known.join(["a", "b", "c"]) == LISTS[tag]
    assert known.join(["a"]) == "a"
    assert not known.join([])


@pytest.mark.parametrize("tag", TAGS)
def test_durations(tag: str) -> None:
    known = language(tag)
    assert known.horizon("P4Y") == YEARS[tag]
    for unit in "DWMY":
        for count in (1, 2, 4, 11):
            assert not re.search("[a-z]-[a-z]", known.horizon(f"P{count}{unit}"))


def test_two_and_more_months_have_their_arabic_and_hebrew_forms() -> None:
    assert [language("ar").horizon(f"P{n}M") for n in (2, 4)] == ["شهران", "4 أشهر"]
    assert language("he").horizon("P2M") == "חודשיים"


@pytest.mark.parametrize("tag", TAGS)
def test_the_name_of_a_language_fits_its_sentence(tag: str) -> None:
    known = language(tag)
    shown = known.label("translated_from", language=known.language_name("pt"))
    assert shown == PORTUGUESE[tag]


@pytest.mark.parametrize("tag", TAGS)
def test_direction(tag: str) -> None:
    assert language(tag).direction == ("rtl" if tag in {"ar", "he"} else "ltr")


@pytest.mark.parametrize("tag", OTHERS)
def test_a_page_of_every_language_is_written_in_it(tag: str) -> None:
    brief = load(BRIEFS / f"{tag}.yaml").data
    assert brief["language"] == tag
    article = _spaced((BRIEFS / f"{tag}.txt").read_text(encoding="utf-8"))
    for quote in brief["quotes"]:
        assert _spaced(quote["text"]) in article
    for figure in brief["figures"]:
        assert _spaced(figure["as_written"]) in article


def test_the_page_of_all_scripts_quotes_them_as_its_article_does() -> None:
    text = (BRIEFS / "scripts.yaml").read_text(encoding="utf-8")
    article = _spaced((BRIEFS / "scripts.txt").read_text(encoding="utf-8"))
    for quote in load(BRIEFS / "scripts.yaml").data["quotes"]:
        assert quote["text"] in article
    blocks = {
        "Greek": "α-ω",
        "Cyrillic": "а-я",
        "Vietnamese": "ạ-ỹ",
        "Hebrew": "א-ת",
        "Arabic": "ا-ي",
        "Devanagari": "क-ह",
        "Thai": "ก-ฮ",
        "simplified": "鸥",
        "traditional": "鷺灣",
        "kana": "ぁ-ん",
        "Hangul": "가-힣",
    }
    for script, letters in blocks.items():
        assert re.search(f"[{letters}]", text), script
        assert re.search(f"[{letters}]", article), script


def _spaced(text: str) -> str:
    """Return text with every run of spaces, breaking or not, as one."""
    return " ".join(text.split())
