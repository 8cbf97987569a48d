"""Words, signs, dates, numbers and directions as the page of another language prints them."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from briefgen.escaping import HTML, PLAIN
from briefgen.language import VALUES, Language
from briefgen.loader import load, parse
from briefgen.schema import Brief
from briefgen.templating import BUILT_IN
from briefgen.validate import validate
from briefgen.values import replace
from briefgen.views.brief import Edition, view
from briefgen.views.direction import END, LEFT, RIGHT, isolated, isolating
from briefgen.views.model import BriefView
from support.page import Page

CJK = [*Path("/usr/share/fonts").rglob("NotoSerifCJK-Regular.ttc")]
needs_cjk = pytest.mark.skipif(not CJK, reason="the Noto fonts for Chinese are not installed")

LABELS = BUILT_IN / "labels"
TAGS = ("en", "fr", "de", "da", "es", "ar", "he")
NB, NARROW, LRM = "\u00a0", "\u202f", "\u200e"

Get = Callable[[str, str], Page]


def language(tag: str) -> Language:
    """Return a language; one without labels of its own has the English ones."""
    path = LABELS / f"{tag}.yaml"
    return Language(tag, load(path if path.is_file() else LABELS / "en.yaml").data)


def seen(data: dict[str, Any], tag: str, *, html: bool = True) -> BriefView:
    """Return the view of a brief's data in a language."""
    text = json.dumps({**data, "language": tag}, ensure_ascii=False)
    document = parse(text.encode(), "brief.yaml")
    brief: Brief = validate(document)
    writer = HTML if html else PLAIN
    return view(brief, document, language(tag).labels, writer, Edition())


# --- the model's own words ------------------------------------------------------------------------

WORDS = {
    "en": ("not stated", "not reported", "none reported", "unknown"),
    "fr": ("non précisé", "non mentionné", "aucune réponse mentionnée", "inconnue"),
    "de": ("nicht genannt", "keine Angabe", "keine Erwiderung berichtet", "unbekannt"),
    "da": ("ikke angivet", "ikke oplyst", "intet svar omtalt", "ukendt"),
    "es": ("no se indica", "no consta", "no consta respuesta", "se desconoce"),
    "ar": ("لم يُحدَّد", "لم يُذكر", "لم يُذكر أي رد", "غير معروف"),
    "he": ("לא צוין", "לא דווח", "לא דווחה תגובה", "לא ידוע"),
}


@pytest.mark.parametrize("tag", TAGS)
def test_words_for_open_values_are_the_languages(tag: str) -> None:
    known = language(tag)
    assert tuple(VALUES) == WORDS["en"]
    assert tuple(known.value(word) for word in VALUES) == WORDS[tag]
    assert tuple(known.when(word) for word in VALUES) == WORDS[tag]
    assert tuple(known.horizon(word) for word in VALUES) == WORDS[tag]
    assert known.value("not stated by anyone") == "not stated by anyone"


OPEN: dict[str, Any] = {
    "as_of": "unknown",
    "stakes": [{"who": "A", "text": "B", "horizon": "not stated"}],
    "actors": [{"id": "a", "name": "A", "role": "not stated", "position": "not reported"}],
    "positions": [{"issue": "I", "stances": {"a": "not reported"}}],
    "measures": [
        {
            "id": "m",
            "type": "levy",
            "when": "unknown",
            "until": "not stated",
            "scope": "not stated",
            "legal_basis": "none reported",
        }
    ],
    "timeline": [{"when": "not stated", "event": "E"}],
    "quotes": [{"id": "q", "text": "T", "speaker": "a", "occasion": "unknown", "when": "unknown"}],
}


@pytest.mark.parametrize("tag", TAGS)
@pytest.mark.parametrize("html", [True, False])
def test_open_values_are_printed_in_the_language_everywhere(
    minimal: dict[str, Any], tag: str, html: bool
) -> None:
    stated, reported, none, unknown = WORDS[tag]
    page = seen({**minimal, **OPEN}, tag, html=html)
    assert {pair.key: pair.value for pair in page.meta}["as_of"] == unknown
    assert page.counterpoints[0].response == none
    assert page.stakes[0].horizon == stated
    assert page.actors[0].position == reported
    assert stated in page.actors[0].role
    assert page.positions is not None
    assert page.positions.rows[0][1] == (reported,)
    assert [t.value for t in page.measures[0].terms] == [unknown, stated, stated, none]
    assert page.timeline[0].when == stated
    assert stated in page.quotes[0].attribution
    assert unknown in page.quotes[0].attribution
    if tag != "en":
        assert not re.search("|".join(VALUES), str(replace(page, labels={})))


