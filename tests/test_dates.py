"""Dates in running text: nine languages, and what looks like a date and is none."""

from __future__ import annotations

import json
import os
import time
from datetime import date
from pathlib import Path

import pytest
from babel.dates import format_date
from hypothesis import given
from hypothesis import strategies as st

from briefgen import calendars
from briefgen.calendars import LANGUAGES
from briefgen.dates import DateMention, read_dates, read_dates_anyhow, read_weekdays, read_when
from briefgen.values import as_dict

MO, TU, WE, TH, FR, SA, SU = range(7)
#: language, sentence, its dates: (year, month, day) or (year, month, day, weekday)
Sentence = tuple[str, str, list[tuple[int | None, ...]]]

ENGLISH: list[Sentence] = [
    ("en", "It starts on February 1, 2026, and ends by June 1.", [(2026, 2, 1), (None, 6, 1)]),
    ("en", "The talks of Saturday, 18 January 2026, failed.", [(2026, 1, 18, SA)]),
    ("en", "On Friday, Feb. 13, 2026, she resigned.", [(2026, 2, 13, FR)]),
    ("en", "They met on Sunday 5 March and on the 7th of May.", [(None, 3, 5, SU), (None, 5, 7)]),
    ("en", "The fair is open 1–3 February 2026.", [(2026, 2, 1), (2026, 2, 3)]),
    ("en", "The fair is open February 1–3, 2026.", [(2026, 2, 1), (2026, 2, 3)]),
    ("en", "From 28 February to 3 March 2026 it is shut.", [(2026, 2, 28), (2026, 3, 3)]),
    ("en", "Sales fell in September 2025 and May of 2024.", [(2025, 9, None), (2024, 5, None)]),
    ("en", "The log of 2026-02-01T12:00 shows it.", [(2026, 2, 1)]),
    ("en", "Signed 13/02/2026 (02/13/2026).", [(2026, 2, 13), (2026, 2, 13)]),
    ("en", "Due 01/02/2026.", [(2026, 1, 2), (2026, 2, 1)]),
    ("en", "It fell on 18 January 2026, a Sunday.", [(2026, 1, 18, SU)]),
    ("en", "The first of May is a holiday.", [(None, 5, 1)]),
    ("en", "On March 1, 3 people were hurt; on May 2 many more.", [(None, 3, 1), (None, 5, 2)]),
    ("en", "A 10 March 5, 2026 memo says so.", [(2026, 3, 5)]),
    ("en", "They may 1 day march 20 miles, sun or no sun.", []),
    ("en", "March 15 miles a day, as the COVID-19 March of 2.5 May did.", []),
    ("en", "The second August in a row, 25 percent may march.", []),
    ("en", "In May 5,000 people came; article 1.5 June; Section 4 (May).", []),
    ("en", "They spent £5 June alone, at 10.10.10.2026 and 1-2-3-2026.", []),
]
FRENCH: list[Sentence] = [
    ("fr", "Il entre en vigueur le 1er février 2026.", [(2026, 2, 1)]),
    ("fr", "Le mardi 3 février, le conseil a voté.", [(None, 2, 3, TU)]),
    ("fr", "La foire se tient du 1er au 3 mars 2026.", [(2026, 3, 1), (2026, 3, 3)]),
    ("fr", "Les 30 avril et 2 mai 2026 sont chômés.", [(2026, 4, 30), (2026, 5, 2)]),
    ("fr", "En août 2025, puis le 5 sept. 2025.", [(2025, 8, None), (2025, 9, 5)]),
    ("fr", "Le premier mai, on défile.", [(None, 5, 1)]),
    ("fr", "Signé le 01/02/2026.", [(2026, 2, 1)]),
    ("fr", "La sonde Mars 2020 a coûté 3 fois plus.", []),
    ("fr", "Sept pays, mais 12 abstentions : mai 68 est loin.", []),
]
GERMAN: list[Sentence] = [
    ("de", "Die Abgabe gilt ab dem 1. Februar 2026.", [(2026, 2, 1)]),
    ("de", "Am Sonntag, den 18. Januar 2026, wird gewählt.", [(2026, 1, 18, SU)]),
    ("de", "Vom 1. bis zum 3. März 2026 ist zu.", [(2026, 3, 1), (2026, 3, 3)]),
    ("de", "Am 1./2. Mai ruht der Verkehr.", [(None, 5, 1), (None, 5, 2)]),
    ("de", "Im Jänner 2026 und am 6. Jänner.", [(2026, 1, None), (None, 1, 6)]),
    ("de", "So., 18. Jan. 2026, 18.01.2026.", [(2026, 1, 18, SU), (2026, 1, 18)]),
    ("de", "Samstag (17. Januar 2026) war frei.", [(2026, 1, 17, SA)]),
    ("de", "Karl August kam im Mai mit 3 Mann und 5. Rang.", []),
    ("de", "Version 1.2.3 kostet 12.50 Euro, 2. Auflage.", []),
]
DANISH: list[Sentence] = [
    ("da", "Loven gælder fra den 1. februar 2026.", [(2026, 2, 1)]),
    ("da", "Søndag den 18. januar 2026 stemmes der.", [(2026, 1, 18, SU)]),
    ("da", "Messen er åben 1.-3. marts 2026.", [(2026, 3, 1), (2026, 3, 3)]),
    ("da", "Den 30. april og 2. maj 2026.", [(2026, 4, 30), (2026, 5, 2)]),
    ("da", "I december 2025 og den 5. jan. 2026.", [(2025, 12, None), (2026, 1, 5)]),
    ("da", "Mødet fredag 13. februar blev aflyst.", [(None, 2, 13, FR)]),
    ("da", "Jan fik 3. plads i maj, og 40 i alt.", []),
    ("da", "Han lever af 2 okser, nov og jul til trods.", []),
]
SPANISH: list[Sentence] = [
    ("es", "Rige desde el 1 de febrero de 2026.", [(2026, 2, 1)]),
    ("es", "El domingo 18 de enero de 2026 se vota.", [(2026, 1, 18, SU)]),
    ("es", "Del 1 al 3 de marzo del 2026.", [(2026, 3, 1), (2026, 3, 3)]),
    ("es", "Entre el 30 de abril y el 2 de mayo de 2026.", [(2026, 4, 30), (2026, 5, 2)]),
    ("es", "El 1.º de mayo y en setiembre de 2025.", [(None, 5, 1), (2025, 9, None)]),
    ("es", "El viernes, 13 de febrero, dimitió.", [(None, 2, 13, FR)]),
    ("es", "El ministro habló con 3 de los 20 en mayo.", []),
    ("es", "La 5 de Mar del Plata y 10 dic de oro.", []),
]
ITALIAN: list[Sentence] = [
    ("it", "In vigore dal 1° febbraio 2026.", [(2026, 2, 1)]),
    ("it", "Domenica 18 gennaio 2026 si vota.", [(2026, 1, 18, SU)]),
    ("it", "Dal 1° al 3 marzo 2026.", [(2026, 3, 1), (2026, 3, 3)]),
    ("it", "L'8 marzo e il primo maggio.", [(None, 3, 8), (None, 5, 1)]),
    ("it", "Nel luglio 2025 e il 5 set. 2025.", [(2025, 7, None), (2025, 9, 5)]),
    ("it", "Venerdì 13 febbraio si è dimessa.", [(None, 2, 13, FR)]),
    ("it", "Ha vinto in 3 set e ha 40 dic nel mar.", []),
    ("it", "Maggio è caldo; il 5 per cento lo sa.", []),
]
ARABIC: list[Sentence] = [
    ("ar", "يبدأ الرسم في 1 فبراير 2026.", [(2026, 2, 1)]),
    ("ar", "صوّت المجلس يوم الأحد ١٨ يناير ٢٠٢٦.", [(2026, 1, 18, SU)]),
    ("ar", "وقّعوا في 1 كانون الثاني/يناير 2026 بيانًا.", [(2026, 1, 1)]),
    ("ar", "من 28 شباط إلى 3 آذار 2026.", [(2026, 2, 28), (2026, 3, 3)]),
    ("ar", "يوم الجمعة الموافق 13 فبراير 2026م", [(2026, 2, 13, FR)]),
    ("ar", "في الأول من مايو وفي تشرين الأول 2025.", [(None, 5, 1), (2025, 10, None)]),
    ("ar", "في 6 جوان 2025 و7 غشت.", [(2025, 6, 6), (None, 8, 7)]),
    ("ar", "بين 1 و3 مارس", [(None, 3, 3)]),
    ("ar", "مارس الضغط على 3 دول، وكان الثاني من نوعه.", []),
    ("ar", "قال 5 شهود إن آب المنزل غاب.", []),
]
HEBREW: list[Sentence] = [
    ("he", "ההיטל ייכנס לתוקף ב-1 בפברואר 2026.", [(2026, 2, 1)]),
    ("he", "ביום ראשון, 18 בינואר 2026, מצביעים.", [(2026, 1, 18, SU)]),
    ("he", "בין 1 ל-3 במרץ 2026.", [(2026, 3, 1), (2026, 3, 3)]),
    ("he", "ביום שישי ה-13 בפברואר התפטרה.", [(None, 2, 13, FR)]),
    ("he", "בספטמבר 2025 וב־5 במאי.", [(2025, 9, None), (None, 5, 5)]),
    ("he", "נחתם ב-18.1.2026 (שבת).", [(2026, 1, 18, SA)]),
    ("he", "במאי דובר? יוני ויולי באו עם 3 מרצים.", []),
    ("he", "היום הראשון היה קשה ל-20 מאיתנו.", []),
]
JAPANESE: list[Sentence] = [
    ("ja", "条例は2026年2月1日に施行される。", [(2026, 2, 1)]),
    ("ja", "投票は1月18日（日）に行われる。", [(None, 1, 18, SU)]),
    ("ja", "令和8年2月1日から。", [(2026, 2, 1)]),
    ("ja", "令和元年5月1日（水・祝）に即位した。", [(2019, 5, 1, WE)]),
    ("ja", "会期は2026年3月1日〜3日。", [(2026, 3, 1), (2026, 3, 3)]),
    ("ja", "２０２５年９月と１月５日月曜日。", [(2025, 9, None), (None, 1, 5, MO)]),
    ("ja", "3か月で5月の売上は10日分減った。", []),
    ("ja", "満月の夜、12人が3年待った。", []),
]
SENTENCES = [
    *ENGLISH, *FRENCH, *GERMAN, *DANISH, *SPANISH, *ITALIAN, *ARABIC, *HEBREW, *JAPANESE
]  # fmt: skip