# --- signs ----------------------------------------------------------------------------------------

SIGNS = {
    "en": (", ", "; ", ": ", ". ", "?"),
    "fr": (", ", f"{NARROW}; ", f"{NB}: ", ". ", f"{NARROW}?"),
    "de": (", ", "; ", ": ", ". ", "?"),
    "da": (", ", "; ", ": ", ". ", "?"),
    "es": (", ", "; ", ": ", ". ", "?"),
    "ar": ("، ", "؛ ", ": ", ". ", "؟"),
    "he": (", ", "; ", ": ", ". ", "?"),
}


@pytest.mark.parametrize("tag", TAGS)
def test_signs_of_a_language(tag: str) -> None:
    known = language(tag)
    signs = tuple(known.label(k) for k in ("comma", "semicolon", "colon", "stop", "question"))
    assert signs == SIGNS[tag]


def test_a_french_page_has_its_spaces_before_signs(page: Get) -> None:
    text = page("tests/pages/fr.yaml", "a4").markdown
    assert f"régionale du Logement{NARROW}; Port-Brévan, jeudi (12 novembre 2026)" in text
    assert f"Article de presse{NB}: Maëlle Tisserand, «{NARROW}Le littoral" in text
    assert f"Public visé{NB}: loueurs au-delà de 30 nuits. Étapes{NB}: 6{NB}% à partir" in text
    assert f"**Notre avis{NB}:** Aucune des deux" in text
    unlinked = re.sub(r"<\S+>", "", text)
    assert not re.search(rf"[^{NB}{NARROW}|:-][:;?!](?![-:])", unlinked.replace("\\", ""))


def test_an_arabic_page_has_its_own_comma_and_semicolon(page: Get) -> None:
    text = page("tests/pages/ar.yaml", "a4").markdown
    assert "— سلمى الرزيقي، وزيرة التموين في نَدارة؛ عين الزهور، الخميس (12 نوفمبر 2026)" in text
    assert "| الموضوعات | الدعم، الخبز، الحماية الاجتماعية، الأسعار |" in text
    places = re.sub(r"\[[\d,\s¶]+\]", "", text)
    assert not re.search("[,;](?![0-9])", places)


# --- dates and numbers ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("tag", "value", "shown"),
    [
        ("en", "XXXX-02", "February"),
        ("fr", "XXXX-02", "février"),
        ("de", "XXXX-09", "September"),
        ("da", "XXXX-02", "februar"),
        ("es", "XXXX-02", "febrero"),
        ("ar", "XXXX-02", "فبراير"),
        ("he", "XXXX-02", "פברואר"),
        # Babel mixes these up with Hebrew once both were asked for.
        ("pt", "XXXX-02", "fevereiro"),
        ("sv", "XXXX-02", "februari"),
        ("ru", "XXXX-02", "февраль"),
        ("pl", "XXXX-02", "luty"),
        ("fr", "2026-02-01", "1er février 2026"),
        ("fr", "XXXX-02-01", "1er février"),
        ("fr", "2026-02-11", "11 février 2026"),
        ("es", "2026-02-01", "1 de febrero de 2026"),
        ("en", "2026?", "2026?"),
        ("fr", "2026-02?", f"février 2026{NARROW}?"),
        ("ar", "2026-02-15?", "15 فبراير 2026؟"),
        ("en", "2026/2027", "2026–2027"),
        ("en", "2026-02/2026-03", "February 2026–March 2026"),
        ("en", "2026-02-01/2026-02-05", "February 1, 2026 – February 5, 2026"),
        ("fr", "2026-02-01/2026-02-05", "1er février 2026 – 5 février 2026"),
        ("da", "XXXX-02-01/XXXX-02-05", "1. februar – 5. februar"),
        ("de", "2026-02/2026-03-05", "Februar 2026 – 5. März 2026"),
        ("en", "2026-02-01/..", "February 1, 2026"),
    ],
)
def test_dates_in_words(tag: str, value: str, shown: str) -> None:
    assert language("he").when("XXXX-02") == "פברואר"
    assert language(tag).when(value) == shown