def parts(mention: DateMention) -> tuple[int | None, ...]:
    day = (mention.year, mention.month, mention.day)
    return day if mention.weekday is None else (*day, mention.weekday)


@pytest.mark.parametrize(("language", "sentence", "expected"), SENTENCES)
def test_a_sentence_has_its_dates_and_no_others(
    language: str, sentence: str, expected: list[tuple[int | None, ...]]
) -> None:
    found = read_dates(sentence, language)
    assert [parts(m) for m in found] == expected
    for mention in found:
        assert mention.text == sentence[mention.start : mention.end].rstrip()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_is_tried_with_and_without_dates(language: str) -> None:
    own = [expected for tag, _, expected in SENTENCES if tag == language]
    assert len(own) >= 6
    assert [] in own


@pytest.mark.parametrize(("language", "sentence", "expected"), SENTENCES)
def test_a_source_is_read_in_any_language(
    language: str, sentence: str, expected: list[tuple[int | None, ...]]
) -> None:
    found = {(m.year, m.month, m.day) for m in read_dates_anyhow(sentence, "en")}
    assert {day[:3] for day in expected} <= found


@pytest.mark.parametrize("language", [*LANGUAGES, "en-GB", "pt", "nl", "sv", "nb", "pl"])
@given(day=st.dates(date(1900, 1, 1), date(2100, 12, 31)), form=st.sampled_from(["full", "long"]))
def test_what_babel_writes_is_read(language: str, day: date, form: str) -> None:
    locale = language.replace("-", "_")
    written = format_date(day, form, locale=locale)  # type: ignore[arg-type]
    (found,) = read_dates(f"x, {written}.", language)
    assert found.date == day
    assert found.weekday in (None, day.weekday())
    assert found.weekday is not None or form == "long" or language not in LANGUAGES