def test_the_first_of_a_month_in_short_french() -> None:
    assert language("fr").short_day(date(2026, 2, 1)) == "1er févr. 2026"
    assert language("fr").short_day(date(2026, 2, 10)) == "10 févr. 2026"


@pytest.mark.parametrize(
    ("tag", "value", "shown"),
    [
        ("en", "3400", "3,400"),
        ("es", "3400", "3400"),
        ("es", "3400.5", "3400,5"),
        ("es", "9999.9", "9999,9"),
        ("es", "10000", "10.000"),
        ("es", "-3400", "−3400"),
        ("es-ES", "3400", "3400"),
        ("es-MX", "3400", "3,400"),
        ("pt", "3400", "3.400"),
        ("pt-PT", "3400", "3400"),
        ("pt-PT", "34000", f"34{NB}000"),
        ("it", "3400", "3400"),
        ("it", "34000", "34.000"),
        ("pl", "3400", "3400"),
        ("pl", "34000", f"34{NB}000"),
        ("en", "-0.5", "−0.5"),
        ("fr", "-1200", f"−1{NARROW}200"),
        ("sv", "-5", "−5"),
        ("ar", "-5", f"{LRM}−5"),
        ("he", "-5", f"{LRM}−5"),
        ("en", "0", "0"),
    ],
)
def test_numbers(tag: str, value: str, shown: str) -> None:
    assert language(tag).number(Decimal(value)) == shown


@pytest.mark.parametrize(
    ("tag", "value", "shown"),
    [
        ("en", "-12.5", "−12.5%"),
        ("da", "-64", f"−64{NB}%"),
        ("es", "1500", f"1500{NB}%"),
        ("de", "1500", f"1.500{NB}%"),
        ("ar", "-5", f"{LRM}−5%"),
    ],
)
def test_percentages(tag: str, value: str, shown: str) -> None:
    assert language(tag).percent(Decimal(value)) == shown


@pytest.mark.parametrize(
    ("tag", "value", "bare"),
    [
        ("en", "by June 1", "June 1"),
        ("en", "starting February 1", "February 1"),
        ("en", "byways in June", "byways in June"),
        ("fr", "à partir du 1er février", "1er février"),
        ("fr", "d’ici au 30 juin", "30 juin"),
        ("de", "ab dem 1. Februar", "1. Februar"),
        ("da", "fra den 1. februar", "1. februar"),
        ("es", "a partir del 1 de febrero", "1 de febrero"),
        ("ar", "ابتداءً من 1 فبراير", "1 فبراير"),
        ("he", "החל ב־1 בפברואר", "1 בפברואר"),
        ("he", "עד 30 ביוני 2028", "30 ביוני 2028"),
    ],
)
def test_dates_without_their_prepositions(tag: str, value: str, bare: str) -> None:
    assert language(tag).bare(value) == bare


def test_what_the_timeline_has_is_not_watched_again(minimal: dict[str, Any]) -> None:
    event = {"when": "XXXX-02-01", "as_written": "à partir du 1er février", "event": "Entrée"}
    data = {**minimal, "timeline": [event], "watch": [{"what": "Vote", "when": "le 1er février"}]}
    assert not seen(data, "fr").has_watch
    assert seen(data, "de").has_watch


# --- direction ------------------------------------------------------------------------------------

HEBREW, ARABIC = "נמל שחפית", "ميناء أم النوارس"