@pytest.mark.parametrize(
    ("language", "sentence", "days"),
    [
        ("en", "On Friday and by Tuesday night he spoke.", [FR, TU]),
        ("en", "On Friday, 13 February, and on Saturday.", [SA]),
        ("en", "Open Mondays, every Friday and Black Friday; see the Sunday Times.", []),
        ("en", "The sun sat, and they wed.", []),
        ("fr", "Vendredi, il a parlé ; chaque lundi, il se tait.", [FR]),
        ("de", "Am Sonnabend kam er, jeden Montag geht er.", [SA]),
        ("da", "Han kom fredag; hver mandag går han.", [FR]),
        ("es", "Habló el viernes; los lunes calla.", [FR]),
        ("it", "Ha parlato venerdì; ogni lunedì tace.", [FR]),
        ("ar", "قال يوم الجمعة إنه سيأتي بعد صلاة الجمعة.", [FR]),
        ("he", "הוא דיבר ביום שני ובשבת.", [MO, SA]),
        ("ja", "金曜日に話した。毎週月曜日は休む。", [FR]),
    ],
)
def test_weekdays_without_a_date(language: str, sentence: str, days: list[int]) -> None:
    assert [m.weekday for m in read_weekdays(sentence, language)] == days


@pytest.mark.parametrize(
    ("when", "expected"),
    [
        ("2026-02-01", [(2026, 2, 1)]),
        ("XXXX-02-01", [(None, 2, 1)]),
        ("2026-02~", [(2026, 2, None)]),
        ("2026", [(2026, None, None)]),
        ("2026-02-01/2026-06-30?", [(2026, 2, 1), (2026, 6, 30)]),
        ("2026-02-01/..", [(2026, 2, 1)]),
        ("starting February 1", [(None, 2, 1)]),
        ("le 1er février", [(None, 2, 1)]),
        ("by the end of this week", []),
        ("not stated", []),
    ],
)
def test_the_dates_of_a_when(when: str, expected: list[tuple[int | None, ...]]) -> None:
    assert [parts(m) for m in read_when(when, "en")] == expected


def test_a_day_that_the_calendar_lacks_is_no_date() -> None:
    (found,) = read_dates("On February 30, 2026, it ends.", "en")
    assert (found.day, found.date) == (30, None)


def test_a_language_that_nobody_knows_has_digits_only() -> None:
    assert [m.text for m in read_dates("February 1, 2026 or 2026-02-01", "xx")] == ["2026-02-01"]
    assert read_weekdays("Friday", "xx") == []


@pytest.mark.parametrize(
    "piece",
    [
        "1 ",
        "May ",
        "1 May ",
        "1–",
        "May 1–",
        "Sunday, ",
        "1月",
        "2026-",
        "1.",
        "((",
        "الأول من ",
        "יום ",
    ],
)
def test_the_cost_grows_with_the_length_and_no_faster(piece: str) -> None:
    text = piece * (200_000 // len(piece))
    started = time.process_time()
    read_dates_anyhow(text, "en")
    read_weekdays(text[:50_000], "he")
    assert time.process_time() - started < 20


def test_the_calendars_that_are_kept_are_those_of_babel() -> None:
    """BRIEFGEN_RENEW=1 makes them again, after an upgrade of Babel."""
    made = {tag: as_dict(calendars.calendar_of(tag)) for tag in calendars.LANGUAGES}
    text = json.dumps(made, ensure_ascii=False, indent=1, default=sorted, sort_keys=True) + "\n"
    place = Path(calendars.__file__).with_name(calendars.MADE)
    if os.environ.get("BRIEFGEN_RENEW"):
        place.write_text(text, encoding="utf-8")
    assert place.read_text(encoding="utf-8") == text
    for tag in calendars.LANGUAGES:
        assert calendars.calendar(tag) == calendars.calendar_of(tag)