@pytest.mark.parametrize(
    ("text", "direction", "shown"),
    [
        ("Mark Carney", "ltr", "Mark Carney"),
        ("Hải Thượng, 白鸥港", "ltr", "Hải Thượng, 白鸥港"),
        (HEBREW, "ltr", f"{RIGHT}{HEBREW}{END}"),
        (f"harbour of {HEBREW}", "ltr", f"{LEFT}harbour of {HEBREW}{END}"),
        (ARABIC, "rtl", ARABIC),
        ("20 نوفمبر 2026", "rtl", "20 نوفمبر 2026"),
        ("1,200", "rtl", "1,200"),
        ("2026-11-20", "rtl", f"{LEFT}2026-11-20{END}"),
        ("12%", "rtl", f"{LEFT}12%{END}"),
        ("MS-2026-019", "rtl", f"{LEFT}MS-2026-019{END}"),
        ("tests/pages/ar.txt", "rtl", f"{LEFT}tests/pages/ar.txt{END}"),
        ("v1.0 (معتمد)", "rtl", f"{RIGHT}v1.0 (معتمد){END}"),
        (f"{RIGHT}{HEBREW}{END}; x", "ltr", f"{RIGHT}{HEBREW}{END}; x"),
    ],
)
def test_text_that_runs_against_the_page_is_isolated(text: str, direction: str, shown: str) -> None:
    assert isolated(text, direction) == shown


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        (
            f"They are {HEBREW}, {ARABIC}.",
            f"They are {RIGHT}{HEBREW}{END}, {RIGHT}{ARABIC}{END}.",
        ),
        (f"in *{HEBREW}*", f"in <em>{RIGHT}{HEBREW}{END}</em>"),
        (f"של {HEBREW} היום", f"של {HEBREW} היום"),
        (f"[page](https://e.org/{ARABIC.split(maxsplit=1)[0]})", None),
        ("Ports & ships", "Ports &amp; ships"),
    ],
)
def test_names_in_prose_are_isolated(text: str, shown: str | None) -> None:
    names = {HEBREW, ARABIC, ARABIC.split(maxsplit=1)[0], "Ports & ships", "page"}
    plain = HTML.prose(text)
    assert isolating(HTML.prose, names, "ltr")(text) == (shown or plain)


def test_latin_names_in_arabic_prose_are_isolated() -> None:
    written = isolating(HTML.prose, {"NATO", "UNESCO", ARABIC}, "rtl")
    assert written("من NATO، UNESCO إلى") == f"من {LEFT}NATO{END}، {LEFT}UNESCO{END} إلى"
    assert written("قوات NATO Response Force هنا") == "قوات NATO Response Force هنا"
    assert written(f"في {ARABIC}") == f"في {ARABIC}"


def test_prose_without_such_names_has_the_writer_that_it_had() -> None:
    assert isolating(HTML.prose, {"Denmark"}, "ltr") is HTML.prose


def test_the_stamp_of_an_arabic_page_keeps_its_parts(page: Get) -> None:
    one = page("tests/pages/ar.yaml", "a4")
    digest = one.prepared.document.sha256[:8] if one.prepared.document else ""
    stamp = (
        f"{LEFT}MS-2026-019{END} · {RIGHT}v1.0 (معتمد){END}"
        f" · {LEFT}2026-11-20{END} · {LEFT}{digest}{END}"
    )
    assert f'data-stamp="{stamp}"' in one.html
    assert f"الملف {LEFT}tests/pages/ar.txt{END}، {LEFT}sha256 c38461af909c…{END}." in one.html
    assert f"وحدة السياسات الغذائية، {LEFT}food@example.org{END}" in one.html


@needs_cjk
def test_names_in_a_list_of_many_scripts_keep_their_places(page: Get) -> None:
    one = page("tests/pages/scripts.yaml", "a4")
    assert f"Hải Thượng, {RIGHT}{HEBREW}{END}, {RIGHT}{ARABIC}{END}, सागरपुर" in one.html


@pytest.mark.parametrize("tag", ["ar", "he", pytest.param("scripts", marks=needs_cjk)])
def test_pages_of_two_directions_conform_and_the_wiki_has_no_isolates(page: Get, tag: str) -> None:
    one = page(f"tests/pages/{tag}.yaml", "a4")
    assert END in one.html
    assert not set(one.markdown) & {LEFT, RIGHT, END, "\u2068"}
    assert one.pdf.failures("ua1") == one.pdf.failures("3a") == []


@pytest.mark.parametrize("name", ["briefs/greenland", "tests/pages/fr", "tests/pages/da"])
def test_pages_of_one_direction_have_no_isolates(page: Get, name: str) -> None:
    one = page(f"{name}.yaml", "a4")
    assert not set(one.html) & {LEFT, RIGHT, END, "\u2068"}


def test_right_to_left_pages_space_no_letters(page: Get) -> None:
    html = page("tests/pages/ar.yaml", "a4").html
    assert '[dir="rtl"] .draft, [dir="rtl"] .bottom-line h2 { letter-spacing: 0; }' in html
    assert "@top-center { letter-spacing: 0 } @bottom-center { letter-spacing: 0 }" in html
    assert "@top-center { letter-spacing: 0 }" not in page("tests/pages/fr.yaml", "a4").html
